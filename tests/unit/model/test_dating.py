"""Editions in force: dates known to a day, a month, a year or as a range, and what is not recorded at all."""

from datetime import date
from typing import Any

import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import InvalidValueError, UnknownEditionError
from care_standards.model.dating import (
    IN_FORCE_WORDS,
    STANDING_WORDS,
    days_of,
    edition_in_force,
    has_ended,
    standing,
    standings,
)

CANARY = "canary-4711"


def record(year: int, earliest: str | None = None, latest: str | None = None, **members: Any) -> Any:
    """Give the record of an invented edition, of the day, month or year given, superseded unless said otherwise."""
    first = earliest or str(year)
    precision = "range" if latest else {4: "year", 7: "month", 10: "day"}[len(first)]
    own: dict[str, Any] = {"status": "superseded", **members}
    return model.EditionRecord(
        id=f"demo-{year}", title="Invented", label="Invented", publisher="Nobody",
        date=model.UncertainDate(earliest=first, latest=latest or first, precision=precision),  # type: ignore[arg-type]
        rights=model.Rights(sharing="shareable", statement="Invented."),
        completeness=model.Completeness(level="register-only", provisions=0, coverage="Nothing."),
        sources=(), confidence="low", **own,
    )  # fmt: skip


def work(*records: Any, category: Any = "guidance") -> Any:
    """Give an invented publication of these editions."""
    return model.Publication(
        id="demo", category=category, title="Invented", publisher="Nobody", summary="Invented.", sources=(),
        editions=records,
    )  # fmt: skip


def force(start: str, end: str | None = None) -> Any:
    return model.InForce(scope="all", start=start, end=end, sources=())


def said(publication: Any, on: Any, edition: str = "demo-2020") -> tuple[str, str]:
    found = standing(publication, edition, on)
    assert found.sentence == STANDING_WORDS[found.why]
    return found.answer, found.why


# ---- the shipped data, by hand from the facts


@pytest.mark.parametrize(
    ("publication", "on", "answer", "candidates", "why"),
    [
        ("scs", "2013", "no", "", "before-the-first"),
        ("scs", "2014-06", "unknown", "scs-2014", "not-certain"),
        ("scs", "2015-05", "yes", "scs-2014", "one-edition"),
        ("scs", "2015-06", "unknown", "scs-2014 scs-2015", "several-possible"),
        ("scs", "2015", "unknown", "scs-2014 scs-2015", "several-possible"),
        ("scs", "2016-03", "yes", "scs-2015", "one-edition"),
        ("scs", date(2016, 3, 1), "yes", "scs-2015", "one-edition"),
        ("scs", "2018-10-14", "yes", "scs-2015", "one-edition"),
        ("scs", "2018-10-15", "yes", "scs-2018", "one-edition"),
        ("scs", "2018-10", "unknown", "scs-2015 scs-2018", "several-possible"),
        ("scs", "2025-09-30", "yes", "scs-2018", "one-edition"),
        ("scs", "2025-10-31", "unknown", "scs-2018 scs-2025", "several-possible"),
        ("scs", "2025-12", "yes", "scs-2025", "one-edition"),
        ("chs", "2023-12-31", "yes", "chs-2014", "one-edition"),
        ("chs", "2025", "unknown", "chs-2024", "not-certain"),
        ("ecat", "2004", "no", "", "before-the-first"),
        ("ecat", "2007", "no", "", "before-the-first"),
        ("ecat", "2008-06", "unknown", "ecat-2005", "not-certain"),
        ("ecat", "2009-04-01", "yes", "ecat-2005", "one-edition"),
        ("msvcc", "2026", "yes", "msvcc-2021", "one-edition"),
        ("msvcc", "2027", "unknown", "msvcc-2021", "not-certain"),
        ("msvcc", "2028", "unknown", "", "later-not-known"),
        ("msvcc", "2020-12", "unknown", "", "earlier-not-known"),
        ("msa", "2014", "no", "", "before-the-first"),
        ("msa", "2020", "unknown", "msa-2015", "not-certain"),
        ("eudir", "2012", "unknown", "eudir-2011", "not-certain"),
        ("sg49", "2020-04", "unknown", "sg49-2020", "not-certain"),
        ("sg49", "2021-06", "unknown", "sg49-2020 sg49-2021", "several-possible"),
        ("ticc", "2019", "unknown", "ticc-2018", "not-certain"),
        ("odihr", "2010", "unknown", "", "earlier-not-known"),
        ("vcode", "2022", "unknown", "vcode-2020", "not-certain"),
    ],
)
def test_which_edition_was_in_force(publication: str, on: Any, answer: str, candidates: str, why: str) -> None:
    found = edition_in_force(cs.publication(publication), on)
    assert (found.answer, " ".join(found.candidates), found.why) == (answer, candidates, why)
    assert found.edition == (candidates if answer == "yes" else None)
    assert found.publication == publication
    assert found.sentence == IN_FORCE_WORDS[why]
    plain = found.to_plain()
    assert (plain["answer"], plain["edition"], plain["candidates"]) == (answer, found.edition, candidates.split())
    assert [s["edition"] for s in plain["standings"]] == [e.id for e in cs.publication(publication).editions]
    assert [list(row) for row in found.to_rows()] == [
        ["publication", "edition", "in_force", "why", "sentence"] for _ in found.standings
    ]


# ---- the rules, one by one


def test_before_during_and_after_its_own_date() -> None:
    last = work(record(2020, "2020-02", "2020-03-10", status="current"))
    assert said(last, "2020-01-31") == ("no", "not-yet-published")
    assert said(last, "2020-02-01") == ("unknown", "publication-day-not-known")
    assert said(last, "2020-03-09") == ("unknown", "publication-day-not-known")
    assert said(last, "2020-03-10") == ("yes", "latest-known")
    assert said(last, "2020-01") == ("no", "not-yet-published")
    assert said(last, "2020") == ("unknown", "changes-within")


@pytest.mark.parametrize("status", ["current-not-checked", "superseded", "in-force"])
def test_only_a_current_edition_is_known_to_be_the_last(status: Any) -> None:
    assert said(work(record(2020, status=status)), "2022") == ("unknown", "later-not-checked")


def test_a_current_edition_that_names_a_later_one_is_not_the_last() -> None:
    assert said(work(record(2020, status="current", superseded_by="demo-2022")), "2024") == (
        "unknown", "later-not-checked",
    )  # fmt: skip


def test_an_edition_ends_with_the_next() -> None:
    both = work(
        record(2020, ordinal=1, superseded_by="demo-2022"), record(2022, "2022-05", ordinal=2, status="current")
    )
    assert said(both, "2022-04-30") == ("yes", "next-not-yet-published")
    assert said(both, "2022-05-01") == ("unknown", "next-not-certain")
    assert said(both, "2022-05-31") == ("no", "superseded")
    assert said(both, "2999") == ("no", "superseded")


@pytest.mark.parametrize(("ordinal", "following"), [(None, None), (1, None), (None, 2), (1, 3)])
def test_where_editions_may_lie_between_none_is_known_to_be_in_force(ordinal: Any, following: Any) -> None:
    both = work(
        record(2020, ordinal=ordinal), record(2022, ordinal=following, supersedes="demo-2020", status="current")
    )
    assert said(both, "2021") == ("unknown", "others-may-lie-between")
    assert said(both, "2023") == ("no", "superseded")


def test_a_later_edition_that_is_not_said_to_follow_leaves_it_unknown() -> None:
    both = work(record(2020), record(2022, status="current"))
    assert said(both, "2021") == ("unknown", "others-may-lie-between")
    assert said(both, "2023") == ("unknown", "succession-not-stated")
    found = edition_in_force(both, "2023")
    assert (found.answer, found.candidates) == ("unknown", ("demo-2020", "demo-2022"))


def test_neighbouring_ordinals_follow_each_other() -> None:
    both = work(record(2020, ordinal=1), record(2022, ordinal=2, status="current"))
    assert said(both, "2021") == ("yes", "next-not-yet-published")
    assert said(both, "2023") == ("no", "superseded")


def test_an_edition_is_not_replaced_before_the_next_has_force() -> None:
    both = work(
        record(2020, ordinal=1, superseded_by="demo-2022"),
        record(2022, "2022-05-01", ordinal=2, status="in-force", in_force=(force("2023-02-01"),)),
        category="code",
    )
    assert said(both, "2022-12-31") == ("unknown", "next-not-certain")
    assert said(both, "2022-12-31", "demo-2022") == ("no", "not-yet-in-force")
    assert said(both, "2023-02-01") == ("no", "superseded")
    assert said(both, "2023-02-01", "demo-2022") == ("yes", "in-force")


@pytest.mark.parametrize("category", ["act", "directive", "treaty"])
def test_law_without_a_recorded_commencement_is_unknown_once_made(category: Any) -> None:
    law = work(record(2020, status="in-force"), category=category)
    assert said(law, "2019") == ("no", "not-yet-published")
    assert said(law, "2024") == ("unknown", "commencement-not-recorded")
    amended = work(
        record(2020, status="in-force", superseded_by="demo-2022", in_force=(force("2020"),)),
        record(2022, status="in-force"), category=category,
    )  # fmt: skip
    assert said(amended, "2024") == ("unknown", "next-not-certain")


def test_what_is_historical_is_unknown_even_with_dates() -> None:
    old = work(record(2020, status="historical-uk", in_force=(force("2021", "2023"),)), category="directive")
    assert said(old, "2022") == ("unknown", "historical-uk")
    assert said(old, "2024") == ("no", "not-in-force")


@pytest.mark.parametrize(
    ("spans", "on", "expected"),
    [
        ([("2021-04-01", None)], "2021-03-31", ("no", "not-yet-in-force")),
        ([("2021-04-01", None)], "2021-04-01", ("yes", "in-force")),
        ([("2021-04", None)], "2021-04-15", ("unknown", "force-not-certain")),
        ([("2021-04", None)], "2021-04-30", ("yes", "in-force")),
        ([("2021", None), ("2023", None)], "2022", ("unknown", "force-not-certain")),
        ([("2021-04-30", None)], "2021-04", ("unknown", "changes-within")),
        ([("2021", "2023-06-30")], "2023-06-30", ("yes", "in-force")),
        ([("2021", "2023-06-30")], "2023-07-01", ("no", "not-in-force")),
        ([("2021", "2023-06")], "2023-06-01", ("unknown", "force-not-certain")),
        ([("2021", "2023")], "2023-01-01", ("unknown", "force-not-certain")),
        ([("2021", "2023")], "2024-01-01", ("no", "not-in-force")),
        ([("2021", "2022"), ("2024", None)], "2023-06", ("no", "not-in-force")),
        ([("2021", "2022"), ("2024", None)], "2020-06", ("no", "not-yet-in-force")),
        ([("2021", "2022"), ("2024", None)], "2025", ("unknown", "force-not-certain")),
        ([("2021", "2021-03"), ("2021-05", "2021")], "2021", ("unknown", "changes-within")),
    ],
)
def test_recorded_times_in_force(spans: Any, on: str, expected: tuple[str, str]) -> None:
    one = work(record(2020, "2020-01-01", status="in-force", in_force=tuple(force(*s) for s in spans)), category="act")
    assert said(one, on) == expected


def test_a_time_without_an_end_goes_on_only_where_no_later_edition_is_possible() -> None:
    spans = {"in_force": (force("2020-06"),)}
    assert said(work(record(2020, status="current-not-checked", **spans)), "2022") == ("unknown", "later-not-checked")
    assert said(work(record(2020, status="current", **spans)), "2022") == ("yes", "latest-known")
    both = work(record(2020, superseded_by="demo-2022", **spans), record(2022))
    assert said(both, "2023") == ("no", "superseded")
    with_end = work(record(2020, in_force=(force("2020-06", "2024-06-30"),)))
    assert said(with_end, "2023") == ("yes", "in-force")


def test_an_answer_for_a_year_holds_on_every_day_of_it() -> None:
    # In force in the middle of the year only: both ends say no.
    one = work(record(2020, "2020-01-01", in_force=(force("2021-03-01", "2021-03-31"),)), category="contract")
    assert said(one, "2021-01-01")[0] == said(one, "2021-12-31")[0] == "no"
    assert said(one, "2021") == ("unknown", "changes-within")


def test_of_a_work_without_editions_nothing_is_known() -> None:
    found = edition_in_force(work(), "2020")
    assert (found.answer, found.edition, found.candidates, found.why) == ("unknown", None, (), "no-editions")


# ---- dates as they are asked about


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-12", date(2015, 12, 1), date(2015, 12, 31)),
        ("2999-12", date(2999, 12, 1), date(2999, 12, 31)),
        ("2016-03-01", date(2016, 3, 1), date(2016, 3, 1)),
        (date(1000, 1, 1), date(1000, 1, 1), date(1000, 1, 1)),
    ],
)
def test_the_days_of_a_date(on: Any, first: date, last: date) -> None:
    assert days_of(on) == (first, last)


@pytest.mark.parametrize(
    "on",
    [None, 2016, "", "2016-13", "2016-02-30", "March 2016", CANARY, date(999, 12, 31), date(3000, 1, 1), "2016-03\n"],
)
def test_what_is_no_date_is_refused_and_not_repeated(on: Any) -> None:
    for ask in (
        days_of,
        lambda on: edition_in_force(cs.publication("scs"), on),
        lambda on: standing(cs.publication("scs"), "scs-2018", on),
        lambda on: cs.catalogue().as_of(on),
        lambda on: has_ended("2020", on),
    ):
        with pytest.raises(InvalidValueError) as caught:
            ask(on)
        assert CANARY not in f"{caught.value!r} {caught.value}"
        assert caught.value.__context__ is None


@pytest.mark.parametrize("wrong", ["scs", None, cs.load("scs-2018")])
def test_what_is_no_publication_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidValueError, match="publication"):
        edition_in_force(wrong, "2016")


def test_an_edition_the_publication_does_not_have() -> None:
    with pytest.raises(UnknownEditionError) as caught:
        standing(cs.publication("scs"), "scs-2019", "2020")
    assert caught.value.near_misses
    assert "scs-2019" not in str(caught.value)


def test_every_word_has_a_sentence() -> None:
    used = {s.why for p in cs.publications() for year in range(2003, 2031) for s in standings(p, str(year)).values()}
    assert used <= set(STANDING_WORDS)
    assert all(
        text[0].isupper() and text.endswith(".") for text in (*STANDING_WORDS.values(), *IN_FORCE_WORDS.values())
    )


# ---- the catalogue of a day


def test_the_catalogue_of_a_day() -> None:
    every = cs.catalogue()
    then = every.as_of(date(2016, 3, 1))
    assert [e.id for e in then.editions if e.publication == "scs"] == ["scs-2015"]
    assert then.edition("scs-2015") is every.edition("scs-2015")
    assert then.publications == every.publications
    assert (then.sources, then.registry) == (every.sources, every.registry)
    assert then.as_of("2016-03-01") == then
    held = {e.id for e in then.editions}
    kept = [c for c in every.crosswalks if {c.source.edition, c.target.edition} <= held]
    assert list(then.crosswalks) == kept
    assert 0 < len(kept) < len(every.crosswalks)
    assert then.concordances == ()


def test_an_uncertain_day_keeps_both_editions_and_what_joins_them() -> None:
    then = cs.catalogue().as_of("2025-10")
    assert [e.id for e in then.editions if e.publication == "scs"] == ["scs-2018", "scs-2025"]
    assert then.concordance("scs-2018", "scs-2025")


def test_an_edition_without_a_record_stays() -> None:
    loose = model.Catalogue(editions=cs.catalogue().editions, crosswalks=cs.catalogue().crosswalks)
    assert loose.as_of("2016").editions == loose.editions
    assert loose.as_of("2016").crosswalks == loose.crosswalks


def test_a_term_goes_after_its_last_day_and_is_there_before_its_first() -> None:
    entries = [
        model.GlossaryEntry(term=term, meaning="Invented.", sources=(), valid_from=first, valid_to=last)
        for term, first, last in [("old", None, "2021-01-03"), ("year", None, "2021"), ("new", "2022", None)]
    ]
    glossary = model.Catalogue(glossary=entries)
    terms = lambda on: [g.term for g in glossary.as_of(on).glossary]  # noqa: E731
    assert terms("2021-01-03") == ["old", "year", "new"]
    assert terms("2021-01") == ["old", "year", "new"]
    assert terms("2021-01-04") == ["year", "new"]
    assert terms("2022") == ["new"]


# ---- the day of a context is part of no document


def test_a_context_may_have_a_day_and_an_assessment_has_a_period() -> None:
    context = cs.Context(nation="wales", on=date(2016, 3, 1))
    assert "2016" not in repr(context)
    assert cs.Context().on is None
    period = model.Period(start=date(2016, 3, 1), end=date(2016, 3, 1))
    members: dict[str, Any] = {
        "subject": model.Subject(kind="case", ref="invented"), "edition": "scs-2015", "period": period,
        "assessor_role": "other", "produced_by": model.Producer(name="invented", version="1"), "findings": (),
    }  # fmt: skip
    assert model.Assessment(context=cs.Context(nation="wales"), **members).context.on is None
    with pytest.raises(InvalidValueError, match=r"Assessment\.context must not have a day"):
        model.Assessment(context=context, **members)
    for wrong in ("2016-03-01", 2016, date(3000, 1, 1)):
        with pytest.raises(InvalidValueError, match=r"Context\.on"):
            cs.Context(on=wrong)  # type: ignore[arg-type]
