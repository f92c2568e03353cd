"""Taking a Markdown file apart, and every fault of its form. All wording is invented."""

import time

import pytest

from care_standards.authoring.compiling import compile
from care_standards.authoring.faults import AuthoringCode, InvalidAuthoringError
from care_standards.authoring.markdown_reading import parse, read
from care_standards.authoring.markdown_writing import write

HEAD = '+++\nedition = "oak-2026"\n[rights]\nsharing = "private"\n+++\n'
FIRST = 6
CANARY = "zebrafish"


def faults(body: str) -> list[tuple[str, int, int]]:
    found = read(HEAD + body).faults
    return [(fault.code.value, fault.line - FIRST + 1, fault.column) for fault in found]


def test_blocks_become_items() -> None:
    body = "# 1 One *two*\n\n<!-- look\nhere -->\n"
    body += "13.4 **Own label:** a\nb {page=3}\n\n- c\n  - (a) d\n\n> Note: e\n>\n> f\n"
    first, second, third, fourth = parse(HEAD + body).items
    assert (first.role, first.level, first.notation, first.text) == ("heading", 1, "1", "One two")
    assert (second.role, second.notation, second.label, second.text) == ("paragraph", "13.4", "Own label:", "a b")
    assert (second.attributes, second.remark, second.line, second.column) == ({"page": "3"}, "look here", FIRST + 4, 1)
    assert (third.role, third.level, third.text) == ("bullet", 1, "c")
    assert (fourth.level, fourth.notation, fourth.quotes) == (2, "(a)", {"note": "e\n\nf"})


def test_a_hyphen_after_the_number_of_a_heading_is_no_part_of_it() -> None:
    first, second = parse(HEAD + "# 1.1.6 - With hyphen\n\n- 12 - 14 people\n").items
    assert (first.notation, first.text) == ("1.1.6", "With hyphen")
    assert (second.notation, second.text) == (None, "12 - 14 people")


def test_a_mark_that_belongs_to_the_words_has_a_number_of_its_own() -> None:
    found = [read(HEAD + f"{mark} one\n").faults[0].instead for mark in "•–"]
    assert ["&#8226;" in found[0], "&#8211;" in found[1]] == [True, True]


def test_a_bullet_in_a_quotation_is_one_fault() -> None:
    assert [code for code, _, _ in faults("# a\n\n> Note: b\n>\n> - c\n")] == ["CS504"]


def test_numbers_with_a_full_stop_are_paragraphs() -> None:
    """Markdown takes them for lists; here they are what they look like."""
    found = parse(HEAD + "13. a\n14. b\n\n- 15. c\n").items
    assert [(item.role, item.level, item.notation, item.text) for item in found] == [
        ("paragraph", 0, "13", "a"),
        ("paragraph", 0, "14", "b"),
        ("bullet", 1, "15", "c"),
    ]


def test_lines_are_joined_or_broken() -> None:
    assert [item.text for item in parse(HEAD + "a  \nb\n\nc \\\nd\n").items] == ["a b", "c\nd"]


def test_bold_words_that_run_on_are_no_label() -> None:
    found = parse(HEAD + "**a**b c\n\n**a**: b\n\n**a** b {label=none}\n").items
    assert [(item.label, item.text) for item in found] == [(None, "ab c"), ("a", "b"), (None, "a b")]


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("a\n\n---\n", "CS504", 3, 1),
        ("```\na\n```\n", "CS504", 1, 1),
        ("a `b`\n", "CS504", 1, 3),
        ("a\nb <b>c\n", "CS504", 2, 3),
        ("a ![b](c)\n", "CS504", 1, 3),
        ("- A [x](y)\n", "CS504", 1, 5),
        ("a | b\n--- | ---\nc | d\n", "CS504", 1, 1),
        ("<div>\n", "CS504", 1, 1),
        ("<!-- a\n", "CS504", 1, 1),
        ("- a\n\n  b\n", "CS504", 3, 3),
        ("- # a\n", "CS504", 1, 1),
        ("# a\n\n> - b\n", "CS504", 3, 1),
        ("# a\n\n> > b\n", "CS504", 3, 1),
        ("- a {force=must} b\n", "CS505", 1, 5),
        ("a }\n", "CS505", 1, 3),
        ("# a\n\n> Note: a {b}\n", "CS505", 3, 11),
        ("# a\n\n> Note: {b}\n", "CS505", 3, 9),
        ("a {forces=must}\n", "CS506", 1, 4),
        ("a\nb {force=shall}\n", "CS507", 2, 4),
        ("a {page=1 page=2}\n", "CS508", 1, 11),
        ('a {text="b"}\n', "CS508", 1, 1),
        ("# a\n\n> Note: b\n\n> Note: c\n", "CS508", 5, 1),
        ("> Note: a\n", "CS509", 1, 1),
        ("# a\n\n> b\n", "CS509", 3, 1),
        ("# a\n\n> Summary: b\n> Note: c\n", "CS509", 4, 3),
        ("# a\n\n> Note:\n", "CS510", 3, 1),
        ("-\n\na\n", "CS510", 1, 1),
        ("- - a\n", "CS510", 1, 1),
        ("#\n", "CS510", 1, 1),
        ("a\x00b\n", "CS515", 1, 2),
        ("a\ud800\n", "CS515", 1, 2),
    ],
)
def test_every_fault_has_its_place(body: str, code: str, line: int, column: int) -> None:
    found = faults(body)
    assert (code, line, column) in found, found


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("1.1 First.\n1.2 Second.\n(a) third\n", [(2, 1), (3, 1)]),
        ("First:\na) one\nb) two\n", [(2, 1), (3, 1)]),
        ("i. one\nii. two\n", [(2, 1)]),
        ("First.\n2. Second.\n", [(2, 1)]),
        ("#1 One\n##1.1 Two\n", [(1, 1), (2, 1)]),
        ("##1.1 Two\n=====\n", [(1, 1)]),
        ("One\n1.2 Two\n=====\n", [(2, 1)]),
        ("#\u00a01 One\n", [(1, 1)]),
        ("####### 1 One\n", [(1, 1)]),
        ("• one\n", [(1, 1)]),
        ("•one\n", [(1, 1)]),
        ("– one\n– two\n", [(1, 1), (2, 1)]),
        ("-\u00a0one\n", [(1, 1)]),
        ("o\tone\n", [(1, 1)]),
        ("\uf0b7\tone\n", [(1, 1)]),
        ("- • one\n", [(1, 3)]),
        ("One\n▪ two\n", [(2, 1)]),
        ("-one\n", [(1, 1)]),
        ("One\n*two\n+three\n", [(2, 1), (3, 1)]),
        ("- top\n        - eight\n", [(2, 9)]),
        ("- top\nbelow\nit\n", [(2, 1)]),
        ("- top\n\n  - inner\n  below\n", [(4, 3)]),
    ],
)
def test_what_looks_like_an_item_is_never_swallowed(body: str, places: list[tuple[int, int]]) -> None:
    assert faults(body) == [("CS509", line, column) for line, column in places]


@pytest.mark.parametrize(
    "body",
    [
        "A paragraph of several\nlines, e.g. in 2018 or\nin 1.5 hours.\n",
        "One\\\n1.2 two\\\n(a) three\n",
        "One\n1\\.2 two\n\\(a) three\n\\- four\n",
        "\\#1 One\n",
        "&#8226; one\n",
        "- one\n  goes on\n",
        "13. one\ngoes on\n",
        "o one\n–one\n-5 degrees\n",
        "*one* two\n",
        "\\-one\n",
        "# #1 One\n",
        "> Note: a\n> 1.2 b\n",
        "i.e. this\ni.e. that\n",
    ],
)
def test_what_is_meant_to_be_one_item_is(body: str) -> None:
    found = parse(HEAD + "First.\n\n" + body).items
    assert len(found) == 2 - body.startswith(">")


def test_everything_that_has_no_place_in_a_paragraph_is_told() -> None:
    body = "- a [b](c) <https://x.invalid> ![i](j) `k` <b>l</b>\n"
    found = read(HEAD + body).faults
    marks = ("[b]", "<https", "![", "`k", "<b>", "</b>")
    assert [fault.column for fault in found] == [body.index(mark) + 1 for mark in marks]
    assert [fault.what.split()[0] for fault in found] == ["Links", "Links", "Images", "Code", "HTML", "HTML"]


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    found = read(HEAD + "a {forse=must page=x}\n\n---\n\n`b`\n").faults
    assert [fault.code.value for fault in found] == ["CS506", "CS507", "CS504", "CS504"]
    assert "force" in found[0].near


def test_near_misses_are_words_of_ours() -> None:
    (fault,) = read(HEAD + "a {force=mustnot}\n").faults
    assert fault.near[0] == "must-not"


def test_the_front_matter_is_needed() -> None:
    assert [fault.code for fault in read("# a\n").faults] == [AuthoringCode.NO_FRONT_MATTER]
    assert [fault.code for fault in read("+++\na = 1\n").faults] == [AuthoringCode.NO_FRONT_MATTER]
    (fault,) = read('+++\na = 1\nb = "x\n+++\n').faults
    assert (fault.code, fault.line) == (AuthoringCode.NOT_TOML, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Begin the file"),
        ("# 1 One\n", "Begin the file"),
        ("\n+++\na = 1\n+++\n", "before the first line +++"),
        ("+++\na = 1\n# 1 One\n", "Write a second line +++"),
        ("---\nedition: oak-2026\n---\n# 1 One\n", "Write +++ instead"),
        ('{"kind": "edition"}\n', "packs add"),
        ("oak.md", "Pass the text"),
    ],
)
def test_a_file_without_front_matter_is_told_what_it_lacks_and_nothing_else(text: str, said: str) -> None:
    (fault,) = read(text).faults
    assert fault.code is AuthoringCode.NO_FRONT_MATTER
    assert said in fault.instead


def test_curly_quotes_are_named() -> None:
    (fault,) = read("+++\nedition = \u201coak-2026\u201d\n+++\n").faults
    assert (fault.code, fault.line) == (AuthoringCode.NOT_TOML, 2)
    assert "straight" in fault.instead


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("{page=3, force=must}", "no commas"),
        ("{page=3 , force=must}", "no commas"),
        ("{page = 3}", "no spaces around ="),
        ("{page=x}", "Write the printed page"),
    ],
)
def test_commas_and_spaces_among_attributes_are_named(attributes: str, said: str) -> None:
    (fault,) = read(f"{HEAD}a {attributes}\n").faults
    assert said in fault.instead


@pytest.mark.parametrize(
    "text",
    [
        f"{CANARY}\n", f'+++\n{CANARY} = {CANARY}\n+++\n', f"{HEAD}{CANARY} `{CANARY}`\n",
        f"{HEAD}{CANARY} {{{CANARY}={CANARY}}}\n", f"{HEAD}a {{force={CANARY}}}\n", f"{HEAD}> {CANARY}\n",
        f"{HEAD}a {{page={CANARY}}} {CANARY}\n", f"{HEAD}<{CANARY}>\n",
    ],
)  # fmt: skip
def test_no_fault_shows_the_file(text: str) -> None:
    with pytest.raises(InvalidAuthoringError) as refused:
        parse(text)
    assert CANARY in text
    assert CANARY not in str(refused.value) + repr(refused.value) + repr(read(text))
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    "body",
    ["- word\n" * 100_000, "<" * 200_000, "[" * 200_000, "*a " * 60_000, "<!--" * 50_000, "`" * 100_000,
     ">" * 50_000, "{" * 100_000, "a {" * 50_000, "\\" * 100_000, "&" * 100_000, "1. " * 50_000, "- " * 50_000,
     'a {note="' + "\\" * 100_000],
    ids=lambda body: repr(body[:8]),
)  # fmt: skip
def test_hostile_files_are_read_quickly(body: str) -> None:
    begun = time.process_time()
    read(HEAD + body)
    assert time.process_time() - begun < 15


def test_many_names_that_are_none_are_told_quickly() -> None:
    begun = time.process_time()
    assert (
        20 <= len(read(HEAD + "a {" + " ".join(f"x{chr(97 + n % 26)}q=1" for n in range(50_000)) + "}\n").faults) <= 100
    )
    many = "".join(f"key{n} = 1\n" for n in range(20_000))
    with pytest.raises(InvalidAuthoringError) as refused:
        compile(HEAD.replace("[rights]", many + "[rights]") + "a\n")
    assert 20 <= len(refused.value.faults) <= 200
    assert time.process_time() - begun < 10


def test_too_large_and_too_deep() -> None:
    assert read(HEAD + "a" * (20 * 1024 * 1024)).faults[0].code is AuthoringCode.TOO_LARGE
    deep = "".join("  " * n + "- a\n" for n in range(40))
    assert [fault.code for fault in read(HEAD + deep).faults] == [AuthoringCode.TOO_LARGE]


def test_line_ends_and_byte_order_mark() -> None:
    text = HEAD + "# a\n\nb\n"
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_written_again_it_is_the_same() -> None:
    text = HEAD + "# 1 a\n\n13\\.5 b\n\nPart 5 of it\n\n# 2018 was {notation=none}\n\n- - not\n- 12 months\n"
    body = text.replace("- - not\n", "")
    assert parse(write(parse(body))) == parse(body)
