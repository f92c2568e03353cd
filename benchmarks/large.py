"""What the growth of answers is measured on: editions, crosswalks, assessments and the rest, of any size, invented.

Each is made once for each size, and kept only while its neighbours in the table are measured.
"""

from functools import lru_cache

import attrs
import composing
import made
import searching as invented_books

import care_standards as cs
from care_standards import assessing, model, query


@lru_cache(maxsize=12)
def book(n: int, shape: str = "tree", id: str = "big-2020") -> cs.Edition:
    """Give an edition of varied provisions, with its look-ups built."""
    edition = made.edition(made.varied(n, shape, id), id)
    edition.get("")
    return edition


@lru_cache(maxsize=3)
def chain(n: int) -> cs.Edition:
    """Give one in which each is below the one before, and none says for which nation it is."""
    return made.edition([attrs.evolve(p, nations=()) for p in made.provisions(n, "chain")])


def flat(n: int) -> cs.Edition:
    """Give one in which all are below the first."""
    return book(n, "flat")


def far(n: int) -> cs.Edition:
    """Give another edition as large."""
    return book(n, id="far-2020")


@lru_cache(maxsize=3)
def newer(n: int) -> cs.Edition:
    """Give an edition of the same publication, most of whose headings stand at other places."""
    own = book(n)
    headings = [f"{made.heading(place * 7)} {place * 7 % n}" for place in range(n)]
    ids = made.ids("big-2021", n)
    return made.edition(
        [
            attrs.evolve(p, id=id, parent=None, heading=heading, heading_status="literal")
            for p, id, heading in zip(own, ids, headings, strict=True)
        ],
        "big-2021",
    )


@lru_cache(maxsize=6)
def walk(n: int, turn: int = 0) -> model.Crosswalk:
    """Give a crosswalk with as many rows, of all relations."""
    return composing.crosswalk("big-2020", "far-2020", n, turn)


def into_one(n: int) -> model.Crosswalk:
    """Give a crosswalk all of whose rows end at one provision."""
    own = made.crosswalk(n)
    return attrs.evolve(own, mappings=[attrs.evolve(row, target="far-2020.1.1.1") for row in own.mappings])


def one_row(_: int) -> model.Crosswalk:
    """Give a crosswalk of one row that begins where those of ``into_one`` end."""
    return composing.crosswalk("far-2020", "off-2020", 1)


@lru_cache(maxsize=6)
def assessment(n: int, later: bool = False) -> cs.Assessment:
    """Give an assessment with a finding for each provision of the book, nine in ten of the later one."""
    own = made.assessment(n, "big-2020")
    return attrs.evolve(own, findings=own.findings[n // 10 :][::-1]) if later else own


def of_many(n: int) -> list[cs.Assessment]:
    """Give assessments of twenty findings each, as many as come to this number of findings."""
    own = made.assessment(20, "big-2020")
    return [attrs.evolve(own, subject=model.Subject(kind="service", ref=f"service-{k}")) for k in range(n // 20)]


def pooled(n: int) -> assessing.Pooled:
    """Give the counts of forty subjects on each provision, many of them small."""
    counts = [(p % 41, (40 - p % 41) * (p % 3) // 3) for p in range(n)]
    return assessing.Pooled(
        holding=query.Holding(edition="big-2020", level="partial", held=n),
        subjects=40,
        provisions=tuple(
            assessing.PooledProvision(provision=id, held=True, counts=(a, b, 40 - a - b, 0, 0, 0))
            for id, (a, b) in zip(made.ids("big-2020", n), counts, strict=True)
        ),
    )


@lru_cache(maxsize=3)
def publication(n: int) -> model.Publication:
    """Give a publication with very many editions."""
    whole = made.edition([])
    return model.Publication(
        id="big", category="care-standard", title="A large invented book", publisher="Nobody", summary="Invented.",
        sources=("own-copy",),
        editions=[
            model.EditionRecord(
                id=f"big{k}-{1000 + k % 2000}", title="A large invented book", label=f"Edition {k}", ordinal=k + 1,
                date=model.UncertainDate(
                    earliest=f"{1000 + 1000 * k // n}", latest=f"{1000 + 1000 * k // n}", precision="year"
                ),
                publisher="Nobody", status="superseded", rights=whole.rights, completeness=whole.completeness,
                sources=("own-copy",), confidence="low",
            )
            for k in range(n)
        ],
        bibliography=whole.bibliography,
    )  # fmt: skip


def catalogue(n: int) -> model.Catalogue:
    """Give a catalogue with a registered id for each provision of its one edition."""
    entries = [model.RegistryEntry(id=provision.id) for provision in book(n)]
    return model.Catalogue(editions=[book(n)], registry=model.Registry(entries))


def released(n: int) -> model.Catalogue:
    """Give the next release of it: every third id is retired."""
    before = catalogue(n)
    entries = [
        attrs.evolve(entry, status="current" if place % 3 else "retired")
        for place, entry in enumerate(before.registry.entries)
    ]
    return attrs.evolve(before, registry=model.Registry(entries))


@lru_cache(maxsize=3)
def concordance(n: int) -> model.Concordance:
    """Give a concordance with a change for every provision."""
    return model.Concordance(
        old=model.ConcordanceEnd(edition="big-2020", data_revision=1),
        new=model.ConcordanceEnd(edition="big-2021", data_revision=1),
        completeness="partial", method="Invented.", list_is_known_incomplete=True,
        default=model.DefaultChange(kind="unknown", applies_to="Everything.", rule="Invented."),
        coverage=model.ComparisonCoverage(),
        changes=[
            model.Change(id=f"c{k}", kind="reworded", old=(a,), new=(b,), basis="inferred", confidence="low",
                         sources=("own-copy",))
            for k, (a, b) in enumerate(zip(made.ids("big-2020", n), made.ids("big-2021", n), strict=True))
        ],
    )  # fmt: skip


def report(n: int) -> model.Report:
    """Give a report with as many issues."""
    shown = cs.check(b"{}")
    return attrs.evolve(shown, issues=shown.issues[:1] * n)


def loose(n: int) -> tuple[cs.Provision, ...]:
    """Give the provisions of the book as a list of their own."""
    return book(n).provisions


def twice(n: int) -> tuple[cs.Provision, ...]:
    """Give each provision of a book half as large two times."""
    return (*loose(n // 2), *loose(n // 2))


invented = lru_cache(maxsize=3)(invented_books.book)
