"""What all the judges share: careful access to plain data, and what an id means to the data at hand."""

from collections.abc import Iterator
from typing import Any, Final

from care_standards.documents.plain import Json, as_list, as_object
from care_standards.documents.problems import Path, Problem, beyond_schema, like
from care_standards.identifiers import edition_of, is_edition_id, is_provision_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.constraints import is_moment
from care_standards.model.edition import Edition


class Findings:
    """Collects the problems of one document and counts the records that were judged."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.records = 0
        self.editions: dict[str, Edition] = {}

    def add(self, code: Code, path: Path, hint: str, wanted: object = None, known: Any = None) -> None:
        """Add a problem; ``known`` is a function that gives the words among which to look for near misses."""
        # What cannot be verified may well be right: only what looks like a slip of the pen is worth a question.
        closeness = 0.85 if code is Code.UNVERIFIED_ID else 0.6
        self.problems.append(beyond_schema(code, path, hint, like(wanted, known, closeness) if known else None))


def objects(document: Json, name: str) -> Iterator[tuple[int, Json]]:
    """Give the objects of a list, each with its place; anything else in it is the schema's to report."""
    for place, item in enumerate(records(document, name)):
        if (found := as_object(item)) is not None:
            yield place, found


def records(document: Json, name: str) -> list[Any]:
    """Give the records of a document, whatever they are."""
    return as_list(document.get(name)) or []


def inner(document: Json, name: str) -> Json:
    """Give an object inside a document, or an empty one."""
    return as_object(document.get(name)) or {}


def texts(document: Json, name: str) -> Iterator[tuple[int, str]]:
    """Give the texts of a list, each with its place."""
    yield from ((place, item) for place, item in enumerate(records(document, name)) if isinstance(item, str))


def text(document: Json, name: str) -> str | None:
    """Give a text member, or None."""
    found = document.get(name)
    return found if isinstance(found, str) else None


def whole(document: Json, name: str) -> int | None:
    """Give a whole-number member, or None."""
    found = document.get(name)
    return int(found) if isinstance(found, (int, float)) and type(found) is not bool and found == int(found) else None


def judge_unique(findings: Findings, document: Json, name: str, member: str, path: Path = ()) -> None:
    """Report every object of a list whose id an earlier one carries."""
    seen: set[str] = set()
    for place, item in objects(document, name):
        id = text(item, member)
        if id is not None and id in seen:
            findings.add(
                Code.DUPLICATE_ID, (*path, name, place, member), "An earlier item has this id. Give it another."
            )
        elif id is not None:
            seen.add(id)


def rings(above: dict[str, str]) -> set[str]:
    """Give every id that lies on a ring; each id is walked once."""
    done: set[str] = set()
    found: set[str] = set()
    for start in above:
        trail: dict[str, int] = {}
        id: str | None = start
        while id is not None and id not in done and id not in trail:
            trail[id] = len(trail)
            id = above.get(id)
        if id is not None and id in trail:
            found.update(member for member, place in trail.items() if place >= trail[id])
        done.update(trail)
    return found


def judge_sources(findings: Findings, document: Json, catalogue: Catalogue) -> None:
    """Report every source key of a document that no register knows, wherever it stands."""
    judge_unique(findings, document, "bibliography", "key")
    own = {key for _, item in objects(document, "bibliography") if (key := text(item, "key"))}
    waiting: list[tuple[Path, Any]] = [((), {n: v for n, v in document.items() if n != "extensions"})]
    while waiting:
        path, value = waiting.pop()
        # Last in, first out: put in backwards, they come out in the order of the document.
        waiting.extend([((*path, place), item) for place, item in enumerate(as_list(value) or ())][::-1])
        for name, member in (as_object(value) or {}).items():
            if name in ("sources", "linked_from"):
                for place, key in enumerate(as_list(member) or ()):
                    if isinstance(key, str) and key not in own and key not in catalogue.source_keys:
                        hint = "Add the source to the bibliography of the document, or correct the key."
                        at = (*path, name, place)
                        # Near misses come from the register alone: keys of the document would show what it holds.
                        findings.add(Code.UNKNOWN_SOURCE, at, hint, key, lambda: catalogue.source_keys)
            else:
                waiting.append(((*path, name), member))


def judge_dates(findings: Findings, document: Json, path: Path) -> None:
    """Report what looks like a day and is none, ends before starts, and precision that the dates do not have."""
    for name in ("date", "earliest", "latest", "start", "end"):
        value = text(document, name)
        if value is not None and value[:4].isdigit() and value[4:5] == "-" and not is_moment(value) and _shaped(value):
            findings.add(Code.NO_SUCH_DAY, (*path, name), "Give a day of the calendar.")
    for first, last in (("earliest", "latest"), ("start", "end")):
        early, late = text(document, first), text(document, last)
        if not (early and late and is_moment(early) and is_moment(late)):
            continue
        if late < early[: len(late)]:
            findings.add(Code.DATES_OUT_OF_ORDER, (*path, last), f"The {last} comes before the {first}.")
        elif (word := text(document, "precision")) is not None and not _is_so_precise(early, late, word):
            hint = "Say what the two dates show: day, month or year where they are the same, otherwise range."
            findings.add(Code.PRECISION_DISAGREES, (*path, "precision"), hint)


# How long the text of a date of this precision is.
_LENGTHS: Final = {"day": 10, "month": 7, "year": 4}


def _is_so_precise(earliest: str, latest: str, precision: str) -> bool:
    if precision == "range":
        return earliest != latest
    return earliest == latest and len(earliest) == _LENGTHS.get(precision)


def _shaped(value: str) -> bool:
    # Only a day can have the right shape and be no date; the rest is the pattern's to report.
    return is_moment(f"{value[:8]}01{value[10:]}") and value[8:10] in _DAYS


_DAYS = frozenset(f"{day:02}" for day in range(1, 32))


def edition_at_hand(findings: Findings, id: str | None, path: Path, catalogue: Catalogue) -> Edition | None:
    """Give the edition with this id, noting that it was used; report it where there is none."""
    if id is None or not is_edition_id(id):
        return None
    found = catalogue.get(id)
    if isinstance(found, Edition):
        findings.editions[id] = found
        return found
    known = lambda: tuple(edition.id for edition in catalogue.editions)  # noqa: E731
    findings.add(Code.UNKNOWN_EDITION, path, "No edition of this id is registered here.", id, known)
    return None


def publication_of(id: str, catalogue: Catalogue) -> str:
    """Give the publication of an edition: as the data at hand have it, else what stands before the year of its id."""
    found = catalogue.get(id)
    return found.publication if isinstance(found, Edition) else id.rpartition("-")[0]


def first_of(ids: tuple[str, ...]) -> str:
    """Name the first few ids, for a hint."""
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return f"{', '.join(ids[:5])}{more}" if ids else "nothing that was found"


def _judge_stranger(findings: Findings, id: str, path: Path, edition: Edition, catalogue: Catalogue) -> None:
    """Report an id of another edition. The same number in two editions is not the same rule: none is suggested."""
    hint = f"This side of the document is about {edition.id}; name a provision of it."
    if edition_of(id) in catalogue:
        findings.add(
            Code.WRONG_EDITION, path, f"{hint} What belongs to another edition goes into a document about that."
        )
    else:
        findings.add(Code.WRONG_EDITION, path, hint, id, lambda: tuple(p.id for p in edition))


def judge_id(findings: Findings, id: str | None, path: Path, edition: Edition | None, catalogue: Catalogue) -> None:
    """Report an id that is of another edition, retired, impossible, or cannot be verified.

    An id of a partial edition that our data lack is unverified: it may well be right.
    """
    if edition is not None and id is not None and (is_provision_id(id) or is_edition_id(id)) and id != edition.id:
        judge_formed_id(findings, id, path, edition, catalogue)


def judge_formed_id(findings: Findings, id: str, path: Path, edition: Edition, catalogue: Catalogue) -> None:
    """Judge the same of an id that is known to have the form of one, and to be another than that of the edition."""
    known = lambda: tuple(p.id for p in edition)  # noqa: E731
    if edition_of(id) != edition.id:
        _judge_stranger(findings, id, path, edition, catalogue)
        return
    entry = catalogue.registry.get(id)
    if entry is not None and entry.status == "retired":
        hint = f"It was followed by {first_of(entry.successors)}."
        # Whoever used a provisional id made no mistake: the guess was ours.
        findings.add(Code.PROVISIONAL_ID_RETIRED if entry.provisional else Code.RETIRED_ID, path, hint)
    elif edition.held(id) is not None:
        return
    elif edition.completeness.level == "complete":
        hint = f"The data of {edition.id} are complete and do not have it."
        findings.add(Code.IMPOSSIBLE_ID, path, hint, id, known)
    else:
        hint = f"Our data of {edition.id} ({edition.completeness}) do not hold it. Check the number in the publication."
        findings.add(Code.UNVERIFIED_ID, path, hint, id, known)
