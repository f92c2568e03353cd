"""``care-standards schema``: the published schemas, printed or saved byte for byte as they are published."""

import json
import os
from typing import Any, Final, cast

import click

from care_standards.cli import exits
from care_standards.cli.output import emit_bytes, emit_json, words
from care_standards.cli.verb import Misuse, verb
from care_standards.documents.atomic import replace_file
from care_standards.documents.schema_registry import (
    CURRENT,
    FORMS,
    LINK_ROW,
    VERSIONS,
    SchemaName,
    name_since,
    names_of,
    published,
    schema_id,
)
from care_standards.errors import UnwritableTargetError
from care_standards.resources import shipped
from care_standards.vocabularies import DOCUMENT_KINDS

_COMMON: Final = "common"
_INDEX: Final = "index"
_FOLDERS: Final = {"split": "", "flat": "bundle/", "draft-07": "bundle/draft-07/"}


@verb("schema")
@click.argument(
    "kind", required=False, metavar="[KIND]", type=click.Choice([*DOCUMENT_KINDS, LINK_ROW, _COMMON, _INDEX])
)
@click.option(
    "--form",
    type=click.Choice(FORMS),
    default=None,
    help="flat: one file (default); split: refers to common; draft-07: one file for older validators.",
)
@click.option("--schema-version", type=click.Choice(VERSIONS), default=CURRENT, show_default=True)
@click.option("-o", "--output", type=click.UNPROCESSED, metavar="FILE", help="Save it in a file (- prints it).")
@click.option("--all", "folder", type=click.UNPROCESSED, metavar="DIR", help="Save every form, or one, in a folder.")
def schema_verb(
    kind: str | None, form: str | None, schema_version: str, output: str | None, folder: str | None, as_json: bool
) -> int:
    """Print or save the published JSON Schemas, byte for byte.

    KIND is a kind of document, link-row for one row of a table, common for what the split schemas share, or index for
    the list of bundles with their digests. Without KIND: the list of what is published.
    """
    if folder is not None:
        if kind is not None or output is not None:
            raise Misuse("--all saves every kind: give neither KIND nor --output with it.")
        return _save_all(folder, form, schema_version, as_json)
    if kind is None:
        if output is not None or form is not None:
            raise Misuse("KIND is missing.")
        _list(schema_version, as_json)
        return exits.GOOD
    content = _content(kind, form, schema_version)
    if output is None or output == "-":
        emit_bytes(content)
    else:
        replace_file(output, content)
        words(f"{len(content)} bytes saved.")
    return exits.GOOD


def _content(kind: str, form: str | None, version: str) -> bytes:
    if kind == _INDEX:
        if form is not None:
            raise Misuse("index has no forms: leave --form out.")
        return shipped("_schemas", version, "bundle", "index.json")
    if kind == _COMMON:
        if form not in (None, "split"):
            raise Misuse("common exists only in the form split: the others hold it already.")
        return published(kind, "split", version)
    if kind not in names_of(version):
        what = "Link rows" if kind == LINK_ROW else f"Documents of kind {kind}"
        raise Misuse(f"{what} are known since version {name_since(cast('SchemaName', kind))}.")
    return published(kind, form or "flat", version)


def _files(form: str | None, version: str) -> dict[str, bytes]:
    """Give every published file of a version by the path it is published under."""
    files: dict[str, bytes] = {}
    for each in FORMS if form is None else (form,):
        for kind in (*names_of(version), *([_COMMON] if each == "split" else [])):
            files[f"{_FOLDERS[each]}{kind}.schema.json"] = published(kind, each, version)
    if form is None:
        files["bundle/index.json"] = shipped("_schemas", version, "bundle", "index.json")
        files["sensitivity.json"] = shipped("_schemas", version, "sensitivity.json")
    return files


def _save_all(folder: str, form: str | None, version: str, as_json: bool) -> int:
    files = {f"{version}/{name}": content for name, content in _files(form, version).items()}
    for name, content in files.items():
        target = os.path.join(folder, *name.split("/"))
        _make_folder(os.path.dirname(target))
        replace_file(target, content)
    if as_json:
        emit_json({"saved": list(files)})
    words(f"{len(files)} files saved.")
    return exits.GOOD


def _make_folder(folder: str) -> None:
    # The system's own error would name the folder.
    refused = False
    try:
        os.makedirs(folder, exist_ok=True)
    except (OSError, ValueError):
        refused = True
    if refused:
        raise UnwritableTargetError("the folder cannot be made")


def _list(version: str, as_json: bool) -> None:
    if as_json:
        schemas: list[dict[str, Any]] = [
            {"kind": kind, "id": schema_id(kind, version), "forms": list(FORMS)} for kind in names_of(version)
        ]
        common = json.loads(published(_COMMON, "split", version))["$id"]
        schemas.append({"kind": _COMMON, "id": common, "forms": ["split"]})
        emit_json({"schema_version": version, "schemas": schemas})
        return
    from care_standards.cli.page import Page, Row

    page = Page()
    page.line(f"Schemas of version {version}", style="bold")
    rows: list[Row] = [(kind, schema_id(kind, version)) for kind in names_of(version)]
    page.table([*rows, (_COMMON, "what the split schemas share"), (_INDEX, "the bundles and their digests")])
    page.blank()
    page.line("The names of schemas are identifiers: nothing is ever fetched from them.", hang=2)
    page.line(f"Print one with: care-standards schema KIND --form {'|'.join(FORMS)}", hang=2)
    page.emit()
