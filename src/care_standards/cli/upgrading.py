"""``care-standards upgrade`` and ``downgrade``: another version of the schemas, with an account."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs
import click

from care_standards import api, packaged
from care_standards.cli import exits
from care_standards.cli.given import answered
from care_standards.cli.holdings import held
from care_standards.cli.ledger_text import add_lost, plain_ledger, summary_lines
from care_standards.cli.output import emit_json, words
from care_standards.cli.single import folder_options, is_folder, read_single, refuse_folder_options, write_single
from care_standards.cli.stepped import Made, Step, tied
from care_standards.cli.targets import STDOUT, force_option, output_option
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import Word
from care_standards.documents.codec import to_bytes
from care_standards.documents.schema_registry import CURRENT, VERSIONS
from care_standards.documents.upgrades import downgrade, dropped_values, upgrade
from care_standards.errors import InvalidDocumentError, LossRefusedError
from care_standards.migration import headline
from care_standards.model.ledger import Ledger
from care_standards.version import __version__

if TYPE_CHECKING:
    from care_standards.cli.page import Page

_LEDGER_HELP: Final = "Write the account of it in this file, or of a folder in a folder of such files."


@attrs.frozen(repr=False, kw_only=True)
class Raising(Step):
    """Bringing a document to another version of the schemas, up or down."""

    asked: ClassVar[str] = "--schema"
    way_on: ClassVar[str] = "--allow-loss goes on without what would be lost."

    to: str
    down: bool
    allow_loss: bool

    def make(self, content: bytes) -> Made:
        """Judge the document and bring it to the version.

        Raises InvalidDocumentError, LossRefusedError, and InvalidValueError where it is past that version already.
        """
        report = api.check(content, catalogue=self.catalogue)
        if not report.ok:
            raise InvalidDocumentError(report)
        plain = json.loads(content)
        if self.down:
            made, ledger = downgrade(plain, to=self.to, allow_loss=self.allow_loss)
        else:
            made, ledger = upgrade(plain, to=self.to)
        return Made(to_bytes(made), ledger)


def _raising(to: str, *, down: bool, allow_loss: bool, force: bool, again: bool) -> Raising:
    packaged.verify()
    basis = sha256(f"{__version__} {to} {down} {allow_loss}".encode()).hexdigest()
    return Raising(
        catalogue=held().catalogue, basis=basis, force=force, again=again, to=to, down=down, allow_loss=allow_loss
    )


@verb("upgrade", examples=("upgrade old.json -o new.json --ledger ledger.json",))
@click.argument("source", type=click.UNPROCESSED, metavar="FILE|DIR")
@output_option("Write the new document in this file (- prints it), or of a folder in this folder.")
@click.option("--schema", "to", type=Word(VERSIONS), default=CURRENT, metavar="VERSION", show_default=True,
              help="The version of the schemas to bring it to.")  # fmt: skip
@click.option("--ledger", type=click.UNPROCESSED, metavar="FILE", help=_LEDGER_HELP)
@folder_options
@force_option
@packs_option
def upgrade_verb(
    source: str,
    output: str,
    to: str,
    ledger: str | None,
    jobs: int | None,
    again: bool,
    show_names: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Bring a document to a later version of the schemas: nothing is lost, and an account says what changed.

    FILE is a document of any kind, or - for the standard input; DIR a folder, of which every document is taken, to
    the same place below the folder that is written. A document that is invalid is not taken. What is done already is
    left alone, so that a run that was ended goes on where it ended.

    Exit code: 0 done; 1 a document is invalid, or not of a version before; 3 a file cannot be read or written.
    """
    step = _raising(to, down=False, allow_loss=False, force=force, again=again)
    return _taken(step, source, output, ledger, jobs=jobs, show_names=show_names, as_json=as_json)


@verb("downgrade", examples=("downgrade new.json --schema 1.0 -o old.json --ledger ledger.json",))
@click.argument("source", type=click.UNPROCESSED, metavar="FILE|DIR")
@click.option("--schema", "to", type=Word(VERSIONS), required=True, metavar="VERSION",
              help="The version of the schemas to bring it to.")  # fmt: skip
@output_option("Write the new document in this file (- prints it), or of a folder in this folder.")
@click.option("--ledger", type=click.UNPROCESSED, metavar="FILE", help=_LEDGER_HELP)
@click.option("--allow-loss", is_flag=True, help="Go on without what the earlier version cannot hold.")
@click.option("--show-values", is_flag=True, help="Show also what it is that cannot be kept: it may be private.")
@folder_options
@force_option
@packs_option
def downgrade_verb(
    source: str,
    to: str,
    output: str,
    ledger: str | None,
    allow_loss: bool,
    show_values: bool,
    jobs: int | None,
    again: bool,
    show_names: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Bring a document to an earlier version of the schemas, for a program that knows no later one.

    FILE is a document of any kind, or - for the standard input; DIR a folder. Where the earlier version cannot hold
    all of it, the places are listed and nothing is written, unless the loss is allowed.

    Exit code: 0 done; 1 something would be lost, or a document is invalid; 3 a file cannot be read or written.
    """
    if show_values and is_folder(source):
        raise Misuse("--show-values: only of one file.")
    step = _raising(to, down=True, allow_loss=allow_loss, force=force, again=again)
    return _taken(
        step, source, output, ledger, jobs=jobs, show_names=show_names, as_json=as_json, show_values=show_values
    )


def _taken(
    step: Raising,
    source: str,
    output: str,
    ledger: str | None,
    *,
    jobs: int | None,
    show_names: bool,
    as_json: bool,
    show_values: bool = False,
) -> int:
    if is_folder(source):
        from care_standards.cli.folders import take_folder

        what = "downgrading" if step.down else "upgrading"
        return take_folder(source, output, ledger, step, jobs or 1, what, as_json=as_json, show_names=show_names)
    refuse_folder_options(jobs, step.again, show_names)
    if as_json and STDOUT in (output, ledger):
        raise Misuse("--json and - exclude each other: both print on the standard output.")
    content = read_single(source, output, ledger)
    told = _telling(content if show_values else None, as_json, STDOUT in (output, ledger))
    lost: LossRefusedError | None = None
    try:
        made = tied(answered(lambda: step.make(content), step.asked), content, step)
    except LossRefusedError as error:
        lost = error
    else:
        write_single(made, step, output, ledger)
        told(made.ledger, True)
        return exits.GOOD
    told(lost.ledger, False)
    return exits.FINDINGS


def _telling(content: bytes | None, as_json: bool, on_stderr: bool) -> "Callable[[Ledger, bool], None]":
    """Make what tells of a ledger; with the content of the document, the values that are lost are told too."""

    def tell(ledger: Ledger, is_written: bool) -> None:
        values = {} if content is None else dropped_values(json.loads(content), ledger)
        if as_json:
            emit_json({"written": is_written, **plain_ledger(ledger), "lost": _lost(ledger, values)})
            return
        page = _page(ledger, values, is_written)
        if on_stderr:
            words(str(page).rstrip("\n"))
        else:
            page.emit()

    return tell


def _page(ledger: Ledger, values: dict[str, Any], is_written: bool) -> "Page":
    from care_standards.cli.page import Page

    page = Page()
    page.line(headline(ledger), style="bold", hang=2)
    for line in summary_lines(ledger.counts):
        page.line(line, hang=2)
    add_lost(page, ledger, values)
    if not is_written:
        page.line(f"Nothing was written. {Raising.way_on}", hang=2)
    return page


def _lost(ledger: Ledger, values: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for entry in ledger.entries:
        if entry.verdict == "dropped" and entry.source is not None:
            value = {"value": values[entry.source]} if entry.source in values else {}
            found.append({"pointer": entry.source, "reason": entry.reason, **value})
    return found
