"""What every list of fault codes is made of: a code that is its text, with a title and an explanation."""

from enum import StrEnum


class ExplainedCode(StrEnum):
    """One kind of fault: its code, a title and an explanation. A code never changes its meaning."""

    title: str  # type: ignore[assignment]  # str.title is of no use on a code
    explanation: str

    def __new__(cls, code: str, title: str, explanation: str) -> "ExplainedCode":
        """Make one code; the text of the code is its value."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.title = title
        member.explanation = explanation
        return member
