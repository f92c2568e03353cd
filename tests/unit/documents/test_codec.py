"""Plain data and objects stand for each other exactly: nothing is coerced, dropped or made up."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents import codec
from care_standards.documents.codec import HEADER, MODELS, NotAsDescribed, from_plain, kind_of, to_bytes, to_plain
from care_standards.documents.schema_registry import VERSIONS, kinds_of, schema_id
from care_standards.model.assessment import Assessment, Context, Evidence, Finding
from care_standards.model.concordance import ComparisonCoverage
from care_standards.model.edition import Edition
from care_standards.model.extensions import Extensions
from care_standards.model.provisions import Principle, Provision, Recommendation, Standard
from care_standards.model.report import Counts

CASES = Path(__file__).resolve().parents[2] / "conformance"
VALID = CASES / "1.0" / "valid"
COUNTS = {"records_in": 1, "records_judged": 1, "errors": 0, "unverified": 0, "warnings": 0, "shown": 0}
CHANGE_ME: dict[str, Any] = {"provision": "scs-2018.1", "status": "met", "assessed_on": "2026-03-01", "evidence": []}
WRONG = [None, True, False, 0, 1, -1, 1.5, "1", "", b"1", [], ["x"], {}, {"x": 1}, (), date(2026, 3, 1)]


def refuses(plain: Any, model: type) -> None:
    with pytest.raises(NotAsDescribed) as caught:
        from_plain(plain, model)
    assert caught.value.args == ()
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("value", [*WRONG[:3], *WRONG[5:]], ids=repr)
def test_a_number_is_made_of_nothing_else(value: Any) -> None:
    refuses({**COUNTS, "errors": value}, Counts)


@pytest.mark.parametrize("value", [1.0, 0.0, 3e2])
def test_a_whole_number_may_be_written_as_a_fraction_as_javascript_may(value: float) -> None:
    errors = from_plain({**COUNTS, "errors": value}, Counts).errors
    assert (errors, type(errors)) == (int(value), int)


@pytest.mark.parametrize("value", [*WRONG[3:], "true"], ids=repr)
def test_a_truth_value_is_made_of_nothing_else(value: Any) -> None:
    plain = json.loads((VALID / "concordance" / "minimal.json").read_bytes())
    refuses({**plain, "list_is_known_incomplete": value}, MODELS["concordance"])


@pytest.mark.parametrize("name", ["provision", "status", "assessed_on", "evidence", "note", "reason"])
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_no_member_of_a_finding_is_coerced(name: str, value: Any) -> None:
    if (value is None and name in ("note", "reason")) or (name, value) == ("evidence", []):
        return  # null is for the schema to refuse; an empty list of evidence is right
    if name in ("note", "reason") and value == "1":
        return
    refuses({**CHANGE_ME, name: value}, Finding)


def test_a_list_is_no_text_and_a_text_no_list() -> None:
    refuses({**CHANGE_ME, "evidence": "ab"}, Finding)
    refuses({**CHANGE_ME, "evidence": {"ref": "x"}}, Finding)
    refuses({**CHANGE_ME, "evidence": ({"ref": "x"},)}, Finding)
    refuses({"populations": "adults"}, Context)
    refuses({"populations": {"adults": 1}}, Context)


def test_an_item_of_a_set_is_given_once() -> None:
    assert from_plain({"populations": ["adults"]}, Context).populations == {"adults"}
    refuses({"populations": ["adults", "adults"]}, Context)


@pytest.mark.parametrize("name", ["Provision", "assessor", "_edition", "__class__", "kind", ""])
def test_an_unknown_member_is_refused(name: str) -> None:
    refuses({**CHANGE_ME, name: "x"}, Finding)


@pytest.mark.parametrize("name", ["_edition", "_index", "edition_id", "children"])
def test_what_the_model_keeps_for_itself_is_no_member(name: str) -> None:
    plain = json.loads((VALID / "edition" / "full.json").read_bytes())
    refuses({**plain, name: None}, Edition)
    plain["provisions"][0][name] = None
    refuses(plain, Edition)


def test_each_named_kind_gets_its_class() -> None:
    plain = json.loads((VALID / "edition" / "every-kind.json").read_bytes())
    edition = from_plain(plain, Edition)
    classes = {"standard": Standard, "principle": Principle, "recommendation": Recommendation}
    assert [type(p) for p in edition] == [classes.get(p["kind"], Provision) for p in plain["provisions"]]
    assert to_plain(edition) == plain


@pytest.mark.parametrize(("version", "kind"), [(version, kind) for version in VERSIONS for kind in kinds_of(version)])
def test_members_are_in_the_order_of_the_fields_with_the_header_first(version: str, kind: str) -> None:
    content = (CASES / version / "valid" / kind / "full.json").read_bytes()
    plain = json.loads(content)
    value = from_plain(plain, MODELS[kind])  # type: ignore[index]
    assert kind_of(value) == kind
    written = to_plain(value, version)
    assert written == plain
    assert list(written) == [*HEADER, *(a.name for a in attrs.fields(type(value)) if a.init and a.name in plain)]
    assert list(written)[:3] == list(HEADER)
    assert to_bytes(written) == content


@pytest.mark.parametrize("version", VERSIONS)
def test_the_quick_way_of_writing_a_report_gives_what_the_converter_gives(version: str) -> None:
    for path in sorted((CASES / version / "valid" / "report").glob("*.json")):
        report = from_plain(json.loads(path.read_bytes()), MODELS["report"])
        by_converter = codec._converter().unstructure(report)
        quickly = {name: value for name, value in to_plain(report).items() if name not in HEADER}
        assert json.dumps(quickly) == json.dumps(by_converter)


def test_a_provision_alone_has_its_kind_in_the_second_place_and_no_header() -> None:
    plain = to_plain(cs.load("scs-2018")["1.1.5"])
    assert list(plain)[:3] == ["id", "kind", "parent"]
    assert plain["kind"] == "standard"
    assert HEADER[0] not in plain


def test_what_is_no_document_has_no_kind() -> None:
    assert kind_of(cs.load("scs-2018")["1.1.5"]) is None
    assert kind_of({}) is None
    assert to_plain(Evidence(ref="x")) == {"ref": "x"}


def test_a_set_is_written_in_the_order_of_the_vocabulary() -> None:
    context = Context(populations=frozenset({"lawfully-resident", "adults", "children"}))
    assert to_plain(context) == {"populations": ["adults", "children", "lawfully-resident"]}


def test_zero_and_false_are_written_and_none_is_not() -> None:
    assert to_plain(ComparisonCoverage(old_listed=0)) == {"old_listed": 0}
    plain = json.loads((VALID / "concordance" / "every-kind.json").read_bytes())
    assert plain["list_is_known_incomplete"] is False
    assert to_plain(from_plain(plain, MODELS["concordance"]))["list_is_known_incomplete"] is False


@pytest.mark.parametrize(
    "day", ["20260301", "2026-W09-7", "2026-3-1", "2026-02-30", "2026-03-01T00:00:00", "٢٠٢٦-٠٣-٠١"]
)
def test_a_day_has_one_form(day: str) -> None:
    plain = json.loads((VALID / "assessment" / "full.json").read_bytes())
    refuses({**CHANGE_ME, "assessed_on": day}, Finding)
    plain["findings"][0]["assessed_on"] = day
    assert not cs.check(plain).ok


def test_extensions_are_a_copy() -> None:
    inner = {"org.example.x": {"list": [1, 2]}}
    plain = {**json.loads((VALID / "assessment" / "minimal.json").read_bytes()), "extensions": inner}
    value = from_plain(plain, Assessment)
    inner["org.example.x"]["list"].append(3)
    assert value.extensions == Extensions.of({"org.example.x": {"list": [1, 2]}})
    to_plain(value)["extensions"]["org.example.x"]["list"].append(3)
    assert value.extensions["org.example.x"] == {"list": [1, 2]}


def test_bytes_are_utf_8_with_a_final_newline() -> None:
    assert to_bytes({"a": "é🙂", "b": []}) == '{\n  "a": "é🙂",\n  "b": []\n}\n'.encode()


@pytest.mark.parametrize("id", [edition.id for edition in cs.editions()])
def test_a_shipped_edition_is_the_same_read_by_either_way(id: str) -> None:
    held = cs.load(id)
    read = cs.readers.read_edition(to_bytes(to_plain(held)))
    assert read == held
    assert [type(p) for p in read] == [type(p) for p in held]
    assert to_plain(held)["$schema"] == schema_id("edition", "1.0")
