"""The schemas and the model say the same: members, order, what is required, closed lists, and what a value may be.

That is asked of every version: of the model only what was there by then, which its fields and words say themselves.
"""

import json
import types
import typing
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs
import hypothesis
import jsonschema
import pytest
from hypothesis import strategies as st
from referencing import Registry, Resource

from care_standards import errors, identifiers, model
from care_standards.documents.schema_registry import OLDEST, VERSIONS, SchemaName, kinds_of, names_of
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.vocabularies import DOCUMENT_KINDS, LISTS_SINCE, VOCABULARIES, WORDS_SINCE

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
HEADER = ["$schema", "schema_version", "kind"]
# In no document: the catalogue, the register of ids and the glossary; and three classes with the members of Provision.
NOT_IN_DOCUMENTS = {
    "Catalogue", "Registry", "RegistryEntry", "GlossaryEntry", "Extensions", "Standard", "Principle", "Recommendation",
}  # fmt: skip
CLASSES_SINCE: Final = {
    **dict.fromkeys(("Action", "EarlierFinding", "Voices", "ChangeReview"), "1.1"),
    **dict.fromkeys(("Ledger", "LedgerEntry", "LedgerStep"), "1.1"),
    **dict.fromkeys(("ColumnProfile", "KnownColumn", "CodeAlias", "FixedValue", "LinkRow", "TableRead"), "1.1"),
}


def _known(since: str, version: str) -> bool:
    """Tell whether something that came with one version is there in another."""
    return VERSIONS.index(since) <= VERSIONS.index(version)


def _class_of(name: str) -> str:
    """Give the name of the class whose objects a schema describes."""
    return "".join(part.title() for part in name.split("-"))


DOCUMENTS: Final = {_class_of(kind) for kind in DOCUMENT_KINDS}  # a link row has no header


class Schemas:
    """The authored schemas of one version, and what the model holds of it."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.names: tuple[SchemaName, ...] = names_of(version)
        self.authored: dict[str, dict[str, Any]] = {
            name: json.loads((SCHEMAS / version / f"{name}.schema.json").read_bytes())
            for name in ("common", *self.names)
        }
        self.common: dict[str, Any] = self.authored["common"]["$defs"]
        self.registry: Registry[Any] = Registry().with_resources(
            (schema["$id"], Resource.from_contents(schema)) for schema in self.authored.values()
        )
        self.objects = self._objects()
        self.fields = [(title, attribute) for title in self.objects for attribute in self.fields_of(title)]
        self.lists = {
            name: tuple(word for word in words if _known(WORDS_SINCE.get(name, {}).get(word, OLDEST), version))
            for name, words in VOCABULARIES.items()
            if _known(LISTS_SINCE.get(name, OLDEST), version)
        }

    def _objects(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Give the file and the schema of every object, by the name of its class."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, schema in self.authored.items():
            inner = {title: s for title, s in schema["$defs"].items() if "properties" in s}
            for title, s in (inner if name == "common" else {**inner, _class_of(name): schema}).items():
                assert title not in found
                found[title] = (name, s)
        return found

    def fields_of(self, title: str) -> "list[attrs.Attribute[Any]]":
        """Give the fields of a class that documents of the version have; the day of a context is part of none."""
        fields = attrs.fields(getattr(model, title))
        return [
            field
            for field in fields
            if field.init
            and field.metadata.get("in_documents", True)
            and _known(field.metadata.get("since", OLDEST), self.version)
        ]

    def member(self, title: str, name: str) -> tuple[str, dict[str, Any]]:
        file, schema = self.objects[title]
        return file, schema["properties"][name]

    def followed(self, schema: dict[str, Any], file: str) -> dict[str, Any]:
        """Give what a schema refers to, or itself."""
        if "$ref" not in schema:
            return schema
        other, _, name = schema["$ref"].partition("#/$defs/")
        found: dict[str, Any] = (self.common if other else self.authored[file]["$defs"])[name]
        return found

    def described(self, schema: dict[str, Any], file: str) -> tuple[str, Any]:
        """Say what type a schema asks for: its name, and its words, items or class."""
        target = self.followed(schema, file)
        if target["type"] == "array":
            return "array", self.described(target["items"], file)
        if target["type"] == "object":
            name = schema["$ref"].rpartition("/")[2]
            return "object", "Extensions" if name == "extensions" else name
        detail = tuple(target["enum"]) if "enum" in target else date if target.get("format") == "date" else None
        return target["type"], detail

    def validator(self, file: str, pointer: str) -> Any:
        target = {"$ref": f"{self.authored[file]['$id']}#/{pointer}"}
        dates = jsonschema.FormatChecker(["date"])
        return jsonschema.Draft202012Validator(target, registry=self.registry, format_checker=dates)

    def of_member(self, title: str, name: str) -> Any:
        """Give the validator of one member."""
        file, schema = self.objects[title]
        where = "" if self.authored[file] is schema else f"$defs/{title}/"
        return self.validator(file, f"{where}properties/{name}")

    def is_plain(self, title: str, name: str) -> bool:
        """Tell whether a member holds plain values; objects are compared by their own members.

        Codes are left out: a report of a later library may have one that this library does not know.
        """
        file, schema = self.member(title, name)
        return self.described(schema, file)[0] != "object" and (title, name) != ("Issue", "code")


EVERY = [Schemas(version) for version in VERSIONS]
NEWEST = EVERY[-1]
FIELDS = [(of, title, attribute) for of in EVERY for title, attribute in of.fields]
PLAIN = [(of, title, attribute) for of, title, attribute in FIELDS if of.is_plain(title, attribute.name)]


def _field_names(found: "list[tuple[Schemas, str, attrs.Attribute[Any]]]") -> list[str]:
    return [f"{of.version}-{title}.{attribute.name}" for of, title, attribute in found]


over_versions = pytest.mark.parametrize("of", EVERY, ids=VERSIONS)
over_classes = pytest.mark.parametrize(
    ("of", "title"),
    [(of, title) for of in EVERY for title in of.objects],
    ids=[f"{of.version}-{title}" for of in EVERY for title in of.objects],
)
over_fields = pytest.mark.parametrize(("of", "title", "attribute"), FIELDS, ids=_field_names(FIELDS))
over_plain_fields = pytest.mark.parametrize(("of", "title", "attribute"), PLAIN, ids=_field_names(PLAIN))


@over_versions
def test_every_class_of_the_model_has_a_schema_and_every_object_a_class(of: Schemas) -> None:
    classes = {name for name in model.__all__ if attrs.has(getattr(model, name))}
    later = {name for name, since in CLASSES_SINCE.items() if not _known(since, of.version)}
    assert set(of.objects) == classes - NOT_IN_DOCUMENTS - later


@over_classes
def test_members_have_the_names_and_the_order_of_the_fields(of: Schemas, title: str) -> None:
    names = [a.name for a in of.fields_of(title)]
    header = HEADER if title in DOCUMENTS else []
    assert list(of.objects[title][1]["properties"]) == [*header, *names]


@pytest.mark.parametrize("title", ["Standard", "Principle", "Recommendation"])
def test_the_classes_of_provisions_have_the_same_fields(title: str) -> None:
    names = {a.name for a in attrs.fields(getattr(model, title))}
    assert names == {a.name for a in attrs.fields(model.Provision)}


@over_classes
def test_required_members_are_the_fields_without_a_default(of: Schemas, title: str) -> None:
    required = [a.name for a in of.fields_of(title) if a.default is attrs.NOTHING]
    header = HEADER if title in DOCUMENTS else []
    assert of.objects[title][1].get("required", []) == [*header, *required]


def test_what_came_later_has_a_default_so_that_older_documents_stay_valid() -> None:
    later = [(of, title, a) for of, title, a in FIELDS if of is NEWEST and "since" in a.metadata]
    assert len(later) >= 13
    assert [f"{title}.{a.name}" for _, title, a in later if a.default is attrs.NOTHING] == []
    assert {a.metadata["since"] for _, _, a in later} <= set(VERSIONS)
    assert [title for _, title, _ in later if title in CLASSES_SINCE] == []


@over_versions
def test_the_header_is_constant(of: Schemas) -> None:
    for kind in kinds_of(of.version):
        schema = of.authored[kind]
        constants = {name: schema["properties"][name]["const"] for name in HEADER}
        assert constants == {"$schema": schema["$id"], "schema_version": of.version, "kind": kind}


@over_versions
def test_closed_lists_hold_the_same_words_in_the_same_order(of: Schemas) -> None:
    lists = {name: tuple(schema["enum"]) for name, schema in of.common.items() if "enum" in schema}
    assert lists == of.lists
    assert list(lists) == list(of.lists)
    elsewhere = [
        title for name, schema in of.authored.items() if name != "common"
        for title, inner in schema["$defs"].items() if "enum" in inner
    ]  # fmt: skip
    assert elsewhere == []


def test_the_newest_version_knows_every_list_and_every_word() -> None:
    assert NEWEST.lists == VOCABULARIES
    assert LISTS_SINCE.keys() <= VOCABULARIES.keys()
    assert all(set(words) <= set(VOCABULARIES[name]) for name, words in WORDS_SINCE.items())


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in VOCABULARIES.items() for word in words])
def test_every_word_is_accepted_exactly_as_it_is_written(name: str, word: str) -> None:
    for of in EVERY:
        if name not in of.common:
            continue
        judge = of.validator("common", f"$defs/{name}")
        assert judge.is_valid(word) == (word in of.lists[name])
        refused = [word.upper(), word.replace("-", "_") if "-" in word else f"{word}_", f" {word}", f"{word}\n", [word]]
        assert [other for other in refused if judge.is_valid(other)] == []


@over_versions
def test_every_issue_code_has_the_form_that_reports_allow(of: Schemas) -> None:
    judge = of.validator("report", "$defs/Issue/properties/code")
    assert [code for code in Code if not judge.is_valid(code.value)] == []
    assert not judge.is_valid("CS99")


def _expected(hint: Any, of: Schemas) -> tuple[str, Any]:
    """Say what a field's type asks of its schema; of a closed list, what words of it the version knows."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) in (tuple, frozenset):
        return "array", _expected(get_args(hint)[0], of)
    if get_origin(hint) is Literal:
        (name,) = (name for name, words in VOCABULARIES.items() if words == get_args(hint))
        return "string", of.lists[name]
    if attrs.has(hint):
        return "object", hint.__name__
    return {
        str: ("string", None),
        int: ("integer", None),
        bool: ("boolean", None),
        date: ("string", date),
        Code: ("string", None),
    }[hint]


@over_fields
def test_a_member_has_the_type_of_its_field(of: Schemas, title: str, attribute: "attrs.Attribute[Any]") -> None:
    hints = typing.get_type_hints(
        getattr(model, title), vars(model) | {name: getattr(model, name) for name in model.__all__}
    )
    file, schema = of.member(title, attribute.name)
    assert of.described(schema, file) == _expected(hints[attribute.name], of)


# The references of a row stand for the pieces of evidence of a finding, of which two may have one reference.
STAND_FOR_OBJECTS: Final = {("LinkRow", "evidence")}


@over_fields
def test_lists_of_plain_values_hold_each_once_and_lists_of_objects_may_repeat(
    of: Schemas, title: str, attribute: "attrs.Attribute[Any]"
) -> None:
    file, schema = of.member(title, attribute.name)
    if schema.get("type") == "array":
        plain = of.described(schema["items"], file)[0] == "string"
        assert schema.get("uniqueItems", False) is (plain and (title, attribute.name) not in STAND_FOR_OBJECTS)


# ---- what a value may be: both sides are asked about the same values

DIGEST = "sha256:" + "0f" * 32
FULL_WIDTH_TWO = "\N{FULLWIDTH DIGIT TWO}"
LOOKS_LIKE_S = "\N{CYRILLIC SMALL LETTER DZE}"
BOUNDS = (20, 100, 500, 1_000, 2_000, 10_000, 20_000, 100_000)
TEXTS = [
    "", " ", "a", "A", "1", "0", "/", "/a~", "/a~2", "/findings/{member 3}", "/a\n", "a\nb",
    *(f"https://care-standards.invalid/schemas/{rest}" for rest in ("1.0/edition.schema.json", "1/edition.json")),
    *(f"https://care-standards.invalid/schemas/1.1/{n}.schema.json" for n in ("link-row", "link--row", "-a", "a-")),
    "\u0000", "é", "a b", "a.b:c_D-9",
    *("y" * (bound + more) for bound in BOUNDS for more in (0, 1)), "😀" * 500, "😀" * 501,
    "scs", "scs\n", "scs 2018", "scs-2018", "scs-20189", "scs-2018.", "scs-2018..1", "scs-2018.-1", "Scs-2018.1",
    "editions/scs-2018.json", "editions/../x.json", "/editions/scs-2018.json", "1.0.0", "2026-03-01\n", DIGEST[7:],
    "scs-2018.1.1.5", "scs-2018.1.1.5.r2", "scs-2018.1.1.5\n", f"scs-{FULL_WIDTH_TWO}018.1", f"{LOOKS_LIKE_S}cs-2018.1",
    "abcdefghijk", "abcdefghijkl", "abcdefghijk-2018", "abcdefghijkl-2018", "abcdefghijk-2018.1", "abcdefghijkl-2018.1",
    "scs-2018." + "1" * 31, "scs-2018." + "1" * 32, "a-b", "a--b", "-a", "a-", "1-a",
    *("a" * length for length in (35, 36, 40, 41, 64, 65)),
    "en", "en_GB", "cy-GB", "en-Latn-GB-oxendict", "zh-cmn-Hans", "x-private", "en-aaaaaaaa", "en-aaaaaaaaa",
    "2018", "2018-10", "2018-10-15", "2018-13", "2018-10-32", "2018-1-1", "0999", "3000", f"{FULL_WIDTH_TWO}018",
    "20181015", "2018-10-15\n", "2024-02-29", "2999-12-31", "3000-01-01", "0999-12-31", "2018-10-15T10:29:40Z",
    "2018-10-15T10:29:40", "2018-10-15T24:00:00Z", "2018-10-15T10:29:60Z",
    DIGEST, DIGEST.upper(), DIGEST[:-1], f"{DIGEST}\n",
    "1.1", "1.01", "0.0", "10000.1", "1.1\n", "1.1.1", "v1.1",
    "/", "/findings/3\n", "scs-2018.1/2", "/" + "a" * 999, "/" + "a" * 1000,
    *(f"scs-2018--scs-2025{rest}" for rest in ("", "/", "/chg-1", "/chg-1\n", "/Chg-1", "/a/b", "/" + "a" * 56)),
    *(f"scs-2018--scs-2025/{'a' * length}" for length in (57,)), "scs--scs-2025/a", "scs-2018-scs-2025/a",
    "http://a", "https://example.org/x", "https://", "ftp://a", "https://a b", "https://é", "HTTPS://a",
    "https://" + "a" * 1000, "https://" + "a" * 1001, "javascript:alert(1)",
]  # fmt: skip
OTHERS = [True, False, 0, 1, -1, 2, 2**53 - 1, 2**53, 1.5, [], {}, ["scs"], {"a": 1}]
WORDS = sorted({word for words in VOCABULARIES.values() for word in words})


def model_takes(attribute: "attrs.Attribute[Any]", value: Any, day: bool) -> bool:
    """Tell whether the field takes what this JSON value stands for."""
    if day and isinstance(value, str):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            return False
        if found.isoformat() != value:
            return False
        value = found
    if attribute.converter is not None:
        if attribute.name == "populations" and not isinstance(value, list):
            return False  # a set is made of anything that can be walked over; only a list is read as one
        value = attribute.converter(value)  # type: ignore[operator]
    try:
        attribute.validator(None, attribute, value)  # type: ignore[misc]
    except errors.InvalidValueError:
        return False
    return True


@over_plain_fields
def test_the_schema_accepts_what_the_field_accepts(of: Schemas, title: str, attribute: "attrs.Attribute[Any]") -> None:
    file, schema = of.member(title, attribute.name)
    kind, detail = of.described(schema, file)
    judge = of.of_member(title, attribute.name)
    name = schema.get("$ref", "").rpartition("/")[2]
    later = set(VOCABULARIES.get(name, ())) - set(of.lists.get(name, ()))
    later |= {FORMS_WIDENED[name][1]} if _widened_after(name, of.version) else set()
    values: list[Any] = [*TEXTS, *WORDS, *OTHERS]
    if kind == "array" and detail[0] != "object":
        values += [[text] for text in (*TEXTS, *WORDS)] + [[other] for other in OTHERS[:8]]
    both = {True: 0, False: 0}
    for value in values:
        if kind == "array" and detail[0] == "object" and isinstance(value, list) and value:
            continue  # plain data on one side, objects on the other
        accepted = judge.is_valid(value)
        wanted = model_takes(attribute, value, detail is date) and not (isinstance(value, str) and value in later)
        assert accepted == wanted, repr(value)[:60]
        both[accepted] += 1
    assert both[True]
    assert both[False]


@over_versions
def test_a_repeated_item_is_refused_by_both(of: Schemas) -> None:
    for title, attribute in of.fields:
        _, schema = of.member(title, attribute.name)
        if not schema.get("uniqueItems"):
            continue
        value = schema["examples"][0][0]
        judge = of.of_member(title, attribute.name)
        assert judge.is_valid([value])
        assert not judge.is_valid([value, value])
        assert model_takes(attribute, [value], day=False)
        if (title, attribute.name) != ("Context", "populations"):  # a set: it cannot hold one twice
            assert not model_takes(attribute, [value, value], day=False)


FORMS: dict[str, Any] = {
    "publication_id": must.publication_id, "edition_id": must.edition_id, "provision_id": must.provision_id,
    "end_id": must.end_id, "key": must.key, "ref": must.ref, "language": must.language, "digest": must.digest,
    "url": must.url, "partial_date": must.partial_date, "moment": must.moment, "pointer": must.pointer,
    "rule": must.rule, "schema_id": must.schema_id, "edition_or_version": must.edition_or_version,
    "ledger_place": must.ledger_place, "change_ref": must.change_ref,
}  # fmt: skip
PATTERNS = {
    "publication_id": identifiers.PUBLICATION_PATTERN, "edition_id": identifiers.EDITION_PATTERN,
    "provision_id": identifiers.PROVISION_PATTERN, "key": identifiers.KEY_PATTERN, "ref": identifiers.REF_PATTERN,
    "language": identifiers.LANGUAGE_PATTERN, "pointer": identifiers.POINTER_PATTERN,
    "rule": identifiers.RULE_PATTERN, "schema_id": identifiers.SCHEMA_ID_PATTERN,
    "change_ref": identifiers.CHANGE_REF_PATTERN,
}  # fmt: skip


FORMS_SINCE: Final = dict.fromkeys(("edition_or_version", "ledger_place", "change_ref"), "1.1")
# A form that takes more since a version, and a text that shows it.
FORMS_WIDENED: Final = {"schema_id": ("1.1", "https://care-standards.invalid/schemas/1.1/link-row.schema.json")}


def _widened_after(name: str, version: str) -> bool:
    return name in FORMS_WIDENED and not _known(FORMS_WIDENED[name][0], version)


@over_versions
def test_patterns_of_ids_are_the_same_text(of: Schemas) -> None:
    known = {name for name in PATTERNS if _known(FORMS_SINCE.get(name, OLDEST), of.version)}
    known -= {name for name in known if _widened_after(name, of.version)}
    assert {name: of.common[name]["pattern"] for name in known} == {name: PATTERNS[name] for name in known}


def test_forms_do_not_change_from_version_to_version() -> None:
    for name in FORMS:
        versions = [of for of in EVERY if name in of.common and not _widened_after(name, of.version)]
        found = [{k: v for k, v in of.common[name].items() if k != "examples"} for of in versions]
        assert found
        assert found == [found[0]] * len(found), name


@pytest.mark.parametrize("name", FORMS_WIDENED)
def test_a_form_that_was_widened_is_wider(name: str) -> None:
    since, text = FORMS_WIDENED[name]
    for of in EVERY:
        assert of.validator("common", f"$defs/{name}").is_valid(text) == _known(since, of.version)


def _near(pattern: str) -> st.SearchStrategy[str]:
    """Give texts that fit the pattern, or nearly do: one character put in, changed or left out.

    A look-ahead at the front, which bounds a length, is left off: texts on both sides of it are wanted.
    """
    body = f"^{pattern[pattern.index(')[') + 1 :]}" if pattern.startswith("^(?=") else pattern
    fitting = st.from_regex(body)
    odd = st.sampled_from([*"aZ09-._:/T ", "\n", "é", FULL_WIDTH_TWO, LOOKS_LIKE_S])

    def changed(text: str, at: int, character: str, skip: int) -> str:
        at %= len(text) + 1
        return text[:at] + character + text[at + skip :]

    return st.one_of(
        fitting, st.builds(changed, fitting, st.integers(0, 80), st.one_of(st.just(""), odd), st.integers(0, 1))
    )


@pytest.mark.parametrize("name", FORMS)
@hypothesis.given(data=st.data())
def test_schema_and_model_draw_the_same_line_round_a_form(name: str, data: st.DataObject) -> None:
    """For any text: the schema of a form accepts it if and only if the model does, days of partial dates aside."""
    nearest = ["provision_id", "pointer"] if name == "ledger_place" else [name]  # it is the one or the other
    text = data.draw(st.one_of([_near(NEWEST.common[near]["pattern"]) for near in nearest]))
    attribute = attrs.fields(model.Source).key
    try:
        FORMS[name](None, attribute, text)
        taken = True
    except errors.InvalidValueError:
        taken = False
    accepted = NEWEST.validator("common", f"$defs/{name}").is_valid(text)
    if name in ("partial_date", "moment") and accepted and not taken:
        # A pattern cannot know the length of every month; integrity checks look there.
        with pytest.raises(ValueError, match="day"):
            date.fromisoformat(text[:10])
    else:
        assert accepted == taken


def test_extensions_are_named_by_a_name_with_a_dot() -> None:
    judge = NEWEST.validator("common", "$defs/extensions")
    taken = ["org.example", "uk.org.example-1.case", "a.b"]
    refused = [
        "note",
        "",
        ".",
        "org.",
        ".org",
        "Org.example",
        "org..example",
        "org.example\n",
        "org.exämple",
        "org example.x",
    ]
    assert [name for name in taken if not judge.is_valid({name: {"any": [None, 1.5, "x"]}})] == []
    assert [name for name in refused if judge.is_valid({name: 1})] == []
