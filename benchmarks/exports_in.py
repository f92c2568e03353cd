"""What it costs to take in a document with the fast engine: against the parser, the usual way, and a rival.

``python benchmarks/exports_in.py`` prints the rows; ``measure`` gives them to the run of all benchmarks, and ``cold``
those that start fresh processes. All is CPU time, and every ratio is taken in one run. The documents are invented: one
assessment of 100 kB whose 410 ids are all of the edition at hand, and the same with one finding in a hundred spoilt.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import made
import migrating
import orjson
import rival
import timing

import care_standards as cs
from care_standards.documents.decode import decode
from care_standards.documents.engines import schema_problems
from care_standards.documents.schema_registry import published

ENGINE: Final = "jsonschema-rs"
FINDINGS = migrating.FINDINGS
CHECKED = 4.0
BUILT = 6.0
TIMES_FASTER = 70
COLD = 0.35
# One of each hundred findings, in turn: a date that is none, a word of no list, a member unknown, one missing.
SPOILT: tuple[dict[str, Any], ...] = (
    {"assessed_on": "2024-02-30"}, {"status": "Met"}, {"score": 3}, {"evidence": [{}]},
)  # fmt: skip


def valid() -> bytes:
    """Give the canonical bytes of an assessment of which all ids can be verified."""
    return made.written(migrating.assessment(FINDINGS))


def spoilt() -> bytes:
    """Give the same with one finding in a hundred at fault."""
    plain = json.loads(valid())
    for place, fault in enumerate(SPOILT):
        plain["findings"][100 * place + 37] |= fault
    return made.as_bytes(plain)


def compact(content: bytes) -> bytes:
    """Give the same document without spaces, as most programs write it."""
    return orjson.dumps(orjson.loads(content))


def listed(content: bytes) -> int:
    """Parse, refuse duplicate members, validate, and list every error: no line, no near miss, no integrity."""
    decoded = decode(content, quick=True)
    return len(schema_problems(decoded.value, "assessment", "1.0", ENGINE)) + len(decoded.faults)


def measure(rounds: int = 31) -> list[timing.Compared]:
    """Measure a document that is right, one that is not, and one without spaces, against the bare parser."""
    catalogue = migrating.catalogue(FINDINGS)
    documents = {"valid": valid(), "1 % bad": spoilt(), "valid, compact": compact(valid())}
    found: list[timing.Compared] = []
    for name, content in documents.items():
        report = cs.check(content, catalogue=catalogue)
        assert report.judged_by.engine == ENGINE, "install the extra fast to measure it"
        assert report.counts.records_judged == FINDINGS
        assert report.ok == (name != "1 % bad")

        def check(content: bytes = content) -> object:
            return cs.check(content, catalogue=catalogue)

        def read(content: bytes = content) -> object:
            return cs.read_assessment(content, catalogue=catalogue)

        bare = {"bare": lambda content=content: orjson.loads(content)}
        ours = {"list": lambda content=content: listed(content), "check": check}
        times = timing.race(bare | ours | ({"read": read} if report.ok else {}), rounds, warm_up=3)
        size = f"{len(content) / 1000:.0f} kB, {name}"
        found += [
            timing.Compared(
                f"parse, no member twice, validate {size}, all errors / `orjson.loads`",
                timing.ratio(times, "list", "bare"), CHECKED,
            ),
            timing.Compared(
                f"`check` of {size}, with integrity and report / `orjson.loads`", timing.ratio(times, "check", "bare"),
                CHECKED if name == "valid" else None,
            ),
        ]  # fmt: skip
        if report.ok:
            found.append(
                timing.Compared(
                    f"`read_assessment` of {size}: frozen objects / `orjson.loads`",
                    timing.ratio(times, "read", "bare"), BUILT,
                )
            )  # fmt: skip
    return [*found, *against_the_usual_way(max(3, rounds // 6))]


def against_the_usual_way(rounds: int) -> list[timing.Compared]:
    """Measure bytes to typed objects in hundredths of what json, jsonschema and cattrs take."""
    catalogue, content = migrating.catalogue(FINDINGS), valid()
    spellings: dict[str, tuple[rival.Spelling, float | None]] = {
        "its schema written by hand": ("nested", 100 / TIMES_FASTER),
        "our schema, split": ("split", None),
        "our schema, flat": ("flat", None),
    }
    readers = {name: rival.make_reader(spelling) for name, (spelling, _) in spellings.items()}
    assert all(len(read(content).findings) == FINDINGS for read in readers.values())
    times = timing.race(
        {
            "ours": lambda: cs.read_assessment(content, catalogue=catalogue),
            **{name: lambda read=read: read(content) for name, read in readers.items()},
        },
        rounds,
    )
    return [
        timing.Compared(
            f"`read_assessment`, in hundredths of json + jsonschema + cattrs ({name})",
            _hundredths(timing.ratio(times, "ours", name)), limit,
        )
        for name, (_, limit) in spellings.items()
    ]  # fmt: skip


def _hundredths(found: timing.Ratio) -> timing.Ratio:
    return replace(found, median=100 * found.median, least=100 * found.least, most=100 * found.most)


def cold(command: Sequence[str], rival_command: Sequence[str], env: Mapping[str, str], rounds: int) -> timing.Compared:
    """Measure ``check`` of one file of 100 kB in a fresh process against check-jsonschema on the same file.

    The ids of this one are of a shipped edition, as far as our data hold it: most are unverified, and fifty of them
    are told. check-jsonschema looks at the schema alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        document, schema = Path(folder) / "assessment.json", Path(folder) / "schema.json"
        document.write_bytes(made.assessment_bytes(100_000))
        schema.write_bytes(published("assessment", "flat", "1.0"))
        times = timing.race_cold(
            {
                "ours": [*command, "check", str(document)],
                "theirs": [*rival_command, "--schemafile", str(schema), str(document)],
            },
            rounds, env, Path(folder),
        )  # fmt: skip
    return timing.Compared(
        "`care-standards check`, cold, 100 kB / check-jsonschema", timing.ratio(times, "ours", "theirs"), COLD
    )


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    parser = argparse.ArgumentParser(description="Measure what it costs to take in a document.")
    parser.add_argument("--rounds", type=int, default=31)
    asked = parser.parse_args()
    rows = measure(asked.rounds)
    rival_command = Path(sys.executable).with_name("check-jsonschema")
    if rival_command.exists():
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        env["PYTHONPATH"] = str(Path(cs.__file__).resolve().parent.parent)
        rows.append(
            cold([sys.executable, "-m", "care_standards"], [str(rival_command)], env, max(5, asked.rounds // 3))
        )
    else:
        print("no check-jsonschema beside this Python: its row is left out", file=sys.stderr)
    for row in rows:
        kept = "" if row.limit is None else "PASS" if row.found.median <= row.limit else "MISS"
        limit = "" if row.limit is None else f"≤ {row.limit:.2f}"
        times = f"{row.found.ours_ms:.2f} ms to {row.found.theirs_ms:.2f} ms"
        print(f"{kept:4} {row.found.median:7.2f} {limit:7} {row.what} ({times})")
    return int(any(row.limit is not None and row.found.median > row.limit for row in rows))


if __name__ == "__main__":
    sys.exit(main())
