"""Laws of differences, over editions, concordances, crosswalks, assessments and releases of every shape."""

import json
from collections import Counter
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from care_standards import model, packaged
from care_standards.assessing import compare
from care_standards.differences import CATEGORIES, Diff, diff
from care_standards.exports.difference_pages import to_html, to_markdown
from care_standards.testing import assessments, concordances, crosswalks, editions

CANARY = "CANARY-WORDING"
# A canary that stands in every free text of a finding, and in nothing else.
NOTE = "CANARY-NOTE"
MIRRORED = {"added": "removed", "removed": "added"}


def _with_wording(edition: model.Edition) -> model.Edition:
    wording = model.Wording(language="en", value=CANARY)
    return attrs.evolve(edition, provisions=tuple(attrs.evolve(p, text=wording) for p in edition))


@st.composite
def _revised(draw: DrawFn, items: tuple[Any, ...], other: Any) -> tuple[Any, ...]:
    """Drop some items, change some by ``other``, and put some elsewhere."""
    fates = draw(st.lists(st.sampled_from("ksdk"), min_size=len(items), max_size=len(items)))
    kept = [item if fate == "k" else other(item) for item, fate in zip(items, fates, strict=True) if fate != "d"]
    return tuple(draw(st.permutations(kept)) if draw(st.booleans()) else kept)


def _other_mapping(row: model.Mapping) -> model.Mapping:
    return attrs.evolve(row, relation="equal" if row.relation != "equal" else "unknown", rationale="Another.")


def _other_finding(finding: model.Finding) -> model.Finding:
    return attrs.evolve(finding, note="Another.") if finding.status == "not-assessed" else attrs.evolve(
        finding, status="not-assessed")  # fmt: skip


def _another(edition: model.Edition) -> int:
    return 2 if edition.data_revision == 1 else 1  # one more than the greatest there may be would be too many


@st.composite
def same_id_pairs(draw: DrawFn) -> tuple[Any, Any]:
    """Make two states of one edition, crosswalk, assessment or release."""
    kind = draw(st.sampled_from(("edition", "crosswalk", "assessment", "release")))
    if kind == "edition":
        one: Any = _with_wording(draw(editions()))
        items = draw(_revised(one.provisions, lambda p: attrs.evolve(p, page=7, heading=None)))
        return one, attrs.evolve(one, provisions=items, data_revision=_another(one))
    if kind == "crosswalk":
        one = draw(crosswalks())
        return one, attrs.evolve(one, mappings=draw(_revised(one.mappings, _other_mapping)))
    if kind == "assessment":
        one = draw(assessments())
        noted = tuple(attrs.evolve(f, note=NOTE, reason=NOTE) for f in one.findings)
        return attrs.evolve(one, findings=noted), attrs.evolve(one, findings=draw(_revised(noted, _other_finding)))
    held = {e.id: e for e in draw(st.lists(editions(), max_size=3))}
    one = model.Catalogue(editions=tuple(held.values()))
    later = draw(_revised(one.editions, lambda e: attrs.evolve(e, data_revision=_another(e))))
    return one, model.Catalogue(editions=later)


def _judge_counts(found: Diff) -> None:
    assert tuple(found.counts) == CATEGORIES[found.kind]
    assert found.counts == {c: sum(e.category == c for e in found.entries) for c in found.categories}
    assert sum(found.counts.values()) == len(found.entries)
    assert sum(found.items("old").values()) == found.old.items
    assert sum(found.items("new").values()) == found.new.items
    assert not any(entry.proposed for entry in found.entries)


@given(same_id_pairs())
@settings(max_examples=150)
def test_of_one_id_every_item_is_in_one_entry(pair: tuple[Any, Any]) -> None:
    """Law: of two states of one thing, every item of either side is in exactly one entry, and the counts add up."""
    found = diff(*pair)
    _judge_counts(found)
    for side, thing in zip(("old", "new"), pair, strict=True):
        held = Counter(_ids(thing))
        assert held == Counter(getattr(e, side) for e in found.entries if getattr(e, side))
        assert sum(held.values()) == getattr(found, side).items
    assert all(bool(e.fields) == ("changed" in e.category) for e in found.entries)


def _ids(thing: Any) -> list[tuple[str, ...]]:
    if isinstance(thing, model.Crosswalk):
        return [(row.source, row.target) for row in thing.mappings]
    if isinstance(thing, model.Assessment):
        return [(finding.provision,) for finding in thing.findings]
    return [(item.id,) for item in (thing.values() if isinstance(thing, model.Catalogue) else thing)]


@given(same_id_pairs())
@settings(max_examples=150)
def test_the_other_way_round_is_the_mirror(pair: tuple[Any, Any]) -> None:
    """Law: diff(b, a) has the entries of diff(a, b) with the sides exchanged: what was added there is removed here."""
    found, mirror = diff(*pair), diff(*reversed(pair))

    def entries(of: Diff, turned: bool) -> Counter[Any]:
        return Counter(
            (MIRRORED.get(e.category, e.category), e.new, e.old, e.after, e.before, e.fields)
            if turned
            else (e.category, e.old, e.new, e.before, e.after, e.fields)
            for e in of.entries
        )

    assert entries(found, False) == entries(mirror, True)
    assert found.head == mirror.head
    assert found.items("old")["removed"] == mirror.items("new")["added"]


@given(assessments(), st.data())
@settings(max_examples=100)
def test_what_became_better_one_way_became_worse_the_other(one: model.Assessment, data: st.DataObject) -> None:
    """Law: of equal times better one way is worse the other, courses add up, and they are those that compare gives."""
    statuses = st.sampled_from(("met", "partly-met", "not-met"))
    other = attrs.evolve(
        one, findings=tuple(attrs.evolve(f, status=data.draw(statuses)) if f.assessed_on else f for f in one.findings)
    )
    found, mirror = diff(one, other), diff(other, one)
    assert found.courses is not None
    assert mirror.courses is not None
    turned = {"better": "worse", "worse": "better"}
    assert {turned.get(course, course): n for course, n in found.courses.items()} == dict(mirror.courses)
    assert sum(found.courses.values()) == found.counts["status-changed"] == sum(bool(e.course) for e in found.entries)
    steps = {step.provision: step.course for step in compare(one, other).steps if step.course != "unchanged"}
    assert {entry.old[0]: entry.course for entry in found.entries if entry.course} == steps


@given(same_id_pairs())
@settings(max_examples=150)
def test_nothing_differs_exactly_where_the_two_are_equal(pair: tuple[Any, Any]) -> None:
    """Law: all entries are the same and the heads differ in nothing if, and only if, the two are equal."""
    for one, other in (pair, (pair[0], pair[0])):
        found = diff(one, other)
        assert (one == other) == (found.head == () and all(e.category == "same" for e in found.entries))


@given(concordances(), st.data())
@settings(max_examples=150)
def test_no_provision_is_lost_between_two_editions(concordance: model.Concordance, data: st.DataObject) -> None:
    """Law: each provision is named by a change or unknown, once; nothing unnamed is ever called anything else."""
    known = packaged.catalogue()
    old, new = (_with_wording(known.edition(end.edition)) for end in (concordance.old, concordance.new))
    found = diff(old, new, concordance=concordance if data.draw(st.booleans()) else None)
    _judge_counts(found)
    changes = [entry.change for entry in found.entries if entry.change]
    assert changes == (list(concordance.changes) if found.concordance else [])
    for side, edition in (("old", old), ("new", new)):
        named = [id for change in changes for id in getattr(change, side)]
        rest = [getattr(e, side)[0] for e in found.entries if e.change is None and getattr(e, side)]
        assert rest == [p.id for p in edition if p.id not in set(named)]
        account = getattr(found, side)
        assert account.items == len(edition)
        assert len(named) + len(rest) == account.items + account.not_held + account.repeated
    assert all(e.category == "unknown" for e in found.entries if e.change is None)


@given(editions(), editions())
@settings(max_examples=100)
def test_without_a_concordance_nothing_is_known(one: model.Edition, other: model.Edition) -> None:
    """Law: without a concordance every entry is unknown, and a provision is in one proposal at most."""
    if one.id == other.id:
        return
    found = diff(one, other)
    _judge_counts(found)
    assert found.counts["unknown"] == len(one) + len(other)
    for side, edition in (("old", one), ("new", other)):
        ids = [getattr(e, side)[0] for e in found.proposals]
        assert len(set(ids)) == len(ids)
        assert all(edition[id].heading_status in ("literal", "reported") for id in ids)


@given(same_id_pairs())
@settings(max_examples=80)
def test_no_wording_and_no_note_comes_out_anywhere(pair: tuple[Any, Any]) -> None:
    """Law: neither the publisher's wording nor a note or a reason of a finding is in any form of a difference."""
    found = diff(*pair)
    sources = [thing if isinstance(thing, (model.Edition, model.Catalogue)) else () for thing in pair]
    pages = [write(found, old=sources[0], new=sources[1], every=True) for write in (to_html, to_markdown)]
    everything = [repr(found), *map(repr, found.entries), json.dumps(found.to_plain()), json.dumps(found.to_rows())]
    assert all(CANARY not in text and NOTE not in text for text in (*everything, *pages))
    assert [list(row) for row in found.to_rows()] == [list(e.to_plain()) for e in found.entries]
