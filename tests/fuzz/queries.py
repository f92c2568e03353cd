"""Fuzz: text that people type: searches, ids, near misses, and what the guard looks at."""

from typing import Any

from fuzzing import quiet, refused, run


def target(data: bytes) -> None:
    """Ask every question with the text; an unknown id is refused, and not repeated."""
    import care_standards as cs
    from care_standards import guard, identifiers, tables

    text = (
        data.decode("utf-8", "surrogatepass" if data[:1] > b"\x80" else "replace")
        if _decodes(data)
        else data.decode("latin-1")
    )
    found = cs.search(text)
    assert found == cs.search(text), "another answer"
    assert len(identifiers.near_misses(text, ["scs-2018", "scs-2025", "ecat-2005"])) <= 3
    assert guard.kinds_in(text) == guard.kinds_in(text)
    guard.names_a_person(text)
    asked: tuple[Any, ...] = (
        cs.resolve,
        cs.load,
        cs.select,
        cs.crosswalk,
        cs.concordance,
        cs.publication,
        tables.profile,
    )
    for ask in asked:
        try:
            ask(text)
        except Exception as error:
            refused(text, error)
    try:
        quiet(text, cs.carry_refs([text], "scs-2025").entries[0].verdict)
    except Exception as error:
        refused(text, error)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass" if data[:1] > b"\x80" else "replace")
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    run(target)
