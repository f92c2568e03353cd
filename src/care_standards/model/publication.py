"""A work across its editions, and what happened to it."""

import attrs

from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Completeness, Rights, Source
from care_standards.model.uncertain_date import UncertainDate
from care_standards.vocabularies import Confidence, EditionStatus, EventKind, PublicationCategory


@attrs.frozen(kw_only=True)
class Upload:
    """One of the several files in which an edition was published; its id may be a printed version, such as 3.11."""

    id: str = attrs.field(validator=must.ref)
    label: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    date: str | None = attrs.field(default=None, validator=must.optional(must.moment))
    date_basis: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    url: str | None = attrs.field(default=None, validator=must.optional(must.url), repr=must.hidden)
    linked_from: tuple[str, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.each(must.key))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)


@attrs.frozen(kw_only=True)
class ScopeStatement:
    """What somebody says an edition is about or for."""

    statement: str = attrs.field(validator=must.text(), repr=must.hidden)
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))


@attrs.frozen(kw_only=True)
class InForce:
    """When and where an edition has or had force; ``start`` and ``end`` are a year, a month or a day."""

    scope: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    start: str = attrs.field(validator=must.partial_date)
    end: str | None = attrs.field(default=None, validator=must.optional(must.partial_date))
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Bodies:
    """Organisations that had a part in an edition, by the part they had."""

    role: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    names: tuple[str, ...] = attrs.field(
        converter=must.as_tuple, validator=must.each(must.text(must.MAX_TITLE), least=1), repr=must.hidden
    )


@attrs.frozen(kw_only=True)
class EditionRecord:
    """The bibliographic record of one edition: what it is called, when it appeared, what became of it.

    ``supersedes`` and ``superseded_by`` name the neighbours registered here; others may lie between. ``completeness``
    is about the data of the edition, and is the same as the edition's own.
    """

    id: str = attrs.field(validator=must.edition_id)
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    label: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    ordinal: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    date: UncertainDate = attrs.field(validator=must.instance_of(UncertainDate))
    publisher: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    editors: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.text(must.MAX_TITLE)), repr=must.hidden
    )
    status: EditionStatus = attrs.field(validator=must.word("edition_status"))
    status_note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    supersedes: str | None = attrs.field(default=None, validator=must.optional(must.edition_id))
    superseded_by: str | None = attrs.field(default=None, validator=must.optional(must.edition_id))
    rights: Rights = attrs.field(validator=must.instance_of(Rights))
    completeness: Completeness = attrs.field(validator=must.instance_of(Completeness))
    isbn: str | None = attrs.field(default=None, validator=must.optional(must.text(20)), repr=must.hidden)
    pdf_pages: int | None = attrs.field(default=None, validator=must.optional(must.count(1)))
    scope: tuple[ScopeStatement, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(ScopeStatement)
    )
    in_force: tuple[InForce, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.members(InForce))
    uploads: tuple[Upload, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.members(Upload))
    uploads_note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    bodies: tuple[Bodies, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.members(Bodies))
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Event:
    """Something that happened to a publication: it was launched, endorsed, inspected against and so on."""

    id: str = attrs.field(validator=must.key)
    date: UncertainDate = attrs.field(validator=must.instance_of(UncertainDate))
    kind: EventKind = attrs.field(validator=must.word("event_kind"))
    edition: str | None = attrs.field(default=None, validator=must.optional(must.edition_id))
    summary: str = attrs.field(validator=must.text(), repr=must.hidden)
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Publication:
    """A work across its editions, oldest first, with the dated events of its life."""

    id: str = attrs.field(validator=must.publication_id)
    category: PublicationCategory = attrs.field(validator=must.word("publication_category"))
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    publisher: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    summary: str = attrs.field(validator=must.text(), repr=must.hidden)
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    editions: tuple[EditionRecord, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(EditionRecord), repr=lambda value: f"<{len(value)}>"
    )
    events: tuple[Event, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Event), repr=lambda value: f"<{len(value)}>"
    )
    bibliography: tuple[Source, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Source), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))
