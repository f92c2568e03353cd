"""The UK Slavery and Trafficking Survivor Care Standards as data.

>>> import care_standards as cs
>>> cs.load("scs-2018")["1.1.5"].id
'scs-2018.1.1.5'
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards import assessing as assessing
    from care_standards import authoring as authoring
    from care_standards import bulk as bulk
    from care_standards import differences as differences
    from care_standards import exports as exports
    from care_standards import guard as guard
    from care_standards import mapping as mapping
    from care_standards import migration as migration
    from care_standards import model as model
    from care_standards import packs as packs
    from care_standards import query as query
    from care_standards import readers as readers
    from care_standards import searching as searching
    from care_standards import tables as tables
    from care_standards.api import (
        catalogue,
        check,
        concordance,
        crosswalk,
        load,
        publication,
        read,
        resolve,
        write,
    )
    from care_standards.asking import (
        applicable,
        carry_refs,
        compose,
        coverage,
        diff,
        gaps,
        migrate,
        search,
        select,
        summarise,
    )
    from care_standards.documents.limits import Limits
    from care_standards.errors import CareStandardsError
    from care_standards.model.assessment import Assessment, Context, Finding, Subject
    from care_standards.model.edition import Edition
    from care_standards.model.provisions import Principle, Provision, Recommendation, Standard
    from care_standards.model.report import Report
    from care_standards.packaged import concordances, crosswalks, editions, glossary, publications
    from care_standards.readers import read_assessment, write_assessment
    from care_standards.rows import to_rows
    from care_standards.version import __version__ as __version__

# Name to home: nothing is imported before it is asked for.
_HOMES = {
    "api": "catalogue check concordance crosswalk load publication read resolve write",
    "asking": "applicable carry_refs compose coverage diff gaps migrate search select summarise",
    "documents.limits": "Limits",
    "errors": "CareStandardsError",
    "model.assessment": "Assessment Context Finding Subject",
    "model.edition": "Edition",
    "model.provisions": "Principle Provision Recommendation Standard",
    "model.report": "Report",
    "packaged": "concordances crosswalks editions glossary publications",
    "readers": "read_assessment write_assessment",
    "rows": "to_rows",
    "version": "__version__",
}
# Rooms behind the front door, reached by name without an import of their own.
_ROOMS = (
    "assessing", "authoring", "bulk", "differences", "exports", "guard", "mapping", "migration", "model", "packs",
    "query", "readers", "searching", "tables",
)  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Assessment", "CareStandardsError", "Context", "Edition", "Finding", "Limits", "Principle", "Provision",
    "Recommendation", "Report", "Standard", "Subject", "applicable", "carry_refs", "catalogue", "check", "compose",
    "concordance", "concordances", "coverage", "crosswalk", "crosswalks", "diff", "editions", "gaps", "glossary",
    "load", "migrate", "publication", "publications", "read", "read_assessment", "resolve", "search", "select",
    "summarise", "to_rows", "write", "write_assessment",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the home of a name when it is first asked for (PEP 562)."""
    if name not in _HOME_OF and name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted((*__all__, *_ROOMS))
