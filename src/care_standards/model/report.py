"""What was found when a document was judged. Nothing here shows a value of that document."""

from typing import cast

import attrs

from care_standards.issue_codes import BY_CODE, Code
from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import CompletenessLevel, DocumentKind, Severity, Verdict


def _as_code(value: Code | str) -> Code:
    # A word that is no code is left for the validator to refuse.
    return BY_CODE.get(value, cast("Code", value)) if _is_text(value) else cast("Code", value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


@attrs.frozen(kw_only=True)
class Issue:
    """One problem of a document.

    ``pointer`` is a JSON Pointer (RFC 6901) in which a member name the schema does not know is written
    ``{member N}``, counted from 0 (``{member ?}`` in an object in memory that was refused at the door). ``line`` and
    ``column`` count from 1, columns in characters, and are None where the document came as an object. ``rule`` is the
    place in the published schema, or the name of the rule beyond it.
    """

    code: Code = attrs.field(converter=_as_code, validator=must.instance_of(Code))
    severity: Severity = attrs.field(validator=must.word("severity"))
    pointer: str = attrs.field(validator=must.pointer)
    line: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    column: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    rule: str = attrs.field(validator=must.rule)
    hint: str = attrs.field(validator=must.text(2_000))


@attrs.frozen(kw_only=True)
class Counts:
    """How many there are: records that came in and that were judged, and issues by severity, shown or not."""

    records_in: int = attrs.field(validator=must.count())
    records_judged: int = attrs.field(validator=must.count())
    errors: int = attrs.field(validator=must.count())
    unverified: int = attrs.field(validator=must.count())
    warnings: int = attrs.field(validator=must.count())
    shown: int = attrs.field(validator=must.count())


@attrs.frozen(kw_only=True)
class EditionUsed:
    """An edition the document was judged against: which revision of its data, and how complete they are."""

    edition: str = attrs.field(validator=must.edition_id)
    data_revision: int = attrs.field(validator=must.count(1))
    completeness: CompletenessLevel = attrs.field(validator=must.word("completeness_level"))


@attrs.frozen(kw_only=True)
class JudgedBy:
    """What judged the document: the version of the library, the schema, and the data.

    ``schema`` is the identifier of the schema, None where the document was refused before one could be chosen.
    """

    library_version: str = attrs.field(validator=must.ref)
    schema: str | None = attrs.field(default=None, validator=must.optional(must.schema_id))
    editions: tuple[EditionUsed, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(EditionUsed)
    )


@attrs.frozen(kw_only=True)
class Report:
    """The judgement of one document.

    ``verdict`` is ``invalid`` if there is an error; else ``unverified`` if an id could not be verified because its
    edition is partial; else ``valid``. Warnings change no verdict. ``issues`` are in the order of the document, up to
    the limit on shown issues, errors taken first; ``counts`` counts them all.
    """

    verdict: Verdict = attrs.field(validator=must.word("verdict"))
    document_kind: DocumentKind | None = attrs.field(default=None, validator=must.optional(must.word("document_kind")))
    counts: Counts = attrs.field(validator=must.instance_of(Counts))
    judged_by: JudgedBy = attrs.field(validator=must.instance_of(JudgedBy))
    issues: tuple[Issue, ...] = attrs.field(converter=must.as_tuple, validator=must.members(Issue))
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    @property
    def ok(self) -> bool:
        """True unless the verdict is invalid."""
        return self.verdict != "invalid"

    def _repr_html_(self) -> str:
        """Show the report as a table, for notebooks."""
        from care_standards.model.html import table

        rows = ((i.code, i.severity, i.pointer, i.line, i.column, i.hint) for i in self.issues)
        return table(summary(self), ("code", "severity", "where", "line", "column", "hint"), rows)


def summary(report: Report) -> str:
    """Give the verdict and the counts as one line."""
    c = report.counts
    what = report.document_kind or "document"
    parts = [f"{c.records_judged} of {c.records_in} records judged"]
    parts += [
        f"{n} {noun if n == 1 else noun + 's'}" for n, noun in ((c.errors, "error"), (c.warnings, "warning")) if n
    ]
    if c.unverified:
        parts.append(f"{c.unverified} unverified")
    return f"{report.verdict}: {what}, {', '.join(parts)}"
