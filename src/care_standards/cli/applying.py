"""``care-standards applies``: what applies to a client or a service, what does not, what is unknown, and why."""

from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from care_standards.cli.answering import answer
from care_standards.cli.facet_options import CITED_BY_STATED_ROWS, asked, facet_options
from care_standards.cli.holdings import held
from care_standards.cli.item_text import add_holdings, described, held_in_a_line
from care_standards.cli.listing import editions_asked, selected
from care_standards.cli.output import counted
from care_standards.cli.verb import packs_option, verb
from care_standards.cli.words_asked import Day, Word, edition_ids, word_option

if TYPE_CHECKING:
    from datetime import date

    from care_standards.cli.page import Page
    from care_standards.query import Applicable

_ANSWERS: Final = {
    "yes": "Applies",
    "unknown": "May apply: it is not known, or the question leaves it open",
    "no": "Does not apply",
}
_FACETS: Final = ("kind", "under", "force", "addressee", "text_status", "source", "cites", "heading")


@verb(
    "applies",
    has_csv=True,
    examples=("applies scs-2018 --nation scotland --setting outreach --with children --explain",),
)
@packs_option
@click.argument("editions", nargs=-1, type=click.UNPROCESSED, metavar="[EDITION]...", shell_complete=edition_ids)
@word_option("--nation", "nation", "Where the service or the client is.", is_many=False)
@word_option("--setting", "setting", "The setting of support.", is_many=False)
@word_option("--stage", "stage", "How far the client has come.", is_many=False)
@word_option("--with", "population", "Who is concerned, such as children; repeated, any of them.")
@click.option("--on", type=Day(), metavar="DATE", help="The day the question is about, such as 2016-03-31.")
@click.option("--explain", "is_explained", is_flag=True, help="Give every reason, and not only what decided.")
@click.option(
    "--answer", "answers", type=Word(_ANSWERS), metavar="ANSWER", multiple=True, help="Only yes, unknown or no."
)
@facet_options(*_FACETS)
def applies_verb(
    editions: tuple[str, ...],
    nation: Any,
    setting: Any,
    stage: Any,
    population: tuple[Any, ...],
    on: "date | None",
    is_explained: bool,
    answers: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    **options: Any,
) -> int:
    """Tell what of each EDITION, or of every one held, applies to a client or a service, what does not, and why.

    What is not stated of the client limits nothing, and is answered with unknown where it would decide. Text that
    nobody read never gives yes.
    """
    from care_standards.model.assessment import Context
    from care_standards.query import applicable, holdings

    asked_of = editions_asked(editions)
    context = Context(nation=nation, setting=setting, stage=stage, populations=frozenset(population), on=on)
    catalogue = held().catalogue
    every = applicable(selected(asked_of, options), context, catalogue=catalogue)
    found = tuple([each for each in every if not answers or each.answer in answers])
    holding = holdings(asked_of)
    counts: dict[str, int] = dict(every.counts.items())
    shown = attrs.evolve(every, answers=found, holdings=holding)

    def page() -> "Page":
        return _page(shown, counts, is_explained, "cites" in asked(options))

    def plain() -> dict[str, Any]:
        return {**shown.to_plain(), "counts": counts}

    beside = [_counted(counts), *([CITED_BY_STATED_ROWS] if "cites" in asked(options) else []), held_in_a_line(holding)]
    return answer(page, plain, shown.to_rows, _columns(), beside)


def _columns() -> tuple[str, ...]:
    """Give the columns of a table of answers, which are the same where there is none."""
    from care_standards.model.assessment import NO_CONTEXT
    from care_standards.query import applicable

    some = next(provision for edition in held().catalogue.editions for provision in edition)
    return tuple(applicable([some], NO_CONTEXT).to_rows()[0])


def _page(found: "Applicable", counts: dict[str, int], is_explained: bool, by_citing: bool) -> "Page":
    """Lay out the answers; what stands below something that does not apply is to be read with care, and says so.

    What an item is limited to is read from the item alone, but what stands under one for others often means them too.
    """
    from care_standards.cli.page import Page

    page = Page()
    for word, title in _ANSWERS.items():
        group = [each for each in found if each.answer == word]
        if not group:
            continue
        page.line(f"{title} ({len(group)})", style="bold", hang=2)
        for each in group:
            page.line(f"{each.provision.id}  {described(each.provision)}", indent=2, hang=2)
            for reason in each.reasons:
                # Of what applies every reason says yes: they are worth their lines only when asked for.
                if is_explained or (word != "yes" and reason.facet in each.decided_by):
                    page.line(f"{reason.facet}: {reason.answer}. {reason.sentence}", indent=6, hang=2)
            if each.below is not None and word != "no":
                page.line(f"It stands below {each.below}, which does not apply: read it with that.", indent=6, hang=2)
        page.blank()
    if not len(found):
        page.line("None of what is held.")
    page.line(_counted(counts))
    if by_citing:
        page.line(CITED_BY_STATED_ROWS)
    add_holdings(page, found.holdings)
    return page


def _counted(counts: dict[str, int]) -> str:
    said = ", ".join(f"{counts[word]} {word}" for word in _ANSWERS)
    return f"Of {counted(sum(counts.values()), 'provision')} asked about: {said}."
