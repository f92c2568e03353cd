"""Writing SSSOM: which predicate for which relation, what is marked, what never leaves, and what is said to be lost."""

import json
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import InvalidValueError
from care_standards.exports import sssom
from care_standards.exports.sssom_words import FOLLOWS, NUMBERS, SAYS_LESS, WRITTEN
from care_standards.vocabularies import VOCABULARIES

CANARY = "Canary Wharf Road"


def crosswalk(*relations: str, **members: Any) -> model.Crosswalk:
    """Give an invented crosswalk with a row for each relation."""
    rows = tuple(
        model.Mapping(
            source=f"demo-2020.{place}", relation=relation, target="other-2021.1", basis="stated",  # type: ignore[arg-type]
            confidence="high", rationale="Both are invented.", sources=("heal-2019",), origin="source",
        )
        for place, relation in enumerate(relations)
    )  # fmt: skip
    own: dict[str, Any] = {
        "source": model.CrosswalkEnd(edition="demo-2020", data_revision=3),
        "target": model.CrosswalkEnd(edition="other-2021", data_revision=1),
        "mappings": rows,
    }
    return model.Crosswalk(**{**own, **members})


def edition(**members: Any) -> model.Edition:
    """Give an invented edition whose one provision holds wording of its publisher's."""
    provision = model.Provision(
        id="demo-2020.0", kind="clause", notation_status="none", heading="Meals", heading_status="own-label",
        text_status="private", force="should", text=model.Wording(language="en", value=CANARY),
        sources=("heal-2019",), confidence="low", **members,
    )  # fmt: skip
    return model.Edition(
        id="demo-2020", publication="demo", title="An invented book", data_revision=3,
        completeness=model.Completeness(level="partial", provisions=1, coverage="Invented."),
        rights=model.Rights(sharing="private", statement="Invented."), provisions=(provision,),
    )  # fmt: skip


def rows_of(exported: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(exported.content)["mappings"]
    return rows


def test_every_relation_has_a_predicate_that_is_no_stronger() -> None:
    assert tuple(WRITTEN) == VOCABULARIES["relation"]
    assert len(set(WRITTEN.values())) == len(WRITTEN)
    rows = rows_of(sssom.to_json(crosswalk(*VOCABULARIES["relation"])))
    assert [(row["predicate_id"], row.get("predicate_modifier")) for row in rows] == [
        ("skos:exactMatch", None),
        ("skos:closeMatch", None),
        ("skos:broadMatch", None),  # the target has all of the source and more: the object is the broader
        ("skos:narrowMatch", None),
        ("skos:relatedMatch", None),
        ("skos:relatedMatch", "Not"),
        ("care_standards_terms:unknown", None),
    ]


def test_what_follows_from_a_predicate_claims_neither_equality_nor_overlap_nor_its_absence() -> None:
    assert {"equal", "intersects", "no-relationship"} & set(FOLLOWS.values()) == set()


def test_confidence_is_never_left_to_be_taken_for_certainty() -> None:
    assert tuple(NUMBERS) == VOCABULARIES["confidence"]
    assert 1 > NUMBERS["high"] > NUMBERS["medium"] > NUMBERS["low"] > 0
    assert all("confidence" in row for row in rows_of(sssom.to_json(crosswalk("equal", "unknown"))))


def test_headings_are_labels_and_our_own_say_so() -> None:
    for written in (
        sssom.to_json(crosswalk("equal"), source=edition()), sssom.to_tsv(crosswalk("equal"), source=edition()),
    ):  # fmt: skip
        assert "Meals (our own label)" in written.text
        assert "An invented book to other-2021" in written.text
        assert CANARY not in written.text


def test_only_the_edition_of_the_side_gives_labels() -> None:
    with pytest.raises(InvalidValueError, match=r"sssom\.target must be the edition of this side"):
        sssom.to_tsv(crosswalk("equal"), target=edition())


def test_a_licence_is_stated_or_said_to_be_unspecified() -> None:
    stated = "https://creativecommons.org/publicdomain/zero/1.0/"
    unstated = sssom.to_json(crosswalk())
    assert json.loads(unstated.content)["license"] == "https://w3id.org/sssom/license/unspecified"
    assert [loss.where for loss in unstated.losses if loss.kept_in is None] == ["license"]
    written = sssom.to_json(crosswalk(), license=stated)
    assert json.loads(written.content)["license"] == stated
    assert "license" not in [loss.where for loss in written.losses]
    assert [loss.where for loss in sssom.read_json(written.content).losses] == ["license"]
    with pytest.raises(InvalidValueError, match="must be a web address"):
        sssom.to_tsv(crosswalk(), license="CC0")


def test_an_empty_crosswalk_is_written_and_read() -> None:
    empty = crosswalk()
    assert sssom.from_tsv(sssom.to_tsv(empty).content) == empty
    assert sssom.from_json(sssom.to_json(empty).content) == empty


def test_losses_count_what_sssom_cannot_say() -> None:
    full = crosswalk(
        *VOCABULARIES["relation"], "intersects",
        source=model.CrosswalkEnd(edition="demo-2020", data_revision=3, reviewed=("demo-2020.8", "demo-2020.9")),
    )  # fmt: skip
    losses = sssom.to_tsv(full).losses
    relations = {loss.what.partition(":")[0]: loss.count for loss in losses if loss.where == "mappings/relation"}
    assert relations == {**dict.fromkeys(SAYS_LESS, 1), "intersects": 2}
    counts = {loss.where: (loss.count, loss.kept_in) for loss in losses}
    assert counts["mappings/basis"] == (8, "ext_basis")
    assert counts["reviewed"] == (2, "ext_subject_reviewed, ext_object_reviewed")
    assert counts["data_revision"][0] == 2
    assert "mappings/matching" not in counts


def test_a_formula_is_guarded_in_a_table_and_only_there() -> None:
    row = attrs.evolve(crosswalk("equal").mappings[0], rationale="=1+1")
    guarded = crosswalk(mappings=(row,))
    written = sssom.to_tsv(guarded)
    assert "\t'=1+1\t" in written.text
    assert [loss.count for loss in written.losses if loss.where == "mappings"] == [1]
    assert sssom.from_tsv(written.content) == guarded
    assert rows_of(sssom.to_json(guarded))[0]["comment"] == "=1+1"


def test_the_same_crosswalk_gives_the_same_bytes() -> None:
    shipped = cs.crosswalk("scs-2018", "ecat-2005")
    assert sssom.to_tsv(shipped) == sssom.to_tsv(shipped)
    assert sssom.to_json(shipped).content.endswith(b"}\n")
    assert b"\r" not in sssom.to_tsv(shipped).content


def test_what_comes_back_shows_no_text_and_gives_rows() -> None:
    full = crosswalk("equal", note=CANARY, bibliography=())
    written = sssom.to_tsv(full)
    read = sssom.read_tsv(written.content)
    assert CANARY not in repr(written) + repr(read)
    assert list(written.to_rows()[0]) == ["where", "what", "kept_in", "count"]
    assert written.to_plain()["losses"] == written.to_rows()
    assert read.to_plain()["crosswalk"]["kind"] == "crosswalk"
    assert read.to_rows() == []
