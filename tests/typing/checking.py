"""A stranger's program that checks and reads documents. Never run: mypy and pyright must accept it as it stands."""

from pathlib import Path
from typing import assert_type

import care_standards as cs
from care_standards.errors import InvalidDocumentError, UnknownProvisionError, UnreadableSourceError
from care_standards.issue_codes import Code
from care_standards.model import Catalogue, ColumnProfile, Concordance, Crosswalk, Issue, Ledger, Pack, Publication
from care_standards.vocabularies import Severity, Verdict

report = cs.check("export.json")
assert_type(report, cs.Report)
assert_type(report.ok, bool)
assert_type(report.verdict, Verdict)
assert_type(report.issues, tuple[Issue, ...])
for issue in report.issues:
    assert_type(issue.code, Code)
    assert_type(issue.severity, Severity)
    assert_type(issue.line, int | None)
    print(issue.code.value, issue.pointer, issue.hint)

assert_type(cs.check(Path("export.json"), kind="assessment"), cs.Report)
assert_type(cs.check(b"{}", limits=cs.Limits(max_bytes=1_000)), cs.Report)
assert_type(cs.check({"kind": "assessment"}, catalogue=cs.catalogue()), cs.Report)
assert_type(cs.catalogue(), Catalogue)

assert_type(cs.read_assessment("export.json"), cs.Assessment)
assert_type(cs.readers.read_edition(b"{}"), cs.Edition)
assert_type(cs.readers.read_publication(b"{}"), Publication)
assert_type(cs.readers.read_crosswalk(b"{}"), Crosswalk)
assert_type(cs.readers.read_concordance(b"{}"), Concordance)
assert_type(cs.readers.read_report(b"{}"), cs.Report)

anything = cs.read("export.json")
assert_type(
    anything,
    Publication | cs.Edition | Crosswalk | Concordance | cs.Assessment | cs.Report | Pack | Ledger | ColumnProfile,
)
if isinstance(anything, cs.Assessment):
    assert_type(len(anything), int)

try:
    cs.load("scs-2018")["1.1.55"]
except UnknownProvisionError as error:
    assert_type(error.near_misses, tuple[str, ...])
    assert_type(error.complete, bool)

try:
    cs.read_assessment("export.json")
except InvalidDocumentError as error:
    assert_type(error.report, cs.Report)
except UnreadableSourceError as error:
    assert_type(error.reason, str)
except cs.CareStandardsError:
    pass

assert_type(cs.__version__, str)
