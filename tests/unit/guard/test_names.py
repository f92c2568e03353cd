"""Names of columns that say they are about persons, in every writing; and those of our schemas, which are not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from care_standards.guard import names_a_person
from care_standards.vocabularies import VOCABULARIES

REPOSITORY = Path(__file__).resolve().parents[3]

ABOUT_PERSONS = [
    "first_name", "First Name", "firstName", "FirstName", "FIRST-NAME", "prs_FirstName", "first.name", "Surname",
    "surname2",
    "dob", "D.O.B.", "DOB", "client_dob", "Date of birth", "dateOfBirth", "DateOfBirth1", "birth-date", "address",
    "AddressLine1",
    "prs_MailingStreet", "postcode", "Post-Postcode", "phone", "mobile_no", "email", "E-mail", "eMail", "NHS no",
    "nhsNumber",
    "NI Number", "N.I.", "passport", "nationality", "Citizenship", "survivor's name", "survivor\u2019s name",
    "Client name",
    "lat", "GPS", "_geolocation", "homeOfficeRef", "Home Office reference", "NRM ref", "what3words", "w3w",
    "cas_CaseOwner",
    "\uff24\uff2f\uff22", "next-of-kin", "bank account", "IBAN", "photo", "alias", "user name",
    "vic_LocationOfExploitation",
]  # fmt: skip

ABOUT_OTHERS = [
    "name", "names", "tool name", "file name", "addressee", "addressees", "addressed", "statement", "status",
    "provision", "title",
    "owner_role", "assessor_role", "export-batch", "org.example.case-system", "evidence/doc-1", "population", "", "_",
    "123", "age of file",
    "delivery_partner", "site visit", "care_standard_recommendations", "language", "hall",
    "mailer", "zipped", "telling", "note", "reason", "sexton",
]  # fmt: skip


@pytest.mark.parametrize("name", ABOUT_PERSONS)
def test_a_name_that_is_about_a_person_is_known(name: str) -> None:
    assert names_a_person(name)


@pytest.mark.parametrize("name", ABOUT_OTHERS)
def test_other_names_are_let_pass(name: str) -> None:
    assert not names_a_person(name)


def _names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from _names(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _names(inner)


def test_no_member_of_a_published_schema_and_no_word_of_a_list_raises_an_alarm() -> None:
    names = {
        name
        for path in REPOSITORY.glob("schemas/*/*.schema.json")
        for name in _names(json.loads(path.read_text(encoding="utf-8")))
        if isinstance(name, str)
    }
    assert len(names) > 100
    assert sorted(filter(names_a_person, names)) == []
    words = {word for name in VOCABULARIES for word in (name, *VOCABULARIES[name])}
    assert sorted(filter(names_a_person, words)) == []


def test_a_name_too_long_is_looked_at_in_part() -> None:
    assert names_a_person("surname " + "x" * 10**6)
    assert not names_a_person("x" * 10**6 + " surname")
