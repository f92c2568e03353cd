"""Where an authoring verb writes: a file that was not there before, or the standard output."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import combinations
from typing import Final

import click

from care_standards.cli.inputs import STDIN
from care_standards.cli.output import emit, emit_bytes, is_terminal, safe
from care_standards.cli.verb import F, Misuse
from care_standards.documents.atomic import replace_file

STDOUT: Final = "-"

force_option = click.option("--force", is_flag=True, help="Write over files that are there already.")


def output_option(help: str, required: bool = True) -> Callable[[F], F]:
    """Make the option that says where to write."""
    return click.option("-o", "--output", type=click.UNPROCESSED, metavar="FILE", required=required, help=help)


def refuse_loss(
    force: bool, *targets: str | None, sources: Sequence[str | None] = (), kept_up: str | None = None
) -> None:
    """Refuse a call that would destroy something, before any work is done.

    ``targets`` are written; those that are there already need ``force``. ``sources`` are read: none of them may be a
    target, or in a folder that is one, forced or not; nor may two targets be one file. ``kept_up`` is a file of ours
    that is read and written again, such as a lock.
    """
    refuse_nameless(*targets)
    written = [target for target in (*targets, kept_up) if target]
    files = [target for target in written if target != STDOUT]
    if written.count(STDOUT) > 1:
        raise Misuse("Two outputs cannot both be printed. Write one of them in a file.")
    if any(_is_lost_in(source, target) for source in sources if source for target in files):
        raise Misuse("What is to be written is a file that is read, or would take its place. Give another name.")
    if any(_are_one(one, other) for one, other in combinations(files, 2)):
        raise Misuse("Two of the files to be written are the same. Give each a name of its own.")
    if not force and any(target != STDOUT and os.path.lexists(target) for target in targets if target):
        raise Misuse("A file to be written is there already. Give another name, or --force to write over it.")


def refuse_nameless(*targets: str | None) -> None:
    """Refuse an empty name, as a shell gives for a variable that is not set: it is not the same as none."""
    if "" in targets:
        raise Misuse("A name of what is to be written is empty. Give it one.")


def _is_lost_in(source: str, target: str) -> bool:
    """Tell whether writing to the target would destroy the source: it is that file, or lies in that folder."""
    if source == STDIN:
        return _is_stdin(target)
    if _are_one(source, target):
        return True
    if os.path.lexists(source) and os.path.isdir(target):
        with suppress(OSError, ValueError):
            above = os.path.dirname(os.path.realpath(source))
            while not os.path.samefile(above, target):
                above, before = os.path.dirname(above), above
                if above == before:
                    return False
            return True
    return False


def _is_stdin(target: str) -> bool:
    """Tell whether the standard input was led from this file."""
    with suppress(OSError, ValueError, AttributeError):
        return os.path.samestat(os.fstat(sys.stdin.fileno()), os.stat(target))
    return False


def _are_one(one: str, other: str) -> bool:
    """Tell whether two paths lead to one file; of files that are not there yet, the names are compared."""
    with suppress(OSError, ValueError):
        return os.path.samefile(one, other)
    with suppress(OSError, ValueError):
        # On some systems names that differ in case only are one: neither is there yet, so nothing else can tell.
        return os.path.realpath(one).casefold() == os.path.realpath(other).casefold()
    return False


def save(target: str, content: bytes) -> None:
    """Write to a file, whole or not at all, or to the standard output; raises UnwritableTargetError."""
    if target == STDOUT and is_terminal(sys.stdout):
        # No text of anybody's moves the cursor of a person; what is piped on is given as it is.
        emit("\n".join(safe(line) for line in content.decode("utf-8", "replace").split("\n")))
    elif target == STDOUT:
        emit_bytes(content)
    else:
        replace_file(target, content)
