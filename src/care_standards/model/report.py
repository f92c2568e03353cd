"""What was found when a document was judged. Nothing here shows a value of that document."""

from typing import cast

import attrs

from care_standards.issue_codes import BY_CODE, Code
from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import CompletenessLevel, DocumentKind, Engine, Severity, TableFormat, Verdict


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

    Of a table, the pointer counts the rows that were judged from 0, and then names the column of the link row. ``row``
    is where it stands in the table, as its readers count: from 1, the header among them. ``column`` is the place of
    the column then, and ``sheet`` that of the sheet, both from 1.
    """

    code: Code = attrs.field(converter=_as_code, validator=must.instance_of(Code))
    severity: Severity = attrs.field(validator=must.word("severity"))
    pointer: str = attrs.field(validator=must.pointer)
    line: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    column: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    rule: str = attrs.field(validator=must.rule)
    hint: str = attrs.field(validator=must.text(2_000))
    sheet: int | None = attrs.field(default=None, validator=must.optional(must.count(1)), metadata=must.SINCE_1_1)
    row: int | None = attrs.field(default=None, validator=must.optional(must.count(1)), metadata=must.SINCE_1_1)


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
    ``engine`` is what held it against the schema; every engine finds the same.
    """

    library_version: str = attrs.field(validator=must.ref)
    schema: str | None = attrs.field(default=None, validator=must.optional(must.schema_id))
    editions: tuple[EditionUsed, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(EditionUsed)
    )
    engine: Engine | None = attrs.field(
        default=None, validator=must.optional(must.word("engine")), metadata=must.SINCE_1_1
    )


@attrs.frozen(kw_only=True)
class TableRead:
    """A table that was read as link rows: how, and how many of its rows there are of each sort.

    ``profile`` is the id of the column profile, None where none was needed. ``rows`` came in with something in them,
    ``blank`` had nothing and were passed over. Each of ``rows`` is ``invalid``, ``unverified`` or, the rest, valid.
    One row of a table may give several link rows: those are what the counts of the report call records.
    """

    format: TableFormat = attrs.field(validator=must.word("table_format"))
    profile: str | None = attrs.field(default=None, validator=must.optional(must.key))
    rows: int = attrs.field(validator=must.count())
    blank: int = attrs.field(default=0, validator=must.count())
    invalid: int = attrs.field(validator=must.count())
    unverified: int = attrs.field(validator=must.count())


@attrs.frozen(kw_only=True)
class Report:
    """The judgement of one document.

    ``verdict`` is ``invalid`` if there is an error; else ``unverified`` if an id could not be verified because its
    edition is partial; else ``valid``. Warnings change no verdict. ``issues`` are in the order of the document, up to
    the limit on shown issues, errors taken first; ``counts`` counts them all. ``table`` is there where a table was
    judged row by row.
    """

    verdict: Verdict = attrs.field(validator=must.word("verdict"))
    document_kind: DocumentKind | None = attrs.field(default=None, validator=must.optional(must.word("document_kind")))
    counts: Counts = attrs.field(validator=must.instance_of(Counts))
    judged_by: JudgedBy = attrs.field(validator=must.instance_of(JudgedBy))
    issues: tuple[Issue, ...] = attrs.field(converter=must.as_tuple, validator=must.members(Issue))
    table: TableRead | None = attrs.field(
        default=None, validator=must.optional(must.instance_of(TableRead)), metadata=must.SINCE_1_1
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    @property
    def ok(self) -> bool:
        """True unless the verdict is invalid."""
        return self.verdict != "invalid"

    def _repr_html_(self) -> str:
        """Show the report as a table, for notebooks."""
        from care_standards.model.html import table

        head = ["code", "severity", "pointer", "line", "column", "hint"]
        if self.table is not None:
            head += ["sheet", "row"]
        shown = ["where" if name == "pointer" else name for name in head]
        return table(summary(self), shown, ([getattr(issue, name) for name in head] for issue in self.issues))


def summary(report: Report) -> str:
    """Give the verdict and the counts as one line."""
    c = report.counts
    what = report.document_kind or ("table" if report.table else "document")
    parts = [f"{c.records_judged} of {c.records_in} records judged"]
    if report.table is not None:
        table = report.table
        parts = [f"{table.rows} row{'' if table.rows == 1 else 's'} judged", f"{table.invalid} invalid"]
        parts += [f"{table.blank} blank"] if table.blank else []
    parts += [
        f"{n} {noun if n == 1 else noun + 's'}" for n, noun in ((c.errors, "error"), (c.warnings, "warning")) if n
    ]
    if c.unverified:
        parts.append(f"{c.unverified} unverified")
    return f"{report.verdict}: {what}, {', '.join(parts)}"
