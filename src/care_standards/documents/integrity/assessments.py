"""The integrity of an assessment: its findings, those still unresolved, the archive, and what each rests on."""

from collections.abc import Collection
from typing import Any, Final
from weakref import ref

from care_standards.documents.integrity.references import (
    Findings,
    edition_at_hand,
    inner,
    judge_dates,
    judge_formed_id,
    judge_id,
    objects,
    publication_of,
    records,
    text,
)
from care_standards.documents.plain import Json, as_object
from care_standards.documents.problems import Path
from care_standards.documents.schema_registry import RECORDS
from care_standards.identifiers import edition_of, is_edition_id, is_provision_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.constraints import is_moment
from care_standards.model.edition import Edition
from care_standards.model.registry import Registry

_LISTS: Final = RECORDS["assessment"]
_OTHERS: Final = frozenset(_LISTS) - {"findings"}
_LENGTH_OF_A_DAY: Final = len("2018-05-17")


def judge_assessment(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """One finding for each provision, of the edition named, that exists as far as anybody can tell.

    Findings of other editions stand in ``unresolved`` and ``archive``, each once in the two together.
    """
    findings = Findings()
    judge_dates(findings, inner(document, "period"), ("period",))
    start = _start(document)
    named = text(document, "edition")
    edition = edition_at_hand(findings, named, ("edition",), catalogue)
    own = named if named is not None and is_edition_id(named) else None
    archived: dict[str, Json] = {}
    for _, finding in objects(document, "archive"):
        archived.setdefault(text(finding, "provision") or "", finding)
    others: dict[str, Edition | None] = {}
    seen: set[str] = set()
    seen_elsewhere: set[str] = set()
    for name in _LISTS:
        before = seen_elsewhere if name in _OTHERS else seen
        for place, finding in objects(document, name):
            at: Path = (name, place)
            provision = text(finding, "provision")
            if name in _OTHERS:
                _judge_other(findings, provision, (*at, "provision"), own, others, catalogue)
            else:
                judge_id(findings, provision, (*at, "provision"), edition, catalogue)
                _judge_day(findings, finding, at, start)
            if provision is not None and provision in before:
                hint = "An earlier finding is about this provision. Keep one."
                findings.add(Code.DUPLICATE_FINDING, (*at, "provision"), hint)
            elif provision is not None:
                before.add(provision)
            _judge_contents(findings, finding, at, own, archived, catalogue)
    findings.records = sum(len(records(document, name)) for name in _LISTS)
    return findings


def _judge_contents(
    findings: Findings, finding: Json, at: Path, own: str | None, archived: dict[str, Json], catalogue: Catalogue
) -> None:
    reason = text(finding, "reason")
    if reason is not None and text(finding, "status") == "not-applicable" and not reason.strip():
        findings.add(Code.BLANK_REASON, (*at, "reason"), "Say why it does not apply.")
    _judge_evidence(findings, finding, at)
    if "earlier" in finding:
        _judge_earlier(findings, finding, at, own, archived, catalogue)


def judge_usual_assessment(
    document: dict[str, Any], catalogue: Catalogue, refused: Collection[Path]
) -> Findings | None:
    """Judge an assessment of the usual sort as ``judge_assessment`` does, at a fraction of the cost; else give None.

    The usual sort has findings of one edition that is at hand, each about another provision, and none after a
    migration. ``refused`` are the paths at which the schema found fault, which must all lie within findings. All other
    findings are as the schema has them, so they are looked at together, one question at a time; only those of which
    something is to be said are judged one by one.
    """
    if any(len(path) < 2 or path[0] != "findings" for path in refused) or any(document.get(n) for n in _OTHERS):
        return None
    findings = Findings()
    edition = edition_at_hand(findings, document["edition"], ("edition",), catalogue)
    start = document["period"]["start"]
    if edition is None or start > document["period"]["end"]:
        return None
    listed: list[Any] = document["findings"]
    unlike = {path[1] for path in refused if isinstance(path[1], int)}
    usual = [_SAYS_NOTHING if n in unlike else finding for n, finding in enumerate(listed)] if unlike else listed
    ids: list[str] = [finding["provision"] for finding in usual]
    # Those that are unlike all have the empty text among the ids, and each of them its own here, or its place.
    others = {place if (id := text(as_object(listed[place]) or {}, "provision")) is None else id for place in unlike}
    if len(others.union(ids)) < len(ids) + bool(unlike):
        return None
    sound = _sound_ids(edition, catalogue)
    strange = {place for place, id in enumerate(ids) if id not in sound}
    worth_a_look = {
        *unlike,
        *[place for place, finding in enumerate(usual) if "assessed_on" in finding and finding["assessed_on"] < start],
        *[place for place, finding in enumerate(usual) if "reason" in finding and not finding["reason"].strip()],
        *[place for place, finding in enumerate(usual) for evidence in finding["evidence"] if len(evidence) > 1],
        *[place for place, finding in enumerate(usual) if "earlier" in finding],
    }
    for place in sorted(strange | worth_a_look):
        at = ("findings", place)
        if place not in worth_a_look:
            judge_formed_id(findings, ids[place], (*at, "provision"), edition, catalogue)
        elif (finding := as_object(listed[place])) is not None:
            judge_id(findings, text(finding, "provision"), (*at, "provision"), edition, catalogue)
            _judge_day(findings, finding, at, start)
            _judge_contents(findings, finding, at, edition.id, {}, catalogue)
    findings.records = len(listed)
    return findings


_SAYS_NOTHING: Final[Json] = {"provision": "", "evidence": []}
_known_sound: list[tuple["ref[Edition]", "ref[Registry]", frozenset[str]]] = []


def _sound_ids(edition: Edition, catalogue: Catalogue) -> frozenset[str]:
    """Give the ids of an edition of which nothing is to be said, remembered for the editions that were used last."""
    registry = catalogue.registry
    for known, released, ids in _known_sound:
        if known() is edition and released() is registry:
            return ids
    entries = ((provision.id, registry.get(provision.id)) for provision in edition)
    ids = frozenset(id for id, entry in entries if entry is None or entry.status != "retired")
    _known_sound[:] = [(ref(edition), ref(registry), ids), *_known_sound[:3]]
    return ids


def _start(document: dict[str, Any]) -> str:
    """Give the first day of the period, or a text before any day where the period itself is at fault."""
    start, end = (text(inner(document, "period"), name) for name in ("start", "end"))
    return start if start and end and is_moment(start) and is_moment(end) and start <= end else ""


def _judge_day(findings: Findings, finding: Json, at: Path, start: str) -> None:
    day = text(finding, "assessed_on")
    if day is not None and day < start and is_moment(day):
        hint = "Correct the date, or the period; or leave both, if the finding was carried over."
        findings.add(Code.FOUND_BEFORE_PERIOD, (*at, "assessed_on"), hint)


def _judge_other(
    findings: Findings, id: str | None, path: Path, own: str | None, others: dict[str, Edition | None],
    catalogue: Catalogue,
) -> None:  # fmt: skip
    """Judge an id that must be of another edition of the publication; each edition is looked up once."""
    if id is None or own is None or not is_provision_id(id):
        return
    other = edition_of(id)
    if other == own:
        findings.add(Code.MISPLACED_FINDING, path, "It is of the edition of the assessment. Move it to findings.")
    elif publication_of(other, catalogue) != publication_of(own, catalogue):
        findings.add(Code.MISPLACED_FINDING, path, "It is of another publication. Put it into an assessment of that.")
    else:
        if other not in others:
            others[other] = edition_at_hand(findings, other, path, catalogue)
        judge_id(findings, id, path, others[other], catalogue)


def _judge_evidence(findings: Findings, finding: Json, at: Path) -> None:
    """Report days of evidence that cannot be so, and a ``met`` that stands against evidence without a word."""
    met = text(finding, "status") == "met"
    for place, evidence in objects(finding, "evidence"):
        if len(evidence) == 1:
            continue  # a reference alone, as most are
        path = (*at, "evidence", place)
        collected = _day(evidence, "collected")
        for name in ("recorded", "expires"):
            if (day := _day(evidence, name)) and day < collected:
                hint = "It comes before the day the evidence was collected. Correct one of the two."
                findings.add(Code.DATES_OUT_OF_ORDER, (*path, name), hint)
        if met and text(evidence, "bearing") == "counters" and not (text(evidence, "answer") or "").strip():
            hint = "Say in its answer why the finding stands, or make the finding again."
            findings.add(Code.UNANSWERED_COUNTER, path, hint)


def _day(evidence: Json, name: str) -> str:
    """Give a day of the calendar as text, or a text before any day."""
    day = text(evidence, name)
    return day if day is not None and len(day) == _LENGTH_OF_A_DAY and is_moment(day) else ""


def _judge_earlier(
    findings: Findings, finding: Json, at: Path, own: str | None, archived: dict[str, Json], catalogue: Catalogue
) -> None:
    for place, link in objects(finding, "earlier"):
        path = (*at, "earlier", place)
        id = text(link, "provision")
        if id is None or own is None or not is_provision_id(id):
            continue
        if publication_of(edition_of(id), catalogue) != publication_of(own, catalogue):
            hint = "It is of another publication. Leave it out: nothing is carried from one to the other."
            findings.add(Code.MISPLACED_FINDING, (*path, "provision"), hint)
        elif text(link, "verdict") == "reassess" and "assessment" not in link:
            before = archived.get(id)
            if before is None:
                hint = "The archive does not hold that finding. Add it as it was, or name the assessment that does."
                findings.add(Code.EARLIER_DISAGREES, path, hint)
            elif any(before.get(name) != link.get(name) for name in ("status", "assessed_on")):
                hint = "The archive holds that finding with another status, or of another day. Correct the wrong one."
                findings.add(Code.EARLIER_DISAGREES, path, hint)
