"""Words as the index has them: folded, taken apart, and brought to a stem that a word shares with its plural."""

import re
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+")


class _Folding(dict[int, int]):
    """What each character is folded to: one character for one, so that places in the text stay the same."""

    def __missing__(self, code: int) -> int:
        from unicodedata import normalize

        plain = normalize("NFD", chr(code))[0].lower()
        self[code] = folded = ord(plain) if len(plain) == 1 else code
        return folded


_FOLDING: Final = _Folding({code: ord(chr(code).lower()) for code in range(128)})


def fold(text: str) -> str:
    """Give a text in small letters and without accents, each character at its own place."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def tokens(folded: str) -> list[str]:
    """Give the runs of letters and digits of a folded text, in order."""
    return _TOKEN.findall(folded)


def stem(word: str) -> str:
    """Give what a folded English word shares with its plural and its participles; not always a word itself.

    The idea is the first step of Porter's algorithm ("An algorithm for suffix stripping", 1980), and no more of it: the
    later steps would make one of "organ" and "organisation". Words of three letters, which abbreviations are, and
    those with digits or letters beyond ASCII stay as they are.
    """
    if len(word) <= 3 or not (word.isascii() and word.isalpha()):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _without_plural(word)
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and not word.endswith("eed") and len(base) >= 3 and _VOWEL.search(base):
            word = _restored(base)
            break
    return word[:-1] if len(word) >= 5 and word.endswith("e") else word


_IRREGULAR: Final = {"children": "child", "people": "person", "women": "woman"}
_VOWEL: Final = re.compile("[aeiouy]")
_SHORT: Final = re.compile("[^aeiou][aeiou][^aeiouwxy]$")


def _without_plural(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def _restored(base: str) -> str:
    """Give a verb back what it lost before its ending: plan(ned), car(ing) to care, carri(ed) to carry."""
    if base[-1] == base[-2] and base[-1] not in "aeiouslz":
        return base[:-1]
    if base[-1] == "i":
        return base[:-1] + "y"
    return base + "e" if len(base) == 3 and _SHORT.match(base) else base
