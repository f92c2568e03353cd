"""Every bad input ends in a coded issue or a clean refusal: quickly, quietly, privately, and the same every time.

Everyday an even sample of each class is run; ``CARE_STANDARDS_HOSTILE=all`` runs every case, those that are large one
by one. ``CARE_STANDARDS_HOSTILE=<class>`` runs one class whole.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.conformance.hostile import feeding
from tests.conformance.hostile.cases import CANARY, expected
from tests.conformance.hostile.making import class_of, corpus
from tests.conformance.hostile.running import faults_in

pytest.importorskip("pyarrow", reason="the hostile cases need the extras: pip install care_standards[test]")
pytest.importorskip("openpyxl", reason="the hostile cases need the extras: pip install care_standards[test]")
pytest.importorskip("xlsxwriter", reason="the hostile cases need the extras: pip install care_standards[test]")
if not sys.platform.startswith("linux"):
    pytest.skip("the cases are watched by means of Linux", allow_module_level=True)

WANTED = os.environ.get("CARE_STANDARDS_HOSTILE", "")
EVERYDAY_OF_A_CLASS = 60
CLASSES = tuple(dict.fromkeys(map(class_of, corpus())))


def _of(kind: str) -> list[str]:
    ids = [id for id, case in corpus().items() if class_of(id) == kind and not case.slow]
    return ids if WANTED in ("all", kind) else ids[:: max(1, len(ids) // EVERYDAY_OF_A_CLASS)]


LARGE = [id for id, case in corpus().items() if case.slow] if WANTED == "all" else []


def _told(faults: dict[str, list[str]]) -> str:
    return "\n".join(f"{id}: {'; '.join(what)}" for id, what in list(faults.items())[:20])


@pytest.mark.parametrize("kind", CLASSES)
def test_every_bad_input_ends_well(kind: str, tmp_path: Path) -> None:
    ids = _of(kind)
    faults, _ = faults_in(ids, tmp_path)
    sys.stdout.write(f"{kind}: {len(ids)} cases, {len(faults)} with a fault" + "\n")
    assert not faults, _told(faults)


@pytest.mark.parametrize("id", LARGE)
def test_every_large_input_ends_well(id: str, tmp_path: Path) -> None:
    faults, _ = faults_in([id], tmp_path)
    assert not faults, _told(faults)


def test_there_are_enough_cases_in_enough_classes() -> None:
    sizes = Counter(map(class_of, corpus()))
    sys.stdout.write(
        f"{sizes.total()} cases in {len(sizes)} classes, {sum(len(_of(kind)) for kind in CLASSES)} of them now" + "\n"
    )
    assert len(sizes) >= 20
    assert sizes.total() >= 1_500
    assert min(sizes.values()) >= 30
    assert sum(len(_of(kind)) for kind in CLASSES) >= 1_500 or WANTED in CLASSES


def test_every_reader_and_every_verb_that_reads_a_file_is_fed() -> None:
    ways = {case.way for case in corpus().values()}
    verbs = {
        "check",
        "migrate",
        "upgrade",
        "downgrade",
        "rows",
        "summary",
        "gaps",
        "ledger",
        "compile",
        "accept",
        "draft",
        "diff",
    }
    fed = {way.split()[1] for way in ways if way.startswith("verb ")}
    assert verbs <= fed
    assert {f"table:{form}" for form in ("csv", "xlsx", "ods", "json", "ndjson", "parquet", "arrow")} <= ways
    assert {"read", "batch", "lines", "sssom-tsv", "sssom-json", "crosswalk-csv", "markdown", "packs.load"} <= ways


def test_every_case_holds_the_canary_or_stands_in_a_file_that_does() -> None:
    assert CANARY in feeding.NAME
    plain = [case for case in corpus().values() if case.way in ("check", "batch") and not case.slow]
    held = sum(CANARY.encode() in content for case in plain if isinstance(content := case.make(), bytes))
    assert held > len(plain) / 2


SEEN = {
    "leak": "leak",
    "printed": "leak",
    "crash": "the process ended",
    "foreign-exception": "raised KeyError",
    "hang": "the process ended",
    "memory": "MiB",
    "socket": "socket.",
    "process": "os.system",
    "lure": "a lure",
    "elsewhere": "outside",
    "litter": "left a file behind",
    "traceback": "a fault of ours",
    "different": "given differs",
    "wrong-answer": "not an expected answer",
}


def test_the_checker_sees_every_planted_fault(tmp_path: Path) -> None:
    ids = [f"planted/{fault}" for fault in (*SEEN, "nothing")]
    faults, _ = faults_in(ids, tmp_path, seconds=3)
    for fault, word in SEEN.items():
        assert any(word in found for found in faults.get(f"planted/{fault}", [])), (fault, faults)
    assert "planted/nothing" not in faults


def test_what_is_allowed_is_told_apart() -> None:
    allowed = expected("CS103", "raised:UnknownIdError")
    assert allowed.allows({"verdict": "invalid", "codes": ["CS101", "CS103"]})
    assert allowed.allows({"raised": "UnknownIdError"})
    assert not allowed.allows({"verdict": "invalid", "codes": ["CS101"]})
    assert not allowed.allows({"verdict": "valid", "codes": []})
    assert not allowed.allows({"raised": "KeyError"})
    assert not allowed.allows({"exit": 1})
    assert not expected("invalid").allows({"faults": ["the process ended"]})
