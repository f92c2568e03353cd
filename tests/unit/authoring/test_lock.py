"""The lock file: what it holds, what it refuses, and how items are matched. All wording is invented."""

import pytest

from care_standards.authoring.compiling import compile_with_lock
from care_standards.authoring.faults import InvalidAuthoringError
from care_standards.authoring.lock import SKETCH, Lock, likeness, prints
from care_standards.authoring.lock_matching import matched
from care_standards.authoring.outline import Item

HEAD = (
    '+++\nedition = "oak-2026"\ntitle = "Invented"\n[rights]\nsharing = "private"\nstatement = "Invented."\n'
    '[completeness]\nlevel = "partial"\ncoverage = "Invented."\n+++\n'
)


def of(text: str) -> tuple[str, str]:
    return prints(Item(role="bullet", level=1, text=text))


def run(body: str, lock: Lock | None = None) -> tuple[list[str], Lock]:
    found = compile_with_lock(HEAD + body, lock=lock)
    return [p.id.partition(".")[2] for p in found.edition], found.lock


def test_no_text_is_held() -> None:
    _, lock = run("# 1 Zebrafish\n\n- zebrafish are striped\n")
    assert b"ebrafish" not in lock.to_bytes()
    assert "striped" not in repr(lock)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\xff", b"[]", b'{"lock": 2, "edition": "oak-2026", "items": [], "gone": []}', b"[" * 100_000,
     b'{"lock": 1, "edition": "oak-2026", "items": [["a"]], "gone": []}',
     b'{"lock": 1, "edition": "oak-2026", "items": [], "gone": [3]}',
     b'{"lock": 1, "edition": "oak-2026", "items": [["oak-2026.1", null, "q", "", ""]], "gone": []}'],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_lock_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidAuthoringError, match="CS517") as refused:
        Lock.read(content)
    assert refused.value.__context__ is None


def test_likeness() -> None:
    one, near, far = of("book an interpreter in good time"), of("Book an interpreter in good times"), of("rain at sea")
    assert likeness(one[1], one[1]) == 1
    assert likeness(one[1], near[1]) > 0.3 > likeness(one[1], far[1])
    assert of("Book  an INTERPRETER.")[0] == of("book an interpreter")[0]


def test_a_sketch_holds_too_little_to_find_its_words_again() -> None:
    """Of each mark one byte is kept: of many words, several give the same byte as the one that was there."""
    sketch = of("zebrafish")[1]
    assert len(sketch) == 2 * SKETCH
    vocabulary = [f"word{n}" for n in range(20_000)]
    for place in range(0, len(sketch), 2):
        alike = sum(of(word)[1][place : place + 2] == sketch[place : place + 2] for word in vocabulary[:2000])
        assert alike > 1


def test_headings_keep_their_ids_when_reworded() -> None:
    before, lock = run("# 1 a\n\n## A calm arrival\n\n- b\n")
    after, _ = run("# 1 a\n\n## A quiet arrival\n\n- b\n", lock)
    assert before == after == ["1", "a-calm-arrival", "a-calm-arrival.r1"]


def test_nested_bullets_keep_their_ids_when_their_parent_moves() -> None:
    _, lock = run("# 1 a\n\n- first words here\n  - inner one\n- second words there\n  - inner two\n")
    after, _ = run("# 1 a\n\n- second words there\n  - inner two\n- first words here\n  - inner one\n", lock)
    assert after == ["1", "1.r2", "1.r2.r1", "1.r1", "1.r1.r1"]


def test_explicit_ids_win() -> None:
    _, lock = run("# 1 a\n\n- b c d\n- e f g\n")
    after, _ = run("# 1 a\n\n- b c d {id=1.r2}\n- e f g\n", lock)
    assert after[1] == "1.r2"
    assert after[2] != "1.r2"


def test_the_outcome_names_ids() -> None:
    first = compile_with_lock(HEAD + "# 1 a\n\n- b c d\n- e f g\n- h i j\n")
    second = compile_with_lock(HEAD + "# 1 a\n\n- e f g\n- h i j\n- k l m\n", lock=first.lock)
    assert second.outcome.gone == ("oak-2026.1.r1",)
    assert second.outcome.new == ("oak-2026.1.r4",)
    assert str(second.outcome) == "3 ids kept, 1 new, 1 gone"
    assert str(first.outcome) == "0 ids kept, 4 new, 0 gone"


def test_what_comes_back_gets_its_id_back() -> None:
    body = "# 1 a\n\n- b c d\n- e f g\n- h i j\n"
    ids, lock = run(body)
    _, lock = run(body.replace("- e f g\n", ""), lock)
    other, _ = run(body.replace("e f g", "k l m"), lock)
    assert other == ["1", "1.r1", "1.r4", "1.r3"]
    assert run(body, Lock.read(lock.to_bytes()))[0] == ids
    outcome = compile_with_lock(HEAD + body, lock=lock).outcome
    assert (outcome.new, outcome.gone, outcome.back) == ((), (), ("oak-2026.1.r2",))


def test_a_number_mistyped_and_corrected_leaves_the_ids_as_they_were() -> None:
    body = "# 1 a\n\n### 1.1 b\n\nc d e\n\n- f g h\n  - i j k\n- l m n\n\n### Own heading\n\n- o p q\n"
    ids, lock = run(body)
    slipped, lock = run(body.replace("1.1 b", "1.2 b"), lock)
    assert "1.2.r1" in slipped
    after, lock = run(body, lock)
    assert after == ids
    assert {one.id for one in lock.gone} == {f"oak-2026.{id}" for id in set(slipped) - set(ids)}


def test_an_id_that_is_written_out_elsewhere_does_not_come_back() -> None:
    _, lock = run("# 1 a\n\n- b c d\n- e f g\n")
    _, lock = run("# 1 a\n\n- e f g\n", lock)
    body = "# 1 a\n\n- b c d\n- e f g\n- h {id=1.r1}\n"
    assert run(body, lock)[0] == ["1", "1.r3", "1.r2", "1.r1"]
    outcome = compile_with_lock(HEAD + body, lock=lock).outcome
    assert (outcome.back, outcome.reused) == ((), ("oak-2026.1.r1",))


def test_a_lock_that_remembers_ids_alone_is_read_too() -> None:
    lock = Lock.read(b'{"lock": 1, "edition": "oak-2026", "items": [], "gone": ["oak-2026.1.r1"]}')
    assert run("# 1 a\n\n- b\n", lock)[0] == ["1", "1.r2"]


def test_many_edits_are_matched_without_comparing_everything() -> None:
    lines = [f"- words of item number {n} and more\n" for n in range(3000)]
    _, lock = run("# 1 a\n\n" + "".join(lines))
    after, _ = run("# 1 a\n\n" + "".join(line.replace("more", "others") for line in lines), lock)
    assert after == ["1", *(f"1.r{n + 1}" for n in range(3000))]


def test_equal_texts_keep_their_order() -> None:
    from care_standards.authoring.lock_matching import _Old

    same = of("same words")
    other = of("quite another thing")
    old = [_Old(f"r{n}", *print_) for n, print_ in enumerate((same, same, other))]
    assert matched(old, [same, same, other]) == {0: 0, 1: 1, 2: 2}
    assert matched(old, [other, same, same]) == {0: 2, 1: 0, 2: 1}
