"""A ledger for people: what has to be decided comes first, in the order of how much it matters."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care_standards.cli.ledger_text import in_order, ledger_page
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.model import Catalogue, Ledger, LedgerEntry
from care_standards.rows import to_rows
from care_standards.vocabularies import FINDING_STATUSES, LEDGER_VERDICTS

Run = Callable[..., Any]
MIGRATED = [verdict for verdict in LEDGER_VERDICTS if verdict not in ("added", "changed", "defaulted", "dropped")]


def _every() -> Ledger:
    """Give a ledger with every verdict a migration of an assessment has, of every status; invented."""
    entries = [
        LedgerEntry(source=f"oak-2020.{number}", targets=(), verdict=verdict, reason=f"Because of {verdict}.", was=was)
        for number, (verdict, was) in enumerate((v, w) for w in reversed(FINDING_STATUSES) for v in MIGRATED)
    ]
    added = LedgerEntry(targets=("oak-2026.9",), verdict="added", reason="Because it is new.")
    return Ledger(
        subject="assessment", old="oak-2020", new="oak-2026", records_in=len(entries), entries=(*entries, added)
    )


def _first(ledger: Ledger) -> list[tuple[str, str | None]]:
    groups = in_order(ledger)
    return [(e.verdict, e.was) for name in ("reassess", "wanting", "review") for e in groups[name]]


def test_what_was_not_met_and_is_to_be_assessed_again_is_at_the_very_top() -> None:
    order = _first(_every())
    assert order[:2] == [("reassess", "not-met"), ("reassess", "partly-met")]
    assert [pair for pair in order if pair[0] == "unknown"] == [("unknown", "not-met"), ("unknown", "partly-met")]
    verdicts = [verdict for verdict, _ in order]
    assert verdicts == sorted(verdicts, key=["reassess", "unknown", "carried-for-review"].index)


def test_every_entry_is_in_one_group() -> None:
    ledger = _every()
    groups = in_order(ledger)
    grouped = [id(entry) for entries in groups.values() for entry in entries]
    assert sorted(grouped) == sorted(map(id, ledger.entries))


def test_the_page_lists_or_counts_everything() -> None:
    ledger, catalogue = _every(), Catalogue(publications=(), editions=(), crosswalks=(), concordances=())
    short = str(ledger_page(ledger, catalogue))
    listed = sum(f"  {entry.source} " in short for entry in ledger.entries)
    rest = {name: len(entries) for name, entries in in_order(ledger).items()}
    assert listed == rest["reassess"] + rest["wanting"] + rest["review"]
    said = " ".join(short.split()).rpartition("Not listed: ")[2]
    assert f"{rest['carried']} carried over" in said
    assert f"{rest['unknown']} not known" in said
    long = str(ledger_page(ledger, catalogue, every=True))
    assert all(f"  {entry.source} " in long for entry in ledger.entries if entry.source)
    assert "-> oak-2026.9" in long
    assert "Not listed" not in long


@pytest.fixture
def migrated(run: Run, repository: Path, tmp_path: Path) -> tuple[str, ...]:
    """The invented assessment carried over, in a folder of its own; the arguments that name the pack."""
    pack = ("--pack", str(repository / "tests" / "invented" / "lantern"))
    source = repository / "tests" / "invented" / "lantern-self-assessment.json"
    ran = run(
        "migrate", str(source), "--to", "lantern-2026", *pack,
        "-o", str(tmp_path / "new.json"), "--ledger", str(tmp_path / "ledger.json"),
    )  # fmt: skip
    assert ran.code == 0
    return pack


def test_a_ledger_is_shown_as_the_migration_showed_it(run: Run, migrated: tuple[str, ...], tmp_path: Path) -> None:
    shown = run("ledger", str(tmp_path / "ledger.json"), *migrated)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("lantern-2019 to lantern-2026: ")
    assert "lantern-2019--lantern-2022" in shown.out
    assert "lantern-2022--lantern-2026" in shown.out
    plain = json.loads(run("ledger", str(tmp_path / "ledger.json"), *migrated, "--json").out)
    assert plain["ledger"] == json.loads((tmp_path / "ledger.json").read_bytes())


def test_as_a_table(run: Run, migrated: tuple[str, ...], tmp_path: Path) -> None:
    ran = run("ledger", str(tmp_path / "ledger.json"), *migrated, "--csv")
    assert ran.code == 0
    assert ran.err.startswith("lantern-2019 to lantern-2026: ")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    entries = json.loads((tmp_path / "ledger.json").read_bytes())["entries"]
    assert [row["source"] or None for row in rows] == [entry.get("source") for entry in entries]
    assert [row["verdict"] for row in rows] == [entry["verdict"] for entry in entries]


def test_the_columns_of_a_table_without_rows_are_the_same(run: Run, tmp_path: Path) -> None:
    empty = Ledger(subject="assessment", old="scs-2018", new="scs-2025", records_in=0, entries=())
    (tmp_path / "empty.json").write_bytes(to_bytes(to_plain(empty)))
    ran = run("ledger", str(tmp_path / "empty.json"), "--csv")
    assert ran.code == 0
    assert ran.out.strip().split(",") == list(to_rows(_every())[0])
    assert run("ledger", str(tmp_path / "empty.json")).code == 0


def test_the_page_to_review(run: Run, migrated: tuple[str, ...], repository: Path, tmp_path: Path) -> None:
    page, ledger = tmp_path / "page.html", str(tmp_path / "ledger.json")
    assert run("ledger", ledger, *migrated, "--html", str(page)).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("ledger", ledger, *migrated, "--html", str(page)).code == 2
    before = str(repository / "tests" / "invented" / "lantern-self-assessment.json")
    sides = ("--before", before, "--after", str(tmp_path / "new.json"))
    ran = run("ledger", ledger, *migrated, "--html", "-", *sides)
    assert ran.out.startswith("<!DOCTYPE html>")
    turned = ("--before", str(tmp_path / "new.json"))
    assert run("ledger", ledger, *migrated, "--html", "-", *turned).code == 2


def test_wrong_calls(run: Run, migrated: tuple[str, ...], tmp_path: Path, assessment: dict[str, Any]) -> None:
    ledger = str(tmp_path / "ledger.json")
    for call in (("--before", ledger), ("--with-notes",), ("--html", "-", "--json"), ("--html", ledger, "--force")):
        assert (call, run("ledger", ledger, *migrated, *call).code) == (call, 2)
    assert run("ledger", str(tmp_path / "none.json")).code == 3
    (tmp_path / "other.json").write_text(json.dumps(assessment), encoding="utf-8")
    assert run("ledger", str(tmp_path / "other.json")).code == 1
