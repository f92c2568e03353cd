"""Printed numbers: how they are read off the beginning of a line, and which of them count.

A line may begin with a figure by chance ("1.5 million people …"). What tells the two apart is the whole document: real
numbers go up one by one, stand at the same indentation and begin a paragraph. So all candidates are read first, and
the best chain among those with the same prefix is chosen.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import attrs

Form = Literal["dotted", "single", "word"]

WORDS: Final = (
    "annex", "appendix", "article", "chapter", "schedule", "part", "section", "tier", "subject", "principle",
    "standard", "outcome", "theme", "step", "stage", "module", "unit",
)  # fmt: skip

_DOTTED = re.compile(
    r"(?P<number>(?:[A-Z]|[0-9]{1,3}[A-Z]?)(?:\.[0-9]{1,3}[A-Za-z]?)+(?:\([0-9a-z]{1,4}\))*)"
    r"(?P<end>[.:)]?)(?P<rest>(?=\s|$|[–—:])|(?<=[.:)])(?=[A-Z‘“\"'(])|(?<=[0-9])(?=[A-Z][a-z]))"
)
_SINGLE = re.compile(r"(?P<number>[0-9]{1,3}[A-Z]?|[A-Z])(?P<end>[.:)]?)(?P<rest>(?=\s|$)|(?<=\.)(?=[A-Z‘“]))")
_WORD = re.compile(
    r"(?P<word>" + "|".join(WORDS) + r")\s+(?P<number>[0-9]{1,3}[A-Z]?|[IVXLC]{1,7}|[A-Z])(?P<end>[.:)]?)(?=\s|$|[–—])",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*[–—:-]?\s*")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@attrs.frozen(kw_only=True)
class Number:
    """A number read off the beginning of a line.

    ``notation`` is as printed, without a final full stop, colon or dash; ``rest`` what follows it. ``prefix`` and
    ``value`` place it in its sequence: 13.4 has the prefix "13" and the value (4, ""). ``depth`` counts its parts.
    ``end`` is the mark that closed it.
    """

    form: Form
    notation: str = attrs.field(repr=False)
    rest: str = attrs.field(repr=False)
    prefix: str
    value: tuple[int, str]
    depth: int
    end: str


def read_number(text: str) -> Number | None:
    """Read the number at the beginning of a line, or None where there is none.

    It may still be there by chance: ``choose`` decides. A single capital letter is read only with a mark after it.
    """
    found = _DOTTED.match(text)
    if found:
        return _number("dotted", found["number"], text[found.end() :], found["end"])
    found = _WORD.match(text)
    if found and found["word"][0].isupper():
        notation = f"{found['word']} {found['number']}"
        rest = _AFTER.sub("", text[found.end() :], count=1)
        dash = "–" if not found["end"] and _AFTER.match(text[found.end() :])[0].strip() else found["end"]  # type: ignore[index]
        value = _value(found["number"], roman=found["number"] not in ("C", "L"))
        word = found["word"].lower()
        return Number(form="word", notation=notation, rest=rest, prefix=word, value=value, depth=1, end=dash)
    found = _SINGLE.match(text)
    if found and (found["number"][0].isdigit() or found["end"] in (".", ":")):
        return _number("single", found["number"], text[found.end() :], found["end"])
    return None


def read_letter(text: str) -> Number | None:
    """Read a single capital letter without a mark: only for a heading whose sections are known to be A.1, A.2."""
    found = re.match(r"(?P<number>[A-Z])(?:\s+(?=\S)|\s*$)", text)
    return _number("single", found["number"], text[found.end() :], "") if found else None


def _number(form: Form, notation: str, rest: str, end: str) -> Number:
    plain = re.sub(r"\(([0-9a-z]+)\)", r".\1", notation)
    prefix, _, last = plain.rpartition(".")
    prefix = prefix or ("letter" if last.isalpha() else "")
    rest = rest.strip() if end else _AFTER.sub("", rest, count=1)
    return Number(
        form=form,
        notation=notation,
        rest=rest,
        prefix=prefix,
        value=_value(last, roman=False),
        depth=plain.count(".") + 1,
        end=end,
    )


def _value(last: str, roman: bool) -> tuple[int, str]:
    digits = re.match(r"[0-9]+", last)
    if digits:
        return int(digits[0]), last[digits.end() :].upper()
    if roman and (len(last) > 1 or last in ("I", "V", "X")) and set(last.upper()) <= set(_ROMAN):
        return roman_value(last), ""
    return ord(last[0].upper()) - 64, last[1:].upper()


def roman_value(text: str) -> int:
    """Give the value of a Roman number: of I, V, X, L and C, in either case."""
    values = [_ROMAN[letter] for letter in text.upper()]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


@attrs.frozen(kw_only=True)
class Candidate:
    """A number at the beginning of a line, with what speaks for it.

    ``line`` is the place of the line in reading order; ``fresh`` tells that something new begins there (a gap above,
    a short line before, an outdent); ``heading`` that the line is set as a heading; ``indent`` is the distance from the
    edge of its column in points.
    """

    line: int
    number: Number
    fresh: bool
    heading: bool
    indent: float


@attrs.frozen(kw_only=True)
class Chosen:
    """A number that counts, and what is doubtful about it: ``out-of-order``, ``printed-twice``, ``jump`` or nothing."""

    candidate: Candidate
    doubt: str | None = None


def choose(candidates: Sequence[Candidate]) -> dict[int, Chosen]:
    """Choose the numbers that count, by the place of their line.

    Within each prefix the chain with the most evidence is taken: numbers that go up, best by one, at the usual
    indentation, where something new begins. What stands outside the chain is still taken where everything but its
    value speaks for it, and marked as a doubt: books have misprints.
    """
    usual = _usual_indents(candidates)
    by_prefix: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        number = candidate.number
        # Whole numbers of headings and of paragraphs or lists count apart; with dots they count together.
        sort = number.form if number.form == "word" else "heading" if _is_whole(candidate) else ""
        by_prefix[sort, number.prefix].append(candidate)
    leading = leading_lines(candidates)
    prefixes = {number.notation.lower() for number in (c.number for c in candidates)}
    chosen: dict[int, Chosen] = {}
    for group in by_prefix.values():
        weights = [_weight(c, usual, prefixes) + (2.0 if c.line in leading else 0.0) for c in group]
        chain = _best_chain(group, weights)
        before: Number | None = None
        for place in chain:
            number = group[place].number
            doubt = None
            if before is not None and number.value == before.value:
                doubt = "printed-twice"
            elif before is not None and number.value[0] > before.value[0] + 1:
                doubt = "jump"
            chosen[group[place].line] = Chosen(candidate=group[place], doubt=doubt)
            before = number
        held = set(chain)
        # A second run of headings (a summary, a new volume) begins again at 1; so may a misprint stand alone.
        for place, candidate in enumerate(group):
            if place not in held and weights[place] >= _STRONG:
                chosen[candidate.line] = Chosen(candidate=candidate, doubt="out-of-order")
    return chosen


_STRONG: Final = 3.0


def _is_whole(candidate: Candidate) -> bool:
    return candidate.heading and candidate.number.form == "single"


def leading_lines(candidates: Sequence[Candidate]) -> frozenset[int]:
    """Give the lines whose whole number leads to numbers below it: 10, where the next one with a dot is 10.1."""
    leading: set[int] = set()
    chapters = {c.number.notation for c in candidates if c.number.form == "single" and c.heading}
    waiting: Candidate | None = None
    for candidate in candidates:
        number = candidate.number
        if number.form == "single":
            waiting = candidate
        elif number.form == "dotted" and waiting is not None:
            first = waiting.number.notation
            # The third item of a list may stand last before 3.1, but then chapter 3 has a heading of its own.
            own = waiting.heading or first not in chapters
            if own and number.notation in (f"{first}.1", f"{first}.1.1"):
                leading.add(waiting.line)
            waiting = None
    return frozenset(leading)


def _usual_indents(candidates: Sequence[Candidate]) -> Mapping[tuple[Form, int], Counter[int]]:
    indents: dict[tuple[Form, int], Counter[int]] = defaultdict(Counter)
    for candidate in candidates:
        if candidate.fresh or candidate.heading:
            indents[candidate.number.form, candidate.number.depth][round(candidate.indent / 4)] += 1
    return indents


def _weight(candidate: Candidate, usual: Mapping[tuple[Form, int], Counter[int]], notations: set[str]) -> float:
    number = candidate.number
    indents = usual.get((number.form, number.depth), Counter())
    near = sum(indents[round(candidate.indent / 4) + step] for step in (-1, 0, 1))
    total = sum(indents.values())
    weight = 0.3
    weight += 1.2 if candidate.fresh else 0.0
    weight += 1.0 if candidate.heading else 0.0
    weight += 1.0 if total and near >= 0.3 * total else -0.5
    weight += 0.5 if number.end else 0.0
    if number.rest[:1].islower() or number.rest[:1] in "%°,;)":
        weight -= 1.5 if number.rest else 0.0
    if number.form == "dotted" and number.prefix.lower() in notations:
        weight += 0.5  # its own heading or paragraph is numbered too
    return weight


_LOOK_BACK: Final = 80  # candidates of one prefix that may stand by chance between two numbers


def _best_chain(group: Sequence[Candidate], weights: Sequence[float]) -> list[int]:
    """Give the places of the heaviest chain that never goes down."""
    best: list[float] = []
    came: list[int] = []
    for place, candidate in enumerate(group):
        value = candidate.number.value
        start = weights[place] - min(0.2 * max(value[0] - 1, 0), 1.5)
        top, source = start, -1
        for earlier in range(max(0, place - _LOOK_BACK), place):
            step = _step(group[earlier].number.value, value)
            if step is None:
                continue
            score = best[earlier] + weights[place] + step
            if score > top:
                top, source = score, earlier
        best.append(top)
        came.append(source)
    if not best:
        return []
    place = max(range(len(best)), key=best.__getitem__)
    if best[place] < 1.5:
        return []
    chain: list[int] = []
    while place >= 0:
        chain.append(place)
        place = came[place]
    chain.reverse()
    return [place for place in chain if weights[place] > 0.9]


def _step(before: tuple[int, str], after: tuple[int, str]) -> float | None:
    """Give what going from one number to the next is worth, or None where it cannot be."""
    if after < before:
        return None
    jump = after[0] - before[0]
    if jump == 0:
        return 0.8 if after[1] > before[1] else -2.0
    return 1.0 if jump == 1 else max(-0.4 * (jump - 1), -3.0)
