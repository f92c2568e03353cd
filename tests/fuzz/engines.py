"""Fuzz: bytes as a document and as rows, judged by both engines. They find the same, in the same order."""

from fuzzing import quiet, run


def target(data: bytes) -> None:
    """Judge by both engines, and compare."""
    import attrs

    import care_standards as cs
    from care_standards import bulk

    first, other = (cs.check(data, engine=engine) for engine in ("jsonschema", "jsonschema-rs"))
    assert attrs.evolve(other, judged_by=first.judged_by) == first, "the engines differ"
    quiet(data, first.issues)
    lines = data.split(b"\n")[:50]
    rows = [
        next(bulk.check_batches([lines], catalogue=cs.catalogue(), engine=engine))
        for engine in ("jsonschema", "jsonschema-rs")
    ]
    assert rows[0].rows == rows[1].rows == len(lines), "a row was lost"
    assert (rows[0].invalid, rows[0].issues) == (rows[1].invalid, rows[1].issues), "the engines differ on rows"
    quiet(data, rows)


if __name__ == "__main__":
    run(target)
