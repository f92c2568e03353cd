"""What this library is tested with, for the tests of programs that use it: strategies for Hypothesis, and a judgement.

The strategies need the package ``hypothesis``; ``assert_valid`` needs nothing more than the library.

>>> from care_standards.testing import assert_valid
>>> assert_valid("examples/outreach-self-assessment.json").verdict
'unverified'
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.testing.asserting import assert_valid
    from care_standards.testing.strategies import (
        assessments,
        column_profiles,
        concordances,
        crosswalks,
        edition_ids,
        editions,
        extensions,
        ledgers,
        link_rows,
        objects,
        packs,
        plain_documents,
        plain_rows,
        provision_ids,
        publications,
        refs,
        reports,
    )

__all__ = [
    "assert_valid", "assessments", "column_profiles", "concordances", "crosswalks", "edition_ids", "editions",
    "extensions", "ledgers", "link_rows", "objects", "packs", "plain_documents", "plain_rows", "provision_ids",
    "publications", "refs", "reports",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the home of a name when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = "asserting" if name == "assert_valid" else "strategies"
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
