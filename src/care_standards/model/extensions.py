"""Local additions to a document, carried through untouched."""

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from typing import Any

import attrs

from care_standards.errors import InvalidValueError


def _canonical(content: object) -> bytes | None:
    """Give the canonical form of the bytes of a JSON object, or None where they are none."""
    import json

    import rfc8785

    def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            raise ValueError
        return members

    try:
        if isinstance(content, bytes) and content[:1] == b"{":
            return bytes(rfc8785.dumps(json.loads(content.decode("utf-8"), object_pairs_hook=once_each)))
    except Exception:  # whatever is raised may hold the content
        pass
    return None


@attrs.frozen(repr=False, eq=False, hash=False)
class Extensions(AbstractMapping[str, Any]):
    """The ``extensions`` object of a document: names of your own, each in a namespace, with any JSON below.

    Make one with ``Extensions.of``. ``content`` is its text as it was given, to be written again untouched;
    ``canonical`` is its canonical form (RFC 8785), by which it compares. Reading a member gives a fresh copy that may
    be changed freely. The repr shows the size only.
    """

    content: bytes = b"{}"
    canonical: bytes = attrs.field(init=False, default=b"{}")

    def __attrs_post_init__(self) -> None:
        if self.content != b"{}":
            canonical = _canonical(self.content)
            if canonical is None:
                raise InvalidValueError("Extensions", "content", "must be the UTF-8 bytes of a JSON object")
            object.__setattr__(self, "canonical", canonical)

    @classmethod
    def of(cls, members: AbstractMapping[str, Any]) -> "Extensions":
        """Freeze plain JSON data: dicts with text keys, lists, text, numbers, True, False and None.

        Raises InvalidValueError for anything that JSON, or the canonical form of it, cannot hold.
        """
        import json

        import rfc8785

        content = b""
        try:
            plain = dict(members)
            rfc8785.dumps(plain)  # json alone would turn a key that is a number into text
            content = json.dumps(plain, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except Exception:  # the caller's mapping may raise anything, and what it raises may hold anything
            pass
        if not content:
            raise InvalidValueError("Extensions", "members", "must be JSON data, with whole numbers within 2^53")
        return cls(content)

    def _members(self) -> dict[str, Any]:
        import json

        members: dict[str, Any] = json.loads(self.content)
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
