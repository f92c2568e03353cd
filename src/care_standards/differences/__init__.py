"""What differs: two editions, two revisions of one, two crosswalks, two assessments, two releases of the data.

Everything here goes by what is recorded. What no concordance names is unknown, and stays so.
"""

from typing import cast

from care_standards.differences.assessments import diff_assessments
from care_standards.differences.crosswalks import diff_crosswalks
from care_standards.differences.editions import diff_editions, diff_revisions
from care_standards.differences.releases import diff_releases
from care_standards.differences.structure import (
    CATEGORIES,
    ROW_KEYS,
    Diff,
    DiffKind,
    Entry,
    EntryBasis,
    ItemKind,
    Side,
)
from care_standards.errors import InvalidValueError
from care_standards.model.assessment import Assessment
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.query.scopes import Scope, editions_of

__all__ = [
    "CATEGORIES", "ROW_KEYS", "Diff", "DiffKind", "Diffable", "Entry", "EntryBasis", "ItemKind", "Side", "diff",
]  # fmt: skip

Diffable = Edition | Crosswalk | Assessment | Catalogue


def diff(a: Diffable, b: Diffable, *, concordance: Concordance | None = None, editions: Scope = ()) -> Diff:
    """Tell how two things of one kind differ: the first is taken for the older, the second for the newer.

    Two editions are compared through their concordance: what it names has the category it gives, everything else is
    unknown. Without one everything is unknown, and headings that look alike give proposals, which are no findings. An
    edition of one id given twice is compared as two revisions of our data; crosswalks row by row, assessments finding
    by finding, catalogues item by item and id by id. ``editions`` are those that two crosswalks or two assessments are
    about, where they are at hand: from them the answer says how much is held, and how much of it neither names.
    Of two publications, and of two assessments whose periods do not tell, no page calls either the older one.

    ``Diff.entries`` are in the order of the older one, or of the concordance, and then what only the newer one has.
    Every item of either side is in one entry; only several changes of a concordance may name the same provision, and
    each side then counts it once. Linear in the number of items.

    Raises InvalidValueError where the two are not of one kind, are not about the same thing, or the concordance is not
    from the first to the second, or an edition is not one that the two are about.
    """
    if not isinstance(cast(object, concordance), Concordance | None):
        raise InvalidValueError("diff", "concordance", "must be of class Concordance")
    if isinstance(a, Edition) and isinstance(b, Edition) and a.id != b.id:
        _refuse_editions(editions)
        return diff_editions(a, b, concordance)
    if concordance is not None:
        raise InvalidValueError("diff", "concordance", "goes with two different editions only")
    if isinstance(a, Crosswalk) and isinstance(b, Crosswalk):
        return diff_crosswalks(a, b, editions)
    if isinstance(a, Assessment) and isinstance(b, Assessment):
        return diff_assessments(a, b, editions)
    _refuse_editions(editions)
    if isinstance(a, Edition) and isinstance(b, Edition):
        return diff_revisions(a, b)
    if isinstance(a, Catalogue) and isinstance(b, Catalogue):
        return diff_releases(a, b)
    raise InvalidValueError(
        "diff", "b", "must be of the class of the first: Edition, Crosswalk, Assessment or Catalogue"
    )


def _refuse_editions(editions: Scope) -> None:
    if editions_of(editions):
        raise InvalidValueError("diff", "editions", "goes with two crosswalks or two assessments only")
