"""Laws of the Markdown form. All wording here is invented."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.authoring.compiling import compile, compile_with_lock
from care_standards.authoring.faults import InvalidAuthoringError
from care_standards.authoring.lock import Lock
from care_standards.authoring.markdown_reading import parse
from care_standards.authoring.markdown_writing import write
from care_standards.authoring.outline import Item, Outline
from care_standards.authoring.rendering import render
from care_standards.model import Wording
from care_standards.testing import editions

HEAD = """+++
edition = "oak-2026"
title = "Invented"
[rights]
sharing = "private"
statement = "Invented."
[completeness]
level = "partial"
coverage = "Invented."
+++

"""
MARKS = (
    "# ", "## ", "- ", "  - ", "    - ", "1. ", "13.4 ", "(a) ", "> ", "> Summary: ", "> Note: ", "> Text: ", "**a** ",
    "*", "_", "`", "<b>", "<!-- x -->", "<!--", "-->", "{force=must}", "{page=3}", "{id=a}", "{", "}", "\\", "\n",
    "\n\n", "word", "Part 5", "---", "===", "|a|b|\n|-|-|", "```", "&amp;", "&#0;", "&#10;", "{label=principle}",
    "{parent=1}", "{notation=none}", "\t", "    ", "+++", "[a](b)", "[a]: b", '{heading="x"}', '{summary="y" text="z"}',
    "A. ", "\x0b", "\x1c", "\x85", "\u2028", "\x00", "Note:",
)  # fmt: skip
bodies = st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=14).map("".join)
texts = (
    st.lists(st.sampled_from(MARKS) | st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5)
    .map("".join)
    .filter(bool)
)


@settings(max_examples=150)
@given(editions())
def test_compile_undoes_render(edition: cs.Edition) -> None:
    """Law: for every edition, compile(render(edition)) == edition."""
    assert compile(render(edition)) == edition


@settings(max_examples=150)
@given(editions(), st.data())
def test_any_text_survives(edition: cs.Edition, data: st.DataObject) -> None:
    """Law: the law above holds whatever marks of Markdown, breaks or control characters the texts are made of."""
    private = edition.rights.sharing == "private"

    def strange(provision: cs.Provision) -> cs.Provision:
        changes: dict[str, Any] = {name: data.draw(st.none() | texts) for name in ("heading", "summary", "note")}
        changes["notation"] = data.draw(st.none() | texts.map(lambda text: text[:100]))
        if private:
            changes["text"] = data.draw(st.none() | st.builds(Wording, language=st.just("cy"), value=texts))
        return attrs.evolve(provision, **changes)

    stranger = attrs.evolve(edition, provisions=[strange(provision) for provision in edition])
    assert compile(render(stranger)) == stranger


@settings(max_examples=150)
@given(editions(), st.sampled_from(("must", "unknown", "statement")))
def test_items_without_words_come_back_too(edition: cs.Edition, force: Any) -> None:
    """Law: the law above holds of items that say nothing but what all of them say."""
    bare: dict[str, Any] = {"heading": None, "heading_status": "none", "summary": None, "text": None, "force": force}
    bare |= {"text_status": "inferred", "notation": None, "notation_status": "none", "note": None, "page": None}
    bare |= {"sources": (), "confidence": "high", "settings": (), "stages": (), "nations": (), "populations": ()}
    wordless = attrs.evolve(edition, provisions=[attrs.evolve(p, **bare, addressees=()) for p in edition])
    assert compile(render(wordless)) == wordless


def tried(text: str) -> tuple[cs.Edition | None, InvalidAuthoringError | None]:
    try:
        return compile(text), None
    except InvalidAuthoringError as error:
        return None, error


@settings(max_examples=300)
@given(bodies)
def test_anything_is_an_edition_or_faults(body: str) -> None:
    """Law: any text is compiled or refused with faults that have a place; and what is parsed is written back alike."""
    edition, refused = tried(HEAD + body)
    if edition is None:
        assert refused is not None
        assert refused.faults
        assert all(fault.line >= 1 and fault.column >= 1 for fault in refused.faults)
        assert refused.__context__ is None
        return
    assert cs.check(cs.write(edition)).verdict == "valid"
    outline = parse(HEAD + body)
    assert parse(write(outline)) == outline
    assert compile(outline) == edition


@given(st.text(), st.text())
def test_any_front_matter_is_read_or_refused(toml: str, body: str) -> None:
    """Law: whatever stands in the front matter, the answer is an edition or faults."""
    for text in (toml, f"+++\n{toml}\n+++\n{body}"):
        edition, refused = tried(text)
        assert edition is not None or (refused is not None and refused.faults)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    items: list[Item] = []
    depth = 0
    for _ in range(draw(st.integers(0, 6))):
        role = draw(st.sampled_from(("heading", "paragraph", "bullet")))
        depth = draw(st.integers(1, depth + 1)) if role == "bullet" else 0
        heading = role == "heading"
        quotes = draw(st.dictionaries(st.sampled_from(("summary", "text", "note") if heading else ("summary", "note")),
                                      texts, max_size=2))  # fmt: skip
        attributes = {"force": "must", "page": "7", "setting": "outreach,safehouse", "id": "x.y", "notation": "none"}
        kept = draw(st.sets(st.sampled_from(sorted(attributes))))
        notation = None if "notation" in kept else draw(st.none() | st.sampled_from(("1", "13.4", "A", "(a)")) | texts)
        remark = draw(st.none() | st.just("look here"))
        items.append(
            Item(
                role=role, level=draw(st.integers(1, 6)) if heading else depth,
                notation=notation and notation[:100], text=draw(texts),
                label=None if heading else draw(st.none() | texts),
                attributes={name: attributes[name] for name in kept}, quotes=quotes, remark=remark,
            )
        )  # fmt: skip
    front = {"edition": "oak-2026", "title": draw(texts), "rights": {"sharing": "private", "statement": draw(texts)}}
    return Outline(front=front, items=tuple(items))


@settings(max_examples=200)
@given(outlines())
def test_parse_undoes_write(outline: Outline) -> None:
    """Law: parse(write(outline)) == outline, for private outlines whose bullets skip no level."""
    assert parse(write(outline)) == outline


# ---- the lock

WORDS = ["alder", "beech", "cedar", "elm", "fir", "hazel", "ivy", "juniper", "larch", "maple", "oak", "pine", "rowan"]
bullets = st.lists(st.lists(st.sampled_from(WORDS), min_size=4, max_size=9, unique=True).map(tuple), min_size=1,
                   max_size=7, unique=True)  # fmt: skip


def book(lines: list[tuple[str, ...]]) -> str:
    return HEAD + "# 1 Trees\n\n" + "".join(f"- {' '.join(line)}\n" for line in lines)


def ids(text: str, lock: Lock | None = None) -> tuple[list[str], Lock]:
    found = compile_with_lock(text, lock=lock)
    return [provision.id for provision in found.edition][1:], found.lock


@given(bullets, st.data())
def test_an_inserted_bullet_leaves_the_ids_of_the_others(lines: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Law: a bullet put in anywhere gets an id of its own, and all others keep theirs."""
    before, lock = ids(book(lines))
    place = data.draw(st.integers(0, len(lines)))
    new = ("an", "entirely", "different", "line", "of", "words")
    after, _ = ids(book([*lines[:place], new, *lines[place:]]), lock)
    assert [*after[:place], *after[place + 1 :]] == before
    assert after[place] not in before


@given(bullets, st.data())
def test_an_edited_word_leaves_the_ids(lines: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Law: changing a word of one bullet changes no id."""
    before, lock = ids(book(lines))
    place = data.draw(st.integers(0, len(lines) - 1))
    word = data.draw(st.integers(0, len(lines[place]) - 1))
    edited = (*lines[place][:word], "birch", *lines[place][word + 1 :])
    assert ids(book([*lines[:place], edited, *lines[place + 1 :]]), lock)[0] == before


@given(bullets, st.randoms(use_true_random=False))
def test_moved_bullets_take_their_ids_along(lines: list[tuple[str, ...]], chance: Any) -> None:
    """Law: in whatever order the bullets come, each keeps its id."""
    before, lock = ids(book(lines))
    of = dict(zip(lines, before, strict=True))
    moved = list(lines)
    chance.shuffle(moved)
    assert ids(book(moved), lock)[0] == [of[line] for line in moved]


@given(bullets, st.data())
def test_an_id_once_given_is_never_given_again(lines: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Law: what is put in after something was taken away gets a new id; the lock survives being written and read."""
    before, lock = ids(book(lines))
    place = data.draw(st.integers(0, len(lines) - 1))
    left = [*lines[:place], *lines[place + 1 :]]
    _, lock = ids(book(left), Lock.read(lock.to_bytes()))
    assert before[place] in {one.id for one in lock.gone}
    after, _ = ids(book([*left, ("an", "entirely", "different", "line")]), Lock.read(lock.to_bytes()))
    assert after[-1] not in before
    assert after[:-1] == [*before[:place], *before[place + 1 :]]


@given(bullets, st.data())
def test_what_was_taken_away_and_put_back_has_its_id(lines: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Law: whatever bullets are taken away, and compiled without, the same words there get their ids back."""
    before, lock = ids(book(lines))
    away = data.draw(st.sets(st.integers(0, len(lines) - 1)))
    _, lock = ids(book([line for place, line in enumerate(lines) if place not in away]), lock)
    assert ids(book(lines), Lock.read(lock.to_bytes()))[0] == before


@pytest.mark.parametrize("id", [edition.id for edition in cs.catalogue().editions])
def test_every_shipped_edition_comes_back(id: str) -> None:
    edition = cs.load(id)
    assert compile(render(edition)) == edition
