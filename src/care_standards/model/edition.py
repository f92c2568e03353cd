"""One issue of a publication, with everything known of what it says."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any, TypeVar, overload

import attrs

from care_standards.errors import AmbiguousNotationError, UnknownProvisionError
from care_standards.identifiers import near_misses
from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Completeness, Rights, Source
from care_standards.model.provisions import Principle, Provision, Recommendation, Standard, settle
from care_standards.vocabularies import Jurisdiction, JurisdictionsBasis

P = TypeVar("P", bound=Provision)
T = TypeVar("T")


class _Index:
    """The look-ups of an edition, built together on first use."""

    __slots__ = ("_marks", "_provisions", "_ways_down", "_ways_up", "by_id", "by_notation", "children")

    def __init__(self, provisions: tuple[Provision, ...]) -> None:
        self.by_id: dict[str, Provision] = {}
        self.by_notation: dict[str, list[Provision]] = {}
        below: dict[str | None, list[Provision]] = {}
        for provision in provisions:
            self.by_id.setdefault(provision.id, provision)
            if provision.notation is not None:
                self.by_notation.setdefault(provision.notation, []).append(provision)
            below.setdefault(provision.parent, []).append(provision)
        self.children: dict[str | None, tuple[Provision, ...]] = {above: tuple(held) for above, held in below.items()}
        self._ways_up: tuple[dict[str, int], list[int], tuple[Provision, ...]] | None = None
        self._ways_down: list[list[int] | None] | None = None
        self._provisions = provisions
        self._marks: dict[str, dict[str, int]] = {}

    def marks(self, attribute: str) -> dict[str, int]:
        """Give for each word of a field which provisions have it, the empty text standing for an empty list.

        That is a number whose bytes are 1 or 0, one for each provision and the first of them lowest: what is asked of
        several words and fields is ``|`` and ``&`` of numbers, and no provision is looked at again.
        """
        if attribute not in self._marks:
            found: dict[str, bytearray] = {}
            for place, provision in enumerate(self._provisions):
                words = getattr(provision, attribute)
                for word in (words,) if isinstance(words, str) else words or ("",):
                    if word not in found:
                        found[word] = bytearray(len(self._provisions))
                    found[word][place] = 1
            self._marks[attribute] = {word: int.from_bytes(places, "little") for word, places in found.items()}
        return self._marks[attribute]

    def ways_up(self) -> tuple[dict[str, int], list[int], tuple[Provision, ...]]:
        """Give the place of each id, the place of each parent or -1, and the provisions, all by place.

        Going up by places reads memory in order; by ids it would wait for each text in turn.
        """
        if self._ways_up is None:
            places = {id: place for place, id in enumerate(self.by_id)}
            above = [places.get(provision.parent or "", -1) for provision in self.by_id.values()]
            self._ways_up = places, above, tuple(self.by_id.values())
        return self._ways_up

    def ways_down(self) -> list[list[int] | None]:
        """Give the places of the children of each place, None where there are none, by place."""
        if self._ways_down is None:
            _, above, provisions = self.ways_up()
            down: list[list[int] | None] = [None] * len(provisions)
            for place, parent in enumerate(above):
                if parent >= 0:
                    if (below := down[parent]) is None:
                        down[parent] = below = []
                    below.append(place)
            self._ways_down = down
        return self._ways_down


class _Indexed:
    """Where an edition keeps its look-ups: no field of the values, so nothing that copies those copies them."""

    __slots__ = ("_index",)
    _index: _Index


@attrs.frozen(kw_only=True)
class Edition(_Indexed):
    """One issue of a publication: its provisions in printed order, and how complete they are.

    Look a provision up by id or by printed number: ``edition["scs-2018.1.1.5"]``, ``edition["1.1.5"]``. ``in``,
    iteration and ``len`` are about the provisions held here, in printed order; ``completeness`` says how much of the
    printed edition that is. Whether an edition is still current is said by its publication, not here.

    ``data_revision`` counts the revisions of our data of this one edition. ``digest`` is the SHA-256 of the edition's
    canonical form without any wording of the publisher's, or None if it was never taken.
    """

    id: str = attrs.field(validator=must.edition_id)
    publication: str = attrs.field(validator=must.publication_id)
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    data_revision: int = attrs.field(validator=must.count(1))
    digest: str | None = attrs.field(default=None, validator=must.optional(must.digest))
    rights: Rights = attrs.field(validator=must.instance_of(Rights))
    jurisdictions: tuple[Jurisdiction, ...] = attrs.field(
        default=(), converter=must.as_jurisdictions, validator=must.each(must.word("jurisdiction"))
    )
    jurisdictions_basis: JurisdictionsBasis | None = attrs.field(
        default=None, validator=must.optional(must.word("jurisdictions_basis"))
    )
    completeness: Completeness = attrs.field(validator=must.instance_of(Completeness))
    provisions: tuple[Provision, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(Provision), repr=lambda value: f"<{len(value)}>"
    )
    bibliography: tuple[Source, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Source), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "provisions", tuple(settle(p, self) for p in self.provisions))

    def __getitem__(self, key: str) -> Provision:
        """Give the provision with this id or this printed number.

        Raises UnknownProvisionError, naming near misses, and AmbiguousNotationError where several provisions carry
        the number.
        """
        found = self._find(key)
        if found is None:
            # Of ids only: what stands as a number in a private copy may be anything.
            known = tuple(self._look_up().by_id)
            raise UnknownProvisionError(self.id, near_misses(key, known), self.completeness.level == "complete")
        return found

    @overload
    def get(self, key: str) -> Provision | None: ...
    @overload
    def get(self, key: str, default: T) -> Provision | T: ...
    def get(self, key: str, default: T | None = None) -> Provision | T | None:
        """Give the provision with this id or printed number, or the default.

        Raises AmbiguousNotationError where several provisions carry the number.
        """
        found = self._find(key)
        return default if found is None else found

    def held(self, id: str) -> Provision | None:
        """Give the provision with exactly this id, or None; printed numbers are not looked at."""
        return self._look_up().by_id.get(id)

    def __contains__(self, key: object) -> bool:
        """Tell whether this id, printed number or provision is held here."""
        index = self._look_up()
        if isinstance(key, Provision):
            return index.by_id.get(key.id) == key
        return isinstance(key, str) and (key in index.by_id or key in index.by_notation)

    def __iter__(self) -> Iterator[Provision]:
        return iter(self.provisions)

    def __len__(self) -> int:
        return len(self.provisions)

    @property
    def standards(self) -> tuple[Standard, ...]:
        """Every standard held here, in printed order."""
        return self._of(Standard)

    @property
    def principles(self) -> tuple[Principle, ...]:
        """Every guiding principle held here, in printed order."""
        return self._of(Principle)

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Every practical recommendation held here, in printed order."""
        return self._of(Recommendation)

    @property
    def top(self) -> tuple[Provision, ...]:
        """The provisions without a parent, in printed order; some have a place in the book that is unknown."""
        return self._look_up().children.get(None, ())

    def children(self, of: str | Provision) -> tuple[Provision, ...]:
        """Give the provisions directly below one, in printed order."""
        return self._look_up().children.get(self._known(of).id, ())

    def parent(self, of: str | Provision) -> Provision | None:
        """Give the provision above one, or None at the top."""
        above = self._known(of).parent
        return None if above is None else self._look_up().by_id.get(above)

    def ancestors(self, of: str | Provision) -> tuple[Provision, ...]:
        """Give the provisions above one, nearest first."""
        places, above, provisions = self._look_up().ways_up()
        found: list[Provision] = []
        here = above[places[self._known(of).id]]
        while here >= 0 and len(found) < len(provisions):
            found.append(provisions[here])
            here = above[here]
        if here >= 0:  # a ring, which is possible until the edition was checked: each once
            found = list({provision.id: provision for provision in found}.values())
        return tuple(found)

    def descendants(self, of: str | Provision) -> tuple[Provision, ...]:
        """Give everything below a provision at any depth, in printed order."""
        index = self._look_up()
        places, _, provisions = index.ways_up()
        down = index.ways_down()
        start = places[self._known(of).id]
        found: list[int] = []
        waiting = list(reversed(down[start] or ()))
        while waiting:
            place = waiting.pop()
            if place != start:  # each has one parent, so only a ring through the start could lead anywhere again
                found.append(place)
                if (below := down[place]) is not None:
                    waiting.extend(reversed(below))
        found.sort()  # in a book they are in order already, though data may be otherwise
        return tuple([provisions[place] for place in found])

    def siblings(self, of: str | Provision) -> tuple[Provision, ...]:
        """Give the others with the same parent, in printed order; at the top, the others without a parent.

        What stands at the top because its place in the book is unknown has no known siblings, though it is among them.
        """
        known = self._known(of)
        return tuple([p for p in self._look_up().children[known.parent] if p.id != known.id])

    def next(self, of: str | Provision) -> Provision | None:
        """Give the provision that follows one in printed order, at whatever depth, or None after the last.

        In an edition that is not complete, others may stand between the two in the book.
        """
        return self._at(of, 1)

    def previous(self, of: str | Provision) -> Provision | None:
        """Give the provision before one in printed order, at whatever depth, or None before the first.

        In an edition that is not complete, others may stand between the two in the book.
        """
        return self._at(of, -1)

    def _at(self, of: str | Provision, steps: int) -> Provision | None:
        places, _, provisions = self._look_up().ways_up()
        place = places[self._known(of).id] + steps
        return provisions[place] if 0 <= place < len(provisions) else None

    def having(self, asked: Mapping[str, Iterable[str]]) -> tuple[Provision, ...]:
        """Give the provisions that have any of the words asked for in each of the fields, in printed order.

        The fields are those whose words are a closed list, such as ``force`` or ``settings``; the empty text stands
        for an empty list. Each field is gone through once, when it is first asked for.
        """
        if not asked:
            return self.provisions
        index = self._look_up()
        every = -1
        for field, words in asked.items():
            marks = index.marks(field)
            some = 0
            for word in words:
                some |= marks.get(word, 0)
            every &= some
        return tuple(compress(self.provisions, every.to_bytes(len(self.provisions), "little")))

    def _of(self, wanted: type[P]) -> tuple[P, ...]:
        return tuple(p for p in self.provisions if isinstance(p, wanted))

    def _known(self, of: str | Provision) -> Provision:
        return self[of.id if isinstance(of, Provision) else of]

    def _find(self, key: object) -> Provision | None:
        if not isinstance(key, str):
            return None
        index = self._look_up()
        if (found := index.by_id.get(key)) is not None:
            return found
        numbered = index.by_notation.get(key, ())
        if len(numbered) > 1:
            raise AmbiguousNotationError(self.id, tuple(p.id for p in numbered))
        return numbered[0] if numbered else None

    def _look_up(self) -> _Index:
        index: _Index | None = getattr(self, "_index", None)
        if index is None:  # two threads may both build it; they build the same
            index = _Index(self.provisions)
            object.__setattr__(self, "_index", index)
        return index

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in _STATE)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(_STATE, state, strict=True):
            object.__setattr__(self, name, value)
        self.__attrs_post_init__()

    def _repr_html_(self) -> str:
        """Show the edition as a table, for notebooks; the publisher's wording is left out."""
        from care_standards.model.html import table

        rows = ((p.id, p.kind, p.heading, p.heading_status, p.summary, p.force, p.text_status) for p in self.provisions)
        caption = f"{self.title} ({self.id}): {self.completeness.level}, {len(self)} held"
        return table(caption, ("id", "kind", "heading", "heading status", "summary", "force", "text status"), rows)


def without_wording(edition: Edition) -> Edition:
    """Give the same edition without any wording of the publisher's, and free to be shared.

    Headings, numbers, summaries and the digest stay as they are; the statement of its rights does too.
    """
    return attrs.evolve(
        edition,
        rights=attrs.evolve(edition.rights, sharing="shareable"),
        provisions=tuple(attrs.evolve(p, text=None) for p in edition.provisions),
    )


_STATE = tuple(a.name for a in attrs.fields(Edition) if a.init)
