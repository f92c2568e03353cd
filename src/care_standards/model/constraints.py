"""What a field of the model may hold: validators and reprs that never show the value.

attrs' own validators put the refused value into their message, so they are not used here.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final, TypeVar, cast

import attrs

from care_standards import identifiers
from care_standards.errors import InvalidValueError
from care_standards.vocabularies import (
    VOCABULARIES,
    Addressee,
    ChangeKind,
    DimensionSetting,
    Jurisdiction,
    Nation,
    Population,
    ReferralStatus,
    Setting,
    Stage,
)

Check = Callable[[Any, "attrs.Attribute[Any]", Any], None]
T = TypeVar("T")

SINCE_1_1: Final = {"since": "1.1"}
"""Metadata of a field that documents have since version 1.1 of the schemas; a field without it they always had."""

MAX_TITLE = 500
MAX_TEXT = 20_000

_PARTIAL_DATE = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$(?!\n)"
_TIME = r"^T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$(?!\n)"
_DIGEST = r"^sha256:[0-9a-f]{64}$(?!\n)"
_FILE_DIGEST = r"^[0-9a-f]{64}$(?!\n)"
_URL = r"^https?://[!-~]{1,1000}$(?!\n)"


def refuse(instance: object, attribute: "attrs.Attribute[Any]", rule: str) -> InvalidValueError:
    """Make the error for a field whose value breaks a rule."""
    return InvalidValueError(type(instance).__name__, attribute.name, rule)


def _rule(test: Callable[[Any], bool], rule: str) -> Check:
    def check(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not test(value):
            raise refuse(instance, attribute, rule)

    return check


def word(vocabulary: str) -> "Callable[[Any, attrs.Attribute[T], T], None]":
    """Allow the words of one closed list."""
    words = frozenset(VOCABULARIES[vocabulary])
    return _rule(
        lambda value: isinstance(value, str) and value in words,
        f"must be one of: {', '.join(VOCABULARIES[vocabulary])}",
    )


def optional(check: Check) -> Check:
    """Allow None, or what the check allows."""

    def maybe(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if value is not None:
            check(instance, attribute, value)

    return maybe


def each(check: Check, least: int = 0) -> Check:
    """Allow a tuple of different members, ``least`` or more of them, each of which the check allows."""

    def every(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, tuple):
            raise refuse(instance, attribute, "must be a list or a tuple")
        found = cast("tuple[object, ...]", value)
        for member in found:
            check(instance, attribute, member)
        if len(found) < least:
            raise refuse(instance, attribute, f"must hold {least} or more members")
        if len(found) > 1 and len(set(found)) != len(found):
            raise refuse(instance, attribute, "must not hold the same member twice")

    return every


def list_of(check: Check) -> Check:
    """Allow a tuple of members each of which the check allows; equal ones may recur."""

    def every(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, tuple):
            raise refuse(instance, attribute, "must be a list or a tuple")
        for member in cast("tuple[object, ...]", value):
            check(instance, attribute, member)

    return every


def members(kind: type | tuple[type, ...]) -> Check:
    """Allow a tuple of objects of one class; equal ones may recur, as a document may need to show them."""

    def every(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, tuple) or not all(isinstance(m, kind) for m in cast("tuple[object, ...]", value)):
            name = kind.__name__ if isinstance(kind, type) else " or ".join(k.__name__ for k in kind)
            raise refuse(instance, attribute, f"must be a list or a tuple of {name} objects")

    return every


def members_named(name: str) -> Check:
    """Allow what ``members`` allows of a class of the model that is imported only when there is a member.

    The class is named after its module, such as ``crosswalk.Crosswalk``.
    """

    def every(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if value != ():
            from importlib import import_module

            module, _, kind = name.partition(".")
            members(getattr(import_module(f"care_standards.model.{module}"), kind))(instance, attribute, value)

    return every


def instance_of(kind: type) -> Check:
    """Allow objects of one class."""
    return _rule(lambda value: isinstance(value, kind), f"must be of class {kind.__name__}")


def _is_text(value: object, most: int) -> bool:
    # A lone surrogate cannot be written as UTF-8.
    return isinstance(value, str) and 0 < len(value) <= most and (value.isascii() or _encodes(value))


def _encodes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def text(most: int = MAX_TEXT) -> Check:
    """Allow text of 1 to ``most`` code points that can be written as UTF-8."""
    return _rule(
        lambda value: _is_text(value, most), f"must be text of 1 to {most} characters, without lone surrogates"
    )


def count(least: int = 0) -> Check:
    """Allow a whole number that every JSON reader holds exactly."""
    return _rule(
        lambda value: type(value) is int and least <= value < 2**53, f"must be a whole number of {least} or more"
    )


def is_partial_date(value: object) -> bool:
    """Tell whether this is a year, a month or a day of the calendar, written as ISO 8601 has it."""
    if not isinstance(value, str) or not identifiers.matches(_PARTIAL_DATE, value):
        return False
    if len(value) == 10:
        year, month, day = (int(part) for part in value.split("-"))
        return day <= _days_in(year, month)
    return True


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def is_moment(value: object) -> bool:
    """Tell whether this is a partial date, or a day with a UTC time to the second."""
    if isinstance(value, str) and len(value) == 20 and identifiers.matches(_TIME, value[10:]):
        return is_partial_date(value[:10])
    return is_partial_date(value)


def _is_day(value: object) -> bool:
    return type(value) is date and 1000 <= value.year <= 2999


def _is_ledger_place(value: object) -> bool:
    if isinstance(value, str) and value[:1] == "/":  # no id begins so
        return identifiers.is_pointer(value)
    return identifiers.is_provision_id(value)


identifier_rule = "must be a provision id: an edition id, a dot, and lower-case letters, digits, dots and hyphens"
publication_id: Check = _rule(identifiers.is_publication_id, "must be a publication id, such as scs")
edition_id: Check = _rule(identifiers.is_edition_id, "must be an edition id, such as scs-2018")
provision_id: Check = _rule(identifiers.is_provision_id, f"{identifier_rule}; at most 40 characters")
end_id: Check = _rule(
    lambda value: identifiers.is_provision_id(value) or identifiers.is_edition_id(value),
    "must be a provision id or an edition id",
)
any_id: Check = _rule(
    lambda value: (
        identifiers.is_provision_id(value) or identifiers.is_edition_id(value) or identifiers.is_publication_id(value)
    ),
    "must be the id of a provision, an edition or a publication",
)
key: Check = _rule(identifiers.is_key, "must be a key: lower-case letters and digits, joined by single hyphens")
ref: Check = _rule(identifiers.is_ref, "must be 1 to 64 of A-Z a-z 0-9 . _ : -")
language: Check = _rule(identifiers.is_language_tag, "must be a language tag (BCP 47), such as en or cy-GB")
partial_date: Check = _rule(is_partial_date, "must be a year, a month or a day: 2018, 2018-10 or 2018-10-15")
moment: Check = _rule(is_moment, "must be a date, or a UTC time such as 2018-10-12T10:29:40Z")
day: Check = _rule(_is_day, "must be a datetime.date of the years 1000 to 2999")
digest: Check = _rule(
    lambda value: isinstance(value, str) and identifiers.matches(_DIGEST, value),
    "must be sha256: and 64 hexadecimal digits",
)
file_digest: Check = _rule(
    lambda value: isinstance(value, str) and identifiers.matches(_FILE_DIGEST, value), "must be 64 hexadecimal digits"
)
item_id: Check = _rule(
    identifiers.is_item_id, "must be the id of a publication or an edition, or two edition ids joined by two hyphens"
)
pack_path: Check = _rule(
    identifiers.is_pack_path, "must be the folder of a kind and an id, such as editions/scs-2018.json"
)
pack_version: Check = _rule(
    identifiers.is_pack_version, "must be numbers with dots or hyphens, such as 1.0.0 or 2026-03-01"
)
url: Check = _rule(lambda value: isinstance(value, str) and identifiers.matches(_URL, value), "must be an http address")
pointer: Check = _rule(identifiers.is_pointer, "must be a JSON Pointer (RFC 6901) of up to 1,000 ASCII characters")
rule: Check = _rule(identifiers.is_rule, "must be the name of a rule or a place in a schema, in ASCII")
schema_id: Check = _rule(identifiers.is_schema_id, "must be the identifier of a published schema")
edition_or_version: Check = _rule(
    lambda value: identifiers.is_edition_id(value) or identifiers.is_schema_version(value),
    "must be an edition id, such as scs-2018, or a version of the schemas, such as 1.1",
)
ledger_place: Check = _rule(_is_ledger_place, "must be a provision id, or a JSON Pointer to a place below the top")
change_ref: Check = _rule(
    identifiers.is_change_ref,
    "must be the id of a concordance, a slash and the id of a change, such as scs-2018--scs-2025/chg-1",
)
boolean: Check = _rule(lambda value: type(value) is bool, "must be True or False")


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """Freeze a list; anything else is left for the validator to judge."""
    return tuple(value) if isinstance(value, list) else cast("tuple[Any, ...]", value)


# A converter is what type checkers take the type of an argument from, and they do not agree on generic ones: where the
# members should be checked before the program runs, a field has a converter of its own.


def as_addressees(value: Iterable[Addressee]) -> tuple[Addressee, ...]:
    """Freeze a list of addressees."""
    return as_tuple(value)


def as_change_kinds(value: Iterable[ChangeKind]) -> tuple[ChangeKind, ...]:
    """Freeze a list of kinds of change."""
    return as_tuple(value)


def as_dimension_settings(value: Iterable[DimensionSetting]) -> tuple[DimensionSetting, ...]:
    """Freeze a list of settings as a change names them."""
    return as_tuple(value)


def as_jurisdictions(value: Iterable[Jurisdiction]) -> tuple[Jurisdiction, ...]:
    """Freeze a list of jurisdictions."""
    return as_tuple(value)


def as_nations(value: Iterable[Nation]) -> tuple[Nation, ...]:
    """Freeze a list of nations."""
    return as_tuple(value)


def as_populations(value: Iterable[Population]) -> tuple[Population, ...]:
    """Freeze a list of populations."""
    return as_tuple(value)


def as_referral_statuses(value: Iterable[ReferralStatus]) -> tuple[ReferralStatus, ...]:
    """Freeze a list of referral statuses."""
    return as_tuple(value)


def as_settings(value: Iterable[Setting]) -> tuple[Setting, ...]:
    """Freeze a list of settings."""
    return as_tuple(value)


def as_stages(value: Iterable[Stage]) -> tuple[Stage, ...]:
    """Freeze a list of stages."""
    return as_tuple(value)


def hidden(value: object) -> str:
    """Show how much there is, never what it says: the repr of every field that may hold somebody's words."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"<{len(value)} characters>"
    if isinstance(value, (tuple, frozenset)):
        return f"<{len(cast('Collection[object]', value))} items>"
    return f"<{type(value).__name__}>"
