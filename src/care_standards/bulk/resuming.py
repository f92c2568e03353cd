"""How far a run over a large file came, written down so that it can go on: counts and issues, and no value."""

import os
from contextlib import suppress
from typing import Any, BinaryIO, Final

import attrs

from care_standards.bulk.verdicts import BatchVerdict, RowIssue
from care_standards.documents.atomic import replace_file
from care_standards.documents.limits import Limits
from care_standards.errors import InvalidValueError, UnreadableSourceError
from care_standards.issue_codes import BY_CODE
from care_standards.model.catalogue import Catalogue
from care_standards.model.report import EditionUsed
from care_standards.version import __version__
from care_standards.vocabularies import Engine

_FORM: Final = "care_standards run 1"
_HEAD: Final = 64 * 1024
_MOST_BYTES: Final = 64 * 1024 * 1024
_COUNTS: Final = ("rows", "blank", "invalid", "unverified", "errors", "unverifiable", "warnings")


def identity_of(file: BinaryIO, engine: Engine, guard: bool, limits: Limits, catalogue: Catalogue) -> dict[str, Any]:
    """Give what a run is bound to: the file as it is, without its name, and how its rows are judged."""
    from hashlib import sha256

    place = file.tell()
    try:
        status = os.fstat(file.fileno())
        file.seek(0)
        head = file.read(_HEAD)
        file.seek(place)
    except OSError:
        status, head = None, b""
    if status is None:
        raise UnreadableSourceError("the system failed to read it")
    return {
        "size": status.st_size,
        "modified": status.st_mtime_ns,
        "begins": sha256(head).hexdigest(),
        "library": __version__,
        "engine": engine,
        "guard": guard,
        "limits": attrs.asdict(limits),
        "editions": [[e.id, e.data_revision, len(e.provisions)] for e in catalogue.editions],
    }


class Progress:
    """How far a run came, and what was found until there."""

    def __init__(self, path: "str | os.PathLike[str] | None", identity: dict[str, Any], verdict: BatchVerdict) -> None:
        """Begin at the beginning; nothing is written before ``save``, and nothing at all without a path."""
        self.offset = 0
        self.verdict = verdict
        self._path = path
        self._identity = identity

    def __repr__(self) -> str:
        return f"Progress(offset={self.offset})"

    @classmethod
    def begin(
        cls, path: "str | os.PathLike[str] | None", identity: dict[str, Any], verdict: BatchVerdict
    ) -> "Progress":
        """Go on where the run before was ended, if one was; else begin with a verdict of no rows.

        Raises InvalidValueError where the file is none of such a run, or of another one.
        """
        progress = cls(path, identity, verdict)
        content = None if path is None else _content(path)
        if content is not None:
            rule = "is no file that a run over many rows writes; name another, or delete it"
            if not progress._take(content):
                raise InvalidValueError("check_lines", "state", rule)
        return progress

    def add(self, offset: int, verdict: BatchVerdict) -> None:
        """Add what was found up to a place."""
        self.offset = offset
        self.verdict = attrs.evolve(self.verdict + verdict, marks=b"")

    def save(self) -> None:
        """Write down how far the run came; raises UnwritableTargetError."""
        if self._path is None:
            return
        import json

        found = {
            "counts": {name: getattr(self.verdict, name) for name in _COUNTS},
            "editions": [attrs.asdict(edition) for edition in self.verdict.editions],
            "issues": [_plain(issue) for issue in self.verdict.issues],
            "notes": [_plain(note) for note in self.verdict.notes],
        }
        document = {"form": _FORM, "run": self._identity, "offset": self.offset, "found": found}
        replace_file(self._path, json.dumps(document, indent=1).encode())

    def finish(self) -> None:
        """Take the file away: the run is over."""
        if self._path is not None:
            with suppress(OSError):
                os.unlink(self._path)

    def _take(self, content: bytes) -> bool:
        import json

        bound: object = None
        with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            document: dict[str, Any] = json.loads(content)
            bound = document["run"] if document["form"] == _FORM else None
            if bound == self._identity:
                self.verdict = _verdict(document["found"], self.verdict)
                self.offset = _count(document["offset"])
                return True
        if bound is not None and bound != self._identity:
            rule = "is of another file, of other arguments or of another release; delete it to begin again"
            raise InvalidValueError("check_lines", "state", rule)
        return False


def _verdict(found: dict[str, Any], empty: BatchVerdict) -> BatchVerdict:
    counts: dict[str, Any] = {name: _count(found["counts"][name]) for name in _COUNTS}
    issues: list[dict[str, Any]] = found["issues"]
    notes: list[dict[str, Any]] = found["notes"]
    editions: list[dict[str, Any]] = found["editions"]
    return attrs.evolve(
        empty,
        **counts,
        issues=tuple(_issue(issue) for issue in issues),
        notes=tuple(_issue(note) for note in notes),
        editions=tuple(EditionUsed(**edition) for edition in editions),
    )


def _plain(issue: RowIssue) -> dict[str, Any]:
    return {**attrs.asdict(issue), "code": issue.code.value}


def _issue(members: dict[str, Any]) -> RowIssue:
    code: Any = BY_CODE[members["code"]]
    return RowIssue(**{**members, "code": code})


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _content(path: "str | os.PathLike[str]") -> bytes | None:
    """Give the content of the file, or None where there is none yet."""
    try:
        if not os.path.lexists(path):
            return None
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read(_MOST_BYTES)
    except (OSError, ValueError, TypeError):  # it names the file
        pass
    return b""
