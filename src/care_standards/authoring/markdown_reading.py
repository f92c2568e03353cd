"""From a file of the Markdown form to its outline: the blocks, taken apart; nothing is made of them yet."""

import re
from typing import Any, Final, Literal

import attrs

from care_standards.authoring import front_matter
from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.authoring.grammar import (
    NAMES,
    MalformedAttributes,
    canonical_name,
    split_attributes,
    split_notation,
    value_problem,
)
from care_standards.authoring.inline import NOT_HERE, parser, refused, words_of
from care_standards.authoring.outline import Item, Outline, Role, UnfinishedItem, is_private
from care_standards.authoring.source_text import refusal
from care_standards.authoring.swallowed import RUNS_INTO_A_BULLET, lost_lines
from care_standards.identifiers import near_misses
from care_standards.vocabularies import VOCABULARIES

MAX_LEVEL: Final = 20
_MOST_SUGGESTIONS: Final = 50
_MOST_ATTRIBUTES: Final = 100  # of one block: more than there are names

_COMMENTS: Final = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--((?:(?!-->).)*)-->", re.DOTALL)
_KEYWORD: Final = re.compile(r"(Summary|Text|Note):[ \t]*\n?", re.IGNORECASE)
_SECOND_KEYWORD: Final = re.compile(r"(?<!\\)\n[ \t]*((?:Summary|Text|Note):)", re.IGNORECASE)


@attrs.frozen
class Read:
    """An outline with everything that was wrong on the way to it; what was wrong is left out of the outline."""

    outline: Outline
    faults: tuple[AuthoringFault, ...]
    toml: str = attrs.field(repr=False)


def parse(text: str) -> Outline:
    """Take a file of the Markdown form apart.

    Items are in the order of the file. Raises InvalidAuthoringError with every fault of its form; what the items mean,
    and whether an edition can be made of them, is not looked at.
    """
    found = read(text)
    if found.faults:
        raise InvalidAuthoringError(found.faults)
    return found.outline


def read(text: str) -> Read:
    """Take a file apart and give what could be read of it together with its faults, in the order of the file."""
    refused_whole = refusal(text)
    if refused_whole is not None:
        return Read(Outline(front={}, items=()), (refused_whole,), "")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    toml, body, first_line = front_matter.split(text)
    front, faults = front_matter.read(toml, body)
    if toml is None:
        return Read(Outline(front={}, items=()), tuple(faults), "")
    reader = _Reader(body, first_line, private=is_private(front))
    reader.read()
    found = sorted([*faults, *reader.faults], key=lambda fault: (fault.line, fault.column))
    return Read(Outline(front=front, items=reader.items()), tuple(found), toml or "")


@attrs.define
class _Marker:
    """The mark of a list item whose words have not come yet."""

    level: int
    number: str | None
    line: int


class _Reader:
    def __init__(self, body: str, first_line: int, *, private: bool) -> None:
        self.body = body
        self.lines = body.split("\n")
        self.first_line = first_line
        self.body_word: Literal["text", "summary"] = "text" if private else "summary"
        self.faults: list[AuthoringFault] = []
        self.drafts: list[UnfinishedItem] = []
        self.remark: str | None = None
        self.lists: list[tuple[bool, int]] = []  # whether ordered, and the level of its items
        self.marker: _Marker | None = None
        self.quote: list[tuple[str, Any]] | None = None
        self.lists_outside = 0
        self.heading = 0
        self.underlined = False

    def items(self) -> tuple[Item, ...]:
        return tuple(draft.item() for draft in self.drafts)

    # ---- places and faults

    def at(self, token: Any, offset: int = 0) -> tuple[int, int]:
        """Give line and column in the file of a place in the content of a block."""
        content: str = token.content
        number: int = token.map[0] + content.count("\n", 0, offset)
        begin = content.rfind("\n", 0, offset) + 1
        part = content[begin:].partition("\n")[0]
        found: int = self.lines[number].find(part) if number < len(self.lines) else 0
        return number + self.first_line, max(found, 0) + offset - begin + 1

    def fault(
        self, code: AuthoringCode, place: tuple[int, int], what: str, instead: str, near: tuple[str, ...] = ()
    ) -> None:
        made = AuthoringFault(code=code, line=place[0], column=place[1], what=what, instead=instead, near=near)
        self.faults.append(made)

    def near(self, wanted: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Find near misses, which are dear, for the first faults only; nobody reads the thousandth."""
        return near_misses(wanted, known) if len(self.faults) < _MOST_SUGGESTIONS else ()

    def start_of(self, number: int) -> tuple[int, int]:
        line = self.lines[number] if number < len(self.lines) else ""
        return number + self.first_line, len(line) - len(line.lstrip()) + 1

    # ---- blocks

    def read(self) -> None:
        markdown = parser()
        tokens: list[Any] = []
        markdown.block.parse(self.body, markdown, {}, tokens)
        steps = {
            "inline": self._words,
            "heading_open": self._heading,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "bullet_list_close": self._list_end,
            "ordered_list_close": self._list_end,
            "list_item_open": self._list_item,
            "list_item_close": self._list_item_end,
            "blockquote_open": self._quote,
            "blockquote_close": self._quote_end,
            "html_block": self._html,
            "hr": self._refused,
            "fence": self._refused,
            "code_block": self._refused,
        }
        for token in tokens:
            step = steps.get(token.type)
            if step is not None:
                step(token)

    def _refused(self, token: Any) -> None:
        self.marker = None
        self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.start_of(token.map[0]), *NOT_HERE[token.type])

    def _heading(self, token: Any) -> None:
        self.heading = int(token.tag[1:])
        self.underlined = token.markup in ("=", "-")

    def _html(self, token: Any) -> None:
        place = self.start_of(token.map[0])
        if self.quote is None and _COMMENTS.fullmatch(token.content):
            said = [" ".join(comment.split()) for comment in _COMMENT.findall(token.content)]
            self.remark = " ".join(word for word in (self.remark, *said) if word) or None
        elif token.content.lstrip().startswith("<!--") and "-->" not in token.content:
            instead = "End it with --> on the same line or a later one."
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, place, "A remark is not closed.", instead)
        else:
            instead = "Write the words; put a remark <!-- … --> on lines of its own; write \\< for the mark itself."
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, place, "HTML has no place in an edition.", instead)

    def _list(self, token: Any) -> None:
        ordered = token.type == "ordered_list_open"
        above = self.lists[-1][1] if self.lists else 0
        if self.marker is not None and ordered:
            self.lists.append((True, above))  # "- 13. words": the number belongs to the bullet
            return
        if self.marker is not None:
            self._empty(self.marker)
        self.lists.append((ordered, above if ordered and not self.lists else above + 1))

    def _list_end(self, token: Any) -> None:
        self.lists.pop()

    def _list_item(self, token: Any) -> None:
        ordered, level = self.lists[-1]
        self.marker = _Marker(level, token.info if ordered else None, token.map[0])
        if level > MAX_LEVEL:
            self.marker = None
            if not (self.faults and self.faults[-1].code is AuthoringCode.TOO_LARGE):
                place = self.start_of(token.map[0])
                what = f"Bullets are nested more than {MAX_LEVEL} deep."
                self.fault(AuthoringCode.TOO_LARGE, place, what, "Nest them less deep.")

    def _list_item_end(self, token: Any) -> None:
        if self.marker is not None:
            self._empty(self.marker)

    def _empty(self, marker: _Marker) -> None:
        """Take a list item that has no words: a number alone is an item, nothing at all is a fault."""
        self.marker = None
        if marker.number is None:
            instead = "Write its words, or leave the mark out."
            self.fault(AuthoringCode.NOTHING_THERE, self.start_of(marker.line), "A bullet is empty.", instead)
        else:
            draft = self._begin("bullet" if marker.level else "paragraph", marker.level, marker.line)
            draft.notation = marker.number

    def _begin(self, role: Role, level: int, line: int) -> UnfinishedItem:
        number, column = self.start_of(line)
        draft = UnfinishedItem(role, level, number, column)
        draft.remark, self.remark = self.remark, None
        self.drafts.append(draft)
        return draft

    def _words(self, token: Any) -> None:
        level, self.heading = self.heading, 0
        if self.quote is not None:
            if level or len(self.lists) > self.lists_outside:
                self.marker = None
                self._only_paragraphs(token)
            self.quote.append((token.content, token))
        elif level:
            if self.lists:
                instead = "Begin the line at its left edge, or write the words as a bullet."
                what = "A heading stands within a bullet."
                self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.start_of(token.map[0]), what, instead)
            self.marker = None
            self._fill(self._begin("heading", level, token.map[0]), token, None)
        elif not self.lists:
            self._fill(self._begin("paragraph", 0, token.map[0]), token, None)
        elif (marker := self.marker) is not None:
            self.marker = None
            role: Role = "bullet" if marker.level else "paragraph"
            self._fill(self._begin(role, marker.level, marker.line), token, marker.number)
        elif self.lists[-1][1] <= MAX_LEVEL:
            instead = "Write it as a bullet or a paragraph of its own, or end the line before it with a backslash."
            what = "A bullet has a second paragraph."
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.start_of(token.map[0]), what, instead)

    # ---- one block

    def _fill(self, draft: UnfinishedItem, token: Any, number: str | None) -> None:
        raw: str = token.content
        quoted: frozenset[str] = frozenset()
        if "{" in raw or "}" in raw:
            raw, quoted = self._attributes(draft, token)
        wrong = refused(raw)
        for offset, what, instead in wrong:
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.at(token, offset), what, instead)
        heading = draft.role == "heading"
        if not wrong:
            self._judge_lines(draft, token, raw, is_marked=heading and not self.underlined)
        given = draft.attributes.get("notation")
        if given is not None and (given != "none" or "notation" in quoted):
            draft.notation = draft.attributes.pop("notation")
        elif number is not None:
            draft.notation = number if given is None else None
        elif given is None:
            draft.notation, raw = split_notation(raw, heading=heading)
        draft.label, draft.text = words_of(raw, labelled=not heading and draft.attributes.get("label") != "none")
        if draft.attributes:
            self._settle(draft, quoted)
        if not (draft.text or draft.label or draft.notation or draft.attributes or draft.quotes) and not wrong:
            instead = "Write its number or its words, or leave it out."
            self.fault(AuthoringCode.NOTHING_THERE, (draft.line, draft.column), "An item is empty.", instead)

    def _judge_lines(self, draft: UnfinishedItem, token: Any, raw: str, *, is_marked: bool) -> None:
        for lost in lost_lines(raw, is_heading=is_marked):
            self.fault(AuthoringCode.OUT_OF_PLACE, self.at(token, lost.offset), lost.what, lost.instead)
        inner = range(token.map[0] + 1, token.map[0] + 1 + raw.count("\n")) if draft.role == "bullet" else ()
        outside = [place for line in inner if (place := self.start_of(line))[1] <= draft.column]
        for place in outside[:1]:
            self.fault(AuthoringCode.OUT_OF_PLACE, place, *RUNS_INTO_A_BULLET)

    def _attributes(self, draft: UnfinishedItem, token: Any) -> tuple[str, frozenset[str]]:
        try:
            raw, found = split_attributes(token.content)
        except MalformedAttributes as error:
            raw, found = token.content[: error.offset], []
            self.fault(AuthoringCode.ATTRIBUTES_MALFORMED, self.at(token, error.offset), error.what, error.instead)
        quoted: set[str] = set()
        is_heading = draft.role == "heading"
        for written, value, in_quotes, offset in found[:_MOST_ATTRIBUTES]:
            name = canonical_name(written)
            if name not in NAMES:
                what, instead = "No attribute has this name.", "The names are in the reference of the Markdown form."
                place, near = self.at(token, offset), self.near(name, NAMES)
                self.fault(AuthoringCode.UNKNOWN_ATTRIBUTE, place, what, instead, near)
            elif name in draft.attributes:
                what, instead = "An attribute is given twice.", "Keep one of the two."
                self.fault(AuthoringCode.GIVEN_TWICE, self.at(token, offset), what, instead)
            elif (problem := value_problem("kind" if name == "label" and is_heading else name, value)) is not None:
                instead, vocabulary = problem
                if value.endswith(","):
                    instead = "Leave the comma out: between attributes are spaces, no commas."
                near = self.near(value, VOCABULARIES[vocabulary]) if vocabulary else ()
                what = f"The attribute {name} does not take this value."
                self.fault(AuthoringCode.ATTRIBUTE_VALUE, self.at(token, offset), what, instead, near)
            else:
                draft.attributes[name] = value
                if in_quotes:
                    quoted.add(name)
        return raw, frozenset(quoted)

    def _settle(self, draft: UnfinishedItem, quoted: frozenset[str]) -> None:
        """Put attributes that are words to where the words of the block are, as if they had been written there."""
        if draft.role == "heading":
            if "heading" in draft.attributes:
                self._once(draft, "text", draft.attributes.pop("heading"))
        else:
            for name in ("label", "heading"):
                if name in draft.attributes:
                    value = draft.attributes.pop(name)
                    if value != "none" or name in quoted:
                        self._once(draft, "label", value)
        for name in ("text", "summary", "note"):
            if name in draft.attributes:
                self._say(draft, name, draft.attributes.pop(name), (draft.line, draft.column))

    def _once(self, draft: UnfinishedItem, name: str, value: str) -> None:
        if getattr(draft, name) is not None:
            self._twice((draft.line, draft.column))
        setattr(draft, name, value)

    def _say(self, draft: UnfinishedItem, word: str, value: str, place: tuple[int, int]) -> None:
        if draft.role != "heading" and word == self.body_word:
            if draft.text is not None:
                self._twice(place)
            draft.text = value
        elif word in draft.quotes:
            self._twice(place)
        else:
            draft.quotes[word] = value

    def _twice(self, place: tuple[int, int]) -> None:
        instead = "Keep one: the words of the block, or a quotation below it, or an attribute."
        self.fault(AuthoringCode.GIVEN_TWICE, place, "The same words are given twice.", instead)

    # ---- quotations

    def _quote(self, token: Any) -> None:
        if self.marker is not None:
            self._empty(self.marker)
        if self.quote is None:
            self.quote, self.lists_outside = [], len(self.lists)
        else:
            what, instead = "A quotation stands within another.", "Write one mark > at the start of the line."
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.start_of(token.map[0]), what, instead)

    def _only_paragraphs(self, token: Any) -> None:
        instead = "Write its words as paragraphs, each line after a mark >."
        what = "A quotation holds something other than paragraphs."
        self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.start_of(token.map[0]), what, instead)

    def _quote_end(self, token: Any) -> None:
        paragraphs, self.quote = self.quote or [], None
        said: list[tuple[str, list[str], tuple[int, int]]] = []
        for raw, inner in paragraphs:
            if (second := _SECOND_KEYWORD.search(raw)) is not None:
                what = "A line within a quotation begins as another one does."
                instead = "Put a line with nothing but > before it, or a backslash before its colon."
                self.fault(AuthoringCode.OUT_OF_PLACE, self.at(inner, second.start(1)), what, instead)
            keyword = _KEYWORD.match(raw)
            rest = raw[keyword.end() :] if keyword else raw
            self._judge_quoted(rest, inner, len(raw) - len(rest))
            words = words_of(rest, labelled=False)[1] or ""
            if keyword:
                said.append((keyword[1].lower(), [words], self.start_of(inner.map[0])))
            elif said:
                said[-1][1].append(words)
            else:
                what = "A quotation does not say what it is."
                instead = "Begin it with Summary:, Text: or Note:."
                self.fault(AuthoringCode.OUT_OF_PLACE, self.start_of(inner.map[0]), what, instead)
        for word, parts, place in said:
            if not self.drafts:
                instead = "Put it below the item it is about."
                self.fault(AuthoringCode.OUT_OF_PLACE, place, "A quotation stands before the first item.", instead)
            elif not "".join(parts):
                instead = "Write the words after it, or leave it out."
                self.fault(AuthoringCode.NOTHING_THERE, place, "A quotation is empty.", instead)
            else:
                self._say(self.drafts[-1], word, "\n\n".join(parts), place)

    def _judge_quoted(self, raw: str, token: Any, before: int) -> None:
        for at, what, instead in refused(raw):
            self.fault(AuthoringCode.NOT_IN_THIS_FORM, self.at(token, before + at), what, instead)
        offset = -1
        try:
            before_them, found = split_attributes(raw)
            offset = len(before_them) if found else -1
        except MalformedAttributes as error:
            offset = error.offset
        if offset >= 0:
            what = "A quotation holds braces."
            instead = (
                "Put attributes at the end of the item above; write \\{ and \\} where the braces belong to the text."
            )
            self.fault(AuthoringCode.ATTRIBUTES_MALFORMED, self.at(token, before + offset), what, instead)
