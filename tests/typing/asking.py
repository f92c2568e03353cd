"""A stranger's program that asks questions. Never run: mypy and pyright must accept it as it stands."""

from datetime import date
from typing import assert_type

import care_standards as cs
from care_standards.model import Catalogue, GlossaryEntry
from care_standards.query import Answer, Applicability, Applicable, Branch, Holding, InForceAnswer, Reason
from care_standards.searching import Hit, SearchResult, Snippet

scs = cs.load("scs-2018")

# What is recorded of it.
chosen = cs.select(scs, kind="recommendation", force=["must", "should"], setting={"outreach", "not-stated"})
assert_type(chosen, tuple[cs.Provision, ...])
assert_type(cs.select("scs-2018", under="1.1.5", heading="faith"), tuple[cs.Provision, ...])
assert_type(cs.select(["scs-2018", cs.load("scs-2015")], under=chosen), tuple[cs.Provision, ...])
assert_type(cs.select(cites="ecat-2005", source=("heal-2019",), where=lambda p: p.page), tuple[cs.Provision, ...])
assert_type(cs.query.select(chosen, nation=("scotland", "wales"), text_status="gist"), tuple[cs.Provision, ...])
assert_type(cs.query.facets(chosen), dict[str, dict[str, int]])
assert_type(cs.query.choices(scs), tuple[tuple[str, str], ...])
assert_type(cs.query.choices("setting"), tuple[tuple[str, str], ...])
assert_type(cs.query.choices(scs, grouped=True), tuple[tuple[str, tuple[tuple[str, str], ...]], ...])
assert_type(cs.query.holdings(chosen), tuple[Holding, ...])

for branch in cs.query.outline(scs):
    assert_type(branch, Branch)
    assert_type([below.provision.id for below in branch.walk()], list[str])

provision = scs["1.1.5"]
assert_type(provision.next, cs.Provision | None)
assert_type(provision.previous, cs.Provision | None)
assert_type(provision.siblings, tuple[cs.Provision, ...])
assert_type(scs.next(provision), cs.Provision | None)
assert_type(scs.siblings("1.1.5"), tuple[cs.Provision, ...])

# What applies.
context = cs.Context(nation="scotland", setting="outreach", populations={"children"}, on=date(2019, 3, 1))
found = cs.applicable(scs, context)
assert_type(found, Applicable)
assert_type(found["scs-2018.1.1.5"], Applicability)
assert_type(found[0].answer, Answer)
assert_type(found[0].reasons, tuple[Reason, ...])
assert_type(found[:2], tuple[Applicability, ...])
assert_type(found.yes, tuple[cs.Provision, ...])
assert_type(found.counts, dict[Answer, int])
assert_type([one.provision.id for one in found if one.answer == "unknown"], list[str])
assert_type(cs.applicable(chosen, context).holdings, tuple[Holding, ...])

# Which edition, when.
then = cs.query.edition_in_force(cs.publication("scs"), on="2016-03")
assert_type(then, InForceAnswer)
assert_type(then.edition, str | None)
assert_type(then.candidates, tuple[str, ...])
assert_type(cs.catalogue().as_of(date(2016, 3, 1)), Catalogue)
assert_type(cs.select(cs.catalogue().as_of("2016"), kind="statement"), tuple[cs.Provision, ...])

# What says something about it.
result = cs.search('"informed consent" -child', scs, limit=5)
assert_type(result, SearchResult)
assert_type(result.provisions, tuple[cs.Provision, ...])
assert_type(result.ignored, tuple[str, ...])
for hit in result:
    assert_type(hit, Hit)
    assert_type(hit.provision, cs.Provision | None)
    assert_type(hit.entry, GlossaryEntry | None)
    assert_type(hit.snippet, Snippet)
    assert_type(hit.snippet.highlighted("<b>", "</b>"), str)
    assert_type(hit.score, float | None)
