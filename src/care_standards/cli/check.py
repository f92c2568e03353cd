"""``care-standards check``: judge documents, say what was found, and give one exit code for all of them."""

from typing import Any

import click

from care_standards import api, packaged
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input, expand
from care_standards.cli.judging import form_of, judge_all, judging_options
from care_standards.cli.verb import Misuse, leaves_packs_out, verb
from care_standards.documents.limits import Limits
from care_standards.model.report import Report
from care_standards.vocabularies import DOCUMENT_KINDS


@verb("check")
@click.argument("files", nargs=-1, required=True, type=click.UNPROCESSED, metavar="FILE...")
@click.option(
    "--kind",
    type=click.Choice(["auto", *DOCUMENT_KINDS]),
    default="auto",
    show_default=True,
    help="The kind of document that is expected.",
)
@judging_options
@leaves_packs_out("--shipped-only", "--no-packs")
def check_verb(
    files: tuple[str, ...],
    kind: Any,
    strict: bool,
    form: str | None,
    max_issues: int,
    show_names: bool,
    as_json: bool,
) -> int:
    """Check documents against the published schemas and the standards.

    FILE is a file (also .json.gz), a folder, which stands for the .json and .json.gz files in it at any depth, sorted,
    or - for the standard input. Inputs are named by their position, because a file name can give a person away. No
    value of a document is ever shown. They are held against the shipped data and the packs of whoever checks.

    Exit code: 0 valid, or unverified without --strict; 1 something was found; 3 an input cannot be opened.
    """
    if files.count(STDIN) > 1:
        raise Misuse("The standard input can be checked only once.")
    form = form_of(form, as_json)
    inputs = expand(files)
    limits = Limits(max_issues=max_issues)

    def judge(given: Input) -> Report:
        source = given.content(limits.max_bytes)
        here = held()
        if not here.packs:
            return api.check(source, kind=kind, limits=limits)
        packaged.verify()
        return api.check(source, kind=kind, limits=limits, catalogue=here.catalogue)

    alone = len(files) == 1 and len(inputs) == 1 and inputs[0].path == files[0]
    return judge_all(inputs, judge, form=form, strict=strict, show_names=show_names, is_alone=alone)
