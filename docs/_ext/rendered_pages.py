"""Fill pages with what the code and the data say, when the documentation is built.

A line ``% rendered: NAME`` in a page is replaced by what the function of that name in ``rendering`` gives. Nothing
that is rendered is kept in the repository, so it cannot fall behind.
"""

import re
from typing import TYPE_CHECKING, Any

import rendering

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LINE = re.compile(r"^% rendered: (?P<name>[a-z-]+)$", re.MULTILINE)


def expand(text: str) -> str:
    """Replace every line that asks for something rendered."""
    return _LINE.sub(lambda match: rendering.PAGES[match["name"]](), text)


def _on_source_read(_: "Sphinx", __: str, source: list[str]) -> None:
    source[0] = expand(source[0])


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("source-read", _on_source_read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
