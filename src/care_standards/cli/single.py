"""One file taken a step on by its name: what is to be written is refused before anything that is there is lost."""

import os

import click

from care_standards.cli.inputs import STDIN
from care_standards.cli.sources import content_of as content_named
from care_standards.cli.stepped import Made, Step, content_of, put, put_with_it, standing, written
from care_standards.cli.targets import STDOUT, refuse_loss, save
from care_standards.cli.verb import F, Misuse

_THERE = "A file to be written is there already, and says something else. Give another name, or --force."


def folder_options(function: F) -> F:
    """Give a verb that takes whole folders its options: --jobs, --again and --show-names."""
    for option in (
        click.option("--show-names", is_flag=True, help="Of a folder: name the files, which are otherwise counted."),
        click.option("--again", is_flag=True, help="Of a folder: also what is done already."),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="Of a folder: share the work among N processes.  [default: 1]",
        ),
    ):
        function = option(function)
    return function


def is_folder(source: str) -> bool:
    """Tell whether a whole folder was named."""
    return source != STDIN and os.path.isdir(source)


def refuse_folder_options(jobs: int | None, again: bool, show_names: bool) -> None:
    """Refuse options that say nothing of a single file."""
    if jobs is not None or again or show_names:
        raise Misuse("--jobs, --again and --show-names: only of a folder.")


def read_single(source: str, *targets: str | None) -> bytes:
    """Give the content of one file.

    Raises Misuse where a target is the file itself or another target, and what reading it raises.
    """
    refuse_loss(True, *targets, sources=[source])
    return content_named(source) if source == STDIN else content_of(source)


def write_single(made: Made, step: Step, output: str, ledger: str | None, *more: tuple[str, bytes]) -> None:
    """Write the new document, its ledger and whatever else, in this order, each whole or not at all.

    Raises Misuse where that would write something else over a file that is there, unless it is forced,
    UnwritableTargetError, and PartlyWrittenError where the document is written and something that goes with it is not.
    """
    wanted = [(output, made.content), *([(ledger, written(made.ledger, step))] if ledger else []), *more]
    there = {path: standing(path) for path, _ in wanted if path != STDOUT}
    if not step.force and any(os.path.lexists(path) and there[path] != new for path, new in wanted if path in there):
        raise Misuse(_THERE)
    for path, new in wanted:
        if path == STDOUT:
            save(path, new)
        elif path == output:
            put(path, new, there[path])
        else:
            put_with_it(path, new, there[path])
