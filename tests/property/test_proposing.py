"""Laws of proposing, over any editions: nothing is lost, nothing is guessed, and no direction is special."""

from collections import Counter
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_standards.authoring.accepting import accept
from care_standards.authoring.proposing import CAPS, Proposal, proposal_to_csv, propose
from care_standards.errors import InvalidValueError
from care_standards.model import Completeness, Edition, Provision, Wording
from care_standards.testing import editions
from care_standards.vocabularies import CompletenessLevel

LEVELS: tuple[CompletenessLevel, ...] = ("complete", "complete", "partial", "headings-only")
WORDS = (
    "the",
    "gardener",
    "waters",
    "seedlings",
    "rakes",
    "are",
    "kept",
    "beside",
    "gate",
    "when",
    "frost",
    "or",
    "rain",
)
says = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def _tree(draw: st.DrawFn, year: int, texts: list[str]) -> Edition:
    """Make an edition of one publication whose provisions say some of the same things, in trees of any shape."""
    id = f"plot-{year}"
    held: list[Provision] = []
    for place in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from([None, *(p.id for p in held if len(p.id) < 30)]))
        text = draw(st.sampled_from(["", *texts]))
        heading = draw(st.sampled_from(["", "", *texts]))[:40].strip() or None
        held.append(
            Provision(
                id=f"{parent or id}.{draw(st.sampled_from('ab'))}{place}", kind="clause", parent=parent,
                notation_status="none", heading=heading, heading_status="own-label" if heading else "none",
                text=Wording(language="en", value=text) if text else None, text_status="private", force="unknown",
                sources=(), confidence="low",
            )
        )  # fmt: skip
    plain = draw(editions())
    return attrs.evolve(
        plain, id=id, publication="plot", provisions=held,
        rights=attrs.evolve(plain.rights, sharing="private"),
        completeness=Completeness(level=draw(st.sampled_from(LEVELS)), provisions=len(held), coverage="Invented."),
    )  # fmt: skip


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """Make two editions of one publication that have much in common, some of it many times over."""
    texts = draw(st.lists(says.filter(bool), min_size=1, max_size=5))
    texts += [f"{a} {b}" for a, b in pairwise(texts)]
    return _tree(draw, 2020, texts), _tree(draw, 2024, texts)


def _printed_again(edition: Edition) -> Edition:
    """Give the same edition as that of another year."""
    id = edition.id[:-4] + ("2999" if edition.id[-4:] != "2999" else "2998")
    again = [
        attrs.evolve(p, id=id + p.id[len(id) :], parent=None if p.parent is None else id + p.parent[len(id) :])
        for p in edition
    ]
    return attrs.evolve(edition, id=id, digest=None, provisions=again)


@given(editions() | pairs().map(lambda pair: pair[0]))
def test_an_edition_that_is_printed_again_is_unchanged(edition: Edition) -> None:
    """Law: every provision of an edition is proposed as unchanged in one that says the same under another year."""
    again = _printed_again(edition)
    rows = propose(edition, again).rows
    assert {row.kinds for row in rows} <= {("unchanged",)}
    assert [row.old for row in rows] == [(p.id,) for p in edition]
    assert [row.new for row in rows] == [(p.id,) for p in again]


@given(editions())
def test_an_edition_is_not_compared_with_itself(edition: Edition) -> None:
    """Law: a concordance leads from one edition to another."""
    with pytest.raises(InvalidValueError):
        propose(edition, edition)


def _every_provision_once(proposal: Proposal) -> None:
    old = Counter(id for row in proposal.rows for id in row.old)
    new = Counter(id for row in proposal.rows for id in row.new)
    assert old == Counter(provision.id for provision in proposal.old)
    assert new == Counter(provision.id for provision in proposal.new)


@given(pairs())
def test_every_provision_is_in_one_row(pair: tuple[Edition, Edition]) -> None:
    """Law: each provision of either side is in exactly one row, with ends that the kind takes and a lawful score."""
    proposal = propose(*pair)
    _every_provision_once(proposal)
    for row in proposal.rows:
        ends = (len(row.old), len(row.new))
        if row.kind in ("unchanged", "renumbered", "reworded", "moved"):
            assert ends == (1, 1)
        elif row.kind in ("split", "merged"):
            assert min(ends) == 1 < ends[row.kind == "split"]
        else:
            assert ends == ((0, 1) if row.kind == "added" else (1, 0)) or row.kind == "unknown"
        assert 0 <= row.score <= CAPS[dict(row.evidence)["compared"]]
        assert len(set(row.kinds)) == len(row.kinds)


@given(pairs())
def test_the_same_editions_give_the_same_rows(pair: tuple[Edition, Edition]) -> None:
    """Law: a proposal depends on the two editions and on nothing else."""
    assert propose(*pair) == propose(*(attrs.evolve(edition) for edition in pair))


@given(pairs())
def test_the_other_way_round_added_is_withdrawn_and_split_is_merged(pair: tuple[Edition, Edition]) -> None:
    """Law: from new to old, the same is proposed with old and new, added and withdrawn, split and merged exchanged."""
    swap = {"added": "withdrawn", "withdrawn": "added", "split": "merged", "merged": "split"}
    forth, back = propose(*pair).rows, propose(*pair[::-1]).rows
    assert {(swap.get(row.kind, row.kind), row.also, row.new, row.old, row.score) for row in forth} == {
        (row.kind, row.also, row.old, row.new, row.score) for row in back
    }


@given(pairs())
def test_what_an_incomplete_edition_lacks_is_unknown(pair: tuple[Edition, Edition]) -> None:
    """Law: nothing is withdrawn unless the later edition is complete, nothing added unless the earlier one is."""
    old, new = pair
    kinds = {row.kind for row in propose(old, new).rows}
    assert "withdrawn" not in kinds or new.completeness.level == "complete"
    assert "added" not in kinds or old.completeness.level == "complete"


@given(pairs(), st.data())
def test_accepted_is_what_was_decided_and_no_more(pair: tuple[Edition, Edition], data: st.DataObject) -> None:
    """Law: a concordance holds exactly the rows that were accepted, in their order, with their kinds and ends."""
    proposal = propose(*pair)
    table = proposal_to_csv(proposal).split("\r\n")
    first = len(table) - 1 - len(proposal.rows)
    chosen = data.draw(st.sets(st.sampled_from(range(len(proposal.rows))))) if proposal.rows else set[int]()
    for place in range(len(proposal.rows)):
        word = "accept" if place in chosen else data.draw(st.sampled_from(("", "reject")))
        table[first + place] = table[first + place].removesuffix(",,,") + f"{word},,,"
    found = accept("\r\n".join(table), *pair)
    expected = [
        (proposal.rows[place].kinds, proposal.rows[place].old, proposal.rows[place].new) for place in sorted(chosen)
    ]
    assert [((change.kind, *change.also), change.old, change.new) for change in found.changes] == expected
    assert {change.basis for change in found.changes} <= {"inferred"}
    assert found.coverage.changes_reported == len(chosen)
