"""Two editions: what a concordance names, what it leaves unknown, and what headings alone may propose."""

from types import SimpleNamespace

import pytest

from care_standards import model, packaged
from care_standards.differences import CATEGORIES, ROW_KEYS, diff
from care_standards.errors import InvalidValueError
from care_standards.vocabularies import VOCABULARIES


def test_the_categories_are_the_kinds_of_change_and_all_are_always_counted(make: SimpleNamespace) -> None:
    found = diff(make.edition("demo-2020"), make.edition("demo-2021"), concordance=make.concordance())
    assert tuple(found.counts) == VOCABULARIES["change_kind"] == CATEGORIES["editions"] == found.categories
    assert set(found.counts.values()) == {0}
    assert found.entries == ()


def test_what_no_change_names_is_unknown_and_never_unchanged(make: SimpleNamespace) -> None:
    old, new = make.edition("demo-2020", "1", "2", "3"), make.edition("demo-2021", "1", "2", "9")
    concordance = make.concordance(make.change("c1", "split", "1", "12"), make.change("c2", "added", (), "9"))
    found = diff(old, new, concordance=concordance)
    assert [(e.category, e.old, e.new, e.basis) for e in found.entries] == [
        ("split", ("demo-2020.1",), ("demo-2021.1", "demo-2021.2"), "concordance"),
        ("added", (), ("demo-2021.9",), "concordance"),
        ("unknown", ("demo-2020.2",), (), "default"),
        ("unknown", ("demo-2020.3",), (), "default"),
    ]
    assert {c: n for c, n in found.counts.items() if n} == {"split": 1, "added": 1, "unknown": 2}
    assert {c: n for c, n in found.items("old").items() if n} == {"split": 1, "unknown": 2}
    assert {c: n for c, n in found.items("new").items() if n} == {"split": 2, "added": 1}
    assert found.old.items == found.new.items == 3
    assert found.entries[0].confidence == "high"
    assert found.entries[0].change is concordance.changes[0]
    assert found.entries[2].confidence is None
    assert found.concordance == "demo-2020--demo-2021"


def test_a_default_that_says_unchanged_still_leaves_unknown(make: SimpleNamespace) -> None:
    default = model.DefaultChange(kind="unchanged", applies_to="Only chapter 3.", rule="Invented.")
    old, new = make.edition("demo-2020", "1"), make.edition("demo-2021", "1")
    found = diff(old, new, concordance=make.concordance(default=default))
    assert found.counts["unchanged"] == 0
    assert found.counts["unknown"] == 2
    assert any("gives unchanged" in note and "stay unknown" in note for note in found.notes)


def test_a_concordance_without_changes_is_still_one(make: SimpleNamespace) -> None:
    # It has length 0: taken for none, headings would be proposed beside it.
    old = make.edition("demo-2020", make.provision("demo-2020.1", heading="Consent"))
    new = make.edition("demo-2021", make.provision("demo-2021.1", heading="Consent"))
    found = diff(old, new, concordance=make.concordance())
    assert found.concordance is not None
    assert found.proposals == ()
    assert {entry.basis for entry in found.entries} == {"default"}


def test_a_change_without_a_place_is_shown_and_counts_no_item(make: SimpleNamespace) -> None:
    possible = model.Possibility(provision="demo-2020.2", basis="inferred", confidence="low", reason="Invented.")
    reported = make.change("c1", "scope-widened", summary="Wider.", scope="location-unknown", affected=(possible,))
    old, new = make.edition("demo-2020", "1", "2"), make.edition("demo-2021")
    found = diff(old, new, concordance=make.concordance(reported))
    assert found.counts["scope-widened"] == 1
    assert found.items("old")["scope-widened"] == found.items("new")["scope-widened"] == 0
    plain = found.entries[0].to_plain()
    assert (plain["old"], plain["new"], plain["summary"]) == ([], [], "Wider.")
    assert plain["affected"] == ["demo-2020.2"]
    assert [(e.old, e.touched_by) for e in found.entries[1:]] == [(("demo-2020.1",), ()), (("demo-2020.2",), ("c1",))]


def test_a_provision_that_several_changes_name_counts_once(make: SimpleNamespace) -> None:
    concordance = make.concordance(
        make.change("c1", "moved", "1", "5"), make.change("c2", "clarified", "1", "5"), make.change("c3", "moved", "7")
    )
    found = diff(make.edition("demo-2020", "1", "2"), make.edition("demo-2021", "5"), concordance=concordance)
    assert {c: n for c, n in found.items("old").items() if n} == {"moved": 1, "unknown": 1}
    assert sum(found.items("old").values()) == found.old.items == 2
    assert (found.old.repeated, found.old.not_held, found.new.repeated, found.new.not_held) == (1, 1, 1, 0)


def test_notes_say_what_must_not_be_concluded(make: SimpleNamespace) -> None:
    coverage = model.ComparisonCoverage(old_listed=44, old_reviewed=0, new_listed=3)
    end = model.ConcordanceEnd(edition="demo-2021", data_revision=4)
    concordance = make.concordance(coverage=coverage, new=end)
    found = diff(make.edition("demo-2020"), make.edition("demo-2021"), concordance=concordance)
    assert found.notes == (
        "What no change names is unknown: do not read it as unchanged, nor as withdrawn.",
        "The list of changes is known to be incomplete.",
        "Of the 44 provisions listed of demo-2020, 0 were compared.",
        "The list of changes was made on data revision 4 of demo-2021; this is revision 1.",
    )
    assert [(h.edition, h.level, h.held) for h in found.holdings] == [("demo-2020", "partial", 0),
                                                                     ("demo-2021", "partial", 0)]  # fmt: skip


def test_notes_speak_of_one_as_of_one(make: SimpleNamespace) -> None:
    coverage = model.ComparisonCoverage(old_listed=88, old_reviewed=1, new_listed=1, new_reviewed=0)
    found = diff(make.edition("demo-2020"), make.edition("demo-2021"), concordance=make.concordance(coverage=coverage))
    assert found.notes[2:] == (
        "Of the 88 provisions listed of demo-2020, 1 was compared.",
        "Of the 1 provision listed of demo-2021, 0 were compared.",
    )


def test_without_a_concordance_everything_is_unknown_and_headings_only_propose(make: SimpleNamespace) -> None:
    p = make.provision
    old = make.edition(
        "demo-2020",
        p("demo-2020.1", heading="Informed  Consent"),
        p("demo-2020.2", heading="Independent child trafficking advocates"),
        p("demo-2020.3", heading="Health", heading_status="own-label"),
        p("demo-2020.4", heading="Support at home, tier 1"),
        p("demo-2020.5", heading="Principles"),
        p("demo-2020.6", heading="Principles"),
    )
    new = make.edition(
        "demo-2021",
        p("demo-2021.7", heading="Independent child trafficking guardians", heading_status="reported"),
        p("demo-2021.8", heading="INFORMED CONSENT"),
        p("demo-2021.9", heading="Health"),
        p("demo-2021.10", heading="Support at home, tier 2"),
        p("demo-2021.11", heading="Principles"),
    )
    found = diff(old, new)
    assert found.counts["unknown"] == 11 == sum(found.counts.values())
    assert {entry.basis for entry in found.entries} == {"not-compared"}
    assert not any(entry.proposed for entry in found.entries)
    assert [(e.old, e.new) for e in found.proposals] == [
        (("demo-2020.1",), ("demo-2021.8",)),
        (("demo-2020.2",), ("demo-2021.7",)),
    ]
    assert all(entry.proposed and entry.category == "unknown" for entry in found.proposals)
    scores = [entry.score for entry in found.proposals]
    assert scores[0] == 1.0
    assert scores[1] is not None and 0.75 <= scores[1] < 1.0  # noqa: PT018
    assert "Headings that stand more than once in an edition propose nothing." in found.notes
    assert not any("two publications" in note for note in found.notes)


def test_a_heading_is_proposed_for_one_other_at_most(make: SimpleNamespace) -> None:
    p = make.provision
    old = make.edition(
        "demo-2020",
        p("demo-2020.1", heading="Keeping good records of support given"),
        p("demo-2020.2", heading="Keeping good records of support"),
    )
    new = make.edition("demo-2021", p("demo-2021.1", heading="Keeping good records of the support"))
    found = diff(old, new)
    assert [(e.old, e.new) for e in found.proposals] == [(("demo-2020.2",), ("demo-2021.1",))]


def test_a_likeness_is_the_same_from_either_side(make: SimpleNamespace) -> None:
    # The comparison of the standard library is not: it gives 0.813 one way and 0.835 the other.
    old = make.edition("demo-2020", make.provision("demo-2020.1", heading="Care consent to all and"))
    new = make.edition("demo-2021", make.provision("demo-2021.1", heading="Care consent all to and"))
    scores = [diff(*pair).proposals[0].score for pair in ((old, new), (new, old))]
    assert scores[0] == scores[1]


def test_two_publications_are_told_to_use_a_crosswalk(make: SimpleNamespace) -> None:
    found = diff(make.edition("demo-2020", "1"), make.edition("other-2019", "1"))
    assert any("two publications" in note for note in found.notes)
    assert found.counts["unknown"] == 2
    assert found.proposals == ()
    assert not any("became of" in note for note in found.notes)  # nothing of the one became anything of the other
    assert (found.ordered, found.names) == (False, ("first", "second"))
    assert "items of the first" in (found._repr_html_() or "")
    assert diff(make.edition("demo-2020"), make.edition("demo-2021")).ordered


@pytest.mark.parametrize("turned", [False, True])
def test_proposals_do_not_depend_on_which_comes_first(make: SimpleNamespace, turned: bool) -> None:
    editions = packaged.edition("msa-2015"), packaged.edition("htea-scot-2015")
    first, second = reversed(editions) if turned else editions
    pairs = {(*sorted(e.old + e.new), e.score) for e in diff(first, second).proposals}
    assert ("htea-scot-2015.part.2", "msa-2015.part.5", 1.0) in pairs
    assert ("htea-scot-2015.12", "msa-2015.51", 0.769) in pairs
    assert len(pairs) == 3


def test_two_revisions_of_one_edition_are_compared_id_by_id(make: SimpleNamespace) -> None:
    p = make.provision
    old = make.edition("demo-2020", p("demo-2020.1"), p("demo-2020.2", heading="A"), p("demo-2020.3"))
    other = model.Wording(language="en", value="Canary other wording")
    new = make.edition(
        "demo-2020", p("demo-2020.1"), p("demo-2020.2", heading="B", page=4, text=other), "4", data_revision=2
    )
    found = diff(old, new)
    assert found.kind == "revisions"
    assert [(e.category, e.old, e.new, e.fields) for e in found.entries] == [
        ("same", ("demo-2020.1",), ("demo-2020.1",), ()),
        ("changed", ("demo-2020.2",), ("demo-2020.2",), ("heading", "text", "page")),
        ("removed", ("demo-2020.3",), (), ()),
        ("added", (), ("demo-2020.4",), ()),
    ]
    assert found.counts == {"added": 1, "removed": 1, "changed": 1, "same": 1}
    assert found.head == ("data_revision",)
    assert (found.old.data_revision, found.new.data_revision) == (1, 2)
    assert any("not therefore added to the book" in note for note in found.notes)
    assert "anary" not in f"{found!r}{found.to_plain()}{found.to_rows()}"


def test_another_order_of_the_same_provisions_is_told(make: SimpleNamespace) -> None:
    found = diff(make.edition("demo-2020", "1", "2", "3"), make.edition("demo-2020", "1", "3", "2"))
    assert found.head == ("order",)
    assert found.counts == {"added": 0, "removed": 0, "changed": 0, "same": 3}
    assert diff(make.edition("demo-2020", "1", "3"), make.edition("demo-2020", "1", "2", "3")).head == ("completeness",)


def test_an_id_that_stands_twice_is_paired_by_its_place(make: SimpleNamespace) -> None:
    p = make.provision
    old = make.edition("demo-2020", p("demo-2020.1", page=1), p("demo-2020.1", page=2))
    one = make.edition("demo-2020", p("demo-2020.1", page=1))
    assert [(e.category, e.fields) for e in diff(old, one).entries] == [("same", ()), ("removed", ())]
    assert diff(old, old).counts == {"added": 0, "removed": 0, "changed": 0, "same": 2}


@pytest.mark.parametrize("pair", [("demo-2021", "demo-2020"), ("demo-2020", "demo-2022")])
def test_a_concordance_of_other_editions_or_the_other_way_is_refused(
    make: SimpleNamespace, pair: tuple[str, str]
) -> None:
    with pytest.raises(InvalidValueError, match="from the first edition to the second"):
        diff(make.edition(pair[0]), make.edition(pair[1]), concordance=make.concordance())


def test_a_concordance_goes_with_nothing_else(make: SimpleNamespace) -> None:
    one = make.edition("demo-2020")
    with pytest.raises(InvalidValueError, match="two different editions only"):
        diff(one, one, concordance=make.concordance())
    with pytest.raises(InvalidValueError, match="of class Concordance"):
        diff(one, make.edition("demo-2021"), concordance="demo-2020--demo-2021")  # type: ignore[arg-type]


@pytest.mark.parametrize("other", ["demo-2021", None, 1])
def test_things_of_two_kinds_are_refused_without_being_repeated(make: SimpleNamespace, other: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        diff(make.edition("demo-2020"), other)  # type: ignore[arg-type]
    assert "demo" not in str(caught.value)
    with pytest.raises(InvalidValueError):
        diff(make.edition("demo-2020"), make.crosswalk())


def test_plain_data_and_rows_have_fixed_keys(make: SimpleNamespace) -> None:
    concordance = make.concordance(make.change("c1", "merged", "12", "1", also=("reworded",), note="Mind this."))
    found = diff(make.edition("demo-2020", "1", "2"), make.edition("demo-2021", "1", "2"), concordance=concordance)
    plain = found.to_plain()
    assert list(plain) == ["kind", "concordance", "ordered", "old", "new", "counts", "courses", "head", "holdings",
                           "without_entry", "notes", "entries", "proposals"]  # fmt: skip
    assert all(tuple(row) == ROW_KEYS for row in (*plain["entries"], *found.to_rows()))
    first = found.to_rows()[0]
    assert first["old"] == "demo-2020.1;demo-2020.2"
    assert (first["also"], first["note"]) == ("reworded", "Mind this.")
    assert first["editorial"] == 0
    assert type(first["editorial"]) is int
    assert plain["old"]["counts"] == found.items("old")


def test_of_the_standards_of_2025_only_what_was_reported_is_known() -> None:
    shipped = packaged.catalogue()
    old, new = shipped.edition("scs-2018"), shipped.edition("scs-2025")
    found = diff(old, new, concordance=shipped.concordance("scs-2018", "scs-2025"))
    assert found.items("old")["unknown"] == len(old) == 44
    assert found.counts["unchanged"] == found.counts["withdrawn"] == 0
    assert sum(entry.basis == "concordance" for entry in found.entries) == 8
    assert all(entry.to_plain()["summary"] for entry in found.entries if entry.change)
