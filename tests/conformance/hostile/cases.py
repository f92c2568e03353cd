"""What a hostile case is: something bad, the way it is fed in, and the answers that are allowed."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

CANARY: Final = "zorblaxquill"
"""Stands in every case and in the name of every file; nothing that comes out may hold it, in any form."""

DOCUMENT: Final[Mapping[str, Any]] = {
    "$schema": "https://care-standards.invalid/schemas/1.1/assessment.schema.json",
    "schema_version": "1.1",
    "kind": "assessment",
    "subject": {"kind": "service", "ref": f"{CANARY}-1"},
    "edition": "scs-2018",
    "context": {"nation": "england", "setting": "outreach", "stage": "recovery-period", "populations": ["adults"]},
    "period": {"start": "2026-01-01", "end": "2026-03-31"},
    "assessor_role": "quality-lead",
    "produced_by": {"name": "example-case-system", "version": "4.2.0"},
    "findings": [
        {
            "provision": "scs-2018.1.1.5",
            "status": "met",
            "assessed_on": "2026-03-01",
            "evidence": [{"ref": f"{CANARY}-2"}],
            "note": f"An invented note about {CANARY}.",
        }
    ],
}

ROW: Final[Mapping[str, Any]] = {
    "edition": "scs-2018",
    "subject_kind": "service",
    "subject_ref": f"{CANARY}-1",
    "nation": "england",
    "setting": "outreach",
    "provision": "scs-2018.1.1.5",
    "status": "met",
    "assessed_on": "2026-03-01",
    "evidence": [f"{CANARY}-2"],
    "note": f"An invented note about {CANARY}.",
}


def as_json(value: object) -> bytes:
    """Write a value on one line."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Expected:
    """The answers that are allowed, each as ``what:detail``.

    ``invalid:CS103`` is a report that finds at least this error; ``taken`` one without an error, whatever it warns of;
    ``raised:UnknownIdError`` an exception of ours; ``exit:1`` the exit code of a verb; ``given`` an answer that is no
    report. ``invalid`` alone is a report that finds any error.
    """

    answers: frozenset[str]

    def allows(self, answer: Mapping[str, Any]) -> bool:
        """Tell whether an answer is one of those."""
        return any(word in self.answers for word in words_of(answer))


def words_of(answer: Mapping[str, Any]) -> Iterator[str]:
    """Give what may be said of an answer, in the words of ``Expected``."""
    if answer.get("raised") is not None:
        yield f"raised:{answer['raised']}"
    if answer.get("exit") is not None:
        yield f"exit:{answer['exit']}"
    if answer.get("verdict") == "invalid":
        yield "invalid"
        yield from (f"invalid:{code}" for code in answer["codes"])
    elif answer.get("verdict") is not None:
        yield "taken"
    elif answer.get("raised") is None and answer.get("exit") is None:
        yield "given"


def expected(*answers: str | Expected) -> Expected:
    """Put together what is allowed; ``CS103`` alone stands for ``invalid:CS103``."""
    said: set[str] = set()
    for answer in answers:
        if isinstance(answer, Expected):
            said |= answer.answers
        else:
            said |= {f"invalid:{answer}" if answer.startswith("CS") else answer}
    return Expected(frozenset(said))


REFUSED: Final = expected("invalid", "exit:1", "raised:InvalidDocumentError")
TAKEN: Final = expected("taken", "exit:0", "given")
EITHER: Final = expected(REFUSED, TAKEN)


@dataclass(frozen=True)
class Case:
    """One bad input: ``<class>/<number>-<name>``, made when it is needed, fed in one way."""

    id: str
    way: str
    make: Callable[[], Any]
    expected: Expected
    slow: bool = False


class Corpus:
    """The cases in the order they are made, numbered within their class."""

    def __init__(self) -> None:
        self.cases: dict[str, Case] = {}
        self._numbers: dict[str, int] = {}

    def add(self, kind: str, name: str, way: str, make: object, answers: Expected, *, slow: bool = False) -> None:
        """Add one; what is not made by a function is given as it is."""
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        id = f"{kind}/{number:03}-{name}-by-{way.replace(':', '-').replace(' ', '-')}"
        made: Callable[[], Any] = make if callable(make) else lambda: make
        self.cases[id] = Case(id, way, made, answers, slow)

    def add_each(
        self,
        kind: str,
        named: Iterable[tuple[str, object]],
        ways: Iterable[str],
        answers: Expected,
        *,
        slow: bool = False,
    ) -> None:
        """Add each of some inputs in each of some ways."""
        for name, make in named:
            for way in ways:
                self.add(kind, name, way, make, answers, slow=slow)


def refused_for(*codes: str) -> Expected:
    """Allow a report with one of these codes, and a verb that ends with exit code 1."""
    return expected(*codes, "exit:1")


def changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Give a copy of a value with something else at one place; at a new name it is added."""
    if not path:
        return new
    here, *rest = path
    copied = dict(value) if isinstance(value, Mapping) else list(value)
    old = copied[here] if not isinstance(copied, dict) or here in copied else None
    copied[here] = changed(old, tuple(rest), new)  # type: ignore[index,call-overload]
    return copied
