"""A judge of migrations that shares no line with the library: it knows the promises, and looks whether they were kept.

``complaints`` compares what went in with what came out and its ledger, whatever way was taken. ``expected`` says what
one concordance makes of one old item, read off the written rules afresh.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from care_standards.model import (
    Assessment,
    Catalogue,
    Concordance,
    Edition,
    Finding,
    Ledger,
    LedgerEntry,
)

_KEPT: Final = ("status", "reason", "assessed_on", "evidence", "note", "confidence", "actions")
_HEAD: Final = ("subject", "context", "period", "assessor_role", "produced_by", "extensions")
_CARRIED: Final = ("carried", "carried-for-review")

_STRICTNESS: Final = ("carried", "carried-for-review", "reassess", "retired", "unknown")
_VERDICTS: Final = {
    "unchanged": "carried", "renumbered": "carried",
    "reworded": "carried-for-review", "moved": "carried-for-review",
    "clarified": "carried-for-review", "emphasised": "carried-for-review",
    "split": "reassess", "merged": "reassess", "scope-widened": "reassess",
    "withdrawn": "retired", "unknown": "unknown",
}  # fmt: skip


def _content(finding: Finding) -> tuple[Any, ...]:
    return tuple(getattr(finding, name) for name in _KEPT)


def _says_something(finding: Finding) -> bool:
    nothing: tuple[object, ...] = ("not-assessed", None, None, (), None, None, ())
    return _content(finding) != nothing


def _lists(assessment: Assessment) -> Iterator[tuple[str, Finding]]:
    for name in ("findings", "unresolved", "archive"):
        for finding in getattr(assessment, name):
            yield name, finding


def _edition(id: str) -> str:
    return id.partition(".")[0]


def is_of(finding: Finding, old: Finding) -> bool:
    """Tell whether a finding is an old one: verbatim, or carried to another item with links back to where it was."""
    if finding == old:
        return True
    before = len(old.earlier)
    links = finding.earlier[before:]
    if old.status == "not-assessed":  # others, which are to be made anew, may have joined it since
        links = links[:1]
    return (
        _content(finding) == _content(old)
        and finding.earlier[:before] == old.earlier
        and bool(links)
        and links[0].provision == old.provision
        and all((link.status, link.assessed_on) == (old.status, old.assessed_on) for link in links)
        and all(link.verdict in _CARRIED for link in links)
    )


def complaints(before: Assessment, after: Assessment, ledger: Ledger, to: str) -> list[str]:
    """Give every promise that was broken on the way from one assessment to the other; none where all is well."""
    return [*_of_the_head(before, after, to), *of_the_account(before, ledger), *of_the_content(before, after),
            *_of_each_record(before, after, ledger, to), *_of_what_is_new(before, after, ledger)]  # fmt: skip


def _of_the_head(before: Assessment, after: Assessment, to: str) -> Iterator[str]:
    if after.edition != to:
        yield "the assessment is not against the edition asked for"
    for name in _HEAD:
        if getattr(before, name) != getattr(after, name):
            yield f"{name} was touched"
    if any(_edition(finding.provision) != to for finding in after.findings):
        yield "a finding is of another edition"
    if any(_edition(finding.provision) == to for finding in after.unresolved) and before.edition != to:
        yield "something of the new edition is unresolved"
    if len({finding.provision for finding in after.findings}) != len(after.findings):
        yield "two findings are on one item"
    if after.archive[: len(before.archive)] != before.archive:
        yield "the archive did not stay as it was"


def of_the_account(before: Assessment, ledger: Ledger) -> Iterator[str]:
    came = [*before.findings, *before.unresolved]
    sources = [entry.source for entry in ledger.entries]
    told = sources[: len(came)]
    if told != [finding.provision for finding in came]:
        yield "not every record has its one entry, in order"
    if any(source is not None for source in sources[len(came) :]):
        yield "the ledger speaks of a record that never came"
    if any((entry.source is None) != (entry.verdict == "added") for entry in ledger.entries):
        yield "added is said of a record that came in, or something else of one that did not"
    if ledger.records_in != len(came):
        yield "the number of records is wrong"
    if sum(ledger.counts.values()) != len(ledger.entries) or len(told) + ledger.counts["added"] != len(ledger.entries):
        yield "the counts do not add up"
    if any(entry.was != finding.status for entry, finding in zip(ledger.entries, came, strict=False)):
        yield "the ledger has another status than the finding came with"
    if any(not entry.reason.strip() for entry in ledger.entries):
        yield "a verdict without a reason"
    if ledger.subject != "assessment" or ledger.old != before.edition:
        yield "the ledger is of something else"


def of_the_content(before: Assessment, after: Assessment) -> Iterator[str]:
    """Everything anybody wrote down exists afterwards, as often as before, and nothing else does."""
    wrote = Counter(_content(finding) for _, finding in _lists(before) if _says_something(finding))
    holds = Counter(_content(finding) for _, finding in _lists(after) if _says_something(finding))
    if wrote - holds:
        yield "something that was written down is gone"
    if holds - wrote:
        yield "something is there that nobody wrote down, or twice"
    for status in ("met", "partly-met", "not-met"):
        if sum(f.status == status for f in after.findings) > sum(f.status == status for _, f in _lists(before)):
            yield f"{status} was made"
    known = {id for _, finding in _lists(after) for id in (finding.provision, *(e.provision for e in finding.earlier))}
    if any(finding.provision not in known for _, finding in _lists(before)):
        yield "an old id can no longer be traced"


def _of_each_record(before: Assessment, after: Assessment, ledger: Ledger, to: str) -> Iterator[str]:
    came = [*((finding, True) for finding in before.findings), *((finding, False) for finding in before.unresolved)]
    at = {finding.provision: finding for finding in after.findings}
    waiting: dict[str, list[Finding]] = {}
    for finding in after.unresolved:
        waiting.setdefault(finding.provision, []).append(finding)
    archived = _by_content(after.archive[len(before.archive) :])
    for (old, is_finding), entry in zip(came, ledger.entries, strict=False):
        if is_finding and before.edition == to:
            if at.get(old.provision) != old or entry.verdict != "carried" or entry.targets != (old.provision,):
                yield "a finding of the edition itself did not stay as it was"
            continue
        yield from _of_one(old, entry, at, waiting, archived, to)


def _by_content(findings: Iterable[Finding]) -> dict[tuple[Any, ...], list[Finding]]:
    found: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in findings:
        found.setdefault(_content(finding), []).append(finding)
    return found


def _of_one(
    old: Finding,
    entry: LedgerEntry,
    at: dict[str, Finding],
    waiting: dict[str, list[Finding]],
    archived: dict[tuple[Any, ...], list[Finding]],
    to: str,
) -> Iterator[str]:
    verdict, targets = entry.verdict, entry.targets
    in_archive = any(is_of(finding, old) for finding in archived.get(_content(old), ()))
    if verdict in _CARRIED:
        if old.status == "not-applicable" and verdict == "carried":
            yield "a not-applicable was carried by itself"
        carried = at.get(targets[0]) if len(targets) == 1 else None
        if carried is None or not is_of(carried, old) or carried == old:
            yield "what is carried is not where the ledger says, or not what it was"
        elif not _is_said(carried, old, verdict):
            yield "the links of a carried finding do not say how it was carried"
        if in_archive:
            yield "what is carried is in the archive as well"
    elif verdict == "reassess":
        if not in_archive:
            yield "what is to be assessed anew is not in the archive"
        if not any(_edition(target) == to for target in targets):
            yield "to be assessed anew, and nowhere"
        for target in targets:
            if _edition(target) != to:  # a part whose trace was lost on the way
                if not any(_stands_for(finding, old) for finding in waiting.get(target, ())):
                    yield "a part is unknown and does not wait where it should"
                continue
            there = at.get(target)
            if there is None or there.status != "not-assessed":
                yield "to be assessed anew, and no such finding waits for it"
            elif all(link.provision != old.provision or link.status != old.status for link in there.earlier):
                yield "a finding to be made anew does not say what went before"
    elif verdict == "retired":
        if targets or not in_archive:
            yield "what is retired is not in the archive, or is said to have gone somewhere"
        if any(_stands_for(finding, old) for there in waiting.values() for finding in there):
            yield "what is retired still waits in a part"
    elif verdict == "unknown":
        places = targets or (old.provision,)
        if not all(_waits(old, waiting.get(place, ()), in_archive) for place in places):
            yield "what is unknown does not wait where it should"
    else:
        yield "a verdict that no finding can have"


def _is_said(carried: Finding, old: Finding, verdict: str) -> bool:
    """Tell whether the links of a carried finding say that it was carried so: the strictest of its own links."""
    links = carried.earlier[len(old.earlier) :]
    own = [links[0]]
    for link in links[1:]:  # its own lead from edition to edition; what joined it begins at an earlier one
        if _edition(link.provision) <= _edition(own[-1].provision) or link.verdict not in _CARRIED:
            break
        own.append(link)
    strictest = max(_STRICTNESS.index(link.verdict or "unknown") for link in own)
    said = _STRICTNESS.index(verdict)
    return strictest == said if len(own) == len(links) else strictest <= said


def _stands_for(finding: Finding, old: Finding) -> bool:
    """Tell whether a finding waits to be made in the place of an old one."""
    return finding.status == "not-assessed" and any(link.provision == old.provision for link in finding.earlier)


def _waits(old: Finding, there: Iterable[Finding], in_archive: bool) -> bool:
    """Tell whether a finding waits there: itself, or, where it was to be assessed anew on the way, one in its place."""
    for finding in there:
        if is_of(finding, old):
            return True
        if in_archive and _stands_for(finding, old):
            return True
    return False


def _of_what_is_new(before: Assessment, after: Assessment, ledger: Ledger) -> Iterator[str]:
    """Every finding that came out has an entry that sent it there, and a new one says nothing."""
    sent = {target for entry in ledger.entries for target in entry.targets}
    if any(finding.provision not in sent for finding in after.findings):
        yield "a finding came from nowhere"
    at = {finding.provision: finding for finding in after.findings}
    waiting = {finding.provision for finding in after.unresolved}
    in_steps = len(ledger.steps) > 1  # what one step adds, the next may split, merge or carry
    for entry in ledger.entries:
        if entry.source is not None:
            continue
        if (not entry.targets and not in_steps) or (len(entry.targets) > 1 and not in_steps):
            yield "an added item without its one id"
        for target in entry.targets:
            there = at.get(target)
            if there is None and _edition(target) == after.edition:
                yield "an added item without a finding"
            elif there is None and target not in waiting:
                yield "an added item that is unknown again does not wait"
            elif there is not None and (_says_something(there) or (there.earlier and not in_steps)):
                yield "an added item is not an empty finding"
    taken = Counter(
        target
        for entry in ledger.entries
        if entry.verdict in _CARRIED or (entry.verdict == "added" and not in_steps)
        for target in entry.targets
    )
    if any(count > 1 for count in taken.values()):
        yield "two records were carried to one item"


def expected(item: str, concordance: Concordance, new: Edition) -> tuple[str, tuple[str, ...]]:
    """Give the verdict on one old item by one concordance, and where it goes, as the written rules have it."""
    rows = [change for change in concordance.changes if change.review is None or change.review.state != "disputed"]
    mine = [change for change in rows if item in change.old]
    if not mine:
        return "unknown", ()
    said = [change.kind for change in mine] + [kind for change in mine for kind in change.also if kind != "added"]
    verdict = max((_VERDICTS.get(kind, "unknown") for kind in said), key=_STRICTNESS.index)
    targets = tuple(dict.fromkeys(id for change in mine for id in change.new))
    if verdict == "unknown":
        return "unknown", ()
    if verdict == "retired":
        return "retired", ()
    whole = new.completeness.level == "complete"
    held = {provision.id for provision in new}
    if not targets or any(_edition(id) != new.id or (whole and id not in held) for id in targets):
        return "unknown", ()
    if verdict == "reassess" or len(targets) > 1 or _is_claimed_by_others(item, targets[0], rows):
        return "reassess", targets
    doubted = any(change.basis == "inferred" or _state(change) == "to-review" for change in mine)
    affected = any(item == possible.provision for change in rows for possible in change.affected)
    return ("carried-for-review" if doubted or affected else verdict), targets


def _state(change: Any) -> str | None:
    return None if change.review is None else change.review.state


def _is_claimed_by_others(item: str, target: str, rows: list[Any]) -> bool:
    claims = [change for change in rows if target in change.new]
    return any(change.kind == "added" or any(other != item for other in change.old) for change in claims)


def expected_all_the_way(item: str, way: Sequence[tuple[Concordance, Edition]]) -> tuple[str, tuple[str, ...]]:
    """Give the verdict on one old item by several concordances in turn, each with the edition it leads to."""
    verdict, targets = expected(item, *way[0])
    for concordance, new in way[1:]:
        if verdict in ("retired", "unknown"):
            break
        arrived: list[str] = []
        ends: list[str] = []
        strictest = verdict
        for part in targets:
            # What waits under an id of an edition before stays where it is.
            is_here = _edition(part) == concordance.old.edition
            then, onward = expected(part, concordance, new) if is_here else ("unknown", ())
            ends += onward if then != "unknown" else [part]
            if then not in ("retired", "unknown"):
                arrived += onward
                strictest = max(strictest, then, key=_STRICTNESS.index)
        verdict = strictest if arrived else "unknown" if ends else "retired"
        targets = tuple(dict.fromkeys(ends))
    return verdict, targets


def disagreements(
    before: Assessment, ledger: Ledger, after: Assessment, way: Sequence[tuple[Concordance, Edition]]
) -> Iterator[str]:
    """Say where the verdicts are not those of the rules; of an assessment with nothing unresolved."""
    for finding, entry in zip(before.findings, ledger.entries, strict=False):
        verdict, targets = expected_all_the_way(finding.provision, way)
        if verdict == "carried" and finding.status == "not-applicable":
            verdict = "carried-for-review"
        if (entry.verdict, entry.targets) != (verdict, targets):
            yield f"{entry.verdict}, where the rules say {verdict}"
    if len(way) == 1:
        yield from _of_added(ledger, after, *way[0])


def _of_added(ledger: Ledger, after: Assessment, concordance: Concordance, new: Edition) -> Iterator[str]:
    rows = [change for change in concordance.changes if _state(change) != "disputed"]
    told = dict.fromkeys(id for change in rows if change.kind == "added" for id in change.new)
    held = {provision.id for provision in new}
    possible = [id for id in told if _edition(id) == new.id and (new.completeness.level != "complete" or id in held)]
    others = {target for entry in ledger.entries if entry.source is not None and entry.verdict != "unknown"
              for target in entry.targets}  # fmt: skip
    added = [target for entry in ledger.entries if entry.source is None for target in entry.targets]
    if added != [id for id in possible if id not in others]:
        yield "not the added items that the rows name"


def whole_way(catalogue: Catalogue, ways: tuple[str, ...]) -> list[tuple[Concordance, Edition]] | None:
    """Give the concordances along these editions, with the editions they lead to; None if one is missing."""
    found: list[tuple[Concordance, Edition]] = []
    for old, new in pairwise(ways):
        concordance = catalogue.get(f"{old}--{new}")
        if not isinstance(concordance, Concordance):
            return None
        found.append((concordance, catalogue.edition(new)))
    return found
