"""Laws of the door and of positions, over any JSON value, any text and any bytes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from care_standards.documents.decode import Path, decode
from care_standards.documents.faults import MAX_SAFE_INTEGER
from care_standards.documents.positions import (
    line_and_column,
    lines_and_columns,
    locate,
    locate_in_sound,
    walk,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)
OBJECTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4)
LAYOUTS = st.sampled_from([None, 0, 2, "\t"])

# Pieces of JSON, whole and broken, in any order: far more of these come near the grammar than random characters do.
PIECES = st.sampled_from(
    [
        "{", "}", "[", "]", ":", ",", " ", "\n", '"', '"a"', '"a":', '"é\U0001f600"', '"\\n"', '"\\u00e9"', '"\\u00',
        "\\", '\\"', "\\\\", "u", "0", "-", "1", "12", "01", ".", ".5", "e", "E+", "1e5", "true", "fal", "null", "nul",
        "NaN", "-Infinity", "Infinity", "\ufeff", "\x00", "\x1f", "\u0661", "'", "/", "tru",
    ]
)  # fmt: skip
NEARLY_JSON = st.lists(PIECES, max_size=12).map("".join)


def same(left: object, right: object) -> bool:
    """Compare values with their types, since 1, 1.0 and True are equal to Python."""
    return repr(left) == repr(right)


def paths_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, child in value.items():
            yield from paths_of(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from paths_of(child, (*path, index))


def refuse_not_finite(word: str) -> None:
    raise ValueError


def python_reads(text: str) -> bool:
    try:
        json.loads(text, parse_constant=refuse_not_finite)
    except ValueError:
        return False
    return True


@given(value=VALUES, ascii_only=st.booleans(), indent=LAYOUTS)
def test_what_was_written_is_read(value: Any, ascii_only: bool, indent: Any) -> None:
    """Law: every JSON value within the limits, however laid out, comes through equal, type by type, with no fault."""
    decoded = decode(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode())
    assert decoded.faults == ()
    assert same(decoded.value, value)


@given(value=OBJECTS)
def test_an_object_reads_like_its_text(value: dict[str, Any]) -> None:
    """Law: decoding a mapping equals decoding its JSON, and the copy shares no list or dict with it."""
    decoded = decode(value)
    assert decoded.faults == ()
    assert same(decoded.value, value)
    ours = {id(part) for _, part in paths_of(decoded.value) if isinstance(part, (dict, list))}
    assert ours.isdisjoint(id(part) for _, part in paths_of(value) if isinstance(part, (dict, list)))


@given(content=st.binary(max_size=60) | NEARLY_JSON.map(str.encode))
@example(b"\xef\xbb\xbf")
def test_nothing_raises_and_the_answer_is_whole(content: bytes) -> None:
    """Law: any bytes give either a value without errors, the one Python reads, or no value and at least one error."""
    decoded = decode(content)
    errors = [fault for fault in decoded.faults if fault.code.severity == "error"]
    assert decoded.readable is (not errors)
    if decoded.readable:
        assert decoded.text is not None
        assert same(decoded.value, json.loads(decoded.text))
    else:
        assert decoded.value is None
    for fault in decoded.faults:
        assert fault.offset is None or 0 <= fault.offset <= len(content)


@given(text=NEARLY_JSON)
@example("1.5.")
@example('"\\u1234')
@example('"\\\\u12"')
def test_the_walk_and_the_parser_agree_on_the_grammar(text: str) -> None:
    """Law: the walk meets a break, or a word that is no number of JSON, exactly where Python refuses the text."""
    stops = {event for event, _, _ in walk(text, [])} & {"cut", "broken", "not-finite"}
    assert python_reads(text) is (not stops)


@given(text=NEARLY_JSON)
def test_the_place_of_a_break_is_the_first_that_fits_nothing(text: str) -> None:
    """Law: what stands before the place of a break breaks nothing by itself: it is whole, or only cut short."""
    events = list(walk(text, []))
    event, place, _ = events[-1]
    if event == "broken":
        assert all(kind != "broken" for kind, _, _ in walk(text[:place], []))


@given(value=OBJECTS, share=st.floats(0, 1, exclude_max=True), indent=LAYOUTS)
def test_no_part_of_a_document_passes_for_a_document(value: dict[str, Any], share: float, indent: Any) -> None:
    """Law: an object cut anywhere before its last bracket is refused as cut short, at its end, or as empty."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    part = text[: int(len(text) * share)]
    decoded = decode(part.encode())
    assert [fault.code.value for fault in decoded.faults] == ["CS104" if part else "CS101"]
    assert [fault.offset for fault in decoded.faults] == [len(part) if part else None]


@given(value=VALUES, ascii_only=st.booleans(), indent=LAYOUTS)
def test_every_path_leads_to_its_value(value: Any, ascii_only: bool, indent: Any) -> None:
    """Law: at the offset found for a path, a parser reads the value that the path leads to."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    parts = dict(paths_of(value))
    for path, offset in locate(text, parts).items():
        assert same(json.JSONDecoder().raw_decode(text, offset)[0], parts[path])


@given(value=VALUES, extra=st.lists(st.just("no such name\0") | st.just(10_000), min_size=1, max_size=3))
def test_a_missing_path_gives_its_deepest_ancestor(value: Any, extra: list[str | int]) -> None:
    """Law: a path with steps that lead nowhere gives the offset of what is left without them."""
    text = json.dumps(value)
    paths = [path for path, _ in paths_of(value)]
    found = locate(text, [*paths, *((*path, *extra) for path in paths)])
    assert all(found[(*path, *extra)] == found[path] for path in paths)


@given(value=OBJECTS, data=st.data())
def test_a_member_given_twice_is_found_anywhere(value: dict[str, Any], data: st.DataObject) -> None:
    """Law: whatever member of whatever object is written a second time, the fault names its path and place."""
    parts = [(path, part) for path, part in paths_of(value) if isinstance(part, dict) and part]
    path, part = data.draw(st.sampled_from(parts))
    name = data.draw(st.sampled_from(sorted(part)))
    marker = "planted-here"
    part[marker] = None
    text = json.dumps(value).replace(json.dumps(marker), json.dumps(name))
    # A member of the drawn object that is itself drawn text cannot be the marker: texts are shorter.
    decoded = decode(text.encode())
    assert [(fault.code.value, fault.path) for fault in decoded.faults] == [("CS105", (*path, name))]
    assert decoded.faults[0].offset is not None
    assert text.startswith(json.dumps(name), decoded.faults[0].offset)


@given(text=st.text(st.sampled_from("ab\n\r\u2028é"), max_size=30))
def test_line_and_column_agree_with_splitting(text: str) -> None:
    """Law: counting lines that end at LF, CR LF or CR, every offset's line and column lead back to that offset."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    for offset in range(len(text) + 1):
        line, column = line_and_column(text, offset)
        assert starts[line - 1] + column - 1 == offset
        assert line == len(starts) or offset < starts[line]


@given(value=VALUES, ascii_only=st.booleans(), indent=LAYOUTS, data=st.data())
def test_a_sound_text_is_located_in_as_any_other(
    value: Any, ascii_only: bool, indent: Any, data: st.DataObject
) -> None:
    """Law: in a text that is JSON both ways of locating give the same for any paths, those that lead nowhere too."""
    text = data.draw(st.sampled_from(["", " \n"])) + json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    steps: Any = st.lists(st.sampled_from(["", "a", "no such name\0", 0, 1, 10_000]), max_size=2).map(tuple)
    known = st.sampled_from([path for path, _ in paths_of(value)])
    wanted = data.draw(st.lists(st.tuples(known, steps).map(lambda pair: (*pair[0], *pair[1])), max_size=6))
    assert locate_in_sound(text, wanted) == locate(text, wanted)


@given(text=st.text(st.sampled_from("ab\né"), max_size=20), offsets=st.lists(st.integers(-3, 25), max_size=6))
def test_lines_are_counted_alike_whatever_ends_them(text: str, offsets: list[int]) -> None:
    """Law: where the line breaks alone differ, LF or CR, lines and columns are the same."""
    assert lines_and_columns(text, offsets) == lines_and_columns(text.replace("\n", "\r"), offsets)
    assert lines_and_columns(text, offsets) == {offset: line_and_column(text, offset) for offset in offsets}
