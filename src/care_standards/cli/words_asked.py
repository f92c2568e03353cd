"""Words, days and ids as options take them: completed by the shell, and answered with near misses where wrong.

What was given is never repeated: only words that are known are shown.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

from care_standards.cli.holdings import held
from care_standards.cli.verb import Misuse
from care_standards.identifiers import near_misses
from care_standards.model.constraints import is_partial_date
from care_standards.vocabularies import VOCABULARIES

F = TypeVar("F", bound=Callable[..., Any])

# Type checkers know it as generic; before click 8.4 it was not.
if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

NOT_STATED: Final = "not-stated"  # as in care_standards.query, which the help of a verb does not load
_FEW: Final = 12
_WHOLE_DAY: Final = len("2016-03-31")


class Word(_ParamType):
    """One word of a closed list."""

    name = "word"

    def __init__(self, words: Iterable[str]) -> None:
        """Take any of these words and no other."""
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the word back; raises Misuse, naming near misses, where it is none of the list."""
        if value in self.words:
            return value
        near = near_misses(value, self.words)
        name = "It" if param is None else param.opts[-1]
        if near or len(self.words) > _FEW:
            said = f" Did you mean {' or '.join(near)}?" if near else " The vocabularies in the reference list them."
        else:
            said = f" Choose from: {', '.join(self.words)}."
        raise Misuse(f"{name} does not take this value.{said}", ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Give the words that begin like this."""
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


def word(list_name: str, *more: str) -> Word:
    """Make the type of an option that takes a word of a published list, or one of ``more``."""
    return Word((*VOCABULARIES[list_name], *more))


def word_option(name: str, list_name: str, help: str, *, is_many: bool = True) -> Callable[[F], F]:
    """Make an option that takes a word of a published list, for a parameter named like the list.

    With ``is_many`` it can be given several times.
    """
    return click.option(name, list_name, type=word(list_name), metavar="WORD", multiple=is_many, help=help)


def edition_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """Complete the id of an edition held here."""
    return [edition.id for edition in held(ctx).catalogue.editions if edition.id.startswith(incomplete)]


def publication_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """Complete the id of a publication of which something is held here."""
    catalogue = held(ctx).catalogue
    known = dict.fromkeys((*(p.id for p in catalogue.publications), *(e.publication for e in catalogue.editions)))
    return [id for id in known if id.startswith(incomplete)]


def _item_ids(ctx: click.Context) -> Iterator[str]:
    for edition in held(ctx).catalogue.editions:
        yield edition.id
        yield from (provision.id for provision in edition)


def item_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """Complete the id of an edition or of a provision held here."""
    return [id for id in _item_ids(ctx) if id.startswith(incomplete)]


def source_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """Complete the key of a source that an item held here rests on."""
    used = {key for edition in held(ctx).catalogue.editions for provision in edition for key in provision.sources}
    return sorted(key for key in used if key.startswith(incomplete))


class Day(_ParamType):
    """A day of the calendar, or with ``is_partial`` also a month or a year, as ISO 8601 writes them."""

    name = "date"

    def __init__(self, *, is_partial: bool = False) -> None:
        """Take days alone, or months and years too."""
        self.is_partial = is_partial

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give a date, or the text of a month or a year; raises Misuse where it is none."""
        if isinstance(value, date) or (is_partial_date(value) and self.is_partial and len(value) < _WHOLE_DAY):
            return value
        if is_partial_date(value) and len(value) == _WHOLE_DAY:
            return date.fromisoformat(value)
        name = "It" if param is None else param.opts[-1]
        forms = "a day, a month or a year: 2016-03-31, 2016-03, 2016" if self.is_partial else "a day: 2016-03-31"
        raise Misuse(f"{name} takes {forms}.", ctx)
