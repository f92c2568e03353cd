"""Very many link rows: judged in batches, by several processes, or by the engine of a data platform.

>>> from care_standards import bulk
>>> rows = [b'{"edition": "scs-2018", "provision": "scs-2018.1.1.5"}', b'{"edition": ']
>>> verdict = next(bulk.check_batches([rows]))
>>> verdict.rows, verdict.invalid
(2, 2)
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.bulk.batches import check_batches
    from care_standards.bulk.pooling import check_lines
    from care_standards.bulk.verdicts import NO_ROWS, BatchVerdict, RowIssue

__all__ = ["NO_ROWS", "BatchVerdict", "RowIssue", "check_batches", "check_lines"]

_HOMES = {
    "bulk.batches": "check_batches",
    "bulk.pooling": "check_lines",
    "bulk.verdicts": "NO_ROWS BatchVerdict RowIssue",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import the home of a name when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"care_standards.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
