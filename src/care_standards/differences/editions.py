"""How two editions differ: by what a concordance says, and by nothing else; or two revisions of our data of one."""

from collections.abc import Iterator, Sequence
from typing import Final

from care_standards.differences.headings import proposals
from care_standards.differences.pairing import compared, differing, paired, presence
from care_standards.differences.structure import CATEGORIES, Diff, Entry, EntryBasis, Side
from care_standards.errors import InvalidValueError
from care_standards.model.concordance import Concordance
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query.scopes import Holding, holdings

_PROVISIONS: Final = frozenset({"provisions"})
_PLACES: Final = {category: place for place, category in enumerate(CATEGORIES["editions"])}
_REVISIONS: Final = (
    "Compared are two revisions of our data: what was added to them was not therefore added to the book."
)
_UNKNOWN: Final = "What no change names is unknown: do not read it as unchanged, nor as withdrawn."
_INCOMPLETE: Final = "The list of changes is known to be incomplete."
_NO_CONCORDANCE: Final = "No concordance from the first to the second is at hand: what became of anything is unknown."
_TWO_WORKS: Final = (
    "These are editions of two publications: a crosswalk, not a difference, says what is relevant to what."
)
_PROPOSED: Final = (
    "Proposals rest on headings that look alike. They are guesses for a person to judge, and are not counted."
)
_REPEATED: Final = "Headings that stand more than once in an edition propose nothing."


def diff_revisions(old: Edition, new: Edition) -> Diff:
    """Compare two revisions of our data of one edition, provision by provision and id by id.

    ``fields`` names what differs; of the publisher's wording only that it does.
    """
    pairs = paired(old.provisions, new.provisions, lambda provision: provision.id)
    head = differing(old, new, _PROVISIONS) + (("order",) if pairs.reordered else ())
    return compared(
        "revisions", [_revised(before, after) for before, after in pairs.rows], old.id, new.id,
        (old.data_revision, new.data_revision), head, holdings=_held(old, new), notes=(_REVISIONS,),
    )  # fmt: skip


def _revised(old: Provision | None, new: Provision | None) -> Entry:
    fields = differing(old, new) if old is not None and new is not None else ()
    return Entry(
        category=presence(old, new) or ("changed" if fields else "same"),
        item="provision",
        old=() if old is None else (old.id,),
        new=() if new is None else (new.id,),
        basis="same-id",
        fields=fields,
    )


def diff_editions(old: Edition, new: Edition, concordance: Concordance | None) -> Diff:
    """Tell what a concordance says became of the provisions from one edition to another, and what it leaves unknown.

    One entry for each change, in the order of the concordance, those without a place included; then one for each
    provision of the old and of the new edition that no change names, in printed order, all of them unknown. Without a
    concordance everything is unknown, and headings that are alike are proposed, best first.

    Raises InvalidValueError where the concordance is not from the first edition to the second.
    """
    if concordance is not None and (concordance.old.edition, concordance.new.edition) != (old.id, new.id):
        raise InvalidValueError("diff", "concordance", "must be from the first edition to the second")
    sides = _Account(old), _Account(new)
    entries = [] if concordance is None else [*_reported(concordance, sides)]
    touched = {} if concordance is None else _touched(concordance)
    basis: EntryBasis = "not-compared" if concordance is None else "default"
    entries += [
        Entry(category="unknown", item="provision", old=(id,), basis=basis, touched_by=tuple(touched.get(id, ())))
        for id in sides[0].unnamed()
    ]
    entries += [Entry(category="unknown", item="provision", new=(id,), basis=basis) for id in sides[1].unnamed()]
    totals = [0] * len(_PLACES)
    for entry in entries:
        totals[_PLACES[entry.category]] += 1
    is_one_work = old.publication == new.publication
    proposed, repeated = proposals(old, new) if concordance is None else ((), False)
    if concordance is None:
        said = (_PROPOSED, proposed), (_REPEATED, repeated)
        first = _NO_CONCORDANCE if is_one_work else _TWO_WORKS
        notes = (first, *(note for note, holds in said if holds))
    else:
        notes = tuple(_of_concordance(concordance, old, new))
    return Diff(
        kind="editions",
        old=sides[0].side(),
        new=sides[1].side(),
        entries=tuple(entries),
        proposals=proposed,
        concordance=None if concordance is None else concordance.id,
        holdings=_held(old, new),
        ordered=is_one_work or concordance is not None,
        notes=notes,
        totals=tuple(totals),
    )


class _Account:
    """Where each provision of one edition is counted: once, under the first change that names it, else as unknown."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._waiting: dict[str, bool] = {provision.id: True for provision in edition}
        self._items = len(self._waiting)
        self._named: set[str] = set()
        self._not_held: set[str] = set()
        self._repeated = 0
        self._totals = [0] * len(_PLACES)

    def name(self, ids: Sequence[str], category: str) -> None:
        for id in ids:
            if id in self._named or id in self._not_held:
                self._repeated += 1
            elif self._waiting.pop(id, False):
                self._named.add(id)
                self._totals[_PLACES[category]] += 1
            else:
                self._not_held.add(id)

    def unnamed(self) -> tuple[str, ...]:
        return tuple(self._waiting)

    def side(self) -> Side:
        totals = list(self._totals)
        totals[_PLACES["unknown"]] += len(self._waiting)
        return Side(
            id=self.edition.id, data_revision=self.edition.data_revision, items=self._items,
            not_held=len(self._not_held), repeated=self._repeated, totals=tuple(totals),
        )  # fmt: skip


def _reported(concordance: Concordance, sides: "tuple[_Account, _Account]") -> Iterator[Entry]:
    for change in concordance.changes:
        for side, ids in zip(sides, (change.old, change.new), strict=True):
            side.name(ids, change.kind)
        yield Entry(
            category=change.kind, item="provision", old=change.old, new=change.new, basis="concordance", change=change
        )


def _touched(concordance: Concordance) -> dict[str, list[str]]:
    """Give for each provision the changes that may touch it, each once."""
    found: dict[str, dict[str, None]] = {}
    for change in concordance.changes:
        for possible in change.affected:
            found.setdefault(possible.provision, {})[change.id] = None
    return {id: [*changes] for id, changes in found.items()}


def _held(old: Edition, new: Edition) -> tuple[Holding, ...]:
    return holdings(old) + holdings(new)


def _of_concordance(concordance: Concordance, old: Edition, new: Edition) -> Iterator[str]:
    yield _UNKNOWN
    if concordance.list_is_known_incomplete:
        yield _INCOMPLETE
    coverage = concordance.coverage
    reviewed = (coverage.old_listed, coverage.old_reviewed), (coverage.new_listed, coverage.new_reviewed)
    for edition, end, (listed, read) in zip((old, new), (concordance.old, concordance.new), reviewed, strict=True):
        if listed is not None and read is not None:
            listing = "1 provision" if listed == 1 else f"{listed} provisions"
            yield f"Of the {listing} listed of {edition.id}, {read} {'was' if read == 1 else 'were'} compared."
        if end.data_revision != edition.data_revision:
            yield (
                f"The list of changes was made on data revision {end.data_revision} of {edition.id}; "
                f"this is revision {edition.data_revision}."
            )
    if concordance.default.kind != "unknown":
        yield (
            f"The concordance gives {concordance.default.kind} as what holds for the rest, within limits it puts in "
            "words; which provisions these are cannot be read from it here, so that they stay unknown."
        )
