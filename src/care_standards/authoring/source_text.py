"""What a file must be before it is read at all: text, and not too much of it."""

from typing import Final

from care_standards.authoring.faults import AuthoringCode, AuthoringFault

MAX_BYTES: Final = 20 * 1024 * 1024


def not_utf8(content: bytes, offset: int) -> AuthoringFault:
    """Make the fault of a file that is no UTF-8, at the first byte that is none."""
    line = content.count(b"\n", 0, offset) + 1
    column = len(content[content.rfind(b"\n", 0, offset) + 1 : offset].decode("utf-8", "replace")) + 1
    instead = "Save it again as plain text in UTF-8; most editors ask for it under Save as, Encoding."
    if content[:4] == b"PK\x03\x04":
        instead = "This is a Word file or a workbook. Of a Word file, care-standards draft makes Markdown."
    what = "The file is not text in UTF-8."
    return AuthoringFault(code=AuthoringCode.NOT_TEXT, line=line, column=column, what=what, instead=instead)


def refusal(text: str) -> AuthoringFault | None:
    """Refuse what is no text or too much of it, before anything is parsed; None where there is nothing against it."""
    nul = text.find("\x00")
    half = -1
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        size, half = 0, error.start
    wrong = nul if half < 0 else half
    if wrong >= 0:
        line = text.count("\n", 0, wrong) + 1
        column = wrong - text.rfind("\n", 0, wrong)
        what, instead = "The file holds something that is no character.", "Save it as UTF-8 text without NUL."
        return AuthoringFault(code=AuthoringCode.NOT_TEXT, line=line, column=column, what=what, instead=instead)
    if size > MAX_BYTES:
        what = f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        instead = "Divide it into several editions."
        return AuthoringFault(code=AuthoringCode.TOO_LARGE, line=1, column=1, what=what, instead=instead)
    return None
