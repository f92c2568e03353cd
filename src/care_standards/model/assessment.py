"""A dated record of findings about one subject against one edition. No field of it holds a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import (
    ActionState,
    AssessorRole,
    Bearing,
    Confidence,
    ConsentBasis,
    EvidenceKind,
    FindingStatus,
    MigrationVerdict,
    Nation,
    OwnerRole,
    Population,
    Setting,
    Stage,
    SubjectKind,
    VoiceCount,
)


def _as_set(value: Iterable[Population]) -> frozenset[Population]:
    # What cannot be a set of words is left for the validator to refuse.
    if isinstance(value, (list, tuple, set)) and all(isinstance(m, str) for m in cast("Iterable[object]", value)):
        return frozenset(cast("Iterable[Population]", value))
    return cast("frozenset[Population]", value)


def _populations(instance: Any, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not isinstance(value, frozenset):
        raise must.refuse(instance, attribute, "must be a set, a list or a tuple")
    check: must.Check = must.word("population")
    for member in cast("frozenset[object]", value):
        check(instance, attribute, member)


@attrs.frozen(kw_only=True)
class Subject:
    """Who or what was assessed: a kind, and a reference that means something only to the sender."""

    kind: SubjectKind = attrs.field(validator=must.word("subject_kind"), repr=must.hidden)
    ref: str = attrs.field(validator=must.ref, repr=must.hidden)


@attrs.frozen(kw_only=True)
class Context:
    """The circumstances of a client, a service or an assessment; what is left out is not stated, and limits nothing.

    ``populations`` are groups of which any may be concerned. ``on`` is the day a question is about. It is part of no
    document: an assessment says by its period when it was, and refuses a context with a day.
    """

    nation: Nation | None = attrs.field(default=None, validator=must.optional(must.word("nation")), repr=must.hidden)
    setting: Setting | None = attrs.field(default=None, validator=must.optional(must.word("setting")), repr=must.hidden)
    stage: Stage | None = attrs.field(default=None, validator=must.optional(must.word("stage")), repr=must.hidden)
    populations: frozenset[Population] = attrs.field(
        factory=frozenset, converter=_as_set, validator=_populations, repr=must.hidden
    )
    on: date | None = attrs.field(
        default=None, validator=must.optional(must.day), repr=must.hidden, metadata={"in_documents": False}
    )


NO_CONTEXT = Context()


@attrs.frozen(kw_only=True)
class Period:
    """The time an assessment is about, first and last day included."""

    start: date = attrs.field(validator=must.day, repr=must.hidden)
    end: date = attrs.field(validator=must.day, repr=must.hidden)


@attrs.frozen(kw_only=True)
class Producer:
    """The program that wrote the document."""

    name: str = attrs.field(validator=must.ref, repr=must.hidden)
    version: str = attrs.field(validator=must.ref, repr=must.hidden)


@attrs.frozen(kw_only=True)
class Voices:
    """How many survivors a piece of evidence speaks for, in one of two steps, and on what consent; never who they are.

    Eleven is the figure under which counts of people are hidden everywhere here.
    """

    number: VoiceCount = attrs.field(validator=must.word("voice_count"), repr=must.hidden)
    consent: ConsentBasis = attrs.field(validator=must.word("consent_basis"), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Evidence:
    """A pointer to evidence kept elsewhere; the evidence itself never travels.

    ``bearing`` says whether it speaks for the finding or against it, and ``answer`` why the finding stands although it
    speaks against it. ``collected`` is the day it was gathered, ``recorded`` the day it was entered; after ``expires``
    it should no longer be relied on. What survivors said has ``voices``, and nothing else has: it is evidence only of
    many together.
    """

    ref: str = attrs.field(validator=must.ref, repr=must.hidden)
    kind: EvidenceKind | None = attrs.field(
        default=None, validator=must.optional(must.word("evidence_kind")), repr=must.hidden, metadata=must.SINCE_1_1
    )
    bearing: Bearing = attrs.field(
        default="supports", validator=must.word("bearing"), repr=must.hidden, metadata=must.SINCE_1_1
    )
    collected: date | None = attrs.field(
        default=None, validator=must.optional(must.day), repr=must.hidden, metadata=must.SINCE_1_1
    )
    recorded: date | None = attrs.field(
        default=None, validator=must.optional(must.day), repr=must.hidden, metadata=must.SINCE_1_1
    )
    expires: date | None = attrs.field(
        default=None, validator=must.optional(must.day), repr=must.hidden, metadata=must.SINCE_1_1
    )
    voices: Voices | None = attrs.field(
        default=None, validator=must.optional(must.instance_of(Voices)), repr=must.hidden, metadata=must.SINCE_1_1
    )
    answer: str | None = attrs.field(
        default=None, validator=must.optional(must.text(2_000)), repr=must.hidden, metadata=must.SINCE_1_1
    )

    def __attrs_post_init__(self) -> None:
        if (self.kind == "survivor-voice") != (self.voices is not None):
            raise InvalidValueError(
                "Evidence", "voices", "must be given where the kind is survivor-voice, and only there"
            )
        if self.answer is not None and self.bearing != "counters":
            raise InvalidValueError("Evidence", "answer", "must be given only where the evidence counters the finding")


def _as_evidence(value: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class Action:
    """Something to be done about a finding, by a role and never by a name. ``summary`` is free text."""

    summary: str = attrs.field(validator=must.text(2_000), repr=must.hidden)
    owner_role: OwnerRole = attrs.field(validator=must.word("owner_role"), repr=must.hidden)
    due: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    state: ActionState = attrs.field(validator=must.word("action_state"), repr=must.hidden)


def _as_actions(value: Iterable[Action]) -> tuple[Action, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class EarlierFinding:
    """A link to the finding that went before: of an earlier assessment, or of an earlier edition.

    ``assessment`` is the sender's own reference of the document it stands in, where that is another one. ``verdict``
    is what a migration said of it; None where the link was made otherwise. Whatever else was recorded then (note,
    evidence, actions) stays with that finding: in the archive of the assessment where the verdict is ``reassess``.
    """

    provision: str = attrs.field(validator=must.provision_id, repr=must.hidden)
    status: FindingStatus = attrs.field(validator=must.word("finding_status"), repr=must.hidden)
    assessed_on: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    assessment: str | None = attrs.field(default=None, validator=must.optional(must.ref), repr=must.hidden)
    verdict: MigrationVerdict | None = attrs.field(
        default=None, validator=must.optional(must.word("migration_verdict")), repr=must.hidden
    )


def _as_earlier(value: Iterable[EarlierFinding]) -> tuple[EarlierFinding, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class Finding:
    """How one provision was found to be met.

    ``reason`` is needed where the status is ``not-applicable``; ``assessed_on`` everywhere but at ``not-assessed``.
    ``note`` is free text: it is kept, and shown only when it is asked for by name. ``confidence`` is how sure whoever
    assessed it is of the status, and says nothing about the provision. ``earlier`` are the findings that went before,
    oldest first.
    """

    provision: str = attrs.field(validator=must.provision_id, repr=must.hidden)
    status: FindingStatus = attrs.field(validator=must.word("finding_status"), repr=must.hidden)
    reason: str | None = attrs.field(default=None, validator=must.optional(must.text(2_000)), repr=must.hidden)
    assessed_on: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    evidence: tuple[Evidence, ...] = attrs.field(
        converter=_as_evidence, validator=must.members(Evidence), repr=must.hidden
    )
    note: str | None = attrs.field(default=None, validator=must.optional(must.text(10_000)), repr=must.hidden)
    confidence: Confidence | None = attrs.field(
        default=None, validator=must.optional(must.word("confidence")), repr=must.hidden, metadata=must.SINCE_1_1
    )
    actions: tuple[Action, ...] = attrs.field(
        default=(), converter=_as_actions, validator=must.members(Action), repr=must.hidden, metadata=must.SINCE_1_1
    )
    earlier: tuple[EarlierFinding, ...] = attrs.field(
        default=(),
        converter=_as_earlier,
        validator=must.members(EarlierFinding),
        repr=must.hidden,
        metadata=must.SINCE_1_1,
    )

    def __attrs_post_init__(self) -> None:
        if self.status == "not-applicable" and self.reason is None:
            raise InvalidValueError("Finding", "reason", "must be given where the status is not-applicable")
        if self.status != "not-assessed" and self.assessed_on is None:
            raise InvalidValueError("Finding", "assessed_on", "must be given unless the status is not-assessed")


def _as_findings(value: Iterable[Finding]) -> tuple[Finding, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class Assessment:
    """Findings about one subject against one edition, in the order they were sent.

    ``findings`` are about that edition. After a migration ``unresolved`` holds, as they were and under their old ids,
    the findings of which nobody has compared the provision with the new edition; ``archive`` those whose provision is
    withdrawn, and those that others took the place of.
    """

    subject: Subject = attrs.field(validator=must.instance_of(Subject))
    edition: str = attrs.field(validator=must.edition_id, repr=must.hidden)
    context: Context = attrs.field(default=NO_CONTEXT, validator=must.instance_of(Context))
    period: Period = attrs.field(validator=must.instance_of(Period))
    assessor_role: AssessorRole = attrs.field(validator=must.word("assessor_role"), repr=must.hidden)
    produced_by: Producer = attrs.field(validator=must.instance_of(Producer))
    findings: tuple[Finding, ...] = attrs.field(
        converter=_as_findings, validator=must.members(Finding), repr=must.hidden
    )
    unresolved: tuple[Finding, ...] = attrs.field(
        default=(), converter=_as_findings, validator=must.members(Finding), repr=must.hidden, metadata=must.SINCE_1_1
    )
    archive: tuple[Finding, ...] = attrs.field(
        default=(), converter=_as_findings, validator=must.members(Finding), repr=must.hidden, metadata=must.SINCE_1_1
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    def __attrs_post_init__(self) -> None:
        if self.context.on is not None:
            raise InvalidValueError("Assessment", "context", "must not have a day of its own: the period says when")

    def __len__(self) -> int:
        return len(self.findings)
