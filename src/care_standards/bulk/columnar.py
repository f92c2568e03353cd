"""Typed columns of link rows judged by column: which rows are certainly right, at a fraction of the cost of rows.

Most values of an export stand in it over and over. Each distinct one is therefore judged once, by the same schema and
the same judge of rows, in a row that is right beside it; references and free text are looked at by Arrow. Nothing is
found here: a row that is not certainly right is left to the road that judges rows one by one, which finds what is
wrong, if anything is. So both roads give the same answer.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, Final

from care_standards.bulk.arrow_texts import are_free_texts, are_refs, is_text
from care_standards.bulk.columns import ArrowBatch, plain_values
from care_standards.documents import engines
from care_standards.documents.limits import Limits
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.plain import as_list
from care_standards.documents.schema_registry import CURRENT
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import LINK_COLUMNS, Engine

IDS: Final = ("edition", "provision")
WORDS: Final = (
    "subject_kind", "nation", "setting", "stage", "assessor_role", "status", "assessed_on", "period_start",
    "period_end",
)  # fmt: skip
"""The columns of few distinct values: words of a list, and days."""
REFS: Final = ("subject_ref", "tool", "tool_version")
LISTS: Final = ("evidence", "populations")
TEXTS: Final[dict[str, int]] = {"reason": 2_000, "note": 10_000}
"""The columns of free text, with the most characters that the schema lets them have."""
_LONGEST: Final = 10_000
_KNOWN: Final = frozenset[str](LINK_COLUMNS)
REQUIRED: Final = (*IDS, "subject_kind", "subject_ref", "status")

RIGHT: Final[dict[str, Any]] = {
    "edition": "any-2000", "provision": "any-2000.1", "subject_kind": "service", "subject_ref": "x",
    "status": "not-assessed", "assessed_on": "2000-01-01", "reason": "x",
}  # fmt: skip
"""A row that keeps to the schema with any right value in any one column."""

_MOST_KEPT: Final = 20_000
_MOST_ITEMS: Final = 100
# Limits no lower than these are kept by every row whose columns are right and whose lists are no longer than that.
_LEAST_NODES: Final = 1_000
_LEAST_DEPTH: Final = 3

_Row = dict[str, Any]


def limits_are_wide(limits: Limits) -> bool:
    """Tell whether the limits refuse no row that is right for its columns."""
    return limits.max_text >= _LONGEST and limits.max_nodes >= _LEAST_NODES and limits.max_depth >= _LEAST_DEPTH


def has_no_fault(row: dict[str, Any]) -> bool:
    """Tell whether a row made of sound columns is plain data, and within limits that are wide."""
    return all(map(_is_sound, row.values())) and row.keys() <= _KNOWN


def _is_sound(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and "\0" not in value
    items = as_list(value)
    return (
        items is not None
        and len(items) <= _MOST_ITEMS
        and all(i is None or (isinstance(i, str) and _is_sound(i)) for i in items)
    )


class ColumnJudge:
    """Tells which rows of typed columns are certainly right; what it remembers changes no answer."""

    def __init__(self, catalogue: Catalogue, engine: Engine) -> None:
        """Begin; ids are resolved in the catalogue, and the engine holds values against the schema."""
        self._rows = RowJudge(catalogue, engine=engine)
        self._engine: Engine = engine
        self._right: set[tuple[str, str]] = set()

    def __repr__(self) -> str:
        return f"ColumnJudge(engine={self._engine!r})"

    def doubtful(
        self, batch: ArrowBatch, names: Sequence[str], known: Iterable[str]
    ) -> tuple[Sequence[int], ArrowBatch] | None:
        """Give the places of all rows that are not certainly right, in order, and these rows; None if it cannot tell.

        ``names`` are the columns that make the row. The first row of each edition that is not ``known`` is given too:
        so the row road meets editions in the order in which it would if it judged all rows.
        """
        if not batch.num_rows or not set(REQUIRED) <= set(names):
            return None
        arrow: Any = import_module("pyarrow")
        try:
            places = self._places({name: batch.column(name) for name in names}, set(known))
            table: Any = batch
            return None if places is None else (places, table.take(arrow.array(places, "int64")))
        except arrow.ArrowException:  # which may hold a value: nothing of it is kept
            return None

    def _places(self, columns: dict[str, Any], known: set[str]) -> list[int] | None:
        pc: Any = import_module("pyarrow.compute")
        for column in columns.values():
            column.validate(full=True)  # torn text, which Python cannot hold, ends here
        named = [name for name in columns if name in IDS or name in WORDS]
        encoded = {name: found for name in named if (found := _encoded(columns[name])) is not None}
        if not {*IDS, "status"} <= set(encoded):
            return None
        masks = [self._ids_are_right(encoded), self._conditions_hold(columns, encoded["status"])]
        masks += [
            _in_order(encoded, day) for day in ("period_end", "assessed_on") if {"period_start", day} <= {*encoded}
        ]
        lists: set[int] = set()
        for name, column in columns.items():
            if name in LISTS and _has_lists_of_texts(column):
                lists.update(self._wrong_lists(name, column))
            elif name in REQUIRED or column.null_count < len(column):
                mask = self._is_right(name, column, encoded.get(name))
                masks.append(mask if name in REQUIRED else pc.or_(column.is_null(), pc.fill_null(mask, False)))
        right = pc.fill_null(masks[0], False)
        for mask in masks[1:]:
            right = pc.and_(right, pc.fill_null(mask, False))
        wrong = lists.union(pc.indices_nonzero(pc.invert(right)).to_pylist())
        return sorted(wrong | _first_of_each(encoded["edition"], right, wrong, known))

    def _ids_are_right(self, encoded: dict[str, Any]) -> Any:
        """Tell of each row whether the judge of rows has nothing to say about its two ids."""
        pc: Any = import_module("pyarrow.compute")
        edition, provision = (encoded[name] for name in IDS)
        held = [plain_values(column.dictionary) for column in (edition, provision)]
        size = len(held[1])
        codes = pc.add(pc.multiply(_codes(edition), size), _codes(provision))

        def row(code: int) -> _Row:
            return {**RIGHT, "edition": held[0][code // size], "provision": held[1][code % size]}

        return _each_is_right(codes, row, lambda rows: [not problems for problems in self._rows.judge(rows)])

    def _conditions_hold(self, columns: dict[str, Any], status: Any) -> Any:
        """Tell of each row whether it has the columns that its status asks for."""
        pc: Any = import_module("pyarrow.compute")
        held = plain_values(status.dictionary)
        codes = _codes(status)
        for name in ("reason", "assessed_on"):
            codes = pc.multiply(codes, 2)
            if name in columns:
                codes = pc.add(codes, columns[name].is_valid().cast("int64"))

        def row(code: int) -> _Row:
            left_out = {name for name, bit in (("reason", 2), ("assessed_on", 1)) if not code & bit}
            return {name: v for name, v in {**RIGHT, "status": held[code // 4]}.items() if name not in left_out}

        return _each_is_right(codes, row, self._keep_to_schema)

    def _keep_to_schema(self, rows: Sequence[_Row]) -> list[bool]:
        wrong = engines.row_problems(rows, CURRENT, self._engine)
        return [place not in wrong for place in range(len(rows))]

    def _is_right(self, name: str, column: Any, encoded: Any | None) -> Any:
        """Tell of each row whether its value of a column is right; false or null where it is not, or who knows."""
        if name in IDS:  # which are judged together
            return column.is_valid()
        if name in WORDS and encoded is not None:
            return self._words_are_right(name, encoded.dictionary).take(encoded.indices)
        if name in REFS:
            return _of_texts(column, are_refs)
        if name in TEXTS:
            return _of_texts(column, lambda texts: are_free_texts(texts, TEXTS[name], seen=name == "reason"))
        return import_module("pyarrow").array([False] * len(column), "bool")

    def _words_are_right(self, name: str, distinct: Any) -> Any:
        """Tell of each of some values whether the schema accepts it in a column; of a list, as an item of it."""
        values = plain_values(distinct)
        new = [value for value in values if isinstance(value, str) and (name, value) not in self._right]
        judged = self._keep_to_schema([{**RIGHT, name: [value] if name in LISTS else value} for value in new])
        fine = self._right | {(name, value) for value, right in zip(new, judged, strict=True) if right}
        if len(fine) <= _MOST_KEPT:
            self._right = fine
        return import_module("pyarrow").array([(name, value) in fine for value in values], "bool")

    def _wrong_lists(self, name: str, column: Any) -> list[int]:
        """Give the places of lists that are not certainly right."""
        pc: Any = import_module("pyarrow.compute")
        items = column.flatten()
        sizes = pc.fill_null(pc.list_value_length(column), 0)
        wrong: list[int] = pc.indices_nonzero(pc.greater(sizes, _MOST_ITEMS)).to_pylist()
        if name == "evidence":
            right = are_refs(items)
        else:
            words = items.dictionary_encode()
            right = self._words_are_right(name, words.dictionary).take(words.indices)
            wrong += pc.indices_nonzero(pc.greater(sizes, 2)).to_pylist()
            pairs = pc.indices_nonzero(pc.equal(sizes, 2))
            both = column.take(pairs)
            differ = pc.not_equal(pc.list_element(both, 0), pc.list_element(both, 1))
            wrong += pairs.filter(pc.invert(pc.fill_null(differ, False))).to_pylist()
        amiss = pc.invert(pc.fill_null(right, False))
        if pc.any(amiss).as_py():
            parents = pc.list_parent_indices(column)
            wrong += parents.filter(amiss).to_pylist() if len(parents) == len(items) else range(len(column))
        return wrong


def _encoded(column: Any) -> Any | None:
    """Give a column of texts or days with each distinct value once, and no null among these; None for any other."""
    types: Any = import_module("pyarrow").types
    if types.is_dictionary(column.type):
        if not is_text(column.type.value_type):
            return None
        held = column.dictionary
        if not held.null_count and len(held) <= len(column) and len(held.unique()) == len(held):
            return column
        column = column.dictionary_decode()
    return column.dictionary_encode() if is_text(column.type) or types.is_date(column.type) else None


def _has_lists_of_texts(column: Any) -> bool:
    types: Any = import_module("pyarrow").types
    return (types.is_list(column.type) or types.is_large_list(column.type)) and is_text(column.type.value_type)


def _codes(encoded: Any) -> Any:
    return encoded.indices.cast("int64")


def _each_is_right(codes: Any, row: Callable[[int], _Row], judge: Callable[[Sequence[_Row]], Sequence[bool]]) -> Any:
    """Judge a row for each distinct code, once; tell of each code whether it is right, as null is not."""
    distinct: list[int] = codes.drop_null().unique().to_pylist()
    rows = {code: row(code) for code in distinct}
    plain = {code: made for code, made in rows.items() if all(isinstance(value, str) for value in made.values())}
    right = [code for code, is_right in zip(plain, judge(list(plain.values())), strict=True) if is_right]
    return import_module("pyarrow.compute").is_in(codes, import_module("pyarrow").array(right, "int64"))


def _of_texts(column: Any, judge: Callable[[Any], Any]) -> Any:
    """Tell of each text of a column what ``judge`` tells; of a dictionary, each is judged once."""
    if is_text(column.type):
        return judge(column)
    encoded = _encoded(column) if import_module("pyarrow").types.is_dictionary(column.type) else None
    if encoded is None:
        return import_module("pyarrow").array([False] * len(column), "bool")
    return judge(encoded.dictionary).take(encoded.indices)


def _in_order(encoded: dict[str, Any], day: str) -> Any:
    """Tell of each row whether a day is not before the start of the period, or one of the two is not said."""
    pc: Any = import_module("pyarrow.compute")
    return pc.fill_null(pc.less_equal(_numbers(encoded["period_start"]), _numbers(encoded[day])), True)


def _numbers(days: Any) -> Any:
    """Give days as numbers in the same order; what is none, and refused for that, as null."""
    written = [str(value).replace("-", "") for value in plain_values(days.dictionary)]
    numbers = [int(value) if len(value) == len("20180517") and value.isdecimal() else None for value in written]
    return import_module("pyarrow").array(numbers, "int64").take(days.indices)


def _first_of_each(editions: Any, right: Any, wrong: set[int], known: set[str]) -> set[int]:
    """Give the first of the right rows of each edition that is not known."""
    values = plain_values(editions.dictionary)
    codes = _codes(editions)
    new = {code for code in codes.filter(right).unique().to_pylist() if values[code] not in known}
    found: dict[int, int] = {}
    for place, code in enumerate(codes.to_pylist() if new else ()):
        if code in new and code not in found and place not in wrong:
            found[code] = place
    return set(found.values())
