import pytest

from care_standards.assessing.suppression import hidden_columns


def shown(rows: list[tuple[int, ...]], k: int) -> list[tuple[int | None, ...]]:
    masks = hidden_columns(rows, k)
    return [
        tuple(None if mask >> column & 1 else count for column, count in enumerate(row))
        for row, mask in zip(rows, masks, strict=True)
    ]


def test_nothing_small_means_nothing_hidden() -> None:
    assert shown([(11, 12), (12, 11)], 11) == [(11, 12), (12, 11)]
    assert shown([], 11) == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ((30, 20, 5), (30, None, None)),  # one hidden count is the sum less the rest
        ((30, 22, 0, 3), (30, 22, None, None)),
        ((30, 25, 0, 0), (30, None, None, None)),  # noughts that add up to nought
        ((35, 10, 10), (None, None, None)),  # both can only be ten, if none of them is eleven
        ((35, 12, 10, 10), (35, None, None, None)),
        ((55, 0, 0), (None, None, None)),
    ],
)
def test_a_row_does_not_give_its_hidden_counts_away(row: tuple[int, ...], wanted: tuple[int | None, ...]) -> None:
    # Beside rows in which everything is hidden, the sums of the columns say nothing that helps.
    others = [tuple(sum(row) if place == n else 0 for place in range(len(row))) for n in range(len(row))]
    assert shown([row, *others, *others], 11)[0] == wanted


def test_the_sums_of_the_columns_do_not_give_a_lone_row_away() -> None:
    # The first row alone would be known from the sums of its columns, so another is hidden with it.
    assert shown([(30, 5, 5), (12, 14, 14), (11, 14, 15)], 11) == [
        (None,) * 3, (None,) * 3, (11, 14, 15)
    ]  # fmt: skip
    # Two rows that hide the same columns help each other.
    assert shown([(30, 5, 5), (30, 4, 6), (12, 14, 14)], 11) == [
        (30, None, None), (30, None, None), (12, 14, 14)
    ]  # fmt: skip


def test_what_the_sums_of_the_columns_say_by_themselves_does_not_hide_the_rest() -> None:
    # Nobody is at the last status anywhere: its sum says so, and hiding all the rest would not help.
    rows = [(30, 20, 7, 3, 0), (28, 22, 4, 6, 0)]
    assert shown(rows, 11) == [(30, 20, None, None, None), (28, 22, None, None, None)]
    assert shown([(60, 0)] * 3, 11) == [(None, None)] * 3
