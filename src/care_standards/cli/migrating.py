"""``care-standards migrate``: assessments carried over to another edition, with an account of every finding."""

from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, cast

import attrs
import click

from care_standards import api, packaged
from care_standards.cli import exits
from care_standards.cli.given import answered
from care_standards.cli.holdings import held
from care_standards.cli.ledger_text import ledger_page, plain_ledger
from care_standards.cli.output import emit_json, words
from care_standards.cli.refused import WITHOUT_VERSION
from care_standards.cli.single import folder_options, is_folder, read_single, refuse_folder_options, write_single
from care_standards.cli.stepped import Made, Step, tied
from care_standards.cli.targets import STDOUT, force_option, output_option
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import Word, edition_ids
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.documents.schema_registry import VERSIONS
from care_standards.migration import migrate
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger
from care_standards.version import __version__

if TYPE_CHECKING:
    from care_standards.model.assessment import Assessment
    from care_standards.model.concordance import Concordance


@attrs.frozen(repr=False, kw_only=True)
class Carrying(Step):
    """Carrying an assessment over to an edition, and writing it in a version of the schemas if one was asked for."""

    asked: ClassVar[str] = "--to"
    way_on: ClassVar[str] = WITHOUT_VERSION

    to: Edition
    version: str | None

    def make(self, content: bytes) -> Made:
        """Read an assessment and carry it over.

        Raises InvalidDocumentError, and LossRefusedError where the version asked for cannot hold the result;
        InvalidValueError where the edition is of another publication or an earlier one.
        """
        return self.carried(cast("Assessment", api.read(content, kind="assessment", catalogue=self.catalogue)))[1]

    def carried(self, before: "Assessment") -> "tuple[Assessment, Made]":
        """Give the assessment carried over, and what is to be written of it; raises as ``make`` does."""
        after, ledger = migrate(before, self.to, catalogue=self.catalogue)
        return after, Made(api.write(after, version=self.version, catalogue=self.catalogue), ledger)


def _carrying(to: str, version: str | None, force: bool, again: bool) -> Carrying:
    packaged.verify()
    catalogue = held().catalogue
    edition = catalogue.edition(to)
    # All that a migration looks at: the steps in a ledger tell revisions, and not every edit of a row.
    looked_at = (edition, catalogue.get(edition.publication), *_concordances(edition, catalogue))
    digest = sha256(f"{__version__} {version}".encode())
    for document in looked_at:
        digest.update(b"" if document is None else to_bytes(to_plain(document)))
    return Carrying(
        catalogue=catalogue, basis=digest.hexdigest(), force=force, again=again, to=edition, version=version
    )


def _concordances(edition: Edition, catalogue: Catalogue) -> "list[Concordance]":
    return [each for each in catalogue.concordances if each.old.edition.rpartition("-")[0] == edition.publication]


@verb(
    "migrate",
    examples=(
        "migrate spring.json --to scs-2025 -o carried.json --ledger ledger.json",
        "migrate assessments --to scs-2025 -o carried --ledger ledgers --jobs 2",
    ),
)
@click.argument("source", type=click.UNPROCESSED, metavar="FILE|DIR")
@click.option("--to", required=True, type=click.UNPROCESSED, metavar="EDITION", shell_complete=edition_ids,
              help="The edition to carry it over to, such as scs-2025.")  # fmt: skip
@output_option("Write the new assessment in this file (- prints it), or of a folder in this folder.")
@click.option("--ledger", required=True, type=click.UNPROCESSED, metavar="FILE",
              help="Write the account of every finding in this file, or of a folder in such a folder.")  # fmt: skip
@click.option("--html", "page", type=click.UNPROCESSED, metavar="PAGE",
              help="Write a page to review too: old on the left, new on the right. Not of a folder.")  # fmt: skip
@click.option("--schema", "version", type=Word(VERSIONS), metavar="VERSION",
              help="The version of the schemas to write, instead of the lowest that holds everything.")  # fmt: skip
@click.option("--every", is_flag=True, help="List also what needs no decision. Not of a folder.")
@folder_options
@force_option
@packs_option
def migrate_verb(
    source: str,
    to: str,
    output: str,
    ledger: str,
    page: str | None,
    version: str | None,
    every: bool,
    jobs: int | None,
    again: bool,
    show_names: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Carry assessments over to a later edition, by what the concordances say and nothing else.

    FILE is an assessment, or - for the standard input; DIR a folder, of which every assessment is taken, to the same
    place below the folders that are written. No status ever gets better, and what nobody has compared stays unknown:
    the first line says how much. What is done already is left alone, so that a run that was ended goes on where it
    ended; a file that somebody has changed since is not written over.

    Exit code: 0 done; 1 a file is invalid, or was changed since; 3 one cannot be read or written; 4 the edition is
    not held here.
    """
    step = _carrying(to, version, force, again)
    if is_folder(source):
        if page is not None or every:
            raise Misuse("--html and --every: only of one file. care-standards ledger shows each account.")
        from care_standards.cli.folders import take_folder

        return take_folder(source, output, ledger, step, jobs or 1, "migrating", as_json=as_json, show_names=show_names)
    refuse_folder_options(jobs, again, show_names)
    if as_json and STDOUT in (output, ledger):
        raise Misuse("--json and - exclude each other: both print on the standard output.")
    content = read_single(source, output, ledger, page)
    before = cast("Assessment", api.read(content, kind="assessment", catalogue=step.catalogue))
    after, made = answered(lambda: step.carried(before), step.asked)
    made = tied(made, content, step)
    write_single(made, step, output, ledger, *_page_of(page, before, after, made.ledger, step.catalogue))
    if as_json:
        emit_json(plain_ledger(made.ledger))
    elif STDOUT in (output, ledger):
        words(str(ledger_page(made.ledger, step.catalogue, every=every)).rstrip("\n"))
    else:
        ledger_page(made.ledger, step.catalogue, every=every).emit()
    return exits.GOOD


def _page_of(
    page: str | None, before: "Assessment", after: "Assessment", ledger: Ledger, catalogue: Catalogue
) -> list[tuple[str, bytes]]:
    if page is None:
        return []
    from care_standards.exports.ledger_pages import ledger_page as review_page

    return [(page, review_page(ledger, before=before, after=after, editions=catalogue).encode("utf-8"))]
