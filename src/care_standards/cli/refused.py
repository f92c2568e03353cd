"""What a verb says when what it was given is refused: everything that is wrong, in text or as JSON."""

from typing import TYPE_CHECKING, Any, Final

from care_standards.cli import exits
from care_standards.cli.output import emit_json, words
from care_standards.cli.table_places import letters_of
from care_standards.errors import (
    CareStandardsError,
    InvalidDocumentError,
    LossRefusedError,
    PackConflictError,
    PackRefusedError,
    first_few,
)

if TYPE_CHECKING:
    from care_standards.authoring.faults import AuthoringFault, InvalidAuthoringError
    from care_standards.cli.page import Page


_OF_TABLES: Final = "CS52"
# What to do about a loss where nobody asked for an older form as such.
WITHOUT_VERSION: Final = "Leave --schema out; downgrade --allow-loss makes an earlier version of what comes out."


def tell_refusal(
    error: CareStandardsError, as_json: bool, *, is_document_awaited: bool = False, file: str | None = None
) -> int | None:
    """Tell everything an exception says is wrong and give the exit code; None for one that is no finding.

    Where a document was to be printed, whoever reads it gets nothing, and the words go to stderr. Faults of a file
    that somebody is writing begin with its name.
    """
    if isinstance(error, PackRefusedError):
        from care_standards.cli.pack_text import tell_refused_pack

        tell_refused_pack(error, as_json)
        return exits.FINDINGS
    if isinstance(error, InvalidDocumentError):
        _tell_report(error, as_json, is_document_awaited)
        return exits.FINDINGS
    if isinstance(error, LossRefusedError):
        version = f"Version {error.ledger.new} of the schemas cannot hold all of what comes out"
        _tell_in_words(f"{version}: {lost_places(error)} would be lost. {WITHOUT_VERSION}", "loss", as_json)
        return exits.FINDINGS
    from care_standards.authoring.faults import InvalidAuthoringError
    from care_standards.authoring.refusals import RefusedSourceError

    if isinstance(error, InvalidAuthoringError):
        _tell_faults(error, as_json, is_document_awaited, file)
        return exits.FINDINGS
    if isinstance(error, PackConflictError):
        reason = f"A pack that is held already brings {error.what} too. Remove that one first, or --replace it."
        _tell_in_words(reason, "conflict", as_json)
        return exits.FINDINGS
    if isinstance(error, RefusedSourceError):
        _tell_in_words(str(error), error.code.value, as_json)
        return exits.UNREADABLE
    return None


def lost_places(error: LossRefusedError) -> str:
    """Give the first of the places that would be lost, and how many more there are."""
    return first_few([entry.source for entry in error.ledger.entries if entry.verdict == "dropped"])


def _tell_in_words(reason: str, code: str, as_json: bool) -> None:
    words(reason)
    if as_json:
        emit_json({"error": code, "reason": reason})


def _tell_report(error: InvalidDocumentError, as_json: bool, on_stderr: bool) -> None:
    from care_standards.cli.outcome import Outcome
    from care_standards.documents.codec import to_plain

    if as_json:
        emit_json(to_plain(error.report))
        return
    from care_standards.cli.report_text import report_page

    _emit(report_page(Outcome(1, 1, "", error.report), strict=False, show_names=False), on_stderr)


def _emit(page: "Page", on_stderr: bool) -> None:
    if on_stderr:
        words(str(page).rstrip("\n"))
    else:
        page.emit()


def _tell_faults(error: "InvalidAuthoringError", as_json: bool, on_stderr: bool, file: str | None) -> None:
    faults = error.faults
    if as_json:
        emit_json([({"file": file} if file is not None else {}) | _plain(fault) for fault in faults])
        return
    from care_standards.cli.page import Page

    page = Page()
    for fault in faults:
        near = f" Did you mean {' or '.join(fault.near)}?" if fault.near else ""
        page.line(f"{'' if file is None else f'{file}:'}{_place(fault)} {fault.code.value} {fault.what}", hang=4)
        page.line(f"{fault.instead}{near}", indent=4)
    page.line(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}; nothing was written.")
    _emit(page, on_stderr)


def _place(fault: "AuthoringFault") -> str:
    """Say where a fault is: by line and column of a text, by row and column, as spreadsheets name them, of a table."""
    if not fault.code.value.startswith(_OF_TABLES):
        return f"{fault.line}:{fault.column}"
    return f"row {fault.line}, column {letters_of(fault.column)}:"


def _plain(fault: "AuthoringFault") -> dict[str, Any]:
    plain: dict[str, Any] = {"line": fault.line, "column": fault.column, "code": fault.code.value}
    return plain | {"what": fault.what, "instead": fault.instead, "near": list(fault.near)}
