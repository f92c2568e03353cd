"""Lines to text: spaces and hyphens at line ends."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TAIL: Final = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-‐\xad]$")
_HEAD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What is often joined to another word by a hyphen that stays.
_FIRST_HALVES: Final = frozenset(
    (
        "all", "anti", "ante", "child", "co", "cross", "ex", "face", "fore", "front", "full", "gender", "half", "high",
        "inter", "large", "long", "low", "mid", "multi", "near", "never", "newly", "non", "off", "on", "one", "over",
        "part", "person", "post", "pre", "self", "semi", "short", "small", "so", "step", "sub", "survivor", "third",
        "three", "trauma", "two", "under", "user", "victim", "well",
    )
)  # fmt: skip


_LONGEST_WORD: Final = 60


@attrs.frozen(kw_only=True)
class Words:
    """The words of a document as they stand within lines, counted: what a hyphen at a line end is judged by."""

    counts: Counter[str] = attrs.field(repr=False)


def words_of(lines: Iterable[Line]) -> Words:
    """Count the words of all lines but the last word of a line that ends in a hyphen."""
    counts: Counter[str] = Counter()
    for line in lines:
        text = line.text
        found = _TAIL.search(text)
        if found:
            text = text[: found.start()]
        counts.update(word.lower() for word in _WORD.findall(text))
    return Words(counts=counts)


def joined(texts: Sequence[str], words: Words) -> str:
    """Make one text of printed lines.

    A soft hyphen goes. A hyphen before a small letter goes where the word then is one that the document uses, or at
    least no half of it is one; it stays where the document writes the word with a hyphen. Between other lines stands
    one space, but none after a slash or a dash within a word.
    """
    parts: list[str] = []
    for text in texts:
        text = text.strip()
        if not text:
            continue
        last = parts[-1] if parts else ""
        if last[-1:] == "\xad":
            parts[-1] = last[:-1]
        elif last[-1:] in ("-", "‐") and last[-2:-1].isalpha() and text[0].isalpha():
            parts[-1] = _over_hyphen(last, text, words)
        elif parts and not (last[-1:] == "/" and not last[-2:-1].isspace() and len(last) > 1):
            parts.append(" ")
        parts.append(text)
    return " ".join("".join(parts).replace("\xad", "").split())


def _over_hyphen(before: str, after: str, words: Words) -> str:
    """Give what stands before a hyphen at a line end, with it or without."""
    tail, head = _TAIL.search(before[-_LONGEST_WORD:]), _HEAD.match(after)
    if tail is None or head is None or not after[0].islower():
        return before
    first, second = tail[1].lower(), head[0].lower()
    together, apart = words.counts[first + second], words.counts[f"{first}-{second}"]
    if together != apart:
        keep = apart > together
    elif "-" in second or "-" in first or first in _FIRST_HALVES:
        keep = True
    else:
        keep = words.counts[first] > 0 and words.counts[second] > 0 and len(first) > 2 and len(second) > 2
    return before if keep else before[:-1]
