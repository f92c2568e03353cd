"""Check digits, by which most numbers that happen to have the right length are told from those that were given out."""

from typing import Final

_NHS_DIGITS: Final = 10
_CARD_DIGITS: Final = range(13, 20)
_IBAN_LENGTHS: Final = range(15, 35)


def is_nhs_number(digits: str) -> bool:
    """Tell whether ten digits are an NHS or CHI number, by their last digit (modulus 11).

    False for anything but ten ASCII digits, and for ten that are the same.
    """
    if len(digits) != _NHS_DIGITS or not _are_digits(digits) or len(set(digits)) == 1:
        return False
    rest = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def is_card_number(digits: str) -> bool:
    """Tell whether digits are the number of a payment card, by their last digit (Luhn)."""
    if len(digits) not in _CARD_DIGITS or not _are_digits(digits) or len(set(digits)) == 1:
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Tell whether text without spaces, in capitals, is the number of a bank account in any country (modulus 97)."""
    if len(text) not in _IBAN_LENGTHS or not (text.isascii() and text.isalnum() and text == text.upper()):
        return False
    if not (text[:2].isalpha() and text[2:4].isdigit()):
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
