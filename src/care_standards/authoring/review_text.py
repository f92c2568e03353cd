"""The review of a draft as a page for people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from care_standards.authoring.review import Doubt, Review

_MOST: Final = 100


def markdown_of(review: "Review", *, show_values: bool = False) -> str:
    """Write a review as Markdown; the words of what went nowhere only if asked."""
    parts = [
        f"# Review of the draft of {review.edition}",
        "",
        "What a program recognised in your document, what it doubts, and what does not agree. "
        + ("Some words of the document are shown, as asked." if show_values else "No word of the document is shown."),
        *_document(review),
        *_counts(review),
        *_characters(review, show_values),
        *_doubts(review),
        *_contents(review),
        *_anchors(review),
        *_numbering(review),
        *_next(review),
    ]
    return "\n".join(parts) + "\n"


def _document(review: "Review") -> list[str]:
    known = {
        "folios": "read off the pages",
        "sheets": "not found in the document: each page is the page of the file",
        "nothing": "not known: this kind of file has none",
    }[review.pages_known_by]
    lines = ["", "## The document", ""]
    if review.sheets and review.pages_known_by != "nothing":
        lines.append(f"- {review.sheets} sheets, of which {review.spreads} hold two printed pages")
        lines.append(f"- {review.columns} sheets are set in columns")
    lines.append(f"- printed page numbers: {known}")
    return lines


def _counts(review: "Review") -> list[str]:
    lines = ["", "## What was recognised", ""]
    for name, title in (("roles", "role"), ("kinds", "kind"), ("forces", "force")):
        lines += _table((title, "items"), review.counts[name].items())
    pages = [int(page) for page in review.counts["pages"] if page.isdigit()]
    if pages:
        first, last = min(pages), max(pages)
        empty = [str(page) for page in range(first, last + 1) if str(page) not in review.counts["pages"]]
        lines.append(f"Items begin on the printed pages {first} to {last}.")
        if empty:
            lines.append(f"None begins on: {', '.join(empty[:_MOST])}.")
    return lines


def _characters(review: "Review", show_values: bool) -> list[str]:
    account = review.account
    lines = ["", "## Where every character went", ""]
    rows = [*account.placed.items(), ("unaccounted for", account.unaccounted), ("in the document", account.source)]
    lines += _table(("place", "characters"), rows)
    if account.unplaced:
        lines += ["What could be placed nowhere:", ""]
        header = ("sheet", "page", "points from the top", "characters", "why", *(("text",) if show_values else ()))
        lines += _table(
            header,
            [
                (
                    p.sheet,
                    _or_dash(p.page),
                    _or_dash(p.top),
                    p.characters,
                    p.why,
                    *((_cell(p.text),) if show_values else ()),
                )
                for p in account.unplaced[:_MOST]
            ],
        )
        lines += _more(len(account.unplaced))
    return lines


def _doubts(review: "Review") -> list[str]:
    lines = ["", "## What to look at, most important first", ""]
    if not review.doubts:
        return [*lines, "Nothing is doubtful."]
    lines += _table(("reason", "items"), Counter(doubt.title for doubt in review.doubts).most_common())
    lines += _table(
        ("line", "number", "page", "sheet", "what", "question", "sure"),
        [
            (_or_dash(d.line), _number(d), _or_dash(d.page), d.sheet, d.title, d.ask, f"{d.confidence:.2f}")
            for d in review.doubts[:_MOST]
        ],
    )
    lines += ["*line* is the line of the draft as it was written.", ""]
    return [*lines, *_more(len(review.doubts))]


def _number(doubt: "Doubt") -> str:
    return doubt.notation or (f"below {doubt.below}" if doubt.below else "–")


def _contents(review: "Review") -> list[str]:
    check = review.contents
    lines = ["", "## Table of contents against headings", ""]
    if not check.entries:
        return [*lines, "No table of contents was found."]
    lines.append(f"{check.agreed} of {check.entries} entries agree with a heading and its page.")
    lines += _places("Entries without a heading", check.missing, ("entry", "notation", "page"))
    lines += _places("On another page", check.other_page, ("entry", "notation", "page", "line", "found_on"))
    lines += _places("Headings without an entry", check.extra, ("line", "notation", "page"))
    return lines


def _anchors(review: "Review") -> list[str]:
    lines = ["", "## What is known of this edition", ""]
    if not review.anchors:
        return [
            *lines,
            "The catalogue holds nothing verified of this edition, so there was nothing to hold against it.",
        ]
    agreeing = [anchor for anchor in review.anchors if not anchor.differences]
    lines += [f"{len(agreeing)} of {len(review.anchors)} verified provisions agree.", ""]
    differing = [(a.id, a.notation, "; ".join(a.differences)) for a in review.anchors if a.differences]
    return [*lines, *_table(("id", "number", "difference"), differing)] if differing else lines


def _numbering(review: "Review") -> list[str]:
    lines = ["", "## Numbering", ""]
    if review.gaps:
        lines.append(f"Numbers that should be there and were not found: {', '.join(review.gaps[:_MOST])}.")
    else:
        lines.append("No number is missing.")
    if review.renamed:
        lines.append(f"{review.renamed} items have a number that an earlier one has too; each got an id of its own.")
    return lines


def _next(review: "Review") -> list[str]:
    return [
        "",
        "## Next",
        "",
        "1. Read the draft, the file DRAFT, beside the document, the doubtful places first. Correct it in any editor.",
        '2. When it agrees, write `level = "complete"`, `known_gaps = []` and `confidence = "high"` at its top.',
        f"3. `care-standards compile DRAFT -o {review.edition}.json`",
        f"4. `care-standards packs add {review.edition}.json`",
        "",
        "The draft holds the publisher's wording: keep it, and the pack made of it, to yourself.",
    ]


def _places(title: str, rows: Iterable[Mapping[str, Any]], names: tuple[str, ...]) -> list[str]:
    held = list(rows)
    if not held:
        return []
    table = _table(
        tuple(name.replace("_", " ") for name in names), [tuple(_or_dash(r[n]) for n in names) for r in held[:_MOST]]
    )
    return ["", f"{title}: {len(held)}.", "", *table, *_more(len(held))]


def _table(header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(str(value) for value in row) + " |" for row in rows]
    return [*lines, ""]


def _or_dash(value: object) -> str:
    return "–" if value is None else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _more(count: int) -> list[str]:
    return [f"… and {count - _MOST} more; all of them are in the JSON form."] if count > _MOST else []
