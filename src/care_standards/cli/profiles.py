"""``care-standards profile``: the column profiles that are shipped, and drafts of your own."""

from typing import TYPE_CHECKING, Final

import click

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input
from care_standards.cli.output import counted, emit_json, words
from care_standards.cli.page import Page
from care_standards.cli.table_options import complete_profile
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import Misuse, Verbs, help_option, json_option, verb
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.identifiers import is_key
from care_standards.vocabularies import TABLE_FORMATS, TableFormat

if TYPE_CHECKING:
    from care_standards.model.column_profile import ColumnProfile

_CONFIRMED: Final = {
    "confirmed-by-a-user": "a user has confirmed it",
    "not-confirmed": "no user has confirmed it yet",
}


@click.group("profile", cls=Verbs, invoke_without_command=True, add_help_option=False)
@json_option
@help_option
@click.pass_context
def profile_verb(ctx: click.Context, as_json: bool) -> int:
    """List and show column profiles, and draft one of your own from the header of a file.

    A column profile says how the tables of one system become link rows: which column is which, and how codes, lists
    and dates are written. Without a command: the list of those that are shipped.
    """
    return _list(as_json) if ctx.invoked_subcommand is None else exits.GOOD


def _list(as_json: bool) -> int:
    from care_standards.tables import shipped_profiles

    found = shipped_profiles()
    if as_json:
        emit_json(
            [{"id": each.id, "title": each.title, "confirmation": each.confirmation} for each in found],
        )
        return exits.GOOD
    page = Page()
    for each in found:
        page.line(f"{each.id}: {each.title}", style="bold", hang=2)
        page.line(f"{_CONFIRMED[each.confirmation]}; {counted(len(each.columns), 'column')}", indent=2, hang=2)
    page.emit()
    return exits.GOOD


@verb("list")
def list_verb(as_json: bool) -> int:
    """List the column profiles that are shipped."""
    return _list(as_json)


@verb("show")
@click.argument("named", type=click.UNPROCESSED, metavar="ID|FILE", shell_complete=complete_profile)
def show_verb(named: str, as_json: bool) -> int:
    """Show what a column profile says: ID is one that is shipped, FILE one of your own."""
    from care_standards.documents.codec import to_plain
    from care_standards.tables import profile as profile_of

    found = profile_of(named)
    if as_json:
        emit_json(to_plain(found))
    else:
        _page(found).emit()
    return exits.GOOD


def _page(profile: "ColumnProfile") -> Page:
    page = Page()
    page.line(f"{profile.id}: {profile.title}", style="bold", hang=2)
    page.line(_CONFIRMED[profile.confirmation])
    if profile.description:
        page.line(profile.description)
    page.blank()
    page.line(f"names are compared: {profile.matching}; dates in text: {profile.dates}")
    for fixed in profile.values:
        page.line(f"{fixed.column} is {fixed.value} where no column says it", hang=2)
    if profile.edition_from_provision:
        page.line("the edition is that of the provision where no column says it", hang=2)
    for title, columns in (
        ("Columns that are read", [each for each in profile.columns if each.to is not None]),
        ("Columns about persons, refused", [each for each in profile.columns if each.personal]),
        ("Other columns that are known", [each for each in profile.columns if each.to is None and not each.personal]),
    ):
        if not columns:
            continue
        page.blank()
        page.line(title, style="bold")
        for each in columns:
            to = f" fills {each.to}" if each.to else ""
            also = f"; also {', '.join((*each.also, *each.misspelt))}" if each.also or each.misspelt else ""
            page.line(f"{each.name}{to}{also}", indent=2, hang=2)
    if profile.codes:
        page.blank()
        page.line("Codes", style="bold")
        for code in profile.codes:
            page.line(f"{code.column} {code.code}: {', '.join(code.also)}", indent=2, hang=2)
    return page


@verb("draft", examples=("profile draft export.csv --id our-system -o our-system.json",))
@click.argument("file", type=click.UNPROCESSED, metavar="FILE")
@click.option("--id", "named", type=click.UNPROCESSED, metavar="ID", help="The id of the profile, such as our-system.")
@click.option(
    "--as", "table_form", type=click.Choice(TABLE_FORMATS), default=None, help="The format, where the name is silent."
)
@output_option("Write the profile in this file (- prints it).")
@force_option
def draft_verb(
    file: str, named: str | None, table_form: TableFormat | None, output: str, force: bool, as_json: bool
) -> int:
    """Draft a column profile from the header of FILE; - stands for the standard input.

    Only the names of the columns are read and written down, and no value. Look through the draft: what it takes for a
    column of the link row is a guess by names, and dates are taken as year, month, day until you say otherwise.

    Exit code: 0 written; 1 no header was found; 3 a file cannot be opened or written.
    """
    if named is not None and not is_key(named):
        raise Misuse("--id takes lower-case letters and digits, joined by single hyphens, such as our-system.")
    if output == STDOUT and as_json:
        raise Misuse("--json and --output - exclude each other: both print on the standard output.")
    refuse_loss(force, output, sources=[file])
    from care_standards.api import write
    from care_standards.tables import draft_profile

    source = Input(STDIN).content(DEFAULT_LIMITS.max_bytes) if file == STDIN else file
    drafted = draft_profile(source, id=named or "draft", format=table_form)
    save(output, write(drafted, catalogue=held().catalogue))
    found = {
        "columns": len(drafted.columns),
        "read": sum(each.to is not None for each in drafted.columns),
        "personal": sum(each.personal for each in drafted.columns),
    }
    if as_json:
        emit_json({"profile": drafted.id, **found})
    else:
        words(
            f"{counted(found['columns'], 'column')}: {found['read']} taken for columns of the link row, "
            f"{found['personal']} about persons. Its description names the columns that were left out. Look through "
            "it, and write the rest."
        )
    return exits.GOOD


for _command in (list_verb, show_verb, draft_verb):
    profile_verb.add_command(_command)
