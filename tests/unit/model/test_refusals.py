"""Every field of the model refuses what does not belong in it, and says so without showing the value."""

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest

from care_standards import errors, model
from care_standards.vocabularies import VOCABULARIES

Examples = dict[str, Callable[[], Any]]

CANARY = "Canary Wharf Road"
FIELDS = [
    (name, attribute.alias)
    for name in sorted(model.__all__)
    for attribute in attrs.fields(getattr(model, name))
    if attribute.init
]


class Stranger:
    """A value that no field takes, and that gives itself away wherever it is shown."""

    def __repr__(self) -> str:
        return CANARY

    def __hash__(self) -> int:
        return 4711


def shown(error: BaseException) -> str:
    """Give everything an exception would show or carry, with whatever hangs on it."""
    parts: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        e = waiting.pop()
        if e is not None:
            parts += [str(e), repr(e), repr(e.args), repr(vars(e)), *getattr(e, "__notes__", [])]
            waiting += [e.__cause__, e.__context__]
    return " ".join(parts)


def refused(make: Callable[[], object]) -> errors.InvalidValueError:
    """Run what must be refused, and make sure that the refusal tells nothing and pickles."""
    with pytest.raises(errors.InvalidValueError) as caught:
        make()
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert CANARY not in shown(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.args, str(again)) == (type(error), error.args, str(error))
    return error


STRANGERS: list[Callable[[], Any]] = [
    Stranger,
    lambda: (Stranger(),),
    lambda: [CANARY, Stranger()],
    lambda: {CANARY: CANARY},
    lambda: f"{CANARY}\ud800",
    lambda: f"\n{CANARY}\x00\n" * 10_000,
    lambda: (f"{CANARY}\ud800",),
    lambda: CANARY.encode(),
    lambda: 4711.5,
]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_stranger_is_refused(name: str, field: str, examples: Examples) -> None:
    value = examples[name]()
    for stranger in STRANGERS:
        error = refused(lambda stranger=stranger: attrs.evolve(value, **{field: stranger()}))
        assert error.owner == name
        assert error.field.removeprefix("_") == field
        assert str(error).startswith(f"{name}.{error.field} must ")


OPTIONAL = {
    (name, a.name) for name in model.__all__ for a in attrs.fields(getattr(model, name)) if a.init and a.default is None
}


# Another field of the example asks for these.
ASKED_FOR = {(name, field) for name in ("Finding", "LinkRow") for field in ("reason", "assessed_on")}


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_none_stands_only_where_something_may_be_missing(name: str, field: str, examples: Examples) -> None:
    def clear() -> Any:
        return attrs.evolve(examples[name](), **{field: None})

    if (name, field) in OPTIONAL - ASKED_FOR:
        assert getattr(clear(), field) is None
    else:
        refused(clear)


WORDS = {
    ("Provision", "force"): "force",
    ("Provision", "confidence"): "confidence",
    ("Provision", "text_status"): "text_status",
    ("Provision", "notation_status"): "notation_status",
    ("Provision", "heading_status"): "heading_status",
    ("Mapping", "relation"): "relation",
    ("Mapping", "matching"): "matching",
    ("Mapping", "basis"): "basis",
    ("Mapping", "origin"): "origin",
    ("Change", "kind"): "change_kind",
    ("Change", "scope"): "change_scope",
    ("Subject", "kind"): "subject_kind",
    ("Assessment", "assessor_role"): "assessor_role",
    ("Finding", "status"): "finding_status",
    ("Context", "nation"): "nation",
    ("Context", "setting"): "setting",
    ("Context", "stage"): "stage",
    ("EditionRecord", "status"): "edition_status",
    ("Event", "kind"): "event_kind",
    ("Publication", "category"): "publication_category",
    ("Report", "verdict"): "verdict",
    ("Report", "document_kind"): "document_kind",
    ("Issue", "severity"): "severity",
    ("Rights", "sharing"): "sharing",
    ("Completeness", "level"): "completeness_level",
    ("UncertainDate", "precision"): "date_precision",
    ("Edition", "jurisdictions_basis"): "jurisdictions_basis",
}


@pytest.mark.parametrize(("place", "vocabulary"), WORDS.items(), ids=lambda v: v if isinstance(v, str) else ".".join(v))
def test_a_word_is_one_of_its_list_exactly(place: tuple[str, str], vocabulary: str, examples: Examples) -> None:
    name, field = place
    value = examples[name]()
    for word in VOCABULARIES[vocabulary]:
        assert getattr(attrs.evolve(value, **{field: word}), field) == word
        for other in (word.upper(), f"{word} ", f" {word}", f"{word}\n", word.replace("-", "_") + "_", ""):
            assert "must be one of" in str(refused(lambda other=other: attrs.evolve(value, **{field: other})))
    for word in VOCABULARIES[vocabulary]:
        assert word in str(refused(lambda: attrs.evolve(value, **{field: CANARY})))


@pytest.mark.parametrize("field", ["stages", "settings", "nations", "populations", "addressees", "sources"])
def test_a_list_holds_each_member_once(field: str, examples: Examples) -> None:
    member = {
        "stages": "referral", "settings": "outreach", "nations": "wales", "populations": "adults",
        "addressees": "police", "sources": "heal-2019",
    }[field]  # fmt: skip
    value = examples["Provision"]()
    assert getattr(attrs.evolve(value, **{field: [member]}), field) == (member,)
    assert "twice" in str(refused(lambda: attrs.evolve(value, **{field: [member, member]})))
    refused(lambda: attrs.evolve(value, **{field: member}))
    refused(lambda: attrs.evolve(value, **{field: {member}}))
    refused(lambda: attrs.evolve(value, **{field: [member, CANARY]}))


@pytest.mark.parametrize("number", [True, False, 1.0, "1", -1, 2**53, 10**400])
def test_a_count_is_a_whole_number(number: object, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Counts"](), records_in=number))
    refused(lambda: attrs.evolve(examples["Provision"](), page=number))


def test_the_ends_of_a_count(examples: Examples) -> None:
    counts, provision = examples["Counts"](), examples["Provision"]()
    assert attrs.evolve(counts, records_in=0).records_in == 0
    assert attrs.evolve(counts, records_in=2**53 - 1).records_in == 2**53 - 1
    assert attrs.evolve(provision, page=1).page == 1
    refused(lambda: attrs.evolve(provision, page=0))


@pytest.mark.parametrize("truth", [1, 0, "false", "true", None])
def test_a_boolean_is_no_number_and_no_text(truth: object, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["RegistryEntry"](), provisional=truth))
    refused(lambda: attrs.evolve(examples["Concordance"](), list_is_known_incomplete=truth))


@pytest.mark.parametrize(
    ("field", "most"), [("summary", 20_000), ("note", 20_000), ("heading", 500), ("notation", 100)]
)
def test_the_ends_of_a_text(field: str, most: int, examples: Examples) -> None:
    value = examples["Provision"]()
    for text in ("x", "é" * most, "\U0001f54a" * most):
        assert getattr(attrs.evolve(value, **{field: text}), field) == text
    for text in ("", "x" * (most + 1), "\ud800", "\udfff"):
        refused(lambda text=text: attrs.evolve(value, **{field: text}))


@pytest.mark.parametrize("day", ["2024-02-29", datetime(2024, 2, 29), date(999, 1, 1), date(3000, 1, 1), 20240229])  # noqa: DTZ001
def test_a_day_is_a_date(day: object, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Finding"](), assessed_on=day))
    refused(lambda: attrs.evolve(examples["Period"](), start=day))


@pytest.mark.parametrize(
    "text", ["2018", "2018-10", "2018-10-31", "2024-02-29", "2000-02-29", "1000", "2999-12-31", "2018-04-30"]
)
def test_dates_known_in_part(text: str, examples: Examples) -> None:
    assert attrs.evolve(examples["Source"](), date=text).date == text
    assert attrs.evolve(examples["UncertainDate"](), earliest=text).earliest == text


@pytest.mark.parametrize(
    "text",
    [
        "2018-13", "2018-00", "2018-1", "2018-10-32", "2018-10-00", "2023-02-29", "1900-02-29", "2100-02-29",
        "2018-04-31", "2018-02-30", "18", "02018", "2018-10-1", "2018/10/15", "20181015", "2018-10-15\n", " 2018",
        "2018-10-15T00:00:00Z", "\uff12\uff10\uff11\uff18", "2018\u2010" + "10", "\u0662\u0660\u0661\u0668", "-2018",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Source"](), date=text))
    refused(lambda: attrs.evolve(examples["UncertainDate"](), latest=text))


@pytest.mark.parametrize("text", ["2018-10-12T10:29:40Z", "2024-02-29T00:00:00Z", "2018-10-12T23:59:59Z", "2018-10"])
def test_moments(text: str, examples: Examples) -> None:
    assert attrs.evolve(examples["Upload"](), date=text).date == text


@pytest.mark.parametrize(
    "text",
    [
        "2018-10-12T24:00:00Z", "2018-10-12T10:60:00Z", "2018-10-12T23:59:60Z", "2023-02-29T10:00:00Z",
        "2018-10-12T10:29:40", "2018-10-12T10:29:40+00:00", "2018-10-12 10:29:40Z", "2018-10-12T10:29:40z",
        "2018-10-12T10:29:40Z\n", "2018-10T10:29:40Z", "2018-10-12T10:29Z", "2018-10-12T10:29:40.5Z",
    ],
)  # fmt: skip
def test_what_is_no_moment(text: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Upload"](), date=text))


@pytest.mark.parametrize("text", ["en", "cy-GB", "zh-Hans-CN", "de-CH-1901", "sl-rozaj-biske", "x-", "en-a-bb-x-c"])
def test_languages(text: str, examples: Examples) -> None:
    value = examples["Wording"]()
    if text == "x-":
        refused(lambda: attrs.evolve(value, language=text))
    else:
        assert attrs.evolve(value, language=text).language == text


@pytest.mark.parametrize("text", ["", "e", "en_GB", "en-", "-en", "en-GB\n", "\uff45n", "en--GB", "welsh!", "c\u0443"])
def test_what_is_no_language(text: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Wording"](), language=text))


BAD_IDS = [
    "demo-2020.1\n", "demo-2020.\uff11", "\u0434emo-2020.1", "d\u0435mo-2020.1", "demo-2020.1.\u217b", "DEMO-2020.1",
    "demo-2020", "demo-2020.", "demo-2020..1", " demo-2020.1", "demo-2020.1 ", "demo-2020.1_1", "demo-2020.1\x00",
    "demo-2020.-1", "demo-20.1", "demo\u20102020.1", "demo-2020." + "1" * 31, "", "1.1",
]  # fmt: skip


@pytest.mark.parametrize("id", BAD_IDS)
@pytest.mark.parametrize(
    ("name", "field"),
    [("Provision", "id"), ("Provision", "parent"), ("Finding", "provision"), ("Possibility", "provision")],
)
def test_what_is_no_id(id: str, name: str, field: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples[name](), **{field: id}))


def test_an_id_of_forty_characters_is_the_longest(examples: Examples) -> None:
    longest = "demo-2020." + "1" * 30
    assert len(longest) == 40
    assert attrs.evolve(examples["Provision"](), id=longest).id == longest
    refused(lambda: attrs.evolve(examples["Provision"](), id=longest + "1"))


@pytest.mark.parametrize("ref", ["", "a" * 65, "J. Doe", "ref\n", "rué", "\uff11", "a/b", "a\x00"])
def test_what_is_no_reference(ref: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Subject"](), ref=ref))
    refused(lambda: attrs.evolve(examples["Evidence"](), ref=ref))
    refused(lambda: attrs.evolve(examples["Producer"](), name=ref))


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "javascript:alert(1)", "http://", "https://a b", "https://x\n", "x"]
)
def test_what_is_no_address(url: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Source"](), url=url))


@pytest.mark.parametrize(
    "digest", ["sha256:" + "0" * 63, "sha256:" + "A" * 64, "md5:" + "0" * 32, "sha256:" + "0" * 64 + "\n"]
)
def test_what_is_no_digest(digest: str, examples: Examples) -> None:
    refused(lambda: attrs.evolve(examples["Mapping"](), source_digest=digest))
    refused(lambda: attrs.evolve(examples["Edition"](), digest=digest))


def test_not_applicable_needs_a_reason(examples: Examples) -> None:
    error = refused(lambda: attrs.evolve(examples["Finding"](), reason=None))
    assert error.field == "reason"
    assert attrs.evolve(examples["Finding"](), status="met", reason=None).reason is None


@pytest.mark.parametrize("status", ["met", "partly-met", "not-met", "not-applicable"])
def test_what_was_assessed_was_assessed_on_a_day(status: str, examples: Examples) -> None:
    error = refused(lambda: attrs.evolve(examples["Finding"](), status=status, assessed_on=None))
    assert error.field == "assessed_on"
    assert attrs.evolve(examples["Finding"](), status="not-assessed", assessed_on=None).assessed_on is None


@pytest.mark.parametrize("name", sorted(model.__all__))
def test_an_unknown_member_is_refused(name: str, examples: Examples) -> None:
    given = {a.alias: getattr(examples[name](), a.name) for a in attrs.fields(getattr(model, name)) if a.init}
    getattr(model, name)(**given)
    with pytest.raises(TypeError) as caught:
        getattr(model, name)(**given, surname=CANARY)
    assert CANARY not in shown(caught.value)


@pytest.mark.parametrize("name", sorted(model.__all__))
def test_a_required_member_cannot_be_left_out(name: str, examples: Examples) -> None:
    value = examples[name]()
    fields = [a for a in attrs.fields(type(value)) if a.init]
    given = {a.alias: getattr(value, a.name) for a in fields}
    for a in fields:
        rest = {n: v for n, v in given.items() if n != a.alias}
        if a.default is attrs.NOTHING:
            with pytest.raises(TypeError) as caught:
                type(value)(**rest)
            assert "canary" not in shown(caught.value).lower()


def test_a_refused_value_leaves_nothing_behind(examples: Examples) -> None:
    value = examples["Edition"]()
    before = copy.deepcopy(value)
    refused(lambda: attrs.evolve(value, provisions=(*value.provisions, CANARY)))
    assert value == before
