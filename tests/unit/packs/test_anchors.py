"""What the shipped data have verified is the check on a fuller edition: each kind of difference is seen."""

from collections.abc import Callable
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.unit.packs.conftest import CANARY

import care_standards as cs
from care_standards import packs
from care_standards.documents.digests import edition_digest
from care_standards.errors import PackRefusedError
from care_standards.model import Difference
from care_standards.model.pack import with_documents
from care_standards.packs.anchors import differences, normal_heading, weaker_differences
from care_standards.packs.composing import in_words
from care_standards.packs.making import file_of

Codes = Callable[[Any], list[tuple[str, str]]]
STANDARD = "scs-2018.1.1.5"


def with_changed(items: list[cs.Provision], id: str, **members: Any) -> list[cs.Provision]:
    """Give the items with one of them changed."""
    return [attrs.evolve(item, **members) if item.id == id else item for item in items]


def without(items: list[cs.Provision], id: str) -> list[cs.Provision]:
    """Give the items without one of them and what is below it."""
    return [item for item in items if item.id != id and not item.id.startswith(f"{id}.")]


def expect(
    provision: str, what: Any, expected: str | None = None, found: int | None = None, text: str | None = None
) -> Difference:
    """Write a difference shortly; ``text`` is what was found where that is text."""
    digest = None if text is None else f"sha256:{sha256(text.encode()).hexdigest()}"
    return Difference(provision=provision, what=what, expected=expected, found=found, found_digest=digest)


HEADING = cs.load("scs-2018")["1.1.5"].heading
CASES: dict[str, tuple[Callable[[SimpleNamespace], list[cs.Provision]], list[Difference]]] = {
    "nothing": (lambda made: made.items(), []),
    "another page": (
        lambda made: with_changed(made.items(), STANDARD, page=23), [expect(STANDARD, "page", "21", 23)],
    ),
    "no page": (lambda made: with_changed(made.items(), f"{STANDARD}.p2", page=None),
                [expect(f"{STANDARD}.p2", "page", "21")]),
    "another number": (
        lambda made: with_changed(made.items(), STANDARD, notation="1.1.V"),
        [expect(STANDARD, "notation", "1.1.5", text="1.1.V")],
    ),
    "another heading": (
        lambda made: with_changed(made.items(), STANDARD, heading=made.CANARY),
        [expect(STANDARD, "heading", HEADING, text=CANARY.casefold())],
    ),
    "a principle more": (
        lambda made: [*made.items(), made.item("1.1.5.p4", "principle", parent=STANDARD, page=21)],
        [expect(STANDARD, "principles", "3", 4)],
    ),
    "a recommendation fewer": (
        lambda made: without(made.items(), f"{STANDARD}.r4"),
        [expect(STANDARD, "recommendations", "4", 3), expect(f"{STANDARD}.r4", "missing")],
    ),
    "none of it": (
        lambda made: without(made.items(), STANDARD),
        [expect(STANDARD, "missing", "1.1.5"),
         *(expect(f"{STANDARD}.{local}", "missing") for local in ("p1", "p2", "p3", "r1", "r2", "r3", "r4"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_difference_is_seen(name: str, made: SimpleNamespace) -> None:
    items, expected = CASES[name]
    assert list(differences(cs.load("scs-2018"), made.book(items(made)))) == expected


@pytest.mark.parametrize("name", [name for name in CASES if name != "nothing"])
def test_a_difference_is_refused_unless_it_is_accepted(name: str, made: SimpleNamespace, codes: Codes) -> None:
    items, expected = CASES[name]
    edition = made.book(items(made))
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="own", version="1", editions=[edition])
    assert list(caught.value.differences) == expected
    assert [code for code, _ in codes(caught.value.report) if code == "CS607"] == ["CS607"] * len(expected)
    assert made.CANARY not in f"{caught.value} {caught.value.report} {caught.value.differences}"
    pack = packs.make(id="own", version="1", editions=[edition], accept_differences="Another upload.")
    assert pack.accepted_differences is not None
    assert (pack.accepted_differences.reason, list(pack.accepted_differences.differences)) == (
        "Another upload.", expected,
    )  # fmt: skip
    report = packs.check(pack)
    assert report.ok
    assert [code for code, _ in codes(report) if code == "CS608"] == ["CS608"] * len(expected)
    # Taking the acceptance away, or accepting another difference, lets nothing through.
    for accepted in (None, attrs.evolve(pack.accepted_differences, differences=[expect(STANDARD, "page", "21", 99)])):
        other = attrs.evolve(pack, accepted_differences=accepted)
        object.__setattr__(other, "_documents", pack.documents)
        with pytest.raises(PackRefusedError) as caught:
            cs.catalogue(packs=[other])
        assert list(caught.value.differences) == expected
        assert packs.check(other).verdict == "invalid"
    assert cs.catalogue(packs=[pack]).edition("scs-2018").completeness.level == "complete"


@pytest.mark.parametrize("facts", [{"heading": "A third one"}, {"heading": None, "heading_status": "none"}])
def test_accepting_one_heading_accepts_no_other(facts: dict[str, Any], made: SimpleNamespace) -> None:
    edition = made.book(with_changed(made.items(), STANDARD, heading="Some other heading"))
    pack = packs.make(id="own", version="1", editions=[edition], accept_differences="Another upload.")
    other = attrs.evolve(
        pack.editions[0],
        provisions=[attrs.evolve(p, **facts) if p.id == STANDARD else p for p in pack.editions[0]],
    )
    other = attrs.evolve(other, digest=edition_digest(other))
    with pytest.raises(PackRefusedError) as caught:
        cs.catalogue(packs=[with_documents(attrs.evolve(pack, files=[file_of(other)]), [other])])
    assert [issue.code.value for issue in caught.value.report.issues if issue.severity == "error"] == ["CS607"]


def test_what_was_believed_of_the_pack_is_kept(made: SimpleNamespace) -> None:
    edition = made.book(with_changed(made.items(), STANDARD, page=23))
    pack = packs.make(id="own", version="1", editions=[edition], accept_differences="Another upload.")
    catalogue = cs.catalogue(packs=[pack])
    differing = catalogue.edition("scs-2018")["1.1.5"]
    assert (differing.page, differing.text_status) == (23, edition["1.1.5"].text_status)
    assert "established elsewhere: printed page 21." in (differing.note or "")
    assert catalogue.edition("scs-2018")["scs-2018.1.1.5.p1"].page == 21


def test_where_there_are_more_of_them_nobody_knows_which_is_ours(made: SimpleNamespace) -> None:
    items, _ = CASES["a principle more"]
    pack = packs.make(id="own", version="1", editions=[made.book(items(made))], accept_differences="Another upload.")
    edition = pack.editions[0]
    assert {item.text_status for item in edition["1.1.5"].principles} == {"private"}
    assert {item.summary for item in edition["1.1.5"].principles} == {None}
    assert {item.text_status for item in edition["1.1.5"].recommendations} == {"verified"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A  heading\u00a0of it", "a heading of it"), ("Self\u2013help", "Self-help"),
        ("The survivor\u2019s \u201cown\u201d", "The survivor's \"own\""), ("ﬁrst", "first"),
    ],
)  # fmt: skip
def test_headings_are_compared_without_regard_to_how_they_are_set(one: str, other: str) -> None:
    assert normal_heading(one) == normal_heading(other)


def test_headings_that_differ() -> None:
    assert normal_heading("Professional boundaries") != normal_heading("Professional boundary")


def test_weaker_facts_are_told_and_refuse_nothing(made: SimpleNamespace, codes: Codes) -> None:
    items = with_changed(with_changed(made.items(), "scs-2018.a.1.2", heading=made.CANARY), "scs-2018.a.1.3", page=13)
    found = weaker_differences(cs.load("scs-2018"), made.book(items))
    assert [(d.provision, d.what, d.found) for d in found] == [
        ("scs-2018.a.1.2", "heading", None), ("scs-2018.a.1.3", "page", 13),
    ]  # fmt: skip
    pack = packs.make(id="own", version="1", editions=[made.book(items)])
    report = packs.check(pack)
    assert report.verdict == "valid"
    assert [code for code, _ in codes(report)] == ["CS609", "CS609"]
    assert made.CANARY not in str(report)
    assert cs.catalogue(packs=[pack])


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (expect("a-2020.1", "page", "21", 23),
         "a-2020.1: the printed page is 21 as far as is established, and 23 here."),
        (expect("a-2020.1", "missing"), "a-2020.1 is established and missing here."),
        (expect("a-2020.1", "heading", "A"),
         'a-2020.1: the heading is "A" as far as is established, and another here.'),
        (expect("a-2020.1", "principles", "3", 0),
         "a-2020.1: the number of principles is 3 as far as is established, and 0 here."),
    ],
)  # fmt: skip
def test_a_difference_in_words(difference: Difference, said: str) -> None:
    assert in_words(difference) == said
