"""Starting an assessment of one's own, and setting its findings one by one."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.model.assessment import Action, Assessment, Context, Evidence, Finding, Period, Producer, Subject
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query import applicable
from care_standards.version import __version__
from care_standards.vocabularies import AssessorRole, Confidence, FindingStatus

_BY_US: Final = Producer(name="care_standards", version=__version__)


def new_assessment(
    edition: Edition,
    context: Context,
    *,
    subject: Subject,
    period: Period,
    assessor_role: AssessorRole,
    produced_by: Producer = _BY_US,
    catalogue: Catalogue | None = None,
) -> Assessment:
    """Start an assessment: every provision that applies, and every one of which that is unknown, as not assessed.

    What applies is what ``query.applicable`` says of this context, whose ``on`` date is used for it and then left
    out, as the period of an assessment says when it was; ``catalogue`` supplies the publications by which dates are
    judged. Left out is only what certainly does not apply: a part of which only the heading was read may ask something
    too. Findings are in printed order.

    It covers what our data hold of the edition, which may be little (see ``edition.completeness``) or nothing; add
    findings on other provisions of the book with ``set_finding``. Linear in provisions.
    """
    answers = applicable(edition, context, catalogue=catalogue)
    ids = dict.fromkeys(one.provision.id for one in answers if one.answer != "no")
    return Assessment(
        subject=subject,
        edition=edition.id,
        context=attrs.evolve(context, on=None),
        period=period,
        assessor_role=assessor_role,
        produced_by=produced_by,
        findings=tuple([Finding(provision=id, status="not-assessed", evidence=()) for id in ids]),
    )


def set_finding(
    assessment: Assessment,
    provision: str | Provision,
    status: FindingStatus,
    *,
    assessed_on: date | None = None,
    reason: str | None = None,
    evidence: Iterable[Evidence] = (),
    note: str | None = None,
    confidence: Confidence | None = None,
    actions: Iterable[Action] = (),
) -> Assessment:
    """Give an assessment in which one provision is found as said; the one given stays as it is.

    The finding there was on it is replaced as a whole, where it stands: its evidence, its note and its actions do not
    pass to the new one. Only its links to earlier findings do, so that what a migration made of it stays traceable.
    Without one, the new finding is the last. ``not-applicable`` needs a reason, and every status but
    ``not-assessed`` the day it was assessed on. An id that our data do not hold is taken, as the book may have it.

    Linear in findings. Raises InvalidValueError where the provision is of another edition or the finding is not whole.
    """
    id = provision.id if isinstance(provision, Provision) else provision
    finding = Finding(
        provision=id, status=status, reason=reason, assessed_on=assessed_on, evidence=tuple(evidence), note=note,
        confidence=confidence, actions=tuple(actions),
    )  # fmt: skip
    if edition_of(id) != assessment.edition:
        raise InvalidValueError("Finding", "provision", "must be of the edition of the assessment")
    places = [place for place, found in enumerate(assessment.findings) if found.provision == id]
    if len(places) > 1:
        raise InvalidValueError("Assessment", "findings", "must be of each provision once")
    findings = assessment.findings
    place = places[0] if places else len(findings)
    if places and findings[place].earlier:
        finding = attrs.evolve(finding, earlier=findings[place].earlier)
    return attrs.evolve(assessment, findings=(*findings[:place], finding, *findings[place + 1 :]))
