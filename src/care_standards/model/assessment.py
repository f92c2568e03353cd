"""A dated record of findings about one subject against one edition. No field of it holds a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import (
    AssessorRole,
    FindingStatus,
    Nation,
    Population,
    Setting,
    Stage,
    SubjectKind,
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
class Evidence:
    """A pointer to evidence kept elsewhere; the evidence itself never travels."""

    ref: str = attrs.field(validator=must.ref, repr=must.hidden)


def _as_evidence(value: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class Finding:
    """How one provision was found to be met.

    ``reason`` is needed where the status is ``not-applicable``; ``assessed_on`` everywhere but at ``not-assessed``.
    ``note`` is free text: it is kept, and shown only when it is asked for by name.
    """

    provision: str = attrs.field(validator=must.provision_id, repr=must.hidden)
    status: FindingStatus = attrs.field(validator=must.word("finding_status"), repr=must.hidden)
    reason: str | None = attrs.field(default=None, validator=must.optional(must.text(2_000)), repr=must.hidden)
    assessed_on: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    evidence: tuple[Evidence, ...] = attrs.field(
        converter=_as_evidence, validator=must.members(Evidence), repr=must.hidden
    )
    note: str | None = attrs.field(default=None, validator=must.optional(must.text(10_000)), repr=must.hidden)

    def __attrs_post_init__(self) -> None:
        if self.status == "not-applicable" and self.reason is None:
            raise InvalidValueError("Finding", "reason", "must be given where the status is not-applicable")
        if self.status != "not-assessed" and self.assessed_on is None:
            raise InvalidValueError("Finding", "assessed_on", "must be given unless the status is not-assessed")


def _as_findings(value: Iterable[Finding]) -> tuple[Finding, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class Assessment:
    """Findings about one subject against one edition, in the order they were sent."""

    subject: Subject = attrs.field(validator=must.instance_of(Subject))
    edition: str = attrs.field(validator=must.edition_id, repr=must.hidden)
    context: Context = attrs.field(default=NO_CONTEXT, validator=must.instance_of(Context))
    period: Period = attrs.field(validator=must.instance_of(Period))
    assessor_role: AssessorRole = attrs.field(validator=must.word("assessor_role"), repr=must.hidden)
    produced_by: Producer = attrs.field(validator=must.instance_of(Producer))
    findings: tuple[Finding, ...] = attrs.field(
        converter=_as_findings, validator=must.members(Finding), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    def __attrs_post_init__(self) -> None:
        if self.context.on is not None:
            raise InvalidValueError("Assessment", "context", "must not have a day of its own: the period says when")

    def __len__(self) -> int:
        return len(self.findings)
