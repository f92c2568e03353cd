"""Laws of searching, for any string and any edition."""

import itertools

import attrs
from hypothesis import assume, example, given
from hypothesis import strategies as st

from care_standards import packaged
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query import provisions_of
from care_standards.searching import SearchResult, search
from care_standards.searching.words import fold, stem, tokens
from care_standards.testing import editions

SHIPPED = packaged.catalogue()
HELD = {id(p) for p in provisions_of(SHIPPED)}
VOCABULARY = sorted({word for p in provisions_of(SHIPPED) for word in tokens(fold(p.summary or ""))})

pieces = st.sampled_from(
    ('"', "*", "-", "(", ")", ":", "^", "{", "}", "+", ",", " ", "AND", "OR", "NOT", "NEAR", "heading", "\0", "\ud800",
     "'", "\\", ";", "\u201c", "\u0301", "\u0130", "NRM", "1.1.5", "support", "consent", "interpretor", "ca")
)  # fmt: skip
anything = st.text(st.characters(), max_size=40) | st.lists(pieces, max_size=12).map("".join)


def _is_sound(result: SearchResult, limit: int) -> None:
    assert len(result.hits) == min(limit, result.total)
    assert (result.total == 0) or not any(reason.startswith("all of it") for reason in result.ignored)
    for hit in result:
        marks, text = hit.snippet.marks, hit.snippet.text
        assert all(0 <= begin < end <= len(text) for begin, end in marks)
        assert all(end <= begin for (_, end), (begin, _) in itertools.pairwise(marks))
        assert hit.snippet.highlighted("", "") == text
        assert (hit.provision is None) != (hit.entry is None)


@given(anything, st.integers(0, 30), st.booleans())
@example("a" * 10_000_000, 20, False)
@example('"' * 5_000 + "*" * 5_000, 20, False)
@example("a.b" * 400, 20, False)
@example(" ".join(f"{n:x}qq" for n in range(200)), 20, False)
@example("(" * 900 + "support", 20, False)
def test_any_string_is_a_question(text: str, limit: int, with_wording: bool) -> None:
    """Law: no string raises, asked twice it is answered the same, and nothing beyond the scope is found."""
    result = search(text, SHIPPED, limit=limit, with_wording=with_wording)
    _is_sound(result, limit)
    assert result == search(text, SHIPPED, limit=limit, with_wording=with_wording)
    assert all(hit.provision is None or id(hit.provision) in HELD for hit in result)
    assert all(hit.entry is None or hit.entry in SHIPPED.glossary for hit in result)
    assert result.to_plain()["total"] == result.total
    assert len(result.to_rows()) == len(result.hits)


@given(editions(), anything, st.integers(0, 5))
def test_any_edition_can_be_searched(edition: Edition, text: str, limit: int) -> None:
    """Law: whatever the texts of an edition hold, a search of it finds only what it holds."""
    result = search(text, edition, limit=limit, with_wording=True)
    _is_sound(result, limit)
    assert all(hit.provision in edition.provisions for hit in result)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3))
def test_words_find_exactly_what_has_them_all(words: list[str]) -> None:
    """Law: over one edition and no glossary, words find the provisions that have each of them in some form."""
    edition = max(packaged.editions(), key=len)
    result = search(" ".join(words), edition, limit=len(edition))
    assume(not (result.corrections or result.expansions or (result.hits and result.hits[0].score is None)))
    wanted = {stem(word) for word in words}
    assert {p.id for p in result.provisions} == {p.id for p in edition if wanted <= _stems(p)}


def _stems(p: Provision) -> set[str]:
    return {stem(word) for word in tokens(fold(f"{p.notation or ''} {p.heading or ''} {p.summary or ''}"))}


@given(st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY))
def test_leaving_out_takes_away_and_never_adds(word: str, other: str) -> None:
    """Law: ``a`` is divided by ``b`` into ``a b`` and ``a -b``."""
    assume(stem(word) != stem(other))
    bare = attrs.evolve(SHIPPED, glossary=())  # without expansions, which only what is wanted has
    both, without = (search(text, bare, limit=1_000) for text in (f"{word} {other}", f"{word} -{other}"))
    every = search(word, bare, limit=1_000)
    assume(not (both.expansions or every.hits[0].score is None))
    found = [hit.id for hit in (*both, *without)]
    assert sorted(map(str, found)) == sorted(str(hit.id) for hit in every)


@given(st.sampled_from(VOCABULARY))
def test_every_hit_shows_why(word: str) -> None:
    """Law: what a single word finds has something to highlight in the snippet."""
    assert all(hit.snippet.marks for hit in search(word, SHIPPED))


@given(st.sampled_from([p for p in provisions_of(SHIPPED) if p.notation]))
def test_every_number_and_every_id_finds_its_provision(provision: Provision) -> None:
    """Law: asked by id a provision comes first; asked by number it is among the first, with all that share it."""
    assert search(provision.id, SHIPPED).hits[0].provision is provision
    found = search(provision.notation or "", SHIPPED, limit=1_000)
    named = [hit.provision for hit in found if hit.score is None]
    assert provision in named
    assert all(hit.score is None for hit in found.hits[: len(named)])
