"""Choosing provisions by what is recorded of them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final, Never, TypeAlias, TypedDict, TypeVar, cast

from care_standards.errors import InvalidValueError, UnknownWordError
from care_standards.identifiers import near_misses
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query import narrowing
from care_standards.query.loops import Step, Wanted, by_heading, by_id, by_test, step_of
from care_standards.query.scopes import PROVISIONS, Scope, Settled, listed, once, settled
from care_standards.query.words import ATTRIBUTES, FACETS, KNOWN, NOT_STATED, NotStated, refuse_word
from care_standards.vocabularies import Addressee, Force, Kind, Nation, Population, Setting, Stage, TextStatus

W = TypeVar("W", bound=str)

Texts = str | Collection[str]
Places = str | Provision | Collection[str | Provision]
Listed: TypeAlias = W | NotStated | Collection[W | NotStated]


class Filters(TypedDict, total=False):
    """What ``select`` may be asked for, for calls that hand it on."""

    kind: Kind | Collection[Kind] | None
    under: Places | None
    force: Force | Collection[Force] | None
    addressee: Listed[Addressee] | None
    stage: Listed[Stage] | None
    setting: Listed[Setting] | None
    nation: Listed[Nation] | None
    population: Listed[Population] | None
    text_status: TextStatus | Collection[TextStatus] | None
    source: Texts | None
    cites: Texts | None
    heading: Texts | None
    where: Callable[[Provision], object] | None
    crosswalks: Iterable[Crosswalk] | None


_ARGUMENTS: Final = (*FACETS, "under", "cites", "heading", "where", "crosswalks", "catalogue")


def select(
    scope: Scope,
    *,
    kind: Kind | Collection[Kind] | None = None,
    under: Places | None = None,
    force: Force | Collection[Force] | None = None,
    addressee: Listed[Addressee] | None = None,
    stage: Listed[Stage] | None = None,
    setting: Listed[Setting] | None = None,
    nation: Listed[Nation] | None = None,
    population: Listed[Population] | None = None,
    text_status: TextStatus | Collection[TextStatus] | None = None,
    source: Texts | None = None,
    cites: Texts | None = None,
    heading: Texts | None = None,
    where: Callable[[Provision], object] | None = None,
    crosswalks: Iterable[Crosswalk] | None = None,
    catalogue: Catalogue | None = None,
    **misspelt: Never,
) -> tuple[Provision, ...]:
    """Give the provisions of which all that is asked is recorded, in printed order.

    What is asked is what is recorded *of the item itself*: one that is silent about settings is not chosen by
    ``setting="outreach"``, though it applies there; ``applicable`` answers that. ``NOT_STATED`` (``"not-stated"``)
    chooses those whose list is empty. Several values of one argument mean any of them, and none of them nothing;
    arguments combine: all must hold. No argument at all chooses everything.

    ``under`` is an id, an object or, over one edition, a printed number: what is strictly below it, at any depth.
    ``source`` is the key of a source. ``cites`` is the id of an edition, a publication or a provision: what a row of
    basis *stated* links to it, in either direction; an edition or a publication stands for each of its provisions too.
    The rows are those of ``crosswalks``, or else of ``catalogue``, which is the scope where that is a catalogue; its
    register also tells which sources there are. ``heading`` is a text within the heading, whatever its case; our own
    labels are headings here, and ``NOT_STATED`` means none. ``where`` is asked last, about what all else has chosen;
    what it raises is raised. A scope without editions knows no place, and so judges none: nothing is below any.

    A word that is known and used by nobody gives an empty tuple, which says nothing about what the data do not hold:
    ``holdings(scope)`` says how much they do. Raises UnknownWordError for a facet, a word or a source that is not
    known, UnknownProvisionError or UnknownIdError for an id, AmbiguousNotationError for a number printed twice, all
    naming what was perhaps meant; InvalidValueError for an argument of another kind; DetachedProvisionError where
    ``under`` is asked of a provision that stands alone.
    """
    if misspelt:
        name = next(iter(misspelt))
        raise UnknownWordError("facet", near_misses(name, _ARGUMENTS), _ARGUMENTS)
    if source is not None:
        source = _words("source", source)
    asked = (kind, force, addressee, stage, setting, nation, population, text_status, source)
    wanted = [
        (facet, _wanted(facet, cast("object", words)))
        for facet, words in zip(FACETS, asked, strict=True)
        if words is not None
    ]
    known = narrowing.known_besides(scope, catalogue)
    if source is not None:
        scope = settled(scope)
        narrowing.judge_sources(scope, source, known)
    is_plain = under is None and cites is None and heading is None and where is None
    if is_plain and wanted and (found := _at_once(scope, wanted)) is not None:
        return found
    steps = [step_of(facet, words) for facet, words in wanted]
    items = settled(scope)
    if cites is not None:
        steps.append((by_id, narrowing.ids_citing(items, cites, crosswalks, known)))
    if heading is not None:
        steps.append((by_heading, narrowing.heading_test(heading)))
    if where is not None:
        if not callable(where):
            raise InvalidValueError("select", "where", "must be a function of one provision")
        steps.append((by_test, where))
    if under is not None:
        items = narrowing.below(items, under)
    return _sifted(items, steps)


def _wanted(facet: str, words: object) -> Wanted:
    """Give what is wanted of a facet: one word as it is, several as a set."""
    if isinstance(words, str) and words in KNOWN.get(facet, ()):
        return words
    several = _words(facet, words)
    return next(iter(several)) if len(several) == 1 else several


def _words(facet: str, words: object) -> frozenset[str]:
    """Give the words asked for, each of which the facet has; whether it has the key of a source is for later."""
    several = narrowing.several(words)
    known = KNOWN.get(facet)
    for word in (words,) if several is None else several:
        if not isinstance(word, str):
            raise UnknownWordError("source") if known is None else refuse_word(facet, None)
        if known is not None and word not in known:
            raise refuse_word(facet, word)
    return frozenset(cast("tuple[str, ...]", several))


def _at_once(scope: object, wanted: list[tuple[str, Wanted]]) -> tuple[Provision, ...] | None:
    """Give what is wanted of an edition or a plain list, or None where there is more to look at first."""
    if isinstance(scope, Edition):
        held = scope.having({ATTRIBUTES[facet]: _as_held(words) for facet, words in wanted if facet in KNOWN})
        return tuple(_narrowed(held, [step_of(facet, words) for facet, words in wanted if facet not in KNOWN]))
    if not isinstance(scope, (tuple, list)):
        return None
    steps = [step_of(facet, words) for facet, words in wanted]
    try:  # as a rule all of them are provisions; looking at each first would cost as much as the question
        found = once(_narrowed(cast("Sequence[Any]", scope), steps))
    except AttributeError:
        return None
    # Nothing at all may also come of a list of something else.
    return found if found or PROVISIONS.issuperset(map(type, cast("Sequence[Any]", scope))) else None


def _as_held(words: Wanted) -> Collection[str]:
    several = (words,) if isinstance(words, str) else words
    return several if NOT_STATED not in several else {"" if word == NOT_STATED else word for word in several}


def _narrowed(provisions: Sequence[Provision], steps: list[Step]) -> Sequence[Provision]:
    for loop, wanted in steps:
        provisions = loop(provisions, wanted)
    return provisions


def _sifted(scope: Settled, steps: list[Step]) -> tuple[Provision, ...]:
    found = _narrowed(listed(scope), steps)
    return tuple(found) if isinstance(scope, Edition) else once(found)
