"""The front door's questions: ids become objects here, and the rooms below answer about those.

Wherever an edition may be given, its id may be; wherever a crosswalk may be, the id of one. Both are looked up in
``catalogue``, by default the shipped data, which also brings what an answer needs besides: publications for dates,
crosswalks for what is cited, the glossary for a search.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar, Union, Unpack, cast, overload

from care_standards import packaged
from care_standards.errors import InvalidValueError, UnknownIdError, UnknownWordError
from care_standards.identifiers import near_misses
from care_standards.model.assessment import Assessment, Context
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision

# Each question imports the room that answers it, and no other.
if TYPE_CHECKING:
    from care_standards.assessing import AssessmentGaps, Summary, View
    from care_standards.differences import Diff, Diffable
    from care_standards.mapping import Composition, Coverage, Gaps
    from care_standards.model.concordance import Concordance
    from care_standards.model.ledger import Ledger
    from care_standards.query import Applicable, Filters, Scope
    from care_standards.searching import SearchResult

Asked = Edition | Catalogue | str | Iterable[Edition | Provision | str] | None
Way = Union[str, Edition, "View"]
D = TypeVar("D", Edition, Crosswalk, Catalogue, Assessment)


def select(
    scope: Asked = None, *, catalogue: Catalogue | None = None, **filters: "Unpack[Filters]"
) -> tuple[Provision, ...]:
    """Give the provisions of a scope that fit every filter, in printed order.

    ``scope`` is an edition or its id, a catalogue, or a list of editions, ids and provisions; without one, everything
    in the catalogue. The filters are those of ``care_standards.query.select``, which also says what is raised. What an
    item is said to be is asked here; what applies to somebody, ``applicable`` answers.
    """
    from care_standards import query

    known = _known(catalogue, scope)
    return query.select(_scope(scope, known), catalogue=known, **cast("dict[str, Any]", filters))


def applicable(scope: Asked, context: Context, *, catalogue: Catalogue | None = None) -> "Applicable":
    """Tell of every provision of a scope whether it applies in a context: yes, no or unknown, each with the reasons.

    ``scope`` is as in ``select``. ``care_standards.query.applicable`` tells the rules, and what the answer holds.
    """
    from care_standards import query

    known = _known(catalogue, scope)
    return query.applicable(_scope(scope, known), context, catalogue=known)


def search(
    text: str,
    scope: Asked = None,
    *,
    limit: int = 20,
    with_wording: bool = False,
    catalogue: Catalogue | None = None,
) -> "SearchResult":
    """Find a text in headings, summaries, numbers and the glossary, best first.

    ``scope`` is as in ``select``. ``text`` holds words, "phrases", beginnings* and -words that must not occur; whatever
    it holds, nothing is raised for it. More is told in ``care_standards.searching.search``.
    """
    from care_standards import searching

    known = _known(catalogue, scope)
    return searching.search(text, _scope(scope, known), limit=limit, with_wording=with_wording, catalogue=known)


def compose(
    first: Crosswalk | str, second: Crosswalk | str, *more: Crosswalk | str, catalogue: Catalogue | None = None
) -> "Composition":
    """Chain crosswalks from the first edition to the last, saying only what follows.

    Each is a crosswalk or the id of one, ``scs-2018--ecat-2005``, which may be read in either direction. The rules are
    those of ``care_standards.mapping.compose``. Nearly all shipped rows say ``intersects``, from which nothing follows.
    """
    from care_standards import mapping

    known = _known(catalogue)
    return mapping.compose(*(crosswalk_of(each, known) for each in (first, second, *more)))


def coverage(crosswalk: Crosswalk | str, *, catalogue: Catalogue | None = None) -> "Coverage":
    """Tell of each side of a crosswalk what is mapped, what was reviewed without a match, and what was not reviewed.

    The three always add up to what is held of the edition. Raises UnknownEditionError where an edition is not at hand.
    """
    from care_standards import mapping

    known = _known(catalogue)
    found = crosswalk_of(crosswalk, known)
    return mapping.coverage(found, known.edition(found.source.edition), known.edition(found.target.edition))


@overload
def gaps(of: Assessment, *, by: "Way | None" = None, catalogue: Catalogue | None = None) -> "AssessmentGaps": ...
@overload
def gaps(of: Crosswalk | str, *, catalogue: Catalogue | None = None) -> "Gaps": ...
def gaps(
    of: Assessment | Crosswalk | str, *, by: "Way | None" = None, catalogue: Catalogue | None = None
) -> "AssessmentGaps | Gaps":
    """Give the gaps of an assessment, which are findings, or of a crosswalk, which are provisions without a match.

    What was not assessed, not reviewed or is unknown is given apart, and is no gap. ``by`` groups those of an
    assessment as ``summarise`` does. Raises UnknownEditionError where an edition is not at hand.
    """
    known = _known(catalogue)
    if isinstance(of, Assessment):
        from care_standards import assessing

        edition = known.edition(of.edition)
        return assessing.gaps(of, edition, by=None if by is None else way_of(by, edition, catalogue=known))
    if by is not None:
        raise InvalidValueError("gaps", "by", "is for assessments: a crosswalk has its two sides")
    if not isinstance(of, Crosswalk) and not _may_name_a_crosswalk(of):
        rule = "must be a Crosswalk, or the id of one such as scs-2018--ecat-2005"
        raise InvalidValueError("gaps", "of", f"{rule}, or an Assessment, which read_assessment gives")
    from care_standards import mapping

    found = crosswalk_of(of, known)
    return mapping.gaps(found, known.edition(found.source.edition), known.edition(found.target.edition))


def summarise(
    assessment: Assessment,
    *,
    by: "Way | Iterable[Way]" = ("part", "kind", "force", "setting"),
    catalogue: Catalogue | None = None,
) -> "Summary":
    """Count the findings of an assessment as a whole and by groups; what is unknown is counted as such.

    ``by`` holds ``part``, ``kind``, ``force``, ``setting``, or editions that a crosswalk links, or their ids: the
    questions of an inspection framework, the outcomes of an outcome set, the articles of a treaty. Raises
    OutsideNationError for a view by an edition that does not reach the nation of the assessment, and UnknownWordError,
    naming near misses, for no way to group.
    """
    from care_standards import assessing

    if not isinstance(cast(object, assessment), Assessment):
        raise InvalidValueError("summarise", "assessment", "must be an Assessment, which read_assessment gives")
    known = _known(catalogue)
    edition = known.edition(assessment.edition)
    is_one = isinstance(by, (str, Edition, assessing.View)) or not isinstance(cast(object, by), Iterable)
    asked = cast("Iterable[Way]", [by] if is_one else by)
    return assessing.summarise(assessment, edition, by=[way_of(each, edition, catalogue=known) for each in asked])


def diff(
    old: D | str, new: D | str, *, concordance: "Concordance | None" = None, catalogue: Catalogue | None = None
) -> "Diff":
    """Tell what differs between two editions, crosswalks, assessments or catalogues.

    Of editions and crosswalks the ids do; ``read_assessment`` gives an assessment. Two editions are compared by their
    concordance, where the catalogue holds one or it is given; without one nothing is known to have changed or stayed,
    and likely pairs are proposals.
    """
    from care_standards import differences

    known = _known(catalogue)
    first, second = (_diffable(each, known) for each in (old, new))
    if concordance is None and isinstance(first, Edition) and isinstance(second, Edition):
        found = known.get(f"{first.id}--{second.id}")
        concordance = cast("Concordance | None", found) if first.publication == second.publication else None
        if concordance is None and f"{second.id}--{first.id}" in known and first.publication == second.publication:
            raise InvalidValueError("diff", "old", "must be the older edition: what is known runs the other way")
    return differences.diff(first, second, concordance=concordance, editions=_about(first, known))


def _about(asked: "Diffable", catalogue: Catalogue) -> list[Edition]:
    """Give the editions that a crosswalk or an assessment is about, as far as they are at hand."""
    ids: tuple[str, ...] = ()
    if isinstance(asked, Assessment):
        ids = (asked.edition,)
    elif isinstance(asked, Crosswalk):
        ids = (asked.source.edition, asked.target.edition)
    return [found for id in dict.fromkeys(ids) if isinstance(found := catalogue.get(id), Edition)]


def migrate(
    assessment: Assessment, to: Edition | str, *, catalogue: Catalogue | None = None
) -> "tuple[Assessment, Ledger]":
    """Carry an assessment to a later edition of its publication, and give the account of every finding.

    ``to`` is an edition or its id. What became of each item is read off the concordances in the catalogue, by default
    the shipped ones, which are partial: what nobody has compared is unknown, and its findings wait in ``unresolved``.
    ``care_standards.migration`` tells the rules, and has the same for ids, columns and crosswalks.

    Raises UnknownEditionError, naming near misses, and InvalidValueError where the edition is of another publication or
    an earlier one.
    """
    from care_standards import migration

    return migration.migrate(assessment, to, catalogue=_known(catalogue))


def carry_refs(ids: Iterable[str], to: Edition | str, *, catalogue: Catalogue | None = None) -> "Ledger":
    """Tell what became of each of a list of provision ids, such as a column of a database, by the time of an edition.

    The answer is a ledger with one entry for each id, in order. ``to`` and ``catalogue`` are as in ``migrate``, and
    ``care_standards.migration.carry_refs`` says the rest; beside it stand the same for rows and for crosswalks.
    """
    from care_standards import migration

    return migration.carry_refs(ids, to, catalogue=_known(catalogue))


def way_of(by: "Way", edition: Edition, *, catalogue: Catalogue | None = None) -> "str | View":
    """Give the way to group the findings on an edition that a word, an edition or the id of one stands for.

    An edition stands for the view by it, through the crosswalk between the two, in whichever direction that is held.
    Raises UnknownWordError for anything else, naming near misses among the words and the editions linked, or all.
    """
    from care_standards.assessing import GROUPINGS, View

    if isinstance(by, View) or (isinstance(by, str) and by in GROUPINGS):
        return by
    known = _known(catalogue)
    editions = {each.id: each for each in (*known.editions, *([by] if isinstance(by, Edition) else []))}
    ends = ((crosswalk.source.edition, crosswalk.target.edition) for crosswalk in known.crosswalks)
    others = dict.fromkeys(pair[pair[0] == edition.id] for pair in ends if edition.id in pair)
    id = by.id if isinstance(by, Edition) else by
    if id not in others or id not in editions:
        words = (*GROUPINGS, *(other for other in others if other in editions))
        raise UnknownWordError("way of grouping", near_misses(id, words), words)
    return View(crosswalk=crosswalk_of(f"{edition.id}--{id}", known), edition=editions[id])


def crosswalk_of(asked: Crosswalk | str, catalogue: Catalogue) -> Crosswalk:
    """Give a crosswalk by its id, inverted where it is held in the other direction only; raises UnknownIdError."""
    if isinstance(asked, Crosswalk):
        return asked
    if not isinstance(cast(object, asked), str):
        raise InvalidValueError("crosswalk", "id", "must be a Crosswalk, or the id of one such as scs-2018--ecat-2005")
    source, _, target = asked.partition("--")
    found, other = catalogue.get(asked), catalogue.get(f"{target}--{source}")
    if isinstance(found, Crosswalk):
        return found
    return other.invert() if isinstance(other, Crosswalk) else catalogue.crosswalk(source, target)


def _may_name_a_crosswalk(asked: object) -> bool:
    """Tell whether this may be the id of a crosswalk, perhaps misspelt, rather than the name of a file."""
    return isinstance(asked, str) and "--" in asked and not any(mark in asked for mark in "./\\")


def _known(catalogue: Catalogue | None, scope: object = None) -> Catalogue:
    if catalogue is not None:
        return catalogue
    return scope if isinstance(scope, Catalogue) else packaged.catalogue()


def _scope(scope: Asked, catalogue: Catalogue) -> "Scope":
    if scope is None:
        return catalogue
    if isinstance(scope, str):
        return catalogue.edition(scope)
    if isinstance(scope, (Edition, Catalogue)):
        return scope
    if not _is_iterable(scope):
        return cast("Scope", scope)  # which the room refuses
    given = scope if isinstance(scope, (tuple, list)) else tuple(scope)
    if not any(issubclass(kind, str) for kind in set(map(type, given))):  # looking at each would cost more than asking
        return cast("Iterable[Edition | Provision]", given)
    return [_item(each, catalogue) for each in given]


def _is_iterable(scope: object) -> bool:
    return isinstance(scope, Iterable)


def _item(asked: Edition | Provision | str, catalogue: Catalogue) -> Edition | Provision:
    if not isinstance(asked, str):
        return asked
    found = catalogue.resolve(asked) if "." in asked else catalogue.edition(asked)
    if isinstance(found, (Edition, Provision)):
        return found
    raise UnknownIdError("this catalogue")


def _diffable(asked: Any, catalogue: Catalogue) -> "Diffable":
    if not isinstance(asked, str):
        return cast("Diffable", asked)
    return crosswalk_of(asked, catalogue) if "--" in asked else catalogue.edition(asked)
