"""Laying packs over the shipped data: one catalogue that answers every question for both."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

from care_standards.documents.integrity.references import first_of
from care_standards.documents.problems import Path, Problem, beyond_schema
from care_standards.errors import PackConflictError
from care_standards.identifiers import edition_of
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.pack import Difference, Pack, PackDocument
from care_standards.model.publication import Publication
from care_standards.model.registry import Registry, RegistryEntry
from care_standards.packs.anchors import differences, weaker_differences
from care_standards.packs.extending import extended
from care_standards.packs.reporting import refusal

if TYPE_CHECKING:
    from care_standards.model.catalogue import Item

I = TypeVar("I", bound="Item")  # noqa: E741  # an item of a catalogue


def compose(catalogue: Catalogue, packs: Sequence[Pack]) -> Catalogue:
    """Give the catalogue with the packs laid over it.

    An edition, a publication or a link of an id that is there takes its place; any other is put at the end. Retired
    ids stay in the registry and name their successors. Raises PackRefusedError, with a report, for a pack that breaks
    what is established, and PackConflictError where two packs bring the same.
    """
    _refuse_conflicts(packs)
    for pack in packs:
        found, anchors = breaches(catalogue, pack)
        if any(problem.code.severity == "error" for problem in found):
            raise refusal(found, anchors)
    return laid_over(catalogue, packs)


def _refuse_conflicts(packs: Sequence[Pack]) -> None:
    brought: dict[str, int] = {}
    for place, pack in enumerate(packs):
        for what in (f"a pack named {pack.id}", *(f"{file.kind} {file.id}" for file in pack.files)):
            if (first := brought.setdefault(what, place)) != place:
                raise PackConflictError(what, (first, place))


# ---- what a pack must keep to


def breaches(catalogue: Catalogue, pack: Pack) -> tuple[list[Problem], tuple[Difference, ...]]:
    """Give everything in which a pack breaks or differs from what the catalogue holds, and its differences.

    Paths begin with the place of the file in the manifest: ``("files", 0, …)``.
    """
    problems: list[Problem] = []
    anchors: list[Difference] = []
    retired = {entry.id: entry.successors for entry in pack.retired}
    for place, document in enumerate(pack.documents):
        shipped = catalogue.get(document.id)
        at: Path = ("files", place)
        if shipped is not None and type(shipped) is not type(document):
            hint = "This id names a document of another kind. Give it another."
            problems.append(beyond_schema(Code.DUPLICATE_ID, (*at, "id"), hint))
        if isinstance(document, Edition):
            problems += _taken_over(catalogue, document, at)
            problems += _held_though_retired(document, retired, at)
            if document.rights.sharing == "private" and pack.rights.sharing != "private":
                hint = "An edition of this pack is private, and so the pack is."
                problems.append(beyond_schema(Code.WORDING_NOT_PRIVATE, ("rights", "sharing"), hint))
            if isinstance(shipped, Edition):
                anchors += differences(shipped, document)
                problems += _extension(catalogue, pack, document, shipped, at)
        elif isinstance(document, (Crosswalk, Concordance)) and isinstance(shipped, (Crosswalk, Concordance)):
            problems += _replaces(_left_out_rows(document, shipped), at)
        elif isinstance(document, Publication) and isinstance(shipped, Publication):
            records = {own.id: own for own in document.editions}
            changed = [r.id for r in shipped.editions if r.id in records and records[r.id] != r]
            problems += _replaces(len(changed) + (document.title != shipped.title), at)
            missing = tuple(r.id for r in shipped.editions if r.id not in {own.id for own in document.editions})
            if missing:
                hint = f"Keep the records of the editions that are shipped: {first_of(missing)}."
                problems.append(beyond_schema(Code.SHIPPED_LEFT_OUT, ("files", place, "editions"), hint))
    problems += _successors(catalogue, pack)
    return problems, tuple(anchors)


def _left_out_rows(link: Crosswalk | Concordance, shipped: Crosswalk | Concordance) -> int:
    if isinstance(link, Crosswalk) and isinstance(shipped, Crosswalk):
        held = {(row.source, row.target) for row in link.mappings}
        return sum((row.source, row.target) not in held for row in shipped.mappings)
    if isinstance(link, Concordance) and isinstance(shipped, Concordance):
        return len({change.id for change in shipped.changes} - {change.id for change in link.changes})
    return 0


def _replaces(count: int, at: Path) -> Iterator[Problem]:
    if count:
        hint = (
            f"It takes the place of the shipped document of this id and leaves out, or changes, {count} of its facts."
        )
        yield beyond_schema(Code.WEAKER_FACT_DIFFERS, at, hint)


def _taken_over(catalogue: Catalogue, edition: Edition, at: Path) -> Iterator[Problem]:
    """Report ids that are used again, and provisional ones under which stands anything but what they were given to."""
    whole_book = edition.completeness.level == "complete"
    entries = catalogue.registry
    shipped = catalogue.get(edition.id)
    for place, own in enumerate(edition):
        entry = entries.get(own.id)
        if entry is None:
            continue
        path = (*at, "provisions", place, "id")
        if entry.status == "retired":
            hint = f"Retired ids are not used again. It was followed by {first_of(entry.successors)}."
            yield beyond_schema(Code.RETIRED_ID, path, hint)
        elif entry.provisional and (whole_book or not isinstance(shipped, Edition) or own != shipped.held(own.id)):
            hint = (
                f"{own.id} was given to a guess, and says something else here. Leave that item as it was, or give "
                "yours an id of its own, usually with -2 at the end."
            )
            yield beyond_schema(Code.PROVISIONAL_ID_TAKEN, path, hint)


def _held_though_retired(edition: Edition, retired: dict[str, tuple[str, ...]], at: Path) -> Iterator[Problem]:
    for place, own in enumerate(edition):
        if own.id in retired:
            hint = f"Retired ids are not used again. It was followed by {first_of(retired[own.id])}."
            yield beyond_schema(Code.RETIRED_ID, (*at, "provisions", place, "id"), hint)


def _extension(catalogue: Catalogue, pack: Pack, edition: Edition, shipped: Edition, at: Path) -> Iterator[Problem]:
    if edition.data_revision <= shipped.data_revision:
        hint = f"The data of {shipped.id} at hand are of revision {shipped.data_revision}. Make the pack again."
        yield beyond_schema(Code.NO_LATER_REVISION, (*at, "data_revision"), hint)
    accepted = pack.accepted_differences.differences if pack.accepted_differences else ()
    places = {own.id: place for place, own in enumerate(edition)}
    for found in differences(shipped, edition):
        code = Code.DIFFERENCE_ACCEPTED if found in accepted else Code.ANCHOR_DIFFERS
        yield _differs(code, found, places, at)
    yield from _facts_changed(edition, shipped, accepted, places, at)
    for found in weaker_differences(shipped, edition):
        yield _differs(Code.WEAKER_FACT_DIFFERS, found, places, at)
    yield from _left_out(catalogue, pack, edition, shipped, at)


def _facts_changed(
    edition: Edition, shipped: Edition, accepted: Sequence[Difference], places: dict[str, int], at: Path
) -> Iterator[Problem]:
    """Report verified items that say anything else than what is established; ``packs.make`` keeps it for them."""
    differing = differences(shipped, edition)
    told = {found.provision for found in differing if found not in accepted}
    kept = extended(edition, shipped, differing)
    for held in shipped:
        own = edition.held(held.id)
        if held.text_status == "verified" and own is not None and held.id not in told and own != kept[held.id]:
            hint = f"{held.id}: its facts are not those that are established. packs.make keeps those."
            yield beyond_schema(Code.ANCHOR_DIFFERS, (*at, "provisions", places[held.id]), hint)


_MEMBERS = {"page": ("page",), "notation": ("notation",), "heading": ("heading",)}


def _differs(code: Code, found: Difference, places: dict[str, int], at: Path) -> Problem:
    path = at
    if found.provision in places:
        path = (*at, "provisions", places[found.provision], *_MEMBERS.get(found.what, ()))
    return beyond_schema(code, path, in_words(found))


def in_words(found: Difference) -> str:
    """Say a difference as one sentence, which shows our side of it and figures of the other."""
    if found.what == "missing":
        return f"{found.provision} is established and missing here."
    what = {"page": "printed page", "notation": "number", "heading": "heading"}.get(
        found.what, f"number of {found.what}"
    )
    expected = f'"{found.expected}"' if found.what == "heading" else found.expected
    other = "another" if found.found is None else str(found.found)
    return f"{found.provision}: the {what} is {expected} as far as is established, and {other} here."


def _left_out(catalogue: Catalogue, pack: Pack, edition: Edition, shipped: Edition, at: Path) -> Iterator[Problem]:
    retired = {entry.id for entry in pack.retired}
    missing = tuple(held.id for held in shipped if edition.held(held.id) is None)
    established = tuple(id for id in missing if not is_provisional(catalogue, id))
    lost = tuple(id for id in missing if id not in retired)
    if lost:
        hint = f"These ids are shipped and neither held nor retired: {first_of(lost)}. packs.make retires them."
        yield beyond_schema(Code.SHIPPED_LEFT_OUT, at, hint)
    if established and edition.completeness.level != "complete":
        hint = (
            f"An edition that is not complete holds every shipped id that is not provisional; these are missing: "
            f"{first_of(established)}. Begin with the text that care-standards render {shipped.id} gives."
        )
        yield beyond_schema(Code.SHIPPED_LEFT_OUT, (*at, "provisions"), hint)
    elif established:
        hint = f"These ids are shipped, are not provisional, and have no item here: {first_of(established)}."
        yield beyond_schema(Code.WEAKER_FACT_DIFFERS, (*at, "provisions"), hint)


def is_provisional(catalogue: Catalogue, id: str) -> bool:
    """Tell whether an id rests on a guess, as far as the catalogue knows."""
    entry = catalogue.registry.get(id)
    return entry is not None and entry.provisional


def _successors(catalogue: Catalogue, pack: Pack) -> Iterator[Problem]:
    editions = {edition.id: edition for edition in pack.editions}
    for place, entry in enumerate(pack.retired):
        if entry.id not in catalogue.registry and edition_of(entry.id) in catalogue:  # else the pack knows
            hint = "Only an id that was released can be retired, and this one never was."
            yield beyond_schema(Code.DANGLING_REFERENCE, ("retired", place, "id"), hint)
        for number, id in enumerate(entry.successors):
            edition = editions.get(edition_of(id)) or catalogue.get(edition_of(id))
            if not isinstance(edition, Edition) or edition.held(id) is None:
                hint = "No edition at hand holds this id. Name what took the place, or nothing."
                yield beyond_schema(Code.DANGLING_REFERENCE, ("retired", place, "successors", number), hint)


# ---- laying over


def laid_over(catalogue: Catalogue, packs: Iterable[Pack]) -> Catalogue:
    """Give the catalogue with the documents of the packs in their places; nothing is judged.

    Of two documents with the same id the first counts, and one whose id names something of another kind does not.
    """
    documents: dict[str, PackDocument] = {}
    retired: dict[str, RegistryEntry] = {}
    for pack in packs:
        for document in pack.documents:
            if type(catalogue.get(document.id, document)) is type(document):
                documents.setdefault(document.id, document)
        for entry in pack.retired:
            provisional = is_provisional(catalogue, entry.id)
            retired[entry.id] = RegistryEntry(
                id=entry.id, status="retired", provisional=provisional, successors=entry.successors
            )
    editions = _replaced(catalogue.editions, documents, Edition)
    publications = _replaced(catalogue.publications, documents, Publication)
    by_id = {id: document for id, document in documents.items() if isinstance(document, Edition)}

    return attrs.evolve(
        catalogue,
        publications=tuple(_counted(publication, by_id) for publication in publications),
        editions=editions,
        crosswalks=_replaced(catalogue.crosswalks, documents, Crosswalk),
        concordances=_replaced(catalogue.concordances, documents, Concordance),
        registry=_registry(catalogue.registry, documents, retired),
    )


def _replaced(held: tuple[I, ...], documents: dict[str, PackDocument], kind: type[I]) -> tuple[I, ...]:
    new = {id: document for id, document in documents.items() if isinstance(document, kind)}
    kept = [new.pop(item.id, item) for item in held]
    return (*kept, *new.values())


def _counted(publication: Publication, editions: dict[str, Edition]) -> Publication:
    """Let the records of a publication say how complete the data of its editions are now."""
    if not any(record.id in editions for record in publication.editions):
        return publication
    records = [
        attrs.evolve(record, completeness=editions[record.id].completeness) if record.id in editions else record
        for record in publication.editions
    ]
    return attrs.evolve(publication, editions=tuple(records))


def _registry(registry: Registry, documents: dict[str, PackDocument], retired: dict[str, RegistryEntry]) -> Registry:
    entries = [retired.pop(entry.id, entry) for entry in registry.entries]
    new = dict.fromkeys(
        id
        for document in documents.values()
        if isinstance(document, (Publication, Edition))
        for id in (document.id, *(provision.id for provision in (document if isinstance(document, Edition) else ())))
        if id not in registry and id not in retired
    )
    return Registry((*entries, *(RegistryEntry(id=id) for id in new), *retired.values()))
