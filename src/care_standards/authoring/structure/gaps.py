"""Gaps in the numbers of a document: 13.5 between 13.4 and 13.6."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_PLAIN: Final = re.compile(
    r"(?P<prefix>(?:[0-9]{1,3}|[A-Z])(?:\.[0-9]{1,3})*)\.(?P<last>[0-9]{1,3})|(?P<alone>[0-9]{1,3})"
)
_MOST_LISTED: Final = 200


def gaps(notations: Iterable[str]) -> tuple[str, ...]:
    """Give the numbers that are missing between the first and the last of each sequence, and before its first.

    Only plain numbers with dots are looked at. At most 200 are given.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    for notation in notations:
        found = _PLAIN.fullmatch(notation)
        if found is not None:
            seen[found["prefix"] or ""].add(int(found["last"] or found["alone"]))
    missing: list[str] = []
    for prefix, values in seen.items():
        if not prefix and len(values) < 2:
            continue
        for value in range(1, max(values)):
            if value not in values:
                missing.append(f"{prefix}.{value}" if prefix else str(value))
                if len(missing) >= _MOST_LISTED:
                    return tuple(missing)
    return tuple(missing)
