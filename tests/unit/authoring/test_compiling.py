"""What a Markdown file means, and what is refused. All wording is invented."""

import sys

import attrs
import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile, compile_with_lock
from care_standards.authoring.faults import AuthoringFault, InvalidAuthoringError
from care_standards.authoring.inline import parser
from care_standards.authoring.lock import Lock
from care_standards.authoring.outline import Item, Outline
from care_standards.authoring.rendering import render
from care_standards.errors import MissingExtraError

CANARY = "zebrafish"


def head(edition: str = "oak-2026", more: str = "", sharing: str = "private") -> str:
    return (
        f'+++\nedition = "{edition}"\ntitle = "Invented"\n[rights]\nsharing = "{sharing}"\nstatement = "Invented."\n'
        f'[completeness]\nlevel = "partial"\ncoverage = "Invented."\n{more}+++\n'
    )


def rows(body: str, more: str = "", edition: str = "oak-2026") -> list[tuple[str, str, str | None]]:
    found = compile(head(edition, more) + body)
    return [(p.id.partition(".")[2], p.kind, p.parent and p.parent.partition(".")[2]) for p in found]


def refused(text: str) -> tuple[AuthoringFault, ...]:
    with pytest.raises(InvalidAuthoringError) as error:
        compile(text)
    assert error.value.__context__ is None
    return error.value.faults


def test_the_common_shape() -> None:
    assert rows("# 1 a\n\n## 1.1 b\n\n### 1.1.1 c\n\nd\n\n- e\n  - f\n\n1.2 g\n\nh\n\n# i j\n\nk\n") == [
        ("1", "part", None),
        ("1.1", "section", "1"),
        ("1.1.1", "standard", "1.1"),
        ("1.1.1.p1", "principle", "1.1.1"),
        ("1.1.1.r1", "recommendation", "1.1.1"),
        ("1.1.1.r1.r1", "recommendation", "1.1.1.r1"),
        ("1.2", "clause", "1"),
        ("1.2.s1", "statement", "1.2"),
        ("i-j", "part", None),
        ("i-j.s1", "statement", "i-j"),
    ]


def test_numbers_go_below_numbers() -> None:
    found = rows(
        "# Part 5 a\n\n## 49 b\n\n49(1)(a) c\n\n49(2) d\n\n## 50A e\n\n(a) f\n\n(b) g\n\n- h\n\n# Annex F i\n\n## j k\n"
    )
    assert found == [
        ("part.5", "part", None),
        ("49", "section", "part.5"),
        ("49.1.a", "clause", "49"),
        ("49.2", "clause", "49"),
        ("50a", "section", "part.5"),
        ("50a.a", "clause", "50a"),
        ("50a.b", "clause", "50a"),
        ("50a.b.r1", "recommendation", "50a.b"),
        ("annex.f", "part", None),
        ("j-k", "section", "annex.f"),
    ]


def test_a_label_sets_the_kind_of_what_follows() -> None:
    body = "### 1.1.1 a\n\n#### Principles {label=principle}\n\n- b\n\n"
    body += "#### What to do {label=recommendation}\n\nc\n\n## 1.2 d\n\ne\n"
    assert rows(body) == [
        ("1.1.1", "standard", None),
        ("1.1.1.p1", "principle", "1.1.1"),
        ("1.1.1.r1", "recommendation", "1.1.1"),
        ("1.2", "section", None),
        ("1.2.s1", "statement", "1.2"),
    ]


def test_kinds_and_defaults() -> None:
    more = '[kinds]\nheadings = ["pillar"]\nnumbered = "right"\nbullet = "commitment"\n'
    more += '[defaults]\nforce = "must"\nnation = ["wales"]\n'
    found = compile(head(more=more) + "# a\n\n1.1 b {force=may nation=none}\n\n- c\n")
    assert [(p.kind, p.force, p.nations) for p in found] == [
        ("pillar", "must", ("wales",)),
        ("right", "may", ()),
        ("commitment", "must", ("wales",)),
    ]


def test_explicit_ids_and_parents() -> None:
    found = rows("# 1 a\n\n# 2 b {id=two}\n\nc {id=oak-2026.x parent=1}\n\nd {parent=none}\n\n2.1 e {parent=two}\n")
    assert found == [
        ("1", "part", None), ("two", "part", None), ("x", "statement", "1"), ("s1", "statement", None),
        ("2.1", "clause", "two"),
    ]  # fmt: skip


def test_provisional_ids_are_never_taken_over() -> None:
    found = rows("# 1 a\n\n## 1.1 b\n\n### 1.1.1 c\n\nd\n\n### 1.1.5 e\n\nf\n\n## 1.2 g\n", edition="scs-2018")
    assert [id for id, _, _ in found] == ["1", "1.1", "1.1.1-2", "1.1.1.p1", "1.1.5", "1.1.5.p1", "1.2-2"]
    assert rows("### 1.1.1 c {id=1.1.1 notation-status=inferred}\n", edition="scs-2018")[0][0] == "1.1.1"


def test_pages_are_passed_on() -> None:
    body = "# a {page=3}\n\nb\n\nc {page=none}\n\nd\n\n# e {label=principle page=9}\n\nf\n"
    assert [p.page for p in compile(head() + body)] == [3, 3, None, None, 9]
    assert [p.page for p in compile(head(more='[defaults]\npage = "none"\n') + body)] == [3, None, None, None, None]


def test_words_are_wording_or_summary_by_rights() -> None:
    body = "# a\n\n> Text: b\n\n- **c** d\n\n  > Summary: e\n"
    first, second = compile(head() + body)
    assert first.text is not None
    assert second.text is not None
    assert (first.text.value, second.text.value, second.summary, second.heading) == ("b", "d", "e", "c")
    assert (first.text_status, second.heading_status) == ("private", "own-label")
    (only,) = compile(head(sharing="shareable") + "- d\n")
    assert (only.summary, only.text, only.text_status) == ("d", None, "verified")


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("# 1 a\n\n# 1 b\n", "CS512", 13),
        ("# …\n", "CS511", 11),
        ("a {id=oak-2025.b}\n", "CS511", 11),
        ("a {id=Ä}\n", "CS505", 11),
        ('a {id="Ä"}\n', "CS511", 11),
        (f"# 1.{'9' * 40} a\n", "CS511", 11),
        ("a {parent=zz}\n", "CS513", 11),
        ("# a {label=principle force=must}\n", "CS509", 11),
        ("b\n\na {source=nobody-knows}\n", "CS516", 13),
        (f"# 1 {'a' * 501}\n", "CS516", 11),
    ],
)
def test_faults_stand_at_the_line_of_the_item(body: str, code: str, line: int) -> None:
    assert (code, line) in [(fault.code.value, fault.line) for fault in refused(head() + body)]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('title = "Invented"', "title = 3", 3),
        ('title = "Invented"', 'titel = "Invented"', 3),
        ('sharing = "private"', 'sharing = "secret"', 5),
        ('level = "partial"', 'level = "partly"', 8),
        ('level = "partial"', 'provisions = 3\nlevel = "partial"', 8),
        ('edition = "oak-2026"', 'edition = "Oak 2026"', 2),
        ('edition = "oak-2026"', 'edition = "oak-2026"\npublication = "elm"', 3),
        ('edition = "oak-2026"', 'edition = "oak-2026"\nlanguage = "Welsh language"', 3),
        ('edition = "oak-2026"', f'edition = "oak-2026"\ndigest = "sha256:{"0" * 64}"', 3),
    ],
)
def test_faults_of_the_front_matter_stand_at_its_line(before: str, after: str, line: int) -> None:
    text = head().replace(before, after)
    assert text != head()
    assert line in [fault.line for fault in refused(text + "# 1 a\n")]


@pytest.mark.parametrize(
    "more",
    ["[kinds]\nheadings = []\n", '[kinds]\nbullet = "zebra"\n', '[defaults]\nforce = "shall"\n',
     '[defaults]\nnations = ["france"]\n', '[defaults]\nnations = ["wales", "wales"]\n', "[defaults]\npage = 3\n",
     '[defaults]\nlanguage = 3\n', '[defaults]\nsources = "a"\n', '[kinds]\nheading = "part"\n'],
)  # fmt: skip
def test_kinds_and_defaults_are_judged(more: str) -> None:
    assert [(fault.code.value, fault.line) for fault in refused(head(more=more) + "# 1 a\n")] == [("CS503", 11)]


def test_the_same_id_twice_is_answered_for_what_it_is() -> None:
    (of_a_list,) = refused(head() + "# 1 a\n\n1. b\n")
    assert "the number is only one of a list, write the item with -" in of_a_list.instead
    (of_a_label,) = refused(head() + "# Guiding principles\n\n# Guiding principles\n")
    assert "{label=principle}" in of_a_label.instead
    (other,) = refused(head() + "# 1 a\n\n# 1 b\n")
    assert "correct the number" in other.instead


def test_our_summaries_are_never_taken_for_wording() -> None:
    """What render gives of a shipped edition, called private: our paraphrases would be quoted as the publisher's."""
    text = render(cs.load("scs-2018")).replace('sharing = "shareable"', 'sharing = "private"')
    found = refused(text)
    ours = [fault for fault in found if "no wording of the publisher's" in fault.what]
    paragraphs = ("statement", "recommendation", "principle")  # the summaries of headings stand apart anyway
    assert len(ours) == sum(p.summary is not None and p.kind in paragraphs for p in cs.load("scs-2018")) > 20
    assert all("> Summary:" in fault.instead for fault in ours)
    private = attrs.evolve(cs.load("scs-2018"), rights=attrs.evolve(cs.load("scs-2018").rights, sharing="private"))
    assert not any(p.text for p in compile(render(attrs.evolve(private, digest=None))))


def test_everything_comes_at_once() -> None:
    found = refused(head().replace('title = "Invented"', "title = 3") + "# 1 a {forse=must}\n\n# 1 b\n\n---\n")
    assert [fault.code.value for fault in found] == ["CS516", "CS506", "CS512", "CS504"]


def test_no_fault_shows_the_file() -> None:
    text = (
        head(more=f'{CANARY} = "{CANARY}"\n')
        + f'# 1 {CANARY}\n\n# 1 {CANARY}\n\n{CANARY} {{id="{CANARY} " parent={CANARY} source={CANARY}}}\n'
    )
    found = refused(text)
    assert len(found) >= 4
    assert CANARY not in str(InvalidAuthoringError(found)) + repr(found)


def test_an_outline_made_by_a_program_is_judged_too() -> None:
    front = {"edition": "oak-2026", "title": "Invented", "rights": {"sharing": "private", "statement": "Invented."},
             "completeness": {"level": "partial", "coverage": "Invented."}}  # fmt: skip
    good = Outline(front=front, items=(Item(role="heading", level=1, notation="1", text="a"),))
    assert [p.id for p in compile(good)] == ["oak-2026.1"]
    bad = Outline(front=front, items=(Item(role="heading", level=1, notation="1", attributes={"force": "shall"}),))
    with pytest.raises(InvalidAuthoringError, match="CS507"):
        compile(bad)


def test_a_hundred_thousand_bullets() -> None:
    text = head() + "# 1 a\n\n" + "".join(f"- word {n}\n" for n in range(20_000))
    assert len(compile(text)) == 20_001


def test_what_is_compiled_can_be_written() -> None:
    edition = compile(head() + "# 1 a\n\n- b\n")
    assert cs.check(cs.write(edition)).verdict == "valid"


def test_a_lock_of_another_edition_is_refused() -> None:
    lock = compile_with_lock(head() + "# 1 a\n").lock
    with pytest.raises(InvalidAuthoringError, match="CS517"):
        compile(head("elm-2026") + "# 1 a\n", lock=lock)
    assert Lock.read(lock.to_bytes()) == lock


def test_the_missing_parser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    parser.cache_clear()
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(MissingExtraError, match="authoring"):
        compile(head() + "# 1 a\n")
    parser.cache_clear()
