"""Whether an edition reaches a nation, so that a view by it says something true there."""

from care_standards.errors import OutsideNationError
from care_standards.mapping.relations import known_word
from care_standards.model.edition import Edition
from care_standards.vocabularies import Nation


def refuse_other_nation(edition: Edition, nation: Nation | None) -> None:
    """Refuse a view by an edition that does not reach a nation, such as CQC's key questions in Scotland.

    Nothing happens where no nation is given, or where the edition's jurisdictions are not stated, as then nobody knows
    how far it reaches; those that are international or of the EU reach every nation.

    Raises OutsideNationError, which names the edition and its jurisdictions, and UnknownWordError for a word that is
    no nation.
    """
    if nation is None:
        return
    known_word(nation, "nation")
    stated = edition.jurisdictions if edition.jurisdictions_basis == "stated" else ()
    if stated and not {nation, "international", "eu"}.intersection(stated):
        raise OutsideNationError(edition.id, stated, nation)
