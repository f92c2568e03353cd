"""Fuzz: bytes, or an assessment made of them, carried over: nothing gets better, is lost, or cannot be written."""

import copy
from functools import cache
from typing import Any

from fuzzing import quiet, refused, run

STATUSES = ("met", "partly-met", "not-met", "not-applicable", "not-assessed")


@cache
def _ids() -> tuple[str, ...]:
    import care_standards as cs

    return (*(each.id for each in cs.load("scs-2018")), "scs-2018.9.9.9", "scs-2018.1.1.5.s9")


def _built(data: bytes) -> dict[str, Any]:
    """Make an assessment: three bytes say one finding."""
    from tests.conformance.hostile.cases import DOCUMENT

    document: dict[str, Any] = copy.deepcopy(dict(DOCUMENT))
    document["findings"] = []
    taken: set[str] = set()
    for at in range(0, len(data) - 2, 3):
        id = _ids()[(data[at] * 256 + data[at + 1]) % len(_ids())]
        if id in taken:
            continue
        taken.add(id)
        finding = {
            "provision": id,
            "status": STATUSES[data[at + 2] % 5],
            "assessed_on": "2026-03-01",
            "reason": "An invented reason.",
        }
        if data[at + 2] & 128:
            finding["note"] = "An invented note."
        document["findings"].append(finding)
    return document


def target(data: bytes) -> None:
    """Migrate what can be read, and look at what came of it."""
    import care_standards as cs

    for source in (data, _built(data)):
        try:
            assessment = cs.read_assessment(source)
        except cs.CareStandardsError as error:
            refused(data, error)
            continue
        if assessment.edition != "scs-2018":
            continue
        before = copy.deepcopy(assessment)
        carried, ledger = cs.migrate(assessment, "scs-2025")
        assert assessment == before, "what went in was changed"
        met = {f.provision for f in assessment.findings if f.status == "met"}
        better = [f for f in carried.findings if f.status == "met"]
        assert not better or met, "a met that nobody wrote"
        assert len(better) <= len(met) * 50
        assert len({entry.source for entry in ledger.entries}) >= len(assessment.findings), "a finding without an entry"
        again = cs.read_assessment(cs.write(carried))
        assert again == carried, "what came out reads otherwise"
        assert cs.read(cs.write(ledger)) == ledger
        assert cs.migrate(assessment, "scs-2025") == (carried, ledger), "another answer"
        quiet(data, ledger if isinstance(source, bytes) else "")


if __name__ == "__main__":
    run(target)
