"""The map, the lists, what ids name, and the schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import packaged
from care_standards.cli import show
from care_standards.cli.naming import in_short
from care_standards.cli.show_text import resolve_page, show_page
from care_standards.documents.schema_registry import CURRENT, FORMS, VERSIONS, names_of, published
from care_standards.model import RegistryEntry, Wording
from care_standards.vocabularies import DOCUMENT_KINDS

Run = Callable[..., Any]
EDITIONS = [edition.id for edition in cs.editions()]


def _words(text: str) -> str:
    """Give text without the line breaks that the layout put in."""
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def test_the_map_shows_every_edition_with_status_and_completeness(run: Run) -> None:
    ran = run()
    assert ran.code == 0
    lines = {line.split()[0]: _words(line) for line in ran.out.splitlines() if line.strip()}
    for publication in cs.publications():
        for record in publication.editions:
            assert lines[record.id] == f"{record.id} {record.status} {record.completeness}"
    assert "care-standards check" in ran.out
    assert cs.__version__ in ran.out


def test_the_map_as_data(run: Run) -> None:
    plain = json.loads(run("--json").out)
    editions = [edition for publication in plain["publications"] for edition in publication["editions"]]
    assert [edition["id"] for edition in editions] == EDITIONS
    assert all(edition["status"] and edition["completeness"]["level"] for edition in editions)
    assert plain["library_version"] == cs.__version__


def test_list_editions(run: Run) -> None:
    plain = json.loads(run("list", "--json").out)
    assert [item["id"] for item in plain] == EDITIONS
    assert [item["id"] for item in json.loads(run("list", "--publication", "ticc", "--json").out)] == [
        "ticc-2018", "ticc-2021", "ticc-2022",
    ]  # fmt: skip
    assert run("list").out == run("list", "editions").out
    assert all(str(edition.completeness) in run("list").out for edition in cs.editions())


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        ("publications", [p.id for p in cs.publications()]),
        ("crosswalks", [x.id for x in cs.crosswalks()]),
        ("concordances", [c.id for c in cs.concordances()]),
    ],
)
def test_the_other_lists(run: Run, what: str, ids: list[str]) -> None:
    assert [item["id"] for item in json.loads(run("list", what, "--json").out)] == ids
    out = run("list", what).out
    assert all(id in out for id in ids)
    assert "partial, 44 provisions" in _words(out)


def test_a_list_of_one_publication(run: Run) -> None:
    crosswalks = json.loads(run("list", "crosswalks", "--publication", "ticc", "--json").out)
    assert {item["id"] for item in crosswalks} == {"scs-2018--ticc-2018", "sg49-2020--ticc-2018"}
    assert run("list", "concordances", "--publication", "ticc").out == "None.\n"


def test_show_a_provision(run: Run) -> None:
    provision = cs.load("scs-2018")["1.1.5"]
    out = _words(run("show", "scs-2018.1.1.5").out)
    for said in (
        "standard 1.1.5", provision.heading, provision.summary, "force should", "text status verified", "page 21",
        *provision.sources, "(superseded)", "completeness partial, 44 provisions", *(c.id for c in provision.children),
    ):  # fmt: skip
        assert said is not None
        assert said in out
    assert "provisional" not in out


def test_show_marks_what_is_provisional_inferred_or_ours(run: Run) -> None:
    assert "provisional: " in _words(run("show", "scs-2018.a.1.2.s1").out)
    assert "inferred: nobody read it" in _words(run("show", "scs-2018.1").out)
    assert "(our own label)" in _words(run("show", "scs-2018.1.1.5.r1").out)
    assert "page not known" in _words(run("show", "ecat-2005.12").out)


def test_show_a_provision_as_data(run: Run) -> None:
    plain = json.loads(run("show", "--json", "scs-2018.1.1.5.p2").out)
    assert (plain["type"], plain["id_status"], plain["provisional"]) == ("provision", "current", False)
    assert plain["edition"]["completeness"]["level"] == "partial"
    assert plain["edition"]["status"] == "superseded"
    assert plain["content"]["parent"] == "scs-2018.1.1.5"
    assert plain["children"] == []


@pytest.mark.parametrize("id", EDITIONS)
def test_show_an_edition(run: Run, id: str) -> None:
    ran = run("show", id)
    assert ran.code == 0
    out = _words(ran.out)
    assert f"completeness {cs.load(id).completeness}" in out
    assert all(provision.id in out for provision in cs.load(id))
    assert "status" in out
    assert json.loads(run("show", "--json", id).out)["content"]["kind"] == "edition"


def test_show_every_provision_publication_and_link(run: Run) -> None:
    ids = [*(i for i in packaged.registry()), *(x.id for x in cs.crosswalks()), *(c.id for c in cs.concordances())]
    for flags in ((), ("--json",)):
        ran = run("show", *flags, *ids)
        assert (ran.code, ran.err) == (0, "")
        if flags:
            assert [entry["item"]["id"] for entry in json.loads(ran.out)] == ids


def test_show_a_crosswalk_says_what_it_is_not(run: Run) -> None:
    out = _words(run("show", "scs-2018--ecat-2005").out)
    assert "relevant to each other; neither fulfils the other" in out
    assert "not reviewed" in out
    assert out.count("completeness partial") == 2
    rows = cs.crosswalk("scs-2018", "ecat-2005").mappings
    assert all(f"{row.source} {row.relation} {row.target}" in out for row in rows)


def test_show_a_concordance_says_what_holds_for_the_rest(run: Run) -> None:
    assert "not listed unknown: " in _words(run("show", "scs-2018--scs-2025").out)


def test_some_known_some_not(run: Run) -> None:
    ran = run("show", "scs", "nothing", "scs-2018")
    assert ran.code == 4
    assert ran.err.startswith("id 2 of 3: No such id")
    assert "scs-2018: The Slavery" in ran.out
    entries = json.loads(run("resolve", "--json", "scs", "scs-2019").out)
    assert entries[0]["item"]["type"] == "publication"
    assert (entries[1]["error"], entries[1]["input"]) == ("unknown-id", 2)
    assert "scs-2018" in entries[1]["near_misses"]


def test_resolve(run: Run) -> None:
    out = _words(run("resolve", "scs-2018.a.1.2.s1").out)
    assert "current; provisional" in out
    assert "scs-2018: superseded; data partial, 44 provisions" in out
    plain = json.loads(run("resolve", "--json", "scs-2018").out)
    assert (plain["type"], plain["successors"], plain["edition"]["id"]) == ("edition", [], "scs-2018")
    assert {e["id"] for e in json.loads(run("resolve", "--json", "scs").out)["editions"]} == {
        "scs-2014", "scs-2015", "scs-2018", "scs-2025",
    }  # fmt: skip


@pytest.mark.parametrize("successors", [("scs-2018.1.1.5.r3", "scs-2018.1.1.5.r4"), ()])
def test_a_retired_id_names_its_successors(successors: tuple[str, ...]) -> None:
    entry = RegistryEntry(id="scs-2018.9.r1", status="retired", successors=successors)
    plain = in_short(entry)
    assert (plain["type"], plain["id_status"], plain["successors"]) == ("retired id", "retired", list(successors))
    said = f"successors {', '.join(successors) or 'none was found'}"
    assert said in _words(str(resolve_page(plain)))
    assert said in _words(str(show_page(entry)))


def test_the_publishers_wording_is_never_shown() -> None:
    shipped = cs.load("scs-2018")
    worded = attrs.evolve(shipped["1.1.5"], text=Wording(language="en-GB", value="Quaxlworth"))
    edition = attrs.evolve(shipped, provisions=(worded,), rights=attrs.evolve(shipped.rights, sharing="private"))
    for item in (edition, edition["1.1.5"]):
        assert "Quaxlworth" not in str(show_page(item))
        assert "Quaxlworth" not in json.dumps(show._in_full(item))


# ---- schemas


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("version", "kind"), [(version, kind) for version in VERSIONS for kind in names_of(version)])
def test_schemas_come_byte_for_byte(
    run: Run, tmp_path: Path, repository: Path, version: str, kind: str, form: str
) -> None:
    folder = repository / "schemas" / version / {"split": "", "flat": "bundle", "draft-07": "bundle/draft-07"}[form]
    expected = (folder / f"{kind}.schema.json").read_bytes()
    asked = ("schema", kind, "--form", form, "--schema-version", version)
    assert run(*asked).out.encode() == expected
    target = tmp_path / "x.json"
    saved = run(*asked, "-o", str(target))
    assert (saved.code, saved.out) == (0, "")
    assert target.read_bytes() == expected


def test_the_form_left_out(run: Run) -> None:
    assert run("schema", "edition").out.encode() == published("edition", "flat")
    assert run("schema", "common").out.encode() == published("common", "split")
    assert run("schema", "edition", "-o", "-", "--schema-version", CURRENT).out == run("schema", "edition").out
    assert json.loads(run("schema", "index").out)["schema_version"] == CURRENT


def test_a_version_has_no_schema_of_a_kind_that_came_later(run: Run) -> None:
    refused = run("schema", "ledger", "--schema-version", "1.0")
    assert (refused.code, refused.out) == (2, "")
    assert "known since version 1.1" in refused.err


def test_link_rows_came_later_too(run: Run) -> None:
    refused = run("schema", "link-row", "--schema-version", "1.0")
    assert (refused.code, refused.out) == (2, "")
    assert "Link rows are known since version 1.1." in _words(refused.err)


def test_all_schemas_in_a_folder(run: Run, tmp_path: Path, repository: Path) -> None:
    assert run("schema", "--all", str(tmp_path / "new" / "folder")).code == 0
    saved = {p.relative_to(tmp_path / "new" / "folder"): p.read_bytes() for p in tmp_path.rglob("*.json")}
    assert len(saved) == 3 * len(names_of(CURRENT)) + 3
    assert all((repository / "schemas" / path).read_bytes() == content for path, content in saved.items())
    for version in VERSIONS:
        asked = ("schema", "--all", str(tmp_path / "flat"), "--form", "flat", "--schema-version", version, "--json")
        names = json.loads(run(*asked).out)["saved"]
        assert names == [f"{version}/bundle/{kind}.schema.json" for kind in names_of(version)]


def test_the_list_of_schemas(run: Run) -> None:
    plain = json.loads(run("schema", "--json").out)
    assert [schema["kind"] for schema in plain["schemas"]] == [*DOCUMENT_KINDS, "link-row", "common"]
    out = run("schema").out
    assert all(schema["id"] in out for schema in plain["schemas"] if schema["kind"] != "common")
