"""The exceptions: one root, what they are caught as, pickling, and what they say."""

import copy
import inspect
import pickle
from typing import Any

import pytest

from care_standards import errors
from care_standards.issue_codes import Code
from care_standards.model import Counts, Difference, Issue, JudgedBy, Ledger, LedgerEntry, Report


def report(issues: int) -> Report:
    made = [
        Issue(
            code=Code.WRONG_TYPE, severity="error", pointer=f"/findings/{n}" if n else "", rule="r", hint=f"Hint {n}."
        )
        for n in range(issues)
    ]
    counts = Counts(records_in=0, records_judged=0, errors=issues, unverified=0, warnings=0, shown=issues)
    return Report(verdict="invalid", counts=counts, judged_by=JudgedBy(library_version="1"), issues=made)


def ledger(lost: tuple[str, ...]) -> Ledger:
    entries = [LedgerEntry(source=place, verdict="dropped", reason="No such member.") for place in lost]
    return Ledger(subject="document", old="1.1", new="1.0", records_in=len(lost), entries=tuple(entries))


EXAMPLES: dict[str, errors.CareStandardsError] = {
    "CareStandardsError": errors.CareStandardsError("a rule"),
    "UnknownIdError": errors.UnknownIdError("the registry", ("scs", "sfc")),
    "UnknownProvisionError": errors.UnknownProvisionError("scs-2018", ("1.1.5",), False),
    "UnknownEditionError": errors.UnknownEditionError("the shipped data"),
    "AmbiguousNotationError": errors.AmbiguousNotationError("sfc-2020", ("sfc-2020.a", "sfc-2020.b")),
    "DetachedProvisionError": errors.DetachedProvisionError(),
    "InvalidValueError": errors.InvalidValueError("Subject", "ref", "must be short"),
    "DetachedPackError": errors.DetachedPackError(),
    "InvalidDocumentError": errors.InvalidDocumentError(report(5)),
    "PackRefusedError": errors.PackRefusedError(report(2), (Difference(provision="scs-2018.1.1.5", what="page"),)),
    "PackConflictError": errors.PackConflictError("edition oak-2026", (0, 2)),
    "UnreadableSourceError": errors.UnreadableSourceError("it is a folder, not a file"),
    "UnwritableTargetError": errors.UnwritableTargetError("the disk is full"),
    "DamagedDataError": errors.DamagedDataError("data/editions/scs-2018.json"),
    "MissingExtraError": errors.MissingExtraError("pdf"),
    "UnknownWordError": errors.UnknownWordError("facet", ("force",), ("kind", "force")),
    "OutsideNationError": errors.OutsideNationError("cqcsh-2021", ("england", "wales"), "scotland"),
    "SearchUnavailableError": errors.SearchUnavailableError(),
    "LossRefusedError": errors.LossRefusedError(ledger(("/findings/0/confidence", "/archive/0"))),
    "InternalError": errors.InternalError("a rule was broken"),
}


def test_every_exception_has_an_example() -> None:
    ours = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert ours == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_one_root(name: str) -> None:
    assert issubclass(getattr(errors, name), errors.CareStandardsError)


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("UnknownIdError", LookupError), ("UnknownProvisionError", LookupError), ("UnknownEditionError", LookupError),
        ("AmbiguousNotationError", LookupError), ("DetachedProvisionError", LookupError),
        ("InvalidValueError", ValueError), ("InvalidDocumentError", ValueError),
        ("LossRefusedError", ValueError),
    ],
)  # fmt: skip
def test_caught_as_the_builtin_that_people_expect(name: str, builtin: type[Exception]) -> None:
    assert isinstance(EXAMPLES[name], builtin)
    # A KeyError would show its message in quotes, and mappings would swallow it.
    assert not isinstance(EXAMPLES[name], KeyError)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", EXAMPLES)
def test_pickles_whole(name: str, protocol: int) -> None:
    error = EXAMPLES[name]
    for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert again.args == error.args
        assert vars(again) == vars(error)
        assert str(again) == str(error)


@pytest.mark.parametrize("name", EXAMPLES)
def test_messages_are_sentences(name: str) -> None:
    message = str(EXAMPLES[name])
    assert message
    assert "\n" not in message
    if name not in ("CareStandardsError", "InvalidValueError"):
        assert message[0].isupper()


def test_what_they_say() -> None:
    assert str(EXAMPLES["UnknownIdError"]) == "No such id in the registry. Did you mean scs, sfc?"
    assert str(EXAMPLES["UnknownEditionError"]) == "No such edition in the shipped data."
    assert str(EXAMPLES["InvalidValueError"]) == "Subject.ref must be short"
    partial, complete = EXAMPLES["UnknownProvisionError"], errors.UnknownProvisionError("scs-2018", ("1.1.5",))
    assert str(complete) == "No such provision in scs-2018. Did you mean 1.1.5?"
    assert str(partial).startswith("Our data of scs-2018 are partial and do not hold it; the book may well have it.")
    assert complete.complete
    assert "sfc-2020.a, sfc-2020.b" in str(EXAMPLES["AmbiguousNotationError"])
    assert "data/editions/scs-2018.json" in str(EXAMPLES["DamagedDataError"])


def test_a_loss_says_where_and_what_to_do() -> None:
    message = str(EXAMPLES["LossRefusedError"])
    assert "Version 1.0" in message
    assert "/findings/0/confidence; /archive/0 would be lost" in message
    assert "and 2 more" in str(errors.LossRefusedError(ledger(tuple(f"/archive/{n}" for n in range(5)))))


def test_an_invalid_document_says_the_first_three_and_how_many_more() -> None:
    message = str(errors.InvalidDocumentError(report(5)))
    assert "The document is invalid." in message
    assert f"{Code.WRONG_TYPE.value} at the top: Hint 0." in message
    assert f"{Code.WRONG_TYPE.value} at /findings/2: Hint 2." in message
    assert "Hint 3" not in message
    assert message.endswith("and 2 more")
    assert "more" not in str(errors.InvalidDocumentError(report(3)))


def test_the_data_are_by_name_as_well() -> None:
    error: Any = EXAMPLES["UnknownProvisionError"]
    assert error.args == ("scs-2018", ("1.1.5",), False)
    assert (error.where, error.near_misses, error.complete) == ("scs-2018", ("1.1.5",), False)
    failed: Any = EXAMPLES["InvalidDocumentError"]
    assert failed.report.verdict == "invalid"
