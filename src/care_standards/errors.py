"""Every exception of the library: one root, themed branches, and no value of a document in any of them.

An exception means that the question could not be asked: an unknown id, a file that cannot be opened, a value the model
refuses. What is wrong *inside* a document is never an exception of `check`; it is a report.

The data of each exception are its positional attributes, so that it pickles; the message is built when it is shown.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from care_standards.model.ledger import Ledger
    from care_standards.model.pack import Difference
    from care_standards.model.report import Report


class CareStandardsError(Exception):
    """The root of all exceptions of this library."""


def _suggest(near_misses: tuple[str, ...]) -> str:
    return f" Did you mean {', '.join(near_misses)}?" if near_misses else ""


def first_few(told: Sequence[object]) -> str:
    """Give the first three of what is told, and how many more there are, as one line."""
    more = len(told) - 3
    return "; ".join(map(str, told[:3])) + (f"; and {more} more" if more > 0 else "")


class UnknownIdError(CareStandardsError, LookupError):
    """An id that names nothing here.

    The id asked for is not repeated; ``near_misses`` are up to three known ids that look like it, best first.
    """

    def __init__(self, where: str, near_misses: tuple[str, ...] = ()) -> None:
        super().__init__(where, near_misses)
        self.where = where
        self.near_misses = near_misses

    def __str__(self) -> str:
        return f"No such id in {self.where}.{_suggest(self.near_misses)}"


class UnknownProvisionError(UnknownIdError):
    """A provision id or notation that this edition does not hold.

    In an edition that is not complete this says only that the provision is not in our data, never that the book
    lacks it.
    """

    def __init__(self, where: str, near_misses: tuple[str, ...] = (), complete: bool = True) -> None:
        super().__init__(where, near_misses)
        self.args = (where, near_misses, complete)
        self.complete = complete

    def __str__(self) -> str:
        if self.complete:
            return f"No such provision in {self.where}.{_suggest(self.near_misses)}"
        near = _suggest(self.near_misses)
        return f"Our data of {self.where} are partial and do not hold it; the book may well have it.{near}"


class UnknownEditionError(UnknownIdError):
    """An edition id that names no edition here."""

    def __str__(self) -> str:
        return f"No such edition in {self.where}.{_suggest(self.near_misses)}"


class UnknownWordError(CareStandardsError, ValueError):
    """A word that is none of those that may stand there: a facet, a value of it, a way to group.

    The word itself is not repeated; ``near_misses`` are known words that look like it, ``known`` all of them where
    they are few.
    """

    def __init__(self, what: str, near_misses: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> None:
        super().__init__(what, near_misses, known)
        self.what = what
        self.near_misses = near_misses
        self.known = known

    def __str__(self) -> str:
        known = f" Known: {', '.join(self.known)}." if self.known and not self.near_misses else ""
        return f"No such {self.what}.{_suggest(self.near_misses)}{known}"


class OutsideNationError(CareStandardsError, ValueError):
    """A view by an edition that does not reach the nation asked about, so that it would say something untrue."""

    def __init__(self, edition: str, nations: tuple[str, ...], nation: str) -> None:
        super().__init__(edition, nations, nation)
        self.edition = edition
        self.nations = nations
        self.nation = nation

    def __str__(self) -> str:
        reach = " and ".join(self.nations)
        return f"The edition {self.edition} is of {reach}: nothing can be said by it of a service in another nation."


class AmbiguousNotationError(CareStandardsError, LookupError):
    """A printed number that several provisions of the edition carry; ``ids`` names them in printed order."""

    def __init__(self, where: str, ids: tuple[str, ...]) -> None:
        super().__init__(where, ids)
        self.where = where
        self.ids = ids

    def __str__(self) -> str:
        return f"This number is printed more than once in {self.where}. Ask by id: {', '.join(self.ids)}"


class DetachedProvisionError(CareStandardsError, LookupError):
    """A question about neighbours put to a provision that belongs to no edition."""

    def __str__(self) -> str:
        return "This provision stands alone. Reach it through its edition to ask for its parent or children."


class DetachedPackError(CareStandardsError, LookupError):
    """A question about the documents of a pack of which only the manifest was read."""

    def __str__(self) -> str:
        return "Only the manifest of this pack was read. Load the pack with care_standards.packs.load."


class InvalidValueError(CareStandardsError, ValueError):
    """A value that the model refuses: names the class, the field and the rule, never the value."""

    def __init__(self, owner: str, field: str, rule: str) -> None:
        super().__init__(owner, field, rule)
        self.owner = owner
        self.field = field
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.owner}.{self.field} {self.rule}"


class InvalidDocumentError(CareStandardsError, ValueError):
    """A document that cannot be read as asked, or an object that cannot be written; ``report`` says why."""

    def __init__(self, report: "Report") -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        told = [f"{i.code.value} at {i.pointer or 'the top'}: {i.hint}" for i in self.report.issues]
        return f"The document is {self.report.verdict}. {first_few(told)}"


class LossRefusedError(CareStandardsError, ValueError):
    """An older form of a document that cannot hold all of it; ``ledger`` lists what would be lost, place by place.

    Nothing was changed and nothing written.
    """

    def __init__(self, ledger: "Ledger") -> None:
        super().__init__(ledger)
        self.ledger = ledger

    def __str__(self) -> str:
        lost = [str(entry.source) for entry in self.ledger.entries if entry.verdict == "dropped"]
        return (
            f"Version {self.ledger.new} of the schemas cannot hold all of the document: {first_few(lost)} would be "
            "lost. Allow the loss to go on without."
        )


class PackRefusedError(InvalidDocumentError):
    """A pack that is not taken; ``report`` says why.

    Each pointer of the report begins with the place of the file in the manifest, such as ``/files/0``; the rest is
    the place in that file. ``differences`` are those from what is established, of class Difference, in printed order.
    """

    def __init__(self, report: "Report", differences: "tuple[Difference, ...]" = ()) -> None:
        super().__init__(report)
        self.args = (report, differences)
        self.differences = differences

    def __str__(self) -> str:
        return f"The pack is refused. {super().__str__().partition('. ')[2]}"


class PackConflictError(CareStandardsError, ValueError):
    """Two packs that cannot be used together; ``what`` says what both of them bring."""

    def __init__(self, what: str, places: tuple[int, int]) -> None:
        super().__init__(what, places)
        self.what = what
        self.places = places

    def __str__(self) -> str:
        first, second = self.places
        return f"Packs {first + 1} and {second + 1} of the list both bring {self.what}. Leave one of them out."


class UnreadableSourceError(CareStandardsError):
    """A source that cannot be opened or is no ordinary file; ``reason`` says which. File names are not repeated."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The source cannot be read: {self.reason}."


class UnwritableTargetError(CareStandardsError):
    """A target that cannot be written; whatever stood there before still does."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"Nothing was written: {self.reason}."


class MissingExtraError(CareStandardsError, ImportError):
    """A part of the library whose packages are not installed; ``extra`` is the name to install them by."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra

    def __str__(self) -> str:
        return f'This needs packages that are not installed: python -m pip install "care_standards[{self.extra}]"'


class SearchUnavailableError(CareStandardsError):
    """Searching needs SQLite with its full-text module FTS5, and this Python's SQLite came without it."""

    def __str__(self) -> str:
        return "This Python's SQLite has no full-text search (FTS5). Use a build of Python whose SQLite has it."


class DamagedDataError(CareStandardsError):
    """Shipped data that does not match its digest: the installation is damaged; install the package again."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"The shipped file {self.name} is damaged. Install care_standards again."


class InternalError(CareStandardsError):
    """A fault of this library, never of the document; ``what`` says which rule of its own it broke."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"A fault in care_standards: {self.what}. Please report it, without the document."
