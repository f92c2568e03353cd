"""What it costs to migrate: by edition against a loop by hand, by schema against ``copy.deepcopy``, and in folders.

``python benchmarks/migrating.py`` prints the rows; ``measure`` gives them to the run of all benchmarks, and ``growing``
gives the functions of the rooms to those of growth. ``folders`` is apart, as it takes minutes: it runs the program on
many files with one process and with two, and takes the time on the clock, so nothing else may run beside it.
"""

import argparse
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import attrs
import made
import timing

import care_standards as cs
from care_standards import migration, model, packs, rows
from care_standards.documents import codec, upgrades
from care_standards.vocabularies import ChangeKind, LedgerVerdict, MigrationVerdict

LIMIT = 1.5
AT_LEAST = 1.7
"""How much faster two processes have to be than one, with 1,000 files."""
FINDINGS = 410  # come to 100 kB
FILES = 1_000
FILE_FINDINGS = 120  # come to 30 kB
OLD, NEW = "big-2020", "big-2021"
Make = Callable[[int], Callable[[], object]]
EVERY_TENTH: Final[tuple[ChangeKind | None, ...]] = (
    "unchanged", "unchanged", "renumbered", "reworded", "moved", "split", "merged", "merged", "withdrawn", None,
)  # fmt: skip
"""What became of each ten provisions; of one in ten nobody knows."""


def changes(count: int) -> list[model.Change]:
    """Give the changes of an invented edition of so many provisions: every fate, and a new item for each twenty."""
    old, new = made.ids(OLD, count), made.ids(NEW, count + count // 10 + count // 20 + 2)
    spare = iter(new[count:])

    def change(id: str, kind: ChangeKind, olds: Sequence[str], news: Sequence[str]) -> model.Change:
        return model.Change(
            id=id, kind=kind, old=tuple(olds), new=tuple(news), basis="stated", confidence="high", sources=("own-copy",)
        )

    rows: list[model.Change] = []
    for place in range(count):
        kind = EVERY_TENTH[place % 10]
        name = f"c{place}"
        if kind == "merged":
            if place % 10 == 6:
                rows.append(change(name, kind, old[place : place + 2], [new[place]]))
        elif kind == "split":
            rows.append(change(name, kind, [old[place]], [new[place], next(spare)]))
        elif kind == "withdrawn":
            rows.append(change(name, kind, [old[place]], []))
        elif kind == "renumbered":
            rows.append(change(name, kind, [old[place]], [new[place + 5]] if place + 5 < count else [new[place]]))
        elif kind is not None:
            rows.append(change(name, kind, [old[place]], [new[place]]))
    return [*rows, *[change(f"n{place}", "added", [], [next(spare)]) for place in range(count // 20)]]


SEEN: Final[tuple[LedgerVerdict, ...]] = (
    "carried", "carried-for-review", "reassess", "retired", "unknown", "added",
)  # fmt: skip
NO_ROW = "No change names it: nobody has compared it."
NOT_APPLICABLE = "Whether something applies is to be asked of the new item."
ADDED = "Reported as added."


@lru_cache(maxsize=6)
def concordance(count: int) -> model.Concordance:
    """Give the concordance of these changes, every one of which a person has agreed to."""
    agreed = model.ChangeReview(state="agreed", role="quality-lead")
    return model.Concordance(
        old=model.ConcordanceEnd(edition=OLD, data_revision=1), new=model.ConcordanceEnd(edition=NEW, data_revision=1),
        completeness="partial", method="Invented.", list_is_known_incomplete=True,
        default=model.DefaultChange(kind="unknown", applies_to="Everything.", rule="Invented."),
        coverage=model.ComparisonCoverage(changes_reported=len(changes(count))),
        changes=[attrs.evolve(change, review=agreed) for change in changes(count)],
        bibliography=[model.Source(key="own-copy", title="A large invented book", what_was_read="Nothing.")],
    )  # fmt: skip


def _record(edition: cs.Edition, ordinal: int) -> model.EditionRecord:
    return model.EditionRecord(
        id=edition.id, title=edition.title, label=f"Edition {ordinal}", ordinal=ordinal,
        date=model.UncertainDate(earliest=edition.id[-4:], latest=edition.id[-4:], precision="year"),
        publisher="Nobody", status="current" if edition.id == NEW else "superseded", rights=edition.rights,
        supersedes=OLD if edition.id == NEW else None, superseded_by=NEW if edition.id == OLD else None,
        completeness=edition.completeness, sources=("own-copy",), confidence="high",
    )  # fmt: skip


@lru_cache(maxsize=6)
def book(count: int, id: str = NEW) -> cs.Edition:
    """Give an edition that holds all the concordance names, and is complete: so every target is looked up."""
    own = made.edition(made.provisions(count + count // 10 + count // 20 + 2 if id == NEW else count, "tree", id), id)
    return attrs.evolve(own, completeness=attrs.evolve(own.completeness, level="complete"))


@lru_cache(maxsize=6)
def catalogue(count: int) -> model.Catalogue:
    """Give both editions and the way between them."""
    editions = [book(count, OLD), book(count)]
    publication = model.Publication(
        id="big", category="care-standard", title="A large invented book", publisher="Nobody", summary="Invented.",
        sources=("own-copy",), editions=[_record(edition, place) for place, edition in enumerate(editions, 1)],
        bibliography=concordance(count).bibliography,
    )  # fmt: skip
    return model.Catalogue(publications=[publication], editions=editions, concordances=[concordance(count)])


@lru_cache(maxsize=6)
def assessment(count: int) -> cs.Assessment:
    """Give an assessment of every provision of the older edition, of every status, with evidence and notes."""
    return made.assessment(count, OLD)


@lru_cache(maxsize=6)
def migrated(count: int) -> tuple[cs.Assessment, model.Ledger]:
    """Give what becomes of it."""
    return migration.migrate(assessment(count), book(count), catalogue=catalogue(count))


VERDICTS: Final[dict[str, MigrationVerdict]] = {
    "unchanged": "carried", "renumbered": "carried", "reworded": "carried-for-review", "moved": "carried-for-review",
    "split": "reassess", "merged": "reassess", "withdrawn": "retired",
}  # fmt: skip


def by_hand(own: cs.Assessment, new: cs.Edition, changed: model.Concordance) -> tuple[cs.Assessment, model.Ledger]:
    """Migrate the way one would without the library, by a concordance that names every item once.

    It makes the same objects with the same constructors, and trusts the concordance in all that ours looks at: whether
    a target is of the new edition, whether rows contradict or doubt each other, whether anything is there already.
    """
    id = changed.id
    rows = {old: row for row in changed.changes for old in row.old}
    placed: dict[str, model.Finding | list[model.EarlierFinding]] = {}
    unresolved: list[model.Finding] = []
    archive: list[model.Finding] = []
    entries: list[model.LedgerEntry] = []
    for finding in own.findings:
        row = rows.get(finding.provision)
        verdict: LedgerVerdict = "unknown" if row is None else VERDICTS[row.kind]
        reason = NO_ROW if row is None else f"Reported as {row.kind}."
        if verdict == "carried" and finding.status == "not-applicable":
            verdict, reason = "carried-for-review", f"{reason} {NOT_APPLICABLE}"
        if row is None:
            unresolved.append(finding)
        elif verdict in ("carried", "carried-for-review"):
            placed[row.new[0]] = model.Finding(
                provision=row.new[0], status=finding.status, reason=finding.reason, assessed_on=finding.assessed_on,
                evidence=finding.evidence, note=finding.note, confidence=finding.confidence, actions=finding.actions,
                earlier=(*finding.earlier, _link(finding, verdict)),
            )  # fmt: skip
        else:
            archive.append(finding)
            for target in row.new:
                links = placed.setdefault(target, [])
                if isinstance(links, list):
                    links += (*finding.earlier, _link(finding, "reassess"))
        entries.append(
            model.LedgerEntry(
                source=finding.provision, targets=() if row is None else row.new, verdict=verdict, reason=reason,
                changes=() if row is None else (f"{id}/{row.id}",), was=finding.status,
            )
        )  # fmt: skip
    for row in changed.changes:
        if row.kind == "added":
            placed[row.new[0]] = []
            entries.append(
                model.LedgerEntry(targets=row.new, verdict="added", reason=ADDED, changes=(f"{id}/{row.id}",))
            )
    findings = [
        model.Finding(provision=target, status="not-assessed", evidence=(), earlier=made) if isinstance(made, list)
        else made
        for target, made in placed.items()
    ]  # fmt: skip
    moved = model.Assessment(
        subject=own.subject, edition=new.id, context=own.context, period=own.period, assessor_role=own.assessor_role,
        produced_by=own.produced_by, findings=findings, unresolved=(*own.unresolved, *unresolved),
        archive=(*own.archive, *archive), extensions=own.extensions,
    )  # fmt: skip
    step = model.LedgerStep(
        old=own.edition, new=new.id, concordance=id, old_revision=changed.old.data_revision,
        new_revision=changed.new.data_revision, completeness=changed.completeness,
        list_is_known_incomplete=changed.list_is_known_incomplete, coverage=changed.coverage, rows=len(changed),
        agreed=sum(row.review is not None and row.review.state == "agreed" for row in changed.changes),
        sources=tuple(dict.fromkeys([key for row in changed.changes for key in row.sources])),
    )  # fmt: skip
    return moved, model.Ledger(
        subject="assessment", old=own.edition, new=new.id, steps=(step,), records_in=len(own.findings),
        entries=entries,
    )  # fmt: skip


def _link(finding: model.Finding, verdict: Any) -> model.EarlierFinding:
    return model.EarlierFinding(
        provision=finding.provision, status=finding.status, assessed_on=finding.assessed_on, verdict=verdict
    )


def moving(rounds: int, findings: int) -> list[timing.Compared]:
    """Migrate by the library and by hand, after making sure that both find the same."""
    own, new, at_hand = assessment(findings), book(findings), catalogue(findings)
    changed = concordance(findings)
    found, ledger = migration.migrate(own, new, catalogue=at_hand)
    if (found, ledger) != by_hand(own, new, changed) or not all(ledger.counts[verdict] for verdict in SEEN):
        raise SystemExit("The two ways of migrating do not find the same.")
    contenders = {
        "ours": lambda: migration.migrate(own, new, catalogue=at_hand),
        "hand": lambda: by_hand(own, new, changed),
    }
    times = timing.race(contenders, rounds, warm_up=3)
    size = len(made.written(own)) / 1000
    what = f"`migrate` of {size:.0f} kB, {findings} findings, with its ledger / a loop by hand that builds the same"
    return [timing.Compared(what, timing.ratio(times, "ours", "hand"), LIMIT)]


def raising(rounds: int, size: int) -> list[timing.Compared]:
    """Bring a document from one version of the schemas to the next, and copy it."""
    document = json.loads(made.assessment_bytes(size))
    if upgrades.upgrade(document)[1].records_in < len(document["findings"]):
        raise SystemExit("The ledger does not have every finding.")
    times = timing.race(
        {"ours": lambda: upgrades.upgrade(document), "copy": lambda: copy.deepcopy(document)},
        rounds,
        warm_up=3,
    )
    what = f"`upgrade` 1.0 to 1.1 of {size / 1000:.0f} kB, with its ledger / `copy.deepcopy` of it"
    return [timing.Compared(what, timing.ratio(times, "ours", "copy"), LIMIT)]


def measure(rounds: int = 31, findings: int = FINDINGS) -> list[timing.Compared]:
    """Measure both kinds of migration in memory; ``folders`` is apart."""
    return [*moving(rounds, findings), *raising(rounds, 100_000 * findings // FINDINGS)]


def folders(rounds: int = 3, files: int = FILES, findings: int = FILE_FINDINGS) -> timing.Compared:
    """Migrate a folder by the program, with one process and with two: what two take on the clock, of what one takes.

    Every run starts the program anew and writes into empty folders; the results have to be the same, byte for byte.
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(cs.__file__).parent.parent)}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        environment["CARE_STANDARDS_HOME"] = str(work / "home")
        at_hand = catalogue(findings)
        pack = packs.make(
            id="big", version="1", publications=at_hand.publications, editions=at_hand.editions,
            concordances=at_hand.concordances,
        )  # fmt: skip
        packs.save(pack, work / "pack")
        (work / "old").mkdir()
        own = assessment(findings)
        for place in range(files):
            one = attrs.evolve(own, subject=model.Subject(kind="service", ref=f"service-{place:04}"))
            (work / "old" / f"{place:04}.json").write_bytes(made.written(one))

        def run(jobs: int) -> float:
            new, ledgers = work / f"new-{jobs}", work / f"ledgers-{jobs}"
            for folder in (new, ledgers):
                shutil.rmtree(folder, ignore_errors=True)
            begun = time.perf_counter()
            subprocess.run(
                [
                    sys.executable, "-m", "care_standards", "migrate", str(work / "old"), "--to", NEW, "-o", str(new),
                    "--ledger", str(ledgers), "--jobs", str(jobs), "--pack", str(work / "pack"),
                ],
                env=environment, cwd=work, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            return time.perf_counter() - begun

        times = timing.in_turn({"one": lambda: run(1), "two": lambda: run(2)}, rounds, 0)
        for folder in ("new", "ledgers"):
            one, two = ({p.name: p.read_bytes() for p in (work / f"{folder}-{n}").iterdir()} for n in (1, 2))
            if one != two or len(one) < files:
                raise SystemExit("One process and two do not give the same.")
        size = len(made.written(own)) / 1000
    what = f"{files:,} files of {size:.0f} kB through `care-standards migrate`, two processes / one, on the clock"
    return timing.Compared(what, timing.ratio(times, "two", "one"), round(1 / AT_LEAST, 3))


def growing() -> dict[str, Make]:
    """Give what ``growth`` measures: for each function of the rooms, what makes a call of it with so many records."""

    def of(ask: Callable[..., object], *inputs: Callable[[int], Any]) -> Make:
        def make(n: int) -> Callable[[], object]:
            given = [one(n) for one in inputs]
            return lambda: ask(*given)

        return make

    def shown(found: Any) -> object:
        return found.to_plain(), found.to_rows()

    def moved(n: int) -> cs.Assessment:
        return migrated(n)[0]

    def ledger(n: int) -> model.Ledger:
        return migrated(n)[1]

    def again(n: int) -> model.Ledger:
        return migration.migrate(moved(n), book(n), catalogue=catalogue(n))[1]

    def column(n: int) -> list[dict[str, object]]:
        return [{"case": place, "provision": id} for place, id in enumerate(made.ids(OLD, n))]

    def walked(n: int) -> migration.MigratedCrosswalk:
        return migration.migrate_crosswalk(made.crosswalk(n), book(n), catalogue=catalogue(n))

    def older(n: int) -> dict[str, Any]:
        return made.plain(assessment(n))

    def newer(n: int) -> dict[str, Any]:
        return upgrades.upgrade(older(n))[0]

    def written(n: int) -> bytes:
        return made.written(ledger(n))

    def migrate(own: cs.Assessment, new: cs.Edition, at_hand: model.Catalogue) -> object:
        return migration.migrate(own, new, catalogue=at_hand)

    return {
        "migration.migrate": of(migrate, assessment, book, catalogue),
        "migration.migrate, again what is unresolved": of(migrate, moved, book, catalogue),
        "migration.carry_refs": of(
            lambda ids, new, at_hand: migration.carry_refs(ids, new, catalogue=at_hand),
            lambda n: made.ids(OLD, n), book, catalogue,
        ),
        "migration.carry_rows": of(
            lambda rows, new, at_hand: list(migration.carry_rows(rows, new, catalogue=at_hand)), column, book, catalogue
        ),
        "migration.migrate_crosswalk": of(
            lambda walk, new, at_hand: migration.migrate_crosswalk(walk, new, catalogue=at_hand),
            made.crosswalk, book, catalogue,
        ),
        "migration.MigratedCrosswalk": of(shown, walked),
        "migration.worklist": of(migration.worklist, moved),
        "migration.WorkItem": of(lambda items: [shown(item) for item in items], lambda n: migration.worklist(moved(n))),
        "migration.compose_ledgers": of(migration.compose_ledgers, ledger, again),
        "migration.headline": of(migration.headline, ledger),
        "documents.upgrades.upgrade": of(upgrades.upgrade, older),
        "documents.upgrades.downgrade": of(lambda document: upgrades.downgrade(document, to="1.0"), newer),
        "documents.upgrades.downgrade, with losses": of(
            lambda document: upgrades.downgrade(document, to="1.0", allow_loss=True),
            lambda n: made.plain(moved(n)),
        ),
        "documents.upgrades.dropped_values": of(
            upgrades.dropped_values, lambda n: made.plain(moved(n)),
            lambda n: upgrades.downgrade(made.plain(moved(n)), to="1.0", allow_loss=True)[1],
        ),
        "documents.codec.lowest_version": of(codec.lowest_version, assessment),
        "read (ledger)": of(
            lambda content, at_hand: cs.readers.read(content, catalogue=at_hand, limits=made.WIDE_OPEN),
            written, catalogue,
        ),
        "write (ledger)": of(
            lambda value, at_hand: cs.write(value, catalogue=at_hand, limits=made.WIDE_OPEN), ledger, catalogue
        ),
        "rows.to_rows, a ledger": of(rows.to_rows, ledger),
    }  # fmt: skip


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    parser = argparse.ArgumentParser(description="Measure what it costs to migrate.")
    parser.add_argument("--folders", action="store_true", help="measure also the program on folders: takes minutes")
    parser.add_argument("--files", type=int, default=FILES)
    asked = parser.parse_args()
    found = measure()
    return timing.tell([*found, folders(files=asked.files)] if asked.folders else found)


if __name__ == "__main__":
    sys.exit(main())
