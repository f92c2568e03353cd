"""How the tables of one system are to be read as link rows: which column is which, how codes and dates are written."""

from collections.abc import Iterable

import attrs

from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import Confirmation, DateOrder, LinkColumn, NameMatching

_NAME = 200  # characters of the name of a column; longer ones are texts


def _as_texts(value: Iterable[str]) -> tuple[str, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class KnownColumn:
    """A column that the tables of a system have: its name, how else it is written, and what becomes of it.

    ``also`` are other right ways to write the name; ``misspelt`` those that are known of published files and are
    read with a note. ``label`` is the header for people that stands beside the name. ``to`` is the column of the link
    row it fills; a column without one is known and not needed. What is ``personal`` is refused entry.
    """

    name: str = attrs.field(validator=must.text(_NAME), repr=must.hidden)
    also: tuple[str, ...] = attrs.field(
        default=(), converter=_as_texts, validator=must.each(must.text(_NAME)), repr=must.hidden
    )
    misspelt: tuple[str, ...] = attrs.field(
        default=(), converter=_as_texts, validator=must.each(must.text(_NAME)), repr=must.hidden
    )
    label: str | None = attrs.field(default=None, validator=must.optional(must.text(_NAME)), repr=must.hidden)
    to: LinkColumn | None = attrs.field(default=None, validator=must.optional(must.word("link_column")))
    personal: bool = attrs.field(default=False, validator=must.boolean)


@attrs.frozen(kw_only=True)
class CodeAlias:
    """Other ways in which a system writes one word of a column of the link row."""

    column: LinkColumn = attrs.field(validator=must.word("link_column"))
    code: str = attrs.field(validator=must.text(_NAME), repr=must.hidden)
    also: tuple[str, ...] = attrs.field(
        converter=_as_texts, validator=must.each(must.text(_NAME), least=1), repr=must.hidden
    )


@attrs.frozen(kw_only=True)
class FixedValue:
    """What a column of the link row holds on every row that does not say it itself."""

    column: LinkColumn = attrs.field(validator=must.word("link_column"))
    value: str = attrs.field(validator=must.text(_NAME), repr=must.hidden)


def _as_columns(value: Iterable[KnownColumn]) -> tuple[KnownColumn, ...]:
    return must.as_tuple(value)


def _as_codes(value: Iterable[CodeAlias]) -> tuple[CodeAlias, ...]:
    return must.as_tuple(value)


def _as_values(value: Iterable[FixedValue]) -> tuple[FixedValue, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class ColumnProfile:
    """How the tables of one system become link rows.

    ``unwrap`` are JSON Pointers to the list of records in an envelope, tried in order. ``separators`` part several
    values in one cell, tried in order. Where ``choice_joiner`` is set, a column named after another, the joiner and a
    choice holds 1 where that choice was made. ``dates`` says how dates in text are written: anything but ISO 8601
    only where a profile, or whoever reads, says so. ``edition_from_provision`` takes the edition from the id of the
    provision where no column has it.
    """

    id: str = attrs.field(validator=must.key)
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    confirmation: Confirmation = attrs.field(validator=must.word("confirmation"))
    description: str | None = attrs.field(default=None, validator=must.optional(must.text(2_000)), repr=must.hidden)
    unwrap: tuple[str, ...] = attrs.field(
        default=(), converter=_as_texts, validator=must.each(must.pointer), repr=must.hidden
    )
    matching: NameMatching = attrs.field(default="loose", validator=must.word("name_matching"))
    columns: tuple[KnownColumn, ...] = attrs.field(
        converter=_as_columns, validator=must.members(KnownColumn), repr=must.hidden
    )
    codes: tuple[CodeAlias, ...] = attrs.field(
        default=(), converter=_as_codes, validator=must.members(CodeAlias), repr=must.hidden
    )
    values: tuple[FixedValue, ...] = attrs.field(
        default=(), converter=_as_values, validator=must.members(FixedValue), repr=must.hidden
    )
    separators: tuple[str, ...] = attrs.field(
        default=(";",), converter=_as_texts, validator=must.each(must.text(5), least=1)
    )
    choice_joiner: str | None = attrs.field(default=None, validator=must.optional(must.text(5)))
    dates: DateOrder = attrs.field(default="iso", validator=must.word("date_order"))
    edition_from_provision: bool = attrs.field(default=False, validator=must.boolean)
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    def __len__(self) -> int:
        return len(self.columns)
