"""Steps between versions: what is refused, what is told, and how two of them are told as one."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents import upgrades
from care_standards.documents.plain import Json
from care_standards.documents.schema_registry import schema_id
from care_standards.documents.upgrades import downgrade, dropped_values, upgrade
from care_standards.documents.upgrades.accounts import Account
from care_standards.documents.upgrades.chaining import followed
from care_standards.errors import InvalidValueError, LossRefusedError
from care_standards.model import Ledger

CANARY = "zorblax"


def assessment(version: str = "1.1", **members: Any) -> Json:
    return {
        "$schema": schema_id("assessment", version), "schema_version": version, "kind": "assessment",
        "subject": {"kind": "service", "ref": "svc-017"}, "edition": "scs-2018",
        "period": {"start": "2026-01-01", "end": "2026-03-31"}, "assessor_role": "quality-lead",
        "produced_by": {"name": "example", "version": "1"}, "findings": [], **members,
    }  # fmt: skip


class Spiteful:
    """Something that fails, with words of its own, when it is compared."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError(CANARY)


class Unreadable(Mapping[str, object]):
    """A mapping that fails, with words of its own, when it is read."""

    def __getitem__(self, name: str) -> object:
        raise RuntimeError(CANARY)

    def __iter__(self) -> Iterator[str]:
        return iter(("kind",))

    def __len__(self) -> int:
        return 1


def finding(**members: Any) -> Json:
    return {"provision": "scs-2018.1.1.5", "status": "met", "assessed_on": "2026-03-01", "evidence": [], **members}


def told(ledger: Ledger, verdict: str) -> list[str | None]:
    return [entry.source for entry in ledger.entries if entry.verdict == verdict]


# ---- what is refused


@pytest.mark.parametrize(
    "document",
    [
        None, CANARY, b"{}", [], 7, {}, {"kind": "assessment"}, {"schema_version": "1.0"},
        {"kind": CANARY, "schema_version": "1.0"}, {"kind": "assessment", "schema_version": CANARY},
        {"kind": "assessment", "schema_version": 1.0}, {"kind": ["assessment"], "schema_version": "1.0"},
        {"kind": "assessment", "schema_version": "1.2"}, {"kind": "ledger", "schema_version": "1.0"},
        assessment("1.0", findings=(CANARY,)), assessment("1.0", findings={CANARY}), assessment("1.0", x=object()),
        assessment("1.0", findings=[{"note": CANARY.encode()}]), assessment("1.0", findings=[{7: CANARY}]),
        {**assessment("1.0"), None: CANARY}, assessment("1.0", x=float("nan")), assessment("1.0", x=[float("inf")]),
        assessment("1.0", kind=Spiteful()), assessment("1.0", schema_version=Spiteful()), Unreadable(),
    ],
)  # fmt: skip
def test_what_is_no_document_of_a_known_version_is_refused_and_not_repeated(document: Any) -> None:
    for name, call in (("upgrade", upgrade), ("downgrade", lambda d: downgrade(d, to="1.0"))):
        with pytest.raises(InvalidValueError) as caught:
            call(document)
        assert str(caught.value).startswith(f"{name}.document must ")
        assert CANARY not in str(caught.value)
        assert caught.value.__context__ is None


def test_a_document_without_a_bottom_is_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    for call in (upgrade, lambda d: downgrade(d, to="1.0")):
        with pytest.raises(InvalidValueError, match="document must not be so deep") as caught:
            call(assessment(findings=ring))
        assert caught.value.__context__ is None


@pytest.mark.parametrize("to", ["1.2", "", CANARY, None, 1.1, ["1.1"]])
def test_a_version_that_is_none_is_refused(to: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^upgrade\.to must be one of: 1\.0, 1\.1$"):
        upgrade(assessment(), to=to)
    with pytest.raises(InvalidValueError, match=r"^downgrade\.to must be one of: 1\.0, 1\.1$"):
        downgrade(assessment(), to=to)


def test_neither_goes_the_other_way() -> None:
    with pytest.raises(InvalidValueError, match=r"^upgrade\.to must be 1\.1, the version of the document, or later$"):
        upgrade(assessment("1.1"), to="1.0")
    with pytest.raises(InvalidValueError, match=r"^downgrade\.to must be 1\.0, the version of the document, or earl"):
        downgrade(assessment("1.0"), to="1.1")


# ---- what is told


def test_a_header_that_was_wrong_stays_wrong() -> None:
    for document in (assessment("1.0", **{"$schema": "https://example.org/x"}), assessment("1.0")):
        document = {name: value for name, value in document.items() if name != "$schema" or value[8:15] == "example"}
        raised, ledger = upgrade(document)
        assert raised.get("$schema") == document.get("$schema")
        assert told(ledger, "changed") == ["/schema_version"]
        assert not cs.check(raised).ok


def test_evidence_that_counters_goes_whole_and_the_rest_keeps_its_place() -> None:
    evidence = [{"ref": "a", "bearing": "supports"}, {"ref": "b", "bearing": "counters", "kind": "policy"},
                {"ref": "c", "kind": "policy"}, {"ref": "d"}]  # fmt: skip
    lowered, ledger = downgrade(assessment(findings=[finding(evidence=evidence)]), to="1.0", allow_loss=True)
    assert lowered["findings"] == [finding(evidence=[{"ref": "a"}, {"ref": "c"}, {"ref": "d"}])]
    assert told(ledger, "dropped") == ["/findings/0/evidence/1", "/findings/0/evidence/2/kind"]
    assert told(ledger, "changed") == ["/$schema", "/schema_version", "/findings/0/evidence/0/bearing"]
    (carried,) = [entry for entry in ledger.entries if entry.verdict == "carried"]
    assert carried.reason == "Kept, but for its members that are listed as dropped."


def test_members_that_say_nothing_are_no_loss() -> None:
    full = finding(evidence=[{"ref": "a", "bearing": "supports"}], actions=[], earlier=[])
    document = assessment(findings=[full], unresolved=[], archive=[])
    lowered, ledger = downgrade(document, to="1.0")
    assert lowered == assessment("1.0", findings=[finding(evidence=[{"ref": "a"}])])
    assert ledger.counts["dropped"] == 0
    assert cs.read(lowered) == cs.read(document)


def test_findings_of_other_editions_are_lost_one_by_one() -> None:
    document = assessment(unresolved=[finding(provision="scs-2015.s1")], archive=[finding(provision="scs-2015.s2")])
    with pytest.raises(LossRefusedError) as caught:
        downgrade(document, to="1.0")
    assert told(caught.value.ledger, "dropped") == ["/unresolved/0", "/archive/0"]
    assert dropped_values(document, caught.value.ledger) == {
        "/unresolved/0": document["unresolved"][0], "/archive/0": document["archive"][0],
    }  # fmt: skip


@pytest.mark.parametrize("state", ["disputed", "to-review"])
def test_an_unsettled_change_goes_whole_and_the_count_follows(state: str) -> None:
    shipped = json.loads(cs.write(cs.concordance("scs-2018", "scs-2025"), version="1.1"))
    changes = shipped["changes"]
    changes[1]["review"], changes[2]["review"] = {"state": state}, {"state": "agreed"}
    shipped["coverage"]["changes_reported"] = len(changes)
    lowered, ledger = downgrade(shipped, to="1.0", allow_loss=True)
    assert [change["id"] for change in lowered["changes"]] == [c["id"] for n, c in enumerate(changes) if n != 1]
    assert told(ledger, "dropped") == ["/changes/1", "/changes/2/review"]
    carried = {entry.source: entry.targets for entry in ledger.entries if entry.verdict == "carried"}
    assert carried["/changes/2"] == ("/changes/1",)
    assert lowered["coverage"]["changes_reported"] == len(changes) - 1
    assert "/coverage/changes_reported" in told(ledger, "changed")
    assert cs.check(lowered).ok
    shipped["coverage"]["changes_reported"] = 500  # what counts something else is let be
    assert downgrade(shipped, to="1.0", allow_loss=True)[0]["coverage"]["changes_reported"] == 500


def test_an_account_holds_no_value() -> None:
    document = assessment(findings=[finding(note=CANARY, confidence="low", actions=[{"summary": CANARY}])])
    with pytest.raises(LossRefusedError) as caught:
        downgrade(document, to="1.0")
    assert CANARY not in cs.write(caught.value.ledger).decode()
    assert dropped_values(document, caught.value.ledger)["/findings/0/actions"] == [{"summary": CANARY}]
    assert dropped_values({}, caught.value.ledger) == {}


def test_any_mapping_is_taken() -> None:
    class Lazy(Mapping[str, object]):
        def __getitem__(self, name: str) -> object:
            return assessment("1.0")[name]

        def __iter__(self) -> Iterator[str]:
            return iter(assessment("1.0"))

        def __len__(self) -> int:
            return len(assessment("1.0"))

    assert upgrade(Lazy()) == upgrade(assessment("1.0"))


# ---- chains: with steps of versions that were never published


def step(old: str, new: str, drop: str | None = None, fill: str | None = None) -> Any:
    def taken(document: Json) -> tuple[Json, Ledger]:
        made, account = copy.deepcopy(document), Account(old, new)
        made["schema_version"] = new
        account.changed("/schema_version", f"Now {new}.")
        for place, record in enumerate(made["findings"]):
            at = f"/findings/{place}"
            account.carried(at, at)
            if drop in record:
                del record[drop]
                account.dropped(f"{at}/{drop}", "No such member.")
        if fill is not None:
            made[fill] = "filled in"
            account.defaulted(f"/{fill}", "Every document has one.")
        if drop in made:
            del made[drop]
            account.dropped(f"/{drop}", "No such member.")
        return made, account.ledger()

    return taken


def test_a_chain_is_told_as_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrades, "VERSIONS", ("1.0", "1.1", "1.2", "2.0"))
    monkeypatch.setattr(upgrades, "kinds_of", lambda version: ("assessment",))
    monkeypatch.setattr(
        upgrades,
        "_UP",
        {
            "1.0": step("1.0", "1.1", fill="season"),
            "1.1": step("1.1", "1.2", drop="season"),
            "1.2": step("1.2", "2.0", drop="mark"),
        },
    )
    document = assessment("1.0", findings=[{"mark": 1}, {}])
    raised, ledger = upgrade(document, to="2.0")
    assert raised == {**document, "schema_version": "2.0", "findings": [{}, {}]}
    assert (ledger.old, ledger.new, ledger.records_in) == ("1.0", "2.0", 4)
    assert [(e.source, e.targets, e.verdict) for e in ledger.entries] == [
        ("/schema_version", ("/schema_version",), "changed"),
        ("/findings/0", ("/findings/0",), "carried"),
        ("/findings/1", ("/findings/1",), "carried"),
        ("/findings/0/mark", (), "dropped"),
    ]
    assert ledger.entries[0].reason == "Now 1.1. Now 1.2. Now 2.0."
    assert ledger.entries[1].reason == "Kept as it was."


def test_places_are_told_as_the_first_document_had_them() -> None:
    first, second = Account("1.0", "1.1"), Account("1.1", "1.2")
    first.dropped("/findings/0", "Gone.")
    first.carried("/findings/1", "/findings/0")
    first.carried("/findings/2", "/findings/1")
    first.defaulted("/season", "Every document has one.")
    second.dropped("/findings/0/mark", "No such member.")
    second.dropped("/findings/1", "Gone.")
    second.dropped("/season/part", "No such member.")
    second.changed("/title", "Otherwise now.")
    ledger = followed(first.ledger(), second.ledger())
    assert [(e.source, e.targets, e.verdict) for e in ledger.entries] == [
        ("/findings/0", (), "dropped"),
        ("/findings/1", ("/findings/0",), "carried"),
        ("/findings/2", (), "dropped"),
        (None, ("/season",), "defaulted"),
        ("/findings/1/mark", (), "dropped"),
        ("/title", ("/title",), "changed"),
    ]
    assert ledger.records_in == 5


@pytest.mark.parametrize("broken", [7, {}, None, "x"])
def test_a_list_that_is_none_is_dropped_as_it_stands(broken: Any) -> None:
    lowered, ledger = downgrade(assessment(archive=broken), to="1.0", allow_loss=True)
    assert lowered == assessment("1.0")
    assert told(ledger, "dropped") == ["/archive"]
