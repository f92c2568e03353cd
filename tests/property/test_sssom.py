"""Laws of SSSOM: what was written comes back, others read nothing untrue of it, and no file gets past its faults."""

import csv
import io
import json
import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.exports import InvalidExchangeError, sssom
from care_standards.exports.sssom_block import quoted, read_block
from care_standards.exports.sssom_words import EXTENSIONS
from care_standards.model import Crosswalk, Extensions
from care_standards.testing import crosswalks

yaml = pytest.importorskip("yaml", reason="PyYAML judges our metadata block: python -m pip install pyyaml")

any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
awkward = st.text("'=+-@#\t\r\n\"|\\:;, {[&*!%x\x00\x7f\x85\u2028\ufeff\ufffe\U0001f642", min_size=1, max_size=12)
texts = any_text | awkward


@st.composite
def hostile(draw: st.DrawFn) -> Crosswalk:
    """Make a crosswalk whose free texts hold whatever a text may hold."""
    crosswalk = draw(crosswalks())
    rows = tuple(attrs.evolve(row, rationale=draw(texts)) for row in crosswalk.mappings)
    extensions = Extensions.of({"org.example.own": draw(texts)})
    sources = tuple(attrs.evolve(each, title=draw(texts)) for each in crosswalk.bibliography)
    return attrs.evolve(crosswalk, mappings=rows, note=draw(texts), extensions=extensions, bibliography=sources)


@settings(max_examples=60)
@given(crosswalks() | hostile())
def test_a_crosswalk_comes_back_from_a_table(crosswalk: Crosswalk) -> None:
    """Law: reading the table that was written of a crosswalk gives an equal crosswalk, and loses nothing."""
    written = sssom.to_tsv(crosswalk)
    assert sssom.from_tsv(written.content) == crosswalk
    read = sssom.read_tsv("\ufeff" + written.text)
    assert (read.crosswalk, read.losses) == (crosswalk, ())
    again = read.crosswalk
    assert again.extensions.content == crosswalk.extensions.content


@settings(max_examples=60)
@given(crosswalks() | hostile())
def test_a_crosswalk_comes_back_from_json(crosswalk: Crosswalk) -> None:
    """Law: reading the JSON that was written of a crosswalk gives an equal crosswalk, from bytes, text and object."""
    written = sssom.to_json(crosswalk)
    assert sssom.from_json(written.content) == crosswalk
    assert sssom.from_json(written.text) == crosswalk
    read = sssom.read_json(json.loads(written.content))
    assert (read.crosswalk, read.losses) == (crosswalk, ())


@settings(max_examples=100)
@given(texts)
def test_a_text_in_quotes_is_the_same_to_every_reader(text: str) -> None:
    """Law: a quoted text is read alike by PyYAML (YAML 1.1), by JSON, and by our own reader."""
    assert yaml.safe_load(quoted(text)) == text
    assert json.loads(quoted(text)) == text
    assert read_block([(1, f"license: {quoted(text)}")]).slots == {"license": text}


@settings(max_examples=60)
@given(hostile())
def test_others_read_the_same_metadata(crosswalk: Crosswalk) -> None:
    """Law: PyYAML reads the metadata block as a mapping set, and our own reader finds the same slots in it."""
    lines = sssom.to_tsv(crosswalk).text.split("\n")
    block = [line[1:] for line in lines[: next(n for n, line in enumerate(lines) if not line.startswith("#"))]]
    theirs = yaml.safe_load("\n".join(block))
    ours = read_block(list(enumerate(block, 1))).slots
    assert {name: str(value) if isinstance(value, int) else value for name, value in theirs.items()} == ours
    assert theirs["mapping_set_description"] == crosswalk.note


slots = st.sampled_from(("license", "comment", "creator_id", "mapping_date", "x", "curie_map"))
# YAML 1.1, which PyYAML writes, breaks lines at three more characters than YAML 1.2, which SSSOM asks for.
said = texts.map(lambda text: re.sub("[\x85\u2028\u2029]", "", text) or "x")
members = st.dictionaries(slots, said | st.lists(said, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)
values = said | members | st.lists(said, min_size=1, max_size=3) | st.lists(members, min_size=1, max_size=3)


@settings(max_examples=300)
@given(st.dictionaries(slots, values, min_size=1, max_size=4), st.integers(20, 90), st.booleans())
def test_a_block_that_others_wrote_is_read_as_they_mean_it(found: dict[str, Any], width: int, unicode: bool) -> None:
    """Law: whatever PyYAML writes of texts, lists and maps, broken at any width, is read as it was."""
    lines = yaml.safe_dump(found, width=width, allow_unicode=unicode, sort_keys=False).split("\n")
    assert read_block(list(enumerate(lines, 1))).slots == found


# What each relation may be read as by somebody who does not know our extensions: never more than it says.
NEVER_MORE = {
    "equal": {"equivalent"}, "equivalent": {"unknown"}, "subset-of": {"subset-of"}, "superset-of": {"superset-of"},
    "intersects": {"unknown"}, "no-relationship": {"unknown"}, "unknown": {"unknown"},
}  # fmt: skip


@settings(max_examples=60)
@given(crosswalks())
def test_without_our_extensions_nothing_more_is_read(crosswalk: Crosswalk) -> None:
    """Law: a set that lost our extensions says of each row no more than the row said, in the same order."""
    # Rows that differ only in what was compared would be one row twice.
    once = {(row.source, row.target): row for row in crosswalk.mappings}
    crosswalk = attrs.evolve(crosswalk, mappings=tuple(once.values()))
    plain: dict[str, Any] = json.loads(sssom.to_json(crosswalk).content)
    for slots in (plain, *plain["mappings"]):
        del slots["other"]
    read = sssom.read_json(plain, catalogue=cs.catalogue())
    assert [(row.source, row.target) for row in read.crosswalk.mappings] == [
        (row.source, row.target) for row in crosswalk.mappings
    ]
    for before, after in zip(crosswalk.mappings, read.crosswalk.mappings, strict=True):
        assert after.relation in NEVER_MORE[before.relation]
        assert (after.basis, after.origin, after.matching) == ("inferred", "editorial", None)
        assert (after.confidence, after.rationale) == (before.confidence, before.rationale)
    assert read.losses != ()


@settings(max_examples=100)
@given(st.data())
def test_a_damaged_table_is_read_or_refused(data: st.DataObject) -> None:
    """Law: a table that was damaged anywhere gives a crosswalk or a refusal, which shows nothing of the table."""
    text = sssom.to_tsv(cs.crosswalk("scs-2018", "ecat-2005")).text
    text = text.replace("Support by individual need", "Canary 4711")
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text("\t\n\"#'=-: |\\canry:4711\u00e9", max_size=4))
    refusal: InvalidExchangeError | None = None
    try:
        sssom.from_tsv(text[:place] + put + text[place + length :])
    except InvalidExchangeError as error:
        refusal = error
    shown = f"{refusal!s} {refusal!r} {refusal.faults!r}" if refusal else ""
    assert "Canary" not in shown
    assert "4711" not in shown
    assert all(fault.line or fault.pointer for fault in (refusal.faults if refusal else ()))


@settings(max_examples=40)
@given(crosswalks(), st.data())
def test_a_table_that_was_cut_short_is_refused(crosswalk: Crosswalk, data: st.DataObject) -> None:
    """Law: a table that ends too early is refused, wherever it was cut: a lost row must not be read as no match."""
    content = sssom.to_tsv(crosswalk).content
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(InvalidExchangeError):
        sssom.from_tsv(content[:cut])


@settings(max_examples=100)
@given(st.text("#abc_:-\"' \n\t|{}[]\\0", max_size=60) | any_text)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Law: whatever a text holds, it is refused with a code or read; nothing else is raised."""
    for read in (sssom.from_tsv, sssom.from_json):
        with pytest.raises(InvalidExchangeError):
            read(text)


@settings(max_examples=40)
@given(hostile())
def test_no_cell_of_a_table_is_a_formula(crosswalk: Crosswalk) -> None:
    """Law: no cell of a table begins with what a spreadsheet takes for a formula, and the losses say where one did."""
    written = sssom.to_tsv(crosswalk)
    rows = list(csv.reader(io.StringIO(re.sub(r"\A(#.*\n)*", "", written.text), newline=""), delimiter="\t"))
    assert not any(re.match(r"[=+\-@\t\r\n]", cell) for row in rows for cell in row)
    would = sum(re.match(r"[=+\-@\t\r\n]", row.rationale) is not None for row in crosswalk.mappings)
    told = [loss.count for loss in written.losses if loss.where == "mappings"]
    assert sum(told) >= would


@settings(max_examples=40)
@given(crosswalks())
def test_losses_name_only_extensions_that_are_there(crosswalk: Crosswalk) -> None:
    """Law: whatever a loss is said to be kept in, the file holds; and what it holds beyond SSSOM is such a place."""
    written = sssom.to_tsv(crosswalk)
    kept = {name for loss in written.losses if loss.kept_in for name in loss.kept_in.split(", ")}
    declared = set(re.findall(r'slot_name: "(.*)"', written.text))
    either = {"ext_subject_digest", "ext_object_digest", "ext_subject_reviewed", "ext_object_reviewed"}
    assert kept - either <= declared <= EXTENSIONS.keys()
    assert declared - kept <= {"ext_library_version", "ext_schema_version", "ext_mapping_count", "ext_relation"}
