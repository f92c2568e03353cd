"""The front door: the public names, and ids turned into shipped objects."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import api, packaged, readers
from care_standards.documents import judging, pipeline
from care_standards.errors import (
    InvalidDocumentError,
    InvalidValueError,
    UnknownIdError,
    UnknownProvisionError,
    UnreadableSourceError,
    UnwritableTargetError,
)
from care_standards.issue_codes import Code
from care_standards.model import Catalogue, Evidence, Extensions, Period, Producer, Provision, RegistryEntry

CANARY = "canary-4711"
ASSESSMENT = Path(__file__).parents[1] / "conformance" / "1.0" / "valid" / "assessment" / "full.json"


@pytest.fixture
def assessment() -> cs.Assessment:
    """An assessment with an id that our data hold and one that they do not."""
    return cs.Assessment(
        subject=cs.Subject(kind="service", ref=CANARY), edition="scs-2018",
        context=cs.Context(nation="wales", populations={"adults"}),
        period=Period(start=date(2024, 1, 1), end=date(2024, 3, 31)), assessor_role="quality-lead",
        produced_by=Producer(name="a-program", version="1.0"),
        findings=[
            cs.Finding(provision="scs-2018.1.1.5", status="met", assessed_on=date(2024, 2, 1),
                       evidence=[Evidence(ref=CANARY)], note=CANARY),
            cs.Finding(provision="scs-2018.7.7.7", status="not-assessed", evidence=[]),
        ],
    )  # fmt: skip


def test_every_public_name_is_there() -> None:
    assert dir(cs) == sorted((*cs.__all__, *cs._ROOMS))
    assert len(cs.__all__) == len(set(cs.__all__)) < 40
    for name in cs.__all__:
        assert getattr(cs, name) is not None
    assert set(cs._HOME_OF) - {"__version__"} == set(cs.__all__)
    for room in cs._ROOMS:
        assert getattr(cs, room).__name__ == f"care_standards.{room}"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nosuchname"):
        _ = cs.nosuchname  # type: ignore[attr-defined]
    assert not hasattr(cs, "subprocess")


def test_load_is_the_shipped_edition() -> None:
    assert cs.load("scs-2018") is packaged.edition("scs-2018") is cs.load("scs-2018", catalogue=cs.catalogue())
    scs = cs.load("scs-2018")
    assert scs["1.1.5"].id == "scs-2018.1.1.5"
    assert [r.id for r in scs["1.1.5"].recommendations] == [f"scs-2018.1.1.5.r{n}" for n in (1, 2, 3, 4)]
    assert {type(r) for r in scs["1.1.5"].recommendations} == {cs.Recommendation}
    assert scs.completeness.level == "partial"


def test_publications() -> None:
    assert cs.publication("scs") is cs.publications()[0]
    with pytest.raises(UnknownIdError) as caught:
        cs.publication("scz")
    assert "scs" in caught.value.near_misses


@pytest.mark.parametrize("ask", [cs.crosswalk, cs.concordance])
def test_links_that_are_not_shipped(ask: Callable[[str, str], Any]) -> None:
    with pytest.raises(UnknownIdError) as caught:
        ask(CANARY, CANARY)
    assert CANARY not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


def test_a_crosswalk_is_read_in_its_own_direction() -> None:
    assert cs.crosswalk("scs-2018", "ecat-2005").id == "scs-2018--ecat-2005"
    with pytest.raises(UnknownIdError) as caught:
        cs.crosswalk("ecat-2005", "scs-2018")
    assert len(caught.value.near_misses) <= 3
    assert caught.value.near_misses[0] == "scs-2018--ecat-2005"  # the one that runs the other way
    assert set(caught.value.near_misses) <= {crosswalk.id for crosswalk in cs.crosswalks()}


@pytest.mark.parametrize("catalogue", [None, cs.catalogue()])
def test_a_crosswalk_or_a_concordance_by_its_id(catalogue: Catalogue | None) -> None:
    for walk in cs.crosswalks():
        ends = (walk.source.edition, walk.target.edition)
        assert cs.crosswalk(walk.id, catalogue=catalogue) is cs.crosswalk(*ends, catalogue=catalogue) is walk
    for line in cs.concordances():
        assert (
            cs.concordance(line.id, catalogue=catalogue) is cs.concordance(line.old.edition, line.new.edition) is line
        )
    assert cs.crosswalk(source="scs-2018", target="ecat-2005") is cs.crosswalk("scs-2018--ecat-2005")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("ecat-2005--scs-2018", "scs-2018--ecat-2005"),  # held in the other direction only
        ("scs-2018--ecat-2006", "scs-2018--ecat-2005"),
        ("scs-2018", "scs-2018--"),
        ("scs-2018--", "scs-2018--"),
    ],
)
def test_no_crosswalk_has_the_id(asked: str, near: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        cs.crosswalk(asked)
    assert caught.value.near_misses[0].startswith(near)
    assert len(caught.value.near_misses) <= 3
    assert set(caught.value.near_misses) <= {crosswalk.id for crosswalk in cs.crosswalks()}


@pytest.mark.parametrize("asked", [CANARY, f"{CANARY}--{CANARY}", f"{CANARY}--", "--", "", "scs", None, 5])
@pytest.mark.parametrize("ask", [cs.crosswalk, cs.concordance])
def test_what_is_no_id_of_a_link(ask: Callable[[Any], Any], asked: Any) -> None:
    with pytest.raises(UnknownIdError) as caught:
        ask(asked)
    assert CANARY not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


def test_a_concordance() -> None:
    assert cs.concordance("scs-2018", "scs-2025").id == "scs-2018--scs-2025"
    assert len(cs.concordances()) == 3


def test_every_id_ever_released_resolves() -> None:
    for id in packaged.registry():
        assert cs.resolve(id).id == id


def test_resolve_gives_the_object_itself() -> None:
    assert cs.resolve("scs") is cs.publication("scs")
    assert cs.resolve("scs-2018") is cs.load("scs-2018")
    assert cs.resolve("scs-2018.1.1.5.r2") is cs.load("scs-2018")["scs-2018.1.1.5.r2"]
    assert isinstance(cs.resolve("scs-2018.1.1.5"), Provision)


def test_resolve_what_was_never_released() -> None:
    with pytest.raises(UnknownProvisionError) as caught:
        cs.resolve("scs-2018.1.1.5.r9")
    assert "scs-2018.1.1.5.r4" in caught.value.near_misses or "scs-2018.1.1.5.r1" in caught.value.near_misses
    assert not caught.value.complete
    with pytest.raises(UnknownIdError):
        cs.resolve("nobody-2020.1")


def test_a_retired_id_resolves_to_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    retired = RegistryEntry(id="scs-2018.1.1.11", status="retired", successors=("scs-2018.1.1.5",))
    shipped = packaged.catalogue()
    registry = attrs.evolve(shipped.registry, entries=(*shipped.registry.entries, retired))
    monkeypatch.setattr(packaged, "catalogue", lambda: attrs.evolve(shipped, registry=registry))
    assert cs.resolve("scs-2018.1.1.11") is retired
    assert cs.resolve(retired.successors[0]) is cs.load("scs-2018")["1.1.5"]


def test_check_takes_a_path_bytes_or_a_mapping(assessment: cs.Assessment, tmp_path: Path) -> None:
    content = cs.write(assessment)
    file = tmp_path / "export.json"
    file.write_bytes(content)
    reports = [cs.check(source) for source in (file, str(file), content, json.loads(content))]
    assert {report.verdict for report in reports} == {"unverified"}
    assert reports[0] == reports[1] == reports[2]
    (issue,) = reports[0].issues
    assert (issue.code, issue.pointer) == (Code.UNVERIFIED_ID, "/findings/1/provision")
    assert issue.line is not None
    assert reports[3].issues[0].line is None
    assert reports[0].ok


def test_text_is_a_path_and_never_a_document(assessment: cs.Assessment) -> None:
    text = cs.write(assessment).decode()
    with pytest.raises(UnreadableSourceError) as caught:
        cs.check(text)
    assert CANARY not in f"{caught.value} {caught.value.args}"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"{}", b'{"kind": "assessment"}', b"\x00"])
def test_check_never_raises_for_content(content: bytes) -> None:
    report = cs.check(content)
    assert report.verdict == "invalid"
    assert not report.ok
    assert report.issues


def test_read_and_write_are_each_others_inverse(assessment: cs.Assessment) -> None:
    content = cs.write(assessment)
    assert cs.read(content) == cs.read_assessment(content) == assessment
    assert cs.write(cs.read(content)) == cs.write_assessment(assessment) == content
    assert content.endswith(b"}\n")
    assert not content.endswith(b"\n\n")
    assert b"\r" not in content


def test_reading_another_kind_than_asked_for(assessment: cs.Assessment) -> None:
    content = cs.write(assessment)
    for read in (
        cs.readers.read_edition,
        cs.readers.read_publication,
        cs.readers.read_crosswalk,
        cs.readers.read_concordance,
        cs.readers.read_report,
    ):
        with pytest.raises(InvalidDocumentError) as caught:
            read(content)
        assert not caught.value.report.ok
        assert CANARY not in f"{caught.value} {caught.value!r} {caught.value.report!r}"


def test_reading_does_not_change_what_it_is_given(assessment: cs.Assessment) -> None:
    document = json.loads(cs.write(assessment))
    before = json.dumps(document)
    cs.read(document)
    cs.check(document)
    assert json.dumps(document) == before


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("publication", lambda: cs.publication("scs")),
        ("edition", lambda: cs.load("scs-2018")),
        ("crosswalk", lambda: cs.crosswalk("scs-2018", "ecat-2005")),
        ("concordance", lambda: cs.concordance("scs-2018", "scs-2025")),
        ("report", lambda: cs.check(b"{}")),
    ],
)
def test_each_kind_has_a_reader_and_a_writer(kind: str, make: Callable[[], Any], tmp_path: Path) -> None:
    value = make()
    file = tmp_path / "document.json"
    content = getattr(readers, f"write_{kind}")(value, file)
    assert file.read_bytes() == content
    assert getattr(readers, f"read_{kind}")(file) == value


def test_writing_replaces_a_file_whole(assessment: cs.Assessment, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_bytes(b"x" * 100_000)
    assert cs.write(assessment, file) == file.read_bytes()
    assert os.listdir(tmp_path) == ["export.json"]


def test_what_cannot_be_read_again_is_not_written(assessment: cs.Assessment, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_bytes(b"before")
    twice = attrs.evolve(assessment, findings=assessment.findings * 2)
    with pytest.raises(InvalidDocumentError) as caught:
        cs.write(twice, file)
    assert CANARY not in f"{caught.value} {caught.value.report!r}"
    assert file.read_bytes() == b"before"


def test_a_target_that_cannot_be_written(assessment: cs.Assessment, tmp_path: Path) -> None:
    with pytest.raises(UnwritableTargetError) as caught:
        cs.write(assessment, tmp_path / CANARY / "export.json")
    assert CANARY not in f"{caught.value} {caught.value.args}"
    assert caught.value.__context__ is None


def test_a_catalogue_that_is_given_is_used_even_if_it_is_empty(assessment: cs.Assessment) -> None:
    content = cs.write(assessment)
    assert cs.check(content).verdict == "unverified"
    assert cs.check(content, catalogue=Catalogue()).verdict == "invalid"  # it knows no such edition
    with pytest.raises(InvalidDocumentError):
        cs.read(content, catalogue=Catalogue())
    with pytest.raises(InvalidDocumentError):
        cs.write(assessment, catalogue=Catalogue())


def test_a_catalogue_of_ones_own_knows_more(assessment: cs.Assessment) -> None:
    scs = cs.load("scs-2018")
    wanted = attrs.evolve(scs["1.1.5"], id="scs-2018.7.7.7", notation="7.7.7", parent=None)
    fuller = Catalogue(editions=(attrs.evolve(scs, provisions=(*scs.provisions, wanted)),))
    content = cs.write(assessment)
    assert cs.check(content, catalogue=fuller).verdict == "valid"
    assert cs.check(content).verdict == "unverified"  # what is shipped is as it was


def test_limits_are_passed_on(assessment: cs.Assessment) -> None:
    content = cs.write(assessment)
    tight = cs.Limits(max_bytes=10)
    assert cs.check(content, limits=tight).verdict == "invalid"
    with pytest.raises(InvalidDocumentError):
        cs.read(content, limits=tight)
    with pytest.raises(InvalidDocumentError):
        cs.read_assessment(content, limits=tight)
    with pytest.raises(InvalidDocumentError):
        cs.write(assessment, limits=cs.Limits(max_depth=1))


def test_a_report_names_what_it_was_judged_by(assessment: cs.Assessment) -> None:
    judged_by = cs.check(cs.write(assessment)).judged_by
    assert judged_by.library_version == cs.__version__
    assert judged_by.schema == "https://care-standards.invalid/schemas/1.0/assessment.schema.json"
    (used,) = judged_by.editions
    assert (used.edition, used.data_revision, used.completeness) == ("scs-2018", 1, "partial")


def test_nothing_of_a_document_is_shown(assessment: cs.Assessment) -> None:
    document = json.loads(cs.write(assessment))
    document[CANARY] = CANARY
    document["findings"][0][CANARY] = {CANARY: CANARY}
    document["findings"][0]["status"] = CANARY
    document["period"]["start"] = CANARY
    document["subject"]["kind"] = CANARY
    report = cs.check(document)
    assert report.verdict == "invalid"
    assert len(report.issues) >= 5
    assert CANARY not in f"{report} {report!r} {report._repr_html_()} {cs.write(report)!r}"
    assert CANARY not in repr(assessment)


def test_shipped_data_that_are_checked_are_held_against_their_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(packaged, "verify", lambda: asked.append("verify"))
    document = {"kind": "assessment", "schema_version": "1.0", "edition": "scs-2018"}
    api.check(document)
    assert asked == ["verify"]
    api.check(document, catalogue=packaged.catalogue())
    assert asked == ["verify"]  # what the caller brings is the caller's


@pytest.mark.parametrize("wrong", [{"kind": "asessment"}, {"kind": None}, {"limits": 5}, {"catalogue": 5}])
def test_a_question_that_cannot_be_asked_raises_and_does_not_blame_the_document(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        cs.check(b"{}", **wrong)
    assert "asessment" not in f"{caught.value}{caught.value.args}"


def test_only_documents_of_the_model_are_written(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_bytes(b'{"kind": "assessment"}')
    for wrong in (os.fspath(record), record, record.read_bytes(), {"kind": "assessment"}, None, 5):
        with pytest.raises(InvalidValueError):
            cs.write(wrong, record)  # type: ignore[arg-type]
    assert record.read_bytes() == b'{"kind": "assessment"}'


def test_what_is_written_is_within_the_limits_of_reading() -> None:
    extensions = Extensions.of({"org.example.x": [1] * 500})
    assessment = attrs.evolve(cs.read_assessment(ASSESSMENT), extensions=extensions)
    size = len(cs.write(assessment))
    assert cs.write(assessment, limits=cs.Limits(max_bytes=size))
    with pytest.raises(InvalidDocumentError) as caught:
        cs.write(assessment, limits=cs.Limits(max_bytes=size - 1))
    assert [issue.code for issue in caught.value.report.issues] == ["CS112"]


def test_no_room_on_the_stack_is_said_and_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise RecursionError(CANARY)

    assessment = cs.read_assessment(ASSESSMENT)
    monkeypatch.setattr(judging, "schema_problems", no_room)
    report = cs.check(ASSESSMENT)
    assert [issue.code for issue in report.issues] == ["CS114"]
    monkeypatch.setattr(pipeline, "to_plain", no_room)
    with pytest.raises(InvalidDocumentError) as caught:
        cs.write(assessment)
    assert [issue.code for issue in caught.value.report.issues] == ["CS114"]
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_writer_of_one_kind_writes_no_other() -> None:
    with pytest.raises(InvalidValueError):
        cs.write_assessment(cs.load("scs-2018"))  # type: ignore[arg-type]
