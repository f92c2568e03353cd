"""The account of a migration as a page for people: what needs a decision first, and a worklist to print and write on.

One HTML file that loads nothing and runs nothing. The old stands left and the new right. Headings are shown of the
editions that are passed along; without them ids stand alone. Notes, reasons, evidence and actions of findings are shown
only where they are asked for, and the subject never is. It is for reading: the ledger itself is for programs.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from care_standards.errors import InvalidValueError
from care_standards.exports.difference_text import counted, words
from care_standards.exports.html_parts import as_text, page_head
from care_standards.exports.ledger_style import STYLE
from care_standards.identifiers import edition_of
from care_standards.migration.accounts import headline
from care_standards.migration.worklists import Task, WorkItem, worklist, worklist_of
from care_standards.model.assessment import Assessment, Finding
from care_standards.model.ledger import Ledger, LedgerEntry, LedgerStep
from care_standards.model.provisions import shown_heading
from care_standards.query.scopes import Scope, editions_of
from care_standards.vocabularies import FindingStatus, LedgerVerdict

_SECTIONS: Final[tuple[tuple[LedgerVerdict, str, str], ...]] = (
    ("reassess", "!", "One became several, or several one, or more is asked."),
    ("unknown", "?", "Nobody has compared this with the new edition, or what is known does not settle it. Do not read "
     "it as unchanged, nor as withdrawn."),
    ("carried-for-review", "~", "Carried over as it was. What is asked may differ: read it, and agree or look again."),
    ("dropped", "\N{MINUS SIGN}", "Left out: the new form has no place for it."),
    ("retired", "\N{MULTIPLICATION SIGN}", "Said to be withdrawn."),
    ("added", "+", "New, so that nobody has looked at it yet."),
    ("changed", "~", "Written in another way."),
    ("defaulted", "+", "Filled in, as nothing was said."),
    ("carried", "=", "Carried over as it was."),
)  # fmt: skip
# What became of findings; nothing of the kind is kept of references, rows and documents.
_OF_FINDINGS: Final[dict[LedgerVerdict, str]] = {
    "reassess": " Nobody has looked at what is asked now: the old finding is kept in the archive, and the new one is "
    "not assessed.",
    "unknown": " The finding is kept as it was, under its old id, among the unresolved ones.",
    "retired": " The finding is kept in the archive.",
    "carried": " The item is said to ask the same, or is of this edition already.",
}
_WORST_FIRST: Final[tuple[FindingStatus | None, ...]] = (
    "not-met", "partly-met", "met", "not-applicable", "not-assessed", None,
)  # fmt: skip
_RECORDS: Final = {"assessment": "finding", "references": "reference", "crosswalk": "row", "document": "record"}
_TASKS: Final[dict[Task, tuple[str, str]]] = {
    "reassess": ("Look afresh", "find out how what is asked now is met; the old finding does not answer that."),
    "compare": ("Compare", "read both editions, record in the concordance what became of it, and migrate again."),
    "review": ("Review", "read what is asked now; if the finding still holds, record it again with today's date."),
    "assess": ("Assess", "nobody has looked at this so far."),
}  # fmt: skip
_NOT_SHOWN: Final = "Notes, reasons, evidence and actions are not shown here."


def ledger_page(
    ledger: Ledger,
    *,
    before: Assessment | None = None,
    after: Assessment | None = None,
    editions: Scope = (),
    with_notes: bool = False,
) -> str:
    """Write the account of a migration as one HTML file, what needs a decision first and a worklist at the end.

    ``before`` and ``after`` are the assessment that went in and the one that came out, where they are at hand. Without
    ``after`` the page tells how the migration left things, and nothing of what was done since. ``editions`` are the
    edition, the editions or the catalogue to take headings from. ``with_notes`` shows notes, reasons, references of
    evidence and actions of the old findings; the page is then as private as the assessment. Light, dark, narrow screens
    and paper have styles of their own.

    Linear in entries. Raises InvalidValueError where ``editions`` is neither, or an assessment is not of the edition
    that the ledger leads from or to.
    """
    for assessment, id, name in ((before, ledger.old, "before"), (after, ledger.new, "after")):
        if assessment is not None and (ledger.subject != "assessment" or assessment.edition != id):
            raise InvalidValueError("ledger_page", name, "must be the assessment that the ledger is about")
    return "\n".join(_Page(ledger, before, after, editions, with_notes).lines()) + "\n"


class _Page:
    """The page being put together."""

    def __init__(
        self, ledger: Ledger, before: Assessment | None, after: Assessment | None, scope: Scope, with_notes: bool
    ) -> None:
        self.ledger = ledger
        self.after = after
        self.editions = {edition.id: edition for edition in editions_of(scope)}
        self.old = _by_id(() if before is None else (*before.findings, *before.unresolved)) if with_notes else {}
        if with_notes and before is None and after is not None:
            self.old = _by_id((*after.findings, *after.unresolved, *after.archive))
        self.now = None if after is None else _by_id((*after.unresolved, *after.findings))
        self.with_notes = with_notes
        self.of_findings = ledger.subject == "assessment"
        kept = _OF_FINDINGS if self.of_findings else {}
        self.sections = [(v, sign, f"{meaning}{kept.get(v, '')}") for v, sign, meaning in _SECTIONS]
        self.record = _RECORDS[ledger.subject]
        self.by_verdict: dict[LedgerVerdict, list[LedgerEntry]] = {}
        for entry in ledger.entries:
            self.by_verdict.setdefault(entry.verdict, []).append(entry)

    def lines(self) -> Iterator[str]:
        yield from (
            *page_head(f"Account of a migration: {self.ledger.old} to {self.ledger.new}", STYLE),
            f"<h1>{as_text(headline(self.ledger))}</h1>",
        )
        work = worklist_of(self.ledger) if self.after is None else worklist(self.after)
        yield from self.counts(bool(work))
        yield from self.known()
        for verdict, sign, meaning in self.sections:
            if verdict in self.by_verdict:
                yield from self.section(verdict, sign, meaning)
        if work:
            yield from self.worklist(work)
        yield from ("</main>", "</body>", "</html>")

    def counts(self, has_work: bool) -> Iterator[str]:
        ledger = self.ledger
        new = len(ledger) - ledger.records_in
        came = f"{counted(ledger.records_in, self.record)} came in, and each is told of once below."
        more = f" {counted(new, 'entry') if new == 1 else f'{new} entries'} more on what is new." if new else ""
        yield from (
            '<section aria-labelledby="counted">',
            '<h2 id="counted">What became of it</h2>',
            f"<p>{came}{more}{self.left()} {'' if self.with_notes else _NOT_SHOWN}</p>",
        )
        rows = [
            (f'<a href="#is-{v}">{sign} {as_text(words(v))}</a>', str(len(self.by_verdict[v])), as_text(meaning))
            for v, sign, meaning in self.sections
            if v in self.by_verdict
        ]
        yield from _table(("What", "Number", "What it means"), rows)
        yield "<fieldset><legend>Show on the screen</legend>"
        for verdict, _, _ in _SECTIONS:
            if verdict in self.by_verdict:
                label = f"{as_text(words(verdict))} ({len(self.by_verdict[verdict])})"
                yield f'<label><input type="checkbox" id="show-{verdict}" checked> {label}</label>'
        if has_work:
            yield '<label><input type="checkbox" id="only-work"> print the worklist alone</label>'
        yield "</fieldset>"
        if has_work:
            yield '<nav><a href="#is-work">To the worklist</a></nav>'
        yield "</section>"

    def left(self) -> str:
        if self.after is None:
            return ""
        after = self.after
        return (
            f" The assessment has {counted(len(after.findings), 'finding')} on {as_text(after.edition)} now, "
            f"{len(after.unresolved)} unresolved under old ids, and {len(after.archive)} in the archive."
        )

    def known(self) -> Iterator[str]:
        if not self.ledger.steps:
            return
        yield from ('<section aria-labelledby="known">', '<h2 id="known">What this rests on</h2>')
        ways, *rest = zip(*map(_step, self.ledger.steps), strict=True)
        names = ("Concordance", "How much was compared", "Changes agreed by a person", "Sources")
        rows = [(name, *map(as_text, told)) for name, told in zip(names, rest, strict=True)]
        yield from _table(("From and to", *ways), rows)
        yield "</section>"

    # A table that is laid out as blocks is no table to some screen readers any more; the roles keep it one.
    def section(self, verdict: LedgerVerdict, sign: str, meaning: str) -> Iterator[str]:
        entries = sorted(self.by_verdict[verdict], key=lambda entry: _WORST_FIRST.index(entry.was))
        title = as_text(words(verdict).capitalize())
        columns = (self.ledger.old, self.ledger.new)
        yield from (
            f'<section id="of-{verdict}" aria-labelledby="is-{verdict}">',
            f'<h2 id="is-{verdict}" class="{verdict}"><span class="sign" aria-hidden="true">{sign}</span>'
            f" {title} ({len(entries)})</h2>",
            f"<p>{as_text(meaning)}</p>",
            f'<table class="pairs {verdict}-of" role="table">',
            f"<caption>{title}: {as_text(columns[0])} on the left, {as_text(columns[1])} on the right</caption>",
            '<thead role="rowgroup"><tr role="row">',
            *(f'<th scope="col" role="columnheader">{as_text(name)}</th>' for name in columns),
            "</tr></thead>",
        )
        for entry in entries:
            left, right = "".join(self.before(entry)), "".join(self.afterwards(entry))
            yield (
                '<tbody role="rowgroup"><tr class="told" role="row"><th scope="rowgroup" role="rowheader" colspan="2" '
                f'aria-colspan="2"><p>{as_text(_why(entry))}</p></th></tr><tr role="row">'
                f'<td role="cell" data-side="{as_text(columns[0])}">{left}</td>'
                f'<td role="cell" data-side="{as_text(columns[1])}">{right}</td></tr></tbody>'
            )
        yield from ("</table>", "</section>")

    def before(self, entry: LedgerEntry) -> Iterator[str]:
        if entry.source is None:
            yield '<p class="soft">nothing: it is new</p>'
            return
        yield self.item(entry.source)
        if entry.was is not None:
            yield f'<p class="status">was: {as_text(words(entry.was))}</p>'
        if (finding := self.old.get(entry.source)) is not None:
            yield from (f'<p class="kept">{_kept(text)}</p>' for text in _free_texts(finding))

    def afterwards(self, entry: LedgerEntry) -> Iterator[str]:
        if entry.verdict == "unknown" and not self.of_findings:
            last = "" if not entry.targets else f"; the last that is known of is {as_text(', '.join(entry.targets))}"
            yield f'<p class="soft">not known{last}</p>'
        elif entry.verdict == "unknown":
            waits = "" if not entry.targets else f", as {as_text(', '.join(entry.targets))}"
            yield f'<p class="soft">not known; it waits among the unresolved{waits}</p>'
        elif entry.verdict == "retired" and self.of_findings:
            yield '<p class="soft">nothing: kept in the archive</p>'
        elif not entry.targets:
            yield '<p class="soft">nothing</p>'
        else:
            for id in entry.targets:
                yield self.item(id)
                if self.of_findings and edition_of(id) != self.ledger.new:
                    yield '<p class="soft">left behind here; it waits among the unresolved</p>'
                elif self.of_findings and (status := self.status(entry, id)) is not None:
                    yield f'<p class="status">now: {as_text(words(status))}</p>'

    def status(self, entry: LedgerEntry, id: str) -> FindingStatus | None:
        if self.now is None:
            return entry.was if entry.verdict.startswith("carried") else "not-assessed"
        finding = self.now.get(id)
        return None if finding is None else finding.status

    def item(self, id: str) -> str:
        label = self.label(id)
        return f'<p><span class="id">{as_text(id)}</span>{f" {as_text(label)}" if label else ""}</p>'

    def label(self, id: str) -> str:
        edition = self.editions.get(edition_of(id))
        provision = None if edition is None else edition.held(id)
        if provision is None:
            return ""
        return " ".join(part for part in (provision.notation, shown_heading(provision) or provision.summary) if part)

    def worklist(self, items: tuple[WorkItem, ...]) -> Iterator[str]:
        tasks: dict[Task, None] = dict.fromkeys(item.task for item in items)
        yield from (
            '<section id="work" aria-labelledby="is-work">',
            f'<h2 id="is-work">Worklist ({len(items)})</h2>',
            "<p>What weighs most stands first. Tick what is done, and write beside it what was found, in what role and "
            "on which day; no names are needed.</p>",
            "<ul>",
            *(f"<li><strong>{_TASKS[task][0]}</strong>: {as_text(_TASKS[task][1])}</li>" for task in tasks),
            "</ul>",
            '<table class="work" role="table"><caption>What is left to do</caption>',
            '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="tick">Done</th>'
            '<th scope="col" role="columnheader" class="task">To do</th>'
            '<th scope="col" role="columnheader">Item, and how it was found before</th>'
            '<th scope="col" role="columnheader" class="room">Room to write</th></tr></thead><tbody role="rowgroup">',
        )
        for item in items:
            yield (
                '<tr role="row"><td role="cell" class="tick">'
                '<span class="box" role="img" aria-label="not ticked"></span></td>'
                f'<td role="cell" class="task">{_TASKS[item.task][0]}</td>'
                f'<th scope="row" role="rowheader">{"".join(self.task(item))}</th>'
                '<td role="cell" class="room"><p>Found:</p><p>Role:</p><p>Day:</p></td></tr>'
            )
        yield "</tbody></table></section>"

    def task(self, item: WorkItem) -> Iterator[str]:
        yield self.item(item.provision)
        if item.was:
            yield f'<p class="status">was: {as_text(", ".join(words(status) for status in item.was))}</p>'
        sources = dict.fromkeys(link.provision for link in item.earlier)
        if sources:
            yield f'<p class="soft">from {as_text(", ".join(sources))}</p>'


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.provision: finding for finding in findings}


def _step(step: LedgerStep) -> tuple[str, str, str, str, str]:
    way = f"{step.old} to {step.new}"
    if step.concordance is None:
        return way, "none is held", "nothing: everything is unknown", "none", "none"
    listed, reviewed = step.coverage.old_listed, step.coverage.old_reviewed
    whole = "an unknown number of" if listed is None else listed
    told = f"{'an unknown number' if reviewed is None else reviewed} of {whole} items of {step.old}"
    level = f"{words(step.completeness)}; " if step.completeness else ""
    more = "; more changes are known to exist than are listed" if step.list_is_known_incomplete else ""
    sources = ", ".join(step.sources) or "none named"
    return way, step.concordance, f"{level}{told}{more}", f"{step.agreed} of {step.rows}", sources


def _why(entry: LedgerEntry) -> str:
    rows = f" Rests on {', '.join(entry.changes)}." if entry.changes else ""
    return f"{entry.reason}{rows}"


def _free_texts(finding: Finding) -> Iterator[str]:
    yield from (f"{name}: {text}" for name, text in (("Reason", finding.reason), ("Note", finding.note)) if text)
    for piece in finding.evidence:
        kind = f" ({words(piece.kind)})" if piece.kind else ""
        answer = f"; answer: {piece.answer}" if piece.answer else ""
        yield f"Evidence that {piece.bearing} it: {piece.ref}{kind}{answer}"
    for action in finding.actions:
        due = f", due {action.due.isoformat()}" if action.due else ""
        yield f"Action, {words(action.state)}, by the {words(action.owner_role)}{due}: {action.summary}"


def _kept(text: str) -> str:
    """Give text of several lines, each shown as it is."""
    return "\n".join(as_text(line) for line in text.splitlines())


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Give a table; the cells are HTML already."""
    head = "".join(f'<th scope="col">{as_text(name)}</th>' for name in header)
    yield f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>'
    for first, *rest in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table>"
