"""What an argument of the authoring verbs stands for: the content of a file, or an edition, held here or in a file."""

import os
import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from care_standards.authoring.faults import InvalidAuthoringError
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.documents.sources import UTF8_MARK, read_file
from care_standards.errors import UnknownEditionError, UnreadableSourceError
from care_standards.identifiers import is_edition_id, near_misses
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from care_standards.model.catalogue import Catalogue
    from care_standards.model.pack import PackDocument

_MARKDOWN: Final = b"+++"
_ENDING: Final = re.compile(r"\.(?:json|md|markdown|txt|csv|gz|zip|pdf|docx)$", re.IGNORECASE)


def content_of(argument: str) -> bytes:
    """Give the bytes of a file, or of the standard input for ``-``.

    Raises UnreadableSourceError where it cannot be opened or is larger than a document may be.
    """
    most = DEFAULT_LIMITS.max_bytes
    if argument == STDIN:
        taken = Input(STDIN).content(most)
        content = taken if isinstance(taken, bytes) and len(taken) <= most else None
    else:
        found = read_file(argument, DEFAULT_LIMITS)
        content = found if isinstance(found, bytes) else None
    if content is None:
        raise UnreadableSourceError(f"it has more than {most} bytes")
    return content


def text_of(content: bytes) -> str:
    """Give bytes as text; raises InvalidAuthoringError where they are no UTF-8."""
    text: str | None = None
    wrong = 0
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if text is None:
        from care_standards.authoring.source_text import not_utf8

        raise InvalidAuthoringError((not_utf8(content, wrong),))
    return text


def is_markdown(content: bytes) -> bool:
    """Tell whether this begins as an edition in its Markdown form does."""
    return content.removeprefix(UTF8_MARK).lstrip().startswith(_MARKDOWN)


def edition_named(argument: str) -> Edition:
    """Give the edition that an argument names: one held here by its id, or a file of JSON or of Markdown.

    Raises UnknownEditionError, UnreadableSourceError, InvalidDocumentError for JSON and InvalidAuthoringError for
    Markdown that is not an edition.
    """
    catalogue = held().catalogue
    found = catalogue.get(argument)
    if isinstance(found, Edition):
        return found
    if argument != STDIN and _names_no_file(argument):
        near = near_misses(argument, tuple(edition.id for edition in catalogue.editions))
        raise UnknownEditionError("this catalogue, and no file of this name", near)
    content = content_of(argument)
    if is_markdown(content):
        from care_standards.authoring.compiling import compile

        return compile(text_of(content), catalogue=catalogue)
    from care_standards.readers import read_edition

    return read_edition(content, catalogue=catalogue)


def _names_no_file(argument: str) -> bool:
    """Tell whether there is nothing of this name, and nothing in it says that a file was meant."""
    looks_like_one = any(mark in argument for mark in (os.sep, "/", "\\")) or bool(_ENDING.search(argument))
    return (is_edition_id(argument) or not looks_like_one) and not os.path.exists(argument)


def with_documents(catalogue: "Catalogue", documents: "Sequence[PackDocument]") -> "Catalogue":
    """Give the catalogue with documents in the places of those with the same id, or at the end."""
    own = {document.id: document for document in documents}

    def laid(items: "tuple[Any, ...]", kind: type) -> "tuple[Any, ...]":
        more = [document for document in documents if isinstance(document, kind) and document.id not in catalogue]
        return (*(own.get(item.id, item) for item in items), *more)

    return attrs.evolve(
        catalogue,
        publications=laid(catalogue.publications, Publication),
        editions=laid(catalogue.editions, Edition),
    )
