"""The account a migration gives: every record that came in exactly once, with what became of it."""

from collections import Counter

import attrs

from care_standards.model import constraints as must
from care_standards.model.concordance import NO_COVERAGE, ComparisonCoverage
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.vocabularies import (
    LEDGER_VERDICTS,
    CompletenessLevel,
    FindingStatus,
    LedgerSubject,
    LedgerVerdict,
)


@attrs.frozen(kw_only=True)
class LedgerEntry:
    """What became of one record, and why.

    ``source`` is the id of a provision, or a JSON Pointer into the document that came in; None where the record is
    new. ``targets`` are where it went, as ids or as pointers into the document that came out. ``changes`` name the
    rows of concordances the verdict rests on. ``was`` is the status a finding came in with.
    """

    source: str | None = attrs.field(default=None, validator=must.optional(must.ledger_place), repr=must.hidden)
    targets: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.ledger_place), repr=must.hidden
    )
    verdict: LedgerVerdict = attrs.field(validator=must.word("ledger_verdict"), repr=must.hidden)
    reason: str = attrs.field(validator=must.text(2_000), repr=must.hidden)
    changes: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.change_ref), repr=must.hidden
    )
    was: FindingStatus | None = attrs.field(
        default=None, validator=must.optional(must.word("finding_status")), repr=must.hidden
    )


@attrs.frozen(kw_only=True)
class LedgerStep:
    """One edition to the next: the concordance that was followed, how much of it was compared, and who says so.

    ``concordance`` is None where there is none, and then nothing else is known. ``rows`` are its changes, ``agreed``
    those a person has agreed to, ``sources`` the keys of the sources its changes rest on.
    """

    old: str = attrs.field(validator=must.edition_id)
    new: str = attrs.field(validator=must.edition_id)
    concordance: str | None = attrs.field(default=None, validator=must.optional(must.item_id))
    old_revision: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    new_revision: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    completeness: CompletenessLevel | None = attrs.field(
        default=None, validator=must.optional(must.word("completeness_level"))
    )
    list_is_known_incomplete: bool | None = attrs.field(default=None, validator=must.optional(must.boolean))
    coverage: ComparisonCoverage = attrs.field(default=NO_COVERAGE, validator=must.instance_of(ComparisonCoverage))
    rows: int = attrs.field(default=0, validator=must.count())
    agreed: int = attrs.field(default=0, validator=must.count())
    sources: tuple[str, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.each(must.key))


@attrs.frozen(kw_only=True)
class Ledger:
    """The account of one migration: of an assessment, of references, of a crosswalk, or of a document's own form.

    ``old`` and ``new`` are edition ids, or versions of the schemas where ``subject`` is ``document``. ``records_in``
    is how many records came in: as many entries have a source, in the order of the records. New records follow, with
    no source. ``input_digest`` and ``output_digest`` tie the account to two files, where it was of files.
    """

    subject: LedgerSubject = attrs.field(validator=must.word("ledger_subject"))
    old: str = attrs.field(validator=must.edition_or_version)
    new: str = attrs.field(validator=must.edition_or_version)
    steps: tuple[LedgerStep, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.members(LedgerStep))
    records_in: int = attrs.field(validator=must.count())
    entries: tuple[LedgerEntry, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(LedgerEntry), repr=must.hidden
    )
    input_digest: str | None = attrs.field(default=None, validator=must.optional(must.file_digest), repr=must.hidden)
    output_digest: str | None = attrs.field(default=None, validator=must.optional(must.file_digest), repr=must.hidden)
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    @property
    def counts(self) -> dict[LedgerVerdict, int]:
        """How many entries have each verdict, in the order of the vocabulary; all of them, nought included."""
        found = Counter(entry.verdict for entry in self.entries)
        return {verdict: found[verdict] for verdict in LEDGER_VERDICTS}

    def __len__(self) -> int:
        return len(self.entries)
