"""The review of a draft: what was recognised, what is doubtful, what disagrees, and where every character went.

Nothing of it shows the words of the document unless asked: it names sheets, pages, places and printed numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from care_standards.authoring.accounting import Account, account_of
from care_standards.authoring.anchors_of_draft import AnchorCheck, check_anchors
from care_standards.authoring.drafted_kinds import Proposals
from care_standards.authoring.structure.contents import compare
from care_standards.authoring.structure.gaps import gaps
from care_standards.authoring.structure.recognised import Recognised
from care_standards.model.catalogue import Catalogue

FORMAT: Final = 1


@attrs.frozen
class Reason:
    """Why an item is doubtful: what it is called, what to look at, how much depends on it (3 most), and for whom."""

    title: str
    ask: str
    consequence: int
    worth_a_remark: bool = True


REASONS: Final[Mapping[str, Reason]] = {
    "out-of-order": Reason("Number out of order", "is this a number of the document, and the right one?", 3),
    "printed-twice": Reason("Number printed twice", "is this number printed twice, or misread?", 3),
    "jump": Reason("Number jumps", "is a number before this one missing?", 3),
    "heading-by-bold": Reason("Heading by bold type alone", "is this a heading?", 2),
    "heading-by-contents": Reason("Heading by the table of contents alone", "is this a heading?", 2),
    "joined-over-break": Reason("Joined over the end of a page or column", "is this one item or two?", 2),
    "split-at-break": Reason("Divided at the end of a page or column", "are this item and the one before it one?", 2),
    "may-be-two": Reason(
        "Paragraph that may be two", "is this one paragraph or two? Its lines stand as close as paragraphs do", 2
    ),
    "unclear-mark": Reason("Mark that may be none", "is this the item of a list?", 2),
    "table-cell": Reason("Cell of a table", "does this stand where it belongs?", 1, worth_a_remark=False),
    "footnote-without-reference": Reason(
        "Footnote whose reference was not found", "does this footnote belong to the item before it?", 1
    ),
    "single-numbers": Reason("Numbers of one part", "are these numbered paragraphs, or one list?", 2),
    "force": Reason("Force doubtful", "is the force right?", 1, worth_a_remark=False),
    "kind": Reason("Kind doubtful", "is the kind right?", 1, worth_a_remark=False),
    "other-page": Reason("Another page than in the table of contents", "which page is right?", 3),
}
_UNKNOWN: Final = Reason("Doubtful", "is this right?", 1)
_FORCE_SURE: Final = 0.6
_KIND_SURE: Final = 0.6


@attrs.frozen(kw_only=True)
class Doubt:
    """One thing to look at: where the item is in the draft, where it is printed, why, and how sure.

    ``item`` counts the items of the draft from 1, ``line`` is the line of the draft on which it begins, ``below`` the
    nearest number above an item that has none of its own.
    """

    item: int
    line: int | None = None
    below: str | None = None
    role: str
    notation: str | None
    sheet: int
    page: int | None
    reason: str
    title: str
    ask: str
    consequence: int
    confidence: float


@attrs.frozen(kw_only=True)
class ContentsCheck:
    """How the table of contents and the headings agree: counts, and where they do not."""

    entries: int
    agreed: int
    missing: tuple[Mapping[str, Any], ...]
    other_page: tuple[Mapping[str, Any], ...]
    extra: tuple[Mapping[str, Any], ...]


@attrs.frozen(kw_only=True)
class Review:
    """The review of one draft.

    ``counts`` holds how many items were recognised by role, kind, force and printed page; ``doubts`` are ranked, those
    with the heaviest consequence and the least certainty first; ``gaps`` are numbers that should be there.
    """

    edition: str
    sheets: int
    spreads: int
    columns: int
    pages_known_by: str
    counts: Mapping[str, Mapping[str, int]]
    doubts: tuple[Doubt, ...] = attrs.field(repr=lambda doubts: f"<{len(doubts)}>")
    contents: ContentsCheck
    anchors: tuple[AnchorCheck, ...]
    gaps: tuple[str, ...]
    renamed: int
    account: Account

    def plain(self, *, show_values: bool = False) -> dict[str, Any]:
        """Give the review as plain data for JSON; the text of what went nowhere only if asked."""
        unplaced: list[dict[str, Any]] = []
        for passage in self.account.unplaced:
            entry: dict[str, Any] = {
                "sheet": passage.sheet, "page": passage.page, "top": passage.top,
                "characters": passage.characters, "why": passage.why,
            }  # fmt: skip
            unplaced.append({**entry, "text": passage.text} if show_values else entry)
        return {
            "review": FORMAT,
            "edition": self.edition,
            "document": {
                "sheets": self.sheets, "spreads": self.spreads, "sheets_in_columns": self.columns,
                "pages_known_by": self.pages_known_by,
            },
            "counts": {name: dict(counts) for name, counts in self.counts.items()},
            "characters": {
                "source": self.account.source, **self.account.placed, "unaccounted": self.account.unaccounted,
            },
            "doubts": [attrs.asdict(doubt) for doubt in self.doubts],
            "contents": attrs.asdict(self.contents),
            "anchors": [attrs.asdict(anchor) for anchor in self.anchors],
            "numbering": {"missing": list(self.gaps), "printed_twice": self.renamed},
            "unplaced": unplaced,
        }  # fmt: skip

    def markdown(self, *, show_values: bool = False) -> str:
        """Give the review for people, in Markdown, with what to do next."""
        from care_standards.authoring.review_text import markdown_of

        return markdown_of(self, show_values=show_values)


def review_of(
    recognised: Recognised,
    proposed: Proposals,
    edition_id: str,
    *,
    lines: Sequence[int] = (),
    catalogue: Catalogue | None = None,
    renamed: int = 0,
) -> Review:
    """Review what was recognised in a document, and what is proposed for it; ``lines`` are those of the items."""
    items = recognised.items
    agreement = compare(recognised.contents, items)
    entries = recognised.contents

    def heading(place: int) -> dict[str, Any]:
        item = items[place]
        return {
            "item": place + 1, "line": _line(lines, place), "notation": item.notation, "page": item.page,
            "sheet": item.sheet,
        }  # fmt: skip

    def entry(at: int) -> dict[str, Any]:
        return {"entry": at + 1, "notation": entries[at].notation, "page": entries[at].page, "sheet": entries[at].sheet}

    return Review(
        edition=edition_id,
        sheets=recognised.sheets,
        spreads=recognised.spreads,
        columns=recognised.columns,
        pages_known_by=recognised.pages_known_by,
        counts=_counts(recognised, proposed),
        doubts=_doubts(recognised, proposed, {place for _, place in agreement.other_page}, lines),
        contents=ContentsCheck(
            entries=len(entries),
            agreed=agreement.agreed,
            missing=tuple(entry(at) for at in agreement.missing),
            other_page=tuple(
                {**entry(at), "item": place + 1, "line": _line(lines, place), "found_on": items[place].page}
                for at, place in agreement.other_page
            ),
            extra=tuple(heading(place) for place in agreement.extra),
        ),
        anchors=check_anchors(recognised, proposed, edition_id, catalogue),
        gaps=gaps(item.notation for item in items if item.notation and item.role != "bullet"),
        renamed=renamed,
        account=account_of(recognised),
    )


def _counts(recognised: Recognised, proposed: Proposals) -> dict[str, dict[str, int]]:
    roles: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    forces: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for item, proposal in zip(recognised.items, proposed.proposals, strict=True):
        if item.sets_kind is not None:
            roles["label"] += 1
            continue
        if item.footnote:
            roles["footnote"] += 1
        elif item.role == "heading":
            roles["heading with a number" if item.notation else "heading without a number"] += 1
        elif item.role == "paragraph":
            roles["numbered paragraph" if item.notation else "paragraph without a number"] += 1
        else:
            roles["bullet"] += 1
        kinds[proposal.kind] += 1
        forces[proposal.force.force if proposal.force else "unknown"] += 1
        pages["unknown" if item.page is None else str(item.page)] += 1
    return {"roles": dict(roles), "kinds": dict(kinds), "forces": dict(forces), "pages": dict(pages)}


def _line(lines: Sequence[int], place: int) -> int | None:
    return lines[place] if place < len(lines) else None


def _doubts(
    recognised: Recognised, proposed: Proposals, other_page: set[int], lines: Sequence[int]
) -> tuple[Doubt, ...]:
    found: list[Doubt] = []
    above: str | None = None
    for place, (item, proposal) in enumerate(zip(recognised.items, proposed.proposals, strict=True)):
        above = item.notation if item.notation and item.role != "bullet" else above
        reasons = [(doubt, item.confidence) for doubt in item.doubts]
        if place in other_page:
            reasons.append(("other-page", 0.5))
        if proposal.force is not None and proposal.force.confidence < _FORCE_SURE and proposal.force.force != "unknown":
            reasons.append(("force", proposal.force.confidence))
        if proposal.kind_confidence < _KIND_SURE:
            reasons.append(("kind", proposal.kind_confidence))
        for name, confidence in reasons:
            reason = REASONS.get(name, _UNKNOWN)
            found.append(
                Doubt(
                    item=place + 1,
                    line=_line(lines, place),
                    below=None if item.notation else above,
                    role=item.role,
                    notation=item.notation,
                    sheet=item.sheet,
                    page=item.page,
                    reason=name,
                    title=reason.title,
                    ask=reason.ask,
                    consequence=reason.consequence,
                    confidence=confidence,
                )
            )
    found.sort(key=lambda doubt: (-(doubt.consequence**2) * (1 - doubt.confidence), doubt.item))
    return tuple(found)
