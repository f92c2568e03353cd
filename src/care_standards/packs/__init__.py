"""Packs: publications, editions, crosswalks and concordances of a user's own, laid over the shipped data.

A pack is a folder or a ZIP file with a manifest, ``pack.json``, that names every other file with its digest. Nothing in
it is executed and nothing is fetched. A pack is never found by itself: it is passed to ``care_standards.catalogue``.

>>> import care_standards as cs
>>> from care_standards import packs
>>> oak = packs.make(id="oak", version="1", editions=[cs.readers.read_edition("examples/own-edition.json")])
>>> cs.catalogue(packs=[oak]).edition("oak-2026")["2.1"].kind
'standard'
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.model.pack import Difference, Pack
    from care_standards.packs.anchors import differences
    from care_standards.packs.composing import compose
    from care_standards.packs.containers import PackLimits
    from care_standards.packs.extending import extended
    from care_standards.packs.judging import check
    from care_standards.packs.making import make
    from care_standards.packs.reading import load
    from care_standards.packs.saving import save

__all__ = ["Difference", "Pack", "PackLimits", "check", "compose", "differences", "extended", "load", "make", "save"]

_HOMES = {
    "model.pack": "Difference Pack",
    "packs.anchors": "differences",
    "packs.composing": "compose",
    "packs.containers": "PackLimits",
    "packs.extending": "extended",
    "packs.judging": "check",
    "packs.making": "make",
    "packs.reading": "load",
    "packs.saving": "save",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import the home of a name when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"care_standards.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
