"""How right a proposed concordance is, and how fast: ``PYTHONPATH=src python benchmarks/proposing.py``.

The editions are invented and their changes known (``revised.py``). A kind of change counts as found where it is among
the kinds of a row (its own or a further one) with exactly the same provisions on both sides. Beside it stands what
everybody does without a proposal: the same number is taken for the same item.
"""

import argparse
import json
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import pairwise

import revised

import care_standards as cs
from care_standards.authoring.proposing import propose

KINDS = ("unchanged", "renumbered", "reworded", "moved", "split", "merged", "added", "withdrawn")
RATES = (0.1, 0.3, 0.5)
SIZE = 600
BANDS = (0.0, 0.4, 0.6, 0.8, 0.9)
Facts = dict[str, set[tuple[frozenset[str], frozenset[str]]]]


@dataclass(frozen=True)
class Found:
    """What was found of one kind at one rate of change: precision and recall from 0 to 1, None where there is none."""

    rate: float
    kind: str
    known: int
    precision: float | None
    recall: float | None
    baseline_precision: float | None
    baseline_recall: float | None


def truth(old: revised.Node, new: revised.Node, before: cs.Edition, after: cs.Edition) -> Facts:
    """Give what became of each item, by kind, as known from how the later edition was made."""
    nodes, later = revised.every(old), revised.every(new)
    became: dict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(later):
        for origin in node.origins:
            became[origin].append(place)
    places = {id(node): place for place, node in enumerate(nodes)}
    facts: Facts = defaultdict(set)

    def note(kind: str, olds: list[int], news: list[int]) -> None:
        facts[kind].add(
            (frozenset(before.provisions[p].id for p in olds), frozenset(after.provisions[p].id for p in news))
        )

    for place, node in enumerate(nodes):
        if not became[place]:
            note("withdrawn", [place], [])
        elif len(became[place]) > 1:
            note("split", [place], became[place])
        else:
            one = later[became[place][0]]
            if len(one.origins) > 1:
                continue
            above = -1 if node.parent is old or node.parent is None else places[id(node.parent)]
            beyond = one.parent.origins if one.parent is not None and one.parent is not new else (-1,)
            kinds = [
                *(["moved"] if above not in beyond else []),
                *(["renumbered"] if node.local != one.local else []),
                *(["reworded"] if (node.text(), node.heading) != (one.text(), one.heading) else []),
            ]
            for kind in kinds or ["unchanged"]:
                note(kind, [place], became[place])
    for place, node in enumerate(later):
        if not node.origins:
            note("added", [], [place])
        elif len(node.origins) > 1:
            note("merged", list(node.origins), [place])
    return facts


def proposed(before: cs.Edition, after: cs.Edition) -> Facts:
    """Give the same as the library proposes it."""
    facts: Facts = defaultdict(set)
    for row in propose(before, after).rows:
        for kind in row.kinds:
            # What a division did to the wording is no claim about a pair.
            if kind == row.kind or row.kind not in ("split", "merged"):
                facts[kind].add((frozenset(row.old), frozenset(row.new)))
    return facts


def same_number(before: cs.Edition, after: cs.Edition) -> Facts:
    """Give the same as whoever takes the same number for the same item."""
    facts: Facts = defaultdict(set)
    later = {p.id.partition(".")[2]: p for p in after}
    earlier = {p.id.partition(".")[2]: p for p in before}
    for local, one in earlier.items():
        other = later.get(local)
        if other is None:
            facts["withdrawn"].add((frozenset([one.id]), frozenset()))
        else:
            same = (one.text, one.heading) == (other.text, other.heading)
            facts["unchanged" if same else "reworded"].add((frozenset([one.id]), frozenset([other.id])))
    for local, other in later.items():
        if local not in earlier:
            facts["added"].add((frozenset(), frozenset([other.id])))
    return facts


def measure(size: int = SIZE, seeds: int = 12) -> list[Found]:
    """Measure precision and recall of each kind of change at each rate, over so many pairs of editions."""
    found: list[Found] = []
    for rate in RATES:
        tally: dict[str, list[int]] = defaultdict(lambda: [0] * 5)  # known, ours, ours right, theirs, theirs right
        for seed in range(seeds):
            old = revised.invented(size, seed)
            new = revised.revised(old, rate, seed)
            before, after = revised.edition(old, 2020), revised.edition(new, 2024)
            known, ours, theirs = truth(old, new, before, after), proposed(before, after), same_number(before, after)
            for kind in KINDS:
                figures = (
                    len(known[kind]), len(ours[kind]), len(ours[kind] & known[kind]), len(theirs[kind]),
                    len(theirs[kind] & known[kind]),
                )  # fmt: skip
                tally[kind] = [a + b for a, b in zip(tally[kind], figures, strict=True)]
        for kind in KINDS:
            known_of, all_ours, right, all_theirs, theirs_right = tally[kind]
            found.append(
                Found(
                    rate, kind, known_of, _share(right, all_ours), _share(right, known_of),
                    _share(theirs_right, all_theirs), _share(theirs_right, known_of),
                )
            )  # fmt: skip
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class Band:
    """Rows whose score lies in one band: how many, and which share of them has the right kind and provisions."""

    rate: float
    least: float
    rows: int
    right: float | None


def measure_scores(size: int = SIZE, seeds: int = 12) -> list[Band]:
    """Measure how far a score can be relied on: rows with a score of ``least`` or more, below the next band."""
    bands: list[Band] = []
    for rate in RATES:
        tally = {least: [0, 0] for least in BANDS}
        for seed in range(seeds):
            old = revised.invented(size, seed)
            new = revised.revised(old, rate, seed)
            before, after = revised.edition(old, 2020), revised.edition(new, 2024)
            known = truth(old, new, before, after)
            for row in propose(before, after).rows:
                # Headings have a cap of their own.
                if dict(row.evidence)["compared"] == "text":
                    counted = tally[max(least for least in BANDS if row.score >= least)]
                    counted[0] += 1
                    counted[1] += (frozenset(row.old), frozenset(row.new)) in known[row.kind]
        bands += [Band(rate, least, rows, _share(right, rows)) for least, (rows, right) in tally.items()]
    return bands


@dataclass(frozen=True)
class Speed:
    """CPU seconds of one proposal at each size, and the ratios over each doubling."""

    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    ratios: tuple[float, ...]


def measure_speed(size: int = SIZE, doublings: int = 1, runs: int = 3) -> Speed:
    """Measure what a proposal costs, and how the cost grows; the least time of some runs, the sizes in turn."""
    sizes = tuple(size * 2**n for n in range(doublings + 1))
    pairs = []
    for count in sizes:
        old = revised.invented(count, 0)
        new = revised.revised(old, 0.3, 0)
        pairs.append((revised.edition(old, 2020), revised.edition(new, 2024)))
    taken = [float("inf")] * len(sizes)
    for _ in range(runs):
        for place, (before, after) in enumerate(pairs):
            begun = time.process_time()
            propose(before, after)
            taken[place] = min(taken[place], time.process_time() - begun)
    ratios = tuple(b / a for a, b in pairwise(taken))
    return Speed(sizes, tuple(taken), ratios)


def table(found: list[Found]) -> str:
    """Write the figures as a Markdown table."""
    lines = [
        "| rate | kind | known | precision | recall | same number: precision | recall |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for row in found:
        figures = (row.precision, row.recall, row.baseline_precision, row.baseline_recall)
        shown = " | ".join("none" if figure is None else f"{figure:.3f}" for figure in figures)
        lines.append(f"| {row.rate:.0%} | {row.kind} | {row.known} | {shown} |")
    return "\n".join(lines)


def table_of_scores(bands: list[Band]) -> str:
    """Write the bands as a Markdown table."""
    lines = ["| rate | score from | rows | right |", "|---:|---:|---:|---:|"]
    for band in bands:
        right = "none" if band.right is None else f"{band.right:.3f}"
        lines.append(f"| {band.rate:.0%} | {band.least:.1f} | {band.rows} | {right} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer editions")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seeds = 1 if asked.quick else 12
    found, bands = measure(seeds=seeds), measure_scores(seeds=seeds)
    speed = measure_speed(runs=1 if asked.quick else 3)
    if asked.json:
        print(
            json.dumps(
                {
                    "found": [asdict(row) for row in found],
                    "scores": [asdict(band) for band in bands],
                    "speed": asdict(speed),
                }
            )
        )
    else:
        print(f"{table(found)}\n\n{table_of_scores(bands)}")
        took = ", ".join(f"{s:.2f} s at {n}" for n, s in zip(speed.sizes, speed.seconds, strict=True))
        print(f"\nCPU time of a proposal: {took}; {', '.join(f'{r:.2f} times' for r in speed.ratios)} over a doubling.")


if __name__ == "__main__":
    main()
