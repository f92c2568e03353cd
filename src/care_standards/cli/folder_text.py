"""What became of a folder, in words for people and as plain data: what was done, what was not, and how it comes out."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from care_standards.cli import exits
from care_standards.cli.ledger_text import summary_lines, wanting_again
from care_standards.cli.output import counted, emit_json, safe_name, words
from care_standards.cli.stepped import STATES, Account, Done, State
from care_standards.migration import headline
from care_standards.model.ledger import Ledger, LedgerEntry

if TYPE_CHECKING:
    from care_standards.cli.page import Page

Told = Sequence[tuple[Account, tuple[str, ...]]]
_ANYWHERE: Final = "/findings"
_GOOD: Final[tuple[State, ...]] = ("written", "done")


def together(done: Sequence[Done]) -> list[Account]:
    """Add up the accounts of the files that were taken on, those of one way together, in the order they came."""
    found: dict[tuple[Any, ...], Counter[Any]] = {}
    for account in (each.account for each in done if each.account is not None):
        way = (account.subject, account.old, account.new, account.steps)
        found.setdefault(way, Counter()).update(account.counts)
    return [Account(subject, old, new, steps, counts) for (subject, old, new, steps), counts in found.items()]


def _first_lines(account: Account) -> list[str]:
    """Say of all files that went one way what the ledger of each would say."""
    entries: list[LedgerEntry] = []
    for (verdict, was), count in account.counts.items():
        source = None if verdict == "added" else _ANYWHERE
        entries += [LedgerEntry(source=source, verdict=verdict, reason=verdict, was=was)] * count
    ledger = Ledger(
        subject=account.subject, old=account.old, new=account.new, steps=account.steps, entries=tuple(entries),
        records_in=sum(entry.source is not None for entry in entries),
    )  # fmt: skip
    return [headline(ledger), *summary_lines(account.verdicts, wanting_again(account.counts.items()))]


def tell_folder(
    done: Sequence[Done],
    *,
    others: int,
    closed: int,
    as_json: bool,
    show_names: bool,
) -> int:
    """Tell what became of every file of a folder, and give one exit code for all of it.

    ``others`` is how many files were none of JSON, and ``closed`` how many folders in it could not be opened.
    """
    told = [(account, tuple(_first_lines(account))) for account in together(done)]
    if as_json:
        besides = {"other_files": others, "closed_folders": closed}
        emit_json({"states": _states(done), **besides, **_plain(done, told, show_names)})
    else:
        _page(done, told, others, show_names).emit()
    if closed:
        words(f"{counted(closed, 'folder')} in it could not be opened.")
    codes = [each.exit_code for each in done]
    return exits.worst([*codes, exits.UNREADABLE] if closed else codes)


def _states(done: Sequence[Done]) -> dict[State, int]:
    found = Counter(each.state for each in done)
    return {state: found[state] for state in STATES if found[state]}


def _plain(done: Sequence[Done], told: Told, show_names: bool) -> dict[str, Any]:
    ways = [
        {"headline": lines[0], "old": account.old, "new": account.new, "counts": account.verdicts}
        for account, lines in told
    ]
    return {"ways": ways, "files": [_entry(each, show_names) for each in done]}


def _entry(done: Done, show_names: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"input": done.number}
    if show_names:
        entry["name"] = done.path
    entry["state"] = done.state
    if done.words:
        entry["reason"] = done.words
    if done.codes and done.state == "invalid":
        entry["codes"] = dict(done.codes)
    if done.account is not None:
        entry |= {"old": done.account.old, "new": done.account.new, "counts": done.account.verdicts}
    return entry


def _page(done: Sequence[Done], told: Told, others: int, show_names: bool) -> "Page":
    from care_standards.cli.page import Page

    page = Page()
    for _, (top, *rest) in told:
        page.line(top, style="bold", hang=2)
        for line in rest:
            page.line(line, indent=2, hang=2)
    page.line(f"Of {counted(len(done), 'file')} of JSON:", hang=2)
    page.table([(str(count), STATES[state]) for state, count in _states(done).items()], indent=2)
    if others:
        page.line(f"Besides there {_are(others, 'other file')}, which nobody touched.", hang=2)
    bad = [each for each in done if each.state not in _GOOD and (each.state != "other" or show_names)]
    for each in bad:
        name = f" {safe_name(each.path)}" if show_names else ""
        page.line(f"input {each.number} of {len(done)}{name}: {_said(each)}", indent=2, hang=2)
    if bad and not show_names:
        page.line("Inputs are counted in sorted order. --show-names prints their names.", hang=2)
    return page


def _are(count: int, what: str) -> str:
    return f"{'is' if count == 1 else 'are'} {counted(count, what)}"


def _said(done: Done) -> str:
    if done.state == "invalid":
        codes = ", ".join(code if count == 1 else f"{code} ({count} times)" for code, count in done.codes.items())
        return f"{STATES[done.state]}: {codes}. care-standards check tells more."
    return f"{STATES[done.state]}{f': {done.words}' if done.words else '.'}"
