"""A rendered edition is as a person would write it. All wording is invented."""

from pathlib import Path

import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile
from care_standards.authoring.rendering import render
from care_standards.model.catalogue import Catalogue

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


def test_nothing_is_written_that_the_form_says_already() -> None:
    assert render(compile(PLAIN)) == PLAIN


@pytest.mark.parametrize("folder", ["examples", "tests/conformance/1.0/valid/edition"])
def test_documents_come_back(repository: Path, folder: str) -> None:
    found = 0
    for path in sorted((repository / folder).glob("*.json")):
        edition = cs.read_edition(path) if '"kind": "edition"' in path.read_text(encoding="utf-8") else None
        if edition is not None:
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
