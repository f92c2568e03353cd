"""Force and kind proposed from invented wording."""

import pytest

from care_standards.authoring.wording import force_of, kind_of

FORCES = [
    ("The invented provider must keep a list.", "must"),
    ("The invented provider must not keep a list.", "must-not"),
    ("Nobody shall be turned away in this story.", "must"),
    ("Staff shall not share the invented list.", "must-not"),
    ("Staff must never share the invented list.", "must-not"),
    ("Sharing the invented list is prohibited.", "must-not"),
    ("Visitors are not permitted in the invented garden.", "must-not"),
    ("Providers are required to keep an invented list.", "must"),
    ("Providers have a duty to keep an invented list.", "must"),
    ("Staff should offer invented tea.", "should"),
    ("Staff should never offer cold tea.", "should"),
    ("Staff should not offer cold tea.", "should"),
    ("Staff ought to offer invented tea.", "should"),
    ("It is important that tea is offered.", "should"),
    ("It is essential that tea is offered.", "should"),
    ("It is strongly recommended to offer tea.", "should"),
    ("It is good practice to offer tea.", "should"),
    ("Staff are expected to offer tea.", "should"),
    ("Providers may offer invented tea.", "may"),
    ("Providers are encouraged to offer tea.", "may"),
    ("People may be tired after an invented journey.", "statement"),
    ("The invented garden will open in spring.", "statement"),
    ("The invented garden was opened in spring.", "statement"),
    ("Do not offer cold tea in this story.", "must-not"),
    ("human trafficking", "unknown"),
]


@pytest.mark.parametrize(("text", "force"), FORCES)
def test_force(text: str, force: str) -> None:
    proposal = force_of(text)
    assert proposal.force == force
    assert 0 < proposal.confidence < 1


def test_a_mixed_item_takes_its_strongest_part_less_surely() -> None:
    plain = force_of("Staff must keep a list.")
    mixed = force_of("Staff must keep a list. They should read it. They may share it.")
    assert (mixed.force, plain.force) == ("must", "must")
    assert mixed.confidence < plain.confidence
    assert force_of("Staff should ask. They must not insist.").force == "must-not"


def test_a_guess_is_less_sure_than_a_plain_word() -> None:
    assert force_of("Staff must ask.").confidence > force_of("Staff may ask.").confidence
    assert force_of("Bodies need to work together.").confidence < 0.5


def test_a_bullet_takes_the_force_of_what_introduces_it() -> None:
    found = force_of("keep an invented list", lead_in="Every provider must:", bullet=True)
    assert found.force == "must"
    assert found.confidence < force_of("Every provider must keep a list.").confidence
    assert force_of("keep an invented list", lead_in="Some like to:", bullet=True).force != "must"
    assert force_of("they should read", lead_in="Every provider must:", bullet=True).force == "should"
    assert force_of("keep an invented list", lead_in="Every provider must keep one.", bullet=True).force != "must"


def test_a_bullet_that_begins_with_a_bare_verb_is_advice() -> None:
    assert force_of("Offer invented tea at every visit.", bullet=True).force == "should"
    assert force_of("Offer invented tea at every visit.").force != "should"


def kind(role: str = "paragraph", **given: object) -> str:
    facts = {
        "announced": None, "force": "should", "in_standard": False, "listed": False, "boxed": False, "clauses": False,
        **given,
    }  # fmt: skip
    return kind_of(role, **facts).kind


def test_kinds() -> None:
    assert kind(announced="principle") == "principle"
    assert kind("bullet", announced="recommendation") == "recommendation"
    assert kind(announced="recommendation", boxed=True) == "statement"
    assert kind("bullet", in_standard=True) == "recommendation"
    assert kind("bullet", clauses=True) == "statement"
    assert kind(in_standard=True, listed=True, force="statement") == "principle"
    assert kind(in_standard=True, force="statement") == "statement"
    assert kind() == "statement"


def test_a_printed_label_is_surest() -> None:
    told = kind_of(
        "paragraph", announced="principle", force="should", in_standard=True, listed=True, boxed=False, clauses=False
    )
    guessed = kind_of(
        "paragraph", announced=None, force="should", in_standard=True, listed=True, boxed=False, clauses=False
    )
    assert told.confidence > guessed.confidence
