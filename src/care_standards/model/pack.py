"""The manifest of a pack: what a user adds to the shipped data, and where it differs from them."""

from collections.abc import Iterable
from typing import TypeVar

import attrs

from care_standards.errors import DetachedPackError
from care_standards.model import constraints as must
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Rights, Source
from care_standards.model.publication import Publication
from care_standards.vocabularies import CompletenessLevel, DifferenceKind, PackKind

PackDocument = Publication | Edition | Crosswalk | Concordance

D = TypeVar("D", Publication, Edition, Crosswalk, Concordance)


@attrs.frozen(kw_only=True)
class PackCompleteness:
    """How much a pack holds of what it is about: a level, and the rest in words."""

    level: CompletenessLevel = attrs.field(validator=must.word("completeness_level"))
    coverage: str = attrs.field(validator=must.text(), repr=must.hidden)

    def __str__(self) -> str:
        return self.level


@attrs.frozen(kw_only=True)
class PackFile:
    """One file of a pack: where it is, what it is, and the SHA-256 digest of its bytes in hexadecimal."""

    path: str = attrs.field(validator=must.pack_path)
    kind: PackKind = attrs.field(validator=must.word("pack_kind"))
    id: str = attrs.field(validator=must.item_id)
    sha256: str = attrs.field(validator=must.file_digest, repr=False)


@attrs.frozen(kw_only=True)
class RetiredId:
    """An id of the shipped data that a pack no longer holds, and what took its place; none where nothing was found."""

    id: str = attrs.field(validator=must.provision_id)
    successors: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.provision_id))


@attrs.frozen(kw_only=True)
class Difference:
    """One thing in which a pack differs from what the shipped data establish of a provision.

    ``expected`` is the figure, number or heading of the shipped data, as text. ``found`` is the page or the count of
    the pack, None where that would be text, or nothing; ``found_digest`` is then the digest of that text, so that
    accepting one heading accepts no other.
    """

    provision: str = attrs.field(validator=must.provision_id)
    what: DifferenceKind = attrs.field(validator=must.word("difference_kind"))
    expected: str | None = attrs.field(
        default=None, validator=must.optional(must.text(must.MAX_TITLE)), repr=must.hidden
    )
    found: int | None = attrs.field(default=None, validator=must.optional(must.count()))
    found_digest: str | None = attrs.field(default=None, validator=must.optional(must.digest), repr=False)


@attrs.frozen(kw_only=True)
class AcceptedDifferences:
    """Differences that somebody looked at and accepted, and why; any other is still refused."""

    reason: str = attrs.field(validator=must.text(), repr=must.hidden)
    differences: tuple[Difference, ...] = attrs.field(converter=must.as_tuple, validator=must.members(Difference))


@attrs.frozen(kw_only=True)
class Pack:
    """A pack: its manifest and, where it was loaded or made, the documents that the manifest names.

    Two packs are equal if their manifests are, which hold the digest of every file. ``rights`` is private as soon as
    one edition is. ``retired`` are ids of shipped data that its editions no longer hold.

    A manifest that was only read, as any other document may be, has no documents: asking for them raises
    DetachedPackError. ``care_standards.packs.load`` gives both.
    """

    id: str = attrs.field(validator=must.key)
    version: str = attrs.field(validator=must.pack_version)
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    publisher: str | None = attrs.field(
        default=None, validator=must.optional(must.text(must.MAX_TITLE)), repr=must.hidden
    )
    rights: Rights = attrs.field(validator=must.instance_of(Rights))
    completeness: PackCompleteness = attrs.field(validator=must.instance_of(PackCompleteness))
    files: tuple[PackFile, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(PackFile), repr=must.hidden
    )
    retired: tuple[RetiredId, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(RetiredId), repr=must.hidden
    )
    accepted_differences: AcceptedDifferences | None = attrs.field(
        default=None, validator=must.optional(must.instance_of(AcceptedDifferences))
    )
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    bibliography: tuple[Source, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Source), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))
    # Not part of the value: the digests in ``files`` stand for the documents.
    _documents: tuple[PackDocument, ...] | None = attrs.field(init=False, default=None, eq=False, repr=False)

    @property
    def documents(self) -> tuple[PackDocument, ...]:
        """The documents of the pack, in the order of ``files``; raises DetachedPackError of a mere manifest."""
        if self._documents is None:
            raise DetachedPackError()
        return self._documents

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The publications of the pack, in the order of ``files``."""
        return self._of(Publication)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of the pack, in the order of ``files``."""
        return self._of(Edition)

    @property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """The crosswalks of the pack, in the order of ``files``."""
        return self._of(Crosswalk)

    @property
    def concordances(self) -> tuple[Concordance, ...]:
        """The concordances of the pack, in the order of ``files``."""
        return self._of(Concordance)

    def _of(self, wanted: type[D]) -> tuple[D, ...]:
        return tuple(document for document in self.documents if isinstance(document, wanted))


def with_documents(pack: Pack, documents: Iterable[PackDocument]) -> Pack:
    """Give the same pack with its documents, which are in the order of ``files``; whether they fit is not judged."""
    held = attrs.evolve(pack)
    object.__setattr__(held, "_documents", tuple(documents))
    return held
