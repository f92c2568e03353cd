"""Tables of link rows: read from files of case systems, judged row by row, turned into assessments, written.

A link row is one finding. Column profiles say how the tables of a system are read as link rows.

>>> from care_standards import tables
>>> tables.check_table("examples/findings.csv").verdict
'valid'
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.model.column_profile import ColumnProfile
    from care_standards.model.link_row import LinkRow
    from care_standards.tables.checking import TableReading, check_table, read_rows
    from care_standards.tables.converting import Projection, assessment_to_rows, project, rows_to_assessments
    from care_standards.tables.drafting import draft_profile
    from care_standards.tables.profiles import profile, shipped_profiles
    from care_standards.tables.writing import write_rows

__all__ = [
    "ColumnProfile", "LinkRow", "Projection", "TableReading", "assessment_to_rows", "check_table", "draft_profile",
    "profile", "project", "read_rows", "rows_to_assessments", "shipped_profiles", "write_rows",
]  # fmt: skip

_HOMES = {
    "model.column_profile": "ColumnProfile",
    "model.link_row": "LinkRow",
    "tables.checking": "TableReading check_table read_rows",
    "tables.converting": "Projection assessment_to_rows project rows_to_assessments",
    "tables.drafting": "draft_profile",
    "tables.profiles": "profile shipped_profiles",
    "tables.writing": "write_rows",
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
