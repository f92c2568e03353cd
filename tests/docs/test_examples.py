"""The examples are what their README says: the verdicts, the planted problems, and nothing shown of their content."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.model.report import summary
from care_standards.vocabularies import FINDING_STATUSES

EXAMPLES = (
    "outreach-self-assessment", "safehouse-case-file-audit", "invented-2018-self-assessment", "planted-problems",
    "own-edition", "own-crosswalk", "case-system-profile",
)  # fmt: skip
SOUND = tuple(name for name in EXAMPLES if name != "planted-problems")

PLANTED = {
    ("CS205", "/$schema"),
    ("CS305", "/subject/ref"),
    ("CS304", "/context/setting"),
    ("CS310", "/context/populations"),
    ("CS411", "/period/end"),
    ("CS301", "/produced_by"),
    ("CS302", "/{member 9}"),
    ("CS304", "/findings/0/status"),
    ("CS402", "/findings/2/provision"),
    ("CS410", "/findings/3/provision"),
    ("CS311", "/findings/4"),
    ("CS312", "/findings/5"),
    ("CS306", "/findings/6/assessed_on"),
    ("CS305", "/findings/7/assessed_on"),
    ("CS302", "/findings/8/{member 1}"),
    ("CS305", "/findings/9/provision"),
    ("CS307", "/findings/10/note"),
    ("CS301", "/findings/11"),
    ("CS303", "/findings/12/evidence"),
    ("CS303", "/findings/13/evidence/0/ref"),
    ("CS409", "/findings/14/provision"),
    ("CS302", "/extensions/{member 1}"),
}


@pytest.fixture
def examples(repository: Path) -> Path:
    return repository / "examples"


def plain(path: Path) -> Any:
    return json.loads(path.read_bytes())


def with_own_edition(examples: Path) -> cs.Edition:
    return cs.readers.read_edition(examples / "own-edition.json")


def test_the_list_here_is_the_folder(examples: Path) -> None:
    assert {path.stem for path in examples.glob("*.json")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_says_that_it_is_invented(examples: Path, name: str) -> None:
    assert plain(examples / f"{name}.json")["extensions"]["org.example.sample"]["invented"] is True


@pytest.mark.parametrize(
    ("name", "verdict", "errors", "unverified"),
    [
        ("outreach-self-assessment", "unverified", 0, 4),
        ("safehouse-case-file-audit", "valid", 0, 0),
        ("invented-2018-self-assessment", "unverified", 0, 1),
        ("planted-problems", "invalid", 21, 1),
        ("own-edition", "valid", 0, 0),
        ("own-crosswalk", "invalid", 1, 0),
    ],
)
def test_verdict(examples: Path, name: str, verdict: str, errors: int, unverified: int) -> None:
    report = cs.check(examples / f"{name}.json")
    assert (report.verdict, report.counts.errors, report.counts.unverified) == (verdict, errors, unverified), summary(
        report
    )
    assert report.counts.warnings == 0
    assert report.counts.records_in == report.counts.records_judged > 0


def test_own_crosswalk_is_valid_beside_the_edition_it_starts_from(examples: Path) -> None:
    shipped = cs.catalogue()
    fuller = attrs.evolve(shipped, editions=(*shipped.editions, with_own_edition(examples)))
    assert cs.check(examples / "own-crosswalk.json", catalogue=fuller).verdict == "valid"


def test_own_wording_is_read_and_never_shown(examples: Path) -> None:
    edition = with_own_edition(examples)
    wording = [provision.text.value for provision in edition if provision.text is not None]
    assert len(wording) == len(edition)
    shown = repr(edition) + str(edition) + edition._repr_html_() + "".join(map(repr, edition))
    assert not [text for text in wording if text in shown]


def test_the_self_assessment_uses_every_status_and_mostly_ids_we_hold(examples: Path) -> None:
    found = cs.read_assessment(examples / "outreach-self-assessment.json").findings
    assert {finding.status for finding in found} == set(FINDING_STATUSES)
    held = cs.load("scs-2018")
    assert [finding.provision for finding in found if finding.provision not in held] == [
        "scs-2018.1.3",
        "scs-2018.2.1",
        "scs-2018.2.1.1",
        "scs-2018.3.1.2",
    ]


def test_the_old_self_assessment_uses_every_status_and_the_oldest_schema(examples: Path) -> None:
    path = examples / "invented-2018-self-assessment.json"
    assert {finding.status for finding in cs.read_assessment(path).findings} == set(FINDING_STATUSES)
    assert plain(path)["schema_version"] == "1.0"


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_ones_are_written_as_the_library_writes(examples: Path, name: str) -> None:
    content = (examples / f"{name}.json").read_bytes()
    shipped = cs.catalogue()
    fuller = attrs.evolve(shipped, editions=(*shipped.editions, with_own_edition(examples)))
    assert cs.write(cs.read(content, catalogue=fuller), catalogue=fuller) == content


def test_every_planted_problem_is_named_and_no_other(examples: Path) -> None:
    report = cs.check(examples / "planted-problems.json")
    assert Counter((issue.code.value, issue.pointer) for issue in report.issues) == Counter(PLANTED)


def test_the_table_of_planted_problems_has_a_row_for_each(examples: Path) -> None:
    rows = re.findall(r"^\|.*\| (CS[0-9]{3}) \|$", (examples / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert Counter(rows) == Counter(code for code, _ in PLANTED)


def test_the_report_shows_nothing_of_the_planted_document(examples: Path) -> None:
    """Whatever is no word of the contract and no known id, names of members included, stays out of the report."""
    path = examples / "planted-problems.json"
    report = cs.check(path)
    shown = cs.write(report).decode() + repr(report) + str(report) + report._repr_html_()
    secrets = ["svc outreach 017", "out-reach", "fully met", "client_name", "Sample Person", "SCS 1.1.8", "02/03/2026"]
    secrets += ["2026-02-30", "audit-0312", "policy-003", "org.example.sample", "invented", "batch"]
    content = path.read_text(encoding="utf-8")
    assert all(secret in content for secret in secrets)
    assert not [secret for secret in secrets if secret in shown]
