"""Which counts of a table must be hidden so that no small count can be seen or worked out.

The table has a row for each provision and a column for each status; every row adds up to the number of subjects, which
everybody knows. Counts under k are hidden. Others are hidden with them, the smallest first, until no hidden count
follows from those shown, the sums of the rows and the sums of the columns.

What follows from the sums is exact, not guessed (D. Gusfield, "A graph theoretic approach to statistical data
security", SIAM Journal on Computing 17, 1988). A hidden count may be otherwise just where some subjects could be moved
in a ring without changing any sum: one row lets go of a subject in column a and takes it in column b, another row lets
one go in b and takes it in c, and so on back to a. A row can let go where it has a hidden count above nought, and take
wherever it has a hidden count.
"""

from collections.abc import Iterator, Sequence

Row = Sequence[int]
_State = tuple[int, int]  # which columns of a row are hidden, and which of all its columns are above nought, as bits


def hidden_columns(rows: Sequence[Row], k: int) -> list[int]:
    """Give for each row the columns to hide, as the bits of a number, the first column being the lowest bit.

    Rows are equally long, and each adds up to the number of subjects. Afterwards no hidden count follows from what is
    shown and the sums of the rows, if these are ``k`` or more; nor if the sums of the columns are known too, except
    what these sums say by themselves however much is hidden (a status that nobody has anywhere). Linear in rows.
    """
    if not rows:
        return []
    masks = [_hidden_in_row(row, k) for row in rows]
    _Table(rows, masks).close()
    return masks


def _hidden_in_row(row: Row, k: int) -> int:
    mask = sum(1 << column for column, count in enumerate(row) if count < k)
    while mask and (more := _smallest_shown(row, mask)) and _follows(row, mask, k):
        mask |= more
    return mask


def _follows(row: Row, mask: int, k: int) -> bool:
    """Tell whether the sum of a row gives its hidden counts away: there is one, all are nought, or all are k - 1."""
    hidden = [row[column] for column in _columns(mask)]
    return len(hidden) == 1 or sum(hidden) == 0 or set(hidden) == {k - 1}


def _smallest_shown(row: Row, mask: int) -> int:
    """Give the bit of the smallest count that is not hidden yet, or 0."""
    shown = [(count, column) for column, count in enumerate(row) if not mask >> column & 1]
    return 1 << min(shown)[1] if shown else 0


def _columns(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class _Table:
    """Rows grouped by state: those of one state are alike in all that matters here, so only states are looked at."""

    def __init__(self, rows: Sequence[Row], masks: list[int]) -> None:
        self.rows = rows
        self.masks = masks
        self.width = len(rows[0])
        self.all = (1 << self.width) - 1
        self.places: dict[_State, list[int]] = {}
        signs = [sum(1 << column for column, count in enumerate(row) if count) for row in rows]
        for place, mask in enumerate(masks):
            self.places.setdefault((mask, signs[place]), []).append(place)
        # What the sums of the columns give away by themselves cannot be kept by hiding.
        full: dict[_State, int] = {}
        for sign in signs:
            full[self.all, sign] = full.get((self.all, sign), 0) + 1
        self.lost = {state[1]: found for state, found in self.given_away(full)}

    def close(self) -> None:
        """Hide more until the sums of the columns give nothing away that hiding could keep."""
        while exposed := [s for s, found in self.given_away(self.numbers()) if found & ~self.lost[s[1]]]:
            if extensible := [state for state in exposed if state[0] != self.all]:
                for state in extensible:
                    for place in self.places.pop(state):
                        self.hide(place, state, _smallest_shown(self.rows[place], state[0]))
            else:  # nothing is left to hide in these rows: another row must make the ring
                state = self.partner()
                place = self.places[state].pop(0)
                if not self.places[state]:
                    del self.places[state]
                self.hide(place, state, self.all)

    def hide(self, place: int, state: _State, more: int) -> None:
        """Hide more columns of a row that was taken out of its state."""
        self.masks[place] = state[0] | more
        self.places.setdefault((state[0] | more, state[1]), []).append(place)

    def numbers(self) -> dict[_State, int]:
        """Give the number of rows of each state in which anything is hidden."""
        return {state: len(places) for state, places in self.places.items() if state[0]}

    def partner(self) -> _State:
        """Give the state of a row that would, wholly hidden, let a subject move as fewer than two rows do so far."""
        offers = self.offers(self.numbers())
        return next(
            (mask, sign)
            for mask, sign in self.places
            if mask != self.all
            and any(offers[a][b] < 2 and not (mask >> a & mask >> b & 1)
                    for a in _columns(sign) for b in range(self.width) if a != b)
        )  # fmt: skip

    def offers(self, numbers: dict[_State, int]) -> list[list[int]]:
        """Give how many rows can let go of a subject in one column and take it in another, by both columns."""
        offers = [[0] * self.width for _ in range(self.width)]
        for (mask, sign), number in numbers.items():
            for a in _columns(mask & sign):
                for b in _columns(mask & ~(1 << a)):
                    offers[a][b] += number
        return offers

    def given_away(self, numbers: dict[_State, int]) -> Iterator[tuple[_State, int]]:
        """Give for each state the hidden columns that can be worked out, as bits."""
        offers = self.offers(numbers)
        for state in numbers:
            mask, sign = state
            ways = self._ways_by_others(offers, mask, mask & sign)
            found = 0
            for a in _columns(mask):
                others = mask & ~(1 << a)
                # The row lets go in a and takes elsewhere, or the reverse; other rows must lead back.
                goes = sign >> a & 1 and any(ways[b] >> a & 1 for b in _columns(others))
                if not goes and not ways[a] & others & sign:
                    found |= 1 << a
            yield state, found

    def _ways_by_others(self, offers: list[list[int]], mask: int, letting: int) -> list[int]:
        """Give the columns that a subject can reach from each column over all rows but one of this state, as bits."""
        width = range(self.width)
        ways = [sum(1 << b for b in width if offers[a][b] > (a != b and letting >> a & mask >> b & 1)) for a in width]
        for middle in width:
            for a in width:
                if ways[a] >> middle & 1:
                    ways[a] |= ways[middle]
        return ways
