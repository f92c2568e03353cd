"""The addressable units of an edition."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

import attrs

from care_standards.errors import DetachedProvisionError, InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.model import constraints as must
from care_standards.model.provenance import Wording
from care_standards.vocabularies import (
    Addressee,
    Confidence,
    Force,
    HeadingStatus,
    Kind,
    Nation,
    NotationStatus,
    Population,
    Setting,
    Stage,
    TextStatus,
)

if TYPE_CHECKING:
    from care_standards.model.edition import Edition

P = TypeVar("P", bound="Provision")

HEADING_MARKS: Final[dict[str, str]] = {"own-label": " (our own label)", "reported": " (as reported by others)"}
"""What stands behind a heading wherever it is shown, by its status, unless it is printed so in the publication."""


class _OfAnEdition:
    """Where a provision keeps its edition: no field of the values, so neither ``asdict`` nor a pickle follows it."""

    __slots__ = ("_edition",)
    _edition: Any  # an Edition; not named as such, because readers of the annotations could not import it


@attrs.frozen(kw_only=True)
class Provision(_OfAnEdition):
    """One addressable unit of an edition: a part, a section, a clause, a right, an outcome and so on.

    Standards, principles and recommendations have classes of their own below; every other kind is a plain
    ``Provision``, told apart by ``kind``. Lists are in the order of the source and empty where the source does not
    limit the provision. ``page`` is the printed page, None unless it was read. ``parent`` is an id.

    ``summary`` is a plain-English paraphrase; ``text`` the publisher's words, present only in private editions. Reprs
    show the length of such fields, never what they say.

    A provision belongs to the edition it was put in first and answers for its neighbours there; another edition made
    from it holds an equal copy. Pickled by itself it comes back alone: what is around it does not travel along.
    """

    id: str = attrs.field(validator=must.provision_id)
    kind: Kind = attrs.field(validator=must.word("kind"))
    parent: str | None = attrs.field(default=None, validator=must.optional(must.provision_id), repr=False)
    notation: str | None = attrs.field(default=None, validator=must.optional(must.text(100)), repr=must.hidden)
    notation_status: NotationStatus = attrs.field(validator=must.word("notation_status"), repr=False)
    heading: str | None = attrs.field(
        default=None, validator=must.optional(must.text(must.MAX_TITLE)), repr=must.hidden
    )
    heading_status: HeadingStatus = attrs.field(validator=must.word("heading_status"), repr=False)
    summary: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    text: Wording | None = attrs.field(default=None, validator=must.optional(must.instance_of(Wording)))
    text_status: TextStatus = attrs.field(validator=must.word("text_status"))
    force: Force = attrs.field(validator=must.word("force"))
    addressees: tuple[Addressee, ...] = attrs.field(
        default=(), converter=must.as_addressees, validator=must.each(must.word("addressee")), repr=False
    )
    stages: tuple[Stage, ...] = attrs.field(
        default=(), converter=must.as_stages, validator=must.each(must.word("stage")), repr=False
    )
    settings: tuple[Setting, ...] = attrs.field(
        default=(), converter=must.as_settings, validator=must.each(must.word("setting")), repr=False
    )
    nations: tuple[Nation, ...] = attrs.field(
        default=(), converter=must.as_nations, validator=must.each(must.word("nation")), repr=False
    )
    populations: tuple[Population, ...] = attrs.field(
        default=(), converter=must.as_populations, validator=must.each(must.word("population")), repr=False
    )
    page: int | None = attrs.field(default=None, validator=must.optional(must.count(1)), repr=False)
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key), repr=False)
    confidence: Confidence = attrs.field(validator=must.word("confidence"), repr=False)
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)

    def __attrs_post_init__(self) -> None:
        expected = provision_class(self.kind)
        if type(self) is not expected:
            rule = f"is {self.kind}, whose class is {expected.__name__}"
            raise InvalidValueError(type(self).__name__, "kind", rule)

    @property
    def edition_id(self) -> str:
        """The id of the edition this provision is numbered in."""
        return edition_of(self.id)

    @property
    def children(self) -> "tuple[Provision, ...]":
        """The provisions directly below this one, in printed order."""
        return self._home().children(self.id)

    @property
    def ancestors(self) -> "tuple[Provision, ...]":
        """The provisions above this one, nearest first."""
        return self._home().ancestors(self.id)

    @property
    def descendants(self) -> "tuple[Provision, ...]":
        """Everything below this provision at any depth, in printed order."""
        return self._home().descendants(self.id)

    @property
    def siblings(self) -> "tuple[Provision, ...]":
        """The other provisions with the same parent, in printed order; at the top, the others without one."""
        return self._home().siblings(self.id)

    @property
    def next(self) -> "Provision | None":
        """The provision that follows in printed order, at whatever depth, or None after the last."""
        return self._home().next(self.id)

    @property
    def previous(self) -> "Provision | None":
        """The provision that stands before this one in printed order, at whatever depth, or None before the first."""
        return self._home().previous(self.id)

    @property
    def standards(self) -> "tuple[Standard, ...]":
        """The standards below this provision at any depth, in printed order."""
        return self._below(Standard)

    @property
    def principles(self) -> "tuple[Principle, ...]":
        """The principles below this provision at any depth, in printed order."""
        return self._below(Principle)

    @property
    def recommendations(self) -> "tuple[Recommendation, ...]":
        """The practical recommendations below this provision at any depth, in printed order."""
        return self._below(Recommendation)

    def _below(self, wanted: type[P]) -> tuple[P, ...]:
        return tuple(p for p in self.descendants if isinstance(p, wanted))

    def _home(self) -> "Edition":
        home = home_of(self)
        if home is None:
            raise DetachedProvisionError()
        return home

    def _repr_html_(self) -> str:
        """Show the provision as a table, for notebooks; the publisher's wording is left out."""
        from care_standards.model.html import table

        rows = [
            (a.name.replace("_", " "), _in_words(getattr(self, a.name)))
            for a in attrs.fields(type(self))
            if a.init and a.name != "text" and getattr(self, a.name) not in (None, ())
        ]
        home = home_of(self)
        held = f" (of {home.id}: {home.completeness.level}, {len(home)} held)" if home is not None else ""
        return table(f"{self.kind} {self.id}{held}", ("field", "value"), rows)


# These three have the fields of a provision: how those are compared, hashed and shown is not worked out anew for each.


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Standard(Provision):
    """A standard: what good support looks like in one matter, with principles and recommendations below it."""

    kind: Literal["standard"] = attrs.field(default="standard", validator=must.word("kind"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Principle(Provision):
    """A guiding principle of a standard."""

    kind: Literal["principle"] = attrs.field(default="principle", validator=must.word("kind"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recommendation(Provision):
    """A practical recommendation of a standard."""

    kind: Literal["recommendation"] = attrs.field(default="recommendation", validator=must.word("kind"))


_CLASSES: dict[str, type[Provision]] = {
    "standard": Standard,
    "principle": Principle,
    "recommendation": Recommendation,
}


def provision_class(kind: str) -> type[Provision]:
    """Give the class that stands for a kind of provision."""
    return _CLASSES.get(kind, Provision)


def shown_heading(provision: Provision) -> str:
    """Give a heading as it may be shown: marked where it is not as printed; nothing where there is none."""
    if provision.heading is None:
        return ""
    return provision.heading + HEADING_MARKS.get(provision.heading_status, "")


def _in_words(value: object) -> str:
    return ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)


def home_of(provision: Provision) -> "Edition | None":
    """Give the edition a provision belongs to, or None for one that stands alone."""
    return getattr(provision, "_edition", None)


_SLOTS = tuple(a.name for a in attrs.fields(Provision))
_set: Callable[[object, str, Any], None] = object.__setattr__


def settle(provision: Provision, edition: "Edition") -> Provision:
    """Give the provision its edition, or an equal copy if it already has another one."""
    if home_of(provision) is None:
        _set(provision, "_edition", edition)
        return provision
    twin = object.__new__(type(provision))
    for name in _SLOTS:
        _set(twin, name, getattr(provision, name))
    _set(twin, "_edition", edition)
    return twin
