"""The small grammar of the Markdown form: numbers that open a line, attributes in braces, and ids."""

import json
import re
from collections.abc import Mapping
from typing import Final

from care_standards.identifiers import is_key, is_language_tag
from care_standards.vocabularies import VOCABULARIES

# ---- numbers

_BRACKETS: Final = r"(?:\((?:[0-9]{1,4}|[A-Za-z]{1,4})\))"
_DOUBLED: Final = "|".join(letter * 2 for letter in "abcdefghijklmnopqrstuvwxyz")
_STRONG: Final = (
    rf"(?:[0-9]+(?:\.[0-9]+)+[A-Za-z]?{_BRACKETS}*|[0-9]+[A-Za-z]{{0,2}}{_BRACKETS}+"
    rf"|[A-Z](?:\.[0-9]+)+[A-Za-z]?{_BRACKETS}*|\((?:[A-Za-z]|[ivxlc]{{1,6}}|{_DOUBLED}|[0-9]{{1,3}})\))"
)
_WORDS: Final = (
    "Aim|Annex|Appendix|Article|Chapter|Clause|Commitment|Goal|Module|Objective|Outcome|Paragraph|Part|Pillar|"
    "Principle|Question|Recommendation|Regulation|Right|Rule|Schedule|Section|Standard|Statement|Step|Subject|Theme|"
    "Tier|Topic"
)
_WEAK: Final = (
    rf"(?:[0-9]+[A-Z]?|(?:{_WORDS}) (?:[0-9]+(?:\.[0-9]+)*[A-Za-z]?{_BRACKETS}*|[IVXLC]+|[A-Z](?:\.[0-9]+)*))"
)
_MARK: Final = r"(?:[.:]|[ ][–—])"  # the dashes that stand after a number
_IN_A_HEADING: Final = re.compile(
    rf"(?:(?P<a>{_STRONG}|{_WEAK})(?:{_MARK}|[ ]-(?=[ \t]))?|(?P<b>[A-Z])[.:])(?:[ \t]+|(?=\n)|$)", re.ASCII
)
_IN_A_TEXT: Final = re.compile(
    rf"(?:(?P<a>{_STRONG}){_MARK}?|(?P<b>{_WEAK}|[A-Z]){_MARK}|(?P<c>{_WEAK})(?=[ \t]+\*\*|[ \t]*$))"
    r"(?:[ \t]+|(?=\n)|$)",
    re.ASCII,
)
MAX_NOTATION: Final = 100


def split_notation(raw: str, *, heading: bool) -> tuple[str | None, str]:
    """Split the number off the raw start of a block: the number without its final mark, or None, and the rest.

    In a heading a whole number or a word with a number is enough (``1``, ``Part 5``). In a paragraph or a bullet these
    count only with a full stop, a colon or a dash after them, before a bold label, or alone, because running text
    begins with such words too.
    """
    found = (_IN_A_HEADING if heading else _IN_A_TEXT).match(raw)
    if found is None or len(number := found["a"] or found["b"] or found["c"]) > MAX_NOTATION:
        return None, raw
    return number, raw[found.end() :].lstrip()


# ---- ids

_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9-]+")
_SUFFIX: Final = re.compile(r"((?:^|\.)[prs][0-9]+)-[0-9]+$", re.ASCII)
_ALONE: Final = re.compile(r"\([0-9A-Za-z]+\)", re.ASCII)


def is_bracketed(notation: str) -> bool:
    """Tell whether a number is a bracketed letter or number alone, which says nothing of where it belongs."""
    return _ALONE.fullmatch(notation) is not None


def local_of(notation: str) -> str:
    """Give the local id of a number: lower case, with brackets and spaces turned to dots; it may be empty."""
    steps = _NOT_IN_IDS.sub(".", notation.lower()).split(".")
    words = ("-".join(word for word in step.split("-") if word) for step in steps)
    return ".".join(word for word in words if word)


def without_suffix(local: str) -> str:
    """Give the local id of an item that is counted, without the ``-2`` that keeps it apart from a released one."""
    return _SUFFIX.sub(r"\1", local)


def slug_of(words: str, most: int) -> str:
    """Give a local id made of words, cut at whole words to at most this length; it may be empty."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode("ascii")
    slug = ""
    for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > most:
            break
        slug = longer
    return slug


# ---- attributes

_LISTS: Final = {
    "setting": "settings", "stage": "stages", "nation": "nations", "population": "populations",
    "addressee": "addressees", "source": "sources",
}  # fmt: skip
_PLURALS: Final = {plural: name for name, plural in _LISTS.items()}
_WORDS_OF: Final = {
    "kind": "kind", "force": "force", "confidence": "confidence", "text-status": "text_status",
    "notation-status": "notation_status", "heading-status": "heading_status",
}  # fmt: skip
NAMES: Final = (
    "kind", "force", "page", "id", "parent", "notation", "heading", "setting", "stage", "nation", "population",
    "addressee", "source", "confidence", "text-status", "notation-status", "heading-status", "language", "label",
    "summary", "text", "note",
)  # fmt: skip
"""The names of attributes, in the order of the reference; the plural of those that take a list is taken too."""

LISTS: Final[Mapping[str, str]] = _LISTS
"""The attributes that take a list, with the name of the member of a provision that each is."""

_LARGEST: Final = 2**53 - 1
_NAME: Final = re.compile(r"\s*([A-Za-z][A-Za-z_-]*)=")
_BARE: Final = re.compile(r"[A-Za-z0-9._,:-]+", re.ASCII)
_QUOTED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_END: Final = re.compile(r"\s*\}\s*$")
_OPENING: Final = re.compile(r"(?:[^\\{}]++|\\.|\\$)*+", re.DOTALL)
_UNPRINTED: Final = re.compile("[\x7f-\x9f\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")


def canonical_name(name: str) -> str:
    """Give the name under which an attribute is kept: singular, with hyphens."""
    lower = name.lower().replace("_", "-")
    return _PLURALS.get(lower, lower)


class MalformedAttributes(Exception):
    """Braces that cannot be read as attributes; says where in the block, and what to write."""

    def __init__(self, offset: int, what: str, instead: str) -> None:
        super().__init__(offset, what, instead)
        self.offset = offset
        self.what = what
        self.instead = instead


def split_attributes(raw: str) -> tuple[str, list[tuple[str, str, bool, int]]]:
    """Split the attributes off the raw end of a block.

    Gives what stands before them, and for each its name as written, its value, whether it was quoted, and its offset.
    Raises MalformedAttributes where a brace stands alone, or the braces hold something else.
    """
    if "{" not in raw and "}" not in raw:
        return raw, []
    begin = _OPENING.match(raw).end()  # type: ignore[union-attr]  # it matches the empty text too
    if begin == len(raw):
        return raw, []
    if raw[begin] == "}":
        raise MalformedAttributes(
            begin, "A closing brace has no opening one.", "Write \\} where it belongs to the text."
        )
    found: list[tuple[str, str, bool, int]] = []
    place = begin + 1
    while _END.match(raw, place) is None:
        name = _NAME.match(raw, place)
        if name is None:
            raise _malformed(raw, place, begin)
        value = _BARE.match(raw, name.end())
        quoted = None if value else _QUOTED.match(raw, name.end())
        text = value[0] if value else _unquoted(quoted[0]) if quoted else None
        after = (value or quoted or name).end()
        if text is None or (after < len(raw) and raw[after] not in " \t\n}"):
            raise MalformedAttributes(
                name.end(), "The value of an attribute cannot be read.",
                'Write name=value; put the value in "double quotes" where it has spaces or other marks.',
            )  # fmt: skip
        found.append((name[1], text, quoted is not None, name.start(1)))
        place = after
    if not found:
        raise MalformedAttributes(begin, "The braces are empty.", "Leave them out.")
    return raw[:begin].rstrip(), found


def _malformed(raw: str, place: int, begin: int) -> MalformedAttributes:
    if raw[place:].lstrip().startswith("}"):
        return MalformedAttributes(
            begin, "Attributes stand before the end of the block.",
            "Move them to the very end; write \\{ and \\} where the braces belong to the text.",
        )  # fmt: skip
    if re.match(r"\s*[A-Za-z][A-Za-z_-]*\s+=|\s*,", raw[place:]):
        return MalformedAttributes(
            place, "Attributes are written in another way here.",
            "Write {name=value name=value}: no spaces around =, and spaces, no commas, between attributes.",
        )  # fmt: skip
    return MalformedAttributes(
        begin, "The braces hold something that is no attribute.",
        "Write {name=value}, or \\{ and \\} where the braces belong to the text.",
    )  # fmt: skip


def _unquoted(raw: str) -> str | None:
    try:
        text = json.loads(raw)
        text.encode("utf-8")
    except ValueError:
        return None
    return str(text)


def attribute(name: str, value: str) -> str:
    """Write one attribute: the value bare where it may be, otherwise as a JSON string without invisible marks."""
    if _BARE.fullmatch(value):
        return f"{name}={value}"
    return f"{name}={quoted(value)}"


def quoted(value: str) -> str:
    """Write a text as a JSON string in which every invisible character is escaped."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def members_of(value: str) -> tuple[str, ...]:
    """Give the members of a list written with commas; ``none`` is the empty list, ``none,`` the one word."""
    if value == "none":
        return ()
    members = value.split(",")
    return tuple(members[:-1] if len(members) > 1 and not members[-1] else members)


def list_value(members: tuple[str, ...]) -> str:
    """Write a list as the value of an attribute."""
    return "none," if members == ("none",) else ",".join(members) or "none"


def value_problem(name: str, value: str) -> tuple[str, str] | None:
    """Tell what an attribute takes if it does not take this value: the rule, and the vocabulary to choose from."""
    if name in _WORDS_OF:
        vocabulary = _WORDS_OF[name]
        return None if value in VOCABULARIES[vocabulary] else (_one_of(vocabulary), vocabulary)
    if name == "source":
        return None if _all(value, is_key) else ("Write keys of the bibliography, joined by commas.", "")
    if name in _LISTS:
        words = VOCABULARIES[name]
        return None if _all(value, words.__contains__) else (f"{_one_of(name)} Join several by commas.", name)
    if name == "page":
        fine = value == "none" or (value.isascii() and value.isdigit() and 0 < int(value[:20]) <= _LARGEST)
        return None if fine else ("Write the printed page as a number from 1, or none.", "")
    if name == "language":
        return None if is_language_tag(value) else ("Write a language tag, such as en or cy-GB.", "")
    return None if value else ("Write something between the quotes, or leave the attribute out.", "")


def _all(value: str, allowed: object) -> bool:
    members = members_of(value)
    return len(set(members)) == len(members) and all(allowed(member) for member in members)  # type: ignore[operator]


def _one_of(vocabulary: str) -> str:
    return f"Write one of: {', '.join(VOCABULARIES[vocabulary])}."
