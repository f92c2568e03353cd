"""What answers cost beyond a loop by hand: ``select`` and ``applicable``, with ``search`` and ``compose``.

``python benchmarks/reasoning.py`` prints the rows; ``measure`` gives them to the run of all benchmarks.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import composing
import made
import searching
import timing

import care_standards as cs
from care_standards import query
from care_standards.query import Answer, Applicability, Applicable, Filters, Reason, holdings

PROVISIONS = 600
LIMIT = 1.5
REPEATS = 100  # of a selection in one measurement, as one alone takes tens of microseconds


OF_A_LIST = "`query.select` of a bare tuple of provisions"
"""Nothing is promised of this: no edition is at hand that could remember, and what is given twice is to be found."""

Hand = Callable[[cs.Edition], Sequence[cs.Provision]]

# Two facets each, and what one writes by hand for them: one word, any of several, what a list is silent about; first
# tests that let much through and such that let nothing through, after which nothing is left to do by hand.
PAIRS: list[tuple[Filters, Hand]] = [
    (
        {"kind": "standard", "force": "must"},
        lambda e: [p for p in e.provisions if p.kind == "standard" and p.force == "must"],
    ),
    (
        {"kind": "clause", "force": "must"},
        lambda e: [p for p in e.provisions if p.kind == "clause" and p.force == "must"],
    ),
    (
        {"force": "should", "setting": "outreach"},
        lambda e: [p for p in e.provisions if p.force == "should" and "outreach" in p.settings],
    ),
    (
        {"setting": "outreach", "nation": "scotland"},
        lambda e: [p for p in e.provisions if "outreach" in p.settings and "scotland" in p.nations],
    ),
    (
        {"stage": "move-on", "addressee": "interpreter-user"},
        lambda e: [p for p in e.provisions if "move-on" in p.stages and "interpreter-user" in p.addressees],
    ),
    (
        {"kind": ("standard", "principle"), "text_status": ("verified", "gist")},
        lambda e: [
            p for p in e.provisions
            if p.kind in {"standard", "principle"} and p.text_status in {"verified", "gist"}
        ],
    ),
    (
        {"kind": "principle", "population": "not-stated"},
        lambda e: [p for p in e.provisions if p.kind == "principle" and not p.populations],
    ),
    (
        {"setting": ("outreach", "not-stated"), "nation": ("england", "scotland")},
        lambda e: [
            p for p in e.provisions
            if ("outreach" in p.settings or not p.settings) and ("england" in p.nations or "scotland" in p.nations)
        ],
    ),
]  # fmt: skip


def selecting(rounds: int, edition: cs.Edition) -> list[timing.Compared]:
    """Select by pairs of facets; the row of each way to ask is that of the pair that does worst."""
    worst: dict[str, tuple[timing.Ratio, str]] = {}
    for filters, hand in PAIRS:
        contenders: dict[str, Callable[[], object]] = {
            "`query.select`": lambda asked=filters: query.select(edition, **asked),
            "`select` at the front door": lambda asked=filters: cs.select(edition, **asked),
            OF_A_LIST: lambda asked=filters: query.select(edition.provisions, **asked),
            "hand": lambda ask=hand: ask(edition),
        }
        if not all(list(ask()) == contenders["hand"]() for ask in contenders.values()):  # type: ignore[call-overload]
            raise SystemExit(f"The ways of selecting by {' and '.join(filters)} do not find the same.")
        times = timing.race({name: _repeated(ask) for name, ask in contenders.items()}, rounds, warm_up=2)
        for name in contenders:
            found = timing.ratio(times, name, "hand")
            if name != "hand" and (name not in worst or found.median > worst[name][0].median):
                worst[name] = found, " and ".join(filters)
    against = f"a list comprehension, {len(edition)} provisions, {REPEATS} times"
    return [
        timing.Compared(f"{name} by {pair} / {against}", found, None if name == OF_A_LIST else LIMIT)
        for name, (found, pair) in worst.items()
    ]


def _repeated(work: Callable[[], object]) -> Callable[[], object]:
    def repeated() -> None:
        for _ in range(REPEATS):
            work()

    return repeated


CONTEXT = cs.Context(nation="scotland", setting="outreach", populations=frozenset({"children"}))
Verdict = tuple[Answer, tuple[Reason, ...]]


def by_hand(edition: cs.Edition, context: cs.Context) -> Applicable:
    """Judge every provision the way one would without the library, one by one; for a context without a day.

    What lies above a provision stands before it, which an edition that was checked ensures.
    """
    nation, above = context.nation, _from_edition(edition)
    said: dict[str | None, tuple[Any, ...]] = {}
    barred: dict[str | None, str | None] = {}
    answers = []
    for p in edition.provisions:
        inherited = (p.nations, "ancestor-says") if p.nations else said.get(p.parent, above)
        said[p.id] = inherited
        listed, who = (p.nations, "item-says") if p.nations else inherited
        answer, reasons = _judged(p, context, listed, who, nation)
        below = barred.get(p.parent)
        barred[p.id] = p.id if answer == "no" else below
        answers.append(Applicability(provision=p, answer=answer, reasons=reasons, below=below))
    return Applicable(answers=tuple(answers), context=context, holdings=holdings(edition))


def by_hand_remembering(edition: cs.Edition, context: cs.Context) -> Applicable:
    """Judge as ``by_hand`` does, but those that say the same only once: the quickest loop we could write."""
    nation, above = context.nation, _from_edition(edition)
    said: dict[str | None, tuple[Any, ...]] = {}
    barred: dict[str | None, str | None] = {}
    known: dict[tuple[Any, ...], Verdict] = {}
    answers = []
    for p in edition.provisions:
        if p.nations:
            said[p.id] = (p.nations, "ancestor-says")
            listed, who = p.nations, "item-says"
        else:
            said[p.id] = listed, who = said.get(p.parent, above)
        alike = (listed, who, p.settings, p.stages, p.populations, p.text_status)
        if (found := known.get(alike)) is None:
            known[alike] = found = _judged(p, context, listed, who, nation)
        below = barred.get(p.parent)
        barred[p.id] = p.id if found[0] == "no" else below
        answers.append(Applicability(provision=p, answer=found[0], reasons=found[1], below=below))
    return Applicable(answers=tuple(answers), context=context, holdings=holdings(edition))


def _from_edition(edition: cs.Edition) -> tuple[Any, ...]:
    return edition.jurisdictions if edition.jurisdictions_basis == "stated" else (), "edition-says"


def _judged(p: cs.Provision, context: cs.Context, listed: Any, who: str, nation: str | None) -> Verdict:
    if not listed:
        first = Reason(facet="nation", answer="unknown", why="not-known")
    else:
        first = Reason(facet="nation", answer="yes" if nation in listed else "no", why=who)
    reasons = (
        first,
        _limited("setting", p.settings, {context.setting} if context.setting else frozenset()),
        _limited("stage", p.stages, {context.stage} if context.stage else frozenset()),
        _limited("population", p.populations, context.populations),
        Reason(facet="text", answer="yes", why="text-read")
        if p.text_status in ("verified", "gist")
        else Reason(facet="text", answer="unknown", why="text-not-read"),
    )
    answers = [reason.answer for reason in reasons]
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes", reasons


def _limited(facet: Any, listed: tuple[str, ...], stated: Any) -> Reason:
    if not listed:
        return Reason(facet=facet, answer="yes", why="not-limited")
    if not stated:
        return Reason(facet=facet, answer="unknown", why="not-stated-in-context")
    return Reason(facet=facet, answer="no" if stated.isdisjoint(listed) else "yes", why="item-says")


def applying(rounds: int, edition: cs.Edition) -> list[timing.Compared]:
    """Judge by the library and by hand, after making sure that all find the same."""
    found = query.applicable(edition, CONTEXT)
    if not found == by_hand(edition, CONTEXT) == by_hand_remembering(edition, CONTEXT) or 0 in found.counts.values():
        raise SystemExit("The ways of judging what applies do not find the same.")
    times = timing.race(
        {
            "ours": lambda: query.applicable(edition, CONTEXT),
            "front": lambda: cs.applicable(edition, CONTEXT),
            "plain": lambda: by_hand(edition, CONTEXT),
            "remembering": lambda: by_hand_remembering(edition, CONTEXT),
        },
        rounds,
        warm_up=3,
    )
    size = f"{len(edition)} provisions"
    rows = [
        ("`query.applicable` / a loop by hand", "ours", "plain", LIMIT),
        ("`query.applicable` / a loop by hand that judges alike ones once", "ours", "remembering", LIMIT),
        ("`applicable` at the front door / the same", "front", "remembering", LIMIT),
    ]
    return [timing.Compared(f"{what}, {size}", timing.ratio(times, a, b), limit) for what, a, b, limit in rows]


def measure(rounds: int = 31, count: int = PROVISIONS) -> list[timing.Compared]:
    """Measure all four: selecting, judging what applies, searching, composing."""
    edition = made.edition(made.varied(count))
    rows = [*selecting(rounds, edition), *applying(rounds, edition)]
    return [*rows, *searching.measure(rounds), *composing.measure(rounds)]


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    return timing.tell(measure())


if __name__ == "__main__":
    sys.exit(main())
