"""A rendered edition is as a person would write it. All wording is invented."""

import json
from pathlib import Path

import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile
from care_standards.authoring.rendering import render
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import without_wording

PLAIN = """+++
edition = "oak-2026"
title = "Invented"
data_revision = 1

[rights]
sharing = "private"
statement = "Invented."

[completeness]
level = "partial"
coverage = "Invented."

[[bibliography]]
key = "own-copy"
title = "Invented"
what_was_read = "All of it."
+++

# 1 Welcome {page=3}

## 1.1 The first day

### 1.1.1 A calm arrival

> Summary: Somebody is expected.
>
> And met.

Whoever arrives is expected.

- **Ask about food** Ask what a person eats. {force=should setting=safehouse}
  - Write it down once.
- Nobody opens the post.

  > Note: Ours.

1.2 A numbered paragraph. {page=5}

13. Another one,\\
    on two lines.

1\\.5 million is no number.
"""


def test_a_page_put_in_is_not_passed_on_to_items_whose_page_is_not_known() -> None:
    edition = cs.load("scs-2018")
    text = render(edition)
    assert compile(text) == edition
    lines = [line for line in text.split("\n") if not line.startswith("digest")]
    place = next(n for n, line in enumerate(lines) if line.startswith("### 1.1.6"))
    more = compile("\n".join([*lines[: place + 1], "", "Invented. {page=22 confidence=low}", *lines[place + 1 :]]))
    assert {p.id: p.page for p in more if p.id in edition} == {p.id: p.page for p in edition}


def test_items_whose_wording_is_left_out_are_still_there() -> None:
    text = (
        '+++\nedition = "oak-2026"\ntitle = "Invented"\n[rights]\nsharing = "private"\nstatement = "Invented."\n'
        '[completeness]\nlevel = "partial"\ncoverage = "Invented."\n+++\n'
        "# 1 One\n\n- a {force=should}\n- b {force=should}\n\nPara {force=should}\n\nPara two {force=should}\n"
    )
    shareable = without_wording(compile(text))
    assert compile(render(shareable)) == shareable
    assert len(compile(render(shareable))) == 5
    only = compile(text.partition("# 1")[0] + "{force=must}\n")
    assert compile(render(only)) == only


def test_nothing_is_written_that_the_form_says_already() -> None:
    assert render(compile(PLAIN)) == PLAIN


@pytest.mark.parametrize("folder", ["examples", "tests/conformance/1.0/valid/edition"])
def test_documents_come_back(repository: Path, folder: str) -> None:
    found = 0
    for path in sorted((repository / folder).glob("*.json")):
        plain = json.loads(path.read_bytes())
        plain = plain.get("document", plain)  # a case that is told with a warning has its document inside
        if plain["kind"] == "edition":
            edition = cs.readers.read_edition(plain)
            assert compile(render(edition)) == edition
            found += 1
    assert found


def test_provisional_ids_are_written_out() -> None:
    text = render(cs.load("scs-2018"))
    assert "### 1.1.1 Accessibility and non-discrimination {id=1.1.1 " in text
    assert "### 1.1.5 Freedom of thought, religion and belief {page=21 " in text
    assert "{id=1.1.1 " not in render(cs.load("scs-2018"), catalogue=Catalogue())


def test_what_only_json_can_say_is_kept() -> None:
    plain = compile(PLAIN)
    import attrs

    from care_standards.model import Extensions

    edition = attrs.evolve(plain, extensions=Extensions.of({"org.example": {"a": None, "b": [1, "x", {"": 2.5}]}}))
    assert compile(render(edition)) == edition
    tabled = attrs.evolve(plain, extensions=Extensions.of({"org.example": {"a": True, "b": [{"c": "d"}]}}))
    assert "[extensions" in render(tabled)
    assert compile(render(tabled)) == tabled
