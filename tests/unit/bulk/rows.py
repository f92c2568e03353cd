"""Invented link rows, right and wrong in every way that a line can be, the same on every run."""

import json
from typing import Any

PLANTED = "Zanzibar-Quine"
"""Stands where a value of a user would, so that a test can look for it."""


def row(place: int, **changed: Any) -> dict[str, Any]:
    """Give a right row; a change to None takes the column away."""
    held = ("scs-2018.1.1.5", "scs-2018.1.1.6", "scs-2018.1.1.7")
    members: dict[str, Any] = {
        "edition": "scs-2018",
        "subject_kind": "case",
        "subject_ref": f"case-{place:06}",
        "nation": "england",
        "setting": "outreach",
        "provision": held[0],
        "status": "met",
        "assessed_on": "2026-03-01",
        "evidence": [f"doc-{place:06}-1", f"doc-{place:06}-2"],
        "note": "Two of five files had no signed copy.",
        **changed,
    }
    return {name: value for name, value in members.items() if value is not None}


def line(place: int, **changed: Any) -> bytes:
    """Give a right row as a line, written as JavaScript does."""
    return json.dumps(row(place, **changed), separators=(",", ":")).encode()


WRONG: dict[str, bytes] = {
    "cut": line(1)[:-9],
    "twice": line(1)[:-1] + b',"status":"not-met"}',
    "twice the same": line(1)[:-1] + b',"status":"met"}',
    "twice, escaped": line(1)[:-1] + b',"st\\u0061tus":"not-met"}',
    "twice, hidden by an escaped mark": line(1, note="x")[:-1].replace(b'"x"', b'"\\u0022\\u0022"') + b',"note":"y"}',
    "member unknown": line(1, **{PLANTED: "x"}),
    "word": line(1, status=PLANTED),
    "type": line(1, evidence=PLANTED),
    "no day": line(1, assessed_on="2026-02-30"),
    "missing": line(1, provision=None),
    "null": line(1)[:-1] + b',"reason":null}',
    "number": line(1)[:-1] + b',"reason":12345678901234567890}',
    "not finite": line(1)[:-1] + b',"reason":NaN}',
    "list": b"[" + line(1) + b"]",
    "text": b'"' + PLANTED.encode() + b'"',
    "two on a line": line(1) + b"," + line(2),
    "half a character": line(1, note="x")[:-1].replace(b'"x"', b'"\\ud800"') + b"}",
    "not UTF-8": line(1, note="x").replace(b'"x"', b'"\xe9"'),
    "NUL": line(1).replace(b"Two", b"\0"),
    "deep": line(1)[:-1] + b',"reason":' + b"[" * 100 + b"]" * 100 + b"}",
    "very deep": b"[" * 5_000,
    "edition unknown": line(1, edition="oak-2026", provision="oak-2026.1"),
    "of another edition": line(1, provision="ecat-2005.12.1.a"),
    "period": line(1, period_start="2026-03-31", period_end="2026-01-01"),
}
"""Lines that are each one invalid row, by what is wrong with them."""

UNSURE = line(1, provision="scs-2018.9.9.9")
"""A row whose provision nobody can verify."""

MARKED = line(1, note="x").replace(b'"x"', b'"\\u0000"')
"""A right row with a character that some databases do not take: a warning."""
