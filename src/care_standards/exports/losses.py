"""What an exchange gives: the content, and an account of what the other format could not say."""

from typing import Any

import attrs

from care_standards.documents.codec import to_plain as document_to_plain
from care_standards.model import constraints as must
from care_standards.model.crosswalk import Crosswalk


@attrs.frozen(kw_only=True)
class Loss:
    """One thing that the other format says with less, or not at all.

    ``where`` names a member of ours or of theirs, such as ``mappings/basis``; ``what`` says in words what becomes of
    it; ``kept_in`` names the extension in which it is kept whole, or is None where it is not kept; ``count`` is the
    number of places. No value of the document is in any of them, but words of our own lists.
    """

    where: str
    what: str
    kept_in: str | None = None
    count: int = 1

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain JSON data: where, what, kept_in, count."""
        return {"where": self.where, "what": self.what, "kept_in": self.kept_in, "count": self.count}


@attrs.frozen(kw_only=True)
class Exported:
    """A document in a foreign format: its bytes, in UTF-8, and what it could not say, in the order of our members."""

    content: bytes = attrs.field(repr=lambda value: f"<{len(value)} bytes>")
    losses: tuple[Loss, ...]

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8")

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain JSON data: content as text, losses as a list."""
        return {"content": self.text, "losses": [loss.to_plain() for loss in self.losses]}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each loss: where, what, kept_in, count."""
        return [loss.to_plain() for loss in self.losses]


@attrs.frozen(kw_only=True)
class Imported:
    """A crosswalk that was read from a foreign format, and what of the file it does not hold or had to be guarded."""

    crosswalk: Crosswalk = attrs.field(repr=must.hidden)
    losses: tuple[Loss, ...]

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain JSON data: the crosswalk as our document, losses as a list."""
        return {"crosswalk": document_to_plain(self.crosswalk), "losses": [loss.to_plain() for loss in self.losses]}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each loss: where, what, kept_in, count."""
        return [loss.to_plain() for loss in self.losses]
