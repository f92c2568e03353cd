"""How two assessments against one edition differ, finding by finding."""

from care_standards.differences.pairing import compared, differing, paired, presence
from care_standards.differences.structure import Diff, Entry
from care_standards.errors import InvalidValueError
from care_standards.model.assessment import Assessment, Finding

_FINDINGS = frozenset({"findings"})
_NOTE = "A provision without a finding was not recorded here: it is neither met nor not met."


def diff_assessments(old: Assessment, new: Assessment) -> Diff:
    """Compare two assessments against one edition; a finding is known by its provision.

    Statuses are told, as they are what is asked about; of notes, reasons and evidence only that they differ. Another
    subject, period or context is named in ``head``. Raises InvalidValueError where the editions differ.
    """
    if old.edition != new.edition:
        rule = "must be against one edition; migrate the earlier one first"
        raise InvalidValueError("diff", "assessments", rule)
    pairs = paired(old.findings, new.findings, lambda finding: finding.provision)
    head = differing(old, new, _FINDINGS) + (("order",) if pairs.reordered else ())
    entries = [_entry(before, after) for before, after in pairs.rows]
    return compared("assessments", entries, old.edition, new.edition, (None, None), head, notes=(_NOTE,))


def _entry(old: Finding | None, new: Finding | None) -> Entry:
    category = presence(old, new)
    fields: tuple[str, ...] = ()
    if old is not None and new is not None:
        fields = differing(old, new)
        category = "status-changed" if "status" in fields else "other-changed" if fields else "same"
    return Entry(
        category=category or "same",
        item="finding",
        old=() if old is None else (old.provision,),
        new=() if new is None else (new.provision,),
        basis="same-id",
        fields=fields,
        before=None if old is None else old.status,
        after=None if new is None else new.status,
    )
