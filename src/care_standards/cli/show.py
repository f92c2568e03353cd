"""``care-standards show`` and ``care-standards resolve``: what ids name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.naming import Named, in_short
from care_standards.cli.output import emit_json, words
from care_standards.cli.verb import packs_option, verb
from care_standards.documents.codec import to_plain
from care_standards.errors import UnknownIdError
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.provisions import Provision
from care_standards.model.registry import RegistryEntry

if TYPE_CHECKING:
    from care_standards.cli.page import Page


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    catalogue = held(ctx).catalogue
    known = dict.fromkeys((*catalogue.registry, *catalogue))
    for edition in catalogue.editions:
        known |= dict.fromkeys(provision.id for provision in edition)
    return [id for id in known if id.startswith(incomplete)]


def complete_editions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    """Complete the id of an edition held here, or the path of a file."""
    ids = [edition.id for edition in held(ctx).catalogue.editions if edition.id.startswith(incomplete)]
    return [*(CompletionItem(id) for id in ids), CompletionItem(incomplete, type="file")]


_ids = click.argument("ids", nargs=-1, required=True, type=click.UNPROCESSED, metavar="ID...", shell_complete=_complete)


@verb("show")
@packs_option
@click.option("--with-wording", is_flag=True, help="Show the publisher's wording too, where a pack of yours holds it.")
@_ids
def show_verb(ids: tuple[str, ...], with_wording: bool, as_json: bool) -> int:
    """Show what an ID names: a provision, an edition, a publication, a crosswalk or a concordance.

    Summaries are in other words than the publisher's; its own wording is in packs of yours alone, and shown only when
    asked for. How complete the data of an edition are is always said beside it.
    """

    def in_text(found: Named) -> "Page":
        from care_standards.cli.show_text import show_page

        return show_page(found, with_wording)

    return _each(ids, as_json, lambda found: _in_full(found, with_wording), in_text)


@verb("resolve")
@packs_option
@_ids
def resolve_verb(ids: tuple[str, ...], as_json: bool) -> int:
    """Tell what an ID names and what became of it; works for every id ever released.

    A retired id is answered with its successors. A provisional one will be retired by a fuller edition, never reused.
    """

    def in_text(found: Named) -> "Page":
        from care_standards.cli.show_text import resolve_page

        return resolve_page(in_short(found))

    return _each(ids, as_json, in_short, in_text)


def _each(
    ids: tuple[str, ...],
    as_json: bool,
    plain: Callable[[Named], dict[str, Any]],
    in_text: Callable[[Named], "Page"],
) -> int:
    entries: list[dict[str, Any]] = []
    codes: list[int] = []
    for number, id in enumerate(ids, start=1):
        label = f"id {number} of {len(ids)}: " if len(ids) > 1 else ""
        try:
            found = _find(id)
        except UnknownIdError as error:
            words(label + str(error))
            entries.append({"input": number, "error": "unknown-id", "near_misses": list(error.near_misses)})
            codes.append(exits.UNKNOWN_ID)
            continue
        codes.append(exits.GOOD)
        if as_json:
            entries.append({"input": number, "item": plain(found)})
        else:
            page = in_text(found)
            if number < len(ids):
                page.blank()
            page.emit()
    if as_json and len(ids) > 1:
        emit_json(entries)
    elif as_json and codes == [exits.GOOD]:
        emit_json(entries[0]["item"])
    return exits.worst(codes)


def _find(id: str) -> Named:
    catalogue = held().catalogue
    link = catalogue.get(id)
    return link if isinstance(link, (Crosswalk, Concordance)) else catalogue.resolve(id)


def _in_full(found: Named, with_wording: bool = False) -> dict[str, Any]:
    plain = in_short(found)
    if isinstance(found, RegistryEntry):
        return plain
    content = to_plain(found)
    if not with_wording:
        for provision in (content, *content.get("provisions", ())):
            provision.pop("text", None)
    plain["content"] = content
    if isinstance(found, Provision):
        plain["children"] = [child.id for child in found.children]
    return plain
