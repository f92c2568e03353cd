"""Whole folders: every file, in one order, whoever shares the work; begun again, only what is not done is done."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.folder_tree import Tree

from care_standards.cli import folders, stepped
from care_standards.cli.folders import jobs_of, look_into
from care_standards.documents.codec import to_bytes

Run = Callable[..., Any]
Call = Callable[..., list[str]]


@pytest.fixture
def tree(repository: Path, tmp_path: Path) -> Tree:
    return Tree(repository, tmp_path)


def _states(ran: Any) -> list[tuple[int, str]]:
    return [(each["input"], each["state"]) for each in json.loads(ran.out)["files"]]


def test_every_file_goes_to_the_same_place(run: Run, tree: Tree) -> None:
    ran = run(*tree.call("--json"))
    assert (ran.code, ran.err) == (0, "")
    plain = json.loads(ran.out)
    names = ["a.json", "b/1.json", "b/2.json"]
    assert sorted(tree.made()) == [f"{top}/{name}" for top in ("ledgers", "out") for name in names]
    assert plain["states"] == {"written": 3}
    assert plain["other_files"] == 1
    (way,) = plain["ways"]
    assert way["headline"].startswith("lantern-2019 to lantern-2022: ")
    single = json.loads(tree.made()["ledgers/a.json"])
    assert sum(way["counts"].values()) == 3 * len(single["entries"])
    assert {path.name for path in tree.source.rglob("*")} == {"a.json", "b", "1.json", "2.json", "notes.txt"}


def test_people_are_told_the_headline_first(run: Run, tree: Tree) -> None:
    ran = run(*tree.call())
    assert ran.out.startswith("lantern-2019 to lantern-2022: ")
    assert re.search(r"of 54 findings", ran.out.partition(";")[0])
    assert "1 other file, which nobody touched" in ran.out
    assert "a.json" not in ran.out


def test_what_is_done_is_left_alone(run: Run, tree: Tree) -> None:
    run(*tree.call())
    before = tree.made()
    ran = run(*tree.call("--json"))
    assert [state for _, state in _states(ran)] == ["done"] * 3
    assert json.loads(ran.out)["ways"] == json.loads(run(*tree.call("--json", "--again")).out)["ways"]
    assert tree.made() == before
    assert [state for _, state in _states(run(*tree.call("--json", "--again")))] == ["written"] * 3
    assert tree.made() == before


def test_what_is_missing_or_out_of_date_is_done(run: Run, tree: Tree) -> None:
    run(*tree.call())
    whole = tree.made()
    (tree.output / "b" / "1.json").unlink()
    (tree.ledgers / "b" / "2.json").unlink()
    assert [state for _, state in _states(run(*tree.call("--json")))] == ["done", "written", "written"]
    assert tree.made() == whole
    changed = tree.put("a.json", assessor_role="other")
    assert [state for _, state in _states(run(*tree.call("--json")))] == ["written", "done", "done"]
    assert json.loads((tree.output / changed.name).read_bytes())["assessor_role"] == "other"


def test_another_concordance_or_edition_is_begun_again(run: Run, tree: Tree, tmp_path: Path) -> None:
    run(*tree.call())
    pack = tmp_path / "pack"
    shutil.copytree(tree.pack, pack)
    path = pack / "concordances" / "lantern-2019--lantern-2022.json"
    plain = json.loads(path.read_bytes())
    change = next(change for change in plain["changes"] if change["kind"] == "unchanged" and "review" not in change)
    change["kind"] = "reworded"  # as many rows, and no revision is another
    from care_standards import packs, readers

    loaded = packs.load(tree.pack)
    changed = readers.read_concordance(to_bytes(plain), catalogue=stepped.api.catalogue(packs=[loaded]))
    others = [each for each in loaded.concordances if each.id != changed.id]
    made = packs.make(
        id="lantern", version="2", title=loaded.title, editions=loaded.editions,
        publications=loaded.publications, concordances=[changed, *others],
    )  # fmt: skip
    packs.save(made, tmp_path / "other.zip")
    call = tree.call("--json")
    call[call.index("--pack") + 1] = str(tmp_path / "other.zip")
    assert [state for _, state in _states(run(*call))] == ["written"] * 3


def test_what_somebody_changed_since_is_not_written_over(run: Run, tree: Tree) -> None:
    run(*tree.call())
    worked_on = tree.output / "a.json"
    plain = json.loads(worked_on.read_bytes())
    plain["findings"][0]["note"] = "Looked at since."
    worked_on.write_bytes(to_bytes(plain))
    ran = run(*tree.call("--json"))
    assert (ran.code, [state for _, state in _states(ran)]) == (1, ["changed", "done", "done"])
    assert b"Looked at since." in worked_on.read_bytes()
    assert run(*tree.call("--force")).code == 0
    assert b"Looked at since." not in worked_on.read_bytes()


def test_a_stranger_in_the_way_is_not_written_over(run: Run, tree: Tree) -> None:
    for folder in (tree.output, tree.ledgers):
        folder.mkdir()
    (tree.output / "a.json").write_text("mine", encoding="utf-8")
    (tree.ledgers / "b").mkdir()
    (tree.ledgers / "b" / "1.json").write_text("mine", encoding="utf-8")
    ran = run(*tree.call("--json"))
    assert (ran.code, [state for _, state in _states(ran)]) == (1, ["changed", "changed", "written"])
    assert (tree.output / "a.json").read_text(encoding="utf-8") == "mine"
    assert (tree.ledgers / "b" / "1.json").read_text(encoding="utf-8") == "mine"
    assert not (tree.output / "b" / "1.json").exists()


def test_a_bad_file_is_told_and_the_rest_goes_on(run: Run, tree: Tree, assessment: dict[str, Any]) -> None:
    tree.put("a.json", assessor_role="splendid")
    tree.put("c.json", kind="ledger")
    (tree.source / "d.json").write_text("{", encoding="utf-8")
    (tree.source / "e.json").write_bytes(to_bytes(assessment))  # of another publication
    (tree.source / "f.json").write_bytes((Path(tree.pack) / "editions" / "lantern-2019.json").read_bytes())
    ran = run(*tree.call("--json"))
    assert ran.code == 1
    assert [state for _, state in _states(ran)] == [
        "invalid", "written", "written", "other", "invalid", "refused", "other",
    ]  # fmt: skip
    first = json.loads(ran.out)["files"][0]
    assert list(first["codes"].values()) == [1]
    told = run(*tree.call())
    assert f"input 1 of 7: invalid, and not taken on: {next(iter(first['codes']))}." in " ".join(told.out.split())
    assert "splendid" not in ran.out + told.out
    named = run(*tree.call("--show-names"))
    assert "a.json" in named.out.replace("\n    ", "")


def test_packed_files_are_written_unpacked(run: Run, tree: Tree) -> None:
    (tree.source / "z.json.gz").write_bytes(gzip.compress(to_bytes(tree.plain)))
    (tree.source / "a.json.gz").write_bytes(gzip.compress(to_bytes(tree.plain)))
    ran = run(*tree.call("--json"))
    assert [state for _, state in _states(ran)] == ["written", "second", "written", "written", "written"]
    assert ran.code == 1
    assert tree.made()["out/z.json"] == tree.made()["out/a.json"]


def test_what_is_refused_is_told_by_the_option_that_was_wrong(
    run: Run, tree: Tree, assessment: dict[str, Any], tmp_path: Path
) -> None:
    (tree.source / "e.json").write_bytes(to_bytes(assessment))  # of another publication
    refused = json.loads(run(*tree.call("--json")).out)["files"][3]["reason"]
    assert refused == "--to must be an edition of the publication the assessment is against."
    early = json.loads(run(*tree.call("--json", "--schema", "1.0", "--again")).out)["files"][0]["reason"]
    assert early.startswith("/findings/0/earlier; ")
    assert "Leave --schema out" in early
    down = run("downgrade", str(tree.output), "--schema", "1.0", "--pack", tree.pack, "-o", str(tmp_path / "down"))
    assert "--allow-loss goes on" in " ".join(down.out.split())


def test_an_account_that_cannot_be_written_does_not_deny_the_document(run: Run, tree: Tree) -> None:
    tree.ledgers.mkdir()
    (tree.ledgers / "b").write_text("in the way", encoding="utf-8")
    ran = run(*tree.call("--json"))
    assert ran.code == 3
    assert [state for _, state in _states(ran)] == ["written", "unwritable", "unwritable"]
    reasons = {each["reason"] for each in json.loads(ran.out)["files"][1:]}
    assert all(reason.startswith("The new document was written; what goes with it was not: ") for reason in reasons)
    assert (tree.output / "b" / "1.json").exists()
    (tree.ledgers / "b").unlink()
    assert [state for _, state in _states(run(*tree.call("--json")))] == ["done", "written", "written"]


def test_an_empty_name_is_not_where_we_are(
    run: Run, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for option in ("-o", "--ledger"):
        ran = run(*tree.call(option, ""))
        assert (ran.code, ran.out) == (2, "")
        assert "empty" in ran.err
    assert not list(here.iterdir())


def test_folders_must_be_apart(run: Run, tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for output, ledger in (
        (tree.source, tree.ledgers), (tree.source / "x", tree.ledgers), (tree.output, tree.source / "x"),
        (tree.output, tree.output), (tree.output, tree.output / "x"), (tmp_path, tree.ledgers),
        (tree.output, tmp_path / "file"), (Path("-"), tree.ledgers),
    ):  # fmt: skip
        ran = run("migrate", str(tree.source), "--to", "lantern-2022", "--pack", tree.pack,
                  "-o", str(output), "--ledger", str(ledger))  # fmt: skip
        assert (output, ran.code, ran.out) == (output, 2, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "in"]


def test_a_folder_without_documents(run: Run, tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("upgrade", str(tmp_path / "empty"), "-o", str(tmp_path / "x"))
    assert (ran.code, ran.out) == (3, "")


def test_documents_of_every_kind_are_upgraded(run: Run, repository: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(repository / "src" / "care_standards" / "data" / "crosswalks", source)
    ran = run("upgrade", str(source), "-o", str(tmp_path / "out"), "--ledger", str(tmp_path / "l"), "--json")
    count = len(list(source.glob("*.json")))
    assert (ran.code, json.loads(ran.out)["states"]) == (0, {"written": count})
    ran = run("downgrade", str(tmp_path / "out"), "--schema", "1.0", "-o", str(tmp_path / "back"), "--json")
    assert (ran.code, json.loads(ran.out)["states"]) == (0, {"written": count})
    for path in source.glob("*.json"):
        assert json.loads((tmp_path / "back" / path.name).read_bytes()) == json.loads(path.read_bytes())
    again = run("upgrade", str(source), "-o", str(tmp_path / "out"), "--ledger", str(tmp_path / "l"), "--json")
    assert json.loads(again.out)["states"] == {"done": count}


def test_what_would_be_lost_stays_where_it_is(run: Run, tree: Tree, tmp_path: Path) -> None:
    ran = run("downgrade", str(tree.source), "--schema", "1.0", "--pack", tree.pack, "-o", str(tree.output), "--json")
    assert (ran.code, json.loads(ran.out)["states"]) == (1, {"loss": 3})
    assert not tree.output.exists()


def test_work_is_shared_also_where_processes_are_not_forked(tree: Tree) -> None:
    """What is handed to another process can be handed over."""
    import pickle

    from care_standards import api, packaged
    from care_standards.cli.upgrading import Raising

    packaged.verify()
    step = Raising(catalogue=api.catalogue(), basis="0" * 64, to="1.1", down=False, allow_loss=False)
    job = jobs_of(look_into(str(tree.source)), str(tree.output), None)[0]
    assert pickle.loads(pickle.dumps((step, job))) == (step, job)
    done = folders.take_all([job], step, 1, "upgrading")[0]
    assert pickle.loads(pickle.dumps(done)) == done


def test_unfinished_parts_of_an_ended_run_are_taken_away(run: Run, tree: Tree) -> None:
    (tree.output / "b").mkdir(parents=True)
    (tree.output / "b" / ".care-standards-0123.part").write_text("half", encoding="utf-8")
    (tree.output / "b" / ".other.part").write_text("mine", encoding="utf-8")
    assert run(*tree.call()).code == 0
    assert sorted(path.name for path in (tree.output / "b").iterdir()) == [".other.part", "1.json", "2.json"]
