"""From somebody's PDF or DOCX to a draft in the Markdown form, with a review of how sure it is."""

import contextlib
import os
import stat
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from care_standards.authoring.drafted_ids import Names
from care_standards.authoring.drafted_kinds import Proposed, propose_kinds
from care_standards.authoring.outline import Item, Outline
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.authoring.review import Review, review_of
from care_standards.authoring.structure.gaps import gaps
from care_standards.authoring.structure.recognised import Recognised, RecognisedItem
from care_standards.errors import InvalidValueError, UnreadableSourceError
from care_standards.identifiers import is_edition_id, is_publication_id
from care_standards.model.catalogue import Catalogue
from care_standards.model.constraints import MAX_TITLE

if TYPE_CHECKING:
    from care_standards.authoring.pdf.limits import DraftLimits

SURE: Final = 0.45  # below, a force gets a remark; the review lists more
STATEMENT: Final = "Made from an own copy of the document. Where it holds the publisher's wording, that is private."
NOT_COMPARED: Final = "Drafted by program and not yet compared with the document."
_MOST_GAPS: Final = 20


@attrs.frozen(kw_only=True)
class Draft:
    """A draft: its outline, to be written as Markdown, and the review that goes with it."""

    outline: Outline
    review: Review
    markdown: str = attrs.field(repr=False)
    """The draft as a file of the Markdown form, for a person to read, correct and compile."""


def draft(
    path: str | os.PathLike[str],
    *,
    publication: str,
    edition: str | int,
    title: str | None = None,
    catalogue: Catalogue | None = None,
    limits: "DraftLimits | None" = None,
) -> Draft:
    """Draft an edition from a PDF or DOCX that you hold.

    ``edition`` is the year or the whole id, ``publication`` its publication, registered or not. ``title`` is taken from
    the document where none is given. With a ``catalogue``, what it knows for certain of the same edition is held
    against the draft. The file is told by its first bytes and is never changed; nothing is fetched.

    Raises RefusedSourceError (with a code and what to do instead) for a file no draft can be made of,
    UnreadableSourceError for one that cannot be opened, InvalidValueError for a name that is no id, and
    MissingExtraError where the packages for the format are not installed.
    """
    edition_id = _edition_id(publication, edition)
    if title is not None and not 0 < len(title) <= MAX_TITLE:
        raise InvalidValueError("draft", "title", f"must be text of 1 to {MAX_TITLE} characters")
    return draft_of(_recognise(path, limits), edition_id, publication, title=title, catalogue=catalogue)


def _edition_id(publication: str, edition: str | int) -> str:
    if not is_publication_id(publication):
        raise InvalidValueError("draft", "publication", "must be a publication id, such as scs")
    text = str(edition)
    whole = f"{publication}-{text}" if len(text) == 4 and text.isascii() and text.isdigit() else text
    if not is_edition_id(whole):
        raise InvalidValueError("draft", "edition", "must be a year or an edition id, such as scs-2018")
    return whole


def _recognise(path: str | os.PathLike[str], limits: "DraftLimits | None") -> Recognised:
    beginning = _beginning(path)
    if b"%PDF-" in beginning:
        from care_standards.authoring.pdf.reading import read_pdf
        from care_standards.authoring.structure.recognise import recognise

        return recognise(read_pdf(path, limits))
    if beginning.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from care_standards.authoring.docx_reading import read_docx

        return read_docx(path, limits)
    raise RefusedSourceError(SourceCode.NOT_THIS_FORMAT)


def _beginning(path: str | os.PathLike[str]) -> bytes:
    """Read the first bytes of an ordinary file; errors of the system, which quote its name, end here."""
    descriptor = -1
    with contextlib.suppress(OSError, ValueError, TypeError):
        # Non-blocking, so that opening a pipe nobody writes to returns at once.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if descriptor < 0:
        raise UnreadableSourceError("it cannot be opened, or there is no such file")
    beginning: bytes | None = None
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            beginning = os.read(descriptor, 1024)
    except OSError:
        pass
    finally:
        os.close(descriptor)
    if beginning is None:
        raise UnreadableSourceError("it is not an ordinary file")
    return beginning


def draft_of(
    recognised: Recognised,
    edition_id: str,
    publication: str,
    *,
    title: str | None = None,
    catalogue: Catalogue | None = None,
) -> Draft:
    """Make the draft of what was recognised; see ``draft``."""
    proposed = propose_kinds(recognised)
    names = Names(edition_id)
    items: list[Item] = []
    page: int | None = None
    for item, proposal in zip(recognised.items, proposed.proposals, strict=True):
        made = _item(item, proposal, names, page)
        if item.sets_kind is None:
            page = item.page
        items.append(made)
    front = _front(recognised, proposed.kinds, edition_id, publication, title)
    outline = Outline(front=front, items=tuple(items))
    from care_standards.authoring.markdown_writing import written

    markdown, lines = written(outline)
    review = review_of(recognised, proposed, edition_id, lines=lines, catalogue=catalogue, renamed=names.renamed)
    return Draft(outline=outline, review=review, markdown=markdown)


def _item(item: RecognisedItem, proposal: Proposed, names: Names, page_before: int | None) -> Item:
    if item.sets_kind is not None:
        names.label()
        return Item(role="heading", level=item.level, text=item.text, attributes={"label": item.sets_kind})
    attributes: dict[str, str] = {}
    if proposal.kind_given:
        attributes["kind"] = proposal.kind
    if item.role != "heading" and proposal.force is not None and proposal.force.force != "unknown":
        attributes["force"] = proposal.force.force
    if item.notation is not None or item.page != page_before:
        attributes["page"] = "none" if item.page is None else str(item.page)
    notation, text = item.notation, item.text
    name = names.name(item)
    if name.id is not None:
        attributes["id"] = name.id
    if name.keep_mark:
        attributes["notation"] = "none"
        notation, text = None, f"{item.notation} {item.text}"
    heading = item.role == "heading" and len(text) <= MAX_TITLE  # longer, it can only be running text
    return Item(
        role="paragraph" if item.role == "heading" and not heading else item.role,
        level=item.level if heading or item.role != "heading" else 0,
        notation=notation,
        text=text or None,
        label=item.label,
        attributes=attributes,
        remark=_remark(item, proposal),
    )


def _remark(item: RecognisedItem, proposal: Proposed) -> str | None:
    """Give the remark before a doubtful item: what to look at, without any word of the document."""
    from care_standards.authoring.review import REASONS

    looks = [REASONS[doubt].ask for doubt in item.doubts if doubt in REASONS and REASONS[doubt].worth_a_remark]
    if proposal.force is not None and proposal.force.confidence < SURE and proposal.force.force != "unknown":
        looks.append(f"is its force {proposal.force.force}?")
    return f"check: {'; '.join(looks)}" if looks else None


def _front(
    recognised: Recognised, kinds: Mapping[str, Any], edition_id: str, publication: str, title: str | None
) -> dict[str, Any]:
    year = edition_id.rpartition("-")[2]
    printed = " ".join(passage.text for passage in recognised.title).strip()[:500].strip()
    missing = gaps(item.notation for item in recognised.items if item.notation and item.role != "bullet")
    held = any(item.sets_kind is None for item in recognised.items)
    return {
        "edition": edition_id,
        "publication": publication,
        "title": title or printed or edition_id,
        "data_revision": 1,
        "language": "en-GB",
        "rights": {
            "sharing": "private",
            "statement": STATEMENT,
        },
        "completeness": {
            "level": "partial" if held else "register-only",
            "coverage": "Drafted by program from the whole document.",
            "known_gaps": _known_gaps(missing, recognised),
        },
        "kinds": dict(kinds),
        "defaults": {"confidence": "medium", "sources": [f"own-copy-{year}"]},
        "bibliography": [
            {
                "key": f"own-copy-{year}",
                "title": "Own copy of the document",
                "what_was_read": "The whole file, by program, and then as far as a person has checked the draft.",
            }
        ],
    }


def _known_gaps(missing: tuple[str, ...], recognised: Recognised) -> list[str]:
    found = [NOT_COMPARED]
    if missing:
        more = f" and {len(missing) - _MOST_GAPS} more" if len(missing) > _MOST_GAPS else ""
        found.append(f"No item was found with these numbers: {', '.join(missing[:_MOST_GAPS])}{more}.")
    if recognised.unplaced:
        count = sum(passage.characters for passage in recognised.unplaced)
        what = "1 character" if count == 1 else f"{count} characters"
        found.append(f"{what} of the document could not be placed.")
    return found
