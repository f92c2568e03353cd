"""``care-standards rows``: an assessment as a table of link rows, and a table of link rows as assessments."""

import os
from typing import TYPE_CHECKING, Final

import click

from care_standards.api import check, write
from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input
from care_standards.cli.output import counted, emit_json, words
from care_standards.cli.table_options import (
    TableAsked,
    is_table,
    may_be_table,
    table_asked,
    table_options,
)
from care_standards.cli.targets import STDOUT, force_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.errors import InvalidValueError
from care_standards.vocabularies import TABLE_FORMATS, TableFormat

if TYPE_CHECKING:
    from care_standards.model.assessment import Assessment

_SHOWN: Final = 5
_EXAMPLES: Final = {
    "period_start": "2026-01-01", "period_end": "2026-03-31", "assessor_role": "quality-lead", "tool": "our-system",
    "tool_version": "1",
}  # fmt: skip
_ENDING: Final = ".json"
_WRITTEN: Final = tuple(form for form in TABLE_FORMATS if form not in ("ods", "arrow"))


@verb(
    "rows",
    examples=(
        "rows assessment.json -o findings.xlsx",
        "rows findings.xlsx --set period_start=2026-01-01 --set period_end=2026-03-31 --set assessor_role=quality-lead "
        "-o assessment.json",
    ),
)
@packs_option
@click.argument("file", type=click.UNPROCESSED, metavar="FILE")
@table_options
@click.option(
    "--to", "wanted", type=click.Choice(_WRITTEN), default=None, help="The format to write, if the name is silent."
)
@click.option(
    "-o",
    "--output",
    type=click.UNPROCESSED,
    required=True,
    metavar="FILE|DIR",
    help="The table to write; or the assessment, or a folder for several.",
)
@force_option
def rows_verb(
    file: str,
    table_form: TableFormat | None,
    profile_named: str | None,
    given: tuple[str, ...],
    sheet: int | None,
    wanted: TableFormat | None,
    output: str,
    force: bool,
    as_json: bool,
) -> int:
    """Turn FILE, an assessment, into a table of link rows; or a table into assessments.

    The format follows the name: .csv, .xlsx, .json, .ndjson or .parquet. What a row cannot say is listed and stays in
    the assessment alone. The rows of a table become one assessment for each subject, edition and context; what no row
    says of the period, the role or the tool is given with --set. A table with an invalid row is refused as a whole.

    Exit code: 0 written; 1 something is wrong with FILE; 3 a file cannot be opened or written.
    """
    if output == STDOUT:
        raise Misuse("A table, or several assessments, cannot be printed. Name a file or a folder.")
    asked = table_asked(table_form, profile_named, given, sheet)
    source = Input(STDIN).content(DEFAULT_LIMITS.max_bytes) if file == STDIN else file
    if asked.is_told or is_table(file) or may_be_table(check(source, catalogue=held().catalogue)):
        return _to_assessments(file, source, asked, output, force=force, as_json=as_json)
    refuse_loss(force, output, sources=[file])
    return _to_table(source, wanted, output, as_json=as_json)


def _to_table(source: str | bytes, wanted: TableFormat | None, output: str, *, as_json: bool) -> int:
    from care_standards.readers import read_assessment
    from care_standards.tables import assessment_to_rows, project, write_rows

    assessment = read_assessment(source, catalogue=held().catalogue)
    refused: InvalidValueError | None = None
    written = 0
    try:
        written = write_rows(assessment_to_rows(assessment), output, format=wanted)
    except InvalidValueError as error:
        refused = error
    if refused is not None:
        if refused.field == "format":
            raise Misuse(f"The name of --output does not tell the format. --to is one of: {', '.join(_WRITTEN)}.")
        raise Misuse(f"The rows cannot be written so: {refused.field} {refused.rule}.")
    lost = project(assessment).lost
    if as_json:
        emit_json({"rows": written, "not_said": list(lost)})
        return exits.GOOD
    words(f"{counted(written, 'row')} written.")
    if lost:
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        words(f"Rows cannot say {counted(len(lost), 'part')} of it: {', '.join(lost[:_SHOWN])}{more}.")
    return exits.GOOD


def _to_assessments(
    file: str, source: str | bytes, asked: TableAsked, output: str, *, force: bool, as_json: bool
) -> int:
    from care_standards.model.assessment import Producer
    from care_standards.tables import read_rows, rows_to_assessments
    from care_standards.version import __version__

    catalogue = held().catalogue
    rows = read_rows(
        source, catalogue=catalogue, profile=asked.profile, values=asked.values, format=asked.form,
        sheet=asked.sheet,
    )  # fmt: skip
    # The program that a row does not name is this one, which made the assessment.
    refused: InvalidValueError | None = None
    made: tuple[Assessment, ...] = ()
    try:
        made = rows_to_assessments(rows, produced_by=Producer(name="care_standards", version=__version__))
    except InvalidValueError as error:
        refused = error
    if refused is not None:
        raise Misuse(_what_lacks(refused))
    targets = _targets(output, len(made))
    refuse_loss(force, *targets, sources=[file])
    contents = [write(each, catalogue=catalogue) for each in made]  # all of them, before the first is put anywhere
    if len(targets) > 1:
        _make_folder(output)
    for target, content in zip(targets, contents, strict=True):
        save(target, content)
    _tell(made, as_json)
    return exits.GOOD


def _what_lacks(refused: InvalidValueError) -> str:
    """Say what the rows of a table do not tell of the assessments that they shall become."""
    example = _EXAMPLES.get(refused.field)
    if example is None:
        return f"The rows make no assessment: {refused.field} {refused.rule}."
    return f"An assessment needs {refused.field}, and a row does not say it: --set {refused.field}={example}."


def _targets(output: str, count: int) -> list[str]:
    if count == 0:
        raise Misuse("There is no row in it, so there is no assessment to write.")
    if count == 1 and not os.path.isdir(output):
        return [output]
    if output.lower().endswith(_ENDING):
        raise Misuse(f"The rows are about {count} subjects, editions or contexts. Name a folder for the assessments.")
    return [os.path.join(output, f"assessment-{number}{_ENDING}") for number in range(1, count + 1)]


def _make_folder(path: str) -> None:
    from care_standards.errors import UnwritableTargetError

    failed = False
    try:
        os.makedirs(path, exist_ok=True)
    except (OSError, ValueError):
        failed = True
    if failed:
        raise UnwritableTargetError("the folder cannot be made")


def _tell(made: "tuple[Assessment, ...]", as_json: bool) -> None:
    findings = sum(len(each.findings) for each in made)
    if as_json:
        emit_json({"assessments": len(made), "findings": findings})
    else:
        words(f"{counted(len(made), 'assessment')} written, with {counted(findings, 'finding')}.")
