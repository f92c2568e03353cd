"""What it costs to compose two crosswalks, held against a loop by hand that builds the same result objects.

``python benchmarks/composing.py`` prints the rows; ``measure`` gives them to the run of all benchmarks, and ``growing``
gives the functions of the room to those of growth.
"""

import sys
from collections.abc import Callable

import made
import timing

import care_standards as cs
from care_standards import mapping, model
from care_standards.documents.staleness import stale_mappings
from care_standards.mapping import Composition, Conflict, Link, Path, Undetermined
from care_standards.vocabularies import Relation

ROWS = 600
LIMIT = 1.5
RELATIONS: tuple[Relation, ...] = ("equal", "subset-of", "superset-of", "intersects", "equivalent", "unknown")
RANKS = {"high": 0, "medium": 1, "low": 2}
ORDER = ("equal", "equivalent", "subset-of", "superset-of", "intersects", "no-relationship")
TABLE = {(a, b): mapping.compose_relations(a, b) for a in RELATIONS for b in RELATIONS}


def crosswalk(source: str, target: str, rows: int, turn: int = 0) -> model.Crosswalk:
    """Give invented rows of any relation: in each four, two share their source, or their target after a ``turn``."""
    from_ids, to_ids = made.ids(source, rows), made.ids(target, rows)
    return model.Crosswalk(
        source=model.CrosswalkEnd(edition=source, data_revision=1),
        target=model.CrosswalkEnd(edition=target, data_revision=1),
        mappings=[
            model.Mapping(
                source=from_ids[n - (n % 4 == 1 and not turn)], relation=RELATIONS[(n * 5 + n // 7 + turn) % 6],
                target=to_ids[n - (n % 4 == 1 and turn > 0)], basis="inferred",
                confidence=("high", "medium", "low")[n % 3], rationale="Invented.",
                sources=("own-copy",), origin="editorial",
            )
            for n in range(rows)
        ],
        bibliography=[model.Source(key="own-copy", title="A large invented book", what_was_read="Nothing.")],
    )  # fmt: skip


def by_hand(first: model.Crosswalk, second: model.Crosswalk) -> Composition:
    """Compose two crosswalks the way one would without the library, for rows that pin no digests."""
    links: dict[str, list[Link]] = {}
    for row in second.mappings:
        links.setdefault(row.source, []).append(
            Link(source=row.source, relation=row.relation, target=row.target, mapping=row)
        )
    pairs: dict[tuple[str, str], list[tuple[Link, Link, frozenset[Relation]]]] = {}
    for row in first.mappings:
        one = Link(source=row.source, relation=row.relation, target=row.target, mapping=row)
        for other in links.get(row.target, ()):
            if row.matching == other.mapping.matching:
                found = TABLE[one.relation, other.relation]
                pairs.setdefault((row.source, other.target), []).append((one, other, found))
    mappings: list[model.Mapping] = []
    undetermined: list[Undetermined] = []
    conflicts: list[Conflict] = []
    for (source, target), ways in pairs.items():
        exactly = any(found == {"equal"} for _, _, found in ways)
        possible = {"equal" if word == "equivalent" else word for word in ways[0][2]}
        for _, _, found in ways[1:]:
            possible &= {"equal" if word == "equivalent" else word for word in found}
        if len(possible) == 1:
            word = possible.pop()
            telling = [(a, b) for a, b, found in ways if len(found) < 5]
            said = "; and ".join(
                [
                    f"{a.source} {a.relation} {a.target}, {b.source} {b.relation} {b.target}" for a, b in telling
                ]
            )  # fmt: skip
            mappings.append(
                model.Mapping(
                    source=source, relation="equivalent" if word == "equal" and not exactly else word, target=target,
                    basis="inferred",
                    confidence=max((link.mapping.confidence for way in telling for link in way), key=RANKS.__getitem__),
                    rationale=f"By composition: {said}.",
                    sources=tuple(sorted({key for way in telling for link in way for key in link.mapping.sources})),
                    origin="editorial",
                )
            )  # fmt: skip
            continue
        paths = tuple(
            [Path(links=(a, b), possible=tuple([word for word in ORDER if word in found])) for a, b, found in ways]
        )
        if possible:
            undetermined.append(
                Undetermined(
                    source=source, target=target, matching=None,
                    possible=tuple([word for word in ORDER if word in possible]), paths=paths,
                )
            )  # fmt: skip
        else:
            telling_paths = tuple([path for path in paths if len(path.possible) < 5])
            conflicts.append(Conflict(source=source, target=target, matching=None, paths=telling_paths))
    return Composition(
        crosswalk=model.Crosswalk(
            source=first.source, target=second.target, note=f"Composed of {first.id} and {second.id}.",
            mappings=mappings, bibliography=first.bibliography,
        ),
        undetermined=tuple(undetermined), conflicts=tuple(conflicts),
    )  # fmt: skip


def measure(rounds: int = 31, rows: int = ROWS) -> list[timing.Compared]:
    """Compose by the library and by hand, after making sure that both find the same."""
    first, second = crosswalk("big-2020", "far-2020", rows), crosswalk("far-2020", "off-2020", rows, 2)
    found = mapping.compose(first, second)
    if found != by_hand(first, second) or not (found.crosswalk.mappings and found.undetermined and found.conflicts):
        raise SystemExit("The two ways of composing do not find the same.")
    contenders = {"ours": lambda: mapping.compose(first, second), "hand": lambda: by_hand(first, second)}
    times = timing.race(contenders, rounds, warm_up=3)
    what = f"`compose` of two crosswalks of {rows} rows / a loop by hand"
    return [timing.Compared(what, timing.ratio(times, "ours", "hand"), LIMIT)]


def growing() -> dict[str, Callable[[int], Callable[[], object]]]:
    """Give what ``growth`` measures: for each function of the room, what makes a call of it with so many rows."""

    def pair(rows: int) -> tuple[model.Crosswalk, model.Crosswalk]:
        return crosswalk("big-2020", "far-2020", rows), crosswalk("far-2020", "off-2020", rows, 2)

    def editions(rows: int) -> tuple[cs.Edition, cs.Edition]:
        here, there = (made.edition(made.provisions(rows, "tree", id), id) for id in ("big-2020", "far-2020"))
        return here, there

    def compose(rows: int) -> Callable[[], object]:
        first, second = pair(rows)
        return lambda: mapping.compose(first, second)

    def explain(rows: int) -> Callable[[], object]:
        first, second = pair(rows)
        a, c = first.mappings[rows // 2].source, second.mappings[rows // 2].target
        return lambda: mapping.explain(a, c, (first, second))

    def identity(rows: int) -> Callable[[], object]:
        here, _ = editions(rows)
        return lambda: mapping.identity(here)

    def rows_of(rows: int) -> Callable[[], object]:
        (first, _), (here, _) = pair(rows), editions(rows)
        return lambda: mapping.targets_of(first, here.provisions[0].id, below=here)

    def covering(asked: Callable[..., object]) -> Callable[[int], Callable[[], object]]:
        def make(rows: int) -> Callable[[], object]:
            (first, _), (here, there) = pair(rows), editions(rows)
            return lambda: asked(first, here, there)

        return make

    def of_one(asked: Callable[[model.Crosswalk], object]) -> Callable[[int], Callable[[], object]]:
        def make(rows: int) -> Callable[[], object]:
            first, _ = pair(rows)
            return lambda: asked(first)

        return make

    return {
        "mapping.compose": compose,
        "mapping.explain": explain,
        "mapping.identity": identity,
        "mapping.targets_of, everything below one": rows_of,
        "mapping.coverage": covering(mapping.coverage),
        "mapping.gaps": covering(mapping.gaps),
        "mapping.invert": of_one(mapping.invert),
        "mapping.merge": of_one(lambda one: mapping.merge(one, one)),
        "mapping.conflicts": of_one(lambda one: mapping.conflicts(one, one)),
        "mapping.restrict": of_one(lambda one: mapping.restrict(one, confidence="medium")),
        "stale_mappings": covering(stale_mappings),
    }


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    return timing.tell(measure())


if __name__ == "__main__":
    sys.exit(main())
