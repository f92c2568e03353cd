"""The Markdown form of an edition, taken apart: what a person writes, before anything is made of it."""

from collections.abc import Mapping
from typing import Any, Literal, cast

import attrs

Role = Literal["heading", "paragraph", "bullet"]


@attrs.frozen(kw_only=True)
class Item:
    """One block of the file: a heading, a paragraph or a bullet, with what is written at its end and below it.

    ``level`` is the depth of a heading from 1, of a bullet from 1, and 0 for a paragraph. ``notation`` is the number
    that opens the line, without a final full stop. ``text`` is the rest of the line as plain text: the heading itself,
    or the words. ``label`` is the bold lead-in of a paragraph or bullet. ``attributes`` are those in braces, by name,
    as written; ``quotes`` the block quotes below the block, by the word they open with (summary, text, note).
    ``line`` and ``column`` are where it begins, counted from 1; 0 for an item that was not read from a file.
    """

    role: Role
    level: int
    notation: str | None = None
    text: str | None = attrs.field(default=None, repr=False)
    label: str | None = attrs.field(default=None, repr=False)
    attributes: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    quotes: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    remark: str | None = attrs.field(
        default=None, repr=False
    )  # an HTML comment written before it, for the reader alone
    line: int = attrs.field(default=0, eq=False)
    column: int = attrs.field(default=0, eq=False)


@attrs.frozen(kw_only=True)
class Outline:
    """A whole file: the TOML front matter as plain data, and the items in their order."""

    front: Mapping[str, Any] = attrs.field(repr=False)
    items: tuple[Item, ...] = attrs.field(repr=lambda items: f"<{len(items)}>")


def is_private(front: Mapping[str, Any]) -> bool:
    """Tell whether a front matter calls the edition private, so that the words of its blocks are the publisher's."""
    rights = front.get("rights")
    return isinstance(rights, Mapping) and cast("Mapping[str, Any]", rights).get("sharing") == "private"


class UnfinishedItem:
    """An item while it is being read."""

    __slots__ = ("attributes", "column", "label", "level", "line", "notation", "quotes", "remark", "role", "text")

    def __init__(self, role: Role, level: int, line: int, column: int) -> None:
        self.role: Role = role
        self.level = level
        self.line = line
        self.column = column
        self.notation: str | None = None
        self.text: str | None = None
        self.label: str | None = None
        self.remark: str | None = None
        self.attributes: dict[str, str] = {}
        self.quotes: dict[str, str] = {}

    def item(self) -> Item:
        """Give the item as it is now."""
        return Item(
            role=self.role, level=self.level, notation=self.notation, text=self.text, label=self.label,
            attributes=self.attributes, quotes=self.quotes, remark=self.remark, line=self.line, column=self.column,
        )  # fmt: skip
