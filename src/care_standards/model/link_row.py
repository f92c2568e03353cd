"""One finding as one row of a table: what case systems export, in workbooks, as CSV, and on data platforms."""

from collections.abc import Iterable
from datetime import date

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.vocabularies import (
    AssessorRole,
    FindingStatus,
    Nation,
    Population,
    Setting,
    Stage,
    SubjectKind,
)


def _as_refs(value: Iterable[str]) -> tuple[str, ...]:
    return must.as_tuple(value)


@attrs.frozen(kw_only=True)
class LinkRow:
    """What was found of one provision about one subject, as one row; the columns are in the order of the fields.

    ``evidence`` are references, joined by ``;`` where a cell holds one text. The columns from ``stage`` on repeat on
    each row what an assessment says once; what no row says may be told besides. No column holds a person.
    """

    edition: str = attrs.field(validator=must.edition_id, repr=must.hidden)
    subject_kind: SubjectKind = attrs.field(validator=must.word("subject_kind"), repr=must.hidden)
    subject_ref: str = attrs.field(validator=must.ref, repr=must.hidden)
    nation: Nation | None = attrs.field(default=None, validator=must.optional(must.word("nation")), repr=must.hidden)
    setting: Setting | None = attrs.field(default=None, validator=must.optional(must.word("setting")), repr=must.hidden)
    provision: str = attrs.field(validator=must.provision_id, repr=must.hidden)
    status: FindingStatus = attrs.field(validator=must.word("finding_status"), repr=must.hidden)
    assessed_on: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    evidence: tuple[str, ...] = attrs.field(
        default=(), converter=_as_refs, validator=must.list_of(must.ref), repr=must.hidden
    )
    reason: str | None = attrs.field(default=None, validator=must.optional(must.text(2_000)), repr=must.hidden)
    note: str | None = attrs.field(default=None, validator=must.optional(must.text(10_000)), repr=must.hidden)
    stage: Stage | None = attrs.field(default=None, validator=must.optional(must.word("stage")), repr=must.hidden)
    populations: tuple[Population, ...] = attrs.field(
        default=(), converter=must.as_populations, validator=must.each(must.word("population")), repr=must.hidden
    )
    period_start: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    period_end: date | None = attrs.field(default=None, validator=must.optional(must.day), repr=must.hidden)
    assessor_role: AssessorRole | None = attrs.field(
        default=None, validator=must.optional(must.word("assessor_role")), repr=must.hidden
    )
    tool: str | None = attrs.field(default=None, validator=must.optional(must.ref), repr=must.hidden)
    tool_version: str | None = attrs.field(default=None, validator=must.optional(must.ref), repr=must.hidden)

    def __attrs_post_init__(self) -> None:
        if self.status == "not-applicable" and self.reason is None:
            raise InvalidValueError("LinkRow", "reason", "must be given where the status is not-applicable")
        if self.status != "not-assessed" and self.assessed_on is None:
            raise InvalidValueError("LinkRow", "assessed_on", "must be given unless the status is not-assessed")
