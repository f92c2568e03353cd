"""Hypothesis strategies for plain documents and the forms within them, made from the published schemas."""

from datetime import date
from functools import cache
from typing import Any, Final, cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from care_standards.documents.plain import Json
from care_standards.documents.schema_registry import (
    CURRENT,
    LINK_ROW,
    VERSIONS,
    SchemaName,
    flat_schema,
    names_of,
    schema_id,
)
from care_standards.issue_codes import Code
from care_standards.model.extensions import Extensions
from care_standards.vocabularies import DocumentKind

_LONG: Final = 2_000
_SAFE: Final = 2**53 - 1

lower: Final = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
_word: Final = st.text("abcxyz0123456789", min_size=1, max_size=3)
years: Final = st.integers(1000, 2999).map(str)
_writable: Final = st.characters(exclude_categories=["Cs"])
_days: Final = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
_keys: Final = st.lists(_word, min_size=1, max_size=3).map("-".join)
_partial_dates: Final = st.tuples(_days, st.sampled_from((4, 7, 10))).map(lambda found: found[0][: found[1]])
_times: Final = st.tuples(_days, st.times()).map(lambda found: f"{found[0]}T{found[1].strftime('%H:%M:%S')}Z")
_hexadecimal: Final = st.text("0123456789abcdef", min_size=64, max_size=64)
_languages: Final = st.sampled_from(
    ("en", "cy-GB", "sl-rozaj-biske", "zh-Hant", "de-1996", "en-x-own", "vi", "ti", "es-419")
)


def edition_ids() -> SearchStrategy[str]:
    """Make well-formed edition ids."""
    return st.tuples(lower, years).map("-".join)


@st.composite
def provision_ids(draw: DrawFn, edition: str | None = None) -> str:
    """Make well-formed provision ids, of one edition if it is given."""
    steps = draw(st.lists(_word, min_size=1, max_size=4))
    return ".".join((edition or draw(edition_ids()), *steps))


def refs() -> SearchStrategy[str]:
    """Make opaque references."""
    return st.text("ABYZabyz0189._:-", min_size=1, max_size=64)


def extensions() -> SearchStrategy[Extensions]:
    """Make extensions: any JSON under names in a namespace."""
    return _plain_extensions().map(Extensions.of)


def _plain_extensions() -> SearchStrategy[Json]:
    numbers = st.integers(-_SAFE, _SAFE) | st.floats(allow_nan=False, allow_infinity=False)
    leaves = st.none() | st.booleans() | numbers | st.text(_writable, max_size=8)
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(_writable, max_size=4), inner, max_size=3),
        max_leaves=6,
    )
    names = st.tuples(lower, lower, _keys).map(".".join)
    return st.dictionaries(names, values, max_size=2)


def _texts(least: int, most: int) -> SearchStrategy[str]:
    short = st.text(_writable, min_size=least, max_size=min(most, 20))
    return short | st.sampled_from(("x" * most, "🙂" * most)) if most <= _LONG else short


def _escaped(step: str) -> str:
    return "/" + step.replace("~", "~0").replace("/", "~1")


links: Final = st.tuples(edition_ids(), edition_ids()).map("--".join)

# The strategies for forms that a pattern describes, by the name of their definition.
_FORMS: Final[dict[str, SearchStrategy[Any]]] = {
    "publication_id": lower,
    "edition_id": edition_ids(),
    "provision_id": provision_ids(),
    "end_id": edition_ids() | provision_ids(),
    "key": _keys,
    "ref": refs(),
    "language": _languages,
    "digest": _hexadecimal.map("sha256:{}".format),
    "file_digest": _hexadecimal,
    "item_id": lower | edition_ids() | links,
    "pack_path": edition_ids().map("editions/{}.json".format),
    "pack_version": st.sampled_from(("1", "1.0.0", "2026-03-01", "0.9-rc1")),
    "url": st.text("/?#%&=.abc", max_size=20).map("https://example.org/{}".format),
    "pointer": st.lists(st.text("ab/~ {}9", max_size=5).map(_escaped), max_size=4).map("".join),
    "edition_or_version": edition_ids() | st.sampled_from(VERSIONS),
    "ledger_place": provision_ids() | st.integers(0, 99).map("/findings/{}".format),
    "change_ref": st.tuples(links, _keys).map("/".join),
    "rule": st.sampled_from(("unverified-id", "assessment 1.0 /$defs/finding_status/enum")),
    "schema_id": st.sampled_from([schema_id(name, CURRENT) for name in names_of(CURRENT)]),
    "day": _days,
    "partial_date": _partial_dates,
    "moment": _partial_dates | _times,
    "extensions": _plain_extensions(),
}


@cache
def defined(kind: SchemaName, name: str, version: str = CURRENT) -> SearchStrategy[Any]:
    """Make what a definition of a published schema allows, such as a Finding of an assessment."""
    return _FORMS[name] if name in _FORMS else _made_from(flat_schema(kind, version)["$defs"][name], kind, version)


@cache
def _documents_of(kind: SchemaName, version: str) -> SearchStrategy[Json]:
    return _made_from(flat_schema(kind, version), kind, version)


def plain_documents(kind: DocumentKind, version: str = CURRENT) -> SearchStrategy[Json]:
    """Make plain documents of a version that are right by their schema; the rules beyond it they may break."""
    return _documents_of(kind, version)


def plain_rows(version: str = CURRENT) -> SearchStrategy[Json]:
    """Make link rows as plain data that are right by their schema; the rules beyond it they may break."""
    return _documents_of(LINK_ROW, version)


def _made_from(schema: Json, kind: SchemaName, version: str) -> SearchStrategy[Any]:
    """Make what a schema allows; it uses only the few keywords that the published schemas use."""
    if "$ref" in schema:
        return defined(kind, schema["$ref"].rpartition("/")[2], version)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "object":
        return _objects_of(schema, kind, version)
    if schema["type"] == "array":
        items = _made_from(schema["items"], kind, version)
        return st.lists(items, min_size=schema.get("minItems", 0), max_size=3, unique=schema.get("uniqueItems", False))
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if schema["type"] == "boolean":
        return st.booleans()
    if "pattern" in schema:  # the one pattern without a definition of its own is that of codes
        return st.sampled_from([code.value for code in Code])
    return _texts(schema.get("minLength", 0), schema["maxLength"])


def _objects_of(schema: Json, kind: SchemaName, version: str) -> SearchStrategy[Json]:
    members = {name: _made_from(inner, kind, version) for name, inner in schema["properties"].items()}
    needed = schema.get("required", ())
    some = st.fixed_dictionaries(
        {name: members[name] for name in needed},
        optional={name: members[name] for name in members if name not in needed},
    )

    @st.composite
    def objects_of(draw: DrawFn) -> Json:
        found = cast("Json", draw(some))
        for rule in schema.get("allOf", ()):
            (member, wanted) = next(iter(rule["if"]["properties"].items()))
            if member in found and (wanted is True or found[member] in wanted.get("enum", (wanted.get("const"),))):
                for name in rule["then"]["required"]:
                    then = rule["then"]["properties"][name]
                    if then is not True:
                        found[name] = then["const"]
                    elif name not in found:
                        found[name] = draw(members[name])
        return {name: found[name] for name in members if name in found}

    return objects_of()
