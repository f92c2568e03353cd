"""The calls that the help of a verb shows are calls that work."""

import shlex
from collections.abc import Callable
from typing import Any

import click
import pytest

from care_standards.cli.program import NAME, program
from care_standards.cli.verb import Verb

Run = Callable[..., Any]
VERBS = ("list", "search", "applies", "map", "explain", "coverage")


@pytest.mark.parametrize("name", VERBS)
def test_every_example_works_in_every_form(run: Run, name: str) -> None:
    verb = program.get_command(click.Context(program), name)
    assert isinstance(verb, Verb)
    assert verb.examples
    shown = run(name, "--help").out
    for example in verb.examples:
        assert f"  {NAME} {example}\n" in shown
        for form in ((), ("--json",), ("--csv",)):
            ran = run(*shlex.split(example), *form)
            assert ran.code == 0
            assert ran.out
            assert bool(ran.err) == (form == ("--csv",) and "--on" not in example)
