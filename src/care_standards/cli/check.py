"""``care-standards check``: judge documents and tables, say what was found, and give one exit code for all of them."""

import os
from typing import TYPE_CHECKING, Any

import click

from care_standards import api, packaged
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input, count_inside, expand
from care_standards.cli.judging import form_of, judge_all, judging_options
from care_standards.cli.output import counted, words
from care_standards.cli.table_options import (
    TableAsked,
    is_lines,
    is_table,
    is_table_after_all,
    may_be_table,
    table_asked,
    table_options,
)
from care_standards.cli.verb import Misuse, leaves_packs_out, verb
from care_standards.documents.limits import Limits
from care_standards.issue_codes import Code
from care_standards.model.report import Report
from care_standards.vocabularies import DOCUMENT_KINDS, ENGINES, TableFormat

if TYPE_CHECKING:
    from care_standards.model.catalogue import Catalogue

_NO_LINK_ROW = frozenset({Code.MEMBER_UNKNOWN, Code.WRONG_TYPE})


@verb(
    "check",
    examples=(
        "check assessment.json",
        "check export.csv --set edition=scs-2018 --set subject_kind=service",
        "check cases.xlsx --profile htcds-2 --guard",
        "check nightly.ndjson.gz --max-issues 200 --json",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.UNPROCESSED, metavar="FILE...")
@click.option(
    "--kind",
    type=click.Choice(["auto", *DOCUMENT_KINDS]),
    default="auto",
    show_default=True,
    help="The kind of document that is expected.",
)
@table_options
@click.option(
    "--guard",
    is_flag=True,
    help="Also look for what may give a person away. Names cannot be found reliably: silence is no proof.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="What holds a document against its schema. All find the same; jsonschema-rs is faster.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes share a table of one record a line (NDJSON).",
)
@click.option(
    "--resume",
    type=click.UNPROCESSED,
    metavar="FILE",
    help="A file in which a check of one table (NDJSON) notes how far it is, and from which it goes on.",
)
@judging_options
@leaves_packs_out("--shipped-only", "--no-packs")
def check_verb(
    files: tuple[str, ...],
    kind: Any,
    table_form: TableFormat | None,
    profile_named: str | None,
    given: tuple[str, ...],
    sheet: int | None,
    guard: bool,
    engine: str,
    jobs: int,
    resume: str | None,
    strict: bool,
    form: str | None,
    max_issues: int,
    show_names: bool,
    as_json: bool,
) -> int:
    """Check documents and tables against the published schemas and the standards.

    FILE is a document (.json, .json.gz), a table of link rows (CSV, XLSX, ODS, JSON, NDJSON, Parquet; text also packed
    as .gz or .zst), a folder, which stands for the .json and .json.gz files in it at any depth, sorted, or - for the
    standard input. Tables in a folder are checked where --profile, --set or --as says how they are read. Inputs are
    named by their position, because a file name can give a person away. No value of a document is ever shown. They are
    held against the shipped data and the packs of whoever checks.

    Exit code: 0 valid, or unverified without --strict; 1 something was found; 3 an input cannot be opened.
    """
    if files.count(STDIN) > 1:
        raise Misuse("The standard input can be checked only once.")
    form = form_of(form, as_json)
    asked = table_asked(table_form, profile_named, given, sheet)
    inputs = expand(files, also=is_table if asked.is_told else None)
    if resume is not None and not (len(inputs) == 1 and _is_plain_lines(inputs[0], asked)):
        raise Misuse("--resume is for one table of link rows, one a line (NDJSON), without a profile.")
    judge = _Judge(kind, asked, guard, engine, Limits(max_issues=max_issues), jobs, resume)
    alone = len(files) == 1 and len(inputs) == 1 and inputs[0].path == files[0]
    code = judge_all(inputs, judge, form=form, strict=strict, show_names=show_names, is_alone=alone)
    passed_over = 0 if asked.is_told else count_inside(files, is_table)
    if passed_over:
        words(
            f"{counted(passed_over, 'table')} in a folder not checked. Name them, or say with --profile, --set or --as "
            "how the tables in it are to be read: then they are."
        )
    if judge.read_as_they_are:
        words(
            "Rows of JSON were read as link rows as they are. Where null stands for nothing, a list is a text or "
            "columns have names of their own, a column profile reads them: --profile csv, or one of yours."
        )
    return code


class _Judge:
    """Judges one input after the other, each as what it is: a document, or a table."""

    def __init__(
        self, kind: Any, asked: TableAsked, guard: bool, engine: str, limits: Limits, jobs: int, resume: str | None
    ) -> None:
        self.kind = kind
        self.asked = asked
        self.guard = guard
        self.engine = None if engine == "auto" else engine
        self.limits = limits
        self.jobs = jobs
        self.resume = resume
        self.read_as_they_are = False  # and not found to be link rows

    def __call__(self, given: Input) -> Report:
        source = given.content(self.limits.max_bytes)
        here = held()
        packaged.verify()
        if self.kind == "auto" and (self.asked.is_told or is_table(given.path)):
            return self._table(given, source, here.catalogue)
        report = api.check(
            source, kind=self.kind, limits=self.limits, engine=self.engine, guard=self.guard, catalogue=here.catalogue
        )
        if self.kind == "auto" and may_be_table(report):
            table = self._table(given, source, here.catalogue)
            if is_table_after_all(table, given.path):
                return table
        return report

    def _table(self, given: Input, source: str | bytes, catalogue: "Catalogue") -> Report:
        report = self._judged(given, source, catalogue)
        if report.table is not None and report.table.format in ("json", "ndjson") and report.table.profile is None:
            found = {issue.code for issue in report.issues}
            self.read_as_they_are = self.read_as_they_are or not found.isdisjoint(_NO_LINK_ROW)
        return report

    def _judged(self, given: Input, source: str | bytes, catalogue: "Catalogue") -> Report:
        asked = self.asked
        if _is_plain_lines(given, asked) and isinstance(source, str):
            from care_standards.cli.lines_checked import check_lines_of

            return check_lines_of(
                source, catalogue=catalogue, engine=self.engine, guard=self.guard, limits=self.limits,
                jobs=self.jobs, resume=self.resume,
            )  # fmt: skip
        from care_standards.cli.progress import Waiting
        from care_standards.tables import check_table

        with Waiting("checking"):
            return check_table(
                source, catalogue=catalogue, profile=asked.profile, values=asked.values, format=asked.form,
                sheet=asked.sheet, engine=self.engine, guard=self.guard, limits=self.limits,
            )  # fmt: skip


def _is_plain_lines(given: Input, asked: TableAsked) -> bool:
    """Tell whether an input is link rows as they are, one a line: those are shared out and never held."""
    if asked.profile is not None or asked.values or asked.sheet is not None or given.path == STDIN:
        return False
    named = asked.form == "ndjson" or (asked.form is None and is_lines(given.path))
    return named and os.path.isfile(given.path)
