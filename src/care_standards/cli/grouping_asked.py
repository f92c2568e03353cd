"""Ways to group an assessment as ``--by`` takes them, and what a group is called in words for people."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

from care_standards.cli.holdings import held
from care_standards.cli.item_text import OUR_JUDGEMENT
from care_standards.cli.output import counted
from care_standards.model.edition import Edition

if TYPE_CHECKING:
    from care_standards.assessing import Label, View

F = TypeVar("F", bound=Callable[..., Any])

BEARS_ON: Final = (
    "A finding bears on what a row links its item to. Whether that is complied with, nobody can tell from it."
)
_KEYS: Final = {
    "not-stated": "of which it is not stated",
    "unknown": "of which it is not known",
    "no-match": "reviewed as a whole, and nothing fits",
    "not-reviewed": "no row, and not reviewed: nothing follows",
}


def _ways(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    from care_standards.assessing import GROUPINGS

    linked = {end.edition for x in held(ctx).catalogue.crosswalks for end in (x.source, x.target)}
    return [way for way in (*GROUPINGS, *sorted(linked)) if way.startswith(incomplete)]


def by_option(help: str, *, is_many: bool = False) -> Callable[[F], F]:
    """Make the option that says how to group."""
    return click.option(
        "--by", type=click.UNPROCESSED, metavar="WAY", multiple=is_many, help=help, shell_complete=_ways
    )


def way_of(by: str, edition: Edition) -> "str | View":
    """Give the way to group that a word, or the id of an edition that a crosswalk links to this one, stands for.

    Raises UnknownWordError, naming near misses or all there are.
    """
    from care_standards import asking

    return asking.way_of(by, edition, catalogue=held().catalogue)


def label_in_words(label: "Label") -> str:
    """Say what a group is beside its key: its heading, or what the word means, and the rows that put items there."""
    mark = " [our own label]" if label.heading_status == "own-label" else ""
    what = f"{label.heading}{mark}" if label.heading else _KEYS.get(label.key, "")
    if has_no_row(label):
        return f"{what}{' ' if what else ''}(no row: nothing follows)"
    if not label.rows:
        return what
    ours = f", {label.editorial} of them {OUR_JUDGEMENT}" if label.editorial else ""
    return f"{what}{' ' if what else ''}({counted(label.rows, 'row')}{ours})"


def has_no_row(label: "Label") -> bool:
    """Tell whether no row of the crosswalk leads here, so that nothing can be said of this group."""
    return label.rows == 0 and label.key not in _KEYS


def is_linked(labels: "Iterable[Label]") -> bool:
    """Tell whether rows of a crosswalk made these groups."""
    return any(label.rows is not None for label in labels)
