"""The front door's rooms: ids become shipped objects here, and the floors below are called with them."""

from os import PathLike
from typing import TypeVar

from care_standards import packaged
from care_standards.documents import pipeline
from care_standards.documents.atomic import replace_file
from care_standards.documents.codec import Document
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.pipeline import AnyKind, Source
from care_standards.errors import UnknownIdError
from care_standards.identifiers import near_misses
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.model.publication import Publication
from care_standards.model.registry import RegistryEntry
from care_standards.model.report import Report

Target = str | PathLike[str]
L = TypeVar("L", Crosswalk, Concordance)


def publication(id: str) -> Publication:
    """Give a shipped publication, such as ``scs``; raises UnknownIdError, naming near misses."""
    return packaged.catalogue().publication(id)


def crosswalk(source: str, target: str) -> Crosswalk:
    """Give the shipped crosswalk from one edition to another, read in this direction.

    Raises UnknownIdError where there is none, naming the crosswalks whose ids look like it.
    """
    return _link(packaged.crosswalks(), source, target, "the shipped crosswalks")


def concordance(old: str, new: str) -> Concordance:
    """Give the shipped concordance from one edition to a later one; raises UnknownIdError where there is none."""
    return _link(packaged.concordances(), old, new, "the shipped concordances")


def _link(links: tuple[L, ...], first: str, second: str, where: str) -> L:
    wanted = f"{first}--{second}"
    for link in links:
        if link.id == wanted:
            return link
    raise UnknownIdError(where, near_misses(wanted, tuple(link.id for link in links)))


def resolve(id: str) -> Publication | Edition | Provision | RegistryEntry:
    """Give what any id ever released names; for a retired id its registry entry, which names the successors.

    Raises UnknownProvisionError or UnknownIdError, naming near misses, where the id was never released.
    """
    return packaged.catalogue().resolve(id)


def _given(catalogue: Catalogue | None) -> Catalogue:
    if catalogue is not None:
        return catalogue
    packaged.verify()
    return packaged.catalogue()


def check(
    source: Source,
    *,
    kind: AnyKind = "auto",
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Judge a document and give the report; whatever its content, nothing is raised.

    ``source`` is a path if it is text or path-like, and the document itself if it is bytes or a mapping. References
    are resolved in ``catalogue``, by default the shipped data, whose files are held against their digests once.

    Raises UnreadableSourceError where the file cannot be opened, DamagedDataError where the shipped data are damaged.
    """
    return pipeline.judge(source, catalogue=_given(catalogue), kind=kind, limits=limits)


def read(
    source: Source,
    *,
    kind: AnyKind = "auto",
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """Read a document of any kind as an object of the model.

    Raises InvalidDocumentError, whose ``report`` says everything that is wrong, and UnreadableSourceError where the
    file cannot be opened. Ids that cannot be verified because an edition is partial are read.
    """
    return pipeline.read(source, catalogue=_given(catalogue), kind=kind, limits=limits)


def write(
    value: Document,
    path: Target | None = None,
    *,
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Give the canonical bytes of a document, and put them in a file if a path is given.

    The file is replaced whole or not at all. Raises InvalidDocumentError where the document could not be read again,
    and UnwritableTargetError where the file cannot be written.
    """
    content = pipeline.write(value, catalogue=_given(catalogue), limits=limits)
    if path is not None:
        replace_file(path, content)
    return content
