"""The public suite of JSON parsing cases, file by file: what must fail is refused, what must pass is read.

What the suite leaves free is decided here and does not change without anybody noticing.
"""

from pathlib import Path

import pytest

from care_standards.documents.decode import decode

# The suite lets a reader choose; this one refuses what it would have to guess about, change or lose.
FREE = {
    "i_number_double_huge_neg_exp.json": "read",
    "i_number_huge_exp.json": "CS107",
    "i_number_neg_int_huge_exp.json": "CS107",
    "i_number_pos_double_huge_exp.json": "CS107",
    "i_number_real_neg_overflow.json": "CS107",
    "i_number_real_pos_overflow.json": "CS107",
    "i_number_real_underflow.json": "read",
    "i_number_too_big_neg_int.json": "CS107",
    "i_number_too_big_pos_int.json": "CS107",
    "i_number_very_big_negative_int.json": "CS107",
    "i_object_key_lone_2nd_surrogate.json": "CS108",
    "i_string_1st_surrogate_but_2nd_missing.json": "CS108",
    "i_string_1st_valid_surrogate_2nd_invalid.json": "CS108",
    "i_string_UTF-16LE_with_BOM.json": "CS110",
    "i_string_UTF-8_invalid_sequence.json": "CS102",
    "i_string_UTF8_surrogate_U+D800.json": "CS102",
    "i_string_incomplete_surrogate_and_escape_valid.json": "CS108",
    "i_string_incomplete_surrogate_pair.json": "CS108",
    "i_string_incomplete_surrogates_escape_valid.json": "CS108",
    "i_string_invalid_lonely_surrogate.json": "CS108",
    "i_string_invalid_surrogate.json": "CS108",
    "i_string_invalid_utf-8.json": "CS102",
    "i_string_inverted_surrogates_U+1D11E.json": "CS108",
    "i_string_iso_latin_1.json": "CS102",
    "i_string_lone_second_surrogate.json": "CS108",
    "i_string_lone_utf8_continuation_byte.json": "CS102",
    "i_string_not_in_unicode_range.json": "CS102",
    "i_string_overlong_sequence_2_bytes.json": "CS102",
    "i_string_overlong_sequence_6_bytes.json": "CS102",
    "i_string_overlong_sequence_6_bytes_null.json": "CS102",
    "i_string_truncated-utf-8.json": "CS102",
    "i_string_utf16BE_no_BOM.json": "CS110",
    "i_string_utf16LE_no_BOM.json": "CS110",
    "i_structure_500_nested_arrays.json": "CS114",
    "i_structure_UTF-8_BOM_empty_object.json": "read, CS109",
}

# Grammar allows a member twice; a record of two answers to one question is not one we can read.
DUPLICATES = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}

# Read, with the warning that other programs cut a text at U+0000.
NUL_IN_TEXT = {"y_object_escaped_null_in_key.json", "y_string_null_escape.json"}


@pytest.fixture(scope="module")
def suite(judges_dir: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted((judges_dir / "json-test-suite" / "test_parsing").iterdir())}


def verdict(path: Path) -> str:
    decoded = decode(path)
    return ", ".join(["read"] * decoded.readable + sorted({fault.code.value for fault in decoded.faults}))


def test_the_suite_is_whole(suite: dict[str, Path]) -> None:
    assert len(suite) == 318
    assert {name[:2] for name in suite} == {"i_", "n_", "y_"}


def test_what_must_fail_is_refused(suite: dict[str, Path]) -> None:
    bad = [name for name in suite if name.startswith("n_")]
    assert len(bad) == 188
    assert [name for name in bad if verdict(suite[name]).startswith("read")] == []


def test_what_must_pass_is_read(suite: dict[str, Path]) -> None:
    good = [name for name in suite if name.startswith("y_") and name not in DUPLICATES]
    assert len(good) == 93
    remarked = {name: verdict(suite[name]) for name in good if verdict(suite[name]) != "read"}
    assert remarked == dict.fromkeys(NUL_IN_TEXT, "read, CS111")


def test_a_member_given_twice_is_refused(suite: dict[str, Path]) -> None:
    assert {name: verdict(suite[name]) for name in DUPLICATES} == dict.fromkeys(DUPLICATES, "CS105")


def test_what_is_left_free_is_decided(suite: dict[str, Path]) -> None:
    assert {name: verdict(path) for name, path in suite.items() if name.startswith("i_")} == FREE


def test_bytes_and_files_are_judged_alike(suite: dict[str, Path]) -> None:
    for path in suite.values():
        from_file, from_bytes = decode(path), decode(path.read_bytes())
        assert (from_file.readable, from_file.faults) == (from_bytes.readable, from_bytes.faults), path.name
