"""Documents that somebody names on the command line: a file, or the standard input; and what a room says of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from care_standards import api, packaged
from care_standards.cli.holdings import held
from care_standards.cli.inputs import Input
from care_standards.cli.verb import Misuse
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.errors import InvalidValueError

if TYPE_CHECKING:
    from care_standards.documents.codec import Document
    from care_standards.model.assessment import Assessment

T = TypeVar("T")


def document_given(given: Input, kind: Any = "auto") -> "Document":
    """Read what was named, and hold it against what is held here, as ``check`` does.

    Raises UnreadableSourceError where it cannot be opened, and InvalidDocumentError, whose report says what is wrong.
    """
    source = given.content(DEFAULT_LIMITS.max_bytes)
    packaged.verify()
    return api.read(source, kind=kind, catalogue=held().catalogue)


def assessment_given(argument: str) -> "Assessment":
    """Read the assessment in a file, or on the standard input for ``-``; raises as ``document_given`` does."""
    return cast("Assessment", document_given(Input(argument), "assessment"))


def answered(ask: Callable[[], T], who: str) -> T:
    """Put a question to a room; what it refuses about documents that are in order by themselves was wrongly asked.

    ``who`` begins the sentence that says so: the rule goes on with what they must be. Raises Misuse.
    """
    try:
        return ask()
    except InvalidValueError as error:
        rule = error.rule
    raise Misuse(f"{who} {rule}.")
