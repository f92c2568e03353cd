"""The codes: unique, stable in form, each with all that a reader needs."""

import pickle
import re

import pytest

from care_standards.authoring.faults import AuthoringCode
from care_standards.authoring.refusals import SourceCode
from care_standards.exports import ExchangeCode
from care_standards.issue_codes import Code
from care_standards.vocabularies import VOCABULARIES

CODES = list(Code)


def test_each_code_is_used_once() -> None:
    assert len({code.value for code in CODES}) == len(CODES) == len(Code.__members__)
    assert len({code.title for code in CODES}) == len(CODES)


def test_no_code_of_one_list_is_in_another() -> None:
    lists = (Code, AuthoringCode, SourceCode, ExchangeCode)
    every = [code.value for codes in lists for code in codes]
    assert len(set(every)) == len(every)
    assert [{code.value[2] for code in codes} for codes in lists] == [set("123469"), {"5"}, {"7"}, {"8"}]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_each_code_is_explained(code: Code) -> None:
    assert re.fullmatch(r"CS[123469][0-9]{2}", code.value)
    assert code.title
    assert code.title[0].isupper()
    assert not code.title.endswith(".")
    assert code.explanation.endswith((".", "…"))
    assert code.bad
    assert code.good
    assert code.bad != code.good
    assert code.severity in VOCABULARIES["severity"]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_a_code_is_its_text(code: Code) -> None:
    assert code == code.value
    assert str(code) == f"{code}" == code.value
    assert Code(code.value) is code
    assert pickle.loads(pickle.dumps(code)) is code


def test_codes_stand_in_their_order() -> None:
    assert [code.value for code in CODES] == sorted(code.value for code in CODES)


def test_only_what_cannot_be_known_is_unverified() -> None:
    assert [code.name for code in CODES if code.severity == "unverified"] == ["UNVERIFIED_ID", "PROVISIONAL_ID_RETIRED"]


def test_a_word_that_is_no_code() -> None:
    with pytest.raises(ValueError, match="CS999"):
        Code("CS999")
