"""``care-standards summary``: how an assessment stands in counts, or how many of many subjects stand where."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import click

from care_standards.cli import exits
from care_standards.cli.answering import answer
from care_standards.cli.given import answered, document_given
from care_standards.cli.grouping_asked import by_option, way_of
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input, expand
from care_standards.cli.item_text import held_in_a_line
from care_standards.cli.outcome import Outcome
from care_standards.cli.output import emit_json, words
from care_standards.cli.progress import Progress
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.errors import InvalidDocumentError, UnreadableSourceError

if TYPE_CHECKING:
    from care_standards.cli.page import Page
    from care_standards.model.assessment import Assessment

_BY: Final = ("part", "kind", "force", "setting")


@verb(
    "summary",
    has_csv=True,
    examples=("summary assessment.json --by force --by ecat-2005", "summary assessments --shareable"),
)
@packs_option
@click.argument("files", nargs=-1, required=True, type=click.UNPROCESSED, metavar="FILE...")
@by_option(
    "Of one assessment: group by part, kind, force, setting (all four by default), or an edition that a crosswalk "
    "links; repeated, each.",
    is_many=True,
)
@click.option(
    "--shareable",
    is_flag=True,
    help="Of several: hide every count under 11 subjects, and those it would follow from.",
)
def summary_verb(files: tuple[str, ...], by: tuple[str, ...], shareable: bool, as_json: bool, as_csv: bool) -> int:
    """Count how the assessment in FILE stands; or, of several files, how many subjects stand where on each item.

    FILE is a file, a folder, which stands for the .json and .json.gz files in it at any depth, or - for the standard
    input. What is not assessed or not known is counted apart, never as not met. Counts of the items of one subject are
    never hidden. Without --shareable, counts of few subjects can give one away.

    Exit code: 0 answered; 1 an input is invalid, which is told as check tells it; 3 one cannot be opened.
    """
    if files.count(STDIN) > 1:
        raise Misuse("The standard input can be read only once.")
    inputs = expand(files)
    if len(inputs) == 1 and shareable:
        raise Misuse("--shareable: only with several assessments. The items of one subject are never hidden.")
    if len(inputs) > 1 and by:
        raise Misuse("--by: only with one assessment.")
    found = _read(inputs, as_json, as_csv)
    if isinstance(found, int):
        return found
    return _one(found[0], by or _BY) if len(found) == 1 else _many(found, shareable)


def _read(inputs: Sequence[Input], as_json: bool, as_csv: bool) -> "list[Assessment] | int":
    """Read every input; where one is not in order tell of each that is not, and give the exit code."""
    if len(inputs) == 1:
        return [_assessment(inputs[0])]
    found: list[Assessment] = []
    refused: list[Outcome] = []
    progress = Progress()
    for number, given in enumerate(inputs, start=1):
        progress.say(f"reading {number} of {len(inputs)}")
        try:
            found.append(_assessment(given))
        except InvalidDocumentError as error:
            refused.append(Outcome(number, len(inputs), given.path, error.report))
        except UnreadableSourceError as error:
            refused.append(Outcome(number, len(inputs), given.path, trouble="unreadable", words=str(error)))
    progress.wipe()
    return _told(refused, as_json, as_csv) if refused else found


def _assessment(given: Input) -> "Assessment":
    return cast("Assessment", document_given(given, "assessment"))


def _told(refused: Sequence[Outcome], as_json: bool, as_csv: bool) -> int:
    """Tell what is wrong with some inputs, by their position, and give the exit code."""
    from care_standards.cli.report_text import report_page
    from care_standards.documents.codec import to_plain

    if as_json:
        emit_json([
            {"input": each.number, "error": each.trouble, "reason": each.words}
            if each.report is None
            else {"input": each.number, "report": to_plain(each.report)}
            for each in refused
        ])  # fmt: skip
    for each in refused:
        if each.report is None:
            words(each.label + each.words)
        elif as_csv:
            words(str(report_page(each, strict=False, show_names=False)).rstrip("\n"))
        elif not as_json:
            report_page(each, strict=False, show_names=False).emit()
    words("Nothing was counted: every input must be in order. Inputs are counted as given, those of a folder sorted.")
    return exits.worst(each.exit_code(False) for each in refused)


def _one(assessment: "Assessment", by: Sequence[str]) -> int:
    from care_standards.assessing import summarise

    edition = held().catalogue.edition(assessment.edition)
    found = summarise(assessment, edition, by=[way_of(way, edition) for way in by])

    def page() -> "Page":
        from care_standards.cli.summary_text import summary_page

        return summary_page(found)

    return answer(page, found.to_plain, found.to_rows, (), [held_in_a_line([found.holding])])


def _many(found: "Sequence[Assessment]", shareable: bool) -> int:
    from care_standards.assessing import STANDINGS, pool
    from care_standards.cli.summary_text import pool_page, subjects_in_a_line

    if len({assessment.edition for assessment in found}) > 1:
        raise Misuse("The assessments are not all against one edition. Summarise those of one edition at a time.")
    edition = held().catalogue.edition(found[0].edition)
    exact = answered(lambda: pool(found, edition), "The assessments")
    pooled = exact.shareable() if shareable else exact

    def page() -> "Page":
        return pool_page(pooled, edition)

    def plain() -> dict[str, Any]:
        return pooled.to_plain()

    beside = [*subjects_in_a_line(pooled), held_in_a_line([pooled.holding])]
    return answer(page, plain, pooled.to_rows, ("provision", "held", *STANDINGS), beside)
