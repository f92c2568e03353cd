"""What the strategies promise to a test that hands them something of its own."""

import attrs
from hypothesis import given, settings

import care_standards as cs
from care_standards.testing import assessments

_SCS = cs.load("scs-2018")
EMPTY = attrs.evolve(_SCS, id="demo-2020", publication="demo", provisions=(), digest=None)


@given(assessments(EMPTY))
@settings(max_examples=20)
def test_an_edition_without_provisions_is_one_all_the_same(assessment: cs.Assessment) -> None:
    """Its truth value is false, as of every empty collection; no shipped edition may take its place."""
    assert assessment.edition == "demo-2020"
