"""Where an authoring verb writes: a file that was not there before, or the standard output."""

import os
from collections.abc import Callable
from typing import Final

import click

from care_standards.cli.output import emit_bytes
from care_standards.cli.verb import F, Misuse
from care_standards.documents.atomic import replace_file

STDOUT: Final = "-"

force_option = click.option("--force", is_flag=True, help="Write over files that are there already.")


def output_option(help: str, required: bool = True) -> Callable[[F], F]:
    """Make the option that says where to write."""
    return click.option("-o", "--output", type=click.UNPROCESSED, metavar="FILE", required=required, help=help)


def refuse_existing(force: bool, *targets: str | None) -> None:
    """Refuse a call that would write over a file, before any work is done."""
    if force:
        return
    if any(target not in (None, STDOUT) and os.path.lexists(target) for target in targets if target):
        raise Misuse("A file to be written is there already. Give another name, or --force to write over it.")


def save(target: str, content: bytes) -> None:
    """Write to a file, whole or not at all, or to the standard output; raises UnwritableTargetError."""
    if target == STDOUT:
        emit_bytes(content)
    else:
        replace_file(target, content)
