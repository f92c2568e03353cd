"""The engines that hold documents against a schema, chosen at run time; every one of them finds the same."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from care_standards.documents.limits import MAX_FAULTS_COUNTED
from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import LINK_ROW, SchemaName
from care_standards.errors import InvalidValueError, MissingExtraError
from care_standards.vocabularies import ENGINES, Engine

VARIABLE: Final = "CARE_STANDARDS_ENGINE"
REFERENCE: Final = "jsonschema"
FAST: Final = "jsonschema-rs"


def choose(asked: str | None = None) -> Engine:
    """Choose an engine: the one asked for, or else the one the environment names, or else the fastest there is.

    ``auto``, in either place, stands for no choice, and so does an empty variable. Raises InvalidValueError for a word
    that names no engine, and MissingExtraError where the engine asked for is not installed.
    """
    wanted, owner, field = asked, "choose", "engine"
    if wanted is None:
        wanted, owner, field = os.environ.get(VARIABLE) or "auto", "environment", VARIABLE
    if wanted not in ("auto", *ENGINES):
        raise InvalidValueError(owner, field, f"must be one of: auto, {', '.join(ENGINES)}")
    if wanted == REFERENCE:
        return REFERENCE
    missing = why_not()
    if missing is not None and wanted == FAST:
        raise MissingExtraError("fast")
    return REFERENCE if missing is not None else FAST


@cache
def why_not() -> str | None:
    """Say in one sentence why the fast engine cannot be used here; None where it can."""
    from care_standards.documents.fast_validation import TESTED

    try:
        import jsonschema_rs
    except ImportError:
        return "The package jsonschema-rs is not installed."
    release = _release(os.path.dirname(jsonschema_rs.__file__))
    if not TESTED[0] <= release < TESTED[1]:
        first, end = (".".join(map(str, bound)) for bound in TESTED)
        return f"The release of jsonschema-rs that is installed is not one of those tested: from {first}, below {end}."
    return None


def _release(package: str) -> tuple[int, ...]:
    """Give the first two numbers of the release of a package, which stand in the name of the folder beside it.

    Python's own module for it is asked only where there is no such folder: it takes longer than most documents.
    """
    folder, name = os.path.split(package)
    start, end = f"{name}-", ".dist-info"
    try:
        beside = [entry for entry in os.listdir(folder) if entry.startswith(start) and entry.endswith(end)]
    except OSError:
        beside = []
    if len(beside) == 1:
        written = beside[0].removeprefix(start).removesuffix(end)
    else:
        from importlib.metadata import PackageNotFoundError, version

        try:
            written = version(name.replace("_", "-"))
        except PackageNotFoundError:
            written = ""
    return tuple(int(part) for part in written.split(".")[:2] if part.isdecimal())


def schema_problems(
    document: Any, kind: SchemaName, version: str, engine: Engine, most: int = MAX_FAULTS_COUNTED
) -> list[Problem]:
    """Give every way in which a document, or a link row, breaks the schema of its kind and version.

    They come in one order whichever the engine. Where there are more than ``most``, the one problem is that
    (TOO_MANY_FAULTS), so that neither time nor memory grows with them. Raises DamagedDataError where the schema is not
    as published, and RecursionError where the caller is too deep in calls of its own.
    """
    if engine == FAST:
        from care_standards.documents import fast_validation

        return fast_validation.schema_problems(document, kind, version, most)
    from care_standards.documents import validation

    return validation.schema_problems(document, kind, version, most)


def row_problems(rows: Sequence[Any], version: str, engine: Engine) -> dict[int, list[Problem]]:
    """Give every way in which link rows break their schema, by the position of the row, in order.

    Rows without are left out. Paths are relative to the row. Raises as ``schema_problems`` does.
    """
    if engine == FAST:
        from care_standards.documents import fast_validation

        return fast_validation.row_problems(rows, version)
    from care_standards.documents import validation

    found = ((number, validation.schema_problems(row, LINK_ROW, version)) for number, row in enumerate(rows))
    return {number: problems for number, problems in found if problems}


def suspicious_rows(rows: Sequence[Any], version: str, engine: Engine) -> Iterable[int]:
    """Give the positions, in order, of all rows that may break their schema by more than the form of their ids.

    The form of ``edition`` and ``provision`` is left to the caller. The reference engine suspects every row.
    """
    if engine == FAST:
        from care_standards.documents import fast_validation

        return fast_validation.suspicious_rows(rows, version, trusts_ids=True)
    return range(len(rows))
