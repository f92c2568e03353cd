"""The integrity of crosswalks and concordances: both ends exist, and every row is about them."""

from typing import Any

from care_standards.documents.digests import provision_digest
from care_standards.documents.integrity.claims import judge_claims
from care_standards.documents.integrity.references import (
    Findings,
    edition_at_hand,
    inner,
    judge_dates,
    judge_id,
    judge_sources,
    judge_unique,
    objects,
    publication_of,
    records,
    text,
    texts,
    whole,
)
from care_standards.identifiers import edition_of, is_edition_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication
from care_standards.model.uncertain_date import UncertainDate

# How many old and new provisions a kind of change has: least, and most where there is a most.
_ARITY: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "unchanged": ((1, 1), (1, 1)),
    "renumbered": ((1, 1), (1, 1)),
    "reworded": ((1, 1), (1, 1)),
    "moved": ((1, 1), (1, 1)),
    "split": ((1, 1), (2, None)),
    "merged": ((2, None), (1, 1)),
    "added": ((0, 0), (0, None)),
    "withdrawn": ((1, None), (0, 0)),
}


def judge_crosswalk(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Two publications, every end of its own side, no row twice, and the rows whose ends have changed since."""
    findings = Findings()
    sides = {side: _side(findings, document, side, catalogue) for side in ("source", "target")}
    _judge_pair(findings, document, ("source", "target"), catalogue, same=False)
    for side, edition in sides.items():
        for place, id in texts(inner(document, side), "reviewed"):
            judge_id(findings, id, (side, "reviewed", place), edition, catalogue)
    seen: set[tuple[str | None, ...]] = set()
    for place, row in objects(document, "mappings"):
        for side, edition in sides.items():
            judge_id(findings, text(row, side), ("mappings", place, side), edition, catalogue)
            _judge_digest(findings, row, side, place, edition)
        ends = (text(row, "source"), text(row, "target"), text(row, "matching"))
        if ends in seen and None not in ends[:2]:
            hint = "An earlier row links these two. Keep one, with the relation that holds."
            findings.add(Code.DUPLICATE_ROW, ("mappings", place), hint)
        seen.add(ends)
    _judge_bibliography(findings, document, catalogue)
    findings.records = len(records(document, "mappings"))
    return findings


def _judge_digest(findings: Findings, row: dict[str, Any], side: str, place: int, edition: Edition | None) -> None:
    pinned, id = text(row, f"{side}_digest"), text(row, side)
    if pinned is not None and id is not None and is_edition_id(id):
        hint = "Leave the digest out; or name the provision that the row is about."
        findings.add(Code.IDLE_DIGEST, ("mappings", place, f"{side}_digest"), hint)
    if pinned is None or id is None or edition is None or edition_of(id) != edition.id:
        return
    held = edition.held(id)
    if held is not None and provision_digest(held) != pinned:
        hint = "Read this row against the provision as it is now; then pin its new digest."
        findings.add(Code.STALE_ROW, ("mappings", place, f"{side}_digest"), hint)


def judge_concordance(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Two editions of one publication, every id of its own side, every kind with as many ends as it takes."""
    findings = Findings()
    sides = {side: _side(findings, document, side, catalogue) for side in ("old", "new")}
    _judge_pair(findings, document, ("old", "new"), catalogue, same=True)
    _judge_direction(findings, document, catalogue)
    judge_unique(findings, document, "changes", "id")
    for place, change in objects(document, "changes"):
        for side, edition in sides.items():
            for number, id in texts(change, side):
                judge_id(findings, id, ("changes", place, side, number), edition, catalogue)
        for number, possible in objects(change, "affected"):
            path = ("changes", place, "affected", number, "provision")
            judge_id(findings, text(possible, "provision"), path, sides["old"], catalogue)
    # Whoever is to look at rows a second time needs rows that have their ends.
    arities = [_is_of_its_arity(findings, change, place) for place, change in objects(document, "changes")]
    if all(arities):
        judge_claims(findings, document, sides["old"], sides["new"])
    _judge_coverage(findings, document)
    _judge_bibliography(findings, document, catalogue)
    findings.records = len(records(document, "changes"))
    return findings


def _is_of_its_arity(findings: Findings, change: dict[str, Any], place: int) -> bool:
    """Report a change with more or fewer ends than its kind takes, and tell whether it has as many as it takes."""
    kind = text(change, "kind")
    if kind not in _ARITY or not isinstance(change.get("old"), list) or not isinstance(change.get("new"), list):
        return True
    before = len(findings.problems)
    for side, (least, most) in zip(("old", "new"), _ARITY[kind], strict=True):
        number = len(change[side])
        if number < least or (most is not None and number > most):
            wanted = f"{least} or more" if most is None else f"{least}"
            hint = f"A change of this kind has {wanted} here: {side} has {number}."
            findings.add(Code.WRONG_ARITY, ("changes", place, side), hint)
    return len(findings.problems) == before


def _judge_coverage(findings: Findings, document: dict[str, Any]) -> None:
    coverage = inner(document, "coverage")
    for side in ("old", "new"):
        listed, reviewed = whole(coverage, f"{side}_listed"), whole(coverage, f"{side}_reviewed")
        if listed is not None and reviewed is not None and reviewed > listed:
            hint = "No more can have been reviewed than are listed."
            findings.add(Code.COUNT_DISAGREES, ("coverage", f"{side}_reviewed"), hint)
    reported, held = whole(coverage, "changes_reported"), len(records(document, "changes"))
    if reported is not None and reported != held:
        findings.add(Code.COUNT_DISAGREES, ("coverage", "changes_reported"), f"The document holds {held} changes.")


def _side(findings: Findings, document: dict[str, Any], side: str, catalogue: Catalogue) -> Edition | None:
    end = inner(document, side)
    edition = edition_at_hand(findings, text(end, "edition"), (side, "edition"), catalogue)
    stated = whole(end, "data_revision")
    if edition is not None and stated is not None and stated > 0 and stated != edition.data_revision:
        at_hand = f"The data of {edition.id} at hand are of revision {edition.data_revision}."
        advice = (
            "Read the document against them; then state that revision."
            if stated < edition.data_revision
            else "Get the later data, or correct the figure."
        )
        findings.add(Code.ANOTHER_REVISION, (side, "data_revision"), f"{at_hand} {advice}")
    return edition


def _judge_pair(
    findings: Findings, document: dict[str, Any], sides: tuple[str, str], catalogue: Catalogue, *, same: bool
) -> None:
    first, second = (text(inner(document, side), "edition") for side in sides)
    if first is None or second is None:
        return
    if (publication_of(first, catalogue) == publication_of(second, catalogue)) != same or first == second:
        hint = (
            "A concordance has two editions of one publication; for two publications write a crosswalk."
            if same
            else "A crosswalk has two publications; for two editions of one write a concordance."
        )
        findings.add(Code.SAME_PUBLICATION, (sides[1], "edition"), hint)


def _judge_direction(findings: Findings, document: dict[str, Any], catalogue: Catalogue) -> None:
    """Report a concordance whose old edition is the later one, as far as their publication tells."""
    old, new = (text(inner(document, side), "edition") for side in ("old", "new"))
    if old is None or new is None or old == new:
        return
    publication = catalogue.get(publication_of(old, catalogue))
    if not isinstance(publication, Publication):
        return
    placed = {record.id: (place, record.date) for place, record in enumerate(publication.editions)}
    if old in placed and new in placed and _is_later(placed[old], placed[new]):
        hint = f"{new} came before {old}. Exchange the two sides, and look at every kind of change again."
        findings.add(Code.RUNS_BACKWARDS, ("new", "edition"), hint)


def _is_later(first: tuple[int, UncertainDate], second: tuple[int, UncertainDate]) -> bool:
    """Tell whether the first edition is the later one: by the dates, or by the order where these leave it open."""
    if _ends_before(second[1], first[1]):
        return True
    return first[0] > second[0] and not _ends_before(first[1], second[1])


def _ends_before(one: UncertainDate, other: UncertainDate) -> bool:
    both = min(len(one.latest), len(other.earliest))  # compared as far as both go
    return one.latest[:both] < other.earliest[:both]


def _judge_bibliography(findings: Findings, document: dict[str, Any], catalogue: Catalogue) -> None:
    for place, source in objects(document, "bibliography"):
        judge_dates(findings, source, ("bibliography", place))
    judge_sources(findings, document, catalogue)
