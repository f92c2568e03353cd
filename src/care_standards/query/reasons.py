"""Why a provision applies, does not, or may: one reason for each facet of a context, by the rules of applicability.

The rules are few. *Nation*: what the provision says, else the nearest provision above it that names a nation, else the
edition where that is stated; otherwise unknown. *Setting*, *stage*, *population*: what the provision itself says; an
empty list means that it is not limited. *Date*: whether its edition was in force. *Text*: what nobody read is not known
to apply. Whatever would decide and is not stated in the context leaves the answer unknown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal

import attrs

from care_standards.model.assessment import Context
from care_standards.model.dating import STANDING_WORDS, Answer, Standing
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.vocabularies import Jurisdiction, TextStatus

Facet = Literal["nation", "setting", "stage", "population", "date", "text"]

REASON_FACETS: Final[tuple[Facet, ...]] = ("nation", "setting", "stage", "population", "date", "text")

REASON_WORDS: Final[Mapping[str, str]] = {
    "item-says": "the provision itself names, or does not name, what was asked about",
    "ancestor-says": "the nearest provision above it that names a nation does, or does not, name this one",
    "edition-says": "it is stated of the whole edition, and of nothing nearer",
    "not-limited": "nothing limits it in this respect",
    "every-nation": "it is said of all four nations",
    "international": "its edition is international, and so said of every nation",
    "eu-only": "its edition is of the European Union, which says nothing of one nation",
    "not-stated-in-context": "it depends on what the context does not state",
    "not-known": "no source at hand says where it holds",
    "edition-not-at-hand": "it was given without its edition, so that what stands above it is not known",
    "text-read": "what it says was read, if only in outline",
    "text-not-read": "only its heading or its existence is known",
    **{word: sentence[0].lower() + sentence[1:].rstrip(".") for word, sentence in STANDING_WORDS.items()},
}
"""Every word a reason may give, and what it means; the words about dates are those of ``model.dating``."""

_SPEAKERS: Final = {
    "item-says": "The provision itself",
    "ancestor-says": "A provision above it",
    "edition-says": "The edition as a whole",
}
_SENTENCES: Final[Mapping[str, str]] = {
    "not-limited": "It is not limited to any {facet}.",
    "every-nation": "It is said of all four nations.",
    "international": "Its edition is international, and so said of every nation.",
    "eu-only": "Its edition is of the European Union, which by itself says nothing of one nation.",
    "not-stated-in-context": "It depends on the {facet}, which was not stated.",
    "not-known": "Where it holds is not known: nothing at hand states it.",
    "edition-not-at-hand": "Where it holds is not known: it was given without its edition.",
    "text-read": "What it says was read, if only in outline.",
    "text-not-read": "What it says was not read: only its heading or its existence is known.",
    **STANDING_WORDS,
}
_EVERY_NATION: Final = frozenset(("england", "wales", "scotland", "northern-ireland"))
_NOT_READ: Final[frozenset[TextStatus]] = frozenset(("heading-only", "inferred"))


@attrs.frozen(kw_only=True)
class Reason:
    """What one facet says to the question: its answer, and a word of ``REASON_WORDS`` for why."""

    facet: Facet
    answer: Answer
    why: str

    @property
    def sentence(self) -> str:
        """The reason in plain words; none of them is a value of the context."""
        if self.why in _SPEAKERS:
            named = f"the {self.facet}" if self.answer == "yes" else f"another {self.facet} than the one"
            return f"{_SPEAKERS[self.why]} names {named} asked about."
        return _SENTENCES[self.why].format(facet=self.facet)

    def to_plain(self) -> dict[str, Any]:
        """Give the reason as plain JSON data: facet, answer, why, sentence."""
        return {"facet": self.facet, "answer": self.answer, "why": self.why, "sentence": self.sentence}


@cache
def reason(facet: Facet, answer: Answer, why: str) -> Reason:
    """Give a reason; there are few, and equal ones are the same object."""
    return Reason(facet=facet, answer=answer, why=why)


def by_nation(listed: Collection[Jurisdiction], who: str, nation: str | None) -> Reason:
    """Judge a list of nations or jurisdictions that has members; ``who`` is the word for what the list is of.

    Without a nation in the context only what holds in all four is known to apply.
    """
    if nation is None:
        if _EVERY_NATION.issubset(listed):
            return reason("nation", "yes", "every-nation")
    elif nation in listed:
        return reason("nation", "yes", who)
    if "international" in listed:
        return reason("nation", "yes", "international")
    if "eu" in listed and (nation is not None or len(listed) == 1):  # to state a nation would not help
        return reason("nation", "unknown", "eu-only")
    return reason("nation", "unknown", "not-stated-in-context") if nation is None else reason("nation", "no", who)


def by_list(facet: Facet, listed: Collection[str], stated: Collection[str]) -> Reason:
    """Judge a setting, a stage or populations: nothing listed means not limited, several stated mean any of them."""
    if not listed:
        return reason(facet, "yes", "not-limited")
    if not stated:
        return reason(facet, "unknown", "not-stated-in-context")
    return reason(facet, "no" if frozenset(stated).isdisjoint(listed) else "yes", "item-says")


def by_text(status: TextStatus) -> Reason:
    """Judge how well the text is known: what was not read is never more than unknown."""
    return reason("text", "unknown", "text-not-read") if status in _NOT_READ else reason("text", "yes", "text-read")


def taken_together(reasons: Collection[Reason]) -> Answer:
    """Give the answer of several reasons: any no is no, else any unknown is unknown, else yes."""
    answers = {one.answer for one in reasons}
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


Verdict = tuple[Answer, tuple[Reason, ...]]
_NOT_KNOWN: Final = reason("nation", "unknown", "not-known")


class Judge:
    """Judges the provisions of one edition in one context; those that say the same are judged once.

    ``home`` is None for provisions without their edition. ``known`` has the verdicts by all that decides: the nations
    of the provision or else the reason that stands above it, settings, stages, populations and the status of the text.
    By the id of the parent, ``above`` has those reasons, and ``barred`` the nearest provision from it upwards that is
    answered no.
    """

    __slots__ = ("_context", "_date", "_home", "above", "barred", "known")

    def __init__(self, home: Edition | None, edition: str, context: Context, standing: Mapping[str, Standing]) -> None:
        self.known: dict[object, Verdict] = {}
        self._home = home
        self._context = context
        self.above: dict[str | None, Reason] = {None: self._of_edition()}
        self.barred: dict[str | None, str | None] = {None: None}
        self._date: tuple[Reason, ...] = ()
        if context.on is not None:
            found = standing.get(edition)
            answer, why = ("unknown", "no-record") if found is None else (found.answer, found.why)
            self._date = (reason("date", answer, why),)

    def each(self, provisions: Iterable[Provision]) -> Iterator[tuple[Provision, Verdict, str | None]]:
        """Judge provisions of this edition, in their order; with each the nearest above it that is answered no."""
        known, above, barred = self.known, self.above, self.barred
        for one in provisions:
            parent = one.parent
            # A reason is known by its place in memory: equal ones are the same object, and never go away.
            key = (
                one.nations or id(above.get(parent)),
                one.settings,
                one.stages,
                one.populations,
                one.text_status,
            )
            verdict = known.get(key) or self._judge(one)
            yield one, verdict, barred[parent] if parent in barred else self._barred_from(parent)

    def _judge(self, one: Provision) -> Verdict:
        nation, stated = self._context.nation, self._context
        from_above = None if one.nations else self._from_above(one.parent)
        key = (one.nations or id(from_above), one.settings, one.stages, one.populations, one.text_status)
        verdict = self.known.get(key)
        if verdict is None:
            reasons = (
                from_above or by_nation(one.nations, "item-says", nation),
                by_list("setting", one.settings, () if stated.setting is None else (stated.setting,)),
                by_list("stage", one.stages, () if stated.stage is None else (stated.stage,)),
                by_list("population", one.populations, stated.populations),
                *self._date,
                by_text(one.text_status),
            )
            self.known[key] = verdict = (taken_together(reasons), reasons)
        return verdict

    def _of_edition(self) -> Reason:
        home = self._home
        if home is None:
            return reason("nation", "unknown", "edition-not-at-hand")
        if home.jurisdictions and home.jurisdictions_basis == "stated":
            return by_nation(home.jurisdictions, "edition-says", self._context.nation)
        return _NOT_KNOWN

    def _from_above(self, parent: str | None) -> Reason:
        """Give what the nearest provision above says; each provision above is looked at once for all below it."""
        above = self.above
        here = parent
        path: list[str | None] = []
        while (found := above.get(here)) is None:
            path.append(here)
            held = None if self._home is None or here is None else self._home.held(here)
            if held is None:  # what it says is not in the data
                found = above[None] if self._home is None else _NOT_KNOWN
                break
            if held.nations:
                found = by_nation(held.nations, "ancestor-says", self._context.nation)
                break
            above[here] = _NOT_KNOWN  # where a ring would come back to, which is possible until the data was checked
            here = held.parent
        above.update(dict.fromkeys(path, found))
        return found

    def _barred_from(self, parent: str | None) -> str | None:
        """Give the nearest provision from a parent upwards that is answered no, or None; each is looked at once."""
        barred = self.barred
        here = parent
        path: list[str | None] = []
        while here not in barred:
            path.append(here)
            barred[here] = None  # until it is known better: a ring would come back to it
            held = None if self._home is None or here is None else self._home.held(here)
            if held is None:  # of what is not in the data there is no answer
                break
            if self._judge(held)[0] == "no":
                barred[here] = here
                break
            here = held.parent
        found = barred[here]
        if found is not None:
            for here in path:
                barred[here] = found
        return found
