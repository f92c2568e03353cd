"""Two crosswalks, two assessments, two releases of the data."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from care_standards import model
from care_standards.differences import CATEGORIES, diff
from care_standards.errors import InvalidValueError


def test_rows_of_a_crosswalk_are_known_by_their_ends_and_their_matching(make: SimpleNamespace) -> None:
    row = make.row
    old = make.crosswalk(
        row("1", "1"), row("1", "2", "subset-of"), row("2", "1"), row("3", "1", matching="semantic"),
        row("3", "1", matching="functional"),
    )  # fmt: skip
    new = make.crosswalk(
        row("1", "1"), row("1", "2", "equal", confidence="high"), row("2", "1", origin="editorial"),
        row("3", "1", matching="functional"), row("4", "1", origin="editorial"),
    )  # fmt: skip
    found = diff(old, new)
    assert [(e.category, e.before, e.after, e.fields, e.matching, e.editorial) for e in found.entries] == [
        ("same", "intersects", "intersects", (), None, False),
        ("relation-changed", "subset-of", "equal", ("relation", "confidence"), None, False),
        ("other-changed", "intersects", "intersects", ("origin",), None, True),
        ("removed", "intersects", None, (), "semantic", False),
        ("same", "intersects", "intersects", (), "functional", False),
        ("added", None, "intersects", (), None, True),
    ]
    assert found.entries[1].old == found.entries[1].new == ("demo-2020.1", "other-2019.2")
    assert found.entries[5].new == ("demo-2020.4", "other-2019.1")
    assert found.counts == {"added": 1, "removed": 1, "relation-changed": 1, "other-changed": 1, "same": 2}
    assert found.old.items == found.new.items == 5
    assert found.head == ()


def test_what_crosswalks_say_besides_their_rows_is_named(make: SimpleNamespace) -> None:
    one = make.crosswalk(make.row("1", "1"))
    other = attrs.evolve(one, note="Canary note", source=attrs.evolve(one.source, reviewed=("demo-2020.1",)))
    assert diff(one, other).head == ("source", "note")
    assert "anary" not in repr(diff(one, other)) + str(diff(one, other).to_plain())


def test_crosswalks_of_other_editions_or_the_other_way_are_refused(make: SimpleNamespace) -> None:
    one, turned = make.crosswalk(), make.crosswalk(source="other-2019", target="demo-2020")
    with pytest.raises(InvalidValueError, match="invert one"):
        diff(one, turned)


def test_findings_are_compared_provision_by_provision(make: SimpleNamespace) -> None:
    finding = make.finding
    old = make.assessment(finding("1"), finding("2"), finding("3"), finding("4", "not-met"))
    new = make.assessment(
        finding("1"), finding("2", "partly-met", note=None), finding("3", note="Canary other note", evidence=()),
        finding("5", "not-assessed", assessed_on=None),
    )  # fmt: skip
    found = diff(old, new)
    assert [(e.category, e.before, e.after, e.fields) for e in found.entries] == [
        ("same", "met", "met", ()),
        ("status-changed", "met", "partly-met", ("status", "note")),
        ("other-changed", "met", "met", ("evidence", "note")),
        ("removed", "not-met", None, ()),
        ("added", None, "not-assessed", ()),
    ]
    assert {entry.item for entry in found.entries} == {"finding"}
    assert found.counts == {"added": 1, "removed": 1, "status-changed": 1, "other-changed": 1, "same": 1}


def test_of_two_assessments_only_statuses_are_shown_and_only_when_asked(make: SimpleNamespace) -> None:
    old, new = make.assessment(make.finding("1", "not-met")), make.assessment(make.finding("1", note="Canary 2"))
    found = diff(old, new)
    assert (found.to_rows()[0]["before"], found.to_rows()[0]["after"]) == ("not-met", "met")
    assert "anary" not in str(found.to_plain()).lower()
    shown = repr(found) + "".join(map(repr, found.entries)) + str(found) + repr(found.old)
    assert not any(word in shown for word in ("anary", "not-met", "'met'", "demo-2020"))


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [
        ("not-met", "partly-met", "better"), ("met", "not-met", "worse"), ("not-assessed", "met", "changed"),
        ("met", "not-applicable", "changed"), ("met", "met", None),
    ],
)  # fmt: skip
def test_a_status_that_changed_became_better_or_worse_or_neither(
    make: SimpleNamespace, before: str, after: str, course: str | None
) -> None:
    old, new = make.assessment(make.finding("1", before)), make.assessment(make.finding("1", after, note="Canary 2"))
    found = diff(old, new)
    assert found.entries[0].course == found.entries[0].to_plain()["course"] == found.to_rows()[0]["course"] == course
    assert found.courses == found.to_plain()["courses"]
    assert found.courses == {name: int(name == course) for name in ("better", "worse", "changed")}
    assert "course=" not in repr(found.entries)


def test_what_is_new_or_gone_is_neither_better_nor_worse(make: SimpleNamespace) -> None:
    found = diff(make.assessment(make.finding("1", "not-met")), make.assessment(make.finding("2", "not-met")))
    assert [entry.course for entry in found.entries] == [None, None]
    assert found.courses == {"better": 0, "worse": 0, "changed": 0}


def _of(make: SimpleNamespace, start: int, end: int, status: str = "met") -> model.Assessment:
    period = model.Period(start=date(2024, start, 1), end=date(2024, end, 28))
    found: model.Assessment = make.assessment(make.finding("1", status), period=period)
    return found


def test_of_another_subject_or_a_time_before_no_status_is_judged(make: SimpleNamespace) -> None:
    one, other = _of(make, 4, 6), _of(make, 1, 3, "not-met")
    elsewhere = attrs.evolve(_of(make, 7, 9, "not-met"), subject=model.Subject(kind="case", ref="canary-other"))
    for second, why in ((other, "of a time before the first"), (elsewhere, "of different subjects")):
        found = diff(one, second)
        assert (found.counts["status-changed"], found.courses, found.entries[0].course) == (1, None, None)
        assert sum(why in note for note in found.notes) == 1
    assert diff(other, one).courses == {"better": 1, "worse": 0, "changed": 0}


@pytest.mark.parametrize(
    ("first", "second", "is_older"),
    [((1, 3), (4, 6), True), ((1, 3), (1, 6), True), ((1, 3), (2, 4), True), ((1, 3), (1, 3), False),
     ((1, 6), (2, 3), False), ((4, 6), (1, 3), False)],
)  # fmt: skip
def test_periods_tell_which_of_two_assessments_is_the_older(
    make: SimpleNamespace, first: tuple[int, int], second: tuple[int, int], is_older: bool
) -> None:
    found = diff(_of(make, *first), _of(make, *second))
    assert found.ordered is found.to_plain()["ordered"] is is_older
    assert found.names == (("older", "newer") if is_older else ("first", "second"))
    assert found.to_plain()["old"]["period"]["end"] == f"2024-0{first[1]}-28"


def test_with_their_edition_two_assessments_say_how_much_is_held(make: SimpleNamespace) -> None:
    old, new = make.assessment(make.finding("1"), make.finding("9")), make.assessment(make.finding("2"))
    found = diff(old, new, editions=make.edition("demo-2020", "1", "2", "3", "4"))
    assert [(h.edition, h.level, h.held) for h in found.holdings] == [("demo-2020", "partial", 4)]
    assert found.without_entry == (2,)
    plain = found.to_plain()
    assert plain["holdings"] == [{"edition": "demo-2020", "level": "partial", "held": 4}]
    assert plain["without_entry"] == {"demo-2020": 2}
    bare = diff(old, new)
    assert (bare.to_plain()["holdings"], bare.to_plain()["without_entry"]) == ([], {})
    assert bare.entries == found.entries


def test_with_their_editions_two_crosswalks_say_how_much_is_held(make: SimpleNamespace) -> None:
    editions = make.edition("demo-2020", "1", "2"), make.edition("other-2019", "1", "2", "3")
    found = diff(make.crosswalk(make.row("1", "1")), make.crosswalk(make.row("2", "1")), editions=editions)
    assert found.to_plain()["without_entry"] == {"demo-2020": 0, "other-2019": 2}
    assert [holding.held for holding in found.holdings] == [2, 3]


def test_editions_that_the_two_are_not_about_are_refused(make: SimpleNamespace) -> None:
    one, edition = make.assessment(), make.edition("demo-2020", "1")
    other = make.edition("demo-2021", "1")
    for asked, editions in (((one, one), [other]), ((one, one), [edition, make.edition("demo-2020")]),
                            ((edition, edition), [edition]), ((edition, other), [edition]),
                            ((model.Catalogue(),) * 2, [edition]), ((one, one), "demo-2020")):  # fmt: skip
        with pytest.raises(InvalidValueError) as caught:
            diff(*asked, editions=editions)  # type: ignore[arg-type]
        assert "demo" not in str(caught.value)


def test_another_subject_or_period_is_named_and_not_shown(make: SimpleNamespace) -> None:
    one = make.assessment(make.finding("1"))
    other = make.assessment(make.finding("1"), subject=model.Subject(kind="case", ref="canary-other"))
    assert diff(one, other).head == ("subject",)
    assert "canary" not in str(diff(one, other).to_plain())


def test_assessments_against_two_editions_are_refused_without_naming_them(make: SimpleNamespace) -> None:
    with pytest.raises(InvalidValueError, match="migrate the earlier one first") as caught:
        diff(make.assessment(), make.assessment(edition="demo-2021"))
    assert "demo" not in str(caught.value)


def _release(*editions: model.Edition, ids: tuple[model.RegistryEntry, ...] = ()) -> model.Catalogue:
    return model.Catalogue(editions=editions, registry=model.Registry(ids))


def test_releases_are_compared_item_by_item_and_id_by_id(make: SimpleNamespace) -> None:
    entry = model.RegistryEntry
    old = _release(
        make.edition("demo-2020", "1"), make.edition("gone-2020"), make.edition("kept-2020", "1"),
        ids=(entry(id="demo-2020.1"), entry(id="demo-2020.2", provisional=True), entry(id="demo-2020.3")),
    )  # fmt: skip
    new = _release(
        make.edition("demo-2020", "1", "4", data_revision=2), make.edition("kept-2020", "1"), make.edition("new-2020"),
        ids=(entry(id="demo-2020.1"), entry(id="demo-2020.2", status="retired", provisional=True,
             successors=("demo-2020.4",)), entry(id="demo-2020.3", provisional=True), entry(id="demo-2020.4")),
    )  # fmt: skip
    found = diff(old, new)
    assert [(e.item, e.category, (e.old or e.new)[0], e.before, e.after, e.fields) for e in found.entries] == [
        ("edition", "changed", "demo-2020", "1", "2", ("data_revision", "completeness", "provisions")),
        ("edition", "removed", "gone-2020", "1", None, ()),
        ("edition", "same", "kept-2020", "1", "1", ()),
        ("edition", "added", "new-2020", None, "1", ()),
        ("id", "same", "demo-2020.1", "current", "current", ()),
        ("id", "retired", "demo-2020.2", "current", "retired", ("status", "successors")),
        ("id", "changed", "demo-2020.3", "current", "current", ("provisional",)),
        ("id", "added", "demo-2020.4", None, "current", ()),
    ]
    assert found.counts == {"added": 2, "removed": 1, "retired": 1, "changed": 2, "same": 2}
    assert found.old.items == 6
    assert found.new.items == 7


def test_every_kind_of_item_of_a_release_is_named(make: SimpleNamespace) -> None:
    publication = model.Publication(
        id="demo", category="care-standard", title="Invented", publisher="Nobody", summary="Invented.", sources=(),
        editions=(),
    )  # fmt: skip
    new = model.Catalogue(
        publications=(publication,), editions=(make.edition("demo-2020"),), crosswalks=(make.crosswalk(),),
        concordances=(make.concordance(),), glossary=(model.GlossaryEntry(term="T", meaning="M", sources=()),),
    )  # fmt: skip
    found = diff(model.Catalogue(), new)
    assert [entry.item for entry in found.entries] == ["publication", "edition", "crosswalk", "concordance"]
    assert found.head == ("glossary",)


def test_a_content_that_changed_under_the_same_data_revision_shows(make: SimpleNamespace) -> None:
    found = diff(_release(make.edition("demo-2020", "1")), _release(make.edition("demo-2020", "2")))
    assert found.entries[0].fields == ("provisions",)


def test_every_kind_has_its_fixed_categories(make: SimpleNamespace) -> None:
    one, catalogue = make.edition("demo-2020"), model.Catalogue()
    both = [(one, one), (make.crosswalk(), make.crosswalk()), (make.assessment(), make.assessment())]
    for old, new in (*both, (catalogue, catalogue)):
        found = diff(old, new)
        assert tuple(found.counts) == CATEGORIES[found.kind]
        assert set(found.counts.values()) == {0}
        assert hash(found) == hash(diff(old, new))
        assert found == diff(old, new)


def test_a_notebook_shows_counts_and_what_must_not_be_concluded(make: SimpleNamespace) -> None:
    edition = make.edition("demo-2020", make.provision("demo-2020.1"), title="<b>Invented</b>")
    found = diff(edition, attrs.evolve(edition, provisions=(), data_revision=2))
    shown = found._repr_html_()
    assert shown is not None
    assert "<td>removed</td><td>1</td><td>1</td><td>0</td>" in shown
    assert "demo-2020. Compared are two revisions of our data" in shown
    assert "<b>" not in shown


def test_nothing_that_somebody_recorded_shows_before_it_is_asked_for(make: SimpleNamespace) -> None:
    many = [make.finding(f"demo-2020.{n}", "met") for n in range(4711)]
    found = diff(make.assessment(*many), make.assessment())
    assert found.counts["removed"] == 4711
    assert found._repr_html_() is None  # a notebook shows the repr then
    assert "totals=(" not in repr(found)
    assert "demo-2020" not in repr(found) + repr(found.entries[0])


def test_what_two_assessments_keep_of_earlier_editions_is_counted_in_a_note(make: SimpleNamespace) -> None:
    def left(*locals: str) -> list[Any]:
        return [attrs.evolve(make.finding(local), provision=f"demo-2010.{local}") for local in locals]

    old = make.assessment(make.finding("1"), unresolved=left("1", "2"))
    new = make.assessment(make.finding("1"), unresolved=left("2"), archive=left("1"))
    found = diff(old, new)
    assert found.head == ("unresolved", "archive")
    assert [entry.category for entry in found.entries] == ["same"]
    said = " ".join(found.notes)
    assert "2 findings of the first, 1 of the second. What this edition asks in their place is unknown." in said
    assert "In the archive: 0 findings of the first, 1 of the second." in said
    assert "demo-2010" not in said
    assert not any("earlier editions" in note for note in diff(make.assessment(), make.assessment()).notes)
