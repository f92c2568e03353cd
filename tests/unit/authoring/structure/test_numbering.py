"""Numbers at the beginning of lines: what is read, and which of them count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards.authoring.structure.gaps import gaps
from care_standards.authoring.structure.numbering import Candidate, choose, read_letter, read_number, roman_value


@pytest.mark.parametrize(
    ("text", "notation", "rest"),
    [
        ("13.4. Invented words", "13.4", "Invented words"),
        ("1.1.5 Freedom of invention", "1.1.5", "Freedom of invention"),
        ("A.1.2 An invented heading", "A.1.2", "An invented heading"),
        ("13. A whole number", "13", "A whole number"),
        ("1 A heading", "1", "A heading"),
        ("B. A letter", "B", "A letter"),
        ("Annex F – Invented support", "Annex F", "Invented support"),
        ("Annex 1: Invented support", "Annex 1", "Invented support"),
        ("Chapter III Invented", "Chapter III", "Invented"),
        ("13.4.", "13.4", ""),
        ("13.4.Words without a space", "13.4", "Words without a space"),
        ("12.1(a) Invented", "12.1(a)", "Invented"),
        ("12A.3 Invented", "12A.3", "Invented"),
        ("2.1: Invented", "2.1", "Invented"),
    ],
)
def test_reads_a_number(text: str, notation: str, rest: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.notation, number.rest) == (notation, rest)


@pytest.mark.parametrize(
    "text", ["Invented words", "A person", "annexes are added", "3,000 people", "", "£20.50 a week"]
)
def test_reads_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_letter_alone_is_read_only_when_asked() -> None:
    assert read_number("A Heading of a lettered part") is None
    letter = read_letter("A Heading of a lettered part")
    assert letter is not None
    assert letter.notation == "A"
    assert read_letter("Anything else") is None


@pytest.mark.parametrize(("text", "value"), [("i", 1), ("iv", 4), ("IX", 9), ("xl", 40), ("XCIV", 94)])
def test_roman_numbers(text: str, value: int) -> None:
    assert roman_value(text) == value


def candidates(*texts: str, fresh: bool = True) -> list[Candidate]:
    made = []
    for line, text in enumerate(texts):
        number = read_number(text)
        assert number is not None
        made.append(Candidate(line=line, number=number, fresh=fresh, heading=False, indent=18.0))
    return made


def test_a_figure_in_running_text_does_not_count() -> None:
    real = candidates("1.1. One", "1.2. Two", "1.3. Three", "1.4. Four")
    stray = read_number("1.5 million people in an invented land")
    assert stray is not None
    planted = Candidate(line=10, number=stray, fresh=False, heading=False, indent=40.0)
    later = [Candidate(line=20 + c.line, number=c.number, fresh=True, heading=False, indent=18.0) for c in
             candidates("1.5. Five", "1.6. Six")]  # fmt: skip
    chosen = choose([*real, planted, *later])
    assert 10 not in chosen
    assert len(chosen) == 6
    assert all(found.doubt is None for found in chosen.values())


def test_a_number_printed_twice_counts_and_is_doubted() -> None:
    chosen = choose(candidates("1.1. One", "1.2. Two", "1.2. Two again", "1.3. Three"))
    assert [chosen[line].doubt for line in range(4)] == [None, None, "printed-twice", None]


def test_a_jump_is_doubted() -> None:
    chosen = choose(candidates("1.1. One", "1.2. Two", "1.4. Four", "1.5. Five"))
    assert [chosen[line].doubt for line in range(4)] == [None, None, "jump", None]


def test_a_number_out_of_order_is_doubted() -> None:
    chosen = choose(candidates("1.1. One", "1.2. Two", "1.3. Three", "1.1. One more", "1.4. Four", "1.5. Five"))
    assert chosen[3].doubt == "out-of-order"
    assert sum(1 for found in chosen.values() if found.doubt) == 1


def test_cross_references_at_line_starts_do_not_count() -> None:
    made = candidates("2.1. One", "2.2. Two", "2.3. Three")
    stray = read_number("2.99 and the paragraphs after it")
    assert stray is not None
    made.insert(1, Candidate(line=50, number=stray, fresh=False, heading=False, indent=18.0))
    assert 50 not in choose(made)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(min_value=1, max_value=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 99)), max_size=12),
)
def test_law_every_number_of_a_whole_sequence_counts(length: int, strays: list[tuple[int, int]]) -> None:
    """Whatever figures stand within the paragraphs, a sequence 7.1, 7.2, … that begins them is found whole."""
    made: list[Candidate] = []
    wanted = set()
    for value in range(1, length + 1):
        number = read_number(f"7.{value}. Words")
        assert number is not None
        wanted.add(len(made) * 2)
        made.append(Candidate(line=len(made) * 2, number=number, fresh=True, heading=False, indent=0.0))
    for after, value in strays:
        number = read_number(f"7.{value} million things")
        assert number is not None
        made.append(Candidate(line=min(after, length) * 2 + 1, number=number, fresh=False, heading=False, indent=24.0))
    made.sort(key=lambda candidate: candidate.line)
    assert set(choose(made)) == wanted


def test_gaps_names_what_is_missing() -> None:
    assert gaps(["13.4", "13.6", "13.1", "13.2", "13.3", "Annex F", "1", "3"]) == ("13.5", "2")
    assert gaps(["1.1", "1.2", "2.1"]) == ()
    assert len(gaps(["1.999", "1.1"])) == 200
