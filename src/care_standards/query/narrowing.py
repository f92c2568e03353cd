"""What ``select`` is told by ids and texts rather than by words of a closed list: places, citations, headings."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final, cast

from care_standards.errors import (
    DetachedProvisionError,
    InvalidValueError,
    UnknownIdError,
    UnknownProvisionError,
    UnknownWordError,
)
from care_standards.identifiers import edition_of, is_provision_id, near_misses
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision, home_of
from care_standards.query.scopes import Settled, editions_of, listed
from care_standards.query.words import NOT_STATED


def several(value: object) -> tuple[object, ...] | None:
    """Give what an argument names: one thing, or several where it is a collection; None where it is neither."""
    if isinstance(value, (str, Provision)):
        return (value,)
    if isinstance(value, Iterable) and not isinstance(value, (bytes, Edition, Catalogue)):
        return tuple(cast("Iterable[object]", value))
    return None


def below(scope: Settled, under: object) -> Settled:
    """Narrow a scope to what is strictly below the places named, at any depth.

    Raises UnknownProvisionError for a place the scope's editions do not hold, DetachedProvisionError where a provision
    of the scope stands alone, InvalidValueError for a printed number where the scope is of several editions.
    """
    places = several(under)
    if places is None:
        raise InvalidValueError("select", "under", "must be the id, the printed number or the object of a provision")
    if isinstance(scope, tuple) and any(isinstance(item, Provision) and home_of(item) is None for item in scope):
        raise DetachedProvisionError()  # where it belongs is not known, so neither is what it is below
    editions = editions_of(scope)
    if not editions:
        return ()
    by_id: dict[str, list[Edition]] = {}
    for edition in editions:
        by_id.setdefault(edition.id, []).append(edition)
    starts: dict[int, list[Provision]] = {}
    for place in places:
        for at, found in _places(place.id if isinstance(place, Provision) else place, editions, by_id):
            starts.setdefault(id(at), []).append(found)
    held = [
        edition.descendants(start[0]) if len(start) == 1 else _walked(edition, start)
        for edition in editions
        if (start := starts.get(id(edition)))
    ]
    if isinstance(scope, Edition):
        return held[0] if held else ()
    ids = {provision.id for found in held for provision in found}
    return tuple([provision for provision in listed(scope) if provision.id in ids])


def _places(
    word: object, editions: tuple[Edition, ...], by_id: dict[str, list[Edition]]
) -> list[tuple[Edition, Provision]]:
    if not isinstance(word, str):
        raise InvalidValueError("select", "under", "must be the id, the printed number or the object of a provision")
    if len(editions) == 1 and not (is_provision_id(word) and edition_of(word) not in by_id):
        return [(editions[0], editions[0][word])]
    if not is_provision_id(word):
        raise InvalidValueError(
            "select", "under", "must be an id where the scope is of several editions: each has numbers of its own"
        )
    homes = by_id.get(edition_of(word), [])
    found = [(edition, provision) for edition in homes if (provision := edition.held(word)) is not None]
    if not found and homes:
        homes[0][word]  # raises, naming near misses
    if not found:
        near = [f"{edition}.{word.partition('.')[2]}" for edition in near_misses(edition_of(word), tuple(by_id))]
        held = tuple(id for id in near if any(e.held(id) is not None for e in by_id[edition_of(id)]))
        raise UnknownProvisionError("the editions asked about", held)
    return found


def _walked(edition: Edition, starts: list[Provision]) -> tuple[Provision, ...]:
    # All the starts at once: one below another is not gone through again.
    below: set[str] = set()
    waiting = starts
    while waiting:
        found = [child for place in waiting for child in edition.children(place) if child.id not in below]
        below.update(child.id for child in found)
        waiting = found
    return tuple([provision for provision in edition if provision.id in below])


_NOTHING: Final = Catalogue()


def known_besides(scope: object, catalogue: object) -> Catalogue:
    """Give the catalogue that is to say what a scope does not: the one given, or the scope where it is one."""
    if catalogue is None:
        return scope if isinstance(scope, Catalogue) else _NOTHING
    if not isinstance(catalogue, Catalogue):
        raise InvalidValueError("select", "catalogue", "must be of class Catalogue")
    return catalogue


def ids_citing(scope: Settled, cites: object, crosswalks: Iterable[Crosswalk] | None, besides: Catalogue) -> set[str]:
    """Give the ids that a row of basis *stated* links to what is named, in either direction.

    An edition or a publication stands for itself and for each of its provisions. Raises InvalidValueError where no
    crosswalk is at hand, UnknownIdError for an id that neither they nor the scope nor the catalogue know.
    """
    named = several(cites)
    if named is None:
        raise InvalidValueError("select", "cites", "must be the id of an edition, a publication or a provision")
    walks = _crosswalks(besides.crosswalks if crosswalks is None else crosswalks)
    ends = {name for walk in walks for end in (walk.source, walk.target) for name in _names(end.edition)}
    wanted: set[str] = set()
    for word in (thing.id if isinstance(thing, Provision) else thing for thing in named):
        if not isinstance(word, str) or not (
            word in ends or _holds(scope, word) or _holds(besides, word) or word in _ends_of_rows(walks)
        ):
            known = ends | _ends_of_rows(walks)
            raise UnknownIdError("the crosswalks and the scope", near_misses(word, _alike(word, known)))
        wanted.add(word)
    found: set[str] = set()
    for walk in walks:
        is_source, is_target = (
            not wanted.isdisjoint(_names(end.edition)) for end in (walk.source, walk.target)
        )  # for an edition or a publication, every row does
        for row in walk.mappings:
            if row.basis == "stated":
                if is_source or row.source in wanted:
                    found.add(row.target)
                if is_target or row.target in wanted:
                    found.add(row.source)
    return found


def _ends_of_rows(walks: Iterable[Crosswalk]) -> set[str]:
    return {id for walk in walks for row in walk.mappings for id in (row.source, row.target)}


def _alike(word: object, known: set[str]) -> tuple[str, ...]:
    """Give the known ids to look for near misses in: the same number in another edition is no slip of the pen."""
    edition = edition_of(word) if isinstance(word, str) and is_provision_id(word) else None
    return tuple(sorted(id for id in known if edition_of(id) == edition) if edition in known else sorted(known))


def _crosswalks(crosswalks: object) -> tuple[Crosswalk, ...]:
    found = tuple(cast("Iterable[object]", crosswalks)) if isinstance(crosswalks, Iterable) else (crosswalks,)
    if not found or not all(isinstance(walk, Crosswalk) for walk in found):
        rule = "must be given, as a list of Crosswalk objects, to ask what cites something: the scope brings none"
        raise InvalidValueError("select", "crosswalks", rule)
    return cast("tuple[Crosswalk, ...]", found)


def _names(end: str) -> tuple[str, str, str]:
    """Give the end itself, its edition and its publication."""
    edition = edition_of(end)
    return end, edition, edition.rpartition("-")[0]


def _holds(scope: Settled, word: str) -> bool:
    if isinstance(scope, Catalogue) and word in scope:
        return True
    return any(
        word in (edition.id, edition.publication) or edition.held(word) is not None for edition in editions_of(scope)
    )


def judge_sources(scope: Settled, words: Iterable[str], besides: Catalogue) -> None:
    """Refuse the key of a source that neither the scope nor the catalogue knows; raises UnknownWordError.

    Where no source is known at all, none is judged.
    """
    editions = editions_of(scope)
    missing = set(words) - besides.source_keys - {NOT_STATED}
    missing.difference_update(source.key for edition in editions for source in edition.bibliography)
    if not missing:
        return
    known = {NOT_STATED, *besides.source_keys, *(source.key for edition in editions for source in edition.bibliography)}
    for provision in chain(listed(scope), *editions):  # what a narrower scope has left out is known all the same
        if not missing.isdisjoint(provision.sources):
            missing.difference_update(provision.sources)
            if not missing:  # as a rule one of the first has what is looked for
                return
        known.update(provision.sources)
    if len(known) > 1:
        raise UnknownWordError("source", near_misses(min(missing), tuple(sorted(known))))


def heading_test(value: object) -> Callable[[str | None], bool]:
    """Make the test whether a heading has one of the texts in it, whatever their case.

    Raises InvalidValueError where there is no text to look for.
    """
    texts = several(value)
    if texts is None or not all(isinstance(text, str) and text for text in texts):
        raise InvalidValueError("select", "heading", "must be a text to look for, or several")
    wanted = [folded(text) for text in cast("tuple[str, ...]", texts) if text != NOT_STATED]
    is_none_wanted = NOT_STATED in texts

    def says(heading: str | None) -> bool:
        if heading is None:
            return is_none_wanted
        found = folded(heading)
        return any(text in found for text in wanted)

    return says


def folded(text: str) -> str:
    """Give a text in the form in which two that differ only in case, or in how accents are coded, are the same."""
    if text.isascii():
        return text.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", text).casefold())
