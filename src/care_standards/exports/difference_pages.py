"""Differences as pages for people: Markdown, and one HTML file that needs nothing else.

Titles, headings, numbers and summaries are shown of the editions that are passed along; without them ids stand alone.
The publisher's wording is never shown, nor are notes, reasons or evidence of findings. A page says at its top how much
of each edition is known, and unknown stands there as unknown. It is for reading: ``Diff.to_plain`` is for programs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from care_standards.differences import Diff
from care_standards.exports.difference_style import STYLE
from care_standards.exports.difference_text import Contents, Line, Section, Shown, contents, printable
from care_standards.exports.html_parts import as_text, page_head
from care_standards.query.scopes import Scope

_KNOWN: Final = "How much is known"
_COUNTED: Final = "What was counted"
_KNOWN_COLUMNS: Final = ("Side", "Which", "Items", "How much of it our data hold")
_TOLD: Final = "What is told"
_NOTHING: Final = "Nothing differs in what is listed here."

# Every sign that CommonMark, or a common extension of it, gives a meaning to; backslashes before them are not shown.
_MARKED: Final = re.compile(r"[\\`*_{}\[\]<>#|~&!$^=@]|(?<=www)\.|:(?=//)|^(?:[-+]|[0-9]+[.)])(?=\s)", re.IGNORECASE)


def to_markdown(diff: Diff, *, old: Scope = (), new: Scope = (), every: bool = False) -> str:
    """Write a comparison as Markdown: CommonMark with tables, which GitHub and most programs know.

    ``old`` and ``new`` are the edition, the editions or the catalogue to take titles, headings and summaries from.
    Entries that are the same on both sides are listed only where ``every`` is true. Raises InvalidValueError where
    ``old`` or ``new`` is neither.
    """
    page = contents(diff, old, new, every)
    return "\n".join(_markdown(page)) + "\n"


def _markdown(page: Contents) -> Iterator[str]:
    yield from (f"# {_marked(page.title)}", "", f"## {_KNOWN}", "")
    yield from _rows(_KNOWN_COLUMNS, [(k.side, k.name, str(k.items), k.level) for k in page.known])
    yield from (f"- {_marked(note)}" for note in _noted(page))
    yield from ("", f"## {_COUNTED}", "")
    yield from _rows(_columns(page), [(f"{s} {c}", str(n), str(o), str(w)) for c, s, n, o, w in page.counted])
    if page.courses:
        yield from (_marked(page.courses), "")
    for section in page.sections:
        yield from (f"## {_marked(f'{section.sign} {section.title}')} ({section.count})", "", section.meaning, "")
        yield from _table(
            (*page.columns, _TOLD),
            [
                (_cell(line.old, line.old_value), _cell(line.new, line.new_value), _joined(line.told))
                for line in section.lines
            ],
        )
    if not page.sections:
        yield _NOTHING


def _noted(page: Contents) -> tuple[str, ...]:
    return (page.unnamed, *page.notes) if page.unnamed else page.notes


def _columns(page: Contents) -> tuple[str, ...]:
    return ("Category", "Entries", *(f"Items of the {name}" for name in page.sides))


def _rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    return _table(header, [tuple(_marked(cell) for cell in row) for row in rows])


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(_marked(name) for name in header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _cell(things: tuple[Shown, ...], value: str) -> str:
    texts = [f"**{_marked(thing.id)}**{_after(thing)}" for thing in things]
    return "<br>".join([*texts, *([_marked(value)] if value else [])])


def _after(thing: Shown) -> str:
    label = f" {_marked(thing.label)}" if thing.label else ""
    return label + (f"<br>{_marked(thing.summary)}" if thing.summary else "")


def _joined(told: tuple[str, ...]) -> str:
    return "<br>".join(_marked(text) for text in told)


def _marked(text: str) -> str:
    """Give text of which Markdown shows every character as it is."""
    return _MARKED.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", printable(text))


def to_html(diff: Diff, *, old: Scope = (), new: Scope = (), every: bool = False) -> str:
    """Write a comparison as one HTML file with two columns, the first on the left; it loads nothing and runs nothing.

    ``old`` and ``new`` are the edition, the editions or the catalogue to take titles, headings and summaries from.
    Entries that are the same on both sides are listed only where ``every`` is true. On a narrow screen the two sides
    stand one below the other; light, dark and paper have styles of their own. Raises InvalidValueError where ``old``
    or ``new`` is neither.
    """
    page = contents(diff, old, new, every)
    return "\n".join(_html(page)) + "\n"


def _html(page: Contents) -> Iterator[str]:
    yield from (
        *page_head(page.title, STYLE),
        f"<h1>{as_text(page.title)}</h1>",
        '<section aria-labelledby="known">',
        f'<h2 id="known">{_KNOWN}</h2>',
    )
    yield from _plain_table(_KNOWN_COLUMNS, [(k.side, k.name, str(k.items), k.level) for k in page.known], {2})
    if notes := _noted(page):
        yield '<ul class="note">'
        yield from (f"<li>{as_text(note)}</li>" for note in notes)
        yield "</ul>"
    yield from ("</section>", '<section aria-labelledby="counted">', f'<h2 id="counted">{_COUNTED}</h2>')
    counted = [(f"{s} {c}", str(n), str(o), str(w)) for c, s, n, o, w in page.counted]
    yield from _plain_table(_columns(page), counted, {1, 2, 3})
    if page.courses:
        yield f"<p>{as_text(page.courses)}</p>"
    yield "</section>"
    for section in page.sections:
        yield from _section(section, page.columns)
    if not page.sections:
        yield f"<p>{_NOTHING}</p>"
    yield from ("</main>", "</body>", "</html>")


def _plain_table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers: set[int]) -> Iterator[str]:
    head = "".join(f'<th scope="col">{as_text(name)}</th>' for name in header)
    yield f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>'
    for first, *rest in rows:
        cells = "".join(
            f'<td class="number">{as_text(cell)}</td>' if place in numbers else f"<td>{as_text(cell)}</td>"
            for place, cell in enumerate(rest, 1)
        )
        yield f'<tr><th scope="row">{as_text(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


# A table that is laid out as blocks is no table to some screen readers any more; the roles keep it one.
def _section(section: Section, columns: tuple[str, str]) -> Iterator[str]:
    key = as_text(section.key)
    tone = key if section.sign != "~" else "changed"
    yield from (
        f'<section aria-labelledby="is-{key}">',
        f'<h2 id="is-{key}" class="{tone}"><span class="sign" aria-hidden="true">{as_text(section.sign)}</span>'
        f" {as_text(section.title)} ({section.count})</h2>",
        f"<p>{as_text(section.meaning)}</p>",
        f'<table class="pairs {key}-of" role="table">',
        f"<caption>{as_text(f'{section.title}: {columns[0]} on the left, {columns[1]} on the right')}</caption>",
        '<thead role="rowgroup"><tr role="row">',
        *(f'<th scope="col" role="columnheader">{as_text(name)}</th>' for name in columns),
        "</tr></thead>",
    )
    for line in section.lines:
        yield '<tbody role="rowgroup">'
        yield from _pair(line, columns)
        yield "</tbody>"
    yield from ("</table>", "</section>")


def _pair(line: Line, columns: tuple[str, str]) -> Iterator[str]:
    if line.told:
        told = "".join(f"<p>{as_text(text)}</p>" for text in line.told)
        yield (
            '<tr class="told" role="row">'
            f'<th scope="rowgroup" role="rowheader" colspan="2" aria-colspan="2">{told}</th></tr>'
        )
    sides = zip(columns, (line.old, line.new), (line.old_value, line.new_value), strict=True)
    cells = "".join(_side(name, things, value) for name, things, value in sides)
    yield f'<tr role="row">{cells}</tr>'


def _side(name: str, things: tuple[Shown, ...], value: str) -> str:
    shown = "".join(_thing(thing) for thing in things)
    said = f'<p class="soft">{as_text(value)}</p>' if value else ""
    return f'<td role="cell" data-side="{as_text(name)}">{shown}{said}</td>'


def _thing(thing: Shown) -> str:
    label = f" {as_text(thing.label)}" if thing.label else ""
    summary = f'<p class="soft">{as_text(thing.summary)}</p>' if thing.summary else ""
    return f'<p><span class="id">{as_text(thing.id)}</span>{label}</p>{summary}'
