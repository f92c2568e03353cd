"""What the verbs that read tables are told: the format, the column profile, and what no row says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs
import click

from care_standards.cli.output import words
from care_standards.cli.verb import F, Misuse
from care_standards.identifiers import near_misses
from care_standards.issue_codes import Code
from care_standards.vocabularies import LINK_COLUMNS, TABLE_FORMATS, LinkColumn, TableFormat

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from care_standards.model.column_profile import ColumnProfile
    from care_standards.model.report import Report

# What the names of tables end in; what they may be packed in follows.
_ENDINGS: Final = (
    ".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".ndjson", ".jsonl", ".jsonlines", ".parquet", ".pq",
    ".arrow", ".arrows", ".feather", ".ipc",
)  # fmt: skip
_TEXT: Final = ".txt"  # a table, unless it is a document
_PACKED: Final = (".gz", ".zst", ".zstd")
# A JSON text for which these are all that was found says nothing of itself: it may be a list of rows.
_SAYS_NOTHING: Final = frozenset({Code.NOT_AN_OBJECT, Code.UNKNOWN_KIND, Code.UNKNOWN_SCHEMA_VERSION})
# A source for which one of these was found is no JSON text at all: it may be a table whose name does not tell.
_NO_JSON: Final = frozenset({Code.NOT_JSON_SYNTAX, Code.NUL_BYTE, Code.NOT_UTF8, Code.ANOTHER_FORMAT})
_LINES: Final = (".ndjson", ".jsonl", ".jsonlines")


@attrs.frozen(eq=False, repr=False)
class TableAsked:
    """How a table is to be read, as it was asked for; all of it may be left open."""

    form: TableFormat | None
    profile: "ColumnProfile | None"
    values: dict[LinkColumn, str]
    sheet: int | None

    @property
    def is_told(self) -> bool:
        """True where something was said that only a table has."""
        return bool(self.form or self.profile or self.values or self.sheet)


def complete_profile(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Give the ids of profiles that begin so, and files."""
    from click.shell_completion import CompletionItem

    from care_standards.tables import shipped_profiles

    known = [CompletionItem(each.id) for each in shipped_profiles() if each.id.startswith(incomplete)]
    return [*known, CompletionItem(incomplete, type="file")]


def table_options(function: F) -> F:
    """Give a verb that reads tables its options: --as, --profile, --set and --sheet."""
    for option in (
        click.option(
            "--sheet", type=click.IntRange(min=1), metavar="N", help="Which sheet of a workbook, counted from 1."
        ),
        click.option(
            "--set",
            "given",
            multiple=True,
            type=click.UNPROCESSED,
            metavar="COLUMN=VALUE",
            help="What a column of the link row holds where no row says it, such as edition=scs-2018. Repeatable.",
        ),
        click.option(
            "--profile",
            "profile_named",
            type=click.UNPROCESSED,
            metavar="ID|FILE",
            shell_complete=complete_profile,
            help="The column profile to read a table by: one that is shipped, or a file of your own.",
        ),
        click.option(
            "--as",
            "table_form",
            type=click.Choice(TABLE_FORMATS),
            default=None,
            help="The format of a table, where its name does not tell.",
        ),
    ):
        function = option(function)
    return function


def table_asked(
    form: TableFormat | None, profile_named: str | None, given: Sequence[str], sheet: int | None
) -> TableAsked:
    """Put together how a table is to be read; raises Misuse, and what the profile named raises."""
    return TableAsked(form, None if profile_named is None else _profile(profile_named), values_of(given), sheet)


def _profile(named: str) -> "ColumnProfile":
    from care_standards.errors import InvalidDocumentError, UnreadableSourceError
    from care_standards.tables import profile as profile_of

    try:
        return profile_of(named)
    except (InvalidDocumentError, UnreadableSourceError) as error:
        refused = error
    # What is told next is about the profile: no table was looked at.
    words("What --profile names cannot be used. It takes the id of a shipped profile, or a file that holds one:")
    raise refused


def values_of(given: Sequence[str]) -> dict[LinkColumn, str]:
    """Take COLUMN=VALUE apart; raises Misuse where a column is none of the link row, or is given twice."""
    values: dict[LinkColumn, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        column: LinkColumn | None = next((known for known in LINK_COLUMNS if known == name), None)
        if not equals or not value:
            raise Misuse("--set takes a column, an equals sign and a value: --set edition=scs-2018.")
        if column is None:
            near = near_misses(name, LINK_COLUMNS)
            known = f"Did you mean {' or '.join(near)}?" if near else f"Columns: {', '.join(LINK_COLUMNS)}."
            raise Misuse(f"--set names a column of the link row. {known}")
        if column in values:
            raise Misuse(f"--set gives {column} twice.")
        values[column] = value
    return values


def is_table(path: str) -> bool:
    """Tell whether a name ends as those of tables do."""
    return _bare(path).endswith(_ENDINGS)


def is_lines(path: str) -> bool:
    """Tell whether a name ends as those of one record a line do."""
    return _bare(path).endswith(_LINES)


def _bare(path: str) -> str:
    lower = path.lower()
    for ending in _PACKED:
        lower = lower.removesuffix(ending)
    return lower


def may_be_table(report: "Report") -> bool:
    """Tell whether what was judged is no JSON, or did not even say that it is a document: it may be rows."""
    codes = {issue.code for issue in report.issues}
    return bool(codes) and (codes <= _SAYS_NOTHING or not codes.isdisjoint(_NO_JSON))


def is_table_after_all(report: "Report", path: str) -> bool:
    """Tell whether what was no document was read as a table: it has rows, or its name half promised them.

    Lines of JSON of which none is a link row are rather documents one after the other.
    """
    table = report.table
    if table is None or not table.rows:
        return _bare(path).endswith(_TEXT)
    return table.format != "ndjson" or table.invalid < table.rows
