"""Reading and writing each kind of document, with its own type.

Every writer takes ``version``, the version of the schemas to write, by default the lowest that holds all of it, and
``allow_loss``, without which a version that cannot hold all of it is refused; ``write`` tells more.
"""

from os import PathLike
from typing import TypeVar, cast

from care_standards.api import read, write
from care_standards.api import read_with_account as read_with_account
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.pipeline import Source
from care_standards.errors import InvalidValueError
from care_standards.model.assessment import Assessment
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger
from care_standards.model.publication import Publication
from care_standards.model.report import Report

Target = str | PathLike[str]
D = TypeVar("D")


def _only(value: D, kind: type[D]) -> D:
    if not isinstance(value, kind):
        raise InvalidValueError("write", "value", f"must be of class {kind.__name__}")
    return value


def read_publication(
    source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS
) -> Publication:
    """Read a publication; raises as ``read`` does, also where the document is of another kind."""
    return cast(Publication, read(source, kind="publication", catalogue=catalogue, limits=limits))


def write_publication(
    publication: Publication,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of a publication, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(publication, Publication), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_edition(source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS) -> Edition:
    """Read an edition; raises as ``read`` does, also where the document is of another kind."""
    return cast(Edition, read(source, kind="edition", catalogue=catalogue, limits=limits))


def write_edition(
    edition: Edition,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of an edition, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(edition, Edition), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_crosswalk(source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS) -> Crosswalk:
    """Read a crosswalk; raises as ``read`` does, also where the document is of another kind."""
    return cast(Crosswalk, read(source, kind="crosswalk", catalogue=catalogue, limits=limits))


def write_crosswalk(
    crosswalk: Crosswalk,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of a crosswalk, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(crosswalk, Crosswalk), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_concordance(
    source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS
) -> Concordance:
    """Read a concordance; raises as ``read`` does, also where the document is of another kind."""
    return cast(Concordance, read(source, kind="concordance", catalogue=catalogue, limits=limits))


def write_concordance(
    concordance: Concordance,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of a concordance, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(concordance, Concordance), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_assessment(
    source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS
) -> Assessment:
    """Read an assessment; raises as ``read`` does, also where the document is of another kind."""
    return cast(Assessment, read(source, kind="assessment", catalogue=catalogue, limits=limits))


def write_assessment(
    assessment: Assessment,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of an assessment, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(assessment, Assessment), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_report(source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS) -> Report:
    """Read a report; raises as ``read`` does, also where the document is of another kind."""
    return cast(Report, read(source, kind="report", catalogue=catalogue, limits=limits))


def write_report(
    report: Report,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of a report, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(report, Report), path, version=version, allow_loss=allow_loss, catalogue=catalogue)


def read_ledger(source: Source, *, catalogue: Catalogue | None = None, limits: Limits = DEFAULT_LIMITS) -> Ledger:
    """Read the ledger of a migration; raises as ``read`` does, also where the document is of another kind."""
    return cast(Ledger, read(source, kind="ledger", catalogue=catalogue, limits=limits))


def write_ledger(
    ledger: Ledger,
    path: Target | None = None,
    *,
    version: str | None = None,
    allow_loss: bool = False,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Give the canonical bytes of a ledger, and put them in a file if given a path; raises as ``write`` does."""
    return write(_only(ledger, Ledger), path, version=version, allow_loss=allow_loss, catalogue=catalogue)
