"""The skeletons compile as they stand, say that they are invented, and hold what they were given."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.authoring.compiling import compile
from care_standards.authoring.templates import SHAPES, new_edition
from care_standards.errors import InvalidValueError


@pytest.mark.parametrize("sharing", ["private", "shareable"])
@pytest.mark.parametrize("shape", SHAPES)
def test_it_compiles_as_it_stands(shape: str, sharing: str) -> None:
    edition = compile(new_edition("oak-2026", title="Oaks", shape=shape, sharing=sharing))
    assert (edition.id, edition.publication, edition.title) == ("oak-2026", "oak", "Oaks")
    assert edition.rights.sharing == sharing
    assert edition.completeness.level == "partial"
    assert all(
        (p.text is not None) == (sharing == "private") for p in edition if p.kind not in ("part", "section", "standard")
    )
    assert cs.check(cs.write(edition)).verdict == "valid"
    assert len({p.force for p in edition}) > 2


def test_the_shape_of_standards() -> None:
    edition = compile(new_edition("oak-2026"))
    assert [p.id for p in edition] == [
        "oak-2026.1",
        "oak-2026.1.1",
        "oak-2026.1.1.1",
        "oak-2026.1.1.1.p1",
        "oak-2026.1.1.1.r1",
        "oak-2026.1.1.1.r2",
    ]
    assert [p.page for p in edition] == [1, 1, 2, 2, 2, 2]
    assert edition["oak-2026.1.1.1.r1"].heading_status == "own-label"
    assert edition["oak-2026.1.1.1.r2"].note is not None


def test_the_shape_of_paragraphs() -> None:
    edition = compile(new_edition("oak-2026", shape="paragraphs"))
    assert [(p.id, p.kind) for p in edition] == [
        ("oak-2026.1", "part"),
        ("oak-2026.1.1", "clause"),
        ("oak-2026.1.1.s1", "statement"),
        ("oak-2026.1.2", "clause"),
    ]


@pytest.mark.parametrize("id", [edition.id for edition in cs.editions()])
def test_it_compiles_for_every_registered_edition(id: str) -> None:
    assert compile(new_edition(id)).id == id


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_title_comes_back(title: str) -> None:
    """The title of the skeleton is the title that was given, whatever its characters."""
    front = new_edition("oak-2026", title=title).split("\n+++\n")[0].removeprefix("+++\n")
    assert tomllib.loads(front)["title"] == title


@pytest.mark.parametrize(
    ("edition", "more"),
    [
        ("oak", {}),
        ("Oak-2026", {}),
        ("oak-2026\n", {}),
        ('oak-2026"\nx = "', {}),
        ("oak-2026", {"title": ""}),
        ("oak-2026", {"title": "x" * 501}),
        ("oak-2026", {"title": "\ud800"}),
        ("oak-2026", {"shape": "round"}),
        ("oak-2026", {"sharing": "public"}),
    ],
)
def test_what_cannot_be_used_is_refused_without_showing_it(edition: str, more: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        new_edition(edition, **more)
    assert not [value for value in more.values() if len(value) > 1 and value in str(caught.value)]
