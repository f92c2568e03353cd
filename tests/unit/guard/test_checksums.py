"""Check digits: right numbers are known, and a digit changed is noticed. Numbers are invented or kept for tests."""

import pytest

from care_standards.guard.checksums import is_card_number, is_iban, is_nhs_number


@pytest.mark.parametrize("digits", ["9434765919", "9990000026", "4010232137"])
def test_an_nhs_number_has_its_check_digit(digits: str) -> None:
    assert is_nhs_number(digits)
    others = {f"{digits[:-1]}{last}" for last in "0123456789"} - {digits}
    assert not any(map(is_nhs_number, others))


@pytest.mark.parametrize(
    "digits", ["", "943476591", "94347659190", "943 476 5919", "0000000000", "٩٤٣٤٧٦٥٩١٩", "a434765919"]
)
def test_what_is_no_nhs_number_by_its_form(digits: str) -> None:
    assert not is_nhs_number(digits)


def test_no_nhs_number_has_the_check_digit_ten() -> None:
    first = next(f"99900000{n:02}"[:9] for n in range(100) if _remainder(f"99900000{n:02}"[:9]) == 1)
    assert not any(is_nhs_number(f"{first}{last}") for last in "0123456789")


def _remainder(digits: str) -> int:
    return sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11


def test_a_card_number_has_its_check_digit() -> None:
    assert is_card_number("4111111111111111")  # kept for tests
    assert is_card_number("378282246310005")
    assert not is_card_number("4111111111111112")
    assert not is_card_number("0000000000000000")
    assert not is_card_number("411111111111")
    assert not is_card_number("4111 1111 1111 1111")


def test_an_account_has_its_check_digits() -> None:
    assert is_iban("GB82WEST12345698765432")  # the example of the standard
    assert is_iban("AL47212110090000000235698741")
    for wrong in (
        "GB83WEST12345698765432", "gb82west12345698765432", "GB82 WEST 1234 5698 7654 32", "GB82WEST",
        "82GBWEST12345698765432",
        "GB82WEST1234569876543\u0662", "",
    ):  # fmt: skip
        assert not is_iban(wrong), wrong
