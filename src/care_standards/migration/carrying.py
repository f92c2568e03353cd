"""An assessment brought from one edition to a later one, with an account of every finding."""

from collections.abc import Sequence
from itertools import islice
from typing import Final, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.migration.accounts import compose_ledgers
from care_standards.migration.fates import Fate, told
from care_standards.migration.routes import Routes, Way, wanted
from care_standards.model.assessment import Assessment, EarlierFinding, Finding
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger, LedgerEntry, LedgerStep
from care_standards.vocabularies import MigrationVerdict

_NOT_APPLICABLE: Final = "Whether something applies is to be asked of the new item."
_JOINED: Final = "The new item has a finding that is not assessed; this one is an earlier finding of it now."
_OCCUPIED: Final = "The new item has a finding of its own, which stays as it is: a person decides."
_IN_PARTS: Final = "It would arrive in part only, so that it stays whole."
_ADDED: Final = "Reported as added."
_HERE: Final = "It is of this edition already."
_WAITS: Final = Fate(verdict="unknown", reason="It is of this edition already, and left where it is.")


def migrate(assessment: Assessment, to: Edition | str, *, catalogue: Catalogue) -> tuple[Assessment, Ledger]:
    """Bring an assessment to a later edition of the same publication, and give account of every finding.

    What became of each item is read off the concordances of the catalogue, along the fewest that lead there; without
    any, everything is unknown. Carried findings are on the new item; of what is to be reassessed there is a finding
    not assessed on each new item, and the old one in ``archive``, with what was retired; what is unknown is in
    ``unresolved`` as it was. New items are not assessed. No status gets better, and nothing is made met. Subject,
    context, period, role, producer and extensions stay.

    To the edition it is of already, only ``unresolved`` is tried again, each finding along the way from its own
    edition, arriving whole or staying as it was; the same assessment is given back where nothing was learned.

    Findings are in the order of the first that leads to each, then come the added ones; the ledger has an entry for
    each finding, for each unresolved one, and for each that was added. Linear in findings and rows.

    ``to`` is an edition or the id of one in the catalogue. Raises UnknownEditionError, naming near misses, and
    InvalidValueError where the edition is of another publication, or earlier than that of the assessment.
    """
    if not isinstance(cast(object, assessment), Assessment):
        raise InvalidValueError("migrate", "assessment", "must be of class Assessment")
    to = wanted(to, catalogue, "migrate")
    routes = Routes(to, catalogue)
    if not routes.has(assessment.edition):
        raise InvalidValueError("migrate", "to", "must be an edition of the publication the assessment is against")
    if routes.is_earlier(to.id, assessment.edition):
        raise InvalidValueError("migrate", "to", "must not be earlier than the edition the assessment is against")
    way = routes.way(assessment.edition, to.id)
    if not way.concordances:
        return _stepped(assessment, way, routes)
    passed, ledger = assessment, None
    for concordance in way.concordances:
        step = routes.way(concordance.old.edition, concordance.new.edition)
        passed, account = _stepped(passed, step, routes)
        ledger = account if ledger is None else compose_ledgers(ledger, account)
    return passed, cast(Ledger, ledger)


class _Arrivals:
    """The findings of the new edition: those there already, and those that arrive.

    One that arrives where nothing is stands there; where a finding is that is not assessed, it becomes an earlier
    finding of that. What is assessed never changes.
    """

    def __init__(self, held: Sequence[Finding]) -> None:
        self._held = held
        self.on: dict[str, Finding | None] = {}  # None: not assessed, to be made of its links
        for finding in held:
            standing = self.on.get(finding.provision)
            if standing is None or standing.status == "not-assessed":
                self.on[finding.provision] = finding
        self._already = len(self.on)
        self._links: dict[str, dict[EarlierFinding, None]] = {}

    def is_open(self, id: str) -> bool:
        standing = self.on.get(id)
        return standing is None or standing.status == "not-assessed"

    def link(self, finding: Finding, targets: Sequence[str]) -> None:
        """Make a finding an earlier one of what is not assessed on each of these items."""
        links = dict.fromkeys((*finding.earlier, _link(finding, "reassess")))
        for target in targets:
            self.on.setdefault(target, None)
            self._links.setdefault(target, {}).update(links)

    def findings(self) -> tuple[Finding, ...]:
        """Give all of them, in the order in which each was first arrived at."""
        links, on = self._links, self.on
        held = [self._linked(one.provision, one) for one in self._held] if links else self._held
        come = islice(on.items(), self._already, None)
        new = [one if one is not None and id not in links else self._linked(id, one) for id, one in come]
        return (*held, *new)

    def _linked(self, id: str, finding: Finding | None) -> Finding:
        links = self._links.get(id, ())
        if finding is None:
            return Finding(provision=id, status="not-assessed", evidence=(), earlier=tuple(links))
        if not links:
            return finding
        return attrs.evolve(finding, earlier=tuple(dict.fromkeys((*finding.earlier, *links))))


def _link(finding: Finding, verdict: MigrationVerdict) -> EarlierFinding:
    return EarlierFinding(
        provision=finding.provision, status=finding.status, assessed_on=finding.assessed_on, verdict=verdict
    )


class _Step:
    """One way gone: what arrives, what waits, what is kept, and the account."""

    def __init__(self, held: Sequence[Finding]) -> None:
        self.arrivals = _Arrivals(held)
        self.archive: list[Finding] = []
        self.entries: list[LedgerEntry] = []
        self._told: dict[tuple[str, str], str] = {}

    def told(self, reason: str, more: str) -> str:
        """Join two reasons; equal ones are one object."""
        if (found := self._told.get((reason, more))) is None:
            self._told[reason, more] = found = told((reason, more))
        return found

    def bring(self, finding: Finding, fate: Fate) -> bool:
        """Bring one finding to what became of its item; tell whether it left its place."""
        verdict, targets, reason = fate.verdict, fate.targets, fate.reason
        if verdict == "carried" or verdict == "carried-for-review":
            if verdict == "carried" and finding.status == "not-applicable":
                verdict, reason = "carried-for-review", self.told(reason, _NOT_APPLICABLE)
            target = targets[0]
            if target in self.arrivals.on:
                verdict, reason = "reassess", self.told(reason, _JOINED)
            else:
                self.arrivals.on[target] = _carried(finding, target, verdict)
        if verdict == "reassess":
            if all(map(self.arrivals.is_open, targets)):
                self.arrivals.link(finding, targets)
                self.archive.append(finding)
            else:
                verdict, reason = "unknown", self.told(fate.reason, _OCCUPIED)
        elif verdict == "retired":
            self.archive.append(finding)
        entry = LedgerEntry(
            source=finding.provision,
            targets=() if verdict == "unknown" else targets,
            verdict=verdict,
            reason=reason,
            changes=fate.changes,
            was=finding.status,
        )
        self.entries.append(entry)
        return verdict != "unknown"

    def keep(self, finding: Finding) -> None:
        """Account for a finding that is there already."""
        id = finding.provision
        self.entries.append(LedgerEntry(source=id, targets=(id,), verdict="carried", reason=_HERE, was=finding.status))

    def add(self, id: str, change: str) -> None:
        """Begin a finding on a new item, unless there is one."""
        if id not in self.arrivals.on:
            self.arrivals.on[id] = None
            self.entries.append(LedgerEntry(targets=(id,), verdict="added", reason=_ADDED, changes=(change,)))


def _carried(finding: Finding, target: str, verdict: MigrationVerdict) -> Finding:
    return Finding(
        provision=target,
        status=finding.status,
        reason=finding.reason,
        assessed_on=finding.assessed_on,
        evidence=finding.evidence,
        note=finding.note,
        confidence=finding.confidence,
        actions=finding.actions,
        earlier=(*finding.earlier, _link(finding, verdict)),
    )


def _stepped(assessment: Assessment, way: Way, routes: Routes) -> tuple[Assessment, Ledger]:
    """Go one way: along one concordance, along none at all, or along none as it is there already."""
    is_there = way.old == way.new
    step = _Step(assessment.findings if is_there else ())
    waiting: list[Finding] = []
    for finding in assessment.findings:
        if is_there:
            step.keep(finding)
        elif not step.bring(finding, way.fate(finding.provision)):
            waiting.append(finding)
    still, steps = _tried(assessment.unresolved, step, way, routes)
    for concordance in way.concordances or ():
        for id, change in routes.fates(concordance).added.items():
            step.add(id, change)
    ledger = Ledger(
        subject="assessment",
        old=way.old,
        new=way.new,
        steps=steps,
        records_in=len(assessment.findings) + len(assessment.unresolved),
        entries=tuple(step.entries),
    )
    if is_there and len(still) == len(assessment.unresolved):
        return assessment, ledger
    new = attrs.evolve(
        assessment,
        edition=way.new,
        findings=step.arrivals.findings(),
        unresolved=(*still, *waiting),
        archive=(*assessment.archive, *step.archive),
    )
    return new, ledger


def _tried(
    unresolved: Sequence[Finding], step: _Step, way: Way, routes: Routes
) -> tuple[list[Finding], tuple[LedgerStep, ...]]:
    """Try again what was unresolved, each along the way from its own edition; give what stays, and all steps gone."""
    still: list[Finding] = []
    ways = {way.old: way}
    for finding in unresolved:
        old = edition_of(finding.provision)
        if (own := ways.get(old)) is None:
            ways[old] = own = routes.way(old, way.new)
        fate = _WAITS if own.old == own.new else own.fate(finding.provision)
        if fate.verdict == "reassess" and any(edition_of(target) != way.new for target in fate.targets):
            fate = Fate(verdict="unknown", reason=step.told(fate.reason, _IN_PARTS), changes=fate.changes)
        if not step.bring(finding, fate):
            still.append(finding)
    return still, routes.steps(ways.values())
