"""From one version of a pack to the next: every id that was given goes on being answered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import attrs

from care_standards import packaged
from care_standards.cli.verb import Misuse
from care_standards.identifiers import edition_of
from care_standards.model.edition import Edition
from care_standards.model.pack import AcceptedDifferences, Difference, Pack, RetiredId, with_documents
from care_standards.model.publication import Publication
from care_standards.packs.making import file_of

if TYPE_CHECKING:
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.pack import PackDocument

MOST_LISTED: Final = 20


def refuse_what_leaves_out(found: "Iterable[PackDocument]", before: Pack) -> None:
    """Refuse the documents of a pack that lack an edition or a publication of the one before it."""
    here = {document.id for document in found}
    lacking = [one.id for one in before.documents if isinstance(one, (Edition, Publication)) and one.id not in here]
    if lacking:
        raise Misuse(f"The pack before holds {', '.join(lacking)} too. Give the files of these as well.")


def refuse_another_line(before: Pack, id: str | None, version: str | None) -> None:
    """Refuse a name or a version under which no pack follows this one."""
    if id not in (None, before.id):
        raise Misuse("--id is that of the pack before. Leave it out, or leave --after out.")
    if version is None or version == before.version:
        raise Misuse(f"A pack that follows another has a --version of its own: the one before is {before.version}.")


def following(pack: Pack, before: Pack) -> Pack:
    """Give a pack with the ids that the one before had retired, and with the differences that were accepted there.

    A successor that was retired since is followed by what took its place.
    """
    held = {provision.id for edition in pack.editions for provision in edition}
    now = {entry.id: entry.successors for entry in pack.retired}
    carried = [
        RetiredId(id=entry.id, successors=tuple(dict.fromkeys(_still_there(entry.successors, held, now))))
        for entry in before.retired
        if entry.id not in now and entry.id not in held
    ]
    accepted = pack.accepted_differences or before.accepted_differences
    shipped = packaged.catalogue()
    each = (*(pack.accepted_differences or _NONE).differences, *(before.accepted_differences or _NONE).differences)
    # What differs from the pack before was said there; what differs from the shipped data differs for ever.
    kept = [d for d in dict.fromkeys(each) if edition_of(d.provision) in shipped or d not in _of(before)]
    accepted = AcceptedDifferences(reason=accepted.reason, differences=kept) if accepted is not None and kept else None
    documents = [_unless_unchanged(document, before) for document in pack.documents]
    return with_documents(
        attrs.evolve(
            pack,
            files=[file_of(document) for document in documents],
            retired=(*carried, *pack.retired),
            accepted_differences=accepted,
        ),
        documents,
    )


_NONE: Final = AcceptedDifferences(reason="none", differences=())


def _of(pack: Pack) -> tuple[Difference, ...]:
    return (pack.accepted_differences or _NONE).differences


def _unless_unchanged(document: "PackDocument", before: Pack) -> "PackDocument":
    """Give an edition as it was, with its revision, where nothing but that would differ."""
    for old in before.editions:
        if isinstance(document, Edition) and document.id == old.id:
            same = attrs.evolve(document, data_revision=old.data_revision, digest=old.digest) == old
            return old if same else document
    return document


def _still_there(ids: Iterable[str], held: set[str], retired: dict[str, tuple[str, ...]]) -> list[str]:
    return [later for id in ids for later in retired.get(id, (id,)) if later in held]


def unanswered(before: Iterable[Pack], catalogue: "Catalogue") -> tuple[str, ...]:
    """Give the ids that packs answered, as items or as retired ones, and that this catalogue does not know."""
    held = (provision.id for pack in before for edition in pack.editions for provision in edition)
    retired = (entry.id for pack in before for entry in pack.retired)
    return tuple(id for id in (*held, *retired) if not _is_answered(id, catalogue))


def _is_answered(id: str, catalogue: "Catalogue") -> bool:
    if catalogue.registry.get(id) is not None:
        return True
    edition = catalogue.get(id.partition(".")[0])
    return isinstance(edition, Edition) and edition.held(id) is not None


def listed(ids: tuple[str, ...]) -> str:
    """Give ids as one line, the first twenty of them."""
    more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
    return f"{', '.join(ids[:MOST_LISTED])}{more}"
