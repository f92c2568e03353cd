"""Documents and rows that are JSON and wrong all the same: types, ids, versions, references, dates, rings, objects."""

import decimal
import fractions
import itertools
import json
import math
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tests.conformance.hostile.cases import (
    CANARY,
    DOCUMENT,
    EITHER,
    ROW,
    TAKEN,
    Corpus,
    Expected,
    as_json,
    changed,
    expected,
    refused_for,
)

REPOSITORY: Final = Path(__file__).resolve().parents[3]
WAYS: Final = ("check", "verb check")
MORE: Final = (
    "read",
    "check-path",
    "verb migrate",
    "verb summary",
    "verb gaps",
    "verb rows",
    "check-object",
    "verb upgrade",
)
NO_DOCUMENT: Final = expected("raised:InvalidDocumentError", "exit:1", "exit:3", "exit:4")
ROW_WAYS: Final = ("batch", "table:ndjson", "table:json", "rows:ndjson", "batch-reference", "lines", "batch-object")
ADDRESSES: Final = (
    f"http://{CANARY}.invalid/a.json",
    f"https://{CANARY}.invalid/",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost:9/",
    "http://[::1]:9/",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "/etc/passwd",
    "../../../../etc/passwd",
    "\\\\127.0.0.1\\share\\a",
    "ftp://127.0.0.1/a",
    "data:application/json,{}",
    f"urn:{CANARY}",
    "jar:http://127.0.0.1!/a",
    "ldap://127.0.0.1/a",
    "gopher://127.0.0.1/",
    "#",
    "#/definitions/a",
    "",
)


def add(corpus: Corpus) -> None:
    """Add every class of wrong documents."""
    _types(corpus)
    _versions(corpus)
    _fetching(corpus)
    _identifiers(corpus)
    _dates(corpus)
    _graphs(corpus)
    _objects(corpus)
    _canaries(corpus)


def _add(corpus: Corpus, kind: str, name: str, document: Any, answers: Expected, turn: int) -> None:
    content = as_json(document)
    for way in WAYS:
        corpus.add(kind, name, way, content, answers)
    corpus.add(
        kind,
        name,
        MORE[turn % len(MORE)],
        document if MORE[turn % len(MORE)] == "check-object" else content,
        expected(answers, NO_DOCUMENT, *(["given", "exit:0"] if "taken" in answers.answers else [])),
    )


def _add_row(corpus: Corpus, kind: str, name: str, row: Any, answers: Expected, turn: int) -> None:
    for way in ("batch", ROW_WAYS[turn % len(ROW_WAYS)]):
        content = row if way == "batch-object" else as_json(row)
        corpus.add(
            kind,
            name,
            way,
            content,
            expected(answers, "raised:InvalidDocumentError", *(["given"] if "taken" in answers.answers else [])),
        )


def places(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give every place of a value below its top, with what stands there."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in inner:
        yield (*way, step), held
        yield from places(held, (*way, step))


def _types(corpus: Corpus) -> None:
    of_type = refused_for(
        "CS301",
        "CS302",
        "CS303",
        "CS304",
        "CS305",
        "CS306",
        "CS307",
        "CS308",
        "CS309",
        "CS202",
        "CS203",
        "CS205",
        "CS312",
    )
    wrong: tuple[Any, ...] = (True, 1, 1.5, None, [], {}, [CANARY], {CANARY: 1}, [[]], "", " ")
    turn = 0
    for way, held in places(dict(DOCUMENT)):
        for value in wrong:
            may_be = isinstance(value, type(held)) or way[-1] == "note"
            if may_be:
                continue
            if turn % 3 == 0 or value is None:
                _add(
                    corpus,
                    "types",
                    f"{'-'.join(map(str, way))}-{type(value).__name__}",
                    changed(DOCUMENT, way, value),
                    of_type,
                    turn,
                )
            turn += 1
    for name in ROW:
        for value in (*wrong, f"{CANARY}", "true"):
            taken = name in ("note", "reason") and isinstance(value, str) and value
            same = name == "evidence" and value in ([], [CANARY])
            if taken or same or (name == "subject_ref" and value in (CANARY, "true")):
                continue
            answers = refused_for(
                "CS303", "CS304", "CS305", "CS306", "CS307", "CS309", "CS312", "CS408", "CS407", "CS426"
            )
            _add_row(corpus, "types", f"row-{name}-{type(value).__name__}", {**ROW, name: value}, answers, turn)
            turn += 1
    for value in (None, True, 1, 1.5, "text", [], [ROW], [[ROW]], CANARY):
        _add_row(corpus, "types", "no-row", value, expected("invalid"), turn % 2)
        turn += 1


def _versions(corpus: Corpus) -> None:
    kind = "versions-and-references"
    answers = refused_for("CS203", "CS204", "CS205", "CS202", "CS303", "CS206", "CS301", "CS302")
    versions: tuple[Any, ...] = (
        "2.0",
        "1.2",
        "1.99",
        "0.9",
        "1",
        "1.1.0",
        "01.1",
        "1.01",
        "1.1\n",
        " 1.1",
        "1.1 ",
        "１.１",
        "١.١",
        "v1.1",
        "1,1",
        "latest",
        "",
        CANARY,
        "9" * 500 + ".1",
        "-1.1",
        "1.-1",
        "1.1e0",
        "1e0",
        1.1,
        1,
        2,
        None,
        True,
        [],
        ["1.1"],
        {},
        {"major": 1},
        "1.1\0",
        "1.1\u200b",
        "1.1-beta",
        "NaN",
        "../1.1",
        "1.1/../1.0",
    )
    for turn, version in enumerate(versions):
        _add(corpus, kind, "version", changed(DOCUMENT, ("schema_version",), version), answers, turn)
    kinds: tuple[Any, ...] = (
        "edition",
        "Assessment",
        "assessment ",
        "assessments",
        "",
        CANARY,
        None,
        1,
        [],
        {},
        "link-row",
        "schema",
        "common",
        "../assessment",
        "assessment\0",
        "аssessment",
        "__class__",
        "report",
    )
    for turn, word in enumerate(kinds):
        _add(corpus, kind, "kind", changed(DOCUMENT, ("kind",), word), answers, turn)
    for turn, name in enumerate(("$schema", "schema_version", "kind", "edition", "subject", "period", "findings")):
        _add(corpus, kind, "missing", {k: v for k, v in DOCUMENT.items() if k != name}, expected(answers, TAKEN), turn)
    for turn, name in enumerate(ROW):
        row = {k: v for k, v in ROW.items() if k != name}
        needed = name in ("edition", "provision", "status", "subject_kind", "subject_ref")
        _add_row(corpus, kind, "missing-in-a-row", row, refused_for("CS301") if needed else EITHER, turn)


def _fetching(corpus: Corpus) -> None:
    answers = refused_for("CS205", "CS302", "CS303", "CS305", "CS307", "CS403", "CS407", "CS408")
    either = expected(answers, TAKEN)
    for turn, address in enumerate(ADDRESSES):
        at: tuple[tuple[tuple[str | int, ...], Expected], ...] = (
            (("$schema",), answers),
            (("$ref",), answers),
            (("$id",), answers),
            (("@context",), answers),
            (("$dynamicRef",), answers),
            (("edition",), answers),
            (("findings", 0, "$ref"), answers),
            (("findings", 0, "evidence", 0, "ref"), either),
            (("extensions",), answers),
            (("findings", 0, "note"), either),
        )
        for way, allowed in at:
            _add(
                corpus, "fetching", f"{'-'.join(map(str, way))}-{turn}", changed(DOCUMENT, way, address), allowed, turn
            )
        inside = {"org.example.zorblax": {"$ref": address, "$schema": address, CANARY: address}}
        _add(corpus, "fetching", f"extension-{turn}", {**DOCUMENT, "extensions": inside}, either, turn)
        _add_row(corpus, "fetching", f"row-{turn}", {**ROW, "$ref": address}, refused_for("CS302"), turn)
        _add_row(corpus, "fetching", f"row-evidence-{turn}", {**ROW, "evidence": [address]}, either, turn)


BAD_IDS: Final = (
    "",
    " ",
    "scs-2018 ",
    " scs-2018",
    "scs-2018\n",
    "SCS-2018",
    "Scs-2018",
    "ѕcs-2018",
    "ｓcs-2018",
    "scs-２０１８",
    "scs‐2018",
    "scs–2018",
    "scs_2018",
    "scs2018",
    "scs-2018\u200b",
    "\u202escs-2018",
    "scs-2018\u0301",
    "scs-٢٠١٨",
    "scs-2018\0",
    "../scs-2018",
    "scs-2018/../x",
    "scs-2018%2e",
    "scs~12018",
    "scs-2018#a",
    "{0.__class__}",
    "%s",
    "$HOME",
    "`id`",
    ";ls",
    "scs-9999",
    "scs-2014\r\n",
    CANARY,
    f"{CANARY}-2018",
    "scs-20181",
    "a" * 5_000,
    "-",
    "--",
    ".",
    "..",
    "con",
    "nul.json",
    "scs-2018.",
    "scs--2018",
    "scs-2018--ecat-2005",
    "null",
    "0",
    "scs-2018\t",
    "\ufeffscs-2018",
    "scs-2018\u00ad",
    "𝐬cs-2018",
    "scs-2018\u0085",
)


# The edition is held in part: what it may have, and is not held, is unverified and not refused.
_NOT_HELD: Final = (".01.1.5", ".9.9.99", ".1.1.5-s1", f".{CANARY}", ".1.1.5.s9999999999999999999999")


def _identifiers(corpus: Corpus) -> None:
    kind = "identifiers"
    answers = refused_for("CS305", "CS307", "CS407", "CS408", "CS403", "CS410", "CS116")
    for turn, id in enumerate(BAD_IDS):
        _add(corpus, kind, f"edition-{turn}", changed(DOCUMENT, ("edition",), id), answers, turn)
        _add_row(corpus, kind, f"row-edition-{turn}", {**ROW, "edition": id}, answers, turn)
    numbers = (
        "",
        ".1.1.5",
        ".1.1.5 ",
        ".1.1.5\n",
        ".1.1.٥",
        ".1.1.５",
        ".01.1.5",
        ".1..1.5",
        ".1.1.5.",
        ".9.9.99",
        ".1.1.5.S1",
        ".1.1.5-s1",
        ".1.1.5.s１",
        ".__class__",
        "." + "1." * 400 + "1",
        f".{CANARY}",
        "/1.1.5",
        ".1.1.5\u200b",
        ".\u0661.1.5",
        ".1,1,5",
        ".-1",
        ".1.1.5.s9999999999999999999999",
    )
    for turn, end in enumerate(numbers):
        for edition in ("scs-2018", "SCS-2018", "ecat-2005"):
            if edition == "scs-2018" and end == ".1.1.5":
                continue
            id = edition + end
            may_be = edition == "scs-2018" and end in _NOT_HELD
            way = ("findings", 0, "provision")
            _add(
                corpus,
                kind,
                f"provision-{turn}",
                changed(DOCUMENT, way, id),
                expected(answers, TAKEN) if may_be else answers,
                turn,
            )
            row = {**ROW, "provision": id}
            _add_row(
                corpus, kind, f"row-provision-{turn}", row, expected(answers, "taken") if may_be else answers, turn
            )


def _dates(corpus: Corpus) -> None:
    days = (
        "2025-02-29",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-01-32",
        "0000-01-01",
        "10000-01-01",
        "-2026-01-01",
        "+2026-01-01",
        "20260301",
        "2026-W05-2",
        "2026-060",
        "01/02/2026",
        "1.2.2026",
        "2026/03/01",
        "2026-3-1",
        "26-03-01",
        "2026-03",
        "2026",
        "",
        " ",
        "2026-03-01\n",
        " 2026-03-01",
        "2026-03-01T00:00:00Z",
        "2026-03-01T00:00:00+99:99",
        "2026-03-01T24:00:00",
        "2026-06-30T23:59:60Z",
        "9999-12-31T23:59:59-14:00",
        "２０２６-03-01",
        "2026-٠٣-01",
        "2026‐03‐01",
        "March 2026",
        "today",
        "45000",
        CANARY,
        "2026-03-01\0",
        "1900-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-03-01Z",
        "NaT",
        "0001-01-01x",
        "2026-03-01 ",
        "'2026-03-01",
        "=TODAY()",
    )
    answers = refused_for("CS305", "CS306", "CS307", "CS111", "CS411")
    for turn, day in enumerate(days):
        for way in (("findings", 0, "assessed_on"), ("period", "start"), ("period", "end")):
            _add(corpus, "dates", f"{way[-1]}-{turn}", changed(DOCUMENT, way, day), answers, turn)
        _add_row(corpus, "dates", f"row-{turn}", {**ROW, "assessed_on": day}, answers, turn)
    order = changed(changed(DOCUMENT, ("period", "start"), "2026-12-31"), ("period", "end"), "2026-01-01")
    _add(corpus, "dates", "end-before-start", order, refused_for("CS411"), 0)
    _add_row(
        corpus,
        "dates",
        "row-end-before-start",
        {**ROW, "period_start": "2026-12-31", "period_end": "2026-01-01"},
        expected("invalid", "taken"),
        0,
    )
    for day in ("0001-01-01", "9999-12-31"):
        _add(corpus, "dates", f"far-{day}", changed(DOCUMENT, ("findings", 0, "assessed_on"), day), EITHER, 0)


def _graphs(corpus: Corpus) -> None:
    kind = "graphs"
    own = json.loads((REPOSITORY / "examples" / "own-edition.json").read_text(encoding="utf-8"))
    own["title"] = CANARY
    own.pop("digest", None)
    answers = refused_for(
        "CS401", "CS403", "CS404", "CS405", "CS407", "CS419", "CS410", "CS302", "CS303", "CS414", "CS438"
    )
    ways = ("check", "verb check", "read", "verb diff")
    allowed = expected(answers, NO_DOCUMENT)
    provisions = own["provisions"]
    children = [n for n, each in enumerate(provisions) if "parent" in each]

    def edition(numbered: list[dict[str, Any]]) -> dict[str, Any]:
        return {**own, "provisions": numbered, "completeness": {**own["completeness"], "provisions": len(numbered)}}

    made: dict[str, Any] = {
        "every-item-twice": edition([*provisions, *provisions]),
        "in-reverse": edition(provisions[::-1]),
    }
    for n in children[:6]:
        made[f"own-parent-{n}"] = edition([{**e, "parent": e["id"]} if i == n else e for i, e in enumerate(provisions)])
        made[f"no-parent-{n}"] = edition(
            [{**e, "parent": f"oak-2026.{CANARY}"} if i == n else e for i, e in enumerate(provisions)]
        )
        made[f"child-for-a-parent-{n}"] = edition(
            [{**e, "parent": provisions[-1]["id"]} if i == n else e for i, e in enumerate(provisions)]
        )
        made[f"item-twice-{n}"] = edition([*provisions, provisions[n]])
    for size in (2, 3, 10, 300):
        item = provisions[children[0]]
        ring = [{**item, "id": f"oak-2026.9.{i}", "parent": f"oak-2026.9.{(i + 1) % size}"} for i in range(size)]
        made[f"ring-of-{size}"] = edition([*provisions, *ring])
    for name, document in made.items():
        corpus.add_each(kind, [(name, as_json(document))], ways, allowed)
    item = provisions[children[0]]
    chain = [
        {**item, "id": f"oak-2026.9.{i}", "parent": f"oak-2026.9.{i - 1}" if i else item["id"]} for i in range(3_000)
    ]
    corpus.add_each(
        kind, [("chain-of-3000", as_json(edition([*provisions, *chain])))], ways[:2], expected(EITHER, NO_DOCUMENT)
    )
    for file in ("crosswalk/full", "concordance/full", "concordance/every-kind", "crosswalk/every-relation"):
        document = json.loads((REPOSITORY / "tests/conformance/1.1/valid" / f"{file}.json").read_text(encoding="utf-8"))
        document = document.get("document", document)
        rows = "mappings" if "mappings" in document else "changes"
        row = document[rows][0]
        sides = [side for side in ("source", "target", "old", "new") if side in document]
        bent: dict[str, Any] = {
            "rows-twice": {**document, rows: document[rows] * 2},
            "first-row-thrice": {**document, rows: [row] * 3},
            "same-editions": {**document, sides[1]: document[sides[0]]},
            "other-way": {**document, sides[0]: document[sides[1]], sides[1]: document[sides[0]]},
            "of-no-edition": changed(document, (sides[0], "edition"), f"{CANARY}-1900"),
            "empty-row": {**document, rows: [{}]},
            "row-of-canaries": {**document, rows: [{CANARY: CANARY}]},
            "ends-swapped": {**document, rows: [{**row, **{a: row.get(b) for a, b in (sides, sides[::-1])}}]},
        }
        loose = expected("invalid", "exit:1", "exit:3", "exit:4", "raised:InvalidDocumentError")
        for name, value in bent.items():
            corpus.add_each(kind, [(f"{file.replace('/', '-')}-{name}", as_json(value))], ways, loose)


class _Lies(dict):  # type: ignore[type-arg]
    def items(self) -> Any:
        return [("kind", CANARY)]

    def __len__(self) -> int:
        return -1

    def get(self, *_: Any) -> Any:
        return CANARY


class _Raises(dict):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        raise RuntimeError(CANARY)

    keys = values = items = __len__ = __contains__ = __getitem__ = __iter__


class _NoRepr:
    def __repr__(self) -> str:
        raise RuntimeError(CANARY)

    __str__ = __hash__ = __repr__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError(CANARY)


class _Text(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise RuntimeError(CANARY)

    def __hash__(self) -> int:
        raise RuntimeError(CANARY)


class _Number(int):
    def __lt__(self, other: object) -> bool:
        raise RuntimeError(CANARY)

    def __repr__(self) -> str:
        return CANARY


def _ring() -> Any:
    ring: dict[str, Any] = dict(DOCUMENT)
    ring["context"] = ring
    return ring


def _list_ring() -> Any:
    ring: list[Any] = []
    ring.append(ring)
    return {**DOCUMENT, "findings": ring}


def _shared(times: int) -> Any:
    held: Any = [CANARY]
    for _ in range(times):
        held = [held, held]
    return {**DOCUMENT, "findings": held}


def _deep(times: int) -> Any:
    held: Any = CANARY
    for _ in range(times):
        held = [held]
    return {**DOCUMENT, "findings": held}


def _objects(corpus: Corpus) -> None:
    """Add objects in memory; each is put at a place of the document, or is the document."""
    kind = "objects-in-memory"
    values: dict[str, Callable[[], Any]] = {
        "nan": lambda: math.nan,
        "infinity": lambda: -math.inf,
        "huge-integer": lambda: 10**5_000,
        "big": lambda: 2**53 + 1,
        "bytes": lambda: CANARY.encode(),
        "bytearray": lambda: bytearray(CANARY.encode()),
        "set": lambda: {CANARY},
        "tuple": lambda: (CANARY,),
        "frozenset": lambda: frozenset([CANARY]),
        "decimal": lambda: decimal.Decimal("1.5"),
        "fraction": lambda: fractions.Fraction(1, 3),
        "complex": lambda: 1j,
        "date": lambda: date(2026, 3, 1),
        "datetime": lambda: datetime(2026, 3, 1, tzinfo=UTC),
        "path": lambda: Path(CANARY),
        "object": object,
        "class": lambda: dict,
        "function": lambda: as_json,
        "generator": lambda: (n for n in range(3)),
        "endless": lambda: itertools.count(),
        "iterator": lambda: iter([CANARY]),
        "range": lambda: range(10**9),
        "memoryview": lambda: memoryview(CANARY.encode()),
        "exception": lambda: ValueError(CANARY),
        "no-repr": _NoRepr,
        "text-that-raises": lambda: _Text("met"),
        "number-that-raises": lambda: _Number(1),
        "half": lambda: f"{CANARY}\ud800",
        "nul": lambda: f"{CANARY}\0",
        "lies": lambda: _Lies(status="met"),
        "raises": lambda: _Raises(a=1),
        "chain-map": lambda: ChainMap({CANARY: 1}),
        "user-dict": lambda: UserDict({CANARY: 1}),
        "number-names": lambda: {1: 2},
        "null-names": lambda: {None: 2},
        "tuple-names": lambda: {(1, CANARY): 2},
        "bytes-names": lambda: {CANARY.encode(): 2},
        "bool-names": lambda: {True: 2},
        "half-names": lambda: {"\udc00": 2},
        "ellipsis": lambda: ...,
        "not-implemented": lambda: NotImplemented,
        "module": lambda: json,
        "default-dict": lambda: defaultdict(lambda: CANARY),
        "counter": lambda: Counter(CANARY),
        "ordered": lambda: OrderedDict(a=CANARY),
    }
    refused = expected("invalid", "raised:InvalidDocumentError", "raised:InvalidValueError")
    for name, make in values.items():
        corpus.add(
            kind, name, "check-object", lambda m=make: changed(DOCUMENT, ("findings", 0, "status"), m()), refused
        )
        corpus.add(kind, name, "read-object", lambda m=make: changed(DOCUMENT, ("assessor_role",), m()), refused)
        corpus.add(kind, name, "batch-object", lambda m=make: {**ROW, "status": m()}, refused)
        odd = expected(refused, "raised:UnreadableSourceError", "raised:InvalidExchangeError", TAKEN)
        corpus.add(kind, f"whole-{name}", "check-object", make, odd)
        corpus.add(kind, f"whole-{name}", "sssom-json", make, odd)
        corpus.add(kind, f"whole-{name}", "batch-object", make, odd)
        corpus.add(kind, f"whole-{name}", "table-object", make, odd)
    wholes: dict[str, Callable[[], Any]] = {
        "ring": _ring,
        "ring-of-lists": _list_ring,
        "shared-2-to-the-40": lambda: _shared(40),
        "deep-1000": lambda: _deep(1_000),
        "deep-100000": lambda: _deep(100_000),
        "read-only": lambda: MappingProxyType({**DOCUMENT, CANARY: 1}),
        "lies": lambda: _Lies(DOCUMENT),
        "raises": lambda: _Raises(DOCUMENT),
        "million-items": lambda: {**DOCUMENT, "findings": [0] * 10**6},
    }
    for name, make in wholes.items():
        for way in ("check-object", "read-object", "batch-object"):
            # What a class of its own says of its members is not asked: they are read as they are.
            corpus.add(kind, name, way, make, expected(refused, TAKEN) if name == "lies" else refused)


def _canaries(corpus: Corpus) -> None:
    """Put the canary beside each kind of fault: as value, name, id, date, version, within a list, many times."""
    kind = "privacy"
    refused = expected("invalid", "exit:1")
    turn = 0
    for way, _ in list(places(dict(DOCUMENT))):
        for value in (
            CANARY,
            CANARY.upper(),
            f"Dr {CANARY} of 1 Road, SW1A 1AA",
            {CANARY: CANARY},
            [CANARY] * 3,
            f"={CANARY}",
        ):
            taken = way[-1] in ("note", "ref", "version", "name") and isinstance(value, str)
            _add(
                corpus,
                kind,
                f"{'-'.join(map(str, way))}",
                changed(DOCUMENT, way, value),
                expected(refused, TAKEN) if taken else refused,
                turn,
            )
            turn += 1
    for name in ROW:
        for value in (CANARY, f"{CANARY}@example.org", [CANARY], {CANARY: CANARY}, f"\x1b[31m{CANARY}"):
            _add_row(corpus, kind, f"row-{name}", {**ROW, name: value}, expected("invalid", "taken"), turn)
            corpus.add(kind, f"row-{name}", "batch-guard", as_json({**ROW, name: value}), expected("invalid", "taken"))
            turn += 1
