"""Hints for plain English. Every sentence here is made up."""

import attrs
import pytest

import care_standards as cs
from care_standards.authoring.plain_english import HEADING_WORDS, SENTENCE_WORDS, hints, sentences
from care_standards.model import Completeness, Edition, GlossaryEntry, Provision, Rights, Wording


def provision(number: int = 1, **fields: object) -> Provision:
    given: dict[str, object] = {
        "id": f"oak-2026.{number}",
        "kind": "clause",
        "notation": str(number),
        "notation_status": "confirmed",
        "heading_status": "none" if "heading" not in fields else "own-label",
        "text_status": "verified",
        "force": "unknown",
        "sources": (),
        "confidence": "high",
    }
    return Provision(**{**given, **fields})


def edition(*provisions: Provision, sharing: str = "shareable") -> Edition:
    return Edition(
        id="oak-2026",
        publication="oak",
        title="Oak",
        data_revision=1,
        rights=Rights(sharing=sharing, statement="Made up."),
        completeness=Completeness(level="complete", provisions=len(provisions), coverage="All."),
        provisions=provisions,
    )


def words(count: int) -> str:
    return " ".join(["leaf"] * (count - 1) + ["falls."]).capitalize()


@pytest.mark.parametrize(("count", "expected"), [(SENTENCE_WORDS, 0), (SENTENCE_WORDS + 1, 1)])
def test_a_sentence_over_the_limit_is_told(count: int, expected: int) -> None:
    found = hints(edition(provision(summary=f"A short one. {words(count)} Another short one.")))
    assert [(h.rule, h.figure, h.field) for h in found] == [("sentence-length", count, "summary")] * expected


@pytest.mark.parametrize(("count", "expected"), [(HEADING_WORDS, 0), (HEADING_WORDS + 1, 1)])
def test_a_heading_over_the_limit_is_told(count: int, expected: int) -> None:
    found = hints(edition(provision(heading=words(count)[:-1])))
    assert [(h.rule, h.figure) for h in found] == [("heading-length", count)] * expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four\u2026 Five", 5),
        ("See e.g. Oak and i.e. Elm.", 1),
        ("Section 4. Trees grow.", 1),  # rather one sentence too few than a number taken for an end
        ("It costs 3.5 pounds.", 1),
        ("Mr. Oak said (twice). Then he left.", 2),
        ("\u201cGo.\u201d He went.", 2),
        ("first line\nsecond line\n\nthird", 3),
        ("", 0),
        ("  \n ", 0),
        ("lower case. goes on", 1),
    ],
)
def test_where_sentences_end(text: str, expected: int) -> None:
    found = list(sentences(text))
    assert len(found) == expected
    assert all(0 <= start < end <= len(text) for start, end in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ask the QXZ.", True),
        ("Ask the QXZs about it.", True),
        ("Ask the QxZ.", True),
        ("The Quick Xylem Zone (QXZ) helps.", False),
        ("The Quick and Xylem Zone (QXZ) helps.", False),
        ("The QXZ (Quick Xylem Zone) helps.", False),
        ("The QXZ (which is new) helps.", True),
        ("An NRM case in the UK.", False),  # the glossary; well known
        ("Under TiCC.", False),
        ("Part II and article XIV.", False),
        ("A I O letters.", False),
        ("Vitamin B12 and A4 paper.", False),
        ("ALL OF IT IN CAPITALS", False),
    ],
)
def test_abbreviations(text: str, told: bool) -> None:
    found = hints(edition(provision(summary=text)))
    assert [h.rule for h in found] == ["abbreviation"] * told


def test_an_abbreviation_is_told_once_where_it_is_first_used_with_its_uses() -> None:
    found = hints(
        edition(provision(1, summary="Fine."), provision(2, summary="QXZ here."), provision(3, note="QXZ QXZ."))
    )
    assert [(h.provision, h.figure) for h in found] == [("oak-2026.2", 3)]
    spelt = hints(edition(provision(1, summary="Quick Xylem Zone (QXZ)."), provision(2, summary="QXZ here.")))
    assert spelt == ()


def test_a_glossary_of_ones_own() -> None:
    own = GlossaryEntry(term="zone", meaning="Made up.", abbreviation="QXZ", sources=("own",))
    assert hints(edition(provision(summary="QXZ here.")), glossary=(own,)) == ()
    assert len(hints(edition(provision(summary="NRM here.")), glossary=(own,))) == 1


def test_the_publishers_words_are_looked_at_only_when_asked() -> None:
    long = words(40)
    heading = "Leaf " * 20 + "falls"
    item = provision(
        heading=heading, heading_status="literal", text=Wording(language="en", value=long), text_status="private"
    )
    private = edition(item, sharing="private")
    assert hints(private) == ()
    assert [h.field for h in hints(private, wording=True)] == ["heading", "text"]
    label = attrs.evolve(item, heading_status="own-label", summary=long)
    assert [h.field for h in hints(edition(label, sharing="private"))] == ["heading", "summary"]
    shared = edition(attrs.evolve(item, text=None, text_status="heading-only"))
    assert [h.field for h in hints(shared)] == ["heading"]


def test_no_word_of_the_text_is_in_a_hint() -> None:
    canary = "CaNaRy QXZ " + words(40) + " canary."
    found = hints(edition(provision(heading="canary " * 14, summary=canary, note=canary)))
    assert {h.rule for h in found} == {"sentence-length", "abbreviation", "heading-length"}
    shown = "".join(repr(h) + h.words for h in found)
    assert "canary" not in shown.lower()
    assert "QXZ" not in shown


def test_the_place_is_that_of_the_words() -> None:
    text = "Fine so far. Then the QXZ comes."
    (found,) = hints(edition(provision(summary=text)))
    assert text[found.start : found.end] == "QXZ"


def test_order_is_that_of_the_edition() -> None:
    found = hints(edition(provision(1, summary=f"ABQ first. {words(30)}"), provision(2, summary=words(27))))
    assert [(h.provision, h.rule) for h in found] == [
        ("oak-2026.1", "abbreviation"),
        ("oak-2026.1", "sentence-length"),
        ("oak-2026.2", "sentence-length"),
    ]


def test_shipped_summaries_keep_the_rule_they_state() -> None:
    told = [h for e in cs.editions() for h in hints(e) if h.rule == "sentence-length" and h.field == "summary"]
    assert told == []
