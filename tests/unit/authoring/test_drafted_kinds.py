"""Kinds of the items of a draft: what labels, boxes and standards say of them. All texts are invented."""

from care_standards.authoring.drafted_kinds import propose_kinds
from care_standards.authoring.outline import Role
from care_standards.authoring.structure.recognised import Recognised, RecognisedItem
from care_standards.vocabularies import Kind


def item(
    role: Role, level: int = 0, *, text: str, boxed: bool = False, sets_kind: Kind | None = None
) -> RecognisedItem:
    return RecognisedItem(role=role, level=level, text=text, boxed=boxed, sets_kind=sets_kind, characters=1)


def kinds(*items: RecognisedItem) -> list[Kind]:
    return [proposed.kind for proposed in propose_kinds(Recognised(items=items, characters=len(items))).proposals]


STANDARD = (item("heading", 1, text="Part"), item("heading", 2, text="Section"), item("heading", 3, text="Standard"))


def test_a_label_in_a_box_says_what_the_paragraphs_of_the_box_are() -> None:
    found = kinds(
        *STANDARD,
        item("heading", 4, text="Guiding principles", boxed=True, sets_kind="principle"),
        item("paragraph", text="Invented words in the box.", boxed=True),
        item("paragraph", text="More invented words in the box.", boxed=True),
        item("heading", 4, text="Practical recommendations", sets_kind="recommendation"),
        item("bullet", 1, text="Staff should invent."),
        item("paragraph", text="An example in another box.", boxed=True),
    )
    assert found[4:6] == ["principle", "principle"]
    assert found[-1] == "statement"


def test_a_box_after_the_text_that_left_the_first_one_is_an_example() -> None:
    found = kinds(
        *STANDARD,
        item("heading", 4, text="Guiding principles", boxed=True, sets_kind="principle"),
        item("paragraph", text="Invented words in the box.", boxed=True),
        item("paragraph", text="Words below the box."),
        item("paragraph", text="An example in another box.", boxed=True),
    )
    assert found[-1] == "statement"
