"""Reading SSSOM: a stranger's set as far as its words carry, and every fault with its code and place, never a value."""

import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.exports import ExchangeCode, ExchangeFault, InvalidExchangeError, sssom
from care_standards.exports.sssom_words import BUILT_IN, FOLLOWS, WRITTEN

# Invented, in the style in which other programs write.
FOREIGN = """\
# curie_map:
#   orcid: https://orcid.org/
#   std: https://care-standards.invalid/id/
# mapping_set_id: https://example.org/sets/invented
# mapping_set_description: An invented set, whose description is
#   longer than one line.
# license: "https://creativecommons.org/publicdomain/zero/1.0/"
# creator_id:
# - orcid:0000-0000-0000-0000
# mapping_date: 2026-03-01
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\tcomment\tauthor_label\tmine
std:scs-2018.1.1.5\tskos:exactMatch\t\tstd:ecat-2005.12.7\tsemapv:ManualMappingCuration\t0.95\tInvented\tA\tx
std:scs-2018.1.1.6\tskos:broadMatch\t\tstd:ecat-2005.12.5\tsemapv:LexicalMatching\t0.7\t"In ""quotes""\tand more"\t\t
std:scs-2018.1.1.6\tskos:narrowMatch\t\tstd:ecat-2005.12.7\tsemapv:LexicalMatching\t0.1\t=1\t\ty
std:scs-2018.1.1.8\tskos:closeMatch\t\tstd:ecat-2005.12.2\tsemapv:LexicalMatching\t\t\t\t
std:scs-2018.1.1.8\tskos:relatedMatch\t\tstd:ecat-2005.28\tsemapv:LexicalMatching\t\t\t\t
std:scs-2018.1.1.1\tskos:relatedMatch\tNot\tstd:ecat-2005\tsemapv:LexicalMatching\t\t\t\t
std:scs-2018\tskos:exactMatch\tNot\tstd:ecat-2005\tsemapv:LexicalMatching\t\t\t\t
"""


def test_a_foreign_set_says_what_its_words_carry() -> None:
    read = sssom.read_tsv(FOREIGN, catalogue=cs.catalogue())
    crosswalk = read.crosswalk
    assert crosswalk.id == "scs-2018--ecat-2005"
    assert crosswalk.source.data_revision == cs.load("scs-2018").data_revision
    assert crosswalk.note == "An invented set, whose description is longer than one line."
    assert [(row.source, row.relation, row.confidence, row.rationale) for row in crosswalk.mappings] == [
        ("scs-2018.1.1.5", "equivalent", "high", "Invented"),
        ("scs-2018.1.1.6", "subset-of", "medium", 'In "quotes"\tand more'),
        ("scs-2018.1.1.6", "superset-of", "low", "=1"),
        ("scs-2018.1.1.8", "unknown", "low", "The file that was read gives no reason."),
        ("scs-2018.1.1.8", "unknown", "low", "The file that was read gives no reason."),
        ("scs-2018.1.1.1", "unknown", "low", "The file that was read gives no reason."),
        ("scs-2018", "unknown", "low", "The file that was read gives no reason."),
    ]
    assert {(row.basis, row.origin, row.sources, row.matching) for row in crosswalk.mappings} == {
        ("inferred", "editorial", (), None)
    }


def test_what_was_concluded_or_not_taken_over_is_told() -> None:
    losses = {(loss.where, loss.what): loss.count for loss in sssom.read_tsv(FOREIGN, catalogue=cs.catalogue()).losses}
    left = "the slot is not taken over"
    assert losses["author_label", left] == 1
    assert losses["creator_id", left] == 1
    assert losses["license", left] == 1
    assert losses["mapping_justification", left] == 7
    assert losses["other slots", "slots that SSSOM does not know are not taken over"] == 2
    assert losses["predicate_id", "taken to mean unknown, as no extension says more"] == 4
    assert losses["confidence", "not stated: low"] == 4
    assert losses["ext_origin", "not stated: editorial"] == 7
    assert "mine" not in str(losses)


def test_a_table_that_a_spreadsheet_has_saved_is_read() -> None:
    """LibreOffice takes each line of the block for a cell: in quotes where it holds any, and tabs behind."""
    width = FOREIGN.splitlines()[-1].count("\t")

    def saved(line: str) -> str:
        if not line.startswith("#"):
            return line
        doubled = line.replace('"', '""')
        return (f'"{doubled}"' if '"' in line else line) + "\t" * width

    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    for text in (FOREIGN, sssom.to_tsv(crosswalk).text):
        opened = "".join(f"{saved(line)}\r\n" for line in text.splitlines())
        assert sssom.read_tsv(opened, catalogue=cs.catalogue()) == sssom.read_tsv(text, catalogue=cs.catalogue())
    broken = FOREIGN.replace('# license: "', '"# license: "" canary')
    with pytest.raises(InvalidExchangeError, match="line 7: CS803") as caught:
        sssom.from_tsv(broken, catalogue=cs.catalogue())
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "pointer", "where"),
    [(0, "", "the whole"), (4, "", "line 4"), (0, "/license", "/license"), (4, "/license", "line 4, /license")],
)
def test_a_fault_says_where_it_is_in_words(line: int, pointer: str, where: str) -> None:
    fault = ExchangeFault(code=ExchangeCode.BLOCK_FORM, line=line, pointer=pointer, what="A.", instead="B.")
    assert str(fault) == f"{where}: CS803 A. B."


def test_metadata_may_be_a_file_of_its_own() -> None:
    lines = FOREIGN.splitlines(keepends=True)
    block = "".join(line[2:] for line in lines if line.startswith("#"))
    table = "".join(line for line in lines if not line.startswith("#"))
    expected = sssom.from_tsv(FOREIGN, catalogue=cs.catalogue())
    assert sssom.from_tsv(table, metadata=block, catalogue=cs.catalogue()) == expected
    assert sssom.from_tsv(table.encode(), metadata=block.replace("\n", "\r\n"), catalogue=cs.catalogue()) == expected
    with pytest.raises(InvalidExchangeError, match=r"CS803 There are two metadata blocks\."):
        sssom.from_tsv(FOREIGN, metadata=block)


def test_a_set_in_json_may_have_iris_and_prefixes_as_objects() -> None:
    row = {
        "subject_id": "https://care-standards.invalid/id/scs-2018.1.1.5",
        "predicate_id": "http://www.w3.org/2004/02/skos/core#exactMatch",
        "object_id": "std:ecat-2005.12.7",
        "mapping_justification": "semapv:ManualMappingCuration",
        "confidence": 1,
        "author_label": ["A"],
    }
    prefix = {"prefix_name": "std", "prefix_url": "https://care-standards.invalid/id/"}
    document = {"mapping_set_id": "x", "curie_map": {"std": prefix}, "mappings": [row], "@context": {}}
    read = sssom.read_json(document, catalogue=cs.catalogue())
    assert [(each.relation, each.confidence) for each in read.crosswalk.mappings] == [("equivalent", "high")]
    assert {"author_label", "other slots"} <= {loss.where for loss in read.losses}
    assert sssom.from_json(json.dumps(document), catalogue=cs.catalogue()) == read.crosswalk


def test_extensions_count_only_where_they_are_declared_as_ours() -> None:
    table = sssom.to_tsv(cs.crosswalk("scs-2018", "ecat-2005")).text
    assert sssom.from_tsv(table.replace("ext_basis", "ext_grund")) == cs.crosswalk("scs-2018", "ecat-2005")
    read = sssom.read_tsv(table.replace("care_standards_terms:basis", "skos:basis"))
    assert {row.basis for row in read.crosswalk.mappings} == {"inferred"}
    assert "other slots" in {loss.where for loss in read.losses}


# What is put instead of what in the foreign table; then the code, the line and the place of the one fault.
CHANGES: dict[str, tuple[str, str, str, int, str]] = {
    "a prefix that is not declared": ("std:scs-2018.1.1.5\t", "canary:scs-2018.1.1.5\t", "CS807", 12,
                                      "/mappings/0/subject_id"),
    "somebody else's id": ("std:ecat-2005.28", "orcid:canary", "CS807", 16, "/mappings/4/object_id"),
    "an id of no form": ("std:ecat-2005.28", "std:Canary 4711", "CS807", 16, "/mappings/4/object_id"),
    "an id of another edition": ("std:ecat-2005.28", "std:msa-2015.49", "CS807", 16, "/mappings/4/object_id"),
    "no match": ("std:ecat-2005.28", "sssom:NoTermFound", "CS807", 16, "/mappings/4/object_id"),
    "a predicate without a prefix": ("skos:closeMatch", "canary", "CS804", 15, "/mappings/3/predicate_id"),
    "another modifier": ("\tNot\tstd:ecat-2005\tsemapv:LexicalMatching\t\t\t\t\nstd:scs-2018\t",
                         "\tnot\tstd:ecat-2005\tsemapv:LexicalMatching\t\t\t\t\nstd:scs-2018\t",
                         "CS804", 17, "/mappings/5/predicate_modifier"),
    "a confidence in words": ("0.95", "canary", "CS804", 12, "/mappings/0/confidence"),
    "more than certain": ("0.95", "1.5", "CS804", 12, "/mappings/0/confidence"),
    "no number at all": ("0.95", "nan", "CS804", 12, "/mappings/0/confidence"),
    "no justification": ("semapv:ManualMappingCuration", "", "CS804", 12, "/mappings/0/mapping_justification"),
    "a cell too many": ("\tA\tx", "\tA\tx\tcanary", "CS806", 12, "/mappings/0"),
    "a cell too few": ("\tA\tx", "\tA", "CS806", 12, "/mappings/0"),
    "quotes that are not closed": ('"In ""quotes""\tand more"', '"Canary', "CS805", 13, ""),
    "a column that is missing": ("\tpredicate_id", "\tcanary", "CS804", 11, ""),
    "a column twice": ("\tauthor_label", "\tcomment", "CS804", 11, ""),
    "a slot twice": ("# mapping_date: 2026-03-01", "# license: canary", "CS804", 10, ""),
    "a comment in the block": ("# mapping_date", "# canary mapping_date", "CS803", 10, ""),
    "an anchor": ("2026-03-01", "&canary 2026-03-01", "CS803", 10, ""),
    "a map in braces": ("2026-03-01", "{canary: 1}", "CS803", 10, ""),
    "a block of text": ("2026-03-01", "|\n#    canary", "CS803", 10, ""),
    "spaces that differ": ("# mapping_date", "#mapping_date", "CS803", 10, ""),
    "skos as something else": ("orcid: https://orcid.org/", "skos: https://example.org/canary", "CS804", 1,
                               "/curie_map"),
    "an id of the other side": ("std:ecat-2005.28", "std:scs-2018.9.9.9", "CS807", 16, "/mappings/4/object_id"),
    "a row twice": ("std:scs-2018.1.1.8\tskos:relatedMatch\t\tstd:ecat-2005.28",
                    "std:scs-2018.1.1.8\tskos:relatedMatch\t\tstd:ecat-2005.12.2", "CS809", 16, "/mappings/4"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_has_its_code_and_its_place_and_shows_no_value(change: str) -> None:
    old, new, code, line, pointer = CHANGES[change]
    assert FOREIGN.count(old) == 1
    with pytest.raises(InvalidExchangeError) as refused:
        sssom.from_tsv(FOREIGN.replace(old, new), catalogue=cs.catalogue())
    (fault,) = refused.value.faults
    assert (fault.code.value, fault.line, fault.pointer) == (code, line, pointer)
    assert "anary" not in f"{refused.value!s}{refused.value!r}"
    assert refused.value.__cause__ is refused.value.__context__ is None
    assert pickle.loads(pickle.dumps(refused.value)).faults == refused.value.faults


OWN = cs.crosswalk("scs-2018", "ecat-2005")
OWN_CHANGES: dict[str, tuple[str, str, str, str]] = {
    "another predicate": ("skos:relatedMatch", "skos:exactMatch", "CS808", "/mappings/0/ext_relation"),
    "another confidence": ("\t0.9\t", "\t0.2\t", "CS808", "/mappings/0/ext_confidence"),
    "a relation of nobody's": ("\tintersects\t", "\tcanary\t", "CS804", "/mappings/0/ext_relation"),
    "a basis of nobody's": ("\tstated\t", "\tcanary\t", "CS804", "/mappings/0/ext_basis"),
    "a key of no form": ("\theal-2019\t", "\tCanary 1\t", "CS804", "/mappings/0/ext_sources"),
    "a digest of no form": ("\tsha256:", "\tcanary:", "CS804", "/mappings/0/ext_subject_digest"),
    "no revision": ("ext_subject_data_revision: 1", "ext_subject_data_revision: canary", "CS804",
                    "/ext_subject_data_revision"),
    "a later version": ('ext_schema_version: "1.0"', 'ext_schema_version: "9.0"', "CS804", "/ext_schema_version"),
    "no edition": ('"care_standards:scs-2018"', '"care_standards:canary"', "CS807", "/subject_source"),
    "extensions that are none": ("#ext_library_version", '#ext_extensions: "canary"\n#ext_library_version', "CS804",
                                 "/ext_extensions"),
    "a bibliography that is none": ("#ext_library_version", '#ext_bibliography: "[{}]"\n#ext_library_version', "CS804",
                                    "/ext_bibliography"),
}  # fmt: skip


@pytest.mark.parametrize("change", OWN_CHANGES)
def test_extensions_that_do_not_hold_are_refused(change: str) -> None:
    old, new, code, pointer = OWN_CHANGES[change]
    table = sssom.to_tsv(OWN).text
    declared = ["ext_extensions", "ext_bibliography"]
    more = "".join(f'#  - slot_name: "{name}"\n#    property: "care_standards_terms:{name[4:]}"\n' for name in declared)
    table = table.replace("#extension_definitions:\n", f"#extension_definitions:\n{more}")
    assert sssom.from_tsv(table) == OWN
    assert old in table
    with pytest.raises(InvalidExchangeError) as refused:
        sssom.from_tsv(table.replace(old, new, 1))
    assert (refused.value.faults[0].code.value, refused.value.faults[0].pointer) == (code, pointer)
    assert refused.value.faults[0].line > 0
    assert "anary" not in f"{refused.value!s}{refused.value!r}"


def test_an_extension_given_twice_is_refused() -> None:
    plain = json.loads(sssom.to_json(OWN).content)
    plain["mappings"][1]["other"] += "|ext_basis=canary"
    with pytest.raises(InvalidExchangeError) as refused:
        sssom.from_json(plain)
    assert [(fault.code.value, fault.pointer) for fault in refused.value.faults] == [("CS804", "/mappings/1/ext_basis")]
    assert "canary" not in str(refused.value)


def test_prefixes_may_have_other_names() -> None:
    unknown = sssom.to_tsv(cs.crosswalk("scs-2018", "ticc-2018")).text
    assert "care_standards_terms:unknown" in unknown
    renamed = unknown.replace("care_standards_terms:", "t:").replace("care_standards:", "i:")
    assert sssom.from_tsv(renamed) == cs.crosswalk("scs-2018", "ticc-2018")


def test_a_foreign_set_needs_a_catalogue_for_the_revision() -> None:
    with pytest.raises(InvalidExchangeError, match="does not say of which revision") as refused:
        sssom.from_tsv(FOREIGN)
    assert [fault.pointer for fault in refused.value.faults] == [
        "/ext_subject_data_revision", "/ext_object_data_revision",
    ]  # fmt: skip


def test_a_set_without_rows_must_name_its_editions() -> None:
    with pytest.raises(InvalidExchangeError, match="say which edition"):
        sssom.from_json({"mapping_set_id": "x", "mappings": []}, catalogue=cs.catalogue())


BAD_JSON: dict[str, tuple[Any, str]] = {
    "no JSON": ("{canary", "CS802"),
    "nothing": ("", "CS802"),
    "a list": (b"[]", "CS802"),
    "a member twice": ('{"license": "canary", "license": "b"}', "CS802"),
    "half a character": ('{"license": "\ud800"}', "CS802"),
    "mappings that are no list": ({"mappings": "canary"}, "CS804"),
    "a mapping that is none": ({"mappings": ["canary"]}, "CS804"),
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_json_that_is_no_set_is_refused(case: str) -> None:
    content, code = BAD_JSON[case]
    with pytest.raises(InvalidExchangeError) as refused:
        sssom.from_json(content)
    assert {fault.code.value for fault in refused.value.faults} == {code}
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\xff", "\ud800", b"\xff\xfes\x00"])
def test_a_table_that_is_no_text_is_refused(content: bytes | str) -> None:
    with pytest.raises(InvalidExchangeError, match="CS801"):
        sssom.from_tsv(content)


@pytest.mark.parametrize("read", [sssom.from_tsv, sssom.from_json])
def test_limits_hold(read: Callable[..., Any]) -> None:
    content = (sssom.to_tsv if read is sssom.from_tsv else sssom.to_json)(OWN).content
    assert read(content, limits=cs.Limits(max_bytes=len(content))) == OWN
    with pytest.raises(InvalidExchangeError, match=r"CS80[12]"):
        read(content, limits=cs.Limits(max_bytes=len(content) - 1))


def test_faults_come_all_at_once_but_not_without_end() -> None:
    lines = FOREIGN.splitlines(keepends=True)
    bad = lines[11].replace("std:scs-2018.1.1.5", "canary")
    with pytest.raises(InvalidExchangeError, match="and 1 more") as refused:
        sssom.from_tsv("".join(lines[:11]) + bad * 4 + lines[11], catalogue=cs.catalogue())
    assert len(refused.value.faults) == 4
    with pytest.raises(InvalidExchangeError) as refused:
        sssom.from_tsv("".join(lines[:11]) + bad * 1_000 + lines[11], catalogue=cs.catalogue())
    assert len(refused.value.faults) == 200


def test_codes_are_unique_and_explained(repository: Path) -> None:
    assert [code.value for code in ExchangeCode] == [f"CS80{n}" for n in range(1, 10)]
    assert all(code.explanation.endswith(".") for code in ExchangeCode)
    page = (repository / "docs" / "how-to" / "exchange-crosswalks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(CS8[0-9]+)` \| (.*) \|$", page, re.MULTILINE) == [
        (code.value, code.title) for code in ExchangeCode
    ]


def test_the_page_says_how_relations_are_written_and_read(repository: Path) -> None:
    page = (repository / "docs" / "how-to" / "exchange-crosswalks.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z-]+)` \| `([a-zA-Z_:]+)`(.*) \| `([a-z-]+)` \|$", page, re.MULTILINE)
    assert {row[0]: row[1] for row in told} == {relation: predicate for relation, (predicate, _) in WRITTEN.items()}
    for relation, _, more, read in told:
        predicate, modifier = WRITTEN[relation]
        prefix, _, local = predicate.partition(":")
        assert FOLLOWS.get((BUILT_IN.get(prefix, "") + local, modifier), "unknown") == read
        assert ("`Not`" in more) == (modifier == "Not")
