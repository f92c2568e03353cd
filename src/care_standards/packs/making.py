"""Making a pack of one's own editions."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import attrs

from care_standards import packaged
from care_standards.documents.codec import kind_of, to_bytes, to_plain
from care_standards.documents.digests import edition_digest
from care_standards.documents.integrity.packs import FOLDERS, path_of
from care_standards.errors import InvalidValueError, PackRefusedError
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.pack import (
    AcceptedDifferences,
    Difference,
    Pack,
    PackCompleteness,
    PackDocument,
    PackFile,
    RetiredId,
    with_documents,
)
from care_standards.model.provenance import Rights, Source
from care_standards.model.publication import Publication
from care_standards.packs.anchors import differences
from care_standards.packs.composing import is_provisional
from care_standards.packs.containers import DEFAULT_PACK_LIMITS, PackLimits
from care_standards.packs.extending import extended, with_missing
from care_standards.packs.judging import judge, written
from care_standards.packs.retiring import retirements
from care_standards.vocabularies import CompletenessLevel, PackKind

_PRIVATE: Final = "Holds the publisher's wording, from the maker's own copy. It must not be passed on."
_SHAREABLE: Final = "Holds facts, headings, numbers and summaries in other words; none of the publisher's wording."


def make(
    *,
    id: str,
    version: str,
    title: str | None = None,
    publications: Iterable[Publication] = (),
    editions: Iterable[Edition] = (),
    crosswalks: Iterable[Crosswalk] = (),
    concordances: Iterable[Concordance] = (),
    publisher: str | None = None,
    rights: Rights | None = None,
    completeness: PackCompleteness | None = None,
    accept_differences: str | None = None,
    note: str | None = None,
    bibliography: Sequence[Source] = (),
    extensions: Extensions = NO_EXTENSIONS,
    catalogue: Catalogue | None = None,
    limits: PackLimits = DEFAULT_PACK_LIMITS,
) -> Pack:
    """Make a pack of documents, ready to be laid over the catalogue (by default the shipped data) or to be saved.

    An edition of an id that the catalogue holds becomes an extension of it: it gets a later data revision, keeps what
    is established, and retires the provisional ids it does not hold, each with its successor where one is found. Of the
    other ids it does not hold, a complete edition retires each without a successor, and any other takes the items from
    the catalogue. Digests of editions are taken anew.

    ``accept_differences`` is the reason for which differences from what is established are accepted; it is kept in the
    manifest. What is left out is filled in: the title from the first edition, the rights (private if any edition is),
    the completeness from those of the editions.

    Raises PackRefusedError, with ``report`` and ``differences``, where the pack breaks what is established or one of
    its documents is invalid, and InvalidValueError for a value that no pack can have.
    """
    if catalogue is None:
        packaged.verify()
        catalogue = packaged.catalogue()
    prepared = [_prepared(edition, catalogue) for edition in editions]
    documents: list[PackDocument] = sorted(publications, key=_id)
    documents += sorted((edition for edition, _, _ in prepared), key=_id)
    documents += sorted(crosswalks, key=_id)
    documents += sorted(concordances, key=_id)
    held = [edition for edition, _, _ in prepared]
    found = tuple(difference for _, differing, _ in prepared for difference in differing)
    accepted = None
    if accept_differences is not None and found:
        accepted = AcceptedDifferences(reason=accept_differences, differences=found)
    pack = with_documents(
        Pack(
            id=id,
            version=version,
            title=title or (held[0].title if held else id),
            publisher=publisher,
            rights=rights or _rights(held),
            completeness=completeness or _completeness(held),
            files=[file_of(document) for document in documents],
            retired=[entry for _, _, retired in prepared for entry in retired],
            accepted_differences=accepted,
            note=note,
            bibliography=tuple(bibliography),
            extensions=extensions,
        ),
        documents,
    )
    report, differing = judge(written(pack), catalogue, limits)
    if not report.ok:
        raise PackRefusedError(report, differing)
    return pack


def _id(document: PackDocument) -> str:
    return document.id


def _prepared(edition: Edition, catalogue: Catalogue) -> tuple[Edition, tuple[Difference, ...], tuple[RetiredId, ...]]:
    """Make an extension of an edition the catalogue holds; any other stays as it is but for its digest."""
    shipped = catalogue.get(edition.id)
    if not isinstance(shipped, Edition):
        return _stamped(edition), (), ()
    found = differences(shipped, edition)
    complete = edition.completeness.level == "complete"
    missing = [held.id for held in shipped if edition.held(held.id) is None]
    retired = [id for id in missing if complete or is_provisional(catalogue, id)]
    anchors = {difference.provision for difference in found}
    fuller = with_missing(edition, shipped, set(missing) - set(retired) - anchors)
    fuller = extended(fuller, shipped, found)  # refused all the same, if nobody accepts what was found
    fuller = attrs.evolve(fuller, data_revision=max(fuller.data_revision, shipped.data_revision + 1))
    return _stamped(fuller), found, retirements(shipped, fuller, retired)


def _stamped(edition: Edition) -> Edition:
    return attrs.evolve(edition, digest=edition_digest(edition))


def _rights(editions: list[Edition]) -> Rights:
    private = any(edition.rights.sharing == "private" for edition in editions)
    return Rights(
        sharing="private" if private else "shareable",
        statement=_PRIVATE if private else _SHAREABLE,
    )


def _completeness(editions: list[Edition]) -> PackCompleteness:
    levels = {edition.completeness.level for edition in editions}
    level: CompletenessLevel = "partial"
    if len(levels) < 2:
        level = editions[0].completeness.level if editions else "register-only"
    said = "; ".join(f"{edition.id}: {edition.completeness}" for edition in editions)
    return PackCompleteness(level=level, coverage=f"{said or 'No edition'}.")


def file_of(document: PackDocument) -> PackFile:
    """Give the entry of the manifest for a document; raises InvalidValueError for one that no pack may hold."""
    kind = kind_of(document)
    if kind not in FOLDERS:
        raise InvalidValueError("Pack", "files", f"must each be one of: {', '.join(FOLDERS)}")
    its_kind: PackKind = kind
    content = to_bytes(to_plain(document))
    return PackFile(
        path=path_of(its_kind, document.id), kind=its_kind, id=document.id, sha256=sha256(content).hexdigest()
    )
