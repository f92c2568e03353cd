"""Markdown rendered from the code, the data and the schemas of the library; each function gives part of a page."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import attrs

import care_standards as cs
from care_standards.authoring.faults import AuthoringCode
from care_standards.authoring.refusals import SourceCode
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, VERSIONS, names_of, published
from care_standards.issue_codes import Code
from care_standards.model.publication import EditionRecord, Publication
from care_standards.resources import shipped
from care_standards.vocabularies import DOCUMENT_KINDS

_BAR = re.compile(r"(?<!\\)\|")
_SPECIAL = re.compile(r"([\\`*_\[\]<>{}|#$~])")


def escaped(text: object) -> str:
    """Write text so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Write text as code, on one line; nothing stays nothing."""
    shown = " ".join(str(text).split())
    if "`" in shown:
        return f"`` {shown} ``"
    return f"`{shown}`" if shown else ""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table whose cells are Markdown already; a bar in a cell does not end it."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *([_BAR.sub(r"\\|", cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


_GROUPS = {
    "1": "The bytes",
    "2": "What the document says it is",
    "3": "The schema",
    "4": "What the schema cannot see",
    "6": "The files of a pack, and what they agree with",
    "9": "Tables of link rows, and what may give a person away",
}


def issue_codes() -> str:
    """Every issue code with its title, severity, explanation and examples."""
    parts: list[str] = []
    for digit, title in _GROUPS.items():
        parts.append(f"## {digit}: {title}\n")
        for found in (c for c in Code if c.value[2] == digit):
            parts.append(f"({found.value.lower()})=\n### {found.value}: {escaped(found.title)}\n")
            parts.append(f"*{found.severity}.* {escaped(found.explanation)}\n")
            parts.append(f"- Wrong: {code(found.bad)}\n- Right: {code(found.good)}\n")
    return "\n".join(parts)


_AUTHORING_GROUPS = (
    ("The Markdown form", range(501, 520)),
    ("Tables of links", range(520, 530)),
    ("Files to draft from", range(701, 800)),
)


def authoring_codes() -> str:
    """Every code of a file that people write, and of a file that no draft can be made of."""
    parts: list[str] = []
    every = [*AuthoringCode, *SourceCode]
    for title, numbers in _AUTHORING_GROUPS:
        parts.append(f"## {title}\n")
        for found in (c for c in every if int(c.value[2:]) in numbers):
            parts.append(f"({found.value.lower()})=\n### {found.value}: {escaped(found.title)}\n")
            parts.append(f"{escaped(found.explanation)}\n")
            if isinstance(found, SourceCode):
                parts.append(f"- Instead: {escaped(found.instead)}\n")
    return "\n".join(parts)


def editions() -> str:
    """Every edition by publication: status, date, completeness and gaps."""
    held = {edition.id: edition for edition in cs.editions()}
    rows = [
        [
            f"[{code(record.id)}](#edition-{record.id})",
            escaped(record.title),
            record.status,
            escaped(record.completeness),
        ]
        for publication in cs.publications()
        for record in publication.editions
    ]
    parts = [table(("id", "title", "status", "held here"), rows)]
    for publication in cs.publications():
        parts.append(f"## {escaped(publication.title)} ({code(publication.id)})\n")
        parts.append(_publication(publication))
        parts.extend(_edition(record, held[record.id]) for record in publication.editions)
    return "\n".join(parts)


def _publication(publication: Publication) -> str:
    kind = publication.category.replace("-", " ").capitalize()
    return f"{escaped(kind)}, published by {escaped(publication.publisher)}. {escaped(publication.summary)}\n"


def _edition(record: EditionRecord, edition: cs.Edition) -> str:
    parts = [f"(edition-{record.id})=\n### {code(record.id)}\n\n**{escaped(record.title)}**\n"]
    facts = [f"Status: {record.status}"]
    if record.date is not None:
        facts.append(f"dated {record.date}")
    facts.append(f"revision {edition.data_revision} of our data")
    parts.append(escaped("; ".join(facts)) + ".\n")
    parts.append(f"Held here: **{escaped(edition.completeness)}**. {escaped(edition.completeness.coverage)}\n")
    if edition.completeness.known_gaps:
        parts.append("Known gaps:\n\n" + "".join(f"- {escaped(gap)}\n" for gap in edition.completeness.known_gaps))
    return "\n".join(parts)


def glossary() -> str:
    """Every term of the glossary, with its dates and sources."""
    parts: list[str] = []
    for entry in cs.glossary():
        term = f"{entry.term} ({entry.abbreviation})" if entry.abbreviation else entry.term
        dates = _dates(entry.valid_from, entry.valid_to)
        more = f" {escaped(entry.note)}" if entry.note else ""
        sources = ", ".join(code(key) for key in entry.sources)
        parts.append(f"{escaped(term)}\n: {escaped(entry.meaning)}{more}{dates} *Sources:* {sources}\n")
    return "\n".join(parts)


def _dates(start: str | None, end: str | None) -> str:
    said = " ".join(f"{word} {date}" for word, date in (("from", start), ("until", end)) if date)
    return f" *In use {said}.*" if said else ""


def _json(content: bytes) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(content)
    return loaded


def vocabularies() -> str:
    """Every closed list, with what each word means according to the common schema."""
    definitions = _json(published("common", "split"))["$defs"]
    parts: list[str] = []
    for name, definition in definitions.items():
        if "enum" not in definition:
            continue
        lead, meanings = _meanings(definition["description"], definition["enum"])
        parts.append(f"(words-{name.replace('_', '-')})=\n## {escaped(definition['title'])} ({code(name)})\n")
        parts.append(f"{escaped(lead)}\n")
        rows = [[code(word), escaped(meanings.get(word, ""))] for word in definition["enum"]]
        parts.append(table(("word", "meaning"), rows))
    return "\n".join(parts)


def _meanings(description: str, words: list[str]) -> tuple[str, dict[str, str]]:
    """Take a description apart into what it says first and what it says of each word (``word: meaning;``)."""
    starts = []
    at = 0
    for word in words:
        found = re.compile(rf"(?:(?<=\. )|(?<=; )|^){re.escape(word)}: ").search(description, at)
        if found is None:
            return description, {}
        starts.append(found)
        at = found.end()
    ends = [match.start() for match in starts[1:]] + [len(description)]
    texts = [description[match.end() : end].strip().rstrip(";.") for match, end in zip(starts, ends, strict=True)]
    return description[: starts[0].start()].strip(), dict(zip(words, texts, strict=True))


def schemas() -> str:
    """Every object of every kind of document, a table of members each."""
    sensitivity = _json(shipped("_schemas", CURRENT, "sensitivity.json"))["properties"]
    parts: list[str] = []
    for kind in (*DOCUMENT_KINDS, LINK_ROW):
        split = _json(published(kind, "split"))
        parts.append(f"(schema-{kind})=\n## {escaped(split['title'])}\n")
        parts.append(f"{escaped(split['description'])}\n\nIdentifier: {code(split['$id'])}\n")
        parts.append(_members(split, f"{kind}#{_class_of(kind)}", sensitivity))
        parts.extend(_object(kind, name, found, sensitivity) for name, found in split.get("$defs", {}).items())
    common = _json(published("common", "split"))
    parts.append("(schema-common)=\n## Common definitions\n")
    parts.append(f"{escaped(common['description'])}\n")
    forms = {
        name: found for name, found in common["$defs"].items() if "properties" not in found and "enum" not in found
    }
    parts.append(table(("form", "what it is"), ([code(n), escaped(f["description"])] for n, f in forms.items())))
    parts.extend(_object("common", n, f, sensitivity) for n, f in common["$defs"].items() if "properties" in f)
    return "\n".join(parts)


def _class_of(kind: str) -> str:
    return "".join(part.title() for part in kind.split("-"))


@cache
def _members_of(version: str) -> frozenset[tuple[str, str]]:
    """Give every member a version knows, with the object it is of; an object may move from one file to another."""
    files = {kind: _json(published(kind, "split", version)) for kind in ("common", *names_of(version))}
    objects = [(_class_of(kind), file) for kind, file in files.items()]
    objects += [part for file in files.values() for part in file["$defs"].items()]
    return frozenset((title, name) for title, found in objects for name in found.get("properties", ()))


def _object(kind: str, name: str, found: dict[str, Any], sensitivity: dict[str, Any]) -> str:
    head = f"(schema-{kind}-{name.lower()})=\n### {escaped(name)}\n\n{escaped(found.get('description', ''))}\n\n"
    return head + (_members(found, f"{kind}#{name}", sensitivity) if "properties" in found else "")


def _members(found: dict[str, Any], prefix: str, sensitivity: dict[str, Any]) -> str:
    required = found.get("required", ())
    rows = [
        [
            code(name),
            _type(member),
            "yes" if name in required else "no",
            escaped(member.get("description", "")),
            next(version for version in VERSIONS if (prefix.partition("#")[2], name) in _members_of(version)),
            escaped(sensitivity.get(f"{prefix}.{name}", {}).get("sensitivity", "")),
        ]
        for name, member in found["properties"].items()
    ]
    return table(("member", "type", "required", "what it is", "since", "sensitivity"), rows)


def _type(member: dict[str, Any]) -> str:
    if "$ref" in member:
        return code(member["$ref"].rpartition("/")[2])
    if member.get("type") == "array":
        return f"list of {_type(member.get('items', {}))}"
    return escaped(member.get("type", "any"))


def frozen() -> str:
    """Say of each version of the format whether it can still change."""
    lock = Path(__file__).resolve().parents[2] / "schemas" / "FROZEN.sha256"
    lines = [line.split() for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    settled = {line[1].split("/")[0] for line in lines if len(line) > 1}
    said = [
        f"Format {version} is frozen: its files never change again."
        if version in settled
        else f"Format {version} is not frozen yet: until it is listed in `schemas/FROZEN.sha256`, it can still change."
        for version in VERSIONS
    ]
    return " ".join(said) + "\n"


def limits() -> str:
    """Every limit of the door with its default."""
    rows = [[code(a.name), f"{getattr(DEFAULT_LIMITS, a.name):,}"] for a in attrs.fields(cs.Limits)]
    return table(("limit", "default"), rows)


def command_line() -> str:
    """Help of the command and of each of its verbs, as it prints it."""
    import click

    from care_standards.cli.program import NAME, program

    top = click.Context(program, info_name=NAME, terminal_width=90)
    parts = [_help(NAME, program.get_help(top))]
    for name in program.list_commands(top):
        verb = program.get_command(top, name)
        assert verb is not None, name
        context = click.Context(verb, info_name=name, parent=top, terminal_width=90)
        parts.append(f"(verb-{name})=\n## {name}\n")
        parts.append(_help(f"{NAME} {name}", verb.get_help(context)))
        for inner in verb.list_commands(context) if isinstance(verb, click.Group) else ():
            command = verb.get_command(context, inner)
            assert command is not None, inner
            below = click.Context(command, info_name=inner, parent=context, terminal_width=90)
            parts.append(_help(f"{NAME} {name} {inner}", command.get_help(below)))
    return "\n".join(parts)


def _help(command: str, text: str) -> str:
    return f"```text\n$ {command} --help\n{text.rstrip()}\n```\n"


PAGES: dict[str, Callable[[], str]] = {
    "command-line": command_line,
    "issue-codes": issue_codes,
    "authoring-codes": authoring_codes,
    "editions": editions,
    "glossary": glossary,
    "vocabularies": vocabularies,
    "schemas": schemas,
    "limits": limits,
    "frozen": frozen,
}
