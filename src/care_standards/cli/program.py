"""The command itself: finds the verb, runs it, and turns whatever happens into words and an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, cast

import click

from care_standards.cli import exits
from care_standards.cli.faults import fault
from care_standards.cli.output import OutputFailedError, emit, emit_json, words
from care_standards.cli.verb import Verbs, help_option, in_our_words, json_option, packs_option
from care_standards.errors import (
    MissingExtraError,
    SearchUnavailableError,
    UnknownIdError,
    UnreadableSourceError,
    UnwritableTargetError,
)
from care_standards.version import __version__

NAME: Final = "care-standards"
# The help of the whole command names the verbs without loading them.
VERBS: Final[dict[str, tuple[str, str]]] = {
    "list": ("browse", "List editions, publications, provisions, crosswalks, mappings or concordances."),
    "show": ("show", "Show what an id names, with its status and what is known of it."),
    "resolve": ("show", "Tell what an id names, and what became of it."),
    "search": ("searching", "Find words in headings, summaries, numbers and terms."),
    "applies": ("applying", "Tell what applies to a client or a service, what does not, and what is unknown."),
    "map": ("crosswalks", "Show what an edition or an item of one is linked to."),
    "explain": ("crosswalks", "Show every way from one item to another, and what is possible between them."),
    "coverage": ("crosswalks", "Tell what a crosswalk links, what was reviewed, and what was not."),
    "diff": ("differences", "Show what differs between two editions, crosswalks or assessments."),
    "new": ("starting", "Start an assessment with everything that applies or may apply."),
    "summary": ("summaries", "Count the findings of an assessment by part, kind, force, setting or crosswalk."),
    "gaps": ("gaps", "Show what an assessment found to be missing, and what is not known."),
    "migrate": ("migrating", "Carry assessments over to another edition, with an account of every finding."),
    "ledger": ("ledgers", "Show what a migration did, and what a person has to decide, first."),
    "upgrade": ("upgrading", "Bring documents to a later version of the schemas, with an account."),
    "downgrade": ("upgrading", "Bring documents to an earlier version of the schemas, if nothing is lost."),
    "check": ("check", "Check documents and tables against the published schemas and the standards."),
    "rows": ("row_tables", "Turn an assessment into a table of link rows, or a table into assessments."),
    "profile": ("profiles", "List, show and draft column profiles: how tables of a system are read."),
    "packs": ("packs", "List, add, remove, check and make packs: your own copies beside the shipped data."),
    "draft": ("drafting", "Make a Markdown draft and a review of it from a PDF or DOCX."),
    "new-edition": ("templates", "Make the skeleton of an edition in Markdown."),
    "compile": ("compiling", "Make an edition of its Markdown form."),
    "render": ("rendering", "Write an edition in its Markdown form."),
    "propose": ("concordances", "Propose what became of each provision from one edition to the next, as a table."),
    "accept": ("concordances", "Make a concordance of the reviewed rows of a proposal."),
    "schema": ("schema", "Print or save the published JSON Schemas."),
}


class Program(Verbs):
    """The command ``care-standards``, whose verbs are loaded when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the verbs, in the order in which a newcomer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb, or give None where there is none of this name."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"care_standards.cli.{VERBS[cmd_name][0]}")
        return cast(click.Command, getattr(module, f"{cmd_name.replace('-', '_')}_verb"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; an interruption from the keyboard ends it without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            return exits.INTERRUPTED

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command and end the process."""
        sys.exit(self.answer(args))

    def answer(self, arguments: Sequence[str] | None = None) -> int:
        """Run the command with these arguments, or those of the process, and give its exit code."""
        # What is raised may hold arguments or more: it is put into words here and goes no further.
        try:
            result = super().main(arguments, prog_name=NAME, standalone_mode=False)
            return result if isinstance(result, int) else exits.GOOD
        except click.Abort:
            return exits.INTERRUPTED
        except click.UsageError as error:
            if error.ctx is not None:
                words(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n")
            words(f"Error: {in_our_words(error)}")
            return exits.USAGE
        except UnknownIdError as error:
            words(str(error))
            return exits.UNKNOWN_ID
        except (MissingExtraError, SearchUnavailableError, UnreadableSourceError, UnwritableTargetError) as error:
            words(str(error))
            return exits.UNREADABLE
        except OutputFailedError:
            words("The output could not be written.")
            return exits.UNREADABLE
        except Exception as error:
            if "_CARE_STANDARDS_COMPLETE" in os.environ:  # a shell that asks for completion, and asks wrongly
                return exits.USAGE
            words(fault(error))
            return exits.OUR_FAULT


@click.group(
    NAME,
    cls=Program,
    invoke_without_command=True,
    add_help_option=False,
    epilog=(
        "Exit codes: 0 good, 1 findings, 2 wrong usage, 3 a file that cannot be read or written, or a part that is "
        "not installed, 4 an unknown id, 70 a fault of this program. Of several inputs the worst counts: 70, then 4, "
        "3 and 1."
    ),
)
@click.option("--version", "show_version", is_flag=True, help="Show the version and exit.")
@json_option
@packs_option
@help_option
@click.pass_context
def program(ctx: click.Context, show_version: bool, as_json: bool) -> int:
    """Look up the UK Slavery and Trafficking Survivor Care Standards, and check documents against them.

    Without a command: a map of what is here.
    """
    if show_version:
        if as_json:
            emit_json({"library_version": __version__})
        else:
            emit(f"{NAME} {__version__}\n")
        ctx.exit()
    if ctx.invoked_subcommand is None:
        from care_standards.cli.browse import show_map

        show_map(as_json)
    return exits.GOOD
