"""What is left for people to do after a migration, worst first; read off the migrated assessment alone."""

from typing import Any, Final, Literal, get_args

import attrs

from care_standards.identifiers import edition_of
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, EarlierFinding, Finding
from care_standards.model.ledger import Ledger, LedgerEntry
from care_standards.vocabularies import FindingStatus, LedgerVerdict, MigrationVerdict

Task = Literal["reassess", "compare", "review", "assess"]
TASKS: Final[tuple[Task, ...]] = get_args(Task)
"""What there is to do: look afresh, compare the editions, read the change and agree to it, look for the first time."""

Where = Literal["findings", "unresolved"]

GAP_STATUSES: Final[tuple[FindingStatus, ...]] = ("not-met", "partly-met")
"""The statuses that say something is wanting."""

_WORST_FIRST: Final[tuple[FindingStatus, ...]] = ("not-met", "partly-met", "met", "not-applicable", "not-assessed")
_ORDER: Final[tuple[tuple[Task, tuple[FindingStatus, ...]], ...]] = (
    ("reassess", GAP_STATUSES),
    ("compare", GAP_STATUSES),
    ("reassess", _WORST_FIRST[2:]),
    ("review", _WORST_FIRST),
    ("compare", _WORST_FIRST[2:]),
    ("assess", _WORST_FIRST),
)
_PLACES: Final = {
    pair: place for place, pair in enumerate((task, status) for task, statuses in _ORDER for status in statuses)
}


_TASK_OF: Final[dict[LedgerVerdict, Task]] = {"reassess": "reassess", "carried-for-review": "review"}
_LINKED: Final[dict[LedgerVerdict, MigrationVerdict]] = {
    "reassess": "reassess", "carried": "carried", "carried-for-review": "carried-for-review",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class WorkItem:
    """One thing to do: on which provision, in which list it stands, and how it was found before.

    ``task`` is ``reassess`` where something was found before and has to be found out again; ``compare`` where nobody
    has compared the provision with the new edition; ``review`` where a finding was carried to a provision that may ask
    something else; ``assess`` where nobody has looked so far. ``where`` names the list of the assessment. ``status``
    is the one it has now, and ``was`` those it was last found with: one for each finding that went before it.
    ``earlier`` are all links of the finding.
    """

    task: Task
    where: Where
    provision: str = attrs.field(repr=must.hidden)
    status: FindingStatus = attrs.field(repr=must.hidden)
    was: tuple[FindingStatus, ...] = attrs.field(repr=must.hidden)
    earlier: tuple[EarlierFinding, ...] = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give task, list (``where``), provision, status, was and earlier, in this order; links member by member."""
        return {
            "task": self.task, "list": self.where, "provision": self.provision, "status": self.status,
            "was": list(self.was), "earlier": [_plain(link) for link in self.earlier],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give one flat row: task, list, provision, status, was, earlier (ids); lists joined by a semicolon."""
        return [
            {
                "task": self.task, "list": self.where, "provision": self.provision, "status": self.status,
                "was": ";".join(self.was), "earlier": ";".join([link.provision for link in self.earlier]),
            }
        ]  # fmt: skip


def _plain(link: EarlierFinding) -> dict[str, str | None]:
    return {
        "provision": link.provision, "status": link.status,
        "assessed_on": None if link.assessed_on is None else link.assessed_on.isoformat(),
        "assessment": link.assessment, "verdict": link.verdict,
    }  # fmt: skip


def worklist(assessment: Assessment) -> tuple[WorkItem, ...]:
    """Give what people have to do after a migration, worst first.

    First what is to be looked at afresh and was not met, then partly met; then what waits unresolved and was not met,
    then partly met; the rest to look at afresh; what was carried for review; the rest that waits; and last what nobody
    has looked at. Among equals the order is that of the assessment.

    A finding is done, and not listed, once a person has given it a status and a day of its own: it has another status
    than ``not-assessed``, and, going back from its last link over links that were carried and have the very status and
    day the finding has, none was carried for review. What is unresolved is done once the editions are compared.
    Linear in findings and their links.
    """
    items = [item for finding in assessment.findings if (item := _of_finding(finding)) is not None]
    items += [_item("compare", "unresolved", finding, _was(finding)) for finding in assessment.unresolved]
    return tuple(sorted(items, key=_place))


def worklist_of(ledger: Ledger) -> tuple[WorkItem, ...]:
    """Give what the migration of an assessment left to do, read off its ledger alone, in the order of ``worklist``.

    What anybody did since is not seen. Of a ledger about anything else there is nothing to give. Linear in entries.
    """
    if ledger.subject != "assessment":
        return ()
    here: dict[str, list[LedgerEntry]] = {}
    items: list[WorkItem] = []
    for entry in ledger.entries:
        for id in entry.targets or ((entry.source,) if entry.source and entry.verdict == "unknown" else ()):
            # A part of a split item may have been left behind in an edition on the way.
            if entry.verdict != "unknown" and edition_of(id) == ledger.new:
                here.setdefault(id, []).append(entry)
            elif entry.was is not None:
                items.append(
                    WorkItem(
                        task="compare", where="unresolved", provision=id, status=entry.was, was=(entry.was,), earlier=()
                    )
                )
    items += [item for id, entries in here.items() if (item := _of_entries(id, entries)) is not None]
    return tuple(sorted(items, key=_place))


def _of_entries(id: str, entries: list[LedgerEntry]) -> WorkItem | None:
    verdict = entries[0].verdict
    was: tuple[FindingStatus, ...] = tuple([entry.was for entry in entries if entry.was is not None])
    task = _TASK_OF.get(verdict) if _is_found(was) else "assess"
    if task is None:
        return None
    earlier = [
        EarlierFinding(provision=entry.source, status=entry.was, verdict=_LINKED.get(entry.verdict))
        for entry in entries
        if entry.source is not None and entry.was is not None
    ]
    status: FindingStatus = was[0] if was and task == "review" else "not-assessed"
    return WorkItem(task=task, where="findings", provision=id, status=status, was=was, earlier=tuple(earlier))


def _place(item: WorkItem) -> int:
    return min([_PLACES[item.task, status] for status in item.was], default=len(_PLACES))


def _was(finding: Finding) -> tuple[FindingStatus, ...]:
    known = last_known(finding) if finding.status == "not-assessed" else ()
    return known or (finding.status,)


def _of_finding(finding: Finding) -> WorkItem | None:
    if finding.status == "not-assessed":
        was = last_known(finding)
        return _item("reassess" if _is_found(was) else "assess", "findings", finding, was)
    if not finding.earlier or not _awaits_review(finding):
        return None
    return _item("review", "findings", finding, (finding.earlier[-1].status,))


def _is_found(was: tuple[FindingStatus, ...]) -> bool:
    return any(status != "not-assessed" for status in was)


def _awaits_review(finding: Finding) -> bool:
    for link in reversed(finding.earlier):
        if (link.status, link.assessed_on) != (finding.status, finding.assessed_on):
            return False
        if link.verdict == "carried-for-review":
            return True
        if link.verdict != "carried":
            return False
    return False


def _item(task: Task, where: Where, finding: Finding, was: tuple[FindingStatus, ...]) -> WorkItem:
    return WorkItem(task=task, where=where, provision=finding.provision, status=finding.status, was=was,
                    earlier=finding.earlier)  # fmt: skip


def last_known(finding: Finding) -> tuple[FindingStatus, ...]:
    """Give the statuses that a finding nobody has made yet was last found with, in the order of its links.

    These are the latest on each provision that is to be assessed again. Where there is none, they are those of the
    edition before, and where one of those says that nobody had looked then either, those of the edition before that as
    well, and so on. So of several lines that met in one finding none is forgotten, and now and then one is named that
    somebody has put right since.
    """
    again: dict[str, FindingStatus] = {}
    for link in finding.earlier:
        if link.verdict == "reassess" and link.status != "not-assessed":
            again[link.provision] = link.status
    if again:
        return tuple(again.values())
    by_edition: dict[str, dict[str, list[FindingStatus]]] = {}
    for link in reversed(finding.earlier):
        by_provision = by_edition.setdefault(edition_of(link.provision), {})
        looks = by_provision.setdefault(link.provision, [])
        if link.status != "not-assessed" and not looks:
            looks.append(link.status)
    found: list[FindingStatus] = []
    for by_provision in by_edition.values():  # the latest edition first
        for looks in by_provision.values():
            found += looks
        if all(by_provision.values()):
            break
    return tuple(reversed(found)) or tuple([link.status for link in finding.earlier[-1:]])


def wants_another_look(finding: Finding) -> bool:
    """Tell whether nobody has looked at this since it was found not met or partly met: it still counts as a gap."""
    return finding.status == "not-assessed" and any(status in GAP_STATUSES for status in last_known(finding))
