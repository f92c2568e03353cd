"""Editions as people write them: Markdown, tables, drafts from the publisher's PDF or DOCX, proposed concordances."""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.authoring.accepting import accept
    from care_standards.authoring.compiling import Compiled, compile, compile_with_lock
    from care_standards.authoring.drafting import Draft, draft
    from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
    from care_standards.authoring.link_tables import (
        concordance_from_csv,
        concordance_to_csv,
        crosswalk_from_csv,
        crosswalk_to_csv,
    )
    from care_standards.authoring.lock import Lock, Outcome
    from care_standards.authoring.markdown_reading import parse
    from care_standards.authoring.markdown_writing import write
    from care_standards.authoring.outline import Item, Outline
    from care_standards.authoring.pdf.limits import DraftLimits
    from care_standards.authoring.plain_english import Hint, hints
    from care_standards.authoring.proposing import Proposal, ProposedChange, proposal_to_csv, propose
    from care_standards.authoring.refusals import RefusedSourceError, SourceCode
    from care_standards.authoring.rendering import render
    from care_standards.authoring.review import Review
    from care_standards.authoring.templates import new_edition

# Name to home: nothing is imported before it is asked for.
_HOMES = {
    "accepting": "accept",
    "compiling": "Compiled compile compile_with_lock",
    "drafting": "Draft draft",
    "faults": "AuthoringCode AuthoringFault InvalidAuthoringError",
    "link_tables": "concordance_from_csv concordance_to_csv crosswalk_from_csv crosswalk_to_csv",
    "lock": "Lock Outcome",
    "markdown_reading": "parse",
    "markdown_writing": "write",
    "outline": "Item Outline",
    "pdf.limits": "DraftLimits",
    "plain_english": "Hint hints",
    "proposing": "Proposal ProposedChange proposal_to_csv propose",
    "refusals": "RefusedSourceError SourceCode",
    "rendering": "render",
    "review": "Review",
    "templates": "new_edition",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "AuthoringCode", "AuthoringFault", "Compiled", "Draft", "DraftLimits", "Hint", "InvalidAuthoringError", "Item",
    "Lock", "Outcome", "Outline", "Proposal", "ProposedChange", "RefusedSourceError", "Review", "SourceCode",
    "accept", "compile", "compile_with_lock", "concordance_from_csv", "concordance_to_csv", "crosswalk_from_csv",
    "crosswalk_to_csv", "draft", "hints", "new_edition", "parse", "proposal_to_csv", "propose", "render", "write",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the home of a name when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
