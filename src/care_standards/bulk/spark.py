"""The same judgement on Apache Spark, where such exports already lie: a few lines over ``check_batches``."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from care_standards import packaged
from care_standards.bulk.batches import MAX_ISSUES, BatchJudge, check_batches
from care_standards.errors import MissingExtraError
from care_standards.model.catalogue import Catalogue

SCHEMA: Final = (
    "rows long, invalid long, unverified long, issues_in_all long, issues array<struct<row: int, key: string, "
    "column: string, code: string, severity: string, rule: string, hint: string>>"
)
"""The columns of the answer, in the words of Spark."""


def verdicts(
    df: Any,
    *,
    catalogue: Catalogue | None = None,
    key: str | None = None,
    engine: str | None = None,
    guard: bool = False,
    max_issues: int = MAX_ISSUES,
) -> Any:
    """Judge a DataFrame of link rows on the cluster it lives on, and give a DataFrame with a row for each batch.

    ``df`` has one column of JSON, or the columns of the link row, as ``check_batches`` takes them. Counts are added up
    as any others: ``verdicts(df).agg({"rows": "sum", "invalid": "sum"})``. ``row`` of an issue counts
    within its batch, and Spark's batches have no name: to find a row again, name one of your own columns as ``key``.

    The work is pure, so a task whose process was ended is run again by Spark and nothing is counted twice. The
    catalogue travels with the work; nothing is read from the cluster's disks. Raises as ``check_batches``, and
    MissingExtraError where Spark is not installed.
    """
    if find_spec("pyspark") is None:
        raise MissingExtraError("spark")
    held = packaged.at_hand(catalogue)
    chosen = BatchJudge(held, engine=engine, guard=guard, max_issues=max_issues).engine

    def judge(batches: Iterable[Any]) -> Iterator[Any]:
        arrow = import_module("pyarrow")
        found = check_batches(batches, catalogue=held, engine=chosen, guard=guard, max_issues=max_issues, key=key)
        for verdict in found:
            issues = [
                {
                    "row": i.row, "key": i.key, "column": i.column, "code": i.code.value, "severity": i.severity,
                    "rule": i.rule, "hint": i.hint,
                }
                for i in verdict.issues
            ]  # fmt: skip
            row = {
                "rows": verdict.rows, "invalid": verdict.invalid, "unverified": verdict.unverified,
                "issues_in_all": verdict.issues_in_all, "issues": issues,
            }  # fmt: skip
            yield arrow.RecordBatch.from_pylist([row], schema=_arrow())

    return df.mapInArrow(judge, SCHEMA)


def _arrow() -> Any:
    pyarrow = import_module("pyarrow")
    text = pyarrow.string()
    issue = [pyarrow.field("row", pyarrow.int32())] + [
        pyarrow.field(name, text) for name in ("key", "column", "code", "severity", "rule", "hint")
    ]
    counts = ("rows", "invalid", "unverified", "issues_in_all")
    return pyarrow.schema(
        [*((name, pyarrow.int64()) for name in counts), ("issues", pyarrow.list_(pyarrow.struct(issue)))]
    )
