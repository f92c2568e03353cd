"""A problem on its way to becoming an issue: still with the real path, not yet with a line."""

from collections.abc import Callable, Collection

import attrs

from care_standards.identifiers import near_misses
from care_standards.issue_codes import Code

Path = tuple[str | int, ...]


@attrs.frozen(eq=False, repr=False)
class Problem:
    """What is wrong, where, by which rule, and what to do about it.

    ``path`` holds the member names as they are in the document, so a problem is never shown: the pipeline turns it
    into an issue, whose pointer names only what the schema names. ``suggest`` finds near misses, and is called only
    for problems that will be shown.
    """

    code: Code
    path: Path
    hint: str
    rule: str
    suggest: Callable[[], tuple[str, ...]] | None = None
    offset: int | None = None

    def __repr__(self) -> str:
        return f"Problem({self.code.value})"


def beyond_schema(code: Code, path: Path, hint: str, suggest: Callable[[], tuple[str, ...]] | None = None) -> Problem:
    """Make the problem of a rule that no schema can state; the rule has the name of its code."""
    return Problem(code, path, hint, code.name.lower().replace("_", "-"), suggest)


def like(wanted: object, known: Callable[[], Collection[str]], closeness: float = 0.6) -> Callable[[], tuple[str, ...]]:
    """Make a search for near misses of a word among known ones, to be run only if it is needed."""
    return lambda: near_misses(wanted, tuple(known()), closeness)
