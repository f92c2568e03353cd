"""The whole corpus, made when it is asked for: nothing of it is kept in a file."""

from functools import cache

from tests.conformance.hostile import of_bytes, of_documents, of_tables, of_the_outside
from tests.conformance.hostile.cases import Case, Corpus


@cache
def corpus() -> dict[str, Case]:
    """Give all cases by id, in an order that is the same every time."""
    made = Corpus()
    for module in (of_bytes, of_documents, of_tables, of_the_outside):
        module.add(made)
    return made.cases


def class_of(id: str) -> str:
    """Give the class of a case."""
    return id.partition("/")[0]
