"""``care-standards packs``: the packs of whoever runs the command, listed, removed and checked."""

import os
import shutil
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from care_standards.cli import exits
from care_standards.cli.holdings import Found, Held, held
from care_standards.cli.inputs import STDIN, Input
from care_standards.cli.judging import form_of, judge_all, judging_options
from care_standards.cli.output import emit_json, words
from care_standards.cli.pack_changes import add_verb, make_verb
from care_standards.cli.places import is_home_closed, name_of
from care_standards.cli.verb import Misuse, Verbs, help_option, json_option, packs_option, verb
from care_standards.documents.limits import Limits
from care_standards.errors import UnknownIdError, UnwritableTargetError
from care_standards.identifiers import near_misses

if TYPE_CHECKING:
    from care_standards.model.report import Report


@click.group("packs", cls=Verbs, invoke_without_command=True, add_help_option=False)
@json_option
@packs_option
@help_option
@click.pass_context
def packs_verb(ctx: click.Context, as_json: bool) -> int:
    """List, add, remove, check and make packs: your own copies beside the shipped data.

    A pack is a folder or a zip file of editions, publications, crosswalks and concordances. Packs are read from the
    entries of CARE_STANDARDS_PATH and from a folder of this user, into which add copies them; CARE_STANDARDS_HOME
    names another one. Without a command: the list.
    """
    return _list(as_json) if ctx.invoked_subcommand is None else exits.GOOD


def _list(as_json: bool) -> int:
    found = held(is_quiet=True).found
    if as_json:
        from care_standards.cli.pack_text import plain_found

        emit_json([plain_found(each) for each in found])
        return exits.GOOD
    from care_standards.cli.pack_text import packs_page

    packs_page(found).emit()
    if is_home_closed():
        words("The folder of your packs cannot be read: whoever owns it has to allow it.")
    return exits.GOOD


@verb("list")
@packs_option
def list_verb(as_json: bool) -> int:
    """List the packs that are read: id, version, rights, what is in them, and where they come from."""
    return _list(as_json)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    ids = [each.pack.id for each in held(ctx).found if each.pack is not None]
    return [id for id in dict.fromkeys(ids) if id.startswith(incomplete)]


def _complete_or_path(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str] | list[CompletionItem]:
    ids = [each.pack.id for each in held(ctx).found if each.pack is not None]
    known = [CompletionItem(id) for id in dict.fromkeys(ids) if id.startswith(incomplete)]
    return [*known, CompletionItem(incomplete, type="file")]


@verb("remove")
@click.argument("ids", nargs=-1, required=True, type=click.UNPROCESSED, metavar="ID...", shell_complete=_complete)
def remove_verb(ids: tuple[str, ...], as_json: bool) -> int:
    """Remove packs that were added; ID is the id of one, or the number that the list gives it.

    What they were made of is not touched. Ids of theirs that you have stored are unverified from then on, not wrong.
    """
    here = held(is_quiet=True)
    chosen = [_chosen(here, id) for id in dict.fromkeys(ids)]
    if any(each.place.where != "home" for each in chosen):
        raise Misuse(
            "One of them comes from CARE_STANDARDS_PATH: take it out there. Only what was added can be removed."
        )
    for each in chosen:
        _delete(each.place.path)
    removed = [each.place.number if each.pack is None else each.pack.id for each in chosen]
    if as_json:
        emit_json({"removed": removed})
    else:
        words(f"{len(removed)} removed.")
    return exits.GOOD


def _named(here: Held, name: str) -> Found | None:
    """Find a pack by its id, among added ones first, or by its number."""
    by_id = [each for each in here.found if each.pack is not None and each.pack.id == name]
    by_id += [each for each in here.found if each.pack is None and name_of(each.place) == name]
    by_number = [each for each in here.found if str(each.place.number) == name]
    found = [*by_id, *by_number]
    added = [each for each in found if each.place.where == "home"]
    return next(iter([*added, *found]), None)


def _chosen(here: Held, name: str) -> Found:
    found = _named(here, name)
    if found is None:
        ids = tuple(each.pack.id for each in here.found if each.pack is not None)
        raise UnknownIdError("your packs", near_misses(name, ids))
    return found


def _delete(path: str) -> None:
    # Out of sight first: a removal that is cut short leaves nothing that looks like a pack.
    aside = os.path.join(os.path.dirname(path), f".removed-{os.urandom(8).hex()}")
    failed = False
    try:
        os.rename(path, aside)
        if os.path.isdir(aside) and not os.path.islink(aside):
            shutil.rmtree(aside)
        else:
            os.unlink(aside)
    except OSError:
        failed = True
    if failed:
        raise UnwritableTargetError("a pack could not be removed, or not wholly")


@verb("check")
@click.argument("sources", nargs=-1, type=click.UNPROCESSED, metavar="[SOURCE|ID]...", shell_complete=_complete_or_path)
@judging_options
def check_verb(
    sources: tuple[str, ...], strict: bool, form: str | None, max_issues: int, show_names: bool, as_json: bool
) -> int:
    """Check packs as shipped data are checked: every file, its digest, its rules, and the anchors of its editions.

    SOURCE is a folder or a zip file; ID is the id of a pack that is read, or its number in the list. Without any: all
    that are read. No wording of a pack is ever shown.

    Exit code: 0 valid, or unverified without --strict; 1 something was found; 3 a pack cannot be opened.
    """
    form = form_of(form, as_json)
    if STDIN in sources:
        raise Misuse("A pack is a folder or a file: it cannot be read from the standard input.")
    here = held(is_quiet=True)
    inputs = _places(here, sources)
    if not inputs:
        words("There is no pack to check.")
        if form == "json":
            emit_json([])
        return exits.GOOD

    def judge(given: Input) -> "Report":
        from care_standards import packs

        limits = packs.PackLimits(documents=Limits(max_issues=max_issues))
        return packs.check(given.path, limits=limits)

    return judge_all(
        inputs, judge, form=form, strict=strict, show_names=show_names, is_alone=len(sources) == len(inputs) == 1
    )


def _places(here: Held, sources: tuple[str, ...]) -> list[Input]:
    if not sources:
        return [Input(each.place.path) for each in here.found]
    found: list[Input] = []
    for source in sources:
        known = _named(here, source)
        found.append(Input(source if known is None else known.place.path))
    return found


for _command in (list_verb, add_verb, remove_verb, check_verb, make_verb):
    packs_verb.add_command(_command)
