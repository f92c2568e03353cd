"""Between plain JSON data and the model: cattrs with strict hooks only, so nothing is coerced and nothing dropped."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, get_args, get_origin

import attrs

from care_standards.documents.schema_registry import VERSIONS, kind_since, schema_id
from care_standards.documents.versions import contents_since
from care_standards.errors import InvalidValueError
from care_standards.issue_codes import BY_CODE, Code
from care_standards.model.extensions import Extensions
from care_standards.vocabularies import DOCUMENT_KINDS, POPULATIONS, DocumentKind

if TYPE_CHECKING:
    import cattrs

    from care_standards.model.assessment import Assessment
    from care_standards.model.column_profile import ColumnProfile
    from care_standards.model.concordance import Concordance
    from care_standards.model.crosswalk import Crosswalk
    from care_standards.model.edition import Edition
    from care_standards.model.ledger import Ledger
    from care_standards.model.pack import Pack
    from care_standards.model.publication import Publication
    from care_standards.model.report import Report

    Document: TypeAlias = (
        Publication | Edition | Crosswalk | Concordance | Assessment | Report | Pack | Ledger | ColumnProfile
    )

T = TypeVar("T")

# Nine kinds of document are read here, and a run of the program seldom meets more than one of them.
_CLASSES: Final[dict[DocumentKind, str]] = {
    kind: "".join(word.capitalize() for word in kind.split("-")) for kind in DOCUMENT_KINDS
}


class _Models(Mapping[DocumentKind, "type[Document]"]):
    """The class of each kind of document, imported when it is asked for."""

    def __getitem__(self, kind: DocumentKind) -> "type[Document]":
        module = import_module(f"care_standards.model.{kind.replace('-', '_')}")
        found: type[Document] = getattr(module, _CLASSES[kind])
        return found

    def __iter__(self) -> Iterator[DocumentKind]:
        return iter(_CLASSES)

    def __len__(self) -> int:
        return len(_CLASSES)


MODELS: Final[Mapping[DocumentKind, "type[Document]"]] = _Models()
HEADER = ("$schema", "schema_version", "kind")


class NotAsDescribed(Exception):
    """Plain data that do not fit the model although the schema let them pass; carries nothing of them."""


def kind_of(value: object) -> DocumentKind | None:
    """Give the kind of document an object is written as, or None."""
    return _kind_of_class(type(value))


def _kind_of_class(model: type) -> DocumentKind | None:
    """Give the kind by the name of the class first, so that no other class is imported."""
    return next((kind for kind, name in _CLASSES.items() if name == model.__name__ and MODELS[kind] is model), None)


def lowest_version(value: object) -> str:
    """Give the lowest version of the schemas that holds everything of an object which is written as a document.

    Raises InvalidValueError where the value is no such object.
    """
    kind = kind_of(value)
    if kind is None:
        raise no_document("lowest_version")
    return max(kind_since(kind), contents_since(value), key=VERSIONS.index)


def no_document(caller: str) -> InvalidValueError:
    """Make the error for a value that is not written as a document."""
    return InvalidValueError(caller, "value", f"must be one of: {', '.join(m.__name__ for m in MODELS.values())}")


def to_plain(value: Any, version: str | None = None) -> dict[str, Any]:
    """Turn an object of the model into plain JSON data, a document with its header first.

    A document is of the lowest version of the schemas that holds all of it, or of the later one that is asked for.
    Members are in the order of the model; one that has its default value is left out. Raises InvalidValueError where
    the version asked for is none, or cannot hold all of the object.
    """
    kind = kind_of(value)
    plain: dict[str, Any] = _by_fields(value) if kind == "report" else _converter().unstructure(value)
    if kind is None:
        return plain
    lowest = lowest_version(value)
    if version is None:
        version = lowest
    elif version not in VERSIONS[VERSIONS.index(lowest) :]:
        raise InvalidValueError("to_plain", "version", f"must be a version of the schemas, {lowest} or later")
    return {"$schema": schema_id(kind, version), "schema_version": version, "kind": kind, **plain}


def _by_fields(value: Any) -> Any:
    """Write a report as the converter would, in less time than it takes to make one; tests hold both ways equal."""
    model: Any = type(value)  # pyright: ignore[reportUnknownVariableType]
    if model is tuple:
        return [_by_fields(member) for member in value]
    if isinstance(value, Code):
        return value.value
    if isinstance(value, Extensions):
        return dict(value.items())
    if not attrs.has(model):
        return value
    members = ((field, getattr(value, field.name)) for field in attrs.fields(model))
    return {field.name: _by_fields(member) for field, member in members if member != field.default}


def to_bytes(plain: dict[str, Any]) -> bytes:
    """Write plain data as canonical bytes: UTF-8, two spaces of indent, LF, a final newline."""
    return json.dumps(plain, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def from_plain(plain: dict[str, Any], model: type[T]) -> T:
    """Build an object of the model from plain data that passed the schema; a header is allowed and skipped.

    Raises NotAsDescribed where the model refuses what the schema let pass: a fault of this library; RecursionError
    where the caller is too deep in calls of its own.
    """
    content = {name: value for name, value in plain.items() if name not in HEADER} if _is_document(model) else plain
    try:
        return _converter().structure(content, model)
    except RecursionError:
        no_room = True
    except Exception:  # whatever it is, it holds the data
        no_room = False
    raise RecursionError() if no_room else NotAsDescribed()


def _is_document(model: type) -> bool:
    return _kind_of_class(model) is not None


@cache
def _converter() -> "cattrs.Converter":
    import cattrs

    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True, detailed_validation=False)
    for primitive in (str, bool):
        converter.register_structure_hook(primitive, _exactly)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(date, lambda value, _: _day(_exactly(value, str)))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(Extensions, lambda value, _: Extensions.of(_exactly(value, dict)))
    converter.register_unstructure_hook(Extensions, lambda value: dict(value.items()))
    converter.register_structure_hook(Code, lambda value, _: BY_CODE[_exactly(value, str)])
    converter.register_unstructure_hook(Code, lambda code: code.value)
    converter.register_structure_hook_func(_is_a(tuple), _tuple_hook(converter))
    converter.register_structure_hook_func(_is_a(frozenset), lambda value, _: _as_set(_exactly(value, list)))
    # The one set of the model is that of populations; it is written in the order of the vocabulary.
    converter.register_unstructure_hook_func(
        _is_a(frozenset),
        lambda value: [population for population in POPULATIONS if population in value],
    )
    converter.register_unstructure_hook_factory(attrs.has, _writer_for(converter))
    _register_provisions(converter)
    return converter


def _is_a(container: type) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is container


def _exactly(value: Any, kind: Any) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _day(text: str) -> date:
    found = date.fromisoformat(text)
    if found.isoformat() != text:  # it also reads 20260301 and 2026-W09-7
        raise ValueError
    return found


def _as_set(items: list[Any]) -> frozenset[Any]:
    found = frozenset(items)
    if len(found) != len(items):  # a set would drop the second in silence
        raise ValueError
    return found


def _whole(value: Any, _: Any) -> int:
    # To JSON Schema 1.0 is the integer 1, and JavaScript cannot tell them apart.
    if type(value) is float and value.is_integer():
        return int(value)
    whole: int = _exactly(value, int)
    return whole


def _tuple_hook(converter: "cattrs.Converter") -> Any:
    def structure(value: Any, kind: Any) -> tuple[Any, ...]:
        member = get_args(kind)[0]
        return tuple(converter.structure(item, member) for item in _exactly(value, list))

    return structure


def _writer_for(converter: "cattrs.Converter") -> Callable[[type[Any]], Callable[[Any], dict[str, Any]]]:
    return lambda model: _writer(model, converter)


def _writer(model: type[Any], converter: "cattrs.Converter") -> Callable[[Any], dict[str, Any]]:
    """Write a class in the order of its fields; cattrs alone puts optional members last.

    The classes of provisions all write the order of their base, and their kind, which to them is a default.
    """
    from cattrs.gen import make_dict_unstructure_fn

    from care_standards.model.provisions import Provision

    base = Provision if issubclass(model, Provision) else model
    order = tuple(a.name for a in attrs.fields(base) if a.init)
    write = make_dict_unstructure_fn(model, converter, _cattrs_omit_if_default=True)

    def in_order(value: Any) -> dict[str, Any]:
        members = write(value)
        if base is Provision:
            members["kind"] = value.kind
        return {name: members[name] for name in order if name in members}

    return in_order


def _register_provisions(converter: "cattrs.Converter") -> None:
    """Read a provision as the class that stands for its kind."""
    from cattrs.gen import make_dict_structure_fn

    from care_standards.model.provisions import Principle, Provision, Recommendation, Standard, provision_class

    models: tuple[type[Provision], ...] = (Provision, Standard, Principle, Recommendation)
    structure: dict[type[Provision], Callable[[Any, Any], Any]] = {
        model: make_dict_structure_fn(
            model, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
        )
        for model in models
    }

    def read(value: Any, _: Any) -> Provision:
        model = provision_class(value["kind"])
        provision: Provision = structure[model](value, model)
        return provision

    for model in structure:
        converter.register_structure_hook(model, read)
