"""Last judgements of what a pattern has found: check digits, areas that exist, days that can be, and what is a date.

Each is given the text, where the find begins and where it ends, and says whether it stands.
"""

from collections.abc import Callable
from typing import Final

from care_standards.guard.checksums import is_card_number, is_iban, is_nhs_number
from care_standards.guard.places import GRID_SQUARES, POSTCODE_AREAS

Judgement = Callable[[str, int, int], bool]


def digits_in(text: str, start: int, end: int) -> str:
    """Give the digits of a find, without what stands between them."""
    return "".join(character for character in text[start:end] if character.isdigit())


def is_whole(text: str, start: int, _: int) -> bool:
    """Refuse the tail of a longer number: a date, a version, a reference in parts."""
    return start < 2 or not (text[start - 1] in "-./:" and text[start - 2].isdigit())


_DATE_LENGTH = 8


def is_date(text: str) -> bool:
    """Tell whether text is a year, or a day written in figures."""
    digits = "".join(character for character in text if character.isdigit())
    if len(text) == 4:
        return digits == text and text[:2] in ("19", "20")
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        sizes = tuple(map(len, parts))
        return (sizes[0] == 4 and max(sizes[1:]) <= 2) or (max(sizes[:2]) <= 2 and sizes[2] == 4)
    return len(digits) == len(text) == _DATE_LENGTH and text[:2] in ("19", "20") and "01" <= text[4:6] <= "12"


def numbered(least: int) -> Judgement:
    """Ask for so many digits, and for something other than a date."""

    def check(text: str, start: int, end: int) -> bool:
        return len(digits_in(text, start, end)) >= least and not is_date(text[start:end])

    return check


def is_nhs(text: str, start: int, end: int) -> bool:
    """Tell whether the last digit is that of an NHS number."""
    return is_whole(text, start, end) and is_nhs_number(digits_in(text, start, end))


def is_card(text: str, start: int, end: int) -> bool:
    """Tell whether the last digit is that of a payment card."""
    return is_card_number(digits_in(text, start, end))


def is_account(text: str, start: int, end: int) -> bool:
    """Tell whether the check digits are those of a bank account."""
    return is_iban(text[start:end].replace(" ", ""))


# After a digit these are a day, an hour, a week …, and no end of a postcode.
_AFTER_NUMBERS: Final = frozenset(("st", "nd", "rd", "th", "hr", "wk", "yr", "ha", "pt"))


def is_postcode(text: str, start: int, end: int) -> bool:
    """Tell whether the area exists, and whether this is no word or number of something else."""
    found = text[start:end]
    letters = found[: 2 if found[1].isalpha() else 1]
    if letters.upper() not in POSTCODE_AREAS or not is_whole(text, start, end):
        return False
    if found[-2:].isupper():
        return found[0].isupper()
    if found[-2:].lower() in _AFTER_NUMBERS or found[len(letters)] == " ":
        return False
    return " " in found or "-" in found or not all(character in "0123456789abcdef" for character in found)


def is_national_insurance(text: str, start: int, _: int) -> bool:
    """Tell whether numbers that begin so are given out."""
    return text[start : start + 2].upper() not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")


def has_day_and_month(text: str, start: int, end: int) -> bool:
    """Tell whether figures, without the year, can be a day and a month in either order."""
    if not is_whole(text, start, end):
        return False
    digits = text[start:end].replace("/", "-").replace(".", "-")
    parts = digits.split("-") if "-" in digits else [digits[:4], digits[4:6], digits[6:]]
    if len(parts) != 3:
        return False
    small = sorted(int(part) for part in parts if len(part) < 4)
    return len(small) == 2 and 1 <= small[0] <= 12 and 1 <= small[1] <= 31


_BRITISH_NORTH: Final = (49.0, 61.5)
_BRITISH_EAST: Final = (-9.0, 2.5)
_SURE_PLACES: Final = 4


def is_place(text: str, start: int, end: int) -> bool:
    """Tell whether two decimals are a place: one in Britain or Ireland, or any that is given exactly."""
    numbers: list[str] = [""]
    for character in text[start:end]:
        if character in "0123456789.-":
            numbers[-1] += character
        elif numbers[-1]:
            numbers.append("")
    given = [number for number in numbers if "." in number and any(c.isdigit() for c in number)]
    if len(given) != 2:
        return False
    north, east = (float(number.strip("-")) * (-1 if number.startswith("-") else 1) for number in given)
    if _BRITISH_NORTH[0] <= north <= _BRITISH_NORTH[1] and _BRITISH_EAST[0] <= abs(east) * -1 <= _BRITISH_EAST[1]:
        return True
    exact = all(len(number.partition(".")[2]) >= _SURE_PLACES for number in given)
    return exact and 5 <= abs(north) <= 90 and abs(east) <= 180


def is_in_grid(text: str, start: int, _: int) -> bool:
    """Tell whether the square is on the map of Great Britain."""
    return text[start : start + 2] in GRID_SQUARES


def has_letter(text: str, start: int, end: int) -> bool:
    """Ask for a letter at least."""
    return any(character.isalpha() for character in text[start:end])


def is_handle(text: str, start: int, end: int) -> bool:
    """Tell the name of somebody from that of a package."""
    return has_letter(text, start, end) and text[end : end + 1] != "/"


def is_told_apart(text: str, start: int, end: int) -> bool:
    """Ask for what no plain word has: a digit, a low line, or a dot within."""
    return any(
        character.isdigit() or character in "_." for character in text[start : end - 1] + text[end - 1].strip(".")
    )


_SPRINGS: Final = range(2, 28)  # from 2002; in autumn, since 2001, 50 is added to the year
_AUTUMNS: Final = range(51, 78)


def is_plate(text: str, start: int, _: int) -> bool:
    """Tell whether plates with this age were given out."""
    code = int(text[start + 2 : start + 4])
    return code in _SPRINGS or code in _AUTUMNS


_NO_STREETS: Final = ("crown ", "county ", "high ", "magistrates ", "magistrates' ", "family ", "youth ", "supreme ")


def is_street(text: str, start: int, end: int) -> bool:
    """Tell a street from a court of law."""
    found = text[start:end].lower()
    return not (found.endswith(("court", " ct")) and any(word in found for word in _NO_STREETS))
