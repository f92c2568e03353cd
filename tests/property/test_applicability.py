"""Laws of what applies and of what was in force, over editions and publications of every shape."""

from datetime import date, timedelta
from typing import Any, get_args

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.model import Catalogue, Context, Edition, EditionRecord, InForce, Publication, UncertainDate
from care_standards.model.dating import days_of, edition_in_force, standing, standings
from care_standards.query import Applicability, applicable
from care_standards.testing import editions, publications
from care_standards.vocabularies import Nation, Population, Setting, Stage

NATIONS = get_args(Nation)
FACETS = {"nation": "nation", "setting": "setting", "stage": "stage", "populations": "population"}
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def contexts(on: st.SearchStrategy[date | None] = st.none()) -> st.SearchStrategy[Context]:  # noqa: B008
    """Make contexts that state much or little."""
    return st.builds(
        Context,
        nation=st.sampled_from((None, *NATIONS)),
        setting=st.sampled_from((None, *get_args(Setting))),
        stage=st.sampled_from((None, *get_args(Stage))),
        populations=st.frozensets(st.sampled_from(get_args(Population)), max_size=2),
        on=on,
    )


def together(answers: list[str]) -> str:
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


def read_naively(provision: cs.Provision, edition: Edition, context: Context) -> list[str]:
    """Give the answers for nation, setting, stage, population and text as the rules have them, one item at a time."""
    listed: tuple[str, ...] = next((p.nations for p in (provision, *provision.ancestors) if p.nations), ())
    if not listed and edition.jurisdictions_basis == "stated":
        listed = edition.jurisdictions
    wanted = {context.nation} if context.nation else set(NATIONS)
    if listed and (wanted <= set(listed) or "international" in listed):
        nation = "yes"
    elif not listed or context.nation is None or "eu" in listed:
        nation = "unknown"
    else:
        nation = "no"
    limits: list[tuple[tuple[str, ...], set[Any]]] = [
        (provision.settings, {context.setting} - {None}),
        (provision.stages, {context.stage} - {None}),
        (provision.populations, set(context.populations)),
    ]
    others = ["yes" if not a else "unknown" if not b else "yes" if set(a) & b else "no" for a, b in limits]
    return [nation, *others, "unknown" if provision.text_status in ("heading-only", "inferred") else "yes"]


@settings(max_examples=150)
@given(editions(), contexts())
def test_the_answers_are_those_of_the_rules_read_one_by_one(edition: Edition, context: Context) -> None:
    """Law: any no is no, else any unknown is unknown, else yes; over the facets, each by its rule; in printed order."""
    found = applicable(edition, context)
    assert [a.provision for a in found] == list(edition)
    for answer in found:
        expected = read_naively(answer.provision, edition, context)
        assert [r.answer for r in answer.reasons] == expected
        assert answer.answer == together(expected)
        assert answer.decided_by
    assert sum(found.counts.values()) == len(edition)
    assert sorted(p.id for p in (*found.yes, *found.no, *found.unknown)) == sorted(p.id for p in edition)


@settings(max_examples=100)
@given(editions(), contexts())
def test_what_stands_below_a_no_names_the_nearest(edition: Edition, context: Context) -> None:
    """Law: ``below`` is the first of the ancestors, nearest first, that is itself answered no; in any scope."""
    found = applicable(edition, context)
    for answer in found:
        above = [p.id for p in answer.provision.ancestors if found[p.id].answer == "no"]
        assert answer.below == next(iter(above), None)
        assert applicable([answer.provision], context)[0] == answer


@settings(max_examples=150)
@given(editions(), contexts(), contexts())
def test_stating_more_only_settles_what_was_unknown(edition: Edition, context: Context, more: Context) -> None:
    """Law: stating what a context left out turns no yes into anything else, and no no."""
    stated = {name: getattr(more, name) for name in FACETS if not getattr(context, name)}
    before, after = applicable(edition, context), applicable(edition, attrs.evolve(context, **stated))
    for one, other in zip(before, after, strict=True):
        assert one.answer in ("unknown", other.answer)
        for a, b in zip(one.reasons, other.reasons, strict=True):
            assert a.answer in ("unknown", b.answer)
            assert a == b or a.why in ("not-stated-in-context", "every-nation", "international")


@settings(max_examples=100)
@given(editions(), contexts(), st.data())
def test_an_answer_does_not_depend_on_what_else_is_asked(
    edition: Edition, context: Context, data: st.DataObject
) -> None:
    """Law: over an edition, a list, a catalogue and any selection in any order, a provision has the same answer."""
    whole = {a.provision.id: a for a in applicable(edition, context)}
    some = data.draw(st.lists(st.sampled_from(edition.provisions), unique_by=lambda p: p.id)) if len(edition) else []
    for scope in ([edition], Catalogue(editions=[edition]), iter(edition), some, [*some, edition]):
        found = applicable(scope, context)
        assert all(a == whole[a.provision.id] for a in found)
    assert [a.provision for a in applicable(some, context)] == some
    for answer in ("yes", "no", "unknown"):
        kept = [p for p in edition if whole[p.id].answer == answer]
        assert {a.answer for a in applicable(kept, context)} <= {answer}


@given(contexts(), st.sampled_from(cs.editions()))
def test_what_is_of_england_and_wales_only_never_reaches_scotland_or_northern_ireland(
    context: Context, edition: Edition
) -> None:
    """Law: whatever else is stated, an item of England and Wales is a no elsewhere, and the reverse."""
    answers: list[Applicability] = [
        a for a in applicable(edition, context) if a.provision.nations and context.nation not in a.provision.nations
    ]
    assert context.nation is None or all(a.answer == "no" and "nation" in a.decided_by for a in answers)


@settings(max_examples=50)
@given(contexts(days), st.sampled_from(cs.editions()))
def test_a_day_adds_one_reason_and_nothing_else(context: Context, edition: Edition) -> None:
    """Law: with a day the answer is the one without it, taken together with the standing of the edition."""
    assert context.on is not None
    shipped = cs.catalogue()
    held = standing(shipped.publication(edition.publication), edition.id, context.on).answer
    without = applicable(edition, attrs.evolve(context, on=None), catalogue=shipped)
    for one, other in zip(without, applicable(edition, context, catalogue=shipped), strict=True):
        assert other.answer == together([one.answer, held])
        assert [r for r in other.reasons if r.facet != "date"] == list(one.reasons)


# ---- dates


@st.composite
def moments(draw: st.DrawFn, publication: Publication) -> str:
    """Make dates asked about that lie near those of a publication, of any precision."""
    known = [text for r in publication.editions for text in (r.date.earliest, r.date.latest)]
    known += [span.start for r in publication.editions for span in r.in_force]
    known += [span.end for r in publication.editions for span in r.in_force if span.end is not None]
    near = draw(st.sampled_from([day for text in known for day in days_of(text)])) if known else draw(days)
    shifted = draw(st.sampled_from((-400, -1, 0, 1, 400)))
    day = near if not 1002 < near.year < 2998 else near + timedelta(days=shifted)
    return day.isoformat()[: draw(st.sampled_from((4, 7, 10)))]


@st.composite
def asked(draw: st.DrawFn) -> tuple[Publication, str]:
    """Make a publication and a date asked about."""
    publication = draw(publications() | st.sampled_from(cs.publications()))
    return publication, draw(moments(publication))


@settings(max_examples=150)
@given(asked())
def test_an_answer_holds_on_every_day_of_it(case: tuple[Publication, str]) -> None:
    """Law: of a month or a year the answer is yes or no just where it is that on each of its days."""
    publication, on = case
    first, last = days_of(on)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    daily = [standings(publication, day) for day in every]
    for id, found in standings(publication, on).items():
        answers = {answers[id].answer for answers in daily}
        assert found.answer == (answers.pop() if len(answers) == 1 else "unknown")


def _one_of(first: date, last: date, draw: st.DrawFn) -> date:
    return first + timedelta(days=draw(st.integers(0, max(0, (last - first).days))))


@st.composite
def sharper(draw: st.DrawFn, publication: Publication) -> Publication:
    """Make the same publication with every date known to a day, one of those it may have been."""

    def span(entry: InForce) -> InForce:
        start = _one_of(*days_of(entry.start), draw)
        end = None if entry.end is None else _one_of(*days_of(entry.end), draw).isoformat()
        return attrs.evolve(entry, start=start.isoformat(), end=end)

    def record(old: EditionRecord) -> EditionRecord:
        day = _one_of(days_of(old.date.earliest)[0], days_of(old.date.latest)[1], draw).isoformat()
        new = UncertainDate(earliest=day, latest=day, precision="day")
        return attrs.evolve(old, date=new, in_force=tuple(span(entry) for entry in old.in_force))

    return attrs.evolve(publication, editions=tuple(record(r) for r in publication.editions))


@settings(max_examples=200)
@given(asked(), st.data())
def test_knowing_a_date_better_only_settles_what_was_unknown(
    case: tuple[Publication, str], data: st.DataObject
) -> None:
    """Law: whichever days the dates turn out to be, what was answered with yes or no stays so."""
    publication, on = case
    after = data.draw(sharper(publication))
    for id, found in standings(publication, on).items():
        assert found.answer in ("unknown", standings(after, on)[id].answer)
    before, now = edition_in_force(publication, on), edition_in_force(after, on)
    assert before.answer == "unknown" or (before.answer, before.edition) == (now.answer, now.edition)
    assert before.answer != "unknown" or now.edition is None or now.edition in before.candidates


@settings(max_examples=150)
@given(asked())
def test_one_edition_is_named_only_where_no_other_is_possible(case: tuple[Publication, str]) -> None:
    """Law: yes names the one edition that is not certainly out; candidates are all those that are not."""
    publication, on = case
    found = edition_in_force(publication, on)
    possible = tuple(s.edition for s in found.standings if s.answer != "no")
    assert found.candidates == possible
    assert (found.answer == "yes") == (found.edition is not None)
    if found.answer == "yes":
        assert possible == (found.edition,)
        assert standing(publication, possible[0], on).answer == "yes"
    if found.answer == "no":
        assert possible == ()


@settings(max_examples=100)
@given(asked())
def test_the_catalogue_of_a_day_lacks_just_what_was_certainly_out(case: tuple[Publication, str]) -> None:
    """Law: as_of keeps every edition that was or may have been in force; asked again it changes nothing."""
    publication, on = case
    shipped = cs.catalogue()
    every = shipped if publication in shipped.publications else Catalogue(publications=[publication])
    then = every.as_of(on)
    out = {id for p in every.publications for id, s in standings(p, on).items() if s.answer == "no"}
    assert [e.id for e in then.editions] == [e.id for e in every.editions if e.id not in out]
    assert all({c.source.edition, c.target.edition}.isdisjoint(out) for c in then.crosswalks)
    assert then.as_of(on) == then
    for other in then.publications:
        assert edition_in_force(other, on) == edition_in_force(every.publication(other.id), on)
