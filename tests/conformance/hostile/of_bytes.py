"""Bytes that are no JSON, or not the JSON they seem: each spoils a good document and a good row in the same way."""

import gzip
import json
from collections.abc import Callable
from itertools import count
from typing import Final, NamedTuple

from tests.conformance.hostile.cases import (
    CANARY,
    DOCUMENT,
    EITHER,
    ROW,
    TAKEN,
    Corpus,
    Expected,
    as_json,
    expected,
    refused_for,
)

Spoil = Callable[[bytes], bytes]
BOM: Final = b"\xef\xbb\xbf"

OF_DOCUMENTS: Final = ("check", "verb check")
MORE_OF_DOCUMENTS: Final = (
    "read",
    "verb migrate",
    "verb upgrade",
    "check-path",
    "verb summary",
    "verb gaps",
    "verb rows",
    "verb downgrade",
    "verb ledger",
    "verb profile show",
    "verb diff",
    "check-reference",
)
MORE_OF_ROWS: Final = ("table:ndjson", "rows:ndjson", "batch-reference", "verb check ndjson", "lines", "batch-guard")
NO_DOCUMENT: Final = expected("exit:1", "exit:3")


class Bad(NamedTuple):
    """A way to spoil bytes, and the codes that may be found then; ``line`` where it still is one line."""

    name: str
    spoil: Spoil
    codes: Expected
    line: bool = True


def _only(content: bytes) -> Spoil:
    return lambda good: content


def _swap(old: bytes, new: bytes) -> Spoil:
    def spoil(good: bytes) -> bytes:
        assert old in good, old
        return good.replace(old, new, 1)

    return spoil


def add(corpus: Corpus) -> None:
    """Add every class of bad bytes."""
    for kind, spoiled in (
        ("bytes-empty", _empty()),
        ("bytes-encoding", _encodings()),
        ("bytes-foreign", _foreign()),
        ("syntax-cut", _cuts()),
        ("syntax-grammar", _grammar()),
        ("syntax-duplicates", _duplicates()),
        ("near-names", _near_names()),
        ("size-depth", _depths()),
        ("numbers", _numbers()),
    ):
        _add_spoiled(corpus, kind, spoiled)
    _add_large(corpus)


def _add_spoiled(corpus: Corpus, kind: str, spoiled: list[Bad]) -> None:
    document, row = as_json(DOCUMENT), as_json(ROW)
    for number, bad in zip(count(), spoiled, strict=False):
        may_pass = "taken" in bad.codes.answers

        def of_document(spoil: Spoil = bad.spoil) -> bytes:
            return spoil(document)

        def of_row(spoil: Spoil = bad.spoil) -> bytes:
            return spoil(row)

        for way in OF_DOCUMENTS:
            corpus.add(kind, bad.name, way, of_document, bad.codes)
        for step in (0, 5):
            way = MORE_OF_DOCUMENTS[(number + step) % len(MORE_OF_DOCUMENTS)]
            refused = expected(bad.codes, NO_DOCUMENT, "raised:InvalidDocumentError", *(["given"] if may_pass else []))
            corpus.add(kind, bad.name, way, of_document, refused)
        if bad.line:
            loose = expected(bad.codes, "invalid", "raised:InvalidDocumentError")
            corpus.add(kind, bad.name, "batch", of_row, loose)
            way = MORE_OF_ROWS[number % len(MORE_OF_ROWS)]
            corpus.add(kind, bad.name, way, of_row, expected(loose, *(["given"] if may_pass else [])))
        corpus.add(
            kind,
            bad.name,
            ("table:json", "rows:json", "verb check json")[number % 3],
            of_row,
            expected(bad.codes, EITHER if may_pass else "invalid", "raised:InvalidDocumentError"),
        )


def _empty() -> list[Bad]:
    nothing = refused_for("CS101", "CS103", "CS104", "CS109", "CS110", "CS117", "CS102")
    no_object = expected(refused_for("CS201"), "exit:0")  # a list without a row is a table without one
    found = [
        Bad(f"nothing-{number}", _only(content), nothing)
        for number, content in enumerate(
            (
                b"",
                b" ",
                b"\t",
                b" " * 5_000,
                b"\0",
                b"\0" * 9,
                b"\0" * 5_000,
                b"\x1a",
                BOM,
                BOM + b"  ",
                BOM * 2,
                b"\xc2\xa0",
                b"\xe2\x80\xa8",
                b"\xe3\x80\x80",
                b"\x0c",
                b"\x0b",
                b"\x7f",
                b" \0 ",
                b"\\n",
            )
        )
    ]
    found += [Bad(f"no-lines-{n}", _only(c), nothing, False) for n, c in enumerate((b"\n", b"\r\n" * 9, b"\n" * 3_000))]
    found += [
        Bad(f"no-object-{number}", _only(content), no_object)
        for number, content in enumerate(
            (b"null", b"true", b"0", b'""', b"[]", b'"' + CANARY.encode() + b'"', b"[[]]", b"-1", b"[null]")
        )
    ]
    padded = refused_for("CS103", "CS109", "CS110")
    found += [
        Bad("ctrl-z-at-the-end", lambda good: good + b"\x1a", padded),
        Bad("nul-at-the-end", lambda good: good + b"\0", padded),
        Bad("nul-padding", lambda good: good + b"\0" * 512, padded),
        Bad("nul-before", lambda good: b"\0" + good, padded),
        Bad("nul-within", _swap(b", ", b",\0 "), padded),
        Bad("two-marks", lambda good: BOM * 2 + good, padded),
        Bad("mark-at-the-end", lambda good: good + BOM, padded),
        Bad("mark-within", _swap(b", ", b"," + BOM), padded),
        Bad("one-mark", lambda good: BOM + good, expected(TAKEN, "CS109")),
    ]
    return found


def _encodings() -> list[Bad]:
    not_utf8 = refused_for("CS305", "CS102", "CS103", "CS108", "CS110", "CS117", "CS101")
    word = CANARY.encode()
    found = [
        Bad(name, lambda good, name=name: good.decode().encode(name), not_utf8)  # type: ignore[misc]
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp500", "cp037", "utf-7")
    ]
    found[-1] = Bad("utf-7", lambda good: good.decode().replace(CANARY, f"{CANARY}é").encode("utf-7"), not_utf8)
    for name in ("latin-1", "cp1252", "cp850", "mac-roman", "cp1250"):
        found.append(Bad(name, lambda good, n=name: good.decode().replace(CANARY, f"{CANARY}é").encode(n), not_utf8))  # type: ignore[misc]  # noqa: PERF401
    for name in ("koi8-r", "cp1251", "iso8859-5"):
        found.append(Bad(name, lambda good, n=name: good.decode().replace(CANARY, f"{CANARY}б").encode(n), not_utf8))  # type: ignore[misc]  # noqa: PERF401
    for name in ("shift_jis", "gb18030", "euc_kr", "big5"):
        found.append(Bad(name, lambda good, n=name: good.decode().replace(CANARY, f"{CANARY}中").encode(n), not_utf8))  # type: ignore[misc]  # noqa: PERF401
    torn = (
        b"\x80",
        b"\xbf",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xc2",
        b"\xe2\x82",
        b"\xf0\x9f\x99",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xed\xa0\x80",
        b"\xed\xb0\x80",
        b"\xed\xa0\xbd\xed\xb9\x82",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
        b"\xfe",
        b"\xff",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xf8\x88\x80\x80\x80",
        b"\xc3(",
        b"\xa0\xa1",
    )
    for bytes_ in torn:
        found.append(Bad(f"torn-{bytes_.hex()}", _swap(word, word + bytes_ + word), not_utf8))  # noqa: PERF401
    found += [
        Bad("torn-in-a-name", _swap(b'"edition"', b'"edition\xff' + word + b'"'), not_utf8),
        Bad("torn-at-the-start", lambda good: b"\xff" + good, not_utf8),
        Bad("torn-at-the-end", lambda good: good + b"\xe2\x82", not_utf8),
    ]
    halves = refused_for("CS108")
    for half in (r"\ud800", r"\udfff", r"\udc00\ud800", r"\ud800\ud800", r"\ud83dx", r"\uD83D\u0041"):
        found.append(Bad(f"half-{len(found)}", _swap(word, word + half.encode()), halves))
    found.append(Bad("half-in-a-name", _swap(b'{"', b'{"\\ud800' + word + b'": 1, "'), halves))
    found.append(Bad("half-in-an-id", _swap(b'"scs-2018"', b'"scs-2018\\udc00"'), halves))
    found.append(Bad("nul-in-text", _swap(word, word + b"\\u0000"), refused_for("CS111", "CS305")))
    return found


def _foreign() -> list[Bad]:
    word = CANARY.encode()
    foreign = refused_for("CS117", "CS103", "CS102", "CS101", "CS104", "CS110")
    contents: dict[str, bytes] = {
        "gzip": gzip.compress(word, mtime=0),
        "gzip-cut": gzip.compress(word, mtime=0)[:12],
        "zip": b"PK\x03\x04" + word,
        "empty-zip": b"PK\x05\x06" + b"\0" * 18,
        "old-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + word,
        "pdf": b"%PDF-1.7\n" + word,
        "png": b"\x89PNG\r\n\x1a\n" + word,
        "jpeg": b"\xff\xd8\xff\xe0" + word,
        "gif": b"GIF89a" + word,
        "7z": b"7z\xbc\xaf\x27\x1c" + word,
        "bzip2": b"BZh91AY&SY" + word,
        "xz": b"\xfd7zXZ\0" + word,
        "zstd": b"\x28\xb5\x2f\xfd" + word,
        "parquet": b"PAR1" + word + b"PAR1",
        "sqlite": b"SQLite format 3\0" + word,
        "rtf": b"{\\rtf1 " + word + b"}",
        "yaml": b"---\nname: " + word,
        "yaml-bare": b"kind: assessment\nname: " + word,
        "html": b"<!DOCTYPE html><title>" + word + b"</title>",
        "log-in-page": b"\n\n<html><body>Sign in, " + word + b"</body></html>",
        "xml": b"<?xml version='1.0'?><a>" + word,
        "xml-entities": b'<!DOCTYPE a [<!ENTITY x "'
        + word
        + b'"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>',
        "svg": b"<svg onload=alert(1)>" + word,
        "toml": b'title = "' + word + b'"',
        "ini": b"[a]\nb=" + word,
        "csv": b"name,value\n" + word + b",1\n",
        "tsv": b"name\tvalue\n" + word + b"\t1\n",
        "sql": b"DROP TABLE " + word,
        "python": b"import os; " + word,
        "pickle": b"\x80\x04\x95\x05\0\0\0\0\0\0\0\x8c\x01a\x94.",
        "elf": b"\x7fELF" + word,
        "exe": b"MZ\x90\0" + word,
        "script": b"#!/bin/sh\necho " + word,
        "cbor": b"\xa1\x61a\x01",
        "msgpack": b"\x81\xa1a\x01",
        "bson": b"\x0c\0\0\0\x10a\0\x01\0\0\0\0",
        "email": b"From: " + word + b"\r\nTo: x\r\n\r\nbody",
        "base64": b"eyJhIjoxfQ==",
        "arrow": b"ARROW1\0\0" + word,
        "avro": b"Obj\x01" + word,
        "orc": b"ORC" + word,
        "json-in-a-text": b'"{\\"a\\": 1}"',
        "markdown": b"# " + word,
        "http": b"HTTP/1.1 403 Forbidden\r\n\r\n" + word,
        "jwt": b"eyJhbGciOiJub25lIn0.e30.",
    }
    no_object = expected(foreign, "CS201")
    return [Bad(name, _only(content), no_object, b"\n" not in content) for name, content in contents.items()]


def _cuts() -> list[Bad]:
    cut = refused_for("CS104", "CS103", "CS101", "CS201", "CS102")
    parts = [n / 48 for n in range(1, 48)]
    found = [Bad(f"cut-at-{n}", lambda good, p=part: good[: int(len(good) * p)], cut) for n, part in enumerate(parts)]  # type: ignore[misc]
    found += [
        Bad("without-its-last-byte", lambda good: good[:-1], cut),
        Bad("without-its-first-byte", lambda good: good[1:], cut),
        Bad("twice-cut", lambda good: good[:-3] + good[:-5], cut),
        Bad("cut-within-an-escape", lambda good: good[: good.index(CANARY.encode())] + b"\\u00", cut),
        Bad("cut-within-a-letter", lambda good: good[: good.index(CANARY.encode())] + b"\xe2\x82", cut),
    ]
    return found


def _grammar() -> list[Bad]:
    wrong = refused_for("CS103", "CS104", "CS106", "CS101", "CS107")
    found = [
        Bad(name, spoil, wrong)
        for name, spoil in {
            "two-documents": lambda good: good + good,
            "two-with-a-space": lambda good: good + b" " + good,
            "trailing-text": lambda good: good + CANARY.encode(),
            "trailing-brace": lambda good: good + b"}",
            "trailing-comma": lambda good: good[:-1] + b",}",
            "leading-comma": _swap(b"{", b"{,"),
            "semicolon": lambda good: good + b";",
            "jsonp": lambda good: b"cb(" + good + b")",
            "guarded": lambda good: b")]}',\n" + good,
            "assigned": lambda good: b"var a = " + good,
            "line-comment": _swap(b", ", b", // " + CANARY.encode() + b"\n"),
            "comment": _swap(b", ", b", /* x */ "),
            "hash-comment": _swap(b", ", b", # x\n"),
            "single-quotes": lambda good: good.replace(b'"', b"'"),
            "bare-name": _swap(b'"edition"', b"edition"),
            "no-colon": _swap(b'"edition": ', b'"edition" '),
            "two-colons": _swap(b'"edition": ', b'"edition":: '),
            "no-comma": _swap(b", ", b" "),
            "two-commas": _swap(b", ", b",, "),
            "equals": _swap(b'"edition": ', b'"edition" = '),
            "arrow": _swap(b'"edition": ', b'"edition" => '),
            "tab-in-a-text": _swap(CANARY.encode(), b"\t"),
            "line-in-a-text": _swap(CANARY.encode(), b"a\nb"),
            "control-in-a-text": _swap(CANARY.encode(), b"\x01"),
            "bad-escape": _swap(CANARY.encode(), b"\\x41"),
            "cut-escape": _swap(CANARY.encode(), b"\\u12"),
            "octal-escape": _swap(CANARY.encode(), b"\\101"),
            "escaped-quote": _swap(b'"edition"', b'\\"edition"'),
            "square-for-curly": lambda good: b"[" + good[1:-1] + b"]",
            "undefined": _swap(b'"met"', b"undefined"),
            "none": _swap(b'"met"', b"None"),
            "capital-true": _swap(b'"met"', b"True"),
            "yes": _swap(b'"met"', b"yes"),
            "backticks": _swap(b'"met"', b"`met`"),
            "smart-quotes": _swap(b'"met"', "“met”".encode()),
            "nothing-for-a-value": _swap(b'"met"', b""),
            "expression": _swap(b'"met"', b"1+1"),
            "call": _swap(b'"met"', b"require('" + CANARY.encode() + b"')"),
            "spread": _swap(b"{", b"{..."),
            "date": _swap(b'"2026-03-01"', b"2026-03-01"),
            "nbsp": _swap(b", ", b",\xc2\xa0"),
            "line-separator": _swap(b", ", b",\xe2\x80\xa8"),
            "form-feed": _swap(b", ", b",\x0c"),
            "unbalanced": _swap(b"[", b"[["),
            "closed-otherwise": lambda good: good[:-1] + b"]",
            "triple-quotes": _swap(b'"met"', b'"""met"""'),
            "joined-texts": _swap(b'"met"', b'"m" "et"'),
            "number-for-a-name": _swap(b"{", b"{1: 2, "),
            "null-for-a-name": _swap(b"{", b"{null: 2, "),
            "list-for-a-name": _swap(b"{", b"{[]: 2, "),
            "record-mark": lambda good: b"\x1e" + good,
        }.items()
    ]
    return [bad._replace(line=b"\n" not in bad.spoil(as_json(ROW))) for bad in found]


def _duplicates() -> list[Bad]:
    twice = refused_for("CS105")
    word = CANARY.encode()
    spoils: dict[str, bytes] = {
        "another-value": b'"edition": "scs-2014", ',
        "same-value": b'"edition": "scs-2018", ',
        "spelt-with-an-escape": b'"\\u0065dition": "scs-2018", ',
        "spelt-in-capitals-of-hex": b'"\\u0065diti\\u006Fn": "a", ',
        "all-escaped": b'"\\u0065\\u0064\\u0069\\u0074\\u0069\\u006f\\u006e": 1, ',
        "null": b'"edition": null, ',
        "an-object": b'"edition": {"' + word + b'": 1}, ',
        "unknown": b'"' + word + b'": 1, "' + word + b'": 2, ',
        "unknown-escaped": b'"a' + word + b'": 1, "\\u0061' + word + b'": 2, ',
        "empty-name": b'"": 1, "": 2, ',
        "three-times": b'"a": 1, "a": 2, "a": 3, ',
        "within": b'"a": {"' + word + b'": 1, "' + word + b'": 1}, ',
        "within-a-list": b'"a": [{"b": 1, "b": 1}], ',
        "deep-within": b'"a": ' + b'{"a": ' * 20 + b'{"b": 1, "b": 2}' + b"}" * 20 + b", ",
        "proto": b'"__proto__": 1, "__proto__": 2, ',
        "long-names": (b'"' + b"a" * 5_000 + b'": 1, ') * 2,
        "kind-twice": b'"kind": "edition", "kind": "assessment", ',
        "slash-escaped": b'"a/b": 1, "a\\/b": 2, ',
        "pair-escaped": '"🙂": 1, "\\ud83d\\ude42": 2, '.encode(),
        "status-twice": b'"x": {"status": "not-met", "status": "met"}, ',
    }
    return [Bad(name, _swap(b"{", b"{" + text), twice) for name, text in spoils.items()]


def _near_names() -> list[Bad]:
    unknown = refused_for("CS302", "CS301", "CS202", "CS203")
    names = (
        "Edition",
        "EDITION",
        "edition ",
        " edition",
        "edition\\n",
        "edition\\t",
        "edition\\u200b",
        "\\ufeffedition",
        "еdition",
        "editiοn",
        "ｅdition",
        "edition\\u0301",
        "editi0n",
        "edit1on",
        "editions",
        "editon",
        "edition_",
        "_edition",
        "edition.",
        "edition\\u202e",
        "edition\\u00ad",
        "edition/",
        "ed~1ition",
        "ed%69tion",
        "#edition",
    )
    found = [Bad(f"near-{n}", _swap(b'"edition"', f'"{name}"'.encode()), unknown) for n, name in enumerate(names)]
    beside = (
        "__proto__",
        "__class__",
        "constructor",
        "py/object",
        "!!python/object",
        "$where",
        "__init__",
        "toJSON",
        "{0.__class__}",
        "%s%n",
        "${jndi:ldap://a.invalid/a}",
        "../x",
        "a/b",
        "name",
        "victim_name",
        "date_of_birth",
        CANARY,
        f"{CANARY}@example.org",
        "=1+1",
        "<script>",
        "\\u001b[31m",
        "",
        " ",
        "x" * 90_000,
    )
    found += [
        Bad(f"beside-{n}", _swap(b"{", f'{{"{name}": "{CANARY}", '.encode()), unknown) for n, name in enumerate(beside)
    ]
    return found


def _depths() -> list[Bad]:
    deep = refused_for("CS114", "CS115", "CS103", "CS104")
    found: list[Bad] = []
    for depth in (65, 66, 100, 199, 201, 999, 1_001, 20_000, 100_000):
        opened = {"lists": b"[" * depth, "objects": b'{"a":' * depth, "mixed": b'[{"a":' * (depth // 2 + 1)}
        closed = {"lists": b"]" * depth, "objects": b"1" + b"}" * depth, "mixed": b"}]" * (depth // 2 + 1)}
        for name, begin in opened.items():
            found.append(
                Bad(
                    f"{name}-{depth}",
                    _swap(b"{", b'{"a": ' + begin + closed[name].replace(b"}]", b"1}]", 1) + b", "),
                    deep,
                )
            )
        found.append(Bad(f"never-closed-{depth}", _only(b"[" * depth), deep))
        found.append(Bad(f"objects-never-closed-{depth}", _only(b'{"a":' * depth), deep))
    return found


def _numbers() -> list[Bad]:
    refused = refused_for("CS106", "CS107", "CS103", "CS302", "CS303", "CS308", "CS116")
    texts = (
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "inf",
        "1e400",
        "-1e400",
        "1e999999",
        "1E+400",
        "9" * 4_301,
        "1" * 100_000,
        "-" + "9" * 25,
        "0." + "1" * 100_000,
        "1e-400",
        "9007199254740993",
        "-9007199254740993",
        "18446744073709551616",
        "0.1000000000000000055511151231257827",
        "-0",
        "-0.0",
        "1.0",
        "01",
        "-01",
        "00",
        "+1",
        ".5",
        "1.",
        "0x10",
        "0b1",
        "1_000",
        "1,5",
        "1e",
        "1e+",
        "1.e1",
        "--1",
        "٣",
        "３",
        "½",
        "1e1e1",
        "0e0",
        "1" + "0" * 400,
        "-",
        "1 000",
        "$1",
        "true",
        "null",
    )
    return [Bad(f"number-{n}", _swap(b'"met"', text.encode()), refused) for n, text in enumerate(texts)]


def _add_large(corpus: Corpus) -> None:
    kind = "size-bombs"
    document, row, word = as_json(DOCUMENT), as_json(ROW), CANARY.encode()
    large = refused_for(
        "CS112", "CS113", "CS115", "CS116", "CS119", "CS302", "CS303", "CS307", "CS309", "CS103", "CS101", "CS402"
    )
    middling: dict[str, Spoil] = {
        "text-of-200-kb": _swap(word, word * 17_000),
        "name-of-200-kb": _swap(b"{", b'{"' + word * 17_000 + b'": 1, '),
        "100k-elements": _swap(b"{", b'{"a": [' + b"0," * 100_000 + b"0], "),
        "20k-names": _swap(b"{", b"{" + b"".join(b'"%s%d": 1, ' % (word, n) for n in range(20_000))),
        "2k-findings-on-one-item": lambda good: as_json({**DOCUMENT, "findings": [*DOCUMENT["findings"]] * 2_000}),
        "2k-bad-findings": lambda good: as_json({**DOCUMENT, "findings": [{CANARY: CANARY}] * 2_000}),
        "20k-spaces-and-nothing": _only(b" " * 200_000),
        "escapes": _swap(word, b"\\u0041" * 110_000),
        "100k-empty-lists": _swap(b"{", b'{"a": [' + b"[]," * 100_000 + b"[]], "),
    }
    for name, spoil in middling.items():
        for way in ("check", "verb check", "read"):
            corpus.add(kind, name, way, lambda s=spoil: s(document), expected(large, "raised:InvalidDocumentError"))
    of_rows = expected("invalid", "exit:1", "raised:InvalidDocumentError")
    for name in ("text-of-200-kb", "name-of-200-kb", "100k-elements", "20k-names", "escapes", "100k-empty-lists"):
        for way in ("batch", "table:ndjson", "lines", "table:json"):
            corpus.add(kind, name, way, lambda s=middling[name]: s(row), of_rows)
    huge: dict[str, Callable[[], bytes]] = {
        "text-of-30-mb": lambda: document.replace(word, word * 2_500_000, 1),
        "21-mb-of-spaces": lambda: b" " * 21 * 2**20,
        "10-million-lists": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
        "1-million-names": lambda: b"{" + b"".join(b'"%d":1,' % n for n in range(1_000_000)) + b'"a":1}',
        "1-million-elements": lambda: b'{"a":[' + b"1," * 1_000_000 + b"1]}",
        "19-mb-of-brackets": lambda: b"[" * 19 * 2**20,
        "100k-bad-findings": lambda: as_json({**DOCUMENT, "findings": [{CANARY: 1}] * 100_000}),
        "60k-findings": lambda: as_json({**DOCUMENT, "findings": [*DOCUMENT["findings"]] * 60_000}),
        "name-of-10-mb": lambda: b'{"' + b"a" * 10 * 2**20 + b'": 1}',
        "19-mb-of-quotes": lambda: b'"' * 19 * 2**20,
        "19-mb-of-backslashes": lambda: b'{"a": "' + b"\\" * 19 * 2**20,
        "100-mb-of-spaces": lambda: b" " * 100 * 2**20,
    }
    for name, make in huge.items():
        for way in ("check", "verb check"):
            corpus.add(kind, name, way, make, expected(large, "CS104", "CS114", "CS201", "CS202"), slow=True)
        for way in ("batch", "lines"):
            corpus.add(kind, name, way, make, of_rows, slow=True)
    _add_packed(corpus, kind)


def _add_packed(corpus: Corpus, kind: str) -> None:
    document = as_json(DOCUMENT)
    packed: dict[str, Callable[[], bytes]] = {
        "gzip-in-gzip": lambda: gzip.compress(gzip.compress(document, mtime=0), mtime=0),
        "gzip-cut": lambda: gzip.compress(document, mtime=0)[:-9],
        "gzip-checksum": lambda: gzip.compress(document, mtime=0)[:-8] + b"\0" * 8,
        "gzip-then-text": lambda: gzip.compress(document, mtime=0) + CANARY.encode(),
        "gzip-of-nothing": lambda: gzip.compress(b"", mtime=0),
        "gzip-head-alone": lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
        "gzip-of-many": lambda: gzip.compress(b"", mtime=0) * 20_000,
        "gzip-with-noise": lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + CANARY.encode() * 9,
        "gzip-with-a-bad-method": lambda: b"\x1f\x8b\x07\0\0\0\0\0\0\xff" + b"\0" * 20,
        "gzip-bomb-of-40-mb": lambda: gzip.compress(b" " * 40 * 2**20, 9, mtime=0),
    }
    codes = expected(refused_for("CS113", "CS117", "CS104", "CS103", "CS101", "CS102", "CS110"), "exit:3")
    for name, make in packed.items():
        for way in ("check-gz", "verb check gz", "verb migrate gz"):
            corpus.add(kind, name, way, make, codes)
        corpus.add(kind, name, "table:ndjson-gz", make, expected("invalid", "taken", "raised:InvalidDocumentError"))
    bomb = lambda: gzip.compress(b" " * 1_000 * 2**20, 9, mtime=0)  # noqa: E731
    for way in ("check-gz", "verb check gz"):
        corpus.add(kind, "gzip-bomb-of-1-gb", way, bomb, codes, slow=True)
    rows = lambda: gzip.compress((as_json(ROW) + b"\n") * 200_000, mtime=0)  # noqa: E731
    corpus.add(kind, "200k-rows-packed", "table:ndjson-gz", rows, expected("taken"), slow=True)
    one_line = lambda: gzip.compress(b"[" * 300 * 2**20, 9, mtime=0)  # noqa: E731
    corpus.add(kind, "one-line-of-300-mb-packed", "table:ndjson-gz", one_line, expected("invalid"), slow=True)


def lines_of(rows: list[object]) -> bytes:
    """Write rows as lines of JSON."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
