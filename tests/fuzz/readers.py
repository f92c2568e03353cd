"""Fuzz: bytes as tables in every format, packs, and foreign formats; the first byte says which."""

from collections.abc import Callable
from typing import Any

from fuzzing import quiet, refused, run

FORMATS = ("csv", "ndjson", "json", "xlsx", "ods", "parquet")
PROFILES = (None, "csv", "kobo", "odk", "htcds-2")
MOST_ROWS = 1_000


def _table(form: str, profile: str | None) -> Callable[[bytes], Any]:
    def read(data: bytes) -> Any:
        import care_standards as cs
        from care_standards import tables

        report = tables.check_table(data, catalogue=cs.catalogue(), format=form, profile=profile, guard=True)  # type: ignore[arg-type]
        assert report.table is not None
        assert report.table.rows >= report.table.invalid
        return report

    return read


def _others() -> list[Callable[[bytes], Any]]:
    import care_standards as cs
    from care_standards import authoring, packs
    from care_standards.exports import sssom

    return [
        lambda data: sssom.read_tsv(data).losses,
        lambda data: sssom.read_json(data).losses,
        lambda data: authoring.crosswalk_from_csv(data) and None,
        lambda data: authoring.compile(data.decode("utf-8", "replace")) and None,
        packs.check,
        lambda data: list(cs.check(data, guard=True).issues),
    ]


def target(data: bytes) -> None:
    """Read by the reader that the first byte names."""
    which, rest = (data[0] if data else 0), data[1:]
    readers = [_table(form, PROFILES[which % len(PROFILES)]) for form in FORMATS] + _others()
    try:
        quiet(rest, readers[which % len(readers)](rest))
    except Exception as error:
        refused(rest, error)


if __name__ == "__main__":
    run(target)
