"""Recorded work brought from one edition to the next, with an account of every record.

What became of an item is read off the concordances, and only there; what they do not say is unknown, and stays
findable under its old id. Everything here takes objects, and the catalogue to look in.
"""

from care_standards.migration.accounts import compose_ledgers, headline
from care_standards.migration.carrying import migrate
from care_standards.migration.crosswalks import MigratedCrosswalk, migrate_crosswalk
from care_standards.migration.references import carry_refs, carry_rows
from care_standards.migration.worklists import WorkItem, worklist

__all__ = [
    "MigratedCrosswalk", "WorkItem", "carry_refs", "carry_rows", "compose_ledgers", "headline",
    "migrate", "migrate_crosswalk", "worklist",
]  # fmt: skip
