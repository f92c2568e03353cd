"""Make faulty documents out of good ones, for tests that compare judges.

Each document gets one to three changes of the sorts that exports really have: a member dropped or named a little
differently, a value of another type, a word almost right, a text just past its length, a newline at the end, a digit of
another script. A change may leave a document right; nothing here says which do. No change makes text that is no UTF-8.
"""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any, Final

Path = tuple[str | int, ...]

# Among them the names that mean something to JavaScript or to Python.
NAMES: Final = (
    "__proto__", "constructor", "toString", "hasOwnProperty", "__class__", "$ref", "$id", "$schema", "schema_version",
    "kind", "id", "ID", "status", "Status", "status ", "status\n", "ѕtatus", "note", "text", "extensions", "parent",
    "page", "", "a b", "org.example.x", "Org.example.x", "org.example.x\n", "org..x", "x",
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 2**53 - 1, 2**53, 1e300, "", " ", "\n", "x", "0", "1", "true",
    "null", [], {}, [None], [[]], [""], ["x", "x"], [{}], {"": None}, {"x": []}, "\u0000", "é", "e\u0301", "🙂",
    "\u2028",
)  # fmt: skip
TEXTS: Final = (
    "met", "Met", "met\n", " met", "not met", "partly_met", "ｍet", "not-applicable", "not-assessed", "adults",
    "should", "unknown", "valid", "1.0", "1.0\n", "scs-2018", "scs-2018\n", "scs-2018.1.1.5", "scs-2018.1.1.5\n",
    "scs-2018.1.1.５", "scs-2018.1.1.٥", "ѕcs-2018.1", "SCS-2018.1", "scs-2018.", "scs-2018..1", "scs-2018.-1",
    "scs-2018.1-", "scs-20188.1", "scs-2018.1/../x", "a-very-long-name-2018.1", "a-very-long-2018.1", "2026-02-28",
    "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-2-3", "20260203", "2026-W05-2", "2026-034",
    "2026-02-28\n", "2026-02-28T00:00:00Z", "2026-02-28T24:00:00Z", "2026-02-28T23:59:60Z", "٢٠٢٦-٠٢-٢٨",
    "0999-01-01", "3000-01-01", "2026-00-01", "2026-13-01", "2026-04-31", "2026", "2026-02", "2026-02\n", "en",
    "en-GB", "cy_GB", "EN-gb-x-y", "i-klingon", "x-private", "en-a", "http://a", "https://example.org/ä", "https://",
    "ftp://a", "https://a\n", "https://a b", "sha256:" + "0" * 64, "sha256:" + "0" * 63, "sha256:" + "A" * 64,
    "sha256:" + "0" * 64 + "\n", "CS304", "CS999", "CS099", "CS3045", "cs304", "CS30٤",
)  # fmt: skip
LENGTHS: Final = (11, 12, 16, 17, 20, 21, 35, 36, 40, 41, 64, 65, 100, 101, 500, 501, 1000, 1001, 2000, 2001)
SCRIPTS: Final = ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every value below the top of a document, with the way to it."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield (*path, step), member
        yield from places(member, (*path, step))


def mutated(document: Any, random: Random, pool: tuple[Any, ...] = ()) -> Any:
    """Give a copy of a document with one to three changes; ``pool`` holds further documents to take values from."""
    changed = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        _change(changed, random, pool)
    return changed


def _change(document: Any, random: Random, pool: tuple[Any, ...]) -> None:
    found = list(places(document))
    if not found:
        return
    path, value = random.choice(found)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    last = path[-1]
    sort = random.randrange(10)
    if sort == 0:
        del holder[last]
    elif sort == 1 and isinstance(holder, dict):
        _rename(holder, last, random)
    elif sort == 2 and isinstance(holder, dict):
        holder[random.choice(NAMES)] = copy.deepcopy(random.choice(VALUES + TEXTS))
    elif sort == 2:
        holder.append(copy.deepcopy(value))
    elif sort == 3:
        holder[last] = copy.deepcopy(random.choice(VALUES))
    elif sort == 4:
        holder[last] = random.choice(TEXTS)
    elif sort == 5:
        holder[last] = _retyped(value, random)
    elif sort == 6 and pool:
        others = list(places(random.choice(pool)))
        holder[last] = copy.deepcopy(random.choice(others)[1]) if others else None
    elif isinstance(value, str):
        holder[last] = _respelt(value, random)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        holder[last] = random.choice((value + 1, value - 1, -value, value + 0.5, float(value), str(value)))
    elif isinstance(value, list) and value:
        value.insert(random.randrange(len(value)), copy.deepcopy(random.choice(value)))
    else:
        holder[last] = copy.deepcopy(random.choice(VALUES))


def _rename(holder: dict[Any, Any], name: Any, random: Random) -> None:
    spelt = random.choice((name.upper(), f"{name} ", f"{name}\n", name[:-1], f"{name}s", random.choice(NAMES)))
    members = [(spelt if old == name else old, value) for old, value in holder.items()]
    holder.clear()
    holder.update(members)


def _retyped(value: Any, random: Random) -> Any:
    if isinstance(value, str):
        return random.choice((len(value), [value], {"value": value}, None, value.encode().hex()))
    return random.choice((str(value), [value], {"0": value}, None, bool(value)))


def _respelt(value: str, random: Random) -> str:
    sort = random.randrange(9)
    if sort == 0:
        return f"{value}\n"
    if sort == 1:
        return f" {value}"
    if sort == 2:
        return value.upper() if value != value.upper() else value.lower()
    if sort == 3:
        return value[:-1]
    if sort == 4:
        return value.translate(str.maketrans("0123456789", random.choice(SCRIPTS)))
    if sort == 5:
        return value.replace("a", "а").replace("s", "ѕ").replace("o", "ο")
    if sort == 6:
        return value.replace("-", random.choice(("_", "‐", "--", "")))
    if sort == 7:
        return f"{value}{random.choice(('.', '-', 'x', '0', chr(0x200B), chr(0x301), chr(0)))}"
    return (random.choice("x1🙂") * random.choice(LENGTHS))[: 10**5]
