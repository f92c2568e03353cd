"""The kinds of personal data that have a shape, and the words for them."""

from typing import Final, Literal, get_args

ShapeKind = Literal[
    "email", "uk-phone", "phone-abroad", "uk-postcode", "ni-number", "nhs-number", "home-office-ref", "nrm-ref",
    "police-ref", "date-of-birth", "coordinates", "passport", "what3words", "web-handle", "vehicle", "bank-account",
    "street-address",
]  # fmt: skip
SHAPE_KINDS: Final[tuple[ShapeKind, ...]] = get_args(ShapeKind)

_NAMED: Final[dict[ShapeKind, str]] = {
    "email": "an e-mail address",
    "uk-phone": "a telephone number",
    "phone-abroad": "a telephone number abroad",
    "uk-postcode": "a postcode",
    "ni-number": "a National Insurance number",
    "nhs-number": "an NHS number",
    "home-office-ref": "a Home Office reference",
    "nrm-ref": "a reference of the National Referral Mechanism",
    "police-ref": "a reference of the police",
    "date-of-birth": "a date of birth",
    "coordinates": "coordinates",
    "passport": "the number of a passport",
    "what3words": "a what3words location",
    "web-handle": "an account on a social network, or a link to a map",
    "vehicle": "the number plate of a vehicle",
    "bank-account": "a bank account",
    "street-address": "the address of a house",
}


def hint(kinds: tuple[ShapeKind, ...]) -> str:
    """Say in one line what a text looks like and what to do; the hint of an issue."""
    return f"Looks like {' and '.join(_NAMED[kind] for kind in kinds)}. Take it out of what you send."
