"""The grammar of ids, at its edges."""

import re

import pytest

from care_standards import identifiers
from care_standards.identifiers import (
    edition_of,
    is_edition_id,
    is_key,
    is_language_tag,
    is_provision_id,
    is_publication_id,
    is_ref,
    near_misses,
)

TESTS = {
    "publication": is_publication_id, "edition": is_edition_id, "provision": is_provision_id, "key": is_key,
    "ref": is_ref, "language": is_language_tag,
}  # fmt: skip

GOOD = {
    "publication": ["scs", "htea-ni", "sg49", "a", "a" * 11],
    "edition": ["scs-2018", "htea-scot-2015", "a-0000", "a" * 11 + "-2018"],
    "provision": [
        "scs-2018.1", "scs-2018.1.1.5.r2", "scs-2018.a.1.2", "ecat-2005.12.1.a", "cqcsh-2021.safe",
        "scs-2018.health.s1", "sfc-2020.subject.1.tier.1", "sg49-2020.a-b.c", "htea-scot-2015.9",
        "scs-2018." + "1" * 31, "abcdefghijk-2018.1",
    ],
    "key": ["heal-2019", "a", "1", "iasc-review-2020", "a" * 40],
    "ref": ["a", "A.b_c:d-9", "-", "x" * 64],
    "language": ["en", "cy-GB", "zh-Hant-TW", "de-1996", "es-419", "x" * 5, "en-x-a", "zh-cmn-Hans-CN"],
}  # fmt: skip
BAD = {
    "publication": ["", "SCS", "1scs", "-scs", "scs-", "a--b", "a_b", "a" * 12, "scs.1", "sc\u0441"],
    "edition": ["scs", "scs-18", "scs-20180", "scs-2018-", "scs-2018.1", "a" * 12 + "-2018", "scs--2018", "2018"],
    "provision": [
        "scs-2018", "scs-2018.", "scs-2018..1", "scs-2018.1.", "scs-2018.-1", "scs-2018.1-", "scs-2018.A", "1.1.5",
        "scs.1.1", "abcdefghijkl-2018.1", "scs-2018." + "1" * 32, "scs-2018.1 .2", "scs-2018.1/2", "../x", "..",
        "scs-2018.1.1.5.r\u00b2",
    ],
    "key": ["", "A", "a_b", "a.b", "-a", "a-", "a--b", "a" * 41],
    "ref": ["", "a b", "x" * 65, "a/b", "caf\u00e9", "a@b", "+44"],
    "language": ["", "e", "english-", "en_GB", "en-GB-", "123", "en-GBR-x", "x" * 36, "en-a", "en--x"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in GOOD.items() for t in texts])
def test_well_formed(kind: str, text: str) -> None:
    assert TESTS[kind](text)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in BAD.items() for t in texts])
def test_not_well_formed(kind: str, text: str) -> None:
    assert not TESTS[kind](text)


# What looks like a good id to the eye, or is one with something hung on it.
FULL_WIDTH_ONE, ARABIC_ONE, SUPERSCRIPT_TWO, SMALL_ROMAN_TWO = "\uff11", "\u0661", "\u00b2", "\u2171"
CYRILLIC_S, CYRILLIC_A, GREEK_OMICRON = "\u0455", "\u0430", "\u03bf"
ZERO_WIDTH, SOFT_HYPHEN, HYPHEN, COMBINING = "\u200b", "\u00ad", "\u2010", "\u0301"


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t + "\n", lambda t: t + "\r\n", lambda t: "\n" + t, lambda t: t + " ", lambda t: " " + t,
        lambda t: t + "\x00", lambda t: t + "\u2028", lambda t: t + FULL_WIDTH_ONE, lambda t: t + ARABIC_ONE,
        lambda t: t + SUPERSCRIPT_TWO, lambda t: t + SMALL_ROMAN_TWO, lambda t: CYRILLIC_S + t[1:],
        lambda t: CYRILLIC_A + t, lambda t: t + GREEK_OMICRON, lambda t: t + ZERO_WIDTH, lambda t: t + COMBINING,
        lambda t: t.replace("-", HYPHEN) if "-" in t else t + HYPHEN, lambda t: t + SOFT_HYPHEN, lambda t: t + "\u212a",
        lambda t: t + "\ud800", lambda t: t.encode(), lambda t: [t], lambda t: None, lambda t: 7,
    ],
)  # fmt: skip
def test_what_only_looks_like_one(kind: str, spoil: object) -> None:
    for text in GOOD[kind]:
        assert TESTS[kind](text)
        assert not TESTS[kind](spoil(text))  # type: ignore[operator]


def test_the_longest_id_has_forty_characters() -> None:
    assert identifiers.MAX_ID_LENGTH == 40
    longest = "scs-2018." + "1" * 31
    assert len(longest) == 40
    assert is_provision_id(longest)
    assert not is_provision_id(longest + "1")


@pytest.mark.parametrize("name", [name for name in vars(identifiers) if name.endswith("_PATTERN")])
def test_patterns_are_in_the_subset_that_all_engines_read_alike(name: str) -> None:
    pattern = getattr(identifiers, name)
    assert pattern.startswith("^")
    assert pattern.endswith(r"$(?!\n)")
    body = pattern.removesuffix(r"(?!\n)")
    assert not re.search(r"\\[dDwWsSbBpPAZz]", body)
    assert "(?" not in body.replace("(?=", "")


def test_edition_of() -> None:
    assert edition_of("scs-2018.1.1.5.r2") == "scs-2018"
    assert edition_of("scs-2018") == "scs-2018"


KNOWN = ["scs-2018.1.1.5", "scs-2018.1.1.5.r1", "scs-2018.1.1.5.r2", "scs-2018.1.1.5.r3", "scs-2018.health.s1"]


@pytest.mark.parametrize("wanted", ["scs-2018.1.1.5.r4", "SCS-2018.1.1.5", "scs-2018.helth.s1", "scs-2017.1.1.5.r1"])
def test_near_misses_are_few_and_known(wanted: str) -> None:
    found = near_misses(wanted, KNOWN)
    assert 1 <= len(found) <= 3
    assert set(found) <= set(KNOWN)
    assert len(set(found)) == len(found)


def test_the_best_near_miss_comes_first() -> None:
    assert near_misses("scs-2018.helth.s1", KNOWN)[0] == "scs-2018.health.s1"
    assert near_misses("scs-2018", ["ecat-2005", "scs-2015", "scs-2018"])[0] == "scs-2018"


@pytest.mark.parametrize("wanted", ["", "zzzzzzzz", "x" * 81, None, 3, b"scs", ["scs-2018"], "\ud800"])
def test_nothing_is_near_to_nonsense(wanted: object) -> None:
    assert near_misses(wanted, KNOWN) == ()


def test_near_misses_of_nothing() -> None:
    assert near_misses("scs-2018", []) == ()
    assert near_misses("scs-2018", ()) == ()


def test_near_misses_among_very_many() -> None:
    many = [f"big-2020.{a}.{b}" for a in range(200) for b in range(100)]
    found = near_misses("big-2020.150.100", many)
    assert 1 <= len(found) <= 3
    assert found[0] in ("big-2020.150.10", "big-2020.150.1")
    assert all(id.startswith("big-2020.150.") for id in found)
    assert near_misses("zzz-2020.1", many) == ()


def test_editions_are_compared_with_those_of_their_publication() -> None:
    known = ("scs-2014", "scs-2018", "sfc-2020", "mscos-2023")
    assert set(near_misses("scs-2030", known)) <= {"scs-2014", "scs-2018"}
    assert near_misses("xyz-2020", known) == ()
    assert near_misses("ssc-2018", known) == ("scs-2018",)
