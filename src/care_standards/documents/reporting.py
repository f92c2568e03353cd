"""Wording what was found of a document as a report, which shows no value of it."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from care_standards.documents.decode import Decoded
from care_standards.documents.integrity.references import Findings
from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_list, as_object
from care_standards.documents.pointers import pointer, positions_in_data, positions_in_text
from care_standards.documents.positions import lines_and_columns, locate, locate_in_sound
from care_standards.documents.problems import Path, Problem
from care_standards.documents.schema_registry import CURRENT, RECORDS, kinds_of, member_names, schema_id
from care_standards.model.edition import Edition
from care_standards.model.report import Counts, EditionUsed, Issue, JudgedBy, Report
from care_standards.version import __version__
from care_standards.vocabularies import DocumentKind, Engine, Verdict

_MOST_SUGGESTIONS: Final = 100


@attrs.frozen
class Identity:
    """What a document says it is."""

    kind: DocumentKind
    version: str


@attrs.frozen(eq=False, repr=False)
class Judged:
    """All that was found of a document, before anything of it is worded or given a line."""

    decoded: Decoded
    problems: list[Problem]
    engine: Engine
    identity: Identity | None = None
    found: Findings | None = None
    plain: dict[str, Any] | None = None

    def readable(self) -> bool:
        """Tell whether an object may be built of it."""
        return self.plain is not None and not any(problem.code.severity == "error" for problem in self.problems)


def report_of(judged: Judged, limits: Limits) -> Report:
    """Word what was found: the verdict, the counts, and as many issues as the limit allows, errors taken first."""
    decoded, identity, found = judged.decoded, judged.identity, judged.found
    problems = _once(judged.problems)
    by_severity = dict.fromkeys(("error", "unverified", "warning"), 0)
    for problem in problems:
        by_severity[problem.code.severity] += 1
    issues = _issues(sorted(problems, key=_gravity)[: limits.max_issues], judged) if problems else ()
    records = found.records if found else 0
    verdict: Verdict = "invalid" if by_severity["error"] else "unverified" if by_severity["unverified"] else "valid"
    return Report(
        verdict=verdict,
        document_kind=identity.kind if identity else None,
        counts=Counts(
            records_in=_records_in(decoded.value, identity),
            records_judged=records,
            errors=by_severity["error"],
            unverified=by_severity["unverified"],
            warnings=by_severity["warning"],
            shown=len(issues),
        ),
        judged_by=JudgedBy(
            library_version=__version__,
            schema=schema_id(identity.kind, identity.version) if identity else None,
            editions=_editions_used(found.editions if found else {}),
            engine=judged.engine,
        ),
        issues=issues,
    )


def _issues(problems: list[Problem], judged: Judged) -> tuple[Issue, ...]:
    decoded, identity = judged.decoded, judged.identity
    shown = _in_order(problems, decoded)
    version = identity.version if identity else CURRENT
    kinds = (identity.kind,) if identity else kinds_of(CURRENT)
    names = frozenset[str]().union(*(member_names(kind, version) for kind in kinds))
    positions = _positions(decoded, [problem.path for problem, _ in shown])
    lines = {} if decoded.text is None else lines_and_columns(decoded.text, [n for _, n in shown if n is not None])
    return tuple(
        _issue(problem, lines.get(-1 if offset is None else offset), _near(problem, number), names, positions)
        for number, (problem, offset) in enumerate(shown)
    )


_GRAVITY = {"error": 0, "warning": 1, "unverified": 2}


def _records_in(document: Any, identity: Identity | None) -> int:
    members = as_object(document)
    if members is None or identity is None:
        return 0
    return sum(len(as_list(members.get(name)) or ()) for name in RECORDS[identity.kind])


def _gravity(problem: Problem) -> int:
    return _GRAVITY[problem.code.severity]


def _once(problems: list[Problem]) -> list[Problem]:
    """Keep the first of several problems with the same code at the same place."""
    return list({(p.code, p.path, p.offset, p.rule): p for p in reversed(problems)}.values())[::-1]


def _editions_used(editions: Mapping[str, Edition]) -> tuple[EditionUsed, ...]:
    return tuple(
        EditionUsed(edition=e.id, data_revision=e.data_revision, completeness=e.completeness.level)
        for e in editions.values()
    )


def _in_order(problems: list[Problem], decoded: Decoded) -> list[tuple[Problem, int | None]]:
    if decoded.text is None:
        positions = positions_in_data(decoded.value, [problem.path for problem in problems])
        return [(p, p.offset) for p in sorted(problems, key=lambda problem: _place(problem.path, positions))]
    find = locate_in_sound if decoded.readable else locate
    places = find(decoded.text, {problem.path for problem in problems if problem.offset is None})
    placed = [(p, places.get(p.path) if p.offset is None else p.offset) for p in problems]
    return sorted(placed, key=lambda pair: -1 if pair[1] is None else pair[1])


def _place(path: Path, positions: Mapping[Path, int]) -> tuple[int, ...]:
    """Give the place of every step among its siblings, by which paths sort in the order of the document."""
    return tuple(s if isinstance(s, int) else positions.get(path[: n + 1], 0) for n, s in enumerate(path))


def _positions(decoded: Decoded, paths: list[Path]) -> dict[Path, int]:
    if decoded.value is None and decoded.text is not None:
        return positions_in_text(decoded.text, paths)
    return positions_in_data(decoded.value, paths)


def _near(problem: Problem, number: int) -> tuple[str, ...]:
    # Near misses are dear, and nobody reads the thousandth.
    return problem.suggest() if problem.suggest and number < _MOST_SUGGESTIONS else ()


def _issue(
    problem: Problem,
    place: tuple[int, int] | None,
    near: tuple[str, ...],
    names: frozenset[str],
    positions: dict[Path, int],
) -> Issue:
    return Issue(
        code=problem.code,
        severity=problem.code.severity,
        pointer=pointer(problem.path, names, positions),
        line=place[0] if place else None,
        column=place[1] if place else None,
        rule=problem.rule,
        hint=f"{problem.hint} Did you mean {' or '.join(near)}?" if near else problem.hint,
    )
