"""The front door's rooms: ids become objects here, of the shipped data or of a catalogue of the caller's own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, overload

from care_standards import packaged

# Loading one edition costs less than importing what the rest of this module needs, which is imported where it is used.
if TYPE_CHECKING:
    from os import PathLike

    from care_standards.documents.codec import Document
    from care_standards.documents.limits import Limits
    from care_standards.documents.pipeline import AnyKind, Reading, Source
    from care_standards.model.catalogue import Catalogue, Item
    from care_standards.model.concordance import Concordance
    from care_standards.model.crosswalk import Crosswalk
    from care_standards.model.edition import Edition
    from care_standards.model.pack import Pack
    from care_standards.model.provisions import Provision
    from care_standards.model.publication import Publication
    from care_standards.model.registry import RegistryEntry
    from care_standards.model.report import Report
    from care_standards.packs.containers import Source as PackSource

    Target = str | PathLike[str]


def catalogue(*, packs: "Iterable[Pack | PackSource]" = ()) -> "Catalogue":
    """Give everything shipped as one catalogue, with packs of your own laid over it if any are passed.

    A pack is one that ``care_standards.packs`` loaded or made, the path of a folder or ZIP file, or the bytes of a ZIP
    file. The catalogue answers every call of the library that takes ``catalogue=``. No pack is ever found by itself.

    Raises PackRefusedError, whose ``report`` says why, for a pack that is damaged, unsafe or at odds with what is
    established; PackConflictError where two packs bring the same; UnreadableSourceError where there is no such pack.
    """
    given = [packs] if isinstance(packs, (str, bytes)) else list(packs)
    if not given:
        return packaged.catalogue()
    from care_standards.model.pack import Pack
    from care_standards.packs.composing import compose
    from care_standards.packs.reading import load as load_pack

    loaded = [pack if isinstance(pack, Pack) else load_pack(pack) for pack in given]
    return compose(packaged.catalogue(), loaded)


def load(id: str, *, catalogue: "Catalogue | None" = None) -> "Edition":
    """Give an edition, by default as it is shipped; raises UnknownEditionError, naming near misses.

    ``catalogue`` is where to look instead. Raises DamagedDataError where the shipped data are damaged.
    """
    return packaged.edition(id) if catalogue is None else catalogue.edition(id)


def publication(id: str, *, catalogue: "Catalogue | None" = None) -> "Publication":
    """Give a publication, such as ``scs``; raises UnknownIdError, naming near misses."""
    return _given(catalogue).publication(id)


@overload
def crosswalk(source: str, target: str, *, catalogue: "Catalogue | None" = None) -> "Crosswalk": ...
@overload
def crosswalk(id: str, /, *, catalogue: "Catalogue | None" = None) -> "Crosswalk": ...
def crosswalk(source: str, target: str | None = None, *, catalogue: "Catalogue | None" = None) -> "Crosswalk":
    """Give the crosswalk from one edition to another, read in this direction, or the one with an id.

    ``crosswalk("scs-2018", "ecat-2005")`` and ``crosswalk("scs-2018--ecat-2005")`` are the same. Raises UnknownIdError
    where there is none, naming first the one that runs the other way, then those whose ids look like it.
    """
    held = _given(catalogue)
    return held.crosswalk(source) if target is None else held.crosswalk(source, target)


@overload
def concordance(old: str, new: str, *, catalogue: "Catalogue | None" = None) -> "Concordance": ...
@overload
def concordance(id: str, /, *, catalogue: "Catalogue | None" = None) -> "Concordance": ...
def concordance(old: str, new: str | None = None, *, catalogue: "Catalogue | None" = None) -> "Concordance":
    """Give the concordance from one edition to a later one, or the one with an id, such as ``scs-2018--scs-2025``.

    Raises UnknownIdError as ``crosswalk`` does.
    """
    held = _given(catalogue)
    return held.concordance(old) if new is None else held.concordance(old, new)


def resolve(id: str, *, catalogue: "Catalogue | None" = None) -> "Item | Provision | RegistryEntry":
    """Give what any id ever released names; for a retired id its registry entry, which names the successors.

    An id names a publication, an edition, a provision, or, as two edition ids joined by two hyphens, a crosswalk or a
    concordance. Raises UnknownProvisionError or UnknownIdError, naming near misses, where it was never released.
    """
    return _given(catalogue).resolve(id)


def _verified(catalogue: "Catalogue | None") -> "Catalogue":
    return packaged.at_hand(catalogue)


def _limits(limits: "Limits | None") -> "Limits":
    from care_standards.documents.limits import DEFAULT_LIMITS

    return DEFAULT_LIMITS if limits is None else limits


def check(
    source: "Source",
    *,
    kind: "AnyKind" = "auto",
    catalogue: "Catalogue | None" = None,
    limits: "Limits | None" = None,
    engine: str | None = None,
    guard: bool = False,
) -> "Report":
    """Judge a document and give the report; whatever its content, nothing is raised.

    ``source`` is a path if it is text or path-like, and the document itself if it is bytes or a mapping. References
    are resolved in ``catalogue``, by default the shipped data, whose files are held against their digests once. Tables
    of link rows are judged by ``care_standards.tables.check_table``.

    ``engine`` is ``jsonschema``, ``jsonschema-rs`` (extra ``fast``), or None for what the environment variable
    CARE_STANDARDS_ENGINE says, otherwise the faster one that is installed; all find the same. ``guard`` also looks in
    free text and references for what may give a person away (CS921, CS922), which it cannot find reliably.

    Raises UnreadableSourceError where the file cannot be opened, DamagedDataError where the shipped data are damaged,
    MissingExtraError where the engine asked for is not installed, InvalidValueError where it is none.
    """
    from care_standards.documents import judging

    return judging.judge(
        source, catalogue=_verified(catalogue), kind=kind, limits=_limits(limits), engine=engine, guard=guard
    )


def read(
    source: "Source",
    *,
    kind: "AnyKind" = "auto",
    catalogue: "Catalogue | None" = None,
    limits: "Limits | None" = None,
    engine: str | None = None,
) -> "Document":
    """Read a document of any kind, and of any known version of the schemas, as an object of the model.

    Raises InvalidDocumentError, whose ``report`` says everything that is wrong, and UnreadableSourceError where the
    file cannot be opened. Ids that cannot be verified because an edition is partial are read. ``engine`` is as for
    ``check``.
    """
    from care_standards.documents import pipeline

    return pipeline.read(source, catalogue=_verified(catalogue), kind=kind, limits=_limits(limits), engine=engine)


def read_with_account(
    source: "Source",
    *,
    kind: "AnyKind" = "auto",
    catalogue: "Catalogue | None" = None,
    limits: "Limits | None" = None,
    engine: str | None = None,
) -> "Reading":
    """Read a document as ``read`` does, and say what version of the schemas it was and how it was raised.

    The answer has ``document``, ``version`` and ``ledger``, which lists every record of the document. Raises as
    ``read`` does.
    """
    from care_standards.documents import pipeline

    return pipeline.read_with_account(
        source, catalogue=_verified(catalogue), kind=kind, limits=_limits(limits), engine=engine
    )


def write(
    value: "Document",
    path: "Target | None" = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: "Catalogue | None" = None,
    limits: "Limits | None" = None,
) -> bytes:
    """Give the canonical bytes of a document, and put them in a file if a path is given.

    It is written in the lowest version of the schemas that holds all of it, or in the ``version`` asked for. The file
    is replaced whole or not at all. Raises InvalidDocumentError where the document could not be read again;
    LossRefusedError, whose ``ledger`` says what, where that version cannot hold all of it and ``allow_loss`` is not
    set; InvalidValueError where it knows no documents of the kind; UnwritableTargetError where the file cannot be
    written.
    """
    from care_standards.documents import pipeline

    content = pipeline.write(
        value, catalogue=_verified(catalogue), version=version, allow_loss=allow_loss, limits=_limits(limits)
    )
    if path is not None:
        from care_standards.documents.atomic import replace_file

        replace_file(path, content)
    return content


def _given(catalogue: "Catalogue | None") -> "Catalogue":
    return packaged.catalogue() if catalogue is None else catalogue
