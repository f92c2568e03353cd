"""What holds of the guard whatever the text: it says where, never what, and what it finds is found anywhere."""

import json
import string
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from care_standards.documents.guarding import guard_problems
from care_standards.guard import SHAPE_KINDS, find, hint, kinds_in, names_a_person
from care_standards.guard.plain_text import made_plain

texts = st.text(max_size=200) | st.text(
    alphabet=string.digits + string.ascii_letters + " .-/@+()\u00a0\u200b\uff10\u0660", max_size=80
)
PLANTED = (
    ("email", "zed.quill@example.org"), ("uk-phone", "07700 900123"), ("uk-postcode", "BS1 5AB"),
    ("nhs-number", "943 476 5919"),
    ("ni-number", "AB 12 34 56 C"), ("date-of-birth", "DOB: 03/04/1987"), ("coordinates", "51.4545, -2.5879"),
    ("what3words", "///filled.count.lantern"),
)  # fmt: skip
FULL_WIDTH = str.maketrans(
    {character: chr(ord(character) + 0xFEE0) for character in string.ascii_letters + string.digits}
)
OTHER_FORMS = (
    lambda text: text,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u2009"),
    lambda text: text.replace("-", "\u2013"),
    lambda text: text.translate(FULL_WIDTH),
    lambda text: "\u200b".join(text),
    lambda text: "\u00ad".join(text),
)


@given(texts)
def test_any_text_has_an_answer(text: str) -> None:
    """Law: stretches lie within the text, in its order, and their kinds are the kinds told."""
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.kind for one in found} == set(kinds_in(text))
    assert list(kinds_in(text)) == [kind for kind in SHAPE_KINDS if kind in kinds_in(text)]


@given(
    st.sampled_from(PLANTED), st.sampled_from(OTHER_FORMS), st.text(alphabet="xyz ,;\n\u00e9", max_size=30), st.data()
)
def test_what_is_planted_is_found_in_every_form_at_its_place(planted: Any, form: Any, around: str, data: Any) -> None:
    """Law: an identifier is found whatever words stand around it, however its spaces, dashes and digits are written."""
    kind, text = planted
    written = form(text)
    cut = data.draw(st.integers(0, len(around)))
    before, after = around[:cut] + "\n", "\n" + around[cut:]
    whole = before + written + after
    assert kind in kinds_in(whole)
    assert any(
        len(before) <= one.start and one.end <= len(before) + len(written) for one in find(whole) if one.kind == kind
    )


@given(texts)
def test_plain_text_keeps_the_place_of_every_character(text: str) -> None:
    """Law: each character of the plain text stands for the one at its place, and plain text stays as it is."""
    plain, places = made_plain(text)
    assert len(plain) == len(text if places is None else places)
    assert places is None or (places == sorted(set(places)) and all(0 <= place < len(text) for place in places))
    assert made_plain(plain) == (plain, None)


@given(st.lists(st.tuples(st.booleans(), texts), max_size=10))
def test_a_text_is_judged_for_itself(parts: list[tuple[bool, str]]) -> None:
    """Law: of a document, the problems are those of its texts, each at its place."""
    findings = [{"note" if note else "reason": text} for note, text in parts]
    expected = [
        ("findings", place, "note" if note else "reason") for place, (note, text) in enumerate(parts) if kinds_in(text)
    ]
    assert [problem.path for problem in guard_problems({"findings": findings}, "assessment", "1.1")] == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(json_values, st.sampled_from(["assessment", "pack", "report", "link-row", "edition"]))
def test_whatever_comes_in_what_is_said_is_ours(value: Any, kind: Any) -> None:
    """Law: any JSON is searched without failing; hints are our words, and every path leads into the document."""
    before = json.dumps(value)
    for problem in guard_problems({"extensions": value, "zzz": value}, kind, "1.1"):
        at: Any = {"extensions": value, "zzz": value}
        for step in problem.path:
            at = at[step]
        assert problem.hint.startswith(("Looks like ", "The name says "))
    assert json.dumps(value) == before


@given(st.lists(st.sampled_from(SHAPE_KINDS), min_size=1, unique=True))
def test_a_hint_is_one_line(kinds: list[Any]) -> None:
    """Law: the hint of any kinds is one line of ASCII, with no figures but those of words."""
    said = hint(tuple(kinds))
    assert said.isascii()
    assert "\n" not in said


@given(texts)
def test_any_name_has_an_answer(name: str) -> None:
    """Law: a name and the same in another case give the same answer where it is one word."""
    assert names_a_person(name) in (True, False)
    assert names_a_person(f"{name} surname")
