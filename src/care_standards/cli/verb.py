"""What all verbs share: how they show help, how they are told to write JSON, and how a wrong call is answered.

A wrong argument is never repeated: it may be a name, a path, or a line pasted from a case file.
"""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Final, TypeVar

import click

from care_standards.cli.output import emit
from care_standards.errors import AmbiguousNotationError, CareStandardsError, OutsideNationError, UnknownWordError
from care_standards.identifiers import near_misses

F = TypeVar("F", bound=Callable[..., Any])

# What the rooms refuse because the question was put wrongly; none of them repeats a word of it.
_WRONGLY_ASKED = (UnknownWordError, OutsideNationError, AmbiguousNotationError)

_NAMES_PACKS: Final = "care_standards.names_packs"

# Options that stand for nearly the same under another name in other verbs: the first that a verb has is meant.
_SAME_ELSEWHERE: Final = {
    "--population": ("--with",),
    "--populations": ("--with", "--population"),
    "--with": ("--population", "--with-wording"),
    "--edition": ("--in",),
    "--in": ("--edition",),
    "--group": ("--by",),
    "--date": ("--on",),
}


class Misuse(click.UsageError):
    """A wrong call, in words of ours that hold no argument."""


class _TellsWhere:
    """Adds to a click error the command it came up in, which click leaves out of some."""

    def __init__(self, ctx: click.Context) -> None:
        self._ctx = ctx

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, click.UsageError) and error.ctx is None:
            error.ctx = self._ctx


class Verb(click.Command):
    """A command whose every error knows the command, and which tells what is wrong with what it was given."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **named: Any) -> None:
        """Make the command; ``examples`` are calls of it, without the name of the program."""
        super().__init__(*arguments, **named)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own, so that it can be copied."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{ctx.find_root().info_name} {example}\n")
        super().format_epilog(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it refuses is told in full, and is a finding, unless it was wrongly asked."""
        if ctx.params.get("as_json") and ctx.params.get("as_csv"):
            raise Misuse("--json and --csv exclude each other.", ctx)
        refusal: CareStandardsError | None = None
        try:
            if _NAMES_PACKS in ctx.find_root().meta:
                from care_standards.cli.holdings import held

                held(ctx)  # a pack that was named and cannot be taken ends the run before it begins
            return super().invoke(ctx)
        except CareStandardsError as error:
            refusal = error
        if isinstance(refusal, _WRONGLY_ASKED):
            raise Misuse(str(refusal), ctx)
        from care_standards.cli.refused import tell_refusal

        told = tell_refusal(
            refusal, bool(ctx.params.get("as_json")), is_document_awaited=_awaits_document(ctx), file=_edited_file(ctx)
        )
        if told is None:
            raise refusal
        return told

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        with _TellsWhere(ctx):
            return super().parse_args(ctx, args)


def _edited_file(ctx: click.Context) -> str | None:
    """Give the file that somebody is writing, whose faults editors can jump to; it holds standards and no record."""
    file = ctx.params.get("file") if ctx.command.name in ("compile", "accept") else None
    return file if isinstance(file, str) and file != "-" else None


def _awaits_document(ctx: click.Context) -> bool:
    """Tell whether a document was to come out on the standard output, where nothing else should then."""
    output = ctx.params.get("output", "")
    is_page = ctx.command.name == "render" or ctx.params.get("form") in ("markdown", "html")
    return output == "-" or (output is None and is_page) or bool(ctx.params.get("as_csv"))


class Verbs(click.Group):
    """A group of commands whose every error knows the command, and which never repeats a wrong name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names, and answer a wrong one without repeating it."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            known = tuple(self.list_commands(ctx))
            near = near_misses(args[0], known) or known
            raise Misuse(f"No such command. Try one of: {', '.join(near)}.", ctx)
        return (args[0] if command else None), command, args[1:]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        with _TellsWhere(ctx):
            return super().parse_args(ctx, args)


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        emit(ctx.get_help() + "\n")
        ctx.exit()


help_option = click.option(
    "-h", "--help", is_flag=True, expose_value=False, is_eager=True, callback=_show_help,
    help="Show this message and exit.",
)  # fmt: skip


def _or_before_the_verb(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    here: click.Context | None = ctx
    while here is not None and not value:
        value = bool(here.params.get("as_json"))
        here = here.parent
    return value


json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_or_before_the_verb, help="Write JSON (ASCII) instead of text."
)

csv_option = click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="Write a table as CSV (RFC 4180, UTF-8, a row of names first) instead of text.",
)


def _leave_packs_out(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from care_standards.cli.holdings import without_packs

        without_packs(ctx)


def _take_packs(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    if value:
        from care_standards.cli.holdings import with_packs

        with_packs(ctx, value)
        ctx.find_root().meta[_NAMES_PACKS] = True


def leaves_packs_out(*names: str) -> Callable[[F], F]:
    """Make the options that say which packs a run answers from: none of those that are there, and others by name."""

    def made(function: F) -> F:
        function = click.option(
            *names, is_flag=True, expose_value=False, is_eager=True, callback=_leave_packs_out,
            help="Answer from the shipped data alone: read no pack that is there.",
        )(function)  # fmt: skip
        return click.option(
            "--pack", multiple=True, type=click.UNPROCESSED, metavar="PACK", expose_value=False, is_eager=True,
            callback=_take_packs, help="Answer from this pack too, a folder or a zip file; may be repeated.",
        )(function)  # fmt: skip

    return made


packs_option = leaves_packs_out("--no-packs")


def verb(
    name: str, *, has_csv: bool = False, examples: Sequence[str] = ()
) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function that gives an exit code; with ``has_csv`` it takes ``as_csv`` too."""

    def made(function: Callable[..., int]) -> click.Command:
        function = help_option(function)
        function = csv_option(function) if has_csv else function
        return click.command(name, cls=Verb, add_help_option=False, examples=examples)(json_option(function))

    return made


def in_our_words(error: click.UsageError) -> str:
    """Say what is wrong with a call without repeating any of it."""
    if isinstance(error, Misuse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        options = _options(error.ctx)
        # What another verb calls it says more than a name that is merely spelt alike.
        meant = [name for name in _SAME_ELSEWHERE.get(error.option_name, ()) if name in options]
        near = meant or sorted(name for name in error.possibilities or () if name in options)
        return f"No such option. Did you mean {' or '.join(near)}?" if near else "No such option."
    if isinstance(error, click.MissingParameter):
        return f"{_named(error.param)} is missing."
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)} does not take this value.{_expected(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        known = error.option_name if error.option_name in _options(error.ctx) else "An option"
        return f"{known} was given without a value it needs, or with one it does not take."
    return "There are more arguments than this command takes, or fewer."


def _options(ctx: click.Context | None) -> set[str]:
    if ctx is None:
        return set()
    return {name for param in ctx.command.params for name in (*param.opts, *param.secondary_opts)}


def _named(param: click.Parameter | None) -> str:
    if param is None:
        return "An argument"
    return param.opts[-1] if isinstance(param, click.Option) else (param.metavar or "An argument").strip("[]")


def _expected(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    if isinstance(param.type, click.Choice):
        return f" Choose from: {', '.join(str(choice) for choice in param.type.choices)}."
    if isinstance(param.type, click.IntRange):
        return f" Give a whole number from {param.type.min} up."
    return ""
