"""Documents damaged as bytes, by number: what an export, an editor, a bad line or a bad program may make of a good one.

The documents that are damaged are the small ones among the cases of conformance and the examples, of every kind and
version. About half of what comes out is still JSON, so that what judges schemas has something to judge.
"""

import copy
import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
MOST_BYTES: Final = 2_600

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?|true|false|null|[{}\[\],:]')
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOKENS: Final = (
    "null", "true", "false", "0", "-0", "1", "-1", "1.0", "1.5", "1e0", "10e-1", "1e400", "-1e400", "1e-400",
    "9007199254740991", "9007199254740992", "-9007199254740992", "18446744073709551616", "1" * 40, "1." + "0" * 500,
    "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-Infinity", '""', '" "', '"x"', '"\\u0000"', '"\\ud800"',
    '"\\udc00\\ud800"', '"\\ud83d\\ude42"', '"\\u0661"', '"\\n"', '"a\\n"', '"\\/"', '"\\x"', '"\t"', "'x'", "[]", "{}",
    "[[]]", "[null]", '["x","x"]', "[{},{}]", '[1,1.0,true]', '{"":1}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}',
    "[" * 70 + "]" * 70, ",", ":", "", "}", "]", "{", "[", "//", '"$schema":1,', '"kind":"edition",', '"status":"met",',
    '"extensions":{"org.example.x":[]},', '"extensions":{"x":1},', '"__proto__":{},', '"2026-02-30"', '"2026-02-28"',
    '"1.1"', '"1.0"', '"adults"', '"not-applicable"', '"survivor-voice"', '"scs-2018"', '"scs-2018.1.1.5"',
)  # fmt: skip
_BYTES: Final = (
    b"\x00", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\xc2\xa0", b"\xef\xbb\xbf",
    b"\r", b"\n", b"\t", b"\x7f", b"\x1f", b" ", b'"', b"\\", b"\\u0000", b"\\uD800", b"{", b"}", b"[", b"]", b",",
    b":", b"0", b"e9", b"-", "٣".encode(), "３".encode(), "é".encode(), "е".encode(), "🙂".encode(),
)  # fmt: skip
_DAYS: Final = (
    "2026-02-29", "2024-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "20260101",
    "2026-01-01\\n", "0000-01-01", "2026-01-01T00:00:00Z", "２０２６-01-01", "2026-01", "01/02/2026", "2026-W05-2",
    "2999-12-31",
)  # fmt: skip


ROW: Final = {
    "edition": "scs-2018", "subject_kind": "service", "subject_ref": "svc-017", "provision": "scs-2018.1.1.5",
    "status": "met", "assessed_on": "2026-03-01",
}  # fmt: skip
MORE_OF_A_ROW: Final = {
    "nation": "scotland", "setting": "outreach", "evidence": ["doc-0231", "doc-0007"], "reason": "An invented reason.",
    "note": "An invented note.", "stage": "recovery-period", "populations": ["adults"], "period_start": "2026-01-01",
    "period_end": "2026-03-31", "assessor_role": "quality-lead", "tool": "an-invented-tool", "tool_version": "1.0",
}  # fmt: skip


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutations_tool", REPOSITORY / "tools" / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_mutations: Final = _tool()


@cache
def good_documents() -> tuple[Any, ...]:
    """Give the small good documents, in an order that is the same every time."""
    paths = [
        *sorted(REPOSITORY.glob("tests/conformance/*/valid/*/*.json")),
        *sorted(REPOSITORY.glob("examples/*.json")),
    ]
    small = (path.read_bytes() for path in paths)
    found = [json.loads(content) for content in small if len(content) <= MOST_BYTES]
    return tuple(document.get("document", document) for document in found)


@cache
def _of_its_kind() -> dict[str, tuple[Any, ...]]:
    kinds = {document.get("kind", "") for document in good_documents()}
    return {kind: tuple(d for d in good_documents() if d.get("kind", "") == kind) for kind in sorted(kinds)}


def damaged_value(number: int) -> Any:
    """Give a good document with some of its values changed; now and then nothing is."""
    random = Random(number)
    kinds = _of_its_kind()
    pool = kinds[random.choice((*kinds, "assessment", "assessment"))]  # what exports mostly are
    document = random.choice(pool)
    return document if random.random() < 0.03 else changed(document, random, pool)


def changed(document: Any, random: Random, pool: tuple[Any, ...] = ()) -> Any:
    """Give a copy of a document with one to three of its values changed, or one of its days."""
    sort = random.random()
    if sort < 0.1:
        return json.loads(_with_a_day_changed(json.dumps(document), random))
    return _at_an_edge(document, random) if sort < 0.25 else _mutations.mutated(document, random, pool)


def _at_an_edge(document: Any, random: Random) -> Any:
    """Empty a text or a list, or take a number out of bounds; what it is changes less often than how much."""
    changed = copy.deepcopy(document)
    found = [(way, value) for way, value in _mutations.places(changed) if isinstance(value, (str, int, list))]
    if not found:
        return changed
    way, value = random.choice(found)
    holder = changed
    for step in way[:-1]:
        holder = holder[step]
    edges = {str: ("", " ", "x" * 20_000), list: ([], value * 2)} if not isinstance(value, int) else {}
    holder[way[-1]] = random.choice(edges.get(type(value), (0, -1, 2**53 - 1, 2**53)))
    return changed


def _with_a_day_changed(text: str, random: Random) -> str:
    days = list(_DAY.finditer(text))
    if not days:
        return text
    day = random.choice(days)
    return f"{text[: day.start()]}{random.choice(_DAYS)}{text[day.end() :]}"


def damaged_rows(number: int) -> list[Any]:
    """Give up to eight link rows, some right, some with values changed, and now and then what is no row at all."""
    random = Random(number)
    rows: list[Any] = []
    for _ in range(random.randrange(9)):
        row = {**ROW, **{name: value for name, value in MORE_OF_A_ROW.items() if random.random() < 0.4}}
        row["status"] = random.choice(("met", "partly-met", "not-met", "not-applicable", "not-assessed"))
        row["provision"] = random.choice(("scs-2018.1.1.5", "scs-2018.1.1.6", "scs-2018.z.1", "ecat-2005.12"))
        if random.random() < 0.6:
            row = changed(row, random, (MORE_OF_A_ROW,))
        rows.append(random.choice((None, 1, "x", [], [row], {})) if random.random() < 0.03 else row)
    return rows


def damaged_bytes(number: int) -> bytes:
    """Give the bytes of a document with its values, its tokens or its bytes damaged, or several of these."""
    random = Random(number + 1_000_000_000)
    sort = random.randrange(10)
    document = damaged_value(number) if sort < 7 else random.choice(good_documents())
    text = json.dumps(document, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1, "\t")))
    if sort in (6, 7, 8):
        text = _with_tokens_changed(text, random)
    content = text.encode("utf-8", "surrogatepass")
    return _with_bytes_changed(content, random) if sort == 9 or random.random() < 0.02 else content


def _with_tokens_changed(text: str, random: Random) -> str:
    if random.random() < 0.2:
        return _with_a_day_changed(text, random)
    for _ in range(random.choice((1, 1, 2))):
        tokens = list(_TOKEN.finditer(text))
        if not tokens:
            break
        # Without its brackets, commas and colons a text is seldom JSON at all.
        likely = [token for token in tokens if token[0] not in "{}[],:"] if random.random() < 0.9 else tokens
        token, other = random.choice(likely or tokens), random.choice(likely or tokens)
        start, end, sort = token.start(), token.end(), random.randrange(7)
        if sort == 0:  # a token in place of another
            text = f"{text[:start]}{other[0]}{text[end:]}"
        elif sort == 1:
            text = f"{text[:start]}{random.choice(_TOKENS)}{text[end:]}"
        elif sort == 2:
            text = f"{text[:start]}{text[end:]}"
        elif sort == 3:  # a member twice, with the same value or another
            names = [n for n, t in enumerate(tokens[:-2]) if t[0].startswith('"') and tokens[n + 1][0] == ":"]
            if names:
                name = tokens[random.choice(names)]
                text = f"{text[: name.start()]}{name[0]}: {random.choice((*_TOKENS, other[0]))}, {text[name.start() :]}"
        elif sort == 4 and token[0].startswith('"'):
            inside = random.choice(("\\n", " ", "\\u0000", "\\ud800", "é", "\\u00e9", "٣", "x" * 70, "\\u200b"))
            text = f"{text[: end - 1]}{inside}{text[end - 1 :]}"
        elif sort == 5:
            text = f"{text[:start]}{random.choice(_TOKENS)},{text[start:]}"
        else:  # two tokens change places
            (a, b), (c, d) = sorted((token.span(), other.span()))
            if b <= c:
                text = f"{text[:a]}{text[c:d]}{text[b:c]}{text[a:b]}{text[d:]}"
    return text


def _with_bytes_changed(content: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at = random.randrange(len(content) + 1)
        end = min(len(content), at + random.choice((1, 1, 1, 2, 5, 40)))
        sort = random.randrange(7)
        if sort == 0:
            content = content[:at] + content[end:]
        elif sort == 1:
            content = content[:at] + content[at:end] + content[at:]
        elif sort == 2:
            content = content[:at] + random.choice(_BYTES) + content[at:]
        elif sort == 3:
            content = content[:at] + random.choice(_BYTES) + content[end:]
        elif sort == 4:
            content = content[:at] if random.random() < 0.3 else content[at:] if random.random() < 0.3 else content
        elif sort == 5:
            content = random.choice(_BYTES) + content if random.random() < 0.5 else content + random.choice(_BYTES)
        elif at < end:
            content = content[:at] + bytes([content[at] ^ (1 << random.randrange(8))]) + content[at + 1 :]
    return content
