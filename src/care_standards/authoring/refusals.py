"""Why a PDF or DOCX is refused before a draft is made of it: one code for each reason, and what to do instead.

A refusal says what kind of file it is not, never what stands in it: no text, no name, no path.
"""

from enum import StrEnum

from care_standards.errors import UnreadableSourceError


class SourceCode(StrEnum):
    """One reason to refuse a file: its code, a title, an explanation, and what to do instead."""

    title: str  # type: ignore[assignment]  # str.title is of no use on a code
    explanation: str
    instead: str

    def __new__(cls, code: str, title: str, explanation: str, instead: str) -> "SourceCode":
        """Make one code; the text of the code is its value."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.title = title
        member.explanation = explanation
        member.instead = instead
        return member

    NOT_THIS_FORMAT = (
        "CS701", "Neither PDF nor DOCX",
        "The file begins as neither a PDF nor a Word document (.docx) does, whatever its name ends in.",
        "Save it as PDF or as .docx. An old .doc is opened in a word processor and saved as .docx.",
    )  # fmt: skip
    ENCRYPTED = (
        "CS702", "Encrypted",
        "The file is protected by a password or by rights management. The protection was not tried.",
        "Open it with the password you hold and save a copy without one, if its owner allows that.",
    )  # fmt: skip
    NO_TEXT_LAYER = (
        "CS703", "No text in it",
        "The pages are pictures, as a scanner makes them: nothing in the file says which letters they show.",
        "Ask the publisher for the original, or run text recognition (OCR) over a copy and draft from that.",
    )  # fmt: skip
    DAMAGED = (
        "CS704", "Damaged",
        "The file begins rightly, but what follows cannot be read as the format says: it is cut short or broken.",
        "Download or export it again.",
    )  # fmt: skip
    TOO_LARGE = (
        "CS705", "Too large",
        "The file, or what it unpacks to, has more bytes than the limit in force. It was not read further.",
        "Take the pages you need into a smaller file, or raise the limit on purpose.",
    )  # fmt: skip
    TOO_SLOW = (
        "CS706", "Took too long",
        "Reading did not end within the time allowed and was stopped.",
        "Draft it in parts, print it to a new PDF, or allow more time on purpose.",
    )  # fmt: skip
    TOO_MUCH_MEMORY = (
        "CS707", "Took too much memory",
        "Reading asked for more memory than allowed and was stopped.",
        "Draft it in parts, print it to a new PDF, or allow more memory on purpose.",
    )  # fmt: skip
    TOO_MANY_PAGES = (
        "CS708", "Too many pages",
        "The file has more pages than the limit in force.",
        "Draft it in parts, or raise the limit on purpose.",
    )  # fmt: skip
    NO_PAGES = (
        "CS709", "No pages",
        "The file is well formed and holds no page, or no text at all.",
        "Export it again, and look at it in a viewer first.",
    )  # fmt: skip
    UNMAPPED_FONT = (
        "CS710", "Letters without a meaning",
        "A font of the file draws letters without saying which they are, so that its text reads as nonsense.",
        "Ask the publisher for the original, or print it to a new PDF and run text recognition (OCR) over that.",
    )  # fmt: skip
    UNSAFE_XML = (
        "CS711", "Declares entities",
        "A part of the file declares a document type or entities. No word processor writes those; attacks do.",
        "Open the original in a word processor and save it again as .docx.",
    )  # fmt: skip


class RefusedSourceError(UnreadableSourceError):
    """A PDF or DOCX of which no draft can be made: ``code`` says why, ``instead`` what to do about it.

    ``what`` and ``instead`` are sentences of ours, which may give numbers, such as how many pages have no text; left
    empty, they are those of the code. Neither may hold anything from the file. The file is not named either.
    """

    def __init__(self, code: SourceCode, what: str = "", instead: str = "") -> None:
        super().__init__(what or code.explanation)
        self.args = (code, what, instead)
        self.code = code
        self.what = what or code.explanation
        self.instead = instead or code.instead

    def __str__(self) -> str:
        return f"{self.code.value}: {self.what} {self.instead}"
