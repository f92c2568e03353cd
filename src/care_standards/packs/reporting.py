"""Wording what was found of the files of a pack as one report."""

from collections.abc import Iterable
from typing import Final

import attrs

from care_standards.documents.problems import Path, Problem, beyond_schema
from care_standards.documents.schema_registry import kind_since, schema_id
from care_standards.errors import PackRefusedError
from care_standards.issue_codes import Code
from care_standards.model.pack import Difference
from care_standards.model.report import Counts, EditionUsed, Issue, JudgedBy, Report
from care_standards.packs.containers import DEFAULT_PACK_LIMITS
from care_standards.version import __version__
from care_standards.vocabularies import Severity

_GRAVITY: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "unverified": 2}
_LONGEST: Final = 1_000


class Collected:
    """Gathers what was found of one pack: its own problems, and the reports on its files."""

    def __init__(self) -> None:
        self._issues: list[Issue] = []
        self._numbers: dict[Severity, int] = dict.fromkeys(_GRAVITY, 0)
        self._records = [0, 0]
        self._used: dict[str, EditionUsed] = {}

    @property
    def faulty(self) -> bool:
        """Tell whether there is an error."""
        return self._numbers["error"] > 0

    def add(self, code: Code, hint: str, *path: str | int) -> None:
        """Add a problem of the pack itself."""
        self._append(_issue(beyond_schema(code, path, hint)))

    def add_all(self, problems: Iterable[Problem]) -> None:
        """Add problems of the pack itself, but for those that the report on a file has told already."""
        told = {(issue.code, issue.pointer) for issue in self._issues}
        for problem in problems:
            issue = _issue(problem)
            if (issue.code, issue.pointer) not in told:
                self._append(issue)

    def _append(self, issue: Issue) -> None:
        self._issues.append(issue)
        self._numbers[issue.severity] += 1

    def take(self, report: Report, *path: str | int, records: bool = True) -> None:
        """Take over the report on one file, with its pointers set below a path."""
        start, counts = pointer(path), report.counts
        self._issues += [attrs.evolve(issue, pointer=_below(start, issue.pointer)) for issue in report.issues]
        self._numbers["error"] += counts.errors
        self._numbers["unverified"] += counts.unverified
        self._numbers["warning"] += counts.warnings
        if records:
            self._records[0] += counts.records_in
            self._records[1] += counts.records_judged
        self._used |= {used.edition: used for used in report.judged_by.editions}

    def report(self, most: int) -> Report:
        """Word it as a report of up to so many issues, errors taken first."""
        taken = sorted(range(len(self._issues)), key=lambda n: _GRAVITY[self._issues[n].severity])[:most]
        errors, unverified, warnings = (self._numbers[name] for name in ("error", "unverified", "warning"))
        return Report(
            verdict="invalid" if errors else "unverified" if unverified else "valid",
            document_kind="pack",
            counts=Counts(
                records_in=self._records[0],
                records_judged=self._records[1],
                errors=errors,
                unverified=unverified,
                warnings=warnings,
                shown=len(taken),
            ),
            judged_by=JudgedBy(
                library_version=__version__,
                schema=schema_id("pack", kind_since("pack")),
                editions=tuple(self._used.values()),
            ),
            issues=tuple(self._issues[n] for n in sorted(taken)),
        )


def refusal(problems: Iterable[Problem], differences: tuple[Difference, ...]) -> PackRefusedError:
    """Make the error for a pack whose files are right and which breaks what is established."""
    found = Collected()
    found.add_all(problems)
    return PackRefusedError(found.report(DEFAULT_PACK_LIMITS.documents.max_issues), differences)


def pointer(path: Path) -> str:
    """Give the JSON Pointer of a path whose steps are all names of ours."""
    return "".join(f"/{step}" for step in path)


def _below(start: str, rest: str) -> str:
    # A pointer is bounded; of one that would be longer the file remains.
    return f"{start}{rest}" if len(start) + len(rest) <= _LONGEST else start


def _issue(problem: Problem) -> Issue:
    return Issue(
        code=problem.code,
        severity=problem.code.severity,
        pointer=pointer(problem.path),
        rule=problem.rule,
        hint=problem.hint,
    )
