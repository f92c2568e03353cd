"""What every result of the room gives for programs, member by member: other programs rely on these names."""

from typing import Any

import pytest

from care_standards import mapping

PIN = f"sha256:{'0' * 64}"
ANY = ["equal", "subset-of", "superset-of", "intersects", "no-relationship"]
KNOWN = {"matching": None, "basis": "derived", "confidence": "high", "origin": "source", "rationale": "Invented."}
FIRST = {"basis": "stated", "confidence": "medium", "rationale": "First.", "sources": ["one", "two"]}


def plain_row(text: str, **members: Any) -> dict[str, Any]:
    """Give the plain data of the row that "a-2020.1 equal b-2020.1" says."""
    source, relation, target = text.split()
    whole = {**KNOWN, "sources": [], "source_digest": None, "target_digest": None}
    return {"source": source, "relation": relation, "target": target, **whole, **members}


def flat_row(text: str, **members: Any) -> dict[str, Any]:
    """Give the same for a table."""
    row = plain_row(text, **members)
    return {**row, "sources": ";".join(row["sources"])}


def plain_link(text: str, **members: Any) -> dict[str, Any]:
    """Give the plain data of a link."""
    source, relation, target = text.split()
    return {"source": source, "relation": relation, "target": target, "inverted": False, **KNOWN, "sources": [],
            **members}  # fmt: skip


def flat_link(text: str, **members: Any) -> dict[str, Any]:
    """Give the same for a table."""
    link = plain_link(text, **members)
    return {**link, "inverted": "yes" if link["inverted"] else "no", "sources": ";".join(link["sources"])}


def plain_path(possible: list[str], *links: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Give the plain data of a path of these links."""
    told = {"matching": None, "confidence": "high", "editorial": False, **members}
    return {"possible": possible, **told, "links": list(links)}


@pytest.fixture
def there(new_crosswalk: Any, new_row: Any) -> Any:
    """A crosswalk from a to b: one row with all its members, two ways to one end, and one that says little."""
    full = {**FIRST, "matching": "semantic", "source_digest": PIN}
    return new_crosswalk(
        "a-2020", "b-2020", new_row("a-2020.1 equal b-2020.1", **full), "a-2020.2 equal b-2020.2",
        new_row("a-2020.2 equal b-2020.3", origin="editorial"), "a-2020.3 intersects b-2020.3",
        reviewed=("a-2020.3", "a-2020.4", "b-2020.9"),
    )  # fmt: skip


@pytest.fixture
def onward(new_crosswalk: Any, new_row: Any) -> Any:
    """A crosswalk from b to c."""
    return new_crosswalk(
        "b-2020", "c-2020",
        new_row("b-2020.1 subset-of c-2020.1", matching="semantic", confidence="low", target_digest=PIN),
        "b-2020.2 equal c-2020.2", "b-2020.3 intersects c-2020.2",
    )  # fmt: skip


UNDETERMINED = {
    "source": "a-2020.3", "target": "c-2020.2", "matching": None, "possible": ANY,
    "paths": [plain_path(ANY, plain_link("a-2020.3 intersects b-2020.3"), plain_link("b-2020.3 intersects c-2020.2"))],
}  # fmt: skip
DETERMINED = plain_row(
    "a-2020.1 subset-of c-2020.1", matching="semantic", basis="inferred", confidence="low", origin="editorial",
    rationale="By composition: a-2020.1 equal b-2020.1, b-2020.1 subset-of c-2020.1.", sources=["one", "two"],
    source_digest=PIN, target_digest=PIN,
)  # fmt: skip
CONFLICT = {
    "source": "a-2020.2", "target": "c-2020.2", "matching": None,
    "paths": [
        plain_path(["equal"], plain_link("a-2020.2 equal b-2020.2"), plain_link("b-2020.2 equal c-2020.2")),
        plain_path(
            ["intersects"], plain_link("a-2020.2 equal b-2020.3", origin="editorial"),
            plain_link("b-2020.3 intersects c-2020.2"), editorial=True,
        ),
    ],
}  # fmt: skip


def test_a_composition(there: Any, onward: Any) -> None:
    found = mapping.compose(there, onward)
    assert found.to_plain() == {
        "source": "a-2020", "target": "c-2020", "mappings": [DETERMINED], "undetermined": [UNDETERMINED],
        "conflicts": [CONFLICT],
    }  # fmt: skip
    own = ("confidence", "basis", "origin", "rationale")
    nothing = dict.fromkeys(own)
    undetermined = {
        "source": "a-2020.3", "target": "c-2020.2", "matching": None, "state": "undetermined",
        "possible": ";".join(ANY), "paths": 1, **nothing, "origin": "source",
    }  # fmt: skip
    assert found.to_rows() == [
        {
            "source": "a-2020.1", "target": "c-2020.1", "matching": "semantic", "state": "determined",
            "possible": "subset-of", "paths": None, **{name: DETERMINED[name] for name in own},
        },
        undetermined,
        {
            "source": "a-2020.2", "target": "c-2020.2", "matching": None, "state": "conflict", "possible": "",
            "paths": 2, **nothing, "origin": "editorial",
        },
    ]  # fmt: skip
    (pair,), (conflict,) = found.undetermined, found.conflicts
    assert (pair.to_plain(), pair.to_rows(), conflict.to_plain()) == (UNDETERMINED, [undetermined], CONFLICT)
    assert conflict.to_rows() == [
        {"path": 1, "link": 1, **flat_link("a-2020.2 equal b-2020.2"), "possible": "equal"},
        {"path": 1, "link": 2, **flat_link("b-2020.2 equal c-2020.2"), "possible": "equal"},
        {"path": 2, "link": 1, **flat_link("a-2020.2 equal b-2020.3", origin="editorial"), "possible": "intersects"},
        {"path": 2, "link": 2, **flat_link("b-2020.3 intersects c-2020.2"), "possible": "intersects"},
    ]
    (path,) = pair.paths
    assert path.to_rows() == [
        {"link": number, **flat_link(text), "possible": ";".join(ANY)}
        for number, text in enumerate(("a-2020.3 intersects b-2020.3", "b-2020.3 intersects c-2020.2"), 1)
    ]
    assert path.links[0].to_rows() == [flat_link("a-2020.3 intersects b-2020.3")]


def test_what_pairs_were_matched_by_is_told_of_each(new_crosswalk: Any, new_row: Any) -> None:
    first = [new_row(f"a-2020.1 {word} b-2020.1", matching="semantic") for word in ("equal", "intersects")]
    onward = [new_row(f"b-2020.1 {word} c-2020.1", matching="semantic") for word in ("equal", "no-relationship")]
    there = new_crosswalk("a-2020", "b-2020", *first)
    found = mapping.compose(there, new_crosswalk("b-2020", "c-2020", *onward))
    (conflict,) = found.conflicts
    assert conflict.to_plain()["matching"] == "semantic"
    assert [row["matching"] for row in found.to_rows()] == ["semantic"]
    (conflict,) = mapping.conflicts(there)
    assert conflict.to_plain()["matching"] == "semantic"
    (pair,) = mapping.compose(
        new_crosswalk("a-2020", "b-2020", first[1]), new_crosswalk("b-2020", "c-2020", onward[1])
    ).undetermined
    assert (pair.to_plain()["matching"], pair.to_rows()[0]["matching"]) == ("semantic", "semantic")


def test_an_explanation(there: Any, onward: Any) -> None:
    found = mapping.explain("c-2020.1", "a-2020.1", [there, onward])
    links = (
        plain_link("c-2020.1 superset-of b-2020.1", inverted=True, matching="semantic", confidence="low"),
        plain_link("b-2020.1 equal a-2020.1", inverted=True, matching="semantic", **FIRST),
    )
    assert found.to_plain() == {
        "source": "c-2020.1", "target": "a-2020.1", "answer": "superset-of", "possible": ["superset-of"],
        "editorial": False, "cut": False,
        "by_matching": [{"matching": "semantic", "answer": "superset-of", "possible": ["superset-of"]}],
        "paths": [plain_path(["superset-of"], *links, matching="semantic", confidence="low")],
        "looked_in": [
            {"crosswalk": "a-2020--b-2020", "rows": 4, "source_reviewed": 2, "target_reviewed": 1},
            {"crosswalk": "b-2020--c-2020", "rows": 3, "source_reviewed": 0, "target_reviewed": 0},
        ],
    }  # fmt: skip
    whole = {"from": "c-2020.1", "to": "a-2020.1", "answer": "superset-of", "path": 1}
    assert found.to_rows() == [
        {**whole, "link": 1, **links[0], "inverted": "yes", "sources": "", "possible": "superset-of"},
        {**whole, "link": 2, **links[1], "inverted": "yes", "sources": "one;two", "possible": "superset-of"},
    ]


def test_an_explanation_that_finds_nothing(there: Any) -> None:
    (row,) = mapping.explain("c-2020.1", "a-2020.9", [there]).to_rows()
    link = dict.fromkeys(("path", "link", *flat_link("a b c")))
    assert row == {"from": "c-2020.1", "to": "a-2020.9", "answer": "unknown", **link, "possible": ";".join(ANY)}


def test_a_merge(there: Any, new_crosswalk: Any) -> None:
    one = new_crosswalk("a-2020", "b-2020", there.mappings[0], "a-2020.2 equal b-2020.2", "a-2020.3 equal b-2020.3")
    other = new_crosswalk("a-2020", "b-2020", "a-2020.2 intersects b-2020.2", "a-2020.3 unknown b-2020.3")
    found = mapping.merge(one, other)
    full = {**FIRST, "matching": "semantic", "source_digest": PIN}
    texts = ("a-2020.2 equal b-2020.2", "a-2020.2 intersects b-2020.2")
    assert found.to_plain() == {
        "source": "a-2020", "target": "b-2020",
        "mappings": [plain_row("a-2020.1 equal b-2020.1", **full), plain_row("a-2020.3 equal b-2020.3")],
        "conflicts": [
            {
                "source": "a-2020.2", "target": "b-2020.2", "matching": None,
                "paths": [plain_path([text.split()[1]], plain_link(text)) for text in texts],
            }
        ],
        "set_aside": [plain_row("a-2020.3 unknown b-2020.3")],
    }  # fmt: skip
    assert found.to_rows() == [
        {"state": "merged", **flat_row("a-2020.1 equal b-2020.1", **full)},
        {"state": "merged", **flat_row("a-2020.3 equal b-2020.3")},
        *[{"state": "conflict", **flat_row(text)} for text in texts],
        {"state": "set-aside", **flat_row("a-2020.3 unknown b-2020.3")},
    ]


@pytest.fixture
def sides(new_edition: Any) -> Any:
    """The two editions of ``there``, of other revisions than it was made with."""
    return new_edition("a-2020", *"1234", data_revision=7), new_edition("b-2020", *"123")


SOURCE = {
    "edition": "a-2020", "level": "partial", "data_revision": 7, "mapped_revision": 1,
    "counts": {
        "held": 4, "mapped": 3, "no_match": 1, "not_reviewed": 0, "compared": 0, "editorial": 0, "not_held": 0,
        "whole_edition_rows": 0,
    },
    "mapped": ["a-2020.1", "a-2020.2", "a-2020.3"], "no_match": ["a-2020.4"], "not_reviewed": [], "compared": [],
    "editorial": [], "not_held": [],
}  # fmt: skip
TARGET = {
    "edition": "b-2020", "level": "partial", "data_revision": 1, "mapped_revision": 1,
    "counts": {
        "held": 3, "mapped": 3, "no_match": 0, "not_reviewed": 0, "compared": 0, "editorial": 0, "not_held": 1,
        "whole_edition_rows": 0,
    },
    "mapped": ["b-2020.1", "b-2020.2", "b-2020.3"], "no_match": [], "not_reviewed": [], "compared": [],
    "editorial": [], "not_held": ["b-2020.9"],
}  # fmt: skip


def test_a_coverage(there: Any, sides: Any) -> None:
    found = mapping.coverage(there, *sides)
    assert found.to_plain() == {"source": SOURCE, "target": TARGET}
    assert found.counts == {"source": SOURCE["counts"], "target": TARGET["counts"]}
    said = {"editorial": None, "compared": None}
    of_a = {"side": "source", "edition": "a-2020", "level": "partial", "held": 4}
    of_b = {"side": "target", "edition": "b-2020", "level": "partial", "held": 3}
    assert found.to_rows() == [
        *[{**of_a, "provision": f"a-2020.{n}", **said, "state": "mapped", "editorial": "no"} for n in "123"],
        {**of_a, "provision": "a-2020.4", **said, "state": "no-match"},
        *[{**of_b, "provision": f"b-2020.{n}", **said, "state": "mapped", "editorial": "no"} for n in "123"],
        {**of_b, "provision": "b-2020.9", **said, "state": "not-held"},
    ]
    assert [list(row) for row in found.to_rows()[:1]] == [
        ["side", "edition", "level", "held", "provision", "state", "editorial", "compared"]
    ]


def test_a_coverage_in_a_notebook(there: Any, sides: Any) -> None:
    shown = mapping.coverage(there, *sides)._repr_html_()
    names = (
        "edition", "level", "held", "mapped", "no match", "not reviewed", "compared", "editorial", "not held",
        "whole edition rows",
    )  # fmt: skip
    head = "".join([f'<th scope="col">{name}</th>' for name in names])
    rows = (("a-2020", "partial", *"43100000"), ("b-2020", "partial", *"33000010"))
    body = "".join([f"<tr>{''.join([f'<td>{cell}</td>' for cell in row])}</tr>" for row in rows])
    assert shown == (
        "<table><caption>Of what is held of each edition. What is not reviewed is no gap: nothing follows.</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def test_gaps(there: Any, sides: Any, new_crosswalk: Any) -> None:
    found = mapping.gaps(
        new_crosswalk("a-2020", "b-2020", there.mappings[0], reviewed=("a-2020.2", "b-2020.3")), *sides
    )
    source = {
        "edition": "a-2020", "level": "partial", "held": 4, "no_match": ["a-2020.2"],
        "not_reviewed": ["a-2020.3", "a-2020.4"],
    }  # fmt: skip
    target = {
        "edition": "b-2020", "level": "partial", "held": 3, "no_match": ["b-2020.3"], "not_reviewed": ["b-2020.2"],
    }  # fmt: skip
    assert found.to_plain() == {"source": source, "target": target}
    assert found.to_rows() == [
        {"side": name, "edition": side["edition"], "level": "partial", "held": side["held"], "provision": id,
         "state": state}
        for name, side in (("source", source), ("target", target))
        for state, ids in (("no-match", side["no_match"]), ("not-reviewed", side["not_reviewed"]))
        for id in ids  # type: ignore[attr-defined]
    ]  # fmt: skip


def test_the_identity_says_why(new_edition: Any) -> None:
    (row, _) = mapping.identity(new_edition("a-2020", "1")).mappings
    assert (row.rationale, row.basis, row.confidence, row.origin, row.sources) == (
        "It is the same item.", "derived", "high", "editorial", (),
    )  # fmt: skip
