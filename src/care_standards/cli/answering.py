"""One answer in the form that was asked for: a page, JSON, or CSV with what else is to be said on stderr."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from care_standards.cli import exits
from care_standards.cli.output import emit_json, words

if TYPE_CHECKING:
    from care_standards.cli.page import Page


def answer(
    page: "Callable[[], Page]",
    plain: Callable[[], object],
    rows: Callable[[], Sequence[Mapping[str, Any]]],
    columns: Sequence[str],
    beside: Iterable[str] = (),
) -> int:
    """Write an answer in the form that the verb was asked for, and give the exit code of a good one.

    ``beside`` is what has to be said with a table that cannot say it itself: it goes to stderr. ``columns`` are the
    keys of a row, in order, which are written where there is no row to take them from.
    """
    asked = click.get_current_context().params
    if asked.get("as_json"):
        emit_json(plain())
    elif asked.get("as_csv"):
        from care_standards.cli.csv_output import emit_csv

        table = rows()
        emit_csv(list(table[0]) if table else columns, table)
        for line in beside:
            words(line)
    else:
        page().emit()
    return exits.GOOD
