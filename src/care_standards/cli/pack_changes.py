"""``care-standards packs add`` and ``make``: from files of yours to a pack, kept for you or written for somebody."""

import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

import attrs
import click

from care_standards import packaged
from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.output import counted, emit_json, words
from care_standards.cli.pack_succession import (
    following,
    listed,
    refuse_another_line,
    refuse_what_leaves_out,
    unanswered,
)
from care_standards.cli.places import MANIFEST, home
from care_standards.cli.sharing import tell_what_is_bare
from care_standards.cli.sources import content_of, is_markdown, with_documents
from care_standards.cli.targets import force_option, output_option, refuse_loss
from care_standards.cli.verb import Misuse, verb
from care_standards.errors import InvalidValueError, PackRefusedError, UnreadableSourceError, UnwritableTargetError
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition, without_wording
from care_standards.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from care_standards.cli.verb import F
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.pack import Pack, PackDocument

_ZIP: Final = ".zip"
_FIRST_VERSION: Final = "1"


def _making_options(function: "F") -> "F":
    for option in (
        click.option(
            "--accept-differences",
            "reason",
            type=click.UNPROCESSED,
            metavar="REASON",
            help="Take it although it differs from what is established; the reason is kept in the manifest.",
        ),
        click.option("--title", type=click.UNPROCESSED, metavar="TEXT", help="The title of the pack that is made."),
        click.option(
            "--version", type=click.UNPROCESSED, metavar="TEXT", help="The version of the pack, such as 1.0.0 or a day."
        ),
        click.option(
            "--id", type=click.UNPROCESSED, metavar="ID", help="The id of the pack; by default that of its edition."
        ),
    ):
        function = option(function)
    return function


@verb("add")
@click.argument("sources", nargs=-1, required=True, type=click.UNPROCESSED, metavar="SOURCE...")
@_making_options
@click.option("--replace", is_flag=True, help="Put it in the place of the pack of the same id.")
def add_verb(
    sources: tuple[str, ...],
    id: str | None,
    version: str | None,
    title: str | None,
    reason: str | None,
    replace: bool,
    as_json: bool,
) -> int:
    """Add packs, so that every command answers from them too.

    SOURCE is a pack (a folder or a zip file), or JSON of an edition, a publication, a crosswalk or a concordance; of
    all such documents together one pack is made. What is added is copied into the folder of this user, where nobody
    else may read it. An edition of an id that is shipped must agree with what is established of it: its ids, printed
    pages, numbers, headings and counts.

    Exit code: 0 added; 1 refused, and nothing was written; 3 a file cannot be opened or written.
    """
    new = _packs_of(sources, _Wanted(id, version, title, reason))
    targets = {pack.id: os.path.join(home(), pack.id) for pack in new}
    if len(targets) < len(new):
        raise Misuse("Two of these packs have the same id. Add one of them.")
    if not replace and any(_standing(target) for target in targets.values()):
        raise Misuse("A pack of this id is there already. Give another --id, or --replace to put this in its place.")
    from care_standards import api

    others = [pack for pack in held(is_quiet=True).packs if pack.id not in targets]
    catalogue = api.catalogue(packs=[*others, *new])
    lost = unanswered([pack for pack in held().packs if pack.id in targets], catalogue)
    for pack in new:
        _keep(pack, targets[pack.id])
    if as_json:
        from care_standards.cli.pack_text import plain_pack

        emit_json({"added": [plain_pack(pack) for pack in new]})
    else:
        _tell_added(new)
    _tell_lost(lost, "is replaced")
    return exits.GOOD


def _tell_lost(lost: tuple[str, ...], where: str) -> None:
    if lost:
        words(
            f"{counted(len(lost), 'id')} of the pack that {where} {'is' if len(lost) == 1 else 'are'} no longer "
            f"answered: {listed(lost)}. An id is for ever: to retire it, make this pack with care-standards packs "
            "make, --after the one before."
        )


@attrs.frozen
class _Wanted:
    """What was asked of the pack to be made."""

    id: str | None
    version: str | None
    title: str | None
    reason: str | None

    @property
    def is_anything(self) -> bool:
        return any(value is not None for value in (self.id, self.version, self.title))


def _packs_of(sources: "Sequence[str]", wanted: _Wanted) -> "list[Pack]":
    """Load the sources that are packs, and make one pack of all the others."""
    from care_standards import packs

    if any(os.path.isdir(source) and not os.path.lexists(os.path.join(source, MANIFEST)) for source in sources):
        raise UnreadableSourceError(f"a folder without {MANIFEST} is no pack; care-standards packs make makes one")
    whole = [source for source in sources if _is_pack(source)]
    files = [source for source in sources if not _is_pack(source)]
    if whole and wanted.is_anything:
        raise Misuse("--id, --version and --title are for packs that are made; a pack has its own.")
    found = [packs.load(source) for source in whole]
    if wanted.reason is None:
        for pack in found:
            _judge(pack)
    else:
        found = [_accepting(pack, wanted.reason) for pack in found]
    return [*found, _made_of(files, wanted)] if files else found


def _is_pack(source: str) -> bool:
    return os.path.isdir(source) or source.lower().endswith(_ZIP)


def _judge(pack: "Pack") -> None:
    """Judge every document of a pack, which loading it does not; raises PackRefusedError with all that is wrong."""
    from care_standards import packs

    catalogue = _beside([file.id for file in pack.files])
    report = packs.check(pack, catalogue=catalogue)
    if report.ok:
        return
    pairs = [(catalogue.get(edition.id), edition) for edition in pack.editions]
    raise PackRefusedError(
        report,
        tuple(
            difference
            for known, edition in pairs
            if isinstance(known, Edition)
            for difference in packs.differences(known, edition)
        ),
    )


def _accepting(pack: "Pack", reason: str) -> "Pack":
    """Make a pack again, with whatever differs in it accepted."""
    from care_standards import packs

    def made() -> "Pack":
        return packs.make(
            id=pack.id,
            version=pack.version,
            title=pack.title,
            publications=pack.publications,
            editions=pack.editions,
            crosswalks=pack.crosswalks,
            concordances=pack.concordances,
            publisher=pack.publisher,
            rights=pack.rights,
            completeness=pack.completeness,
            accept_differences=reason,
            note=pack.note,
            bibliography=pack.bibliography,
            extensions=pack.extensions,
            catalogue=_beside([file.id for file in pack.files]),
        )

    return _with_options_blamed(made)


def _beside(ids: "Sequence[str]", before: "Pack | None" = None) -> "Catalogue":
    """Give the shipped data with the packs at hand that bring none of these ids, and with the pack before."""
    from care_standards import api

    brought = {*ids, *(file.id for file in before.files)} if before is not None else set(ids)
    others = [pack for pack in held(is_quiet=True).packs if brought.isdisjoint(file.id for file in pack.files)]
    others += [before] if before is not None else []
    return api.catalogue(packs=others) if others else packaged.catalogue()


def _as_it_is(edition: Edition) -> Edition:
    return edition


def _made_of(
    files: "Sequence[str]",
    wanted: _Wanted,
    change: "Callable[[Edition], Edition]" = _as_it_is,
    before: "Pack | None" = None,
) -> "Pack":
    """Read documents, editions before what links them, and make one pack of them, which may follow another."""
    from care_standards import api, packs

    contents = sorted((content_of(file) for file in files), key=_turn_of)
    if any(is_markdown(content) for content in contents):
        raise Misuse("Markdown is compiled first: care-standards compile FILE -o EDITION.json")
    beside = _beside([str(_peek(content, "id")) for content in contents], before)
    found: list[PackDocument] = []
    for content in contents:
        document = api.read(content, catalogue=with_documents(beside, found))
        if not isinstance(document, (Publication, Edition, Crosswalk, Concordance)):
            raise Misuse("A pack holds editions, publications, crosswalks and concordances, and nothing else.")
        found.append(document)
    if before is not None:
        refuse_what_leaves_out(found, before)
    editions = [change(document) for document in found if isinstance(document, Edition)]
    id = wanted.id or (editions[0] if editions else found[0]).id.replace("--", "-")  # that of a link is no key

    def made() -> "Pack":
        return packs.make(
            id=id,
            version=wanted.version or _FIRST_VERSION,
            title=wanted.title,
            publications=[document for document in found if isinstance(document, Publication)],
            editions=editions,
            crosswalks=[document for document in found if isinstance(document, Crosswalk)],
            concordances=[document for document in found if isinstance(document, Concordance)],
            accept_differences=wanted.reason,
            catalogue=beside,
        )

    pack = _with_options_blamed(made)
    if before is not None:
        pack = following(pack, before)
        _judge(pack)
    return pack


_OPTIONS: Final = {"id": "--id", "version": "--version", "title": "--title", "reason": "--accept-differences"}


def _with_options_blamed(make: "Callable[[], Pack]") -> "Pack":
    """Make a pack; a value that no pack can have came from an option."""
    error: InvalidValueError
    try:
        return make()
    except InvalidValueError as caught:
        error = caught
    if error.field not in _OPTIONS:
        raise error
    raise Misuse(f"{_OPTIONS[error.field]} {error.rule}.")


def _turn_of(content: bytes) -> int:
    """Give the turn at which a document is read, by the kind it says it is of; what cannot be told is refused later."""
    return {"publication": 0, "crosswalk": 2, "concordance": 2}.get(str(_peek(content, "kind")), 1)


def _peek(content: bytes, name: str) -> object:
    """Give a member of a document that was not judged yet, None where it cannot be told."""
    with suppress(ValueError, RecursionError):
        plain: object = json.loads(content)
        return cast("dict[str, object]", plain).get(name) if isinstance(plain, dict) else None
    return None


def _standing(target: str) -> str | None:
    """Give the pack that stands where one would be put, as a folder or a zip file, or None."""
    return next((path for path in (target, target + _ZIP) if os.path.lexists(path)), None)


def _keep(pack: "Pack", target: str) -> None:
    """Put a pack in its place among those of this user, whole or not at all, where nobody else may read it."""
    from care_standards import packs

    folder = os.path.dirname(target)
    failed = False
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)  # before anything is in it: nobody else sees a file of it, whatever its own mode
    except OSError:
        failed = True
    if failed:
        raise UnwritableTargetError("the folder for packs cannot be made")
    # One file, because one file can be replaced in one step: whenever this ends, the old pack stands there or the new.
    packs.save(pack, target + _ZIP)
    with suppress(OSError):
        os.chmod(target + _ZIP, 0o600)
    shutil.rmtree(target, ignore_errors=True)  # a folder that somebody put there by hand


def _tell_added(packs: "Sequence[Pack]") -> None:
    for pack in packs:
        held_here = ", ".join(f"{edition.id} ({edition.completeness})" for edition in pack.editions) or "no edition"
        private = " It is private: only you can read it." if pack.rights.sharing == "private" else ""
        words(f"Added {pack.id} {pack.version}: {held_here}; {counted(len(pack.retired), 'id')} retired.{private}")


@verb("make")
@click.argument("files", nargs=-1, required=True, type=click.UNPROCESSED, metavar="FILE...")
@output_option("Write the pack here: a zip file if it ends in .zip, else a folder.")
@_making_options
@click.option(
    "--after",
    type=click.UNPROCESSED,
    metavar="PACK",
    help="The pack that this one follows: ids that were in it and are in none of the files are retired, and answered.",
)
@click.option("--shareable", is_flag=True, help="Leave the publisher's wording out, so that the pack may be shared.")
@force_option
def make_verb(
    files: tuple[str, ...],
    output: str,
    id: str | None,
    version: str | None,
    title: str | None,
    reason: str | None,
    after: str | None,
    shareable: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Make a pack of FILEs: JSON of editions, publications, crosswalks and concordances.

    An edition of an id that is shipped must agree with what is established of it. A private edition makes the pack
    private, unless --shareable leaves its wording out. The next version of a pack is made --after the one before, so
    that every id goes on being answered; what is retired needs a reason, --accept-differences.

    Exit code: 0 made; 1 refused, and nothing was written; 3 a file cannot be opened or written.
    """
    if output == "-":
        raise Misuse("A pack is a folder or a zip file: it cannot be printed.")
    refuse_loss(force, output, sources=[*files, after])
    from care_standards import packs

    wanted = _Wanted(id, version, title, reason)
    before = None if after is None else packs.load(after)
    if before is not None:
        refuse_another_line(before, id, version)
        wanted = attrs.evolve(wanted, id=before.id)
    pack = _made_of(files, wanted, without_wording if shareable else _as_it_is, before)
    packs.save(pack, output)
    if as_json:
        from care_standards.cli.pack_text import plain_pack

        emit_json({"made": plain_pack(pack)})
    else:
        retired = f"; {counted(len(pack.retired), 'id')} retired" if pack.retired else ""
        held_in = f"{counted(len(pack.files), 'file')} beside {MANIFEST}{retired}"
        words(f"Made {pack.id} {pack.version}, {pack.rights.sharing}: {held_in}.")
    if before is None:
        brought = {edition.id for edition in pack.editions}
        mine = [old for old in held(is_quiet=True).packs if any(edition.id in brought for edition in old.editions)]
        _tell_lost(unanswered(mine, _beside([file.id for file in pack.files], pack)), "you hold")
    if shareable:
        tell_what_is_bare(pack.editions)
    return exits.GOOD
