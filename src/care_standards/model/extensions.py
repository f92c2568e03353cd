"""Local additions to a document, carried through untouched."""

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from typing import Any

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must


def _object_bytes(instance: object, attribute: "attrs.Attribute[bytes]", value: object) -> None:
    if not (isinstance(value, bytes) and value[:1] == b"{" and value[-1:] == b"}"):
        raise must.refuse(instance, attribute, "must be the canonical bytes of an object: use Extensions.of")


@attrs.frozen(repr=False, eq=False, hash=False)
class Extensions(AbstractMapping[str, Any]):
    """The ``extensions`` object of a document: names of your own, each in a namespace, with any JSON below.

    It is held as text, so it is frozen and pickles: as it was given, to be written again untouched, and in its
    canonical form (RFC 8785), by which it compares. Reading a member gives a fresh copy that may be changed freely. Its
    repr shows its size only. Make one with ``Extensions.of``.
    """

    canonical: bytes = attrs.field(default=b"{}", validator=_object_bytes)
    _as_given: bytes = attrs.field(
        default=attrs.Factory(lambda self: self.canonical, takes_self=True), validator=_object_bytes
    )

    @classmethod
    def of(cls, members: AbstractMapping[str, Any]) -> "Extensions":
        """Freeze plain JSON data: dicts with text keys, lists, text, numbers, True, False and None.

        Raises InvalidValueError for anything that JSON, or the canonical form of it, cannot hold.
        """
        import json

        import rfc8785

        try:
            plain = dict(members)
            canonical = rfc8785.dumps(plain)
            as_given = json.dumps(plain, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (ValueError, TypeError, RecursionError, AttributeError):
            canonical = as_given = b""
        if not canonical:  # raised outside the except block: its context would hold the data
            raise InvalidValueError("Extensions", "members", "must be JSON data, with whole numbers within 2^53")
        return cls(canonical, as_given)

    def _members(self) -> dict[str, Any]:
        import json

        members: dict[str, Any] = json.loads(self._as_given)
        return members

    def __getitem__(self, name: str) -> Any:
        members = self._members()
        if name not in members:
            raise KeyError("no extension has this name")  # without the name: it is the caller's
        return members[name]

    def __contains__(self, name: object) -> bool:
        return name in self._members()

    def get(self, name: str, default: Any = None) -> Any:
        """Give a copy of a member, or the default."""
        return self._members().get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members())

    def __len__(self) -> int:
        return 0 if self.canonical == b"{}" else len(self._members())

    def __eq__(self, other: object) -> bool:
        return self.canonical == other.canonical if isinstance(other, Extensions) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.canonical)

    def __repr__(self) -> str:
        return f"Extensions(<{len(self.canonical)} bytes>)"


NO_EXTENSIONS = Extensions()
