"""What is found, in which order, and what is said about it."""

import json
import math
import pickle
from typing import Any

import pytest

from care_standards import model, packaged
from care_standards.errors import InvalidValueError
from care_standards.query import holdings
from care_standards.searching import SearchResult, search

NRM = ("National Referral Mechanism", "NRM", "An invented meaning.")


def ids(result: SearchResult) -> list[str]:
    """Give the local ids of the provisions found, best first."""
    return [p.id.partition(".")[2] for p in result.provisions]


def test_headings_and_numbers_weigh_more_than_summaries(book: Any) -> None:
    filler = [f"Something else entirely, number {n}." for n in range(20)]
    demo = book({"summary": "Consent is asked for."}, {"heading": "Consent", "summary": "It is asked for."}, *filler)
    assert ids(search("consent", demo)) == ["2", "1"]


def test_every_word_must_occur_anywhere_in_the_passage(book: Any) -> None:
    demo = book({"heading": "Food", "summary": "Choice is given."}, "Food is given.", "Choice is good.")
    assert ids(search("food choice", demo)) == ["1"]
    assert ids(search("CHOICE, food!", demo)) == ["1"]


def test_singular_and_plural_find_each_other(book: Any) -> None:
    demo = book("Interpreters are present.", "An interpreter is present.", "Interpretation is a word by itself.")
    for asked in ("interpreter", "interpreters", "interpreter's", "Interpreters'"):
        assert sorted(ids(search(asked, demo))) == ["1", "2"], asked
        assert search(asked, demo).expansions == ()  # other forms of the word itself are no matter to tell of


def test_phrases_are_exactly_what_is_in_the_marks(book: Any) -> None:
    demo = book("A safe place.", "A place that is safe.", "Safe places.")
    assert ids(search('"safe place"', demo)) == ["1"]
    assert ids(search("\u201csafe place\u201d", demo)) == ["1"]
    assert ids(search('"places"', demo)) == ["3"]
    assert sorted(ids(search("safe place", demo))) == ["1", "2", "3"]


def test_beginnings(book: Any) -> None:
    demo = book("Accommodation.", "Accommodating.", "Commodity.", "Co-operation.", "Co-ordination.")
    assert sorted(ids(search("accom*", demo))) == ["1", "2"]
    assert ids(search("co-op*", demo)) == ["4"]


def test_what_is_excluded(book: Any) -> None:
    demo = book("Adults and food.", "Children and food.", "Food for a child.", "Food in a safe house.")
    assert sorted(ids(search("food -child", demo))) == ["1", "4"]
    assert sorted(ids(search('food -"safe house"', demo))) == ["1", "2", "3"]
    assert ids(search("food -child -adults -safe*", demo)) == []


def test_a_question_that_only_excludes_finds_nothing_and_says_so(book: Any) -> None:
    result = search("-food", book("Food.", "Drink."))
    assert (result.total, len(result.ignored)) == (0, 1)
    assert "leave out" in result.ignored[0]


@pytest.mark.parametrize("nothing", ["", "   ", '"', '""', "***", "- -", "()", "\0", "\ud800", "\u0301"])
def test_an_empty_question_finds_nothing_and_says_so(book: Any, nothing: str) -> None:
    result = search(nothing, book("Food."))
    assert (result.hits, result.total) == ((), 0)
    assert result.ignored == ("all of it, as there is no word or number in it",)


@pytest.mark.parametrize(
    "asked",
    ["heading:consent OR x", "summary : food", "food NOT drink", "NEAR(food drink, 5)", "food) OR (drink", "^food AND",
     "{heading summary}:food", "food + drink", "'; DROP TABLE passages; --"],
)  # fmt: skip
def test_syntax_of_the_engine_is_only_words(book: Any, asked: str) -> None:
    demo = book("Food.", "Drink.", "Consent, x.", {"heading": "Consent", "summary": "Food and drink."})
    words = "".join(c if c.isalnum() else " " for c in asked).split()
    held = [(p, f"{p.heading or ''} {p.summary}".lower()) for p in demo]
    assert set(search(asked, demo).provisions) == {p for p, text in held if all(w.lower() in text for w in words)}
    assert len(search("food", demo)) == 2


def test_an_abbreviation_finds_its_term_and_back(book: Any, terms: Any) -> None:
    demo = book("Refer through the NRM.", "The National Referral Mechanism is for this.", "National mechanisms.")
    for asked in ("NRM", "nrm", "national referral mechanism", '"National Referral Mechanism"', "NRMs"):
        result = search(asked, demo, catalogue=terms(NRM))
        assert sorted(ids(result)) == ["1", "2"], asked
        assert {result.expansions[0].word, result.expansions[0].added} == {"NRM", "National Referral Mechanism"}
    assert ids(search("NRM", demo)) == ["1"]
    assert search("NRM", demo).expansions == ()


def test_part_of_a_term_is_not_the_term(book: Any, terms: Any) -> None:
    demo = book("The NRM.", "A national referral.", "A referral to a national mechanism.")
    for asked, found in (("national referral", "2"), ("national mechanism", "3"), ("referral mechanism", "3")):
        result = search(asked, demo, catalogue=terms(("National Referral Mechanism", "NRM", "Invented.")))
        assert "1" not in ids(result)
        assert found in ids(result)
        assert result.expansions == ()


def test_the_rest_of_the_question_still_holds(book: Any, terms: Any) -> None:
    demo = book("The NRM and children.", "The NRM.", "Children in a National Referral Mechanism.")
    for asked in ("NRM child", "child national referral mechanism"):
        assert sorted(ids(search(asked, demo, catalogue=terms(NRM)))) == ["1", "3"]
    assert ids(search("NRM -child", demo, catalogue=terms(NRM))) == ["2"]


def test_an_abbreviation_that_is_a_common_word_stands_for_its_term_only_in_capitals(book: Any, terms: Any) -> None:
    catalogue = terms(("information technology", "IT", "Invented."))
    demo = book("It is so.", "Let it be.", "As it was.", "Information technology is used.")
    assert ids(search("information technology", demo, catalogue=catalogue)) == ["4"]
    assert search("it is", demo, catalogue=catalogue).expansions == ()
    assert search("IT", demo, catalogue=catalogue).expansions != ()


def test_glossary_entries_are_found_too(book: Any, terms: Any) -> None:
    result = search("invented meaning", book("Food."), catalogue=terms(NRM))
    (hit,) = result.hits
    assert (hit.kind, hit.provision, hit.id, hit.field, hit.own_words) == ("term", None, None, "meaning", True)
    assert hit.entry is not None
    assert hit.entry.term == "National Referral Mechanism"
    assert hit.snippet.highlighted() == "An [invented] [meaning]."


def test_a_catalogue_brings_its_own_glossary(terms: Any) -> None:
    assert search("meaning", terms(NRM)).total == 1


def test_a_misspelt_word_is_replaced_and_that_is_said(book: Any) -> None:
    demo = book("Interpreters are present.", "An interpreter.", "Safe accommodation.")
    result = search("interpretor", demo)
    assert sorted(ids(result)) == ["1", "2"]
    assert [(c.word, c.meant) for c in result.corrections] == [("interpretor", "interpreter")]
    assert ids(search("safe accomodation", demo)) == ["3"]
    assert "interpretor" not in repr(result)


def test_a_known_word_is_not_corrected_nor_one_that_merely_rhymes(book: Any) -> None:
    demo = book("Retention. Direction.", "Interpreter.", "Interpreted.")
    assert search("interpreters", demo).corrections == ()
    assert search("detention", demo) == search("detention", demo)
    assert (search("detention", demo).total, search("detention", demo).corrections) == (0, ())


def test_only_so_many_words_are_corrected(book: Any) -> None:
    words = [f"interprete{letter}" for letter in "abcefghijklm"]
    assert len(search(" ".join(words), book("Interpreter.")).corrections) == 8


def test_no_number_is_corrected(book: Any) -> None:
    assert search("2018a", book("2018b.", "20185.")).corrections == ()


def test_nothing_is_corrected_in_phrases_beginnings_and_exclusions(book: Any) -> None:
    demo = book("Interpreter.", "Food.")
    for asked in ('"interpretor"', "interpretor*", "food -interpretor"):
        assert search(asked, demo).corrections == ()


def test_words_in_one_and_in_two(book: Any) -> None:
    demo = book("A safehouse.", "A safe house.", "Co-operation.", "House, and safe.")
    assert ids(search("cooperation", demo)) == ["3"]
    assert sorted(ids(search("safe house", demo))) == ["1", "2", "4"]
    assert sorted(ids(search("safe-house", demo))) == ["1", "2"]
    assert ids(search('"safe house"', demo)) == ["2"]


@pytest.mark.parametrize("asked", ["1.1", "1 1", "1(1)"])
def test_no_two_numbers_are_taken_for_one(book: Any, asked: str) -> None:
    result = search(asked, book("There are 11.", "See 1.1 there."))
    assert (ids(result), result.expansions) == (["2"], ())


def test_accents_and_case_do_not_matter(book: Any) -> None:
    demo = book("The caf\u00e9 \u2013 open.", "Cafe\u0301 again.", "CAFE.")
    for asked in ("cafe", "CAF\u00c9", "cafe\u0301"):
        result = search(asked, demo)
        assert sorted(ids(result)) == ["1", "2", "3"]
        assert all(len(hit.snippet.marks) == 1 for hit in result)


def test_a_printed_number_finds_its_provision_first(book: Any) -> None:
    demo = book(
        {"summary": "See 1.1.5 and 1.1.5 and 1.1.5.", "heading": "On 1.1.5"},
        {"summary": "Plain.", "notation": "1.1.5", "notation_status": "confirmed", "id": "demo-2020.1.1.5"},
        {"summary": "Bracketed.", "notation": "12(1)(a)", "notation_status": "confirmed", "id": "demo-2020.12.1.a"},
        {"summary": "Below.", "id": "demo-2020.1.1.5.r2"},
    )
    assert ids(search("1.1.5", demo)) == ["1.1.5", "1"]
    assert search("1.1.5", demo).total == 2
    assert search("1.1.5", demo, limit=1).total == 2
    assert search("1.1.5", demo).hits[0].field == "number"
    assert search("1.1.5", demo).hits[0].score is None
    for asked in ("12(1)(a)", " 12 (1) (A) ", "12.1.a", "demo-2020.12.1.a", "section 12(1)(a)", "Article 12(1)(a)"):
        assert ids(search(asked, demo))[0] == "12.1.a", asked
    for asked in ("demo-2020.1.1.5.r2", "1.1.5.r2", "DEMO-2020.1.1.5.R2"):
        result = search(asked, demo)
        assert (ids(result), result.hits[0].field) == (["1.1.5.r2"], "id")


def test_the_limit_cuts_the_hits_and_not_the_total(book: Any) -> None:
    demo = book(*(["Food."] * 30))
    assert (len(search("food", demo)), search("food", demo).total) == (20, 30)
    assert (len(search("food", demo, limit=3)), search("food", demo, limit=3).total) == (3, 30)
    assert (len(search("food", demo, limit=0)), search("food", demo, limit=0).total) == (0, 30)
    assert ids(search("food", demo, limit=3)) == ["1", "2", "3"]  # printed order among equals


@pytest.mark.parametrize("limit", [-1, 1.0, "3", True, None, 2**40])
def test_a_limit_is_a_whole_number(book: Any, limit: Any) -> None:
    with pytest.raises(InvalidValueError, match="limit"):
        search("food", book("Food."), limit=limit)


def test_wrong_types_are_refused_without_repeating_them(book: Any) -> None:
    wrong: Any
    for wrong in (None, b"food", 5):
        with pytest.raises(InvalidValueError, match="must be text"):
            search(wrong, book("Food."))
    with pytest.raises(InvalidValueError) as refused:
        search("food", "scs-2018")  # type: ignore[arg-type]
    assert "scs-2018" not in str(refused.value)


def test_wording_is_searched_only_where_it_is_asked_for(book: Any) -> None:
    words = model.Wording(language="en-GB", value="Zebras are kept waiting, it says.")
    demo = book({"summary": "Nobody is kept waiting.", "text": words, "text_status": "private"}, "Zebra crossings.")
    plain = search("zebra", demo)
    assert ids(plain) == ["2"]
    asked = search("zebras kept", demo, with_wording=True)
    assert ids(asked) == ["1"]
    assert asked.hits[0].field == "wording"
    assert asked.hits[0].own_words is False
    assert asked.hits[0].snippet.highlighted("<", ">") == "<Zebras> are <kept> waiting, it says."
    assert search("zebras kept", demo).total == 0  # both indexes are kept by now
    assert "kept waiting, it says" not in json.dumps(search("nobody", demo).to_plain())
    assert "Zebra" not in repr(asked)
    assert search("zebbras", book({"summary": "A.", "text": words, "text_status": "private"})).corrections == ()


def test_the_result_says_how_much_is_held(book: Any) -> None:
    demo = book("Food.")
    result = search("zzz", [demo.provisions[0]])
    assert (result.hits, result.holdings) == ((), holdings(demo))
    assert result.to_plain()["holdings"] == [{"edition": "demo-2020", "level": "partial", "held": 1}]


def test_loose_provisions_are_a_scope(book: Any) -> None:
    demo = book("Food.", "Food again.", "Drink.")
    assert ids(search("food", demo.provisions[1:])) == ["2"]
    assert ids(search("food", iter(demo.provisions[1:]))) == ["2"]
    assert ids(search("food", [demo, *demo.provisions])) == ["1", "2"]


def test_our_own_labels_are_told(book: Any) -> None:
    demo = book(
        {"heading": "Food", "heading_status": "own-label"}, {"heading": "Food", "heading_status": "literal"},
        {"summary": "Food.", "heading": "X", "heading_status": "own-label"},
    )  # fmt: skip
    found = {hit.id: (hit.field, hit.own_words, hit.own_label) for hit in search("food", demo)}
    assert found == {
        "demo-2020.1": ("heading", True, True), "demo-2020.2": ("heading", False, False),
        "demo-2020.3": ("summary", True, True),
    }  # fmt: skip


def test_the_snippet_is_from_where_most_was_found(book: Any) -> None:
    demo = book({"heading": "Food", "summary": "Food is given."}, {"heading": "Food and drink", "summary": "Food."})
    assert [hit.field for hit in search("food", demo)] == ["summary", "summary"]
    assert search("food drink", demo).hits[0].field == "heading"


def test_to_plain_and_to_rows_have_fixed_members(book: Any, terms: Any) -> None:
    result = search("food", book("Food.", {"heading": "Food"}), catalogue=terms(("food", None, "What is eaten.")))
    plain = json.loads(json.dumps(result.to_plain()))
    assert list(plain) == ["total", "hits", "corrections", "expansions", "ignored", "holdings"]
    assert {tuple(hit) for hit in plain["hits"]} == {
        ("kind", "id", "edition", "number", "heading", "heading_status", "text_status", "field", "own_words", "snippet",
         "score")
    }  # fmt: skip
    rows = result.to_rows()
    assert {tuple(row) for row in rows} == {
        ("kind", "id", "edition", "number", "heading", "heading_status", "text_status", "field", "own_words", "snippet",
         "marks", "score")
    }  # fmt: skip
    assert all(isinstance(value, (str, int, float, type(None))) for row in rows for value in row.values())
    assert {row["marks"] for row in rows} == {"0-4"}
    assert [row["id"] for row in rows] == [hit["id"] for hit in plain["hits"]]


def test_scores_fall(book: Any) -> None:
    scores = [hit.score for hit in search("food", book("Food.", "Food food.", {"heading": "Food"}, *["Else."] * 9))]
    assert all(score is not None and math.isfinite(score) and score > 0 for score in scores)
    assert scores == sorted(scores, key=lambda score: -(score or 0))


def test_results_pickle(book: Any, terms: Any) -> None:
    result = search("fod NRM", book("Food of the NRM."), catalogue=terms(NRM))
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert [hit.snippet for hit in again] == [hit.snippet for hit in result]


# What follows is asked of the shipped data, which is partial: more may be found in a later revision, never less.


def test_consent_in_shipped_data() -> None:
    catalogue = packaged.catalogue()
    result = search("consent", catalogue, limit=100)
    expected = {
        p.id for e in catalogue.editions for p in e if "consent" in f"{p.heading or ''} {p.summary or ''}".lower()
    }
    assert {hit.id for hit in result if hit.kind == "provision"} == expected
    assert len(expected) >= 8
    assert {h.edition for h in result.holdings} == {e.id for e in catalogue.editions}


@pytest.mark.parametrize(
    ("asked", "first"),
    [("1.1.5", "scs-2018.1.1.5"), ("12(1)(a)", "ecat-2005.12.1.a"), ("interpretor", "sg49-2020.13.31"),
     ("support never depends on co-operation", "scs-2018.1.1.2.s1"), ("scs-2018.1.1.5.r2", "scs-2018.1.1.5.r2"),
     ("section 45", "msa-2015.45"), ("Chapter III", "ecat-2005.chapter.iii"), ("s.45", "msa-2015.45"),
     ("S. 45", "msa-2015.45"), ("s 45", "msa-2015.45"), ("art 12", "ecat-2005.12"), ("Art. 12", "ecat-2005.12"),
     ("para 15.52", "sg49-2020.15.52"), ("art12", None), ("cart 12", None)],
)  # fmt: skip
def test_first_hits_in_shipped_data(asked: str, first: str | None) -> None:
    hits = search(asked, packaged.catalogue()).hits
    assert (hits[0].id if hits else None) == first


def test_the_referral_mechanism_in_shipped_data() -> None:
    found = {hit.id for hit in search("NRM", packaged.catalogue(), limit=100)}
    assert found == {hit.id for hit in search("National Referral Mechanism", packaged.catalogue(), limit=100)}
    assert {"sg49-2020.annex.e", "sg49-2020.7", None} <= found


def test_every_shipped_abbreviation_finds_its_entry_first_in_any_case() -> None:
    catalogue = packaged.catalogue()
    for entry in catalogue.glossary:
        if entry.abbreviation is not None:
            for asked in (entry.abbreviation, entry.abbreviation.lower(), entry.term):
                assert entry in [hit.entry for hit in search(asked, catalogue, limit=3)], asked
