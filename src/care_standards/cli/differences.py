"""``care-standards diff``: what differs between two editions, crosswalks or assessments, as text or as a page."""

import os
from typing import TYPE_CHECKING, Any, Final, cast

import click

from care_standards import asking
from care_standards.cli import exits
from care_standards.cli.answering import answer
from care_standards.cli.given import answered, document_given
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input
from care_standards.cli.output import words
from care_standards.cli.sources import edition_named
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import Word, edition_ids
from care_standards.identifiers import is_provision_id
from care_standards.model.assessment import Assessment
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication

if TYPE_CHECKING:
    from care_standards.cli.page import Page
    from care_standards.differences import Diff

_FORMS: Final = ("text", "markdown", "html")
_ENDINGS: Final = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_OF_MARKDOWN: Final = tuple(ending for ending, form in _ENDINGS.items() if form == "markdown")

Compared = Edition | Crosswalk | Assessment


@verb(
    "diff",
    has_csv=True,
    examples=("diff scs-2018 scs-2025", "diff scs-2018 scs-2025 -o differences.html", "diff spring.json autumn.json"),
)
@packs_option
@click.argument("old", type=click.UNPROCESSED, metavar="A", shell_complete=edition_ids)
@click.argument("new", type=click.UNPROCESSED, metavar="B", shell_complete=edition_ids)
@output_option("Write a page in this file: Markdown for .md, HTML for .html.", required=False)
@click.option("--format", "form", type=Word(_FORMS), metavar="FORMAT", help="text (default), markdown or html.")
@click.option("--every", is_flag=True, help="List on the page also what is the same on both sides.")
@force_option
def diff_verb(
    old: str, new: str, output: str | None, form: str | None, every: bool, force: bool, as_json: bool, as_csv: bool
) -> int:
    """Show what differs from A, the older, to B: two editions, two crosswalks, or two assessments.

    Each is an id, such as scs-2018 or scs-2018--ecat-2005, a file, or - for the standard input. Editions are compared
    by what their concordance says and by nothing else: what it does not name is unknown. Without one all is unknown,
    and likely pairs are proposals. Of assessments it is told which statuses became better and which worse. The first
    line says how much is not known.

    Exit code: 0 answered, whether or not anything differs; 1 a file is invalid, which is told as check tells it; 3 one
    cannot be opened; 4 an id is not known here.
    """
    if old == new == STDIN:
        raise Misuse("The standard input can be read only once.")
    form = _form_of(form, output, as_json or as_csv)
    if output is not None:
        refuse_loss(force, output, sources=[old, new])
    first, second = _named(old), _named(new)
    if type(first) is not type(second):
        raise Misuse("The two must be of one kind: two editions, two crosswalks or two assessments.")
    _refuse_turned(first, second)
    catalogue = held().catalogue
    found: Diff = answered(lambda: asking.diff(cast("Any", first), cast("Any", second), catalogue=catalogue), "The two")
    if output is not None:
        save(output, _page_in(form, found, first, second, every).encode("utf-8"))
    if output is not None and not (as_json or as_csv):
        from care_standards.cli.difference_page import first_lines

        words("\n".join(first_lines(found)))
        return exits.GOOD
    if form != "text" and output is None:
        save(STDOUT, _page_in(form, found, first, second, every).encode("utf-8"))
        return exits.GOOD
    return _answer(found, first, second, every)


def _answer(found: "Diff", first: Compared, second: Compared, every: bool) -> int:
    from care_standards.cli.difference_page import difference_page, first_lines
    from care_standards.cli.item_text import held_in_a_line
    from care_standards.differences import ROW_KEYS

    def page() -> "Page":
        return difference_page(found, first, second, every)

    beside = [*first_lines(found), *([held_in_a_line(found.holdings)] if found.holdings else [])]
    return answer(page, found.to_plain, found.to_rows, ROW_KEYS, beside)


def _form_of(form: str | None, output: str | None, is_for_programs: bool) -> str:
    """Give the form of the page: the one asked for, or that of the file's ending."""
    if is_for_programs and output == STDOUT:
        raise Misuse("--output - and --json or --csv exclude each other: both print on the standard output.")
    if is_for_programs and output is None and form is not None:
        raise Misuse("--format and --json or --csv exclude each other, unless the page goes into a file.")
    if form is not None:
        return form
    if output in (None, STDOUT):
        return "text"
    found = _ENDINGS.get(os.path.splitext(str(output))[1].lower())
    if found is None:
        raise Misuse(f"Give --format, or a file whose name ends in one of: {', '.join(_ENDINGS)}.")
    return found


def _named(argument: str) -> Compared:
    """Give what an argument stands for: something held here by its id, or the document in a file.

    Raises UnknownIdError, UnreadableSourceError, InvalidDocumentError and InvalidAuthoringError; Misuse for another
    kind of thing.
    """
    catalogue = held().catalogue
    found = catalogue.get(argument)
    if isinstance(found, (Edition, Crosswalk)):
        return found
    if not _is_file(argument):
        if is_provision_id(argument):
            raise Misuse("An item of an edition cannot be compared. Name editions, crosswalks or files.")
        return asking.crosswalk_of(argument, catalogue) if "--" in argument else catalogue.edition(argument)
    if argument.lower().endswith(_OF_MARKDOWN):
        return edition_named(argument)
    document = document_given(Input(argument))
    if not isinstance(document, (Edition, Crosswalk, Assessment)):
        raise Misuse("Of files, editions, crosswalks and assessments can be compared.")
    return document


def _is_file(argument: str) -> bool:
    looks_like_one = not is_provision_id(argument) and any(mark in argument for mark in (".", "/", os.sep))
    return argument == STDIN or looks_like_one or os.path.exists(argument)


def _refuse_turned(first: Compared, second: Compared) -> None:
    """Refuse two editions of which the second is the older one; of assessments, just say so."""
    catalogue = held().catalogue
    if isinstance(first, Edition) and isinstance(second, Edition):
        there, back = (catalogue.get(f"{a.id}--{b.id}") for a, b in ((first, second), (second, first)))
        is_back = isinstance(back, Concordance) and not isinstance(there, Concordance)
        if is_back or _is_later(first, second):
            raise Misuse("B is the older edition: give it first.")
    elif isinstance(first, Assessment) and isinstance(second, Assessment) and second.period.end < first.period.start:
        words("The second assessment is of a time before the first one: the older comes first.")


def _is_later(first: Edition, second: Edition) -> bool:
    """Tell whether the first is registered as a later edition of one publication than the second."""
    known = held().catalogue.get(first.publication)
    places = {record.id: place for place, record in enumerate(known.editions)} if isinstance(known, Publication) else {}
    return first.id in places and second.id in places and places[first.id] > places[second.id]


def _page_in(form: str, found: "Diff", first: Compared, second: Compared, every: bool) -> str:
    from care_standards.cli.difference_page import difference_page, scope_of
    from care_standards.exports import difference_pages

    if form == "text":
        return str(difference_page(found, first, second, every, colour=False))
    write = difference_pages.to_html if form == "html" else difference_pages.to_markdown
    return write(found, old=scope_of(first), new=scope_of(second), every=every)
