"""A stranger's program that looks provisions up. Never run: mypy and pyright must accept it as it stands."""

from typing import assert_type

import care_standards as cs
from care_standards.model import Concordance, Crosswalk, GlossaryEntry, Mapping, Publication, RegistryEntry, Source
from care_standards.vocabularies import Force, Kind

scs = cs.load("scs-2018")
assert_type(scs, cs.Edition)
assert_type(scs["1.1.5"], cs.Provision)
assert_type(scs["1.1.5"].recommendations, tuple[cs.Recommendation, ...])
assert_type(scs["1.1.5"].principles, tuple[cs.Principle, ...])
assert_type(scs.standards, tuple[cs.Standard, ...])
assert_type(scs.get("9.9"), cs.Provision | None)
assert_type(scs.get("9.9", "absent"), cs.Provision | str)
assert_type(scs.parent("1.1.5"), cs.Provision | None)
assert_type(scs.children(scs["1.1.5"]), tuple[cs.Provision, ...])
assert_type("1.1.5" in scs, bool)
assert_type(len(scs), int)

for provision in scs:
    assert_type(provision, cs.Provision)
    assert_type(provision.kind, Kind)
    assert_type(provision.force, Force)
    assert_type(provision.page, int | None)
    assert_type(provision.notation, str | None)
    assert_type(provision.ancestors, tuple[cs.Provision, ...])


def heading(provision: cs.Provision) -> str:
    if isinstance(provision, cs.Recommendation):
        assert_type(provision, cs.Recommendation)
        return provision.summary or provision.id
    match provision.kind:
        case "standard" | "principle":
            return provision.heading or provision.id
        case _:
            return provision.id


assert_type(cs.publications(), tuple[Publication, ...])
assert_type(cs.publication("scs"), Publication)
assert_type(cs.editions(), tuple[cs.Edition, ...])
assert_type(cs.crosswalks(), tuple[Crosswalk, ...])
assert_type(cs.concordances(), tuple[Concordance, ...])
assert_type(cs.concordance("scs-2018", "scs-2025"), Concordance)
assert_type(cs.concordance("scs-2018--scs-2025", catalogue=cs.catalogue()), Concordance)
assert_type(cs.crosswalk("scs-2018--ecat-2005"), Crosswalk)
assert_type(cs.catalogue().crosswalk("scs-2018--ecat-2005"), Crosswalk)
assert_type(cs.glossary(), tuple[GlossaryEntry, ...])
assert_type(cs.catalogue().sources, tuple[Source, ...])

crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
assert_type(crosswalk, Crosswalk)
assert_type(crosswalk.mappings, tuple[Mapping, ...])

found = cs.resolve("scs-2018.1.1.5")
assert_type(found, Publication | cs.Edition | Crosswalk | Concordance | cs.Provision | RegistryEntry)
if isinstance(found, RegistryEntry):
    assert_type(found.successors, tuple[str, ...])
