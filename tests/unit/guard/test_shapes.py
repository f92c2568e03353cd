"""What the guard finds and what it lets pass, case by case. All samples are invented, or kept for tests and drama."""

import pickle
import re
import time

import pytest

from care_standards import guard
from care_standards.guard import shapes
from care_standards.guard.patterns import PATTERNS
from care_standards.guard.shapes import Found, find, kinds_in

FOUND = [
    ("email", "zed@example.org"),
    ("email", "Write to ZED.Q+1@MAIL.EXAMPLE.ORG."),
    ("email", "zed (at) example.org"),
    ("email", "zed[at]example[dot]org"),
    ("email", "\uff5a\uff45\uff44\uff20\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.org"),
    ("uk-phone", "07700 900123"),
    ("uk-phone", "ring 07700-900-123 today"),
    ("uk-phone", "+44 7700 900123"),
    ("uk-phone", "+44 (0)7700 900123"),
    ("uk-phone", "0044 7700 900123"),
    ("uk-phone", "(0117) 496 0123"),
    ("uk-phone", "tel_07700900123"),
    ("uk-phone", "07700\u00a0900\u2013123"),
    ("uk-phone", "07700\u200b900123"),
    ("uk-phone", "\uff10\uff17\uff17\uff10\uff10 900123"),
    ("uk-phone", "\u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663"),
    ("phone-abroad", "+355 67 212 3456"),
    ("phone-abroad", "0084 90 123 4567"),
    ("uk-postcode", "BS1 5AB"),
    ("uk-postcode", "sw1a 1aa"),
    ("uk-postcode", "case-SW1A1AA"),
    ("uk-postcode", "EC1A\u00a01BB"),
    ("ni-number", "AB123456C"),
    ("ni-number", "ab 12 34 56 c"),
    ("ni-number", "NI number ZZ 12 34 56"),
    ("nhs-number", "943 476 5919"),
    ("nhs-number", "9434765919"),
    ("nhs-number", "NHS no: 94347 65910"),
    ("home-office-ref", "A1234567"),
    ("home-office-ref", "M1234567/002"),
    ("home-office-ref", "Home Office ref: 12/34567"),
    ("home-office-ref", "GWF012345678"),
    ("home-office-ref", "1212-0001-1234-5678"),
    ("home-office-ref", "BRP ZU1234567"),
    ("home-office-ref", "card ZU1234567 seen"),
    ("home-office-ref", "port ref LHR/1234567"),
    ("nrm-ref", "NRM 123456"),
    ("nrm-ref", "NRM/2026/12345"),
    ("police-ref", "crime reference 42/12345/26"),
    ("police-ref", "CAD 1234/12MAR26"),
    ("police-ref", "PNC ID 19/123456K"),
    ("date-of-birth", "DOB 3/4/87"),
    ("date-of-birth", "born on 3rd of April 1987"),
    ("date-of-birth", "D.O.B.: 1987-04-03"),
    ("date-of-birth", "1990-01-01"),
    ("date-of-birth", "19900101"),
    ("date-of-birth", "03.04.1987"),
    ("coordinates", "51.4545, -2.5879"),
    ("coordinates", "41.32750, 19.81870"),
    ("coordinates", "51\u00b027'15\"N 2\u00b035'16\"W"),
    ("coordinates", "grid ref ST 588 726"),
    ("coordinates", "ST 58800 72600"),
    ("coordinates", "9C3VFC3C+R9"),
    ("passport", "passport number 123456789"),
    ("passport", "P<ALBQUILL<<ZOFIA<<<<"),
    ("what3words", "///filled.count.lantern"),
    ("what3words", "what3words: filled.count.lantern"),
    ("web-handle", "@zofia_q"),
    ("web-handle", "https://www.facebook.com/zofia.quill"),
    ("web-handle", "Instagram: zofia_q"),
    ("vehicle", "KT18 ABC"),
    ("vehicle", "KT51 ABC"),
    ("vehicle", "KT02ABC"),
    ("vehicle", "car reg n123 abc"),
    ("bank-account", "12-34-56 12345678"),
    ("bank-account", "sort code 12 34 56"),
    ("bank-account", "account number 12345678"),
    ("bank-account", "GB82 WEST 1234 5698 7654 32"),
    ("bank-account", "4111 1111 1111 1111"),
    ("street-address", "14 Acacia Avenue"),
    ("street-address", "221b Quill St."),
    ("street-address", "lives at 14 acacia avenue"),
    ("street-address", "Acacia Avenue, number 14"),
    ("street-address", "Flat 2b Quill House"),
    ("street-address", "PO Box 123"),
]

PASSED = [
    "", "doc-0231", "svc-017", "a1b2c3:44", "2026-03-01-0044", "2026-03-01", "20260301", "case_00123", "EV.1.2",
    "q3-2026",
    "scs-2018.1.1.5", "ecat-2005.art-12", "2005-05-16", "36/2011", "12/05/2026 10:30", "10:30-11:15",
    "01/02/2026 12:30",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "v1.12.0", "GBP 1,234.56", "+12.5%", "Section 45 Crown Court",
    "defence under s45 1st",
    "12 months", "5 staff Road safety", "NRM 2026 statistics", "NHS registration for 12 of 300", "943 476 5918",
    "passport held for 9 months", "Flat 2 was repainted", "call @ 10:30", "Q&A", "p < 0.05", "0.1234, 0.5678", "1 of 2",
    "GB",
    "born in 1987", "BG123456C", "ZZ99 9ZZ", "KT38 ABC", "KT50 ABC", "KT01 ABC", "KT78 ABC", "4111 1111 1111 1112",
    "GB83 WEST 1234 5698 7654 32",
    "1234 5678",
    "Facebook group used", "9434765919x", "x9434765919", "the 2nd, 3rd and 4th",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_a_shape_is_found_and_its_stretch_told(kind: str, text: str) -> None:
    assert kind in kinds_in(text)
    assert any(one.kind == kind and 0 <= one.start < one.end <= len(text) for one in find(text))


def test_every_pattern_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    every = shapes._shapes()
    for place, one in enumerate(PATTERNS):
        monkeypatch.setattr(shapes, "_shapes", lambda place=place: (*every[:place], *every[place + 1 :]))
        assert [text for kind, text in FOUND if kind not in kinds_in(text)], one.pattern


@pytest.mark.parametrize("text", PASSED)
def test_what_only_looks_a_little_like_it_is_let_pass(text: str) -> None:
    assert kinds_in(text) == ()
    assert find(text) == ()


def test_stretches_are_those_of_the_text_as_it_was_given() -> None:
    text = "a\u200b\u200bb 07700\u200b 900\u00a0123 c"
    (one,) = find(text)
    assert text[one.start : one.end] == "07700\u200b 900\u00a0123"


def test_all_are_found_in_the_order_of_the_text() -> None:
    text = "BS1 5AB BS1 5AB, zed@example.org; 07700 900123"
    assert find(text) == (
        Found("uk-postcode", 0, 7),
        Found("uk-postcode", 8, 15),
        Found("email", 17, 32),
        Found("uk-phone", 34, 46),
    )
    assert kinds_in(text) == ("email", "uk-phone", "uk-postcode")


def test_nothing_is_found_across_lines() -> None:
    assert kinds_in("07700\n900123\nBS1\n5AB\n943\t476\t5919") == ()


def test_a_find_holds_nothing_of_the_text() -> None:
    found = find("zofia.quill@example.org")
    assert b"zofia" not in pickle.dumps(found)
    assert "zofia" not in repr(found) + guard.hint(kinds_in("zofia.quill@example.org"))


def test_every_kind_has_words_and_a_pattern() -> None:
    assert {one.kind for one in PATTERNS} == set(guard.SHAPE_KINDS)
    hints = [guard.hint((kind,)) for kind in guard.SHAPE_KINDS]
    assert len(set(hints)) == len(hints)
    assert all(re.fullmatch("Looks like [^.]+[.] Take it out of what you send[.]", hint) for hint in hints)
    assert guard.hint(("email", "vehicle")) == (
        "Looks like an e-mail address and the number plate of a vehicle. Take it out of what you send."
    )


# Whatever begins a group that RE2 does not know, references back, possessive and unbounded repetition.
NOT_LINEAR = re.compile(r"\(\?(?!:|i\))|\\[1-9]|\\[kgGZAb]|[*?}+]\+|(?<![\[\\+])[*+](?![\]])|\{[0-9]*,\}")


def test_patterns_are_those_that_an_engine_without_backtracking_runs() -> None:
    for one in PATTERNS:
        outside = re.sub(r"\[[^\]]*\]", "x", one.pattern)  # what stands in a class is meant as it is
        assert not NOT_LINEAR.search(outside), one.kind
        assert re.compile(one.pattern).groups == 1, one.kind
        most = [int(number) for number in re.findall(r"\{(?:[0-9]+,)?([0-9]+)\}", one.pattern)]
        assert max(most, default=0) <= 100


@pytest.mark.parametrize("bad", ["(?=x)", "(?<!x)", "x*", "x+", r"(x)\1", "x{2,}", "x?+"])
def test_the_lint_sees_what_is_not_allowed(bad: str) -> None:
    assert NOT_LINEAR.search(bad)


def test_patterns_run_on_an_engine_without_backtracking() -> None:
    jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="the extra fast is not installed")
    options = jsonschema_rs.RegexOptions()  # the engine whose time is linear, and which refuses all that needs more
    for one in PATTERNS:
        validator = jsonschema_rs.Draft202012Validator({"pattern": one.pattern}, pattern_options=options)
        for text in [text for _, text in FOUND if text.isascii()] + PASSED:
            assert validator.is_valid(text) == bool(re.search(one.pattern, text, re.ASCII)), one.kind


HARD = (
    "0", "07", "a@", "@", "a.", "0-", "12 ", "1.", "A1 ", "12 Ab Ab ", "passport ", "dob 1 ", "nhs no no 9 ",
    "nrm ref ref ",
    "http://x.com/", "///aaa.bbb.", "AB12 ", "GB12 ABCD ", "+1 ", "(0", "51.0000 ", "1234 ", "P<GBR<", "[at]", "\u00a0",
    "\u200b", "\uff10", "live at 1 aa aa aa ", "insta name name a.", "acc no no 12 ", "Flat 1 Aaa ", "9434765919",
)  # fmt: skip


@pytest.mark.parametrize("seed", HARD)
def test_a_long_text_is_searched_soon(seed: str) -> None:
    """How the cost grows is measured in benchmarks; here it only has to end, and by far: a square would not."""
    text = (seed * (2**18 // len(seed) + 1))[: 2**18 - 2] + " 1"  # a digit, or most is not looked for
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 10


def test_a_million_characters_are_searched() -> None:
    begun = time.process_time()
    find("1234 07700 90012 AB12 " * 50_000)
    assert time.process_time() - begun < 20
