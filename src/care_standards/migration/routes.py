"""The way from one edition to a later one: concordance by concordance, as few as lead there."""

from collections import deque
from collections.abc import Iterable
from functools import cached_property
from typing import Final, cast

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.migration.fates import Fate, Fates, followed
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.edition import Edition
from care_standards.model.ledger import LedgerStep
from care_standards.model.publication import Publication

_HERE: Final = "It is of this edition already."
_STRANGER: Final = Fate(verdict="unknown", reason="It is not of the edition that this is about.")


def wanted(to: Edition | str, catalogue: Catalogue, asker: str) -> Edition:
    """Give the edition to come to, which is itself or its id in the catalogue; raises InvalidValueError for neither."""
    if not isinstance(cast(object, catalogue), Catalogue):
        raise InvalidValueError(asker, "catalogue", "must be a Catalogue")
    if not isinstance(cast(object, to), (Edition, str)):
        raise InvalidValueError(asker, "to", "must be an Edition, or the id of one")
    return catalogue.edition(to) if isinstance(to, str) else to


class Routes:
    """The concordances within one publication that lead forward in time, and what they say of each item.

    Of several ways from one edition to another the one with the fewest concordances is taken, and of those the first
    by their ids. ``last`` is the edition everything is to come to; the others are those of the catalogue.
    ``retired`` are the ids nothing may lead to any more.
    """

    def __init__(self, last: Edition, catalogue: Catalogue) -> None:
        self._last = last
        self._catalogue = catalogue
        found = catalogue.get(last.publication)
        records = found.editions if isinstance(found, Publication) else ()
        self._places = {record.id: place for place, record in enumerate(records)}
        self._from: dict[str, list[Concordance]] = {}
        self._into: dict[str, list[Concordance]] = {}
        for concordance in sorted(catalogue.concordances, key=lambda one: one.id):
            old, new = concordance.old.edition, concordance.new.edition
            if old != new and self.has(old) and self.has(new) and not self.is_earlier(new, old):
                self._from.setdefault(old, []).append(concordance)
                self._into.setdefault(new, []).append(concordance)
        self.retired = frozenset([entry.id for entry in catalogue.registry.entries if entry.status == "retired"])
        self._fates: dict[str, Fates] = {}
        self._lengths: dict[str, dict[str, int]] = {}
        self._ways: dict[tuple[str, str], Way] = {}

    def has(self, edition: str) -> bool:
        """Tell whether an edition is of this publication, by the catalogue or else by its id."""
        if edition == self._last.id or edition in self._places:
            return True
        found = self._catalogue.get(edition)
        publication = found.publication if isinstance(found, Edition) else edition.rpartition("-")[0]
        return publication == self._last.publication

    def is_earlier(self, one: str, other: str) -> bool:
        """Tell whether one edition came before another: by the list of the publication, or by the years in the ids."""
        if one in self._places and other in self._places:
            return self._places[one] < self._places[other]
        return one[-4:] < other[-4:]

    def fates(self, concordance: Concordance) -> Fates:
        """Give what a concordance says of each item."""
        found = self._fates.get(concordance.id)
        if found is None:
            new = concordance.new.edition
            edition = self._last if new == self._last.id else self._catalogue.get(new)
            found = Fates(concordance, edition if isinstance(edition, Edition) else None, self.retired)
            self._fates[concordance.id] = found
        return found

    def way(self, old: str, new: str) -> "Way":
        """Give the way from one edition to another."""
        found = self._ways.get((old, new))
        if found is None:
            self._ways[old, new] = found = Way(old, new, self._concordances(old, new), self)
        return found

    def _concordances(self, old: str, new: str) -> tuple[Concordance, ...] | None:
        lengths = self._lengths.get(new)
        if lengths is None:
            self._lengths[new] = lengths = self._lengths_to(new)
        if old not in lengths:
            return None
        passed: list[Concordance] = []
        here = old
        while here != new:
            nearer = lengths[here] - 1
            onward = next(one for one in self._from[here] if lengths.get(one.new.edition) == nearer)
            passed.append(onward)
            here = onward.new.edition
        return tuple(passed)

    def steps(self, ways: "Iterable[Way]") -> tuple[LedgerStep, ...]:
        """Give what a ledger says of all concordances on several ways to one edition, each before those it leads to.

        Of an edition that nobody knows it says nothing: it would name it as if it were one.
        """
        known = [way for way in ways if way.old in self._catalogue or way.concordances]
        found = {step: self._lengths.get(way.new, {}).get(step.old, 0) for way in known for step in way.steps}
        return tuple(sorted(found, key=lambda step: (-found[step], step.old, step.new)))

    def _lengths_to(self, new: str) -> dict[str, int]:
        """Give how many concordances lead from each edition to this one at least."""
        lengths = {new: 0}
        waiting = deque([new])
        while waiting:
            here = waiting.popleft()
            for concordance in self._into.get(here, ()):
                before = concordance.old.edition
                if before not in lengths:
                    lengths[before] = lengths[here] + 1
                    waiting.append(before)
        return lengths


class Way:
    """The concordances from one edition to another, and what they say of each item together.

    ``concordances`` is None where none lead there, and empty where the two are the same.
    """

    def __init__(self, old: str, new: str, concordances: tuple[Concordance, ...] | None, routes: Routes) -> None:
        self.old = old
        self.new = new
        self.concordances = concordances
        self._fates = [routes.fates(concordance) for concordance in concordances or ()]
        self._only = self._fates[0] if len(self._fates) == 1 else None
        self._known: dict[str, Fate] = {}
        self._nowhere: Fate | None = None

    def fate(self, id: str) -> Fate:
        """Give what became of an item from the first edition to the last."""
        if self._only is not None:
            return self._only.of(id)
        found = self._known.get(id)
        if found is None:
            self._known[id] = found = self._traced(id)
        return found

    def _traced(self, id: str) -> Fate:
        if edition_of(id) != self.old:
            return _STRANGER
        if self.concordances is None:
            self._nowhere = self._nowhere or Fate(
                verdict="unknown", reason=f"No concordance leads from {self.old} to {self.new}."
            )
            return self._nowhere
        if not self._fates:
            return Fate(verdict="carried", targets=(id,), reason=_HERE)  # the two editions are the same
        found = self._fates[0].of(id)
        for later in self._fates[1:]:
            if found.verdict in ("retired", "unknown"):
                break
            # A part left behind at an earlier edition is no item of this step: to it, this one says unknown.
            found = followed(found, [(part, later.of(part)) for part in found.targets])
        return found

    @cached_property
    def steps(self) -> tuple[LedgerStep, ...]:
        """What a ledger says of each concordance of the way; one step without a concordance where there is none."""
        if self.concordances is None:
            return (LedgerStep(old=self.old, new=self.new),)
        return tuple([_step(concordance) for concordance in self.concordances])


def _step(concordance: Concordance) -> LedgerStep:
    changes = concordance.changes
    return LedgerStep(
        old=concordance.old.edition,
        new=concordance.new.edition,
        concordance=concordance.id,
        old_revision=concordance.old.data_revision,
        new_revision=concordance.new.data_revision,
        completeness=concordance.completeness,
        list_is_known_incomplete=concordance.list_is_known_incomplete,
        coverage=concordance.coverage,
        rows=len(changes),
        agreed=len([1 for change in changes if change.review is not None and change.review.state == "agreed"]),
        sources=tuple(dict.fromkeys([key for change in changes for key in change.sources])),
    )
