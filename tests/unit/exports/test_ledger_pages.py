"""The page of a ledger: what it says first, what it never says, and that it can be read by everybody."""

import re
from datetime import date
from itertools import product
from typing import Any

import attrs
import pytest
from tests.unit.exports.page_elements import Elements

from care_standards import model, packaged
from care_standards.errors import InvalidValueError
from care_standards.exports.ledger_pages import ledger_page
from care_standards.exports.ledger_style import STYLE
from care_standards.migration.accounts import headline
from care_standards.vocabularies import LEDGER_VERDICTS

SHIPPED = packaged.catalogue()
DAY = date(2025, 3, 1)
CANARY = "canary-4711"
HOSTILE = "<script>alert(1)</script> <a href='x'>y</a> \" ' & \u202ereversed\x1b[31m"


def edition(id: str, *locals: str, heading: str = "Heading", **members: Any) -> Any:
    provisions: Any = [
        model.Provision(
            id=f"{id}.{local}", kind="clause", notation=local, notation_status="confirmed",
            heading=f"{heading} {local}", heading_status="own-label" if local == "2" else "literal",
            text_status="gist", force="should", sources=("invented",), confidence="low",
            text=model.Wording(language="en", value=CANARY), note=CANARY,
        )
        for local in locals
    ]  # fmt: skip
    return model.Edition(
        id=id, publication="demo", title="An invented book", data_revision=1, provisions=provisions,
        rights=model.Rights(sharing="private", statement="Invented."),
        completeness=model.Completeness(level="partial", provisions=len(provisions), coverage="Invented."), **members,
    )  # fmt: skip


def entry(source: Any, verdict: Any, was: Any = None, *targets: str, **members: Any) -> Any:
    return model.LedgerEntry(
        source=source and f"demo-2020.{source}", targets=tuple(f"demo-2025.{t}" for t in targets), verdict=verdict,
        was=was, **{"reason": f"Said of {source}.", **members},
    )  # fmt: skip


def finding(id: str, status: Any, **members: Any) -> Any:
    own: dict[str, Any] = {"assessed_on": None if status == "not-assessed" else DAY, "evidence": ()}
    own["reason"] = CANARY if status == "not-applicable" else None
    return model.Finding(provision=id, status=status, **{**own, **members})


def assessment(edition: str, *findings: Any, **members: Any) -> Any:
    return model.Assessment(
        subject=model.Subject(kind="service", ref=CANARY), edition=edition, findings=findings,
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name=CANARY, version="1"), **members,
    )  # fmt: skip


OLD, NEW = edition("demo-2020", "1", "2", "3", "4", "5", "6"), edition("demo-2025", "1", "2", "3", "4", "8")
STEP = model.LedgerStep(
    old="demo-2020", new="demo-2025", concordance="demo-2020--demo-2025", old_revision=1, new_revision=1,
    completeness="partial", list_is_known_incomplete=True, rows=7, agreed=3, sources=("invented",),
    coverage=model.ComparisonCoverage(old_listed=6, old_reviewed=4),
)  # fmt: skip
ENTRIES = (
    entry("1", "carried", "met", "1"),
    entry("2", "reassess", "met", "2", "3", changes=("demo-2020--demo-2025/ch-2",)),
    entry("3", "reassess", "not-met", "3"),
    entry("4", "unknown", "partly-met"),
    entry("5", "carried-for-review", "not-applicable", "4"),
    entry("6", "retired", "not-met"),
    entry(None, "added", None, "8"),
)
LEDGER: Any = model.Ledger(
    subject="assessment", old="demo-2020", new="demo-2025", steps=(STEP,), records_in=6, entries=ENTRIES
)
TEXTS: Any = {
    "note": CANARY + "\nsecond line", "evidence": (model.Evidence(ref=CANARY, kind="policy"),),
    "actions": (model.Action(summary=CANARY, owner_role="trustee", due=DAY, state="open"),),
}  # fmt: skip
BEFORE = assessment(
    "demo-2020",
    *(finding(f"demo-2020.{n}", s, **TEXTS) for n, s in zip("123456", ("met", "met", "not-met", "partly-met",
                                                                      "not-applicable", "not-met"), strict=True)),
)  # fmt: skip


def _link(local: str, status: Any, verdict: Any) -> Any:
    return model.EarlierFinding(provision=f"demo-2020.{local}", status=status, assessed_on=DAY, verdict=verdict)


AFTER = assessment(
    "demo-2025",
    finding("demo-2025.1", "met", earlier=(_link("1", "met", "carried"),), **TEXTS),
    finding("demo-2025.2", "not-assessed", earlier=(_link("2", "met", "reassess"),)),
    finding("demo-2025.3", "not-assessed", earlier=(_link("2", "met", "reassess"), _link("3", "not-met", "reassess"))),
    finding("demo-2025.4", "not-applicable", earlier=(_link("5", "not-applicable", "carried-for-review"),), **TEXTS),
    finding("demo-2025.8", "not-assessed"),
    unresolved=(BEFORE.findings[3],),
    archive=(BEFORE.findings[1], BEFORE.findings[2], BEFORE.findings[5]),
)


def _page(**members: Any) -> str:
    return ledger_page(LEDGER, **{"before": BEFORE, "after": AFTER, "editions": [OLD, NEW], **members})


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    page = Elements(_page())
    assert page.all("html") == [{"lang": "en-GB"}]
    assert not {"script", "img", "link", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert not any(name == "src" or name.startswith("on") for _, all_ in page.elements for name in all_)
    assert any("default-src 'none'" in (meta.get("content") or "") for meta in page.all("meta"))
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    # Links lead to places of the page itself, all of which are there.
    assert {(link["href"] or "")[1:] for link in page.all("a")} <= set(ids)
    assert all((link["href"] or "").startswith("#") for link in page.all("a"))


def test_the_first_line_is_the_headline_of_the_ledger() -> None:
    page = Elements(_page())
    assert page.by_tag["h1"] == [headline(LEDGER)]
    assert page.by_tag["main"][0].strip().startswith(headline(LEDGER))


def test_what_needs_a_decision_stands_first_and_the_worst_of_it_at_the_top() -> None:
    page = _page()
    sections = re.findall(r'<section id="(?:of-)?([a-z-]+)"', page)
    assert sections == ["reassess", "unknown", "carried-for-review", "retired", "added", "carried", "work"]
    reassess = page[page.index('id="of-reassess"') : page.index('id="of-unknown"')]
    assert reassess.index("demo-2020.3") < reassess.index("demo-2020.2")


def test_every_entry_has_old_and_new_with_headings_and_statuses() -> None:
    page = _page()
    rows = re.findall(
        r'rowheader" colspan.*?<p>(.*?)</p>.*?<td[^>]*data-side="demo-2020">(.*?)</td>'
        r'<td[^>]*data-side="demo-2025">(.*?)</td>',
        page,
    )
    assert len(rows) == len(ENTRIES)
    told = {why: tuple(re.sub(r"<[^>]+>", " ", cell).split()) for why, *cells in rows for cell in (" | ".join(cells),)}
    assert " ".join(told["Said of 1."]) == "demo-2020.1 1 Heading 1 was: met | demo-2025.1 1 Heading 1 now: met"
    assert " ".join(told["Said of 2. Rests on demo-2020--demo-2025/ch-2."]) == (
        "demo-2020.2 2 Heading 2 (our own label) was: met | demo-2025.2 2 Heading 2 (our own label) "
        "now: not assessed demo-2025.3 3 Heading 3 now: not assessed"
    )
    assert " ".join(told["Said of 4."]).endswith("was: partly met | not known; it waits among the unresolved")
    assert " ".join(told["Said of 6."]).endswith("was: not met | nothing: kept in the archive")
    assert " ".join(told["Said of None."]) == "nothing: it is new | demo-2025.8 8 Heading 8 now: not assessed"


def test_a_part_left_behind_in_an_edition_on_the_way_is_said_to_wait() -> None:
    left = attrs.evolve(ENTRIES[1], targets=("demo-2025.2", "demo-2022.3"))
    page = Elements(ledger_page(attrs.evolve(LEDGER, records_in=1, entries=(left,))))
    assert "demo-2022.3left behind here; it waits among the unresolved" in page.text
    assert page.text.count("now: not assessed") == 1


def test_counts_have_words_and_add_up() -> None:
    page = Elements(_page())
    assert "6 findings came in, and each is told of once below. 1 entry more on what is new." in page.text
    assert "5 findings on demo-2025 now, 1 unresolved under old ids, and 3 in the archive." in page.text
    for verdict, count in LEDGER.counts.items():
        heading = f"{verdict.replace('-', ' ').capitalize()} ({count})"
        assert any(heading in text for text in page.by_tag["h2"]) is (count > 0)
    assert "partial; 4 of 6 items of demo-2020; more changes are known to exist than are listed" in page.text
    assert "3 of 7" in page.text
    bare = attrs.evolve(LEDGER, steps=(model.LedgerStep(old="demo-2020", new="demo-2025"),))
    assert "nothing: everything is unknown" in ledger_page(bare)
    unsaid = attrs.evolve(
        LEDGER, steps=(attrs.evolve(STEP, coverage=model.ComparisonCoverage(), list_is_known_incomplete=None),)
    )
    assert "an unknown number of an unknown number of items of demo-2020" in ledger_page(unsaid)


def test_the_worklist_has_boxes_and_room_to_write() -> None:
    page = Elements(_page())
    work = page.by_tag["section"][-1]
    assert "Worklist (5)" in work
    ids = re.findall(r"demo-20\d\d\.\d(?= )", work)
    # What was not met first, whatever took its place; then what waits, what is to be looked at, read, and new.
    assert ids == ["demo-2025.3", "demo-2020.4", "demo-2025.2", "demo-2025.4", "demo-2025.8"]
    boxes = [a for a in page.all("span") if a.get("class") == "box"]
    assert len(boxes) == len(re.findall("Found:", work)) == 5
    assert "was: met, not met" in work
    assert "from demo-2020.2, demo-2020.3" in work


def test_with_the_ledger_alone_the_page_says_how_the_migration_left_things() -> None:
    page = Elements(ledger_page(LEDGER))
    assert "Worklist (5)" in page.text
    assert "now: not assessed" in page.text
    assert "unresolved under old ids" not in page.text
    assert "Heading" not in page.text


def test_what_was_done_since_is_seen_where_the_assessment_is_given() -> None:
    first, second, *rest = AFTER.findings
    done = attrs.evolve(AFTER, findings=(first, attrs.evolve(second, status="met", assessed_on=DAY), *rest))
    page = Elements(_page(after=done))
    assert "Worklist (4)" in page.text
    gone = attrs.evolve(AFTER, findings=rest)
    assert "demo-2025.1 1 Heading 1now" not in Elements(_page(after=gone)).text


def test_notes_and_evidence_are_shown_only_where_they_are_asked_for() -> None:
    for members in ({}, {"before": None}, {"after": None}, {"editions": ()}):
        assert CANARY not in _page(**members), members
    assert "Notes, reasons, evidence and actions are not shown here." in _page()
    shown = _page(with_notes=True, before=attrs.evolve(BEFORE, subject=model.Subject(kind="case", ref="other")))
    text = Elements(shown).text
    assert f"Note: {CANARY}\nsecond line" in text
    assert f"Evidence that supports it: {CANARY} (policy)" in text
    assert f"Action, open, by the trustee, due 2025-03-01: {CANARY}" in text
    assert f"Reason: {CANARY}" in text
    assert text.count(f"Note: {CANARY}") == len(BEFORE.findings)
    # Without the one that went in, what the other kept of it.
    assert Elements(_page(with_notes=True, before=None)).text.count(f"Note: {CANARY}") == 4
    assert "not shown here" not in text


def test_of_voices_no_more_is_shown_than_the_step_they_are_in() -> None:
    voices = model.Voices(number="fewer-than-11", consent="anonymous")
    heard = model.Evidence(ref="doc-1", kind="survivor-voice", voices=voices, bearing="counters", answer="Invented.")
    before = attrs.evolve(BEFORE, findings=(attrs.evolve(BEFORE.findings[0], evidence=(heard,)),))
    text = Elements(_page(before=before, with_notes=True)).text
    assert "Evidence that counters it: doc-1 (survivor voice); answer: Invented." in text
    assert not re.search(r"\b(10|11)\b", text)


def test_what_is_harmful_in_a_text_is_only_shown() -> None:
    books = [edition(id, "1", "2", "3", "4", "5", "6", "8", heading=HOSTILE) for id in ("demo-2020", "demo-2025")]
    entries = [attrs.evolve(e, reason=HOSTILE) for e in ENTRIES]
    before = attrs.evolve(BEFORE, findings=[attrs.evolve(f, note=HOSTILE) for f in BEFORE.findings])
    hostile = attrs.evolve(LEDGER, entries=entries)
    page = Elements(ledger_page(hostile, before=before, after=AFTER, editions=books, with_notes=True))
    assert "script" not in {tag for tag, _ in page.elements}
    assert page.text.count("<script>alert(1)</script>") > len(ENTRIES)
    assert not set("\x00\x1b\u202e") & set(page.text)
    assert len(page.by_tag["h1"]) == 1


@pytest.mark.parametrize(
    ("subject", "record"), [("references", "reference"), ("crosswalk", "row"), ("document", "record")]
)
def test_ledgers_of_other_things_have_a_page_without_a_worklist(subject: Any, record: str) -> None:
    ends = ("1.0", "1.1") if subject == "document" else ("demo-2020", "demo-2025")
    place, other = ("/findings/1", "/period") if subject == "document" else ("demo-2020.1", "demo-2020.2")
    entries: Any = [
        model.LedgerEntry(source=place, targets=(place,), verdict="carried", reason="Invented."),
        model.LedgerEntry(source=other, verdict="dropped", reason="Invented."),
    ]  # fmt: skip
    ledger = model.Ledger(subject=subject, old=ends[0], new=ends[1], records_in=2, entries=entries)
    page = Elements(ledger_page(ledger))
    assert f"2 {record}s came in" in page.text
    assert "Worklist" not in page.text
    assert "now:" not in page.text
    assert "Dropped (1)" in page.text


def test_of_what_is_no_finding_nothing_is_said_to_be_kept_or_to_wait() -> None:
    entries = [attrs.evolve(entry, was=None) for entry in ENTRIES if entry.source is not None]
    references = attrs.evolve(LEDGER, subject="references", entries=entries)
    text = Elements(ledger_page(references)).text
    for said in ("archive", "unresolved", "finding", "left behind"):
        assert said not in text
        assert said in Elements(_page()).text or said == "left behind"
    lost = attrs.evolve(references, entries=[attrs.evolve(e, targets=("demo-2022.9",)) for e in entries[3:4]])
    assert lost.entries[0].verdict == "unknown"
    assert "not known; the last that is known of is demo-2022.9" in Elements(ledger_page(lost)).text


def test_what_is_not_of_the_ledger_is_refused() -> None:
    for members in ({"before": AFTER}, {"after": BEFORE}, {"editions": "demo-2020"}):
        with pytest.raises(InvalidValueError):
            _page(**members)
    with pytest.raises(InvalidValueError, match="before"):
        ledger_page(attrs.evolve(LEDGER, subject="references"), before=BEFORE)


def test_headings_and_tables_are_real_ones() -> None:
    page = Elements(_page())
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    assert all(th.get("scope") in ("col", "row", "rowgroup") for th in page.all("th"))
    assert all(td.get("role") == "cell" for td in page.all("td") if "data-side" in td)
    assert len(page.by_tag["label"]) == len(page.all("input"))


def test_every_verdict_has_a_section_a_filter_and_a_meaning() -> None:
    entries = [model.LedgerEntry(source="/a", verdict=verdict, reason="Invented.") for verdict in LEDGER_VERDICTS]
    every = model.Ledger(subject="document", old="1.0", new="1.1", records_in=len(entries), entries=entries)
    page = ledger_page(every)
    for verdict in LEDGER_VERDICTS:
        assert f'<section id="of-{verdict}"' in page
        assert f'id="show-{verdict}" checked' in page
        assert f"#show-{verdict}:not(:checked)) #of-{verdict}" in STYLE


def test_two_runs_give_the_same_page() -> None:
    assert _page() == _page()


def _colours(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", style))


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: str) -> None:
    light, dark = STYLE.split("@media screen and (prefers-color-scheme: dark)", 1)
    colours = _colours(light if scheme == "light" else dark[: dark.index("* {")])
    grounds = {"paper", "panel"}
    inks = set(colours) - grounds - {"line"}
    assert inks == {"ink", "soft", "more", "less", "open", "other"}
    for ink, ground in product(sorted(inks), sorted(grounds)):
        assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_every_colour_is_one_of_those_that_are_judged() -> None:
    rules = STYLE[STYLE.index("* {") :]
    assert not re.search(r"#[0-9a-f]{3}\b|rgb|hsl", rules)
    assert set(re.findall(r"var\(--([a-z]+)\)", rules)) == set(_colours(STYLE))
    assert STYLE.count("{") == STYLE.count("}")
    assert "@media print" in STYLE


def test_a_page_of_a_shipped_edition_says_at_the_top_that_everything_is_unknown() -> None:
    ids = [provision.id for provision in SHIPPED.edition("scs-2018")]
    entries: Any = [model.LedgerEntry(source=id, verdict="unknown", reason="Invented.", was="met") for id in ids]
    ledger = model.Ledger(subject="assessment", old="scs-2018", new="scs-2025", records_in=len(ids), entries=entries)
    page = Elements(ledger_page(ledger, editions=SHIPPED))
    assert page.by_tag["h1"] == [headline(ledger)]
    assert f"{len(ids)} findings" in headline(ledger)
    labels = sum(p.heading_status == "own-label" for p in SHIPPED.edition("scs-2018"))
    assert page.text.count("(our own label)") == 2 * labels  # in the account and on the worklist
