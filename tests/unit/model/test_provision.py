"""The classes of provisions, one on its own, and the table for notebooks."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards.errors import DetachedProvisionError, InvalidValueError
from care_standards.model import Principle, Provision, Recommendation, Standard, Wording
from care_standards.model.provisions import provision_class
from care_standards.vocabularies import KINDS

New = Callable[..., Any]

OWN_CLASS = {"standard": Standard, "principle": Principle, "recommendation": Recommendation}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_one_class(kind: str, new_provision: New) -> None:
    wanted = OWN_CLASS.get(kind, Provision)
    assert provision_class(kind) is wanted
    assert type(new_provision("demo-2020.1", kind)) is wanted
    given = {a.name: getattr(new_provision("demo-2020.1", kind), a.name) for a in attrs.fields(Provision) if a.init}
    for other in {Provision, *OWN_CLASS.values()} - {wanted}:
        with pytest.raises(InvalidValueError) as caught:
            other(**given)
        assert caught.value.field == "kind"
        assert wanted.__name__ in str(caught.value)


@pytest.mark.parametrize(("kind", "model"), OWN_CLASS.items())
def test_the_class_knows_its_kind(kind: str, model: Any) -> None:
    made = model(
        id="demo-2020.1", notation_status="none", heading_status="none", text_status="gist", force="should",
        sources=(), confidence="low",
    )  # fmt: skip
    assert made.kind == kind
    assert isinstance(made, Provision)


def test_classes_are_not_equal_to_each_other(new_provision: New) -> None:
    kinds = ["standard", "principle", "recommendation", "clause"]
    assert len({new_provision("demo-2020.1", kind) for kind in kinds}) == 4


@pytest.mark.parametrize("ask", ["children", "ancestors", "descendants", "standards", "principles", "recommendations"])
def test_one_that_stands_alone_has_no_neighbours_to_tell_of(ask: str, new_provision: New) -> None:
    with pytest.raises(DetachedProvisionError, match="Reach it through its edition"):
        getattr(new_provision("demo-2020.1"), ask)


def test_an_evolved_one_stands_alone(new_tree: New) -> None:
    changed = attrs.evolve(new_tree()["1.1"], page=7)
    with pytest.raises(DetachedProvisionError):
        _ = changed.children


def test_the_edition_is_read_off_the_id(new_provision: New) -> None:
    assert new_provision("demo-2020.1.1.r2").edition_id == "demo-2020"


def test_the_repr_shows_lengths_only(new_provision: New) -> None:
    words = "Ask her first."
    shown = repr(
        new_provision("demo-2020.1", heading=words, summary=words, note=words, text=Wording(language="en", value=words))
    )
    assert words not in shown
    assert shown.count("<14 characters>") == 4
    assert "_edition" not in shown
    assert "id='demo-2020.1'" in shown


def test_the_table_for_notebooks_leaves_the_wording_out(new_provision: New) -> None:
    provision = new_provision(
        "demo-2020.1", heading="<img src=x onerror=alert(1)>", summary="Fish & chips", note="Number <b>inferred</b>.",
        text=Wording(language="en", value="the publisher's own words"), nations=("wales", "scotland"), page=21,
    )  # fmt: skip
    shown = provision._repr_html_()
    assert shown.startswith("<table><caption>clause demo-2020.1</caption>")
    assert "publisher" not in shown
    assert "Number &lt;b&gt;inferred&lt;/b&gt;." in shown  # a caveat belongs beside what it is about
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "Fish &amp; chips" in shown
    assert "<td>wales, scotland</td>" in shown
    assert "<td>21</td>" in shown
    assert "<td>text</td>" not in shown
    assert "<td>text status</td>" in shown
    assert "<td>parent</td>" not in shown  # nothing is said of what there is not
