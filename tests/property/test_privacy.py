"""No part of a document is ever shown, in reports, exceptions, reprs or logs, whatever is wrong with it."""

import copy
import importlib.util
import io
import json
import logging
import traceback
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invented.leak_search import leaks_in, watching

import care_standards as cs
from care_standards.documents.schema_registry import CURRENT
from care_standards.errors import CareStandardsError, InvalidDocumentError
from care_standards.testing import assessments
from care_standards.vocabularies import DOCUMENT_KINDS, ENGINES

REPOSITORY = Path(__file__).resolve().parents[2]
VALID = REPOSITORY / "tests" / "conformance" / CURRENT / "valid"
CANARY = "zorblax"
# Free text, the forms of ids and references, and forms that are nearly right.
SHAPES = (
    CANARY, f"{CANARY} Quill", f"{CANARY}-2018", f"{CANARY}-2018.1.1.5", f"scs-2018.{CANARY}", f"scs-2018.{CANARY}\n",
    f"sha256:{CANARY}",    f"{CANARY.upper()}", f"https://example.org/{CANARY}", f"2026-{CANARY}",
    f"{CANARY}\u202e\x1b[31m", f"inv-{CANARY}-2024", f"{CANARY}-key",
)  # fmt: skip
MEMBERS = (CANARY, f"org.{CANARY}.x", f"{CANARY}/~0", f"status {CANARY}", f"__{CANARY}__")
kinds = pytest.mark.parametrize("kind", DOCUMENT_KINDS)


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("mutations_tool", REPOSITORY / "tools" / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mutations = _tool()


def _document(path: Path) -> Any:
    found = json.loads(path.read_bytes())
    return found.get("document", found)


GOOD = {kind: tuple(_document(path) for path in sorted((VALID / kind).glob("*.json"))) for kind in DOCUMENT_KINDS}


def _plant(value: Any, random: Random, often: float) -> Any:
    """Put canaries in place of texts, of other values, and of member names."""
    if isinstance(value, dict):
        planted = {
            (random.choice(MEMBERS) if random.random() < often / 4 else name): _plant(member, random, often)
            for name, member in value.items()
        }
        if random.random() < often / 4:
            planted[random.choice(MEMBERS)] = random.choice(SHAPES)
        return planted
    if isinstance(value, list):
        return [_plant(member, random, often) for member in value]
    if random.random() < (often if isinstance(value, str) else often / 4):
        return random.choice((random.choice(SHAPES), random.choice(SHAPES), [random.choice(SHAPES)], {CANARY: CANARY}))
    return value


def _planted(kind: str) -> st.SearchStrategy[Any]:
    def plant(good: Any, random: Random, often: float, keep: bool) -> Any:
        document = _plant(copy.deepcopy(good), random, often)
        header = {name: good[name] for name in ("$schema", "schema_version", "kind")}
        return {**header, **document, **header} if keep else document

    often = st.sampled_from((0.02, 0.2, 1.0))
    return st.builds(plant, st.sampled_from(GOOD[kind]), st.integers(0, 2**32).map(Random), often, st.booleans())


def _everything_said(error: BaseException | None) -> str:
    """Everything a caller, a log or a crash report can see of an exception and of those behind it."""
    said = ""
    while error is not None:
        said += f"{error} {error!r} {error.args!r} {vars(error)!r} {getattr(error, '__notes__', '')!r}"
        said += "".join(traceback.format_exception(error))
        error = error.__cause__ or error.__context__
    return said


def _shown(report: cs.Report) -> str:
    return f"{cs.write(report).decode()} {report} {report!r} {report._repr_html_()} {report.issues!r}"


@kinds
@given(st.data())
def test_nothing_of_a_document_is_shown(kind: str, data: st.DataObject) -> None:
    """Law: a canary put anywhere into a document, names included, is in no report, exception, repr or log."""
    document = data.draw(_planted(kind))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        said = ""
        for source in (document, json.dumps(document).encode(), json.dumps(document).encode()[:-20]):
            said += _shown(cs.check(source))
            for reader in (cs.read, cs.read_assessment, cs.readers.read_edition):
                try:
                    reader(source)
                except cs.CareStandardsError as error:
                    said += _everything_said(error)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    said += stream.getvalue()
    assert CANARY not in said.lower(), said[max(0, said.lower().index(CANARY) - 300) :][:600]
    assert "\x1b" not in said


def _renamed(good: Any) -> Any:
    """Give the same document under ids of the canary's: as right as before, with every word of its own secret."""
    written = json.dumps(good)
    for own in ("inv-", "tst-", "own-copy", "chg-", "ev-", "invented", "Invented"):
        written = written.replace(f'"{own}', f'"{CANARY}-' if own.endswith("-") else f'"{CANARY}')
    return json.loads(written.replace('"inv"', f'"{CANARY}"').replace('"tst"', f'"{CANARY}"'))


# Each resembles words that a renamed document has: near misses of them would be words of the document.
RESEMBLING = (f"{CANARY}-2023", f"{CANARY}-2024.9", f"{CANARY}-2023.1", f"{CANARY}-1", f"{CANARY}-202")


@kinds
def test_no_word_of_a_document_is_offered_for_another(kind: str) -> None:
    """Law: near misses and hints hold words of the catalogue and the schema only, never one of the document's."""
    for document in (_renamed(good) for good in (GOOD[kind][0], _document(VALID / kind / "full.json"))):
        for path, value in list(mutations.places(document)):
            if not isinstance(value, str):
                continue
            holder = document
            for step in path[:-1]:
                holder = holder[step]
            for word in RESEMBLING:
                holder[path[-1]] = word
                said = _shown(cs.check(document))
                assert CANARY not in said.lower(), said[max(0, said.lower().index(CANARY) - 300) :][:600]
            holder[path[-1]] = value


@given(assessment=assessments(), data=st.data())
def test_nothing_of_a_record_is_in_the_repr_of_its_objects(assessment: cs.Assessment, data: st.DataObject) -> None:
    """Law: what the objects of an assessment say of themselves holds no text of the sender's."""
    finding = cs.Finding(
        provision=f"scs-2018.{CANARY}",
        status="not-applicable",
        reason=CANARY,
        assessed_on=data.draw(st.dates(date(1000, 1, 1), date(2999, 12, 31))),
        evidence=[],
        note=CANARY,
    )
    planted = attrs.evolve(
        assessment,
        subject=cs.Subject(kind="case", ref=CANARY),
        edition=f"{CANARY}-2018",
        findings=(finding, *assessment.findings),
    )
    said = f"{planted} {planted!r} {planted.findings!r} {finding!s} {planted.subject!r} {planted.extensions!r}"
    assert CANARY not in said
    with pytest.raises(InvalidDocumentError) as caught:
        cs.write(planted)
    assert CANARY not in _everything_said(caught.value).lower()


# Bytes that are no document at all, each with the canary where a parser would quote it.
TORN = (
    b'{"zorblax": 1, "zorblax": 2}', b'{"kind": "zorblax', b'{"kind": zorblax}', b"\xffzorblax", b'["zorblax", \x00]',
    b"zorblax",
    b'{"a": "zorblax\n"}', b'{"a": "\\ud800zorblax"}', b'{"zorblax": 1e999}', b'{"zorblax": NaN}', b"PK\x03\x04zorblax",
    b'\xef\xbb\xbf{"kind": "zorblax"}', '{"kind": "zorblax"}'.encode("utf-16"), b'{"zorblax": ' + b"[" * 2000,
    b'{"zorblax": ' + b"9" * 5000 + b"}", b'{"kind": "edition"} zorblax', b"<zorblax/>", b"---\nzorblax: 1\n", b"",
)  # fmt: skip


def _engine(name: str) -> str:
    if name == "jsonschema-rs":
        pytest.importorskip("jsonschema_rs", reason="the extra fast is not installed")
    return name


@kinds
@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data())
@settings(max_examples=settings.default.max_examples // 2)
def test_nothing_of_a_document_leaks_by_any_engine(engine: str, kind: str, data: st.DataObject) -> None:
    """Law: whatever the engine, guarded or not, no form of a canary is in any object, exception, log or warning."""
    document = data.draw(_planted(kind))
    guard = data.draw(st.booleans())
    with watching(CANARY) as watched:
        for source in (
            document,
            json.dumps(document).encode(),
            json.dumps(document, ensure_ascii=False).encode()[:-20],
        ):
            watched.look("report", cs.check(source, engine=_engine(engine), guard=guard))
            watched.attempt(cs.read, source, engine=engine, refuses=CareStandardsError)
    assert watched.leaks == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("guard", [True, False])
@pytest.mark.parametrize("content", TORN)
def test_nothing_of_torn_bytes_leaks(engine: str, guard: bool, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"{CANARY}.json"
    path.write_bytes(content)
    with watching(CANARY) as watched:
        for source in (content, path, str(path), tmp_path / f"{CANARY}-not-there", tmp_path):
            report = watched.attempt(
                cs.check, source, engine=_engine(engine), guard=guard, refuses=cs.errors.UnreadableSourceError
            )
            watched.look("report", report)
            watched.attempt(cs.read, source, engine=engine, refuses=CareStandardsError)
    assert watched.leaks == []


@pytest.mark.parametrize(
    "options",
    [
        {"engine": CANARY},
        {"kind": CANARY},
        {"limits": CANARY},
        {"catalogue": CANARY},
        {"kind": [CANARY]},
        {"engine": [CANARY]},
    ],
)
def test_nothing_of_an_option_that_is_none_leaks(options: dict[str, Any]) -> None:
    with watching(CANARY) as watched:
        watched.attempt(cs.check, b"{}", refuses=CareStandardsError, **options)
    assert watched.leaks == []


def test_nothing_of_the_environment_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_STANDARDS_ENGINE", CANARY)
    with watching(CANARY) as watched:
        watched.attempt(cs.check, b"{}", refuses=CareStandardsError)
    assert watched.leaks == []


def test_the_search_sees_a_leak_planted_in_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.documents import guarding

    document = {**GOOD["assessment"][0], "extensions": {"org.example.x": f"{CANARY} 07700 900123"}}
    assert leaks_in(cs.check(document, guard=True), CANARY) == []
    monkeypatch.setattr(guarding, "hint", lambda kinds: f"Looks like {CANARY[::-1]}.")
    assert leaks_in(cs.check(document, guard=True), CANARY)
