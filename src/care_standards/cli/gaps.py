"""``care-standards gaps``: what an assessment found wanting, or what a crosswalk leaves without a match."""

import os
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from care_standards.cli.answering import answer
from care_standards.cli.between import crosswalk_between, pair_asked
from care_standards.cli.given import assessment_given
from care_standards.cli.grouping_asked import by_option, way_of
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN
from care_standards.cli.item_text import held_in_a_line, plain_holdings
from care_standards.cli.mapped import refuse_outside
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import edition_ids, word_option
from care_standards.identifiers import is_edition_id
from care_standards.model.edition import Edition
from care_standards.vocabularies import Nation

if TYPE_CHECKING:
    from care_standards.assessing import AssessmentGaps
    from care_standards.cli.page import Page

# Of an answer without a row, which has none to take them from.
_OF_FINDINGS: Final = (
    "key", "heading", "heading_status", "rows", "editorial", "list", "provision", "status", "assessed_on", "was",
)  # fmt: skip
_OF_SIDES: Final = ("side", "edition", "level", "held", "provision", "state")


@verb(
    "gaps",
    has_csv=True,
    examples=("gaps assessment.json --by cqcsh-2021 --only cqcsh-2021.safe", "gaps scs-2018 ecat-2005"),
)
@packs_option
@click.argument("first", type=click.UNPROCESSED, metavar="FILE|A", shell_complete=edition_ids)
@click.argument("second", type=click.UNPROCESSED, required=False, metavar="[B]", shell_complete=edition_ids)
@by_option("Group by part, kind, force, setting, or an edition that a crosswalk links.")
@click.option("--only", type=click.UNPROCESSED, metavar="GROUP", help="Only this group, such as must or 1.1.")
@word_option(
    "--nation", "nation", "With A and B: an edition that says nothing of this nation is refused.", is_many=False
)
def gaps_verb(
    first: str,
    second: str | None,
    by: str | None,
    only: str | None,
    nation: Nation | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Show what the assessment in FILE found not met or partly met; or what editions A and B do not match.

    Findings that say nobody looked, items without a finding, and findings on items that our data do not hold are
    listed apart: they are not known, and no gaps. What a change of edition left to be assessed again, or unresolved,
    stays a gap where it was one. Of A and B a gap is what was reviewed without a match; what was not
    reviewed is apart; A may be the id of a crosswalk: scs-2018--ecat-2005. FILE may be - for the standard input.

    Exit code: 0 answered, gaps or none; 1 FILE is invalid, which is told as check tells it; 3 it cannot be opened.
    """
    if second is None and _is_crosswalk(first):
        first, second = pair_asked(first, second)
    if second is not None:
        if by is not None or only is not None:
            raise Misuse("--by and --only: only with the file of an assessment.")
        return _between(first, second, nation)
    if nation is not None:
        raise Misuse("--nation: only with two editions. An assessment states its own.")
    if only is not None and by is None:
        raise Misuse("--only: only with --by.")
    if first != STDIN and is_edition_id(first) and not os.path.exists(first):
        raise Misuse("Give two editions, or the file of an assessment.")
    return _of_assessment(first, by, only)


def _is_crosswalk(named: str) -> bool:
    """Tell whether this is the id of a crosswalk, rather than a file."""
    ends = named.split("--")
    return len(ends) == 2 and all(map(is_edition_id, ends)) and not os.path.exists(named)


def _of_assessment(file: str, by: str | None, only: str | None) -> int:
    from care_standards.assessing import gaps

    assessment = assessment_given(file)
    edition = held().catalogue.edition(assessment.edition)
    found = gaps(assessment, edition, by=None if by is None else way_of(by, edition))
    whole = found
    if only is not None:
        found = _only(found, only)
    elsewhere = len(whole.unknown) - len(found.unknown)
    waiting = len(whole.unresolved) - len(found.unresolved)

    def page() -> "Page":
        from care_standards.cli.gaps_text import assessment_page

        return assessment_page(found, edition, is_one=only is not None, elsewhere=elsewhere, waiting=waiting)

    def beside() -> list[str]:
        from care_standards.cli.gaps_text import first_lines, not_placed

        return [*first_lines(found), *not_placed(elsewhere, waiting), held_in_a_line([found.holding])]

    return answer(page, found.to_plain, found.to_rows, _OF_FINDINGS, beside())


def _only(found: "AssessmentGaps", key: str) -> "AssessmentGaps":
    """Give the gaps of one group alone; the key of what stands in an edition may leave the id of that edition out."""
    ends = [group.label.key for group in found.groups if group.label.key.partition(".")[2] == key]
    group = found[ends[0] if len(ends) == 1 else key]
    names = ("not_met", "partly_met", "reassess", "not_assessed", "no_finding", "unknown")
    lists = {name: getattr(group, name) for name in names}
    return attrs.evolve(found, **lists, groups=(group,), unresolved=())


def _between(first: str, second: str, nation: Nation | None) -> int:
    from care_standards.mapping import gaps
    from care_standards.query import holdings

    catalogue = held().catalogue
    editions: tuple[Edition, Edition] = (catalogue.edition(first), catalogue.edition(second))
    refuse_outside(editions, nation)
    found = gaps(crosswalk_between(*editions), *editions)
    holding = holdings(editions)

    def page() -> "Page":
        from care_standards.cli.gaps_text import sides_page

        return sides_page(found, editions, holding)

    def plain() -> dict[str, Any]:
        return {"holdings": plain_holdings(holding), **found.to_plain()}

    return answer(page, plain, found.to_rows, _OF_SIDES, [held_in_a_line(holding)])
