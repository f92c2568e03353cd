"""Proposals are held to a quality on invented editions whose changes are known; the full figures are in benchmarks."""

from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def benchmark(repository: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repository / "benchmarks"))
    from importlib import import_module

    return import_module("proposing")


def poor(found: list, least: float) -> list[tuple[float, str]]:  # type: ignore[type-arg]
    """Give the kinds of which too many are wrong or missed; few known of a kind say nothing."""
    return [
        (row.rate, row.kind)
        for row in found
        if row.rate < 0.5 and row.known >= 15 and min(row.precision or 0.0, row.recall or 0.0) < least
    ]


def test_most_of_what_is_proposed_is_right_and_most_of_what_changed_is_found(benchmark: ModuleType) -> None:
    found = benchmark.measure(size=300, seeds=2)
    assert sum(row.known >= 15 for row in found) >= 15
    assert poor(found, 0.85) == []


def test_whoever_goes_by_numbers_alone_would_not_pass(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "proposed", benchmark.same_number)
    assert {kind for _, kind in poor(benchmark.measure(size=300, seeds=2), 0.85)} >= {"renumbered", "reworded", "added"}


def test_the_known_answers_are_consistent(benchmark: ModuleType) -> None:
    """Every provision of the earlier edition became something, and every one of the later came from something."""
    import revised  # type: ignore[import-not-found]

    old = revised.invented(300, 1)
    new = revised.revised(old, 0.5, 1)
    before, after = revised.edition(old, 2020), revised.edition(new, 2024)
    facts = benchmark.truth(old, new, before, after)
    ends = [ends for kind in benchmark.KINDS for ends in facts[kind]]
    assert frozenset().union(*(old for old, _ in ends)) == {provision.id for provision in before}
    assert frozenset().union(*(new for _, new in ends)) == {provision.id for provision in after}
    same = revised.edition(revised.invented(300, 1), 2020)
    assert same == before
