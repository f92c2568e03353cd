"""What applies to a client or a service: yes, no or unknown for every provision, each with its reasons.

An answer is about one provision and one context. It does not depend on what else was asked about: the same provision is
answered alike in an edition, a catalogue or any selection. What is not held is not answered; ``holdings`` says how much
that may be.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, overload

import attrs

from care_standards.errors import InvalidValueError, UnknownProvisionError
from care_standards.identifiers import near_misses
from care_standards.model.assessment import Context
from care_standards.model.catalogue import Catalogue
from care_standards.model.dating import Answer, Standing, standings
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision, home_of, shown_heading
from care_standards.query.reasons import REASON_FACETS, Facet, Judge, Reason
from care_standards.query.scopes import Holding, Scope, Settled, holdings, listed, settled, unrepeated
from care_standards.vocabularies import POPULATIONS


@attrs.frozen(kw_only=True)
class Applicability:
    """Whether one provision applies, and why.

    ``reasons`` are in the order nation, setting, stage, population, date, text; the one of the date is there only
    where a day was asked about.

    ``below`` is the id of the nearest provision above this one whose own answer is *no*, whether or not it was asked
    about too; this answer is to be read with that one, and is not changed by it. It is None where every answer above
    is another, and where no edition at hand holds what stands above.
    """

    provision: Provision
    answer: Answer
    reasons: tuple[Reason, ...]
    below: str | None

    @property
    def decided_by(self) -> tuple[Facet, ...]:
        """The facets that decided: those whose own answer is the final one."""
        return tuple(one.facet for one in self.reasons if one.answer == self.answer)

    @property
    def not_stated(self) -> tuple[Facet, ...]:
        """The facets that the context would have to state for this provision to be judged by them."""
        return tuple(one.facet for one in self.reasons if one.why == "not-stated-in-context")

    def to_plain(self) -> dict[str, Any]:
        """Give the answer as plain JSON data; a heading goes with its status, which tells our own labels."""
        return {
            "provision": self.provision.id,
            "heading": self.provision.heading,
            "heading_status": self.provision.heading_status,
            "text_status": self.provision.text_status,
            "answer": self.answer,
            "below": self.below,
            "decided_by": list(self.decided_by),
            "not_stated": list(self.not_stated),
            "reasons": [one.to_plain() for one in self.reasons],
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the answer as one flat row: the members of ``to_plain``, and an answer and a word for each facet."""
        row: dict[str, str | int | float | None] = {
            "provision": self.provision.id,
            "heading": self.provision.heading,
            "heading_status": self.provision.heading_status,
            "text_status": self.provision.text_status,
            "answer": self.answer,
            "below": self.below,
            "decided_by": ";".join(self.decided_by),
            "not_stated": ";".join(self.not_stated),
        }
        given = {one.facet: one for one in self.reasons}
        for facet in REASON_FACETS:
            one = given.get(facet)
            row[facet] = None if one is None else one.answer
            row[f"{facet}_why"] = None if one is None else one.why
        return [row]


@attrs.frozen(kw_only=True)
class Applicable(Sequence[Applicability]):
    """The answers for every provision of a scope, in its order; look one up by place or by provision id.

    ``holdings`` says how much is held of each edition asked about: nothing is said of what is not.
    """

    answers: tuple[Applicability, ...] = attrs.field(repr=lambda value: f"<{len(value)}>")
    context: Context
    holdings: tuple[Holding, ...]
    _places: dict[str, int] | None = attrs.field(init=False, default=None, eq=False, repr=False)

    @overload
    def __getitem__(self, key: int | str) -> Applicability: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Applicability, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Applicability | tuple[Applicability, ...]:
        """Give the answer at a place or for a provision id, or those of a slice.

        Raises UnknownProvisionError, naming near misses, where the provision was not asked about.
        """
        if not isinstance(key, str):
            return self.answers[key]
        places = self._look_up()
        if key in places:
            return self.answers[places[key]]
        raise UnknownProvisionError("this answer", near_misses(key, tuple(places)))

    def __len__(self) -> int:
        return len(self.answers)

    def __iter__(self) -> Iterator[Applicability]:
        return iter(self.answers)

    def __contains__(self, key: object) -> bool:
        """Tell whether a provision id was asked about, or whether this answer is among these."""
        return key in self._look_up() if isinstance(key, str) else key in self.answers

    @property
    def yes(self) -> tuple[Provision, ...]:
        """The provisions that apply."""
        return self._of("yes")

    @property
    def no(self) -> tuple[Provision, ...]:
        """The provisions that do not apply."""
        return self._of("no")

    @property
    def unknown(self) -> tuple[Provision, ...]:
        """The provisions of which it is not known; they may apply."""
        return self._of("unknown")

    @property
    def counts(self) -> dict[Answer, int]:
        """The number of provisions for each answer, in the order yes, no, unknown."""
        found: dict[Answer, int] = {"yes": 0, "no": 0, "unknown": 0}
        for one in self.answers:
            found[one.answer] += 1
        return found

    def _repr_html_(self) -> str:
        """Show the answers as a table, for notebooks."""
        from care_standards.model.html import table

        rows = [
            (one.provision.id, shown_heading(one.provision), one.answer, ", ".join(one.decided_by), one.below)
            for one in self.answers
        ]
        held = "; ".join(f"{each.edition}: {each.level}, {each.held} held" for each in self.holdings)
        counts = ", ".join(f"{answer} {count}" for answer, count in self.counts.items())
        columns = ("id", "heading", "applies", "decided by", "below what does not apply")
        return table(f"What applies: {counts}. {held}", columns, rows)

    def to_plain(self) -> dict[str, Any]:
        """Give everything as plain JSON data: context, counts, holdings, answers."""
        asked = self.context
        return {
            "context": {
                "nation": asked.nation,
                "setting": asked.setting,
                "stage": asked.stage,
                "populations": [word for word in POPULATIONS if word in asked.populations],
                "on": None if asked.on is None else asked.on.isoformat(),
            },
            "counts": dict(self.counts),
            "holdings": [holding.to_plain() for holding in self.holdings],
            "answers": [one.to_plain() for one in self.answers],
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give one row for each provision, with how much is held of its edition: ``edition``, ``edition_held``."""
        levels = {holding.edition: holding.level for holding in self.holdings}
        rows: list[dict[str, str | int | float | None]] = []
        for one in self.answers:
            id = one.provision.edition_id
            rows += [{"edition": id, "edition_held": levels.get(id), **row} for row in one.to_rows()]
        return rows

    def _of(self, answer: Answer) -> tuple[Provision, ...]:
        return tuple([one.provision for one in self.answers if one.answer == answer])

    def _look_up(self) -> dict[str, int]:
        places = self._places
        if places is None:  # two threads may both build it; they build the same
            places = dict[str, int]()
            for place, one in enumerate(self.answers):
                places.setdefault(one.provision.id, place)
            object.__setattr__(self, "_places", places)
        return places


def applicable(scope: Scope, context: Context, *, catalogue: Catalogue | None = None) -> Applicable:
    """Tell of every provision of a scope whether it applies in a context: yes, no or unknown, with the reasons.

    Any no is no, else any unknown is unknown, else it is yes. The nation is that of the provision, else that of the
    nearest one above it that names any, else of the edition where it is stated, else unknown; setting, stage and
    populations are those of the provision alone, and an empty list limits nothing; text that was not read is never more
    than unknown; with a day the edition must have been in force (``model.dating``). What stands below something that
    does not apply has an answer of its own, and names that in ``below``.

    ``catalogue`` holds the publications by which a day is judged; it need not be given where the scope is a catalogue,
    and is not looked at unless the context has a day. The order is that of the scope. A provision given twice is
    answered once, unless its two editions, copies of one id, make the answers differ. Linear. Raises InvalidValueError
    where the scope or the context is none.
    """
    if not isinstance(context, Context):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidValueError("applicable", "context", "must be of class Context")
    asked = settled(scope)
    records = asked if catalogue is None and isinstance(asked, Catalogue) else catalogue
    standing: dict[str, Standing] = {}
    if context.on is not None and records is not None:
        for publication in records.publications:
            standing |= standings(publication, context.on)
    answers: list[Applicability] = []
    judges: dict[int | str, Judge] = {}
    for home, edition, provisions in _by_edition(asked):
        key = edition if home is None else id(home)
        judge = judges.get(key) or judges.setdefault(key, Judge(home, edition, context, standing))
        answers += [
            Applicability(provision=p, answer=v[0], reasons=v[1], below=below) for p, v, below in judge.each(provisions)
        ]
    if not isinstance(asked, Edition) and len({one.provision.id for one in answers}) < len(answers):
        answers = list(dict.fromkeys(answers))
    return Applicable(answers=tuple(answers), context=context, holdings=holdings(asked))


def _by_edition(scope: Settled) -> Iterator[tuple[Edition | None, str, Iterable[Provision]]]:
    """Give the provisions of a scope in its order, those side by side of one edition together."""
    if isinstance(scope, Edition):
        yield scope, scope.id, scope.provisions
        return
    # Of two copies of one edition each has its answers, though they hold equal provisions: objects are told apart.
    for home, provisions in groupby(unrepeated(listed(scope)), home_of):
        if home is not None:
            yield home, home.id, provisions
        else:
            yield from ((None, alone.edition_id, (alone,)) for alone in provisions)
