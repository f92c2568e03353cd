"""``care-standards map``, ``explain`` and ``coverage``: what is linked to what, why, and how far that was looked at."""

from typing import TYPE_CHECKING, Any, Final

import click

from care_standards.cli.answering import answer
from care_standards.cli.between import crosswalk_between, pair_asked, rows_in_or_below
from care_standards.cli.crosswalk_rows import editions_of, row_options
from care_standards.cli.holdings import held
from care_standards.cli.item_text import held_in_a_line, plain_holdings
from care_standards.cli.mapped import columns, edition_held, end_named, mapped, refuse_outside
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import edition_ids, item_ids, word_option
from care_standards.identifiers import edition_of
from care_standards.vocabularies import Nation

if TYPE_CHECKING:
    from care_standards.cli.page import Page

# Of the answer to coverage where neither edition has an item, and so no row.
_COVERAGE_COLUMNS: Final = ("side", "edition", "level", "held", "provision", "state", "editorial", "compared")

_nation_option = word_option(
    "--nation", "nation", "Where the service is: an edition that says nothing of this nation is refused.", is_many=False
)


@verb("map", has_csv=True, examples=("map scs-2018 ecat-2005", "map scs-2018.1.1.5"))
@packs_option
@click.argument("source", required=False, type=click.UNPROCESSED, metavar="[A", shell_complete=item_ids)
@click.argument("target", required=False, type=click.UNPROCESSED, metavar="[B]]", shell_complete=item_ids)
@row_options
@_nation_option
def map_verb(
    source: str | None, target: str | None, nation: Nation | None, as_json: bool, as_csv: bool, **options: Any
) -> int:
    """Show the rows of crosswalks from A to B, in this direction; both are ids of editions or of items of one.

    Without B: everything A is linked to, in either direction. Without both: every row. A row says that its two ends
    are relevant to each other, never that one fulfils the other. A may be the id of a crosswalk: scs-2018--ecat-2005.
    """
    from care_standards.query import holdings

    if source is not None and target is None and "--" in source:
        source, target = pair_asked(source, target)
    ends = [None if end is None else end_named(end) for end in (source, target)]
    if ends[0] is not None and ends[1] is not None and edition_of(ends[0]) == edition_of(ends[1]):
        raise Misuse("The two ends must be of two editions: within one, nothing is mapped.")
    found = mapped(ends[0], ends[1], options, nation)
    asked = [edition for end in ends if end is not None and (edition := edition_held(end)) is not None]
    holding = holdings([*asked, *editions_of(each.crosswalk for each in found.read)])
    below = _rows_below(ends[0], ends[1])

    def page() -> "Page":
        from care_standards.cli.crosswalk_text import map_page

        return map_page(found, holding, below)

    def plain() -> dict[str, Any]:
        return {
            "source": ends[0], "target": ends[1], "holdings": plain_holdings(holding), **found.to_plain(),
            "rows_below": below,
        }  # fmt: skip

    beside = [*(f"{edition} is left out. {reason}" for edition, reason in found.left_out), held_in_a_line(holding)]
    return answer(page, plain, found.to_rows, columns(), beside)


def _rows_below(source: str | None, target: str | None) -> int:
    """Count the rows that link not an item that was asked about but what stands below it."""
    items = [end if end is not None and edition_of(end) != end else None for end in (source, target)]
    if source is None or items == [None, None]:
        return 0
    rows = rows_in_or_below(source, target)
    return sum(items[0] not in (None, a) or items[1] not in (None, b) for a, b in rows)


@verb("explain", has_csv=True, examples=("explain scs-2018.1.1.5 cqcsh-2021.responsive",))
@packs_option
@click.argument("source", type=click.UNPROCESSED, metavar="X", shell_complete=item_ids)
@click.argument("target", type=click.UNPROCESSED, metavar="Y", shell_complete=item_ids)
def explain_verb(source: str, target: str, as_json: bool, as_csv: bool) -> int:
    """Show every way from X to Y, two items or editions, through the rows of crosswalks, and what is possible.

    A way of several rows says little: nearly all rows are intersects, which leads to nothing certain. Where there is
    no way, the answer is unknown.
    """
    from care_standards.mapping import explain
    from care_standards.query import holdings

    ends = end_named(source), end_named(target)
    found = explain(*ends, held().catalogue.crosswalks)
    holding = holdings([edition for end in ends if (edition := edition_held(end)) is not None])
    below = sum(row != ends for row in rows_in_or_below(*ends))

    def page() -> "Page":
        from care_standards.cli.crosswalk_text import explanation_page

        return explanation_page(found, holding, below)

    def plain() -> dict[str, Any]:
        return {"holdings": plain_holdings(holding), **found.to_plain(), "rows_below": below}

    return answer(page, plain, found.to_rows, (), [held_in_a_line(holding)])


@verb("coverage", has_csv=True, examples=("coverage scs-2018 ecat-2005",))
@packs_option
@click.argument("source", type=click.UNPROCESSED, metavar="A", shell_complete=edition_ids)
@click.argument("target", required=False, type=click.UNPROCESSED, metavar="[B]", shell_complete=edition_ids)
@_nation_option
def coverage_verb(source: str, target: str | None, nation: Nation | None, as_json: bool, as_csv: bool) -> int:
    """Tell how much of editions A and B the crosswalk between them links, on each side.

    What is held of an edition is mapped, or reviewed without a match, or not reviewed, and then nothing follows. The
    figures are about what is held, never a share of the book. A may be the id of a crosswalk: scs-2018--ecat-2005.
    """
    from care_standards.mapping import coverage
    from care_standards.query import holdings

    catalogue = held().catalogue
    first, second = pair_asked(source, target)
    editions = catalogue.edition(first), catalogue.edition(second)
    refuse_outside(editions, nation)
    found = coverage(crosswalk_between(*editions), *editions)
    holding = holdings(editions)

    def page() -> "Page":
        from care_standards.cli.crosswalk_text import coverage_page

        return coverage_page(found, holding)

    def plain() -> dict[str, Any]:
        return {"holdings": plain_holdings(holding), **found.to_plain()}

    return answer(page, plain, found.to_rows, _COVERAGE_COLUMNS, [held_in_a_line(holding)])
