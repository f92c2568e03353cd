"""What stands around documents: odd files and targets, queries, foreign formats, packs, and outputs that might act."""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.conformance.hostile.cases import CANARY, DOCUMENT, Corpus, as_json, expected
from tests.conformance.hostile.of_documents import ADDRESSES, BAD_IDS

REPOSITORY: Final = Path(__file__).resolve().parents[3]

PAYLOADS: Final = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    '"=1+1',
    "'=1+1",
    ";=1+1",
    ",=1+1",
    "|=1+1",
    '=HYPERLINK("http://x.invalid","a")',
    '=WEBSERVICE("http://x.invalid")',
    "=IMPORTXML(1)",
    "%0A=1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</td></table><h1>",
    "\"><b onclick='x'>",
    "<!--",
    "&lt;b&gt;",
    "<iframe src=//x.invalid>",
    "<style>@import 'http://x.invalid'</style>",
    "<a href=javascript:alert(1)>a</a>",
    "[a](javascript:alert(1))",
    "![a](http://x.invalid/a.png)",
    "| a | b |",
    "# a",
    "```",
    "\\input{/etc/passwd}",
    ".. include:: /etc/passwd",
    "{{7*7}}",
    "${7*7}",
    "<%= 7 %>",
    "\x1b[2J",
    "\x1b]8;;http://x.invalid\x07a\x1b]8;;\x07",
    "\x1b]52;c;YQ==\x07",
    "\x9b2J",
    "\x9d0;a\x9c",
    "a\x08\x08b",
    "a\rb",
    "\u202eexe.txt",
    "\u2066a\u2069",
    "\u2028a",
    "::set-output name=a::b",
    "::error::a",
    "##vso[task.complete]",
    "2026-01-01 ERROR forged",
    "\x7f",
    "\x00a",
)


def add(corpus: Corpus) -> None:
    """Add every class of what stands around documents."""
    _files(corpus)
    _targets(corpus)
    _outputs(corpus)
    _queries(corpus)
    _exchange(corpus)
    _packs(corpus)


def _files(corpus: Corpus) -> None:
    """What is made is the name of a kind of file; the verb is given a path to one."""
    sorts = (
        "fifo",
        "folder",
        "missing",
        "dangling-link",
        "looping-link",
        "link-to-itself",
        "device-null",
        "device-zero",
        "device-full",
        "no-permission",
        "sparse-8-gb",
        "name-with-nul",
        "name-too-long",
        "name-of-spaces",
        "link-to-good",
        "empty-name",
        "socket",
        "name-not-utf8",
        "below-a-file",
        "dash-name",
    )
    codes = expected(
        "exit:0",
        "exit:1",
        "exit:2",
        "exit:3",
        "invalid",
        "taken",
        "given",
        "raised:UnreadableSourceError",
        "raised:InvalidDocumentError",
    )
    refuses = {
        "fifo",
        "missing",
        "dangling-link",
        "looping-link",
        "link-to-itself",
        "device-zero",
        "sparse-8-gb",
        "name-with-nul",
        "name-too-long",
        "socket",
        "below-a-file",
    }
    refused = expected("exit:1", "exit:3", "exit:2", "invalid", "raised:UnreadableSourceError")
    for sort in sorts:
        for ending in ("json", "csv", "ndjson", "xlsx", "parquet"):
            corpus.add(
                "files-special", f"{sort}-{ending}", f"file:check {ending}", sort, refused if sort in refuses else codes
            )
        for verb in (
            "migrate",
            "upgrade",
            "summary",
            "gaps",
            "rows",
            "compile",
            "accept",
            "ledger",
            "packs check",
            "profile draft",
            "profile show",
        ):
            allowed = refused if sort in refuses else codes
            corpus.add("files-special", sort, f"file:{verb}", sort, expected(allowed, "exit:4"))
        for way in ("file:cs.check", "file:cs.read", "file:check_table", "file:check_lines", "file:packs.load"):
            corpus.add("files-special", sort, way, sort, refused if sort in refuses else codes)


def _targets(corpus: Corpus) -> None:
    """What is made is the name of a kind of target; the verb is asked to write there."""
    sorts = (
        "folder",
        "no-folder",
        "link-outside",
        "link-to-the-source",
        "source",
        "dangling-link",
        "no-permission",
        "below-a-file",
        "name-with-nul",
        "name-too-long",
        "device-full",
        "fifo",
        "existing",
        "looping-link",
        "empty-name",
        "hard-link-outside",
    )
    verbs = (
        "migrate",
        "upgrade",
        "rows json",
        "rows csv",
        "rows xlsx",
        "rows ndjson",
        "rows parquet",
        "downgrade",
        "new",
        "profile draft",
        "new-edition",
        "render",
        "ledger",
        "diff",
        "schema",
    )
    allowed = expected("exit:0", "exit:1", "exit:2", "exit:3")
    for sort in sorts:
        for verb in verbs:
            corpus.add("writing-targets", sort, f"target:{verb}", sort, allowed)
        for call in ("cs.write", "write_rows"):
            corpus.add(
                "writing-targets",
                sort,
                f"target:{call}",
                sort,
                expected("given", "raised:UnwritableTargetError", "raised:InvalidValueError"),
            )


def _outputs(corpus: Corpus) -> None:
    for n, payload in enumerate(PAYLOADS):
        document = json.loads(as_json(DOCUMENT).replace(CANARY.encode(), b"x"))
        finding = {**document["findings"][0], "note": payload, "reason": payload}
        content = as_json({**document, "findings": [finding]})
        for way in ("output:csv", "output:xlsx", "output:html", "output:text"):
            corpus.add("outputs", f"payload-{n}", way, content, expected("exit:0", "exit:1"))


def _queries(corpus: Corpus) -> None:
    texts = (
        *BAD_IDS,
        *PAYLOADS,
        f'"{CANARY}',
        f"{CANARY}*",
        f"-{CANARY}",
        "*",
        '"',
        '""',
        "**",
        "-",
        "--",
        "AND OR NOT",
        "NEAR(a b)",
        "a NEAR/3 b",
        "col:a",
        "'; DROP TABLE x; --",
        "(((",
        ")",
        "^a",
        "a" * 100_000,
        "a " * 20_000,
        '"a" ' * 5_000,
        "a* " * 3_000,
        "-a " * 3_000,
        "\ud800",
        "\0",
        "\n",
        "é" * 5_000,
        "e\u0301",
        "🙂",
        "ﬁ",
        "İ",
        "ß",
        "\u200d" * 1_000,
        "%",
        "_",
        "\\",
        "{}",
        "[a-z]",
        "(a+)+$",
        "?",
        "/",
        "scs-2018.1.1.5 OR 1=1",
        "٣",
        "rowid:1",
        "{a b}:c",
        "1.1.5" * 500,
    )
    good = expected("given", "raised:InvalidValueError")
    unknown = expected(
        "given",
        "raised:UnknownIdError",
        "raised:UnknownEditionError",
        "raised:UnknownProvisionError",
        "raised:UnknownWordError",
        "raised:InvalidValueError",
        "raised:UnreadableSourceError",
        "raised:InvalidDocumentError",
    )
    verbs = expected("exit:0", "exit:1", "exit:2", "exit:3", "exit:4")
    for n, text in enumerate(texts):
        corpus.add("queries", f"text-{n}", "query:search", text, good)
        for way in (
            "query:resolve",
            "query:load",
            "query:select",
            ("query:crosswalk", "query:concordance", "query:publication", "query:carry_refs", "query:compose")[n % 5],
            ("query:summarise", "query:near", "query:guard", "query:profile", "query:gaps")[n % 5],
        ):
            corpus.add("queries", f"text-{n}", way, text, unknown)
        for verb in (
            ("search", "resolve"),
            ("show", "list"),
            ("explain", "map"),
            ("coverage", "applies"),
            ("diff", "gaps"),
        )[n % 5]:
            corpus.add("queries", f"text-{n}", f"verb-text {verb}", text, verbs)


def _damages(good: bytes) -> dict[str, bytes]:
    word = CANARY.encode()
    return {
        "nothing": b"",
        "nul": b"\0" * 50,
        "word": word,
        "utf-16": good.decode().encode("utf-16"),
        "torn": good[:200] + b"\xff" + word + good[200:],
        "mark": b"\xef\xbb\xbf" + good,
        "half": good[: len(good) // 2],
        "cut-short": good[:60],
        "first-byte": good[1:],
        "twice": good + good,
        "no-lines": good.replace(b"\n", b" "),
        "macs": good.replace(b"\n", b"\r"),
        "tabs": good.replace(b",", b"\t"),
        "spaces": good.replace(b"\t", b"  "),
        "quotes": good.replace(b'"', b"'"),
        "open-quote": good + b'"' + word,
        "deep": b"[" * 50_000,
        "brackets": good[:50] + b"[" * 5_000 + good[50:],
        "html": b"<!DOCTYPE html>" + word,
        "zip": b"PK\x03\x04" + word,
        "upper": good.upper(),
        "reversed": good[::-1],
        "controls": good.replace(b"e", b"\x01"),
        "canaries": good.replace(b"scs", word),
        "digits": good.replace(b"1", "١".encode()),
        "many-lines": good + b"\n" * 20_000,
        "many-columns": good.replace(b"\n", b"," * 3_000 + b"\n", 3),
        "long-line": good + word * 20_000,
        "formula": good.replace(b"scs", b"=scs"),
        "yaml-tag": good.replace(b"#", b"#!!python/object:os.system ", 1),
        "yaml-alias": b"#a: &a [*a]\n" + good,
        "toml-dates": good.replace(b"=", b"= 1979-05-27T07:32:00Z #"),
        "escapes": good.replace(b"scs", b"\\u0000"),
        "markdown-html": good + b"\n<script>" + word + b"</script>\n",
        "markdown-image": good + b"\n![](file:///etc/passwd)\n",
        "quote-deep": good + b"\n" + b"> " * 2_000 + word,
        "list-deep": good + b"\n" + b"".join(b"  " * n + b"- a\n" for n in range(300)),
        "stars": good + b"\n" + b"*" * 20_000 + word,
        "links": good + b"\n" + b"[" * 5_000 + b"](" * 5_000,
        "address": good + b"\n" + ADDRESSES[0].encode(),
        "null-row": good + b"\n,,,,,,,\n",
        "late-header": b"x\n" * 100 + good,
    }


@cache
def _goods() -> dict[str, bytes]:
    import care_standards as cs
    from care_standards import authoring
    from care_standards.exports import sssom

    crosswalk = cs.crosswalk("scs-2018--ecat-2005")
    concordance = cs.concordance("scs-2018--scs-2025")
    return {
        "sssom-tsv": _bytes(sssom.to_tsv(crosswalk).content)[:20_000],
        "sssom-json": _bytes(sssom.to_json(crosswalk).content)[:20_000],
        "crosswalk-csv": authoring.crosswalk_to_csv(crosswalk).encode()[:20_000],
        "concordance-csv": authoring.concordance_to_csv(concordance).encode()[:20_000],
        "markdown": authoring.new_edition("inv-2031", title="An invented handbook").encode(),
        "accept-csv": authoring.proposal_to_csv(authoring.propose(cs.load("scs-2018"), cs.load("scs-2025"))).encode()[
            :20_000
        ],
    }


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content).encode()


def _exchange(corpus: Corpus) -> None:
    allowed = expected(
        "given",
        "raised:InvalidExchangeError",
        "raised:InvalidAuthoringError",
        "raised:InvalidDocumentError",
        "raised:InvalidValueError",
    )
    for way in ("sssom-tsv", "sssom-json", "crosswalk-csv", "concordance-csv", "markdown", "accept-csv"):
        for name in _damages(b'a,b=1\t"#\n'):
            corpus.add("exchange", name, way, lambda w=way, n=name: _damages(_goods()[w])[n], allowed)
    verbs = expected("exit:0", "exit:1", "exit:2", "exit:3", "exit:4")
    for name in _damages(b'a,b=1\t"#\n'):
        corpus.add("exchange", name, "verb compile", lambda n=name: _damages(_goods()["markdown"])[n], verbs)
        corpus.add("exchange", name, "verb accept", lambda n=name: _damages(_goods()["accept-csv"])[n], verbs)
    for name, content in (
        ("pdf", b"%PDF-1.7\n" + CANARY.encode()),
        ("docx", b"PK\x03\x04" + CANARY.encode()),
        ("nothing", b""),
        ("word", CANARY.encode()),
        ("pdf-cut", b"%PDF-1.7\n1 0 obj\n<<"),
        ("nul", b"\0" * 99),
    ):
        corpus.add("exchange", name, "verb draft pdf", content, expected("exit:1", "exit:3"))
        corpus.add("exchange", name, "verb draft docx", content, expected("exit:1", "exit:3"))


def _zip(entries: list[tuple[Any, bytes]], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, held in entries:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            packed.writestr(info, held, zipfile.ZIP_DEFLATED)
        packed.comment = comment
    return out.getvalue()


@cache
def _pack() -> tuple[tuple[str, bytes], ...]:
    """Give the files of a good pack."""
    import care_standards as cs
    from care_standards import packs
    from care_standards.documents.codec import to_bytes, to_plain

    pack = packs.make(
        id="oak", version="1", editions=[cs.readers.read_edition(REPOSITORY / "examples" / "own-edition.json")]
    )
    held = [("pack.json", to_bytes(to_plain(pack)))]
    held += [(file.path, to_bytes(to_plain(each))) for file, each in zip(pack.files, pack.documents, strict=True)]
    return tuple(held)


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def _packs(corpus: Corpus) -> None:
    word = CANARY.encode()

    def beside(*names: Any) -> Callable[[], bytes]:
        return lambda: _zip([*_pack(), *((name, word) for name in names)])

    def manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[], bytes]:
        def make() -> bytes:
            (name, content), *rest = _pack()
            plain = json.loads(content)
            change(plain)
            return _zip([(name, as_json(plain)), *rest])

        return make

    def instead(content: bytes, of: int) -> Callable[[], bytes]:
        return lambda: _zip([(name, content if n == of else held) for n, (name, held) in enumerate(_pack())])

    names = (
        "../x.json",
        "../../x",
        "/etc/passwd",
        "/tmp/x",
        "..\\x",
        "C:\\x",
        "C:x",
        "a/../../x",
        "./x",
        "a//b",
        "PACK.JSON",
        "pack.json ",
        "pack.json\0x",
        "con",
        "nul",
        "a" * 300,
        "\\\\h\\s\\x",
        "x\n",
        "\u202ex",
        "a/" * 100 + "x",
        "~/x",
        "$HOME/x",
        CANARY,
        f"{CANARY}.json",
        "pack.json/x",
        "é",
        "e\u0301",
    )
    made: dict[str, object] = {f"beside-{n}": beside(name) for n, name in enumerate(names)}
    made |= {
        "nothing": b"",
        "word": word,
        "zip-head": b"PK\x03\x04",
        "no-entries": b"PK\x05\x06" + b"\0" * 18,
        "manifest-twice": lambda: _zip([*_pack(), _pack()[0]]),
        "no-manifest": lambda: _zip([*_pack()[1:]]),
        "manifest-alone": lambda: _zip([_pack()[0]]),
        "link": beside(_entry("x", stat.S_IFLNK | 0o777)),
        "link-for-the-manifest": lambda: _zip(
            [(_entry("pack.json", stat.S_IFLNK | 0o777), b"/etc/passwd"), *_pack()[1:]]
        ),
        "device": beside(_entry("x", stat.S_IFCHR)),
        "fifo": beside(_entry("x", stat.S_IFIFO)),
        "manifest-cut": instead(b'{"a":', 0),
        "manifest-of-nothing": instead(b"", 0),
        "manifest-list": instead(b"[]", 0),
        "manifest-torn": instead(b"\xff" + word, 0),
        "manifest-deep": instead(b"[" * 50_000, 0),
        "file-cut": instead(b'{"a":', 1),
        "file-of-nothing": instead(b"", 1),
        "file-other": instead(as_json(DOCUMENT), 1),
        "file-bomb": lambda: _zip([_pack()[0], (_pack()[1][0], b" " * 60 * 2**20)]),
        "many-entries": beside(*(f"{n}.json" for n in range(3_000))),
        "comment": lambda: _zip([*_pack()], word * 100),
        "before": lambda: word + _zip([*_pack()]),
        "behind": lambda: _zip([*_pack()]) + word,
        "nested": lambda: _zip([("pack.zip", _zip([*_pack()]))]),
        "encrypted-flag": lambda: _flag(_zip([*_pack()])),
        "digest-wrong": manifest(lambda m: m["files"][0].update(digest="sha256:" + "0" * 64)),
        "path-outside": manifest(lambda m: m["files"][0].update(path="../x.json")),
        "path-absolute": manifest(lambda m: m["files"][0].update(path="/etc/passwd")),
        "path-address": manifest(lambda m: m["files"][0].update(path=ADDRESSES[0])),
        "path-canary": manifest(lambda m: m["files"][0].update(path=f"{CANARY}.json")),
        "files-twice": manifest(lambda m: m["files"].append(m["files"][0])),
        "files-none": manifest(lambda m: m.update(files=[])),
        "id-wrong": manifest(lambda m: m.update(id=f"../{CANARY}")),
        "unknown-member": manifest(lambda m: m.update({CANARY: CANARY})),
        "kind-wrong": manifest(lambda m: m.update(kind=CANARY)),
        "version-wrong": manifest(lambda m: m.update(schema_version="9.9")),
        "ref": manifest(lambda m: m.update({"$ref": ADDRESSES[5]})),
    }
    for n in range(1, 25):
        made[f"cut-{n}"] = lambda n=n: _zip([*_pack()])[: len(_zip([*_pack()])) * n // 25]
        made[f"bit-{n}"] = lambda n=n: _bit(_zip([*_pack()]), n * 61)
    may_pass = ("comment", "before", "behind", "bit-")
    for name, make in made.items():
        refused = expected(
            "invalid",
            "raised:PackRefusedError",
            "exit:1",
            "exit:3",
            "raised:UnreadableSourceError",
            "raised:PackConflictError",
        )
        answers = expected(refused, "taken", "given", "exit:0") if name.startswith(may_pass) else refused
        for way in ("packs.check", "packs.load", "catalogue", "verb packs check", "verb check-with-pack"):
            corpus.add("packs", name, way, make, expected(answers, "exit:2", "exit:4"))


def _flag(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[:6] + b"\x01" + content[7 : at + 8] + b"\x01" + content[at + 9 :]


def _bit(content: bytes, at: int) -> bytes:
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :]
