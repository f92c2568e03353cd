"""The invented book of the tutorial: its draft is what its words are, and its self-assessment is in order."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile
from care_standards.authoring.drafting import Draft, draft
from care_standards.model import Edition


@pytest.fixture(scope="module")
def book() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "example_book.py"
    spec = importlib.util.spec_from_file_location("example_book", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["example_book"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drafted(book: Any) -> Draft:
    return draft(book.TARGET, publication="elm", edition=2026)


@pytest.fixture(scope="module")
def edition(drafted: Draft) -> Edition:
    return compile(drafted.markdown)


def words(provision: cs.Provision) -> str:
    if provision.notation is not None:
        return f"{provision.notation} {provision.heading}"
    assert provision.text is not None
    return provision.text.value


def test_every_item_of_the_book_is_found_with_its_number_kind_and_words(book: Any, edition: Edition) -> None:
    kinds = {
        "heading 1": "part", "heading 2": "section", "heading 3": "standard",
        "principle": "principle", "bullet": "recommendation", "nested": "recommendation",
    }  # fmt: skip
    truth = [(kinds[kind], text) for kind, text in book.parts() if kind != "label"]
    found = [(p.kind, words(p)) for p in edition if p.page is None or p.page > 2]
    assert found == truth


def test_every_heading_is_on_its_printed_page(book: Any, edition: Edition) -> None:
    _, headings = book.lines()
    assert [(words(p), p.page) for p in edition if p.notation] == headings


def test_nothing_is_left_over_and_the_contents_agree(drafted: Draft) -> None:
    review = drafted.review
    assert (review.account.unaccounted, review.account.unplaced) == (0, ())
    assert review.contents.agreed == review.contents.entries == 14
    assert (review.spreads, review.pages_known_by) == (4, "folios")


def test_it_says_that_it_is_invented_and_is_small(book: Any, edition: Edition) -> None:
    said = " ".join(words(p) if p.text else p.heading or "" for p in edition if p.page in (1, 2))
    assert "invented" in said
    assert "made up" in said
    assert book.TARGET.stat().st_size < 60_000


def test_the_self_assessment_says_that_it_is_invented(book: Any) -> None:
    plain = json.loads((book.TARGET.parent / "self-assessment.json").read_bytes())
    assert plain["extensions"]["org.example.sample"]["invented"] is True


def test_the_book_can_be_made_again(book: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    book.write(again)
    assert (
        draft(again, publication="elm", edition=2026).markdown
        == draft(book.TARGET, publication="elm", edition=2026).markdown
    )
