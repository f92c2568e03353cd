"""Documents brought up and down between versions of the schemas from the shell, and what that says of losses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.codec import to_bytes
from care_standards.documents.upgrades import downgrade, upgrade

Run = Callable[..., Any]


@pytest.fixture
def old(assessment: dict[str, Any], tmp_path: Path) -> Path:
    """An assessment of the first version of the schemas."""
    path = tmp_path / "old.json"
    path.write_bytes(to_bytes(assessment))
    return path


@pytest.fixture
def new(assessment: dict[str, Any], tmp_path: Path) -> Path:
    """The same of the second version, with what the first has no place for."""
    document, _ = upgrade(assessment, to="1.1")
    document["findings"][0]["confidence"] = "high"
    document["findings"][0]["actions"] = [{"summary": "Paint it", "owner_role": "service-manager", "state": "open"}]
    document["findings"][0]["evidence"].append({"ref": "ev-2", "bearing": "counters", "answer": "Mended since."})
    path = tmp_path / "new.json"
    path.write_bytes(to_bytes(document))
    assert cs.check(path).ok
    return path


LOST = ["/findings/0/evidence/1", "/findings/0/confidence", "/findings/0/actions"]


def test_up_and_down_again(run: Run, old: Path, tmp_path: Path) -> None:
    up, down, ledger = (tmp_path / name for name in ("up.json", "down.json", "ledger.json"))
    ran = run("upgrade", str(old), "-o", str(up), "--ledger", str(ledger))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1.0 to 1.1: ")
    assert up.read_bytes() == to_bytes(upgrade(json.loads(old.read_bytes()))[0])
    account = cs.read(ledger)
    assert (account.subject, account.old, account.new) == ("document", "1.0", "1.1")
    assert account.entries == upgrade(json.loads(old.read_bytes()))[1].entries
    assert run("downgrade", str(up), "--schema", "1.0", "-o", str(down)).code == 0
    assert down.read_bytes() == old.read_bytes()


def test_a_loss_is_refused_and_every_place_named(run: Run, new: Path, tmp_path: Path) -> None:
    output = tmp_path / "down.json"
    call = ("downgrade", str(new), "--schema", "1.0", "-o", str(output), "--ledger", str(tmp_path / "l.json"))
    ran = run(*call)
    assert ran.code == 1
    assert sorted(line.strip() for line in ran.out.splitlines() if line.strip().startswith("/")) == sorted(LOST)
    assert "Nothing was written" in ran.out
    assert not {"Paint", "Mended", "ev-2"} & set(ran.out.replace(".", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]
    plain = json.loads(run(*call, "--json").out)
    assert plain["written"] is False
    assert sorted(each["pointer"] for each in plain["lost"]) == sorted(LOST)
    assert all("value" not in each for each in plain["lost"])


def test_values_only_when_asked(run: Run, new: Path, tmp_path: Path) -> None:
    call = ("downgrade", str(new), "--schema", "1.0", "-o", str(tmp_path / "down.json"), "--show-values")
    ran = run(*call)
    assert ran.code == 1
    assert '"Paint it"' in ran.out
    values = {each["pointer"]: each["value"] for each in json.loads(run(*call, "--json").out)["lost"]}
    assert values["/findings/0/confidence"] == "high"
    assert values["/findings/0/evidence/1"]["answer"] == "Mended since."


def test_with_the_loss_allowed(run: Run, new: Path, tmp_path: Path) -> None:
    output, ledger = tmp_path / "down.json", tmp_path / "ledger.json"
    ran = run(
        "downgrade", str(new), "--schema", "1.0", "-o", str(output), "--ledger", str(ledger), "--allow-loss"
    )  # fmt: skip
    assert ran.code == 0
    assert "Nothing was written" not in ran.out
    assert all(place in ran.out for place in LOST)
    plain = json.loads(new.read_bytes())
    assert output.read_bytes() == to_bytes(downgrade(plain, to="1.0", allow_loss=True)[0])
    assert cs.check(output).ok
    assert sorted(str(e.source) for e in cs.read(ledger).entries if e.verdict == "dropped") == sorted(LOST)
    shown = run("ledger", str(ledger))
    assert shown.code == 0
    assert all(place in shown.out for place in LOST)
    assert json.loads(run("ledger", str(ledger), "--json").out)["to_decide"][0]["verdict"] == "dropped"


def test_through_pipes(run: Run, old: Path) -> None:
    ran = run("upgrade", "-", "-o", "-", stdin=old.read_bytes())
    assert ran.code == 0
    assert json.loads(ran.out)["schema_version"] == "1.1"
    assert ran.err.startswith("1.0 to 1.1: ")


@pytest.mark.parametrize(
    ("code", "call"),
    [
        (2, ("upgrade", "FILE")),
        (2, ("downgrade", "FILE", "-o", "x.json")),
        (2, ("downgrade", "FILE", "--schema", "0.9", "-o", "x.json")),
        (2, ("upgrade", "FILE", "-o", "x.json", "--jobs", "2")),
        (2, ("upgrade", "FILE", "-o", "-", "--json")),
        (2, ("upgrade", "FILE", "-o", "FILE", "--force")),
        (2, ("upgrade", "FILE", "--schema", "1.0", "-o", "x.json")),
        (2, ("downgrade", "DIR", "--schema", "1.0", "-o", "x", "--show-values")),
        (3, ("upgrade", "nothing.json", "-o", "x.json")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_calls(
    run: Run, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = new.read_bytes()
    ran = run(*(str(new) if word == "FILE" else str(tmp_path) if word == "DIR" else word for word in call))
    assert (ran.code, ran.out) == (code, "")
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]
    assert new.read_bytes() == before


def test_an_invalid_document_is_not_taken(run: Run, assessment: dict[str, Any], tmp_path: Path) -> None:
    assessment["findings"][0]["status"] = "splendid"
    (tmp_path / "bad.json").write_bytes(to_bytes(assessment))
    ran = run("upgrade", str(tmp_path / "bad.json"), "-o", str(tmp_path / "x.json"))
    assert ran.code == 1
    assert "CS3" in ran.out
    assert "splendid" not in ran.out + ran.err
    assert not (tmp_path / "x.json").exists()
