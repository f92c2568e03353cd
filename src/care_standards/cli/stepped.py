"""One file taken a step on, and what came of it: the new file first, then the account of it, each whole or not at all.

A file whose account agrees with the bytes that are there is left alone, so that a run that was ended is begun again by
the same call. What somebody has changed since is never written over unasked.
"""

import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Final, Literal, cast

import attrs

from care_standards import api
from care_standards.cli import exits
from care_standards.cli.faults import fault
from care_standards.cli.refused import lost_places
from care_standards.documents.atomic import replace_file
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.documents.sources import read_file
from care_standards.errors import (
    CareStandardsError,
    InvalidDocumentError,
    InvalidValueError,
    LossRefusedError,
    UnreadableSourceError,
    UnwritableTargetError,
)
from care_standards.issue_codes import Code
from care_standards.model.extensions import Extensions
from care_standards.vocabularies import LEDGER_VERDICTS, FindingStatus, LedgerSubject, LedgerVerdict

if TYPE_CHECKING:
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.ledger import Ledger, LedgerStep
    from care_standards.model.report import Report

State = Literal[
    "written",
    "done",
    "other",
    "invalid",
    "refused",
    "loss",
    "changed",
    "second",
    "unreadable",
    "unwritable",
    "internal",
]
STATES: Final[dict[State, str]] = {
    "written": "written",
    "done": "done before, and left alone",
    "other": "other documents, not touched",
    "invalid": "invalid, and not taken on",
    "refused": "refused",
    "loss": "not taken on, because something would be lost",
    "changed": "not written, because what is there was changed since or made otherwise",
    "second": "not taken on: another file of the folder goes to the same name (capitals do not count)",
    "unreadable": "could not be read",
    "unwritable": "could not be written",
    "internal": "ended by a fault of this program",
}
_CODES: Final[dict[State, int]] = {
    "written": exits.GOOD, "done": exits.GOOD, "other": exits.GOOD, "unreadable": exits.UNREADABLE,
    "unwritable": exits.UNREADABLE, "internal": exits.OUR_FAULT,
}  # fmt: skip
_IN_THE_WAY: Final = "What is there was changed since, or was not made by this. --force writes over it."
_OURS: Final = "invalid.care-standards.cli"
_BASIS: Final = "made_from"


class PartlyWrittenError(UnwritableTargetError):
    """What goes with a new document, its account or a page, cannot be written; the document itself is written."""

    def __str__(self) -> str:
        what = f"The new document was written; what goes with it was not: {self.reason}."
        return f"{what} When it can be, the same call completes it."


@attrs.frozen(repr=False)
class Job:
    """One file to be taken on: its place among all of them, where it is, and where it and its account are to go."""

    number: int
    source: str
    output: str
    ledger: str | None
    is_second: bool = False  # another one goes to the same place


@attrs.frozen(repr=False)
class Account:
    """What a ledger says, in short: small enough to be kept of a hundred thousand files."""

    subject: LedgerSubject
    old: str
    new: str
    steps: "tuple[LedgerStep, ...]"
    counts: Mapping[tuple[LedgerVerdict, FindingStatus | None], int]

    @property
    def verdicts(self) -> dict[LedgerVerdict, int]:
        """How many entries have each verdict that occurs, in the order of the vocabulary."""
        found: Counter[LedgerVerdict] = Counter()
        for (verdict, _), count in self.counts.items():
            found[verdict] += count
        return {verdict: found[verdict] for verdict in LEDGER_VERDICTS if found[verdict]}

    @classmethod
    def of(cls, ledger: "Ledger") -> "Account":
        """Count a ledger by verdict and by what the status was."""
        counts: Counter[tuple[LedgerVerdict, FindingStatus | None]] = Counter()
        counts.update((entry.verdict, entry.was) for entry in ledger.entries)
        return cls(ledger.subject, ledger.old, ledger.new, ledger.steps, counts)


@attrs.frozen(repr=False)
class Done:
    """What became of one file; of one that was not taken on, the codes of what is wrong with it, and words of ours."""

    number: int
    path: str
    state: State
    words: str = ""
    codes: Mapping[str, int] = attrs.field(factory=dict[str, int])
    account: Account | None = None

    @property
    def exit_code(self) -> int:
        """The exit code this file alone would have."""
        return _CODES.get(self.state, exits.FINDINGS)


@attrs.frozen(repr=False)
class Made:
    """What a step makes of a file: the bytes of the new document, and the ledger, not yet tied to any file."""

    content: bytes
    ledger: "Ledger"


@attrs.frozen(repr=False, kw_only=True)
class Step(ABC):
    """What is done to each file; it is handed to other processes, so it holds plain values only.

    ``basis`` is the digest of all that decides how it comes out, the document itself apart: where an account notes
    the same, nothing would come out otherwise. ``again`` takes on also what is done, and ``force`` writes over what
    is in the way. ``asked`` is the option by which somebody asks wrongly, ``way_on`` what to do about a loss.
    """

    asked: ClassVar[str]
    way_on: ClassVar[str]

    catalogue: "Catalogue"
    basis: str
    force: bool = False
    again: bool = False

    @abstractmethod
    def make(self, content: bytes) -> "Made":
        """Make the new document and its ledger; raises what the library raises."""


def take(job: Job, step: Step) -> Done:
    """Take one file on; whatever happens to it is told and not raised."""
    refusal: Exception | None = None
    try:
        return _take(job, step)
    except Exception as error:
        refusal = error
    state, words = _told(refusal, step)
    if isinstance(refusal, InvalidDocumentError):
        return Done(job.number, job.source, state, words, _codes(refusal.report))
    return Done(job.number, job.source, state, words)


def _told(error: Exception, step: Step) -> tuple[State, str]:
    if isinstance(error, InvalidDocumentError):
        is_other = {issue.code for issue in error.report.issues} == {Code.KIND_NOT_ASKED_FOR}
        return ("other", "") if is_other else ("invalid", "")
    if isinstance(error, InvalidValueError):
        return "refused", f"{step.asked} {error.rule}."
    if isinstance(error, LossRefusedError):
        return "loss", f"{lost_places(error)}. {step.way_on}"
    states: tuple[tuple[type[Exception], State], ...] = (
        (UnreadableSourceError, "unreadable"),
        (UnwritableTargetError, "unwritable"),
        (CareStandardsError, "refused"),
    )
    for kind, state in states:
        if isinstance(error, kind):
            return state, fault(error)
    return "internal", fault(error)


def _codes(report: "Report") -> dict[str, int]:
    found = Counter(issue.code.value for issue in report.issues if issue.code.severity == "error")
    return dict(sorted(found.items()))


def _take(job: Job, step: Step) -> Done:
    if job.is_second:
        return Done(job.number, job.source, "second")
    content = content_of(job.source)
    there, ledger = standing(job.output), standing(job.ledger)
    known = ledger_in(ledger, step) if ledger is not None else None
    is_ours = known is not None and there is not None and known.output_digest == digest_of(there)
    is_same = is_ours and known is not None and known.input_digest == digest_of(content) and not step.again
    if is_same and known is not None and _basis_of(known) == step.basis:
        return Done(job.number, job.source, "done", account=Account.of(known))
    made = tied(step.make(content), content, step)
    account = written(made.ledger, step)
    # A run that was ended between the two has left the new file beside the old account, or beside none.
    is_kept = is_ours or there == made.content or not os.path.lexists(job.output)
    is_known = job.ledger is None or known is not None or not os.path.lexists(job.ledger)
    if not (is_kept and is_known) and not step.force:
        return Done(job.number, job.source, "changed", _IN_THE_WAY)
    put(job.output, made.content, there)
    if job.ledger is not None:
        put_with_it(job.ledger, account, ledger)
    return Done(job.number, job.source, "written", account=Account.of(made.ledger))


def tied(made: Made, content: bytes, step: Step) -> Made:
    """Tie a ledger to the bytes that were read, to those that are to be written, and to all else it rests on."""
    ledger = attrs.evolve(
        made.ledger,
        input_digest=digest_of(content),
        output_digest=digest_of(made.content),
        extensions=Extensions.of({**made.ledger.extensions, _OURS: {_BASIS: step.basis}}),
    )
    return attrs.evolve(made, ledger=ledger)


def _basis_of(ledger: "Ledger") -> str | None:
    noted: object = ledger.extensions.get(_OURS)
    return cast("dict[str, str]", noted).get(_BASIS) if isinstance(noted, dict) else None


def written(ledger: "Ledger", step: Step) -> bytes:
    """Give the bytes of a ledger; raises InvalidDocumentError where it could not be read again."""
    return api.write(ledger, catalogue=step.catalogue)


def ledger_in(content: bytes, step: Step) -> "Ledger | None":
    """Give the ledger that these bytes are; None where they are something else, or a ledger that is not in order."""
    with suppress(InvalidDocumentError):
        return cast("Ledger", api.read(content, kind="ledger", catalogue=step.catalogue))
    return None


def content_of(path: str) -> bytes:
    """Give the content of a file, unpacked where it is packed.

    Raises UnreadableSourceError where it cannot be opened, and InvalidDocumentError where it is too large.
    """
    found = read_file(path, DEFAULT_LIMITS)
    if not isinstance(found, bytes):
        raise InvalidDocumentError(api.check(path))
    return found


def digest_of(content: bytes) -> str:
    """Give the digest by which a ledger knows a file: of what is in it, where it is packed."""
    return sha256(content).hexdigest()


def standing(path: str | None) -> bytes | None:
    """Give the bytes of a file that is there already, None where there is none that can be read."""
    with suppress(OSError, ValueError):
        if path is not None and os.path.isfile(path):  # a pipe would be waited for
            with open(path, "rb") as file:
                return file.read()
    return None


def put(path: str, content: bytes, there: bytes | None) -> None:
    """Write a file, and the folders above it; not where it says the same already. Raises UnwritableTargetError."""
    if content == there:
        return
    reason: str | None = None
    try:
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        reason = os.strerror(number) if isinstance(number, int) else "the system refused the path"
    if reason is not None:
        raise UnwritableTargetError(reason)
    replace_file(path, content)


def put_with_it(path: str, content: bytes, there: bytes | None) -> None:
    """Write what goes with a document that is written already, as ``put`` does; raises PartlyWrittenError."""
    reason: str | None = None
    try:
        put(path, content, there)
    except UnwritableTargetError as error:
        reason = error.reason
    if reason is not None:
        raise PartlyWrittenError(reason)
