"""What a refusal of the room says, and edges of its answers that other tests leave open, letter by letter."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from care_standards import migration, model
from care_standards.errors import InvalidValueError
from care_standards.migration import references
from care_standards.migration.routes import Routes
from care_standards.model.registry import Registry, RegistryEntry

LAST = "fable-2009"
WHOLE = "It is about the whole edition, which is another one now."

# ---- refusals

Ask = Callable[[SimpleNamespace], object]
ROWS = "must not have the columns that are added; row 2 has: was it carried before?"
REFUSED: dict[tuple[str, str, str], Ask] = {
    ("migrate", "assessment", "must be of class Assessment"): lambda g: migration.migrate(None, g.to, **g.at),
    ("migrate", "to", "must be an Edition, or the id of one"): lambda g: migration.migrate(g.own, g.own, **g.at),
    ("migrate", "catalogue", "must be a Catalogue"): lambda g: migration.migrate(g.own, g.to, catalogue=None),
    ("migrate", "to", "must be an edition of the publication the assessment is against"):
        lambda g: migration.migrate(g.own, g.other, **g.at),
    ("migrate", "to", "must not be earlier than the edition the assessment is against"):
        lambda g: migration.migrate(attrs.evolve(g.own, edition=LAST), g.first, **g.at),
    ("compose_ledgers", "first", "must be the ledger of an assessment"):
        lambda g: migration.compose_ledgers(migration.carry_refs([], g.to, **g.at), g.ledger),
    ("compose_ledgers", "second", "must be the ledger of an assessment"):
        lambda g: migration.compose_ledgers(g.ledger, migration.carry_refs([], g.to, **g.at)),
    ("compose_ledgers", "second", "must begin at the edition the first one ends at"):
        lambda g: migration.compose_ledgers(g.ledger, g.ledger),
    ("compose_ledgers", "second", "must say what became of all that the first one left"):
        lambda g: migration.compose_ledgers(g.ledger, attrs.evolve(g.ledger, old=LAST, records_in=0, entries=())),
    ("migrate_crosswalk", "crosswalk", "must be a Crosswalk"):
        lambda g: migration.migrate_crosswalk(None, g.to, **g.at),
    ("migrate_crosswalk", "to", "must be an Edition, or the id of one"):
        lambda g: migration.migrate_crosswalk(g.walk, g.own, **g.at),
    ("migrate_crosswalk", "catalogue", "must be a Catalogue"):
        lambda g: migration.migrate_crosswalk(g.walk, g.to, catalogue=None),
    ("migrate_crosswalk", "to", "must be an edition of a publication of the crosswalk"):
        lambda g: migration.migrate_crosswalk(g.walk, g.other, **g.at),
    ("migrate_crosswalk", "to", "must not be earlier than the edition of the crosswalk"):
        lambda g: migration.migrate_crosswalk(g.later, g.first, **g.at),
    ("carry_refs", "to", "must be an Edition, or the id of one"): lambda g: migration.carry_refs([], g.own, **g.at),
    ("carry_refs", "catalogue", "must be a Catalogue"): lambda g: migration.carry_refs([], g.to, catalogue=None),
    ("carry_refs", "ids", "must be a list of provision ids, not one text"):
        lambda g: migration.carry_refs("fable-2001.1", g.to, **g.at),
    ("carry_refs", "ids", "must be provision ids; number 2 is none"):
        lambda g: migration.carry_refs(["fable-2001.1", "canary"], g.to, **g.at),
    ("carry_rows", "to", "must be an Edition, or the id of one"): lambda g: migration.carry_rows([], g.own, **g.at),
    ("carry_rows", "catalogue", "must be a Catalogue"): lambda g: migration.carry_rows([], g.to, catalogue=None),
    ("carry_rows", "column", "must be text"): lambda g: migration.carry_rows([], g.to, **g.at, column=1),
    ("carry_rows", "rows", "must be rows, each a mapping from column to value"):
        lambda g: migration.carry_rows("canary", g.to, **g.at),
    ("carry_rows", "rows", "must be mappings; row 2 is none"): lambda g: g.rows({"provision": ""}, "canary"),
    ("carry_rows", "rows", "must have the column; row 2 has not"): lambda g: g.rows({"provision": ""}, {}),
    ("carry_rows", "rows", ROWS): lambda g: g.rows({"provision": ""}, {"provision": "", "provision_was": "canary"}),
}  # fmt: skip


@pytest.fixture
def given_all(make: Any) -> SimpleNamespace:
    """One of each thing that may be given."""
    at = {"catalogue": make.catalogue(make.concordance(make.change("c", "unchanged", "1", "1", ends="19"), ends="19"))}
    to, first = at["catalogue"].edition(LAST), at["catalogue"].edition("fable-2001")
    own = make.assessment("1")
    return SimpleNamespace(
        at=at, to=to, first=first, own=own, other=make.edition("else-2030"), walk=crosswalk("fable-2001"),
        later=crosswalk(LAST), ledger=migration.migrate(own, to, **at)[1],
        rows=lambda *rows: list(migration.carry_rows(rows, to, **at)),
    )  # fmt: skip


def crosswalk(source: str, *ends: str, reviewed: tuple[str, ...] = (), **members: Any) -> model.Crosswalk:
    """Give a crosswalk to one item of another publication; of each row its local end."""
    rows = [
        model.Mapping(
            source=f"{source}.{end}" if end else source, relation="equal", target="other-2030.1", basis="derived",
            confidence="high", rationale="Invented.", sources=(), origin="source",
            **{"matching": "semantic", **members},
        )
        for end in ends
    ]  # fmt: skip
    return model.Crosswalk(
        source=model.CrosswalkEnd(
            edition=source, data_revision=3, reviewed=[f"{source}.{one}" for one in reviewed]
        ),
        target=model.CrosswalkEnd(edition="other-2030", data_revision=5, reviewed=["other-2030.1", "other-2030.2"]),
        mappings=rows,
    )  # fmt: skip


@pytest.mark.parametrize("told", REFUSED, ids=["-".join(told) for told in REFUSED])
def test_a_refusal_names_the_call_the_argument_and_the_rule(
    told: tuple[str, str, str], given_all: SimpleNamespace
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        REFUSED[told](given_all)
    assert (caught.value.owner, caught.value.field, caught.value.rule) == told


# ---- crosswalks


@pytest.fixture
def moves(make: Any) -> Any:
    """A catalogue in which 1 is carried, 2 for review, 3 split into very many, 4 withdrawn, and of 5 nobody knows."""
    parts = " ".join(f"3.{n}" for n in range(1, 24))
    changes = [
        make.change("c1", "renumbered", "1", "10", ends="19"), make.change("c2", "reworded", "2", "2", ends="19"),
        make.change("c3", "split", "3", parts, ends="19"), make.change("c4", "withdrawn", "4", ends="19"),
        make.change("c6", "split", "6", "6 7", ends="19"),
    ]  # fmt: skip
    return make.catalogue(make.concordance(*changes, ends="19"))


def test_a_crosswalk_brought_over_is_told_row_by_row(moves: Any) -> None:
    walk = crosswalk("fable-2001", "1", "2", "3", "", "6", reviewed=("1", "2", "3", "5"))
    found = migration.migrate_crosswalk(walk, moves.edition(LAST), catalogue=moves)
    id = f"fable-2001--{LAST}"
    parts = [f"{LAST}.3.{n}" for n in range(1, 21)]
    many = f"Reported as split. It leads to {', '.join(parts)} and 3 more."
    not_now = "It may ask something else now: nobody has held that against the other side."
    nobody = "No change names it: nobody has compared it."
    never = "Nobody has held it against the whole of the new edition."
    told = [
        ("/mappings/0", ["/mappings/0"], "carried", "Reported as renumbered.", [f"{id}/c1"]),
        ("/mappings/1", ["/mappings/1"], "carried-for-review", "Reported as reworded.", [f"{id}/c2"]),
        ("/mappings/2", [], "reassess", many, [f"{id}/c3"]),
        ("/mappings/3", [], "unknown", WHOLE, []),
        ("/mappings/4", [], "reassess", f"Reported as split. It leads to {LAST}.6, {LAST}.7.", [f"{id}/c6"]),
        ("/source/reviewed/0", ["/source/reviewed/0"], "carried", "Reported as renumbered.", [f"{id}/c1"]),
        ("/source/reviewed/1", [], "unknown", not_now, []),
        ("/source/reviewed/2", [], "reassess", many, [f"{id}/c3"]),
        ("/source/reviewed/3", [], "unknown", nobody, []),
        ("/target/reviewed/0", [], "unknown", never, []),
        ("/target/reviewed/1", [], "unknown", never, []),
    ]
    names = ("source", "targets", "verdict", "reason", "changes")
    plain = found.to_plain()
    assert plain["entries"] == [dict(zip(names, one, strict=True)) for one in told]
    assert {name: plain[name] for name in ("crosswalk", "left", "rows")} == {
        "crosswalk": f"{LAST}--other-2030", "left": "fable-2001--other-2030", "rows": {"crosswalk": 2, "left": 3},
    }  # fmt: skip
    assert plain["counts"] == found.ledger.counts
    assert found.to_rows() == [
        {
            name: ";".join(value) if isinstance(value, list) else value
            for name, value in zip(names, one, strict=True)
        }
        for one in told
    ]  # fmt: skip
    new, old = found.crosswalk, found.left
    assert [row.matching for row in new.mappings] == ["semantic", "semantic"]
    # 1 and 2 have moved, and so has a row of the other side's 1: none of them counts as reviewed where rows are left.
    assert (new.source.reviewed, old.source.reviewed) == ((f"{LAST}.10",), ("fable-2001.3", "fable-2001.5"))
    assert (new.target.reviewed, old.target.reviewed) == ((), ("other-2030.2",))
    assert (new.source.data_revision, old.source.data_revision, new.target.data_revision) == (1, 3, 5)
    assert [step.concordance for step in found.ledger.steps] == [id]


def test_rows_of_one_place_hold_several_targets_and_changes(make: Any) -> None:
    rows = [make.change("a", "unchanged", "1", "1", ends="19"), make.change("b", "clarified", "1", "1", ends="19")]
    moves = make.catalogue(make.concordance(*rows, ends="19"))
    found = migration.migrate_crosswalk(crosswalk("fable-2001", "1"), moves.edition(LAST), catalogue=moves)
    id = f"fable-2001--{LAST}"
    assert [row["changes"] for row in found.to_rows()[:1]] == [f"{id}/a;{id}/b"]


def test_a_crosswalk_of_the_edition_itself_stays_with_its_revision_and_needs_no_step(moves: Any) -> None:
    walk = crosswalk(LAST, "1", "2", reviewed=("1",))
    found = migration.migrate_crosswalk(walk, moves.edition(LAST), catalogue=moves)
    assert (found.crosswalk, found.left.mappings, found.ledger.steps) == (walk, (), ())
    assert {entry.reason for entry in found.ledger.entries} == {"It is of this edition already."}


def test_sentences_of_five_and_of_six_changes(make: Any) -> None:
    """Changes that may touch an item are named up to five; of exactly five nothing is left to count."""

    def reason(count: int) -> str:
        touching = [make.change(f"t{n}", "added", "", f"n{n}", ends="19", affected=["1"]) for n in range(count)]
        moves = make.catalogue(make.concordance(*touching, ends="19"))
        (entry,) = migration.carry_refs(["fable-2001.1"], moves.edition(LAST), catalogue=moves).entries
        return entry.reason

    assert reason(5).endswith("It may be touched by t0, t1, t2, t3, t4.")
    assert reason(6).endswith("It may be touched by t0, t1, t2, t3, t4 and 1 more.")


def test_of_the_targets_of_a_crosswalk_row_twenty_are_named(make: Any) -> None:
    def reason(count: int) -> str:
        parts = " ".join(f"1.{n}" for n in range(count))
        moves = make.catalogue(make.concordance(make.change("c", "split", "1", parts, ends="19"), ends="19"))
        walk = crosswalk("fable-2001", "1")
        return migration.migrate_crosswalk(walk, moves.edition(LAST), catalogue=moves).ledger.entries[0].reason

    assert reason(20).endswith(f"{LAST}.1.18, {LAST}.1.19.")
    assert reason(21).endswith(f"{LAST}.1.18, {LAST}.1.19 and 1 more.")


# ---- reasons of flaws and doubts


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("9", "What it leads to is not in the new edition, which is held whole."),
        ("other-2030.1", "What it leads to is not of the new edition."),
    ],
)
def test_a_target_that_is_missing_is_told_apart_from_one_of_elsewhere(make: Any, target: str, reason: str) -> None:
    whole = make.edition(LAST, "1", level="complete")
    moves = make.catalogue(
        make.concordance(make.change("c", "unchanged", "1", target, ends="19"), ends="19"), editions=[whole]
    )
    (entry,) = migration.carry_refs(["fable-2001.1"], whole, catalogue=moves).entries
    assert (entry.verdict, entry.targets, entry.reason) == ("unknown", (), f"Reported as unchanged. {reason}")
    assert entry.changes == (f"fable-2001--{LAST}/c",)


def test_what_is_disputed_is_told_apart_from_what_nobody_compared(make: Any) -> None:
    rows = [
        make.change("d", "unchanged", "1", "1", ends="19", review="disputed"),
        make.change("t", "added", "", "5", ends="19", affected=["1", "2"]),
    ]
    moves = make.catalogue(make.concordance(*rows, ends="19"))
    entries = migration.carry_refs(["fable-2001.1", "fable-2001.2"], moves.edition(LAST), catalogue=moves).entries
    assert [entry.reason for entry in entries] == [
        "The change that names it is disputed: it is as if nobody had compared it. It may be touched by t.",
        "No change names it: nobody has compared it. It may be touched by t.",
    ]
    assert [entry.changes for entry in entries] == [
        (f"fable-2001--{LAST}/d", f"fable-2001--{LAST}/t"), (f"fable-2001--{LAST}/t",),
    ]  # fmt: skip


# ---- ways, chains and their ledgers


def test_editions_of_a_publication_with_a_hyphen_in_its_name_are_of_it(make: Any) -> None:
    last = make.edition("fable-two-2009")
    routes = Routes(last, model.Catalogue(editions=[last]))
    assert routes.has("fable-two-1999")
    assert not routes.has("fable-1999")


def test_references_of_several_editions_come_with_their_steps_earliest_first(make: Any) -> None:
    """By the list of the publication, whatever the order of the ids and the years in them."""
    moves = make.catalogue(
        make.concordance(make.change("a", "unchanged", "1", "1", ends="59"), ends="59"),
        make.concordance(make.change("b", "unchanged", "1", "1", ends="15"), ends="15"),
    )
    found = migration.carry_refs(
        ["fable-2005.1", "fable-2001.1", "fable-1066.1", f"{LAST}.1"], moves.edition(LAST), catalogue=moves
    )
    assert (found.old, [step.old for step in found.steps]) == ("fable-2001", ["fable-2001", "fable-2005"])
    assert found.entries[2].reason == f"No concordance leads from fable-1066 to {LAST}."


def test_references_are_remembered_up_to_a_limit(make: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(references, "_MOST_KEPT", 2)
    moves = make.catalogue(make.concordance(ends="19"))
    ids = [f"fable-2001.{n}" for n in (1, 2, 1, 3, 3, 1)]
    one, two, again, three, same, once_more = migration.carry_refs(ids, moves.edition(LAST), catalogue=moves).entries
    assert one is again
    assert three is same
    assert one == once_more
    assert one is not once_more
    assert two.source == ids[1]


def test_what_was_retired_or_added_in_vain_stays_so_when_ledgers_are_joined(make: Any) -> None:
    """Neither is looked for in the second ledger, which could not know it."""
    moves = make.catalogue(
        make.concordance(
            make.change("c", "withdrawn", "1"), make.change("n", "added", "", "5"),
            make.change("k", "split", "2", "2 3"),
        ),
        make.concordance(
            make.change("m", "withdrawn", "5", ends="59"), make.change("o", "unchanged", "2", "2", ends="59"),
            make.change("p", "withdrawn", "3", ends="59"), ends="59",
        ),
    )  # fmt: skip
    own = make.assessment("1", "2")
    half, first = migration.migrate(own, moves.edition("fable-2005"), catalogue=moves)
    _, second = migration.migrate(half, moves.edition(LAST), catalogue=moves)
    joined = migration.compose_ledgers(first, second)
    assert [(entry.source, entry.verdict, entry.targets) for entry in joined.entries] == [
        ("fable-2001.1", "retired", ()), ("fable-2001.2", "reassess", (f"{LAST}.2",)), (None, "added", ()),
    ]  # fmt: skip
    assert migration.migrate(own, moves.edition(LAST), catalogue=moves)[1] == joined
    assert migration.compose_ledgers(joined, attrs.evolve(second, old=LAST, entries=[
        attrs.evolve(second.entries[0], source=f"{LAST}.2", targets=(f"{LAST}.2",), verdict="carried")
    ], records_in=1)).entries == joined.entries  # fmt: skip


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        ({"old_listed": 9, "old_reviewed": 4}, "4 of 9 old items compared, "), ({"old_listed": 9}, ""),
        ({"old_reviewed": 4}, ""), ({}, ""),
    ],
)  # fmt: skip
def test_a_headline_tells_how_much_was_compared_only_where_both_figures_are_known(
    make: Any, coverage: dict[str, int], told: str
) -> None:
    moves = make.catalogue(make.concordance(ends="19", coverage=model.ComparisonCoverage(**coverage)))
    ledger = migration.carry_refs(["fable-2001.1"], moves.edition(LAST), catalogue=moves)
    assert migration.headline(ledger) == (
        f"fable-2001 to {LAST}: the only reference stays unknown; fable-2001--{LAST} (partial, {told}0 of 0 rows agreed"
        " by a person)."
    )


def test_why_a_split_waits_whole_names_the_rows_it_rests_on(make: Any) -> None:
    """An unresolved finding of which one part would arrive and another not stays as it is."""
    moves = make.catalogue(
        make.concordance(make.change("s", "split", "1", "1 2")),
        make.concordance(make.change("k", "unchanged", "1", "1", ends="59"), ends="59"),
    )
    own = make.assessment(of="9", unresolved=(make.finding("1"),))
    found, ledger = migration.migrate(own, moves.edition(LAST), catalogue=moves)
    (entry,) = ledger.entries
    assert found == own
    assert (entry.verdict, entry.targets) == ("unknown", ())
    assert entry.reason.endswith("It would arrive in part only, so that it stays whole.")
    assert set(entry.changes) == {"fable-2001--fable-2005/s", f"fable-2005--{LAST}/k"}


# ---- worklists


def test_a_worklist_read_off_a_ledger_has_links_with_their_verdicts(make: Any) -> None:
    moves = make.catalogue(
        make.concordance(
            make.change("s", "split", "1", "1 2", ends="19"), make.change("r", "reworded", "3", "3", ends="19"),
            make.change("n", "added", "", "4", ends="19"), ends="19",
        )
    )  # fmt: skip
    own = make.assessment(make.finding("1", "not-met"), make.finding("3"), make.finding("5", "partly-met"))
    _, ledger = migration.migrate(own, moves.edition(LAST), catalogue=moves)
    items = migration.worklists.worklist_of(ledger)
    assert [(item.task, item.where, item.provision, item.was) for item in items] == [
        ("reassess", "findings", f"{LAST}.1", ("not-met",)), ("reassess", "findings", f"{LAST}.2", ("not-met",)),
        ("compare", "unresolved", "fable-2001.5", ("partly-met",)), ("review", "findings", f"{LAST}.3", ("met",)),
        ("assess", "findings", f"{LAST}.4", ()),
    ]  # fmt: skip
    assert [link.verdict for item in items for link in item.earlier] == ["reassess", "reassess", "carried-for-review"]
    assert [link.provision for item in items for link in item.earlier] == [f"fable-2001.{n}" for n in (1, 1, 3)]


def test_a_link_without_a_day_is_shown_without_one(make: Any) -> None:
    link = model.EarlierFinding(provision="fable-2001.1", status="not-assessed", verdict="reassess")
    own = make.assessment(make.finding("1", "not-assessed", of="9", earlier=(link,)), of="9")
    (item,) = migration.worklist(own)
    assert item.to_plain()["earlier"] == [
        {
            "provision": "fable-2001.1", "status": "not-assessed", "assessed_on": None, "assessment": None,
            "verdict": "reassess",
        }
    ]  # fmt: skip


def test_of_links_that_say_nothing_only_the_last_is_told(make: Any) -> None:
    links = [
        model.EarlierFinding(provision=f"fable-2001.{n}", status="not-assessed", verdict="reassess") for n in (1, 2)
    ]
    own = make.assessment(make.finding("1", "not-assessed", of="9", earlier=links), of="9")
    assert [item.was for item in migration.worklist(own)] == [("not-assessed",)]


def test_a_worklist_read_off_a_ledger_has_what_waits_under_an_id_of_the_new_edition(make: Any) -> None:
    own = make.assessment(of="9", unresolved=(make.finding("1", "not-met", of="9"),))
    moves = make.catalogue()
    _, ledger = migration.migrate(own, moves.edition(LAST), catalogue=moves)
    (item,) = migration.worklists.worklist_of(ledger)
    assert (item.task, item.where, item.provision, item.was) == ("compare", "unresolved", f"{LAST}.1", ("not-met",))


def test_a_worklist_read_off_a_ledger_that_does_not_say_what_was_found_links_nothing() -> None:
    entries = [
        model.LedgerEntry(source="fable-2001.1", targets=(f"{LAST}.1",), verdict="reassess", reason="Invented."),
        model.LedgerEntry(
            source="fable-2001.2", targets=(f"{LAST}.1",), verdict="reassess", reason="Invented.", was="met"
        ),
    ]
    ledger = model.Ledger(subject="assessment", old="fable-2001", new=LAST, records_in=2, entries=entries)
    (item,) = migration.worklists.worklist_of(ledger)
    assert ([link.provision for link in item.earlier], item.was) == (["fable-2001.2"], ("met",))


def test_what_waits_is_listed_with_its_own_status_and_not_that_of_a_link(make: Any) -> None:
    link = model.EarlierFinding(provision="fable-2001.1", status="not-met", assessed_on=make.day, verdict="carried")
    own = make.assessment(of="9", unresolved=(make.finding("1", "met", of="5", earlier=(link,)),))
    (item,) = migration.worklist(own)
    assert item.was == ("met",)


# ---- several records under one id, and steps in order


def test_a_merged_finding_is_followed_as_a_finding_though_another_waits_under_its_id(make: Any) -> None:
    moves = make.catalogue(
        make.concordance(make.change("m", "merged", "1 2", "1")),
        make.concordance(make.change("u", "unchanged", "1", "1", ends="59"), ends="59"),
    )
    own = make.assessment("1", "2", unresolved=(make.finding("1", of="5"),))
    half, first = migration.migrate(own, moves.edition("fable-2005"), catalogue=moves)
    _, second = migration.migrate(half, moves.edition(LAST), catalogue=moves)
    one, two, _ = migration.compose_ledgers(first, second).entries
    assert (one.targets, one.verdict, one.reason) == (two.targets, two.verdict, two.reason)
    assert "an earlier finding" not in two.reason


def test_a_step_without_a_concordance_comes_after_those_that_lead_there(make: Any) -> None:
    moves = make.catalogue(make.concordance(make.change("u", "unchanged", "1", "1", ends="59"), ends="59"))
    own = make.assessment(of="9", unresolved=(make.finding("7"), make.finding("7", of="5")))
    _, ledger = migration.migrate(own, moves.edition(LAST), catalogue=moves)
    assert [(step.old, step.concordance) for step in ledger.steps] == [
        ("fable-2005", f"fable-2005--{LAST}"), ("fable-2001", None),
    ]  # fmt: skip


def test_editions_of_references_are_in_the_order_of_their_publication(make: Any) -> None:
    """Not in that of their ids, nor in that in which they are named."""
    day = model.UncertainDate(earliest="2001", latest="2009", precision="range")
    own = make.edition(LAST)
    records = [
        model.EditionRecord(
            id=id, title="Invented", label="Invented", date=day, publisher="Nobody", status="superseded",
            rights=own.rights, completeness=own.completeness, sources=(), confidence="low",
        )
        for id in ("fable-2005", "fable-2001", LAST)
    ]  # fmt: skip
    publication = model.Publication(
        id="fable", category="code", title="Invented", publisher="Nobody", summary="Invented.", sources=(),
        editions=records,
    )  # fmt: skip
    moves = attrs.evolve(
        make.catalogue(make.concordance(ends="19"), make.concordance(ends="59")), publications=(publication,)
    )
    for ids in (["fable-2001.1", "fable-2005.1"], ["fable-2005.1", "fable-2001.1"]):
        found = migration.carry_refs(ids, moves.edition(LAST), catalogue=moves)
        assert found.old == "fable-2005"
        assert {step.old for step in found.steps} == {"fable-2005", "fable-2001"}


def test_steps_of_references_lead_on_also_through_an_edition_that_is_not_at_hand(make: Any) -> None:
    """By the way itself, as in the ledger of an assessment."""
    moves = make.catalogue(make.concordance(ends="15"), make.concordance(ends="59"))
    moves = attrs.evolve(moves, editions=[moves.edition("fable-2001"), moves.edition(LAST)])
    found = migration.carry_refs(["fable-2001.1"], LAST, catalogue=moves)
    assert [step.old for step in found.steps] == ["fable-2001", "fable-2005"]
    assert found.steps == migration.migrate(make.assessment("1"), LAST, catalogue=moves)[1].steps


def test_an_id_of_the_edition_itself_that_was_retired_is_not_carried(make: Any) -> None:
    retired = Registry([RegistryEntry(id=f"{LAST}.1", status="retired")])
    moves = attrs.evolve(make.catalogue(), registry=retired)
    found = migration.carry_refs([f"{LAST}.1", f"{LAST}.2"], LAST, catalogue=moves)
    assert [entry.verdict for entry in found.entries] == ["unknown", "carried"]
    assert found.entries[0].reason == "It is of this edition, and an id that is in use no more."


def test_rows_and_crosswalks_take_the_id_of_the_edition_as_well(given_all: Any) -> None:
    g = given_all
    rows = [{"provision": "fable-2001.1"}]
    assert list(migration.carry_rows(rows, LAST, **g.at)) == list(migration.carry_rows(rows, g.to, **g.at))
    assert migration.migrate_crosswalk(g.walk, LAST, **g.at) == migration.migrate_crosswalk(g.walk, g.to, **g.at)


def test_steps_of_references_whose_ways_meet_late_are_earliest_first(make: Any) -> None:
    moves = make.catalogue(*[make.concordance(ends=ends) for ends in ("15", "59", "39")])
    moves = attrs.evolve(moves, editions=(*moves.editions, make.edition("fable-2003")))
    found = migration.carry_refs(["fable-2001.1", "fable-2003.1"], moves.edition(LAST), catalogue=moves)
    assert [step.old for step in found.steps] == ["fable-2001", "fable-2003", "fable-2005"]
