"""Column profiles: those that are shipped are right and say what they are; those of users are read like documents."""

from pathlib import Path

import pytest

import care_standards as cs
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.documents.column_names import WAYS
from care_standards.errors import InvalidDocumentError, UnknownIdError, UnreadableSourceError
from care_standards.tables.profiles import SHIPPED, profile, shipped_profiles
from care_standards.vocabularies import LINK_COLUMNS

CANARY = "Quaxlworth"
EXAMPLE = "examples/case-system-profile.json"


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_profile_is_a_valid_document_of_its_name(id: str, repository: Path) -> None:
    path = repository / "src" / "care_standards" / "tables" / "shipped" / f"{id}.json"
    report = cs.check(path)
    assert (report.verdict, report.document_kind, report.issues) == ("valid", "column-profile", ())
    assert profile(id) == cs.api.read(path)
    assert profile(id).id == id


def test_the_shipped_profiles_are_the_files_in_the_folder(repository: Path) -> None:
    folder = repository / "src" / "care_standards" / "tables" / "shipped"
    assert tuple(sorted(path.stem for path in folder.iterdir())) == SHIPPED
    assert tuple(each.id for each in shipped_profiles()) == SHIPPED


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_profile_says_what_it_was_made_from_and_that_no_user_confirmed_it(id: str) -> None:
    shipped = profile(id)
    assert shipped.confirmation == "not-confirmed"
    assert shipped.description is not None
    assert shipped.description.startswith("Made from ")


@pytest.mark.parametrize("id", SHIPPED)
def test_no_name_of_a_shipped_profile_means_two_columns(id: str) -> None:
    shipped = profile(id)
    keys = [WAYS[shipped.matching](n) for c in shipped.columns for n in (c.name, *c.also)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("id", SHIPPED)
def test_every_column_of_the_link_row_can_be_given(id: str) -> None:
    shipped = profile(id)
    assert {c.to for c in shipped.columns if c.to} | {v.column for v in shipped.values} == set(LINK_COLUMNS)


def test_the_own_profile_has_the_columns_in_their_order_with_labels() -> None:
    columns = profile("csv").columns
    assert tuple(c.to for c in columns) == tuple(c.name for c in columns) == LINK_COLUMNS
    assert all(c.label for c in columns)


def test_the_case_data_standard_is_named_with_its_licence_and_what_is_about_persons_is_refused() -> None:
    shipped = profile("htcds-2")
    assert shipped.description is not None
    for said in ("CC BY 4.0", "does not endorse", "IOM"):
        assert said in shipped.description
    personal = {c.name for c in shipped.columns if c.personal}
    assert {
        "prs_FirstName",
        "prs_Birthdate",
        "con_Consent",
        "cas_CaseOwner",
        "hte_Street",
        "vic_MethodsOfControl",
    } <= personal
    assert all(
        c.personal for c in shipped.columns if c.name.startswith(("prs_", "vic_", "per_", "hte_", "con_", "cco_"))
    )
    assert not any(c.personal and c.to for c in shipped.columns)


def test_a_profile_of_a_user_is_given_as_path_bytes_data_or_object(repository: Path) -> None:
    path = repository / EXAMPLE
    own = profile(path)
    assert own.id == "invented-case-system"
    assert profile(str(path)) == profile(path.read_bytes()) == profile(to_plain(own)) == profile(own) == own


def test_an_unknown_id_gives_near_misses_and_does_not_say_the_id() -> None:
    with pytest.raises(UnknownIdError) as refused:
        profile("htcds")
    assert refused.value.near_misses == ("htcds-2",)
    with pytest.raises(UnknownIdError) as refused:
        profile(CANARY.lower())
    assert CANARY.lower() not in str(refused.value)


def test_a_path_that_is_none_and_a_document_that_is_no_profile_are_refused(repository: Path) -> None:
    with pytest.raises(UnreadableSourceError):
        profile("no/such.json")
    with pytest.raises(InvalidDocumentError) as refused:
        profile(repository / "examples" / "own-edition.json")
    assert [issue.code.value for issue in refused.value.report.issues] == ["CS206"]
    broken = {**to_plain(profile("kobo")), "dates": CANARY}
    with pytest.raises(InvalidDocumentError) as refused:
        profile(to_bytes(broken))
    assert CANARY not in str(refused.value)
