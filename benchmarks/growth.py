"""How cost grows: every public function at a size, at twice the size, and so on up to a hundred thousand records.

The least CPU time of several runs stands for a size, as noise only ever adds. What is reported is the greatest ratio of
any size to the one half as large: 2 is linear, and a cost that does not depend on the size gives 1.

Three things that are no matter of the library would show up as steps: the garbage collector, whose full passes come at
sizes of its own; the caches of the processor, which hold the small sizes and not the large ones; and the pages of the
system, which small sizes find left over and large ones must ask for. So the collector is off during a run, as it is in
the standard library's timeit; every run begins with caches full of other things, and with memory at hand.
"""

import argparse
import gc
import json
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import attrs
import growth_of_answers
import made
from growth_of_answers import Make

import care_standards as cs
from care_standards import model
from care_standards.documents.decode import decode

LARGEST = 100_000
LIMIT = 2.3
_CACHED = bytearray(64_000_000)
_OTHER = bytearray(64_000_000)  # of the same type, or each copy would be made by way of another one
ENOUGH_SECONDS = 0.3  # of runs of one size; a single long run says enough
MOST_RUNS = 25
QUICK_RUNS = 7
MOST_CALLS = 1_000
MEMORY = 600_000_000  # bytes at hand
PARSER = "`json.loads` of the same document, for comparison"
TEXTS = "a bare dict of as many ids, for comparison"
COMPARISONS = frozenset((PARSER, TEXTS))
"""What is no function of ours, and tells how far the machine itself is from linear."""


@dataclass(frozen=True)
class Growth:
    """The cost of one function at each size, and its greatest growth over one doubling."""

    what: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def worst(self) -> float:
        """The greatest ratio of the cost at a size to the cost at the size below."""
        return max(b / a for a, b in zip(self.seconds, self.seconds[1:], strict=False))


def _over_findings() -> dict[str, Make]:
    def content(n: int) -> bytes:
        return made.written(made.assessment(n, "big-2020"))

    def against() -> model.Catalogue:
        return model.Catalogue(editions=[made.edition(made.provisions(1000, "tree"))])

    def check(n: int) -> Callable[[], object]:
        data, catalogue = content(n), against()
        return lambda: cs.check(data, catalogue=catalogue, limits=made.WIDE_OPEN)

    def all_wrong(n: int) -> Callable[[], object]:
        document = made.plain(made.assessment(n, "big-2020"))
        for item in document["findings"]:
            item.update(status="mett", provision="Big-2020.1", unknown=1)
        data = made.as_bytes(document)
        catalogue = against()
        return lambda: cs.check(data, catalogue=catalogue, limits=made.WIDE_OPEN)

    def all_the_same(n: int) -> Callable[[], object]:
        document = made.plain(made.assessment(n, "big-2020"))
        for item in document["findings"]:
            item["provision"] = "big-2020.1.1.1"
        data = made.as_bytes(document)
        catalogue = against()
        return lambda: cs.check(data, catalogue=catalogue, limits=made.WIDE_OPEN)

    def read(n: int) -> Callable[[], object]:
        data, catalogue = content(n), against()
        return lambda: cs.read_assessment(data, catalogue=catalogue, limits=made.WIDE_OPEN)

    def write(n: int) -> Callable[[], object]:
        value, catalogue = made.assessment(n, "big-2020"), against()
        return lambda: cs.write(value, catalogue=catalogue, limits=made.WIDE_OPEN)

    def door(n: int) -> Callable[[], object]:
        data = content(n)
        return lambda: decode(data, made.WIDE_OPEN)

    def build(n: int) -> Callable[[], object]:
        value = made.assessment(n, "big-2020")
        return lambda: attrs.evolve(value)

    def parser(n: int) -> Callable[[], object]:
        data = content(n)
        return lambda: json.loads(data)

    def texts(n: int) -> Callable[[], object]:
        ids, others = made.ids("big-2020", n), made.ids("big-2020", n)

        def look_up() -> list[int]:
            places = {id: place for place, id in enumerate(ids)}
            return [places[id] for id in others]

        return look_up

    return {
        PARSER: parser,
        TEXTS: texts,
        "check, ids unverified": check,
        "check, every finding wrong in three ways": all_wrong,
        "check, every finding on the same provision": all_the_same,
        "read_assessment": read,
        "write (assessment)": write,
        "decode": door,
        "Assessment(...)": build,
        "Finding(...) for each": lambda n: lambda: made.assessment(n, "big-2020"),
    }


def _over_provisions() -> dict[str, Make]:
    def door(shape: str, ask: Callable[[bytes], object]) -> Make:
        def prepare(n: int) -> Callable[[], object]:
            data = made.written(made.edition(made.provisions(n, shape)))
            return lambda: ask(data)

        return prepare

    def check(data: bytes) -> object:
        return cs.check(data, limits=made.WIDE_OPEN)

    def write(n: int) -> Callable[[], object]:
        value = made.edition(made.provisions(n, "tree"))
        return lambda: cs.write(value, limits=made.WIDE_OPEN)

    def held(shape: str, ask: Callable[[cs.Edition], object]) -> Make:
        def prepare(n: int) -> Callable[[], object]:
            edition = made.edition(made.provisions(n, shape))
            edition.get("")  # the look-ups are built now
            return lambda: ask(edition)

        return prepare

    def first_look_up(n: int) -> Callable[[], object]:
        edition = made.edition(made.provisions(n, "tree"))
        return lambda: attrs.evolve(edition)["1.1.1"]

    def miss(edition: cs.Edition) -> object:
        try:
            return edition["1.2.x"]
        except cs.CareStandardsError as error:
            return error

    def resolve(n: int) -> Callable[[], object]:
        catalogue = model.Catalogue(editions=[made.edition(made.provisions(n, "tree"))])
        return lambda: [catalogue.resolve(f"big-2020.1.1.{k % 50 + 1}") for k in range(MOST_CALLS)]

    def unverified(n: int) -> Callable[[], object]:
        catalogue = model.Catalogue(editions=[made.edition(made.provisions(n, "tree"))])
        strangers = [f"big-2020.1.{k}.x" for k in range(1, 51)]
        document = made.plain(made.assessment(50, "big-2020"))
        for item, id in zip(document["findings"], strangers, strict=True):
            item["provision"] = id
        return lambda: cs.check(document, catalogue=catalogue)

    def last(edition: cs.Edition) -> str:
        return edition.provisions[-1].id

    top = "big-2020.1.1.1"
    calls = range(MOST_CALLS)
    return {
        "check (edition)": door("tree", check),
        "check (edition), each below the one before": door("chain", check),
        "read_edition": door("tree", lambda data: cs.readers.read_edition(data, limits=made.WIDE_OPEN)),
        "write (edition)": write,
        "Edition(...) and its first look-up": first_look_up,
        "edition[id], a thousand times": held("tree", lambda e: [e[top] for _ in calls]),
        "edition[number], a thousand times": held("tree", lambda e: [e["1.1.1"] for _ in calls]),
        "id in edition, a thousand times": held("tree", lambda e: ["x" in e for _ in calls]),
        "resolve, a thousand times": resolve,
        "edition[...] that misses": held("tree", miss),
        "check, 50 findings whose ids miss": unverified,
        "children": held("flat", lambda e: e.children(top)),
        "parent, a thousand times": held("chain", lambda e: [e.parent(last(e)) for _ in calls]),
        "ancestors, each below the one before": held("chain", lambda e: e.ancestors(last(e))),
        "descendants, all below the first": held("flat", lambda e: e.descendants(top)),
        "descendants, ten below each": held("tree", lambda e: e.descendants(top)),
        "descendants, each below the one before": held("chain", lambda e: e.descendants(top)),
        "standards of an edition": held("tree", lambda e: e.standards),
        "standards of a provision": held("tree", lambda e: e[top].standards),
        "_repr_html_": held("tree", lambda e: e._repr_html_()),
        "repr": held("tree", repr),
        "hash and ==": held("tree", lambda e: (hash(e), e == attrs.evolve(e))),
        "pickle and back": held("tree", lambda e: pickle.loads(pickle.dumps(e))),
    }


def _over_rows() -> dict[str, Make]:
    def check(n: int) -> Callable[[], object]:
        ends = [made.edition(made.provisions(1000, "tree", id), id) for id in ("big-2020", "far-2020")]
        catalogue = model.Catalogue(editions=ends)
        data = made.written(made.crosswalk(n))
        return lambda: cs.check(data, catalogue=catalogue, limits=made.WIDE_OPEN)

    return {"check (crosswalk), a row for each": check}


def memory_at_hand(size: int) -> list[bytes]:
    """Make Python ask the system for so much memory, and give what keeps it from handing it back.

    Small objects live in arenas of a megabyte, which go back to the system when nothing is left in them: here and there
    one object stays.
    """
    block = 512 - 33 - 7  # the largest that is held in arenas, with the head of bytes
    held = [bytes(block) for _ in range(size // 512)]
    return held[::500]


def least(works: dict[int, Callable[[], object]], most_runs: int = MOST_RUNS) -> list[float]:
    """Give the least CPU time of several runs of each size; the sizes take turns, so that a busy moment meets all."""
    taken: dict[int, list[float]] = {size: [] for size in works}
    waiting = list(works)
    gc.collect()
    gc.freeze()  # what was prepared stays, and need not be looked at again between the runs
    while waiting:
        for size in waiting:
            taken[size].append(_run(works[size]))
        waiting = [size for size in waiting if not _enough(taken[size], most_runs)]
    gc.unfreeze()
    return [min(runs) for runs in taken.values()]


def _run(work: Callable[[], object]) -> float:
    gc.collect()
    _CACHED[:] = _OTHER
    gc.disable()
    begun = time.process_time_ns()
    work()
    taken = (time.process_time_ns() - begun) / 1e9
    gc.enable()
    return taken


def _enough(runs: list[float], most_runs: int) -> bool:
    spent = sum(runs)
    return len(runs) >= most_runs or spent > ENOUGH_SECONDS * 4 or (spent > ENOUGH_SECONDS and len(runs) >= 3)


def functions() -> dict[str, Make]:
    """Give all that is measured, by what it is called."""
    return {**_over_findings(), **_over_provisions(), **_over_rows(), **growth_of_answers.functions()}


def measure(
    doublings: int,
    largest: int,
    progress: Callable[[str], None],
    most_runs: int = MOST_RUNS,
    words: Sequence[str] = (),
) -> list[Growth]:
    """Measure the growth of every function over so many doublings that end at the largest size.

    With words, only of those whose description has one of them.
    """
    sizes = tuple(largest >> step for step in range(doublings, -1, -1))
    grown = []
    held = memory_at_hand(MEMORY)
    for what, make in functions().items():
        if words and not any(word in what for word in words):
            continue
        progress(f"growth: {what}")
        seconds = least({size: make(size) for size in sizes}, most_runs)
        grown.append(Growth(what, sizes, tuple(seconds)))
    held.clear()
    return grown


def main() -> int:
    """Print what was measured, a line for each, and fail if anything grows faster than promised."""
    parser = argparse.ArgumentParser(description="Measure how cost grows, of some functions or of all.")
    parser.add_argument("words", nargs="*", help="measure what has one of these in its description")
    parser.add_argument("--largest", type=int, default=LARGEST)
    parser.add_argument("--doublings", type=int, default=1)
    asked = parser.parse_args()
    found = measure(asked.doublings, asked.largest, lambda _: None, words=asked.words)
    for one in found:
        times = ", ".join(f"{1000 * s:.2f} ms at {n}" for n, s in zip(one.sizes, one.seconds, strict=True))
        missed = "MISS " if one.worst > LIMIT and one.what not in COMPARISONS else ""
        print(f"{missed}{one.worst:.2f} {one.what}: {times}", flush=True)
    return int(any(one.worst > LIMIT and one.what not in COMPARISONS for one in found))


if __name__ == "__main__":
    sys.exit(main())
