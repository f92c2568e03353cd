"""``care-standards compile``: make an edition of its Markdown form."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN
from care_standards.cli.output import emit_json, words
from care_standards.cli.pack_succession import listed
from care_standards.cli.sources import content_of, text_of
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.errors import CareStandardsError

if TYPE_CHECKING:
    from care_standards.authoring.compiling import Compiled
    from care_standards.authoring.plain_english import Hint
    from care_standards.model.edition import Edition
    from care_standards.model.provisions import Provision

_LOCK_ENDING: Final = ".lock.json"


@verb("compile")
@click.argument("file", type=click.UNPROCESSED, metavar="FILE")
@output_option("Write the edition in a file (- prints it). Without it, the file is only checked.", required=False)
@click.option(
    "--lock",
    type=click.UNPROCESSED,
    metavar="FILE",
    help="The file that remembers ids while the text is edited; by default beside FILE, ending in .lock.json.",
)
@click.option("--hints", is_flag=True, help="Add hints for plain English: long sentences, unexplained abbreviations.")
@force_option
@packs_option
def compile_verb(file: str, output: str | None, lock: str | None, hints: bool, force: bool, as_json: bool) -> int:
    """Make an edition of FILE, which is its Markdown form; - stands for the standard input.

    Everything that is wrong is told at once, by line and column. The ids that were given are kept in a lock file, so
    that they stay the same when the text is edited; keep it with the Markdown.

    Exit code: 0 done; 1 something is wrong with FILE; 3 a file cannot be opened or written.
    """
    if output == STDOUT and as_json:
        raise Misuse("--json and --output - exclude each other: both print on the standard output.")
    if lock is None and file != STDIN:
        lock = os.path.splitext(file)[0] + _LOCK_ENDING
    refuse_loss(force, output, sources=[file], kept_up=lock if output is not None else None)
    from care_standards.authoring.compiling import compile_with_lock
    from care_standards.authoring.lock import Lock
    from care_standards.authoring.plain_english import hints as hints_of

    text = text_of(content_of(file))
    before = Lock.read(content_of(lock)) if lock is not None and os.path.lexists(lock) else None
    compiled = compile_with_lock(text, catalogue=held().catalogue, lock=before)
    found = hints_of(compiled.edition) if hints else ()
    lost = _lost(compiled.edition, output) if before is None else ()
    if output is not None:
        from care_standards.api import write

        save(output, write(compiled.edition, catalogue=held().catalogue))
        if lock is not None:
            save(lock, compiled.lock.to_bytes())
    if as_json:
        emit_json(_plain(compiled, found, hints))
    else:
        _tell(compiled, found, output)
    if lost:
        words(
            f"No lock file was found, so ids were counted afresh, and {len(lost)} of those this edition had before now "
            f"name nothing or other words: {listed(lost)}. If it was moved or lost, restore it beside the Markdown "
            "and compile again, before you give these data to anyone."
        )
    return exits.GOOD


def _lost(edition: "Edition", output: str | None) -> tuple[str, ...]:
    """Give the ids that named something else when this edition was last compiled or added, as far as is known here."""
    before = _compiled_before(edition.id, output)
    if before is None:
        before = held().catalogue.edition(edition.id) if edition.id in held().pack_of else edition
    return tuple(old.id for old in before if _said(edition.held(old.id)) != _said(old))


def _compiled_before(id: str, output: str | None) -> "Edition | None":
    from care_standards.readers import read_edition

    found: Edition | None = None
    if output not in (None, STDOUT) and os.path.isfile(str(output)):
        with suppress(CareStandardsError):
            found = read_edition(content_of(str(output)))
    return found if found is not None and found.id == id else None


def _said(provision: "Provision | None") -> tuple[str | None, ...]:
    if provision is None:
        return ()
    text = None if provision.text is None else provision.text.value
    return text or provision.summary, provision.notation, provision.heading


def _plain(compiled: "Compiled", hints: "tuple[Hint, ...]", wanted: bool) -> dict[str, Any]:
    edition, outcome = compiled.edition, compiled.outcome
    plain: dict[str, Any] = {
        "edition": edition.id,
        "data_revision": edition.data_revision,
        "sharing": edition.rights.sharing,
        "provisions": len(edition),
        "ids": {"kept": list(outcome.kept), "new": list(outcome.new), "gone": list(outcome.gone)}
        | ({"back": list(outcome.back)} if outcome.back else {}),
    }
    if wanted:
        plain["hints"] = [attrs.asdict(hint) for hint in hints]
    return plain


def _tell(compiled: "Compiled", hints: "tuple[Hint, ...]", output: str | None) -> None:
    from care_standards.cli.page import Page

    edition, outcome = compiled.edition, compiled.outcome
    for hint in hints:
        words(f"{hint.provision}: {hint.words}")
    done = "checked" if output is None else "compiled"
    said = (
        f"{edition.id}: {done}, {edition.completeness}; {len(outcome.kept)} ids as before, {len(outcome.new)} new, "
        f"{len(outcome.gone)} gone{f', {len(outcome.back)} back' if outcome.back else ''}."
    )
    if output == STDOUT:
        words(said)
    else:
        page = Page()
        page.line(said, hang=2)
        page.emit()
    if outcome.reused:
        words(f"Written out, though other items had them once: {listed(outcome.reused)}. An id is never given twice.")
    if outcome.gone:
        if outcome.new:
            words(f"New: {listed(outcome.new)}.")
        words(
            f"Gone: {listed(outcome.gone)}. Whatever was recorded against these ids names nothing now. If that was a "
            "slip, put the words back where they were: their ids come back with them."
        )
