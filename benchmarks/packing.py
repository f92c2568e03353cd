"""What it costs to load a pack, held against loading shipped data of the same size.

``python benchmarks/packing.py`` prints the rows; ``measure`` gives them to the run of all benchmarks.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import made
import timing

import care_standards as cs
from care_standards import model, packaged, packs

PROVISIONS = 600
LIMIT = 1.1


def book(count: int = PROVISIONS) -> cs.Edition:
    """Give an invented edition with wording: sections, standards in them, principles and recommendations in those."""
    return made.edition(list(_items(count)), "big-2020")


def _items(count: int) -> Iterator[cs.Provision]:
    edition = "big-2020"
    for n, id in enumerate(made.ids(edition, count)):
        stands_for = (model.Standard, model.Principle, model.Recommendation)[min(n % 8, 2)]
        numbered = n % 8 == 0
        yield stands_for(
            id=id, parent=None if numbered else made.ids(edition, n - n % 8 + 1)[-1],
            notation=id.partition(".")[2] if numbered else None, notation_status="confirmed" if numbered else "none",
            heading=f"Standard {n}" if numbered else None, heading_status="literal" if numbered else "none",
            text=model.Wording(language="en-GB", value=made.NOTES[n % len(made.NOTES)]), text_status="private",
            force="should", page=n // 20 + 1, sources=("own-copy",), confidence="high",
        )  # fmt: skip


def measure(rounds: int = 31, count: int = PROVISIONS) -> list[timing.Compared]:
    """Load a pack from a folder and from a ZIP file, and the same edition as the shipped ones are."""
    edition = book(count)
    pack = packs.make(id="big", version="1", editions=[edition])
    with tempfile.TemporaryDirectory() as name:
        folder, packed, shipped = Path(name) / "big", Path(name) / "big.zip", Path(name) / "big.json"
        packs.save(pack, folder)
        packs.save(pack, packed)
        shipped.write_bytes(made.written(pack.editions[0]))
        base = packaged.catalogue()
        size = f"{len(shipped.read_bytes()) / 1000:.0f} kB"

        def bare() -> cs.Edition:
            return packaged._edition(json.loads(shipped.read_bytes()))

        if not len(bare()) == len(packs.load(folder).editions[0]) == len(packs.load(packed).editions[0]) == count:
            raise SystemExit("The ways of loading do not load the same.")
        times = timing.race(
            {
                "shipped": bare,
                "folder": lambda: packs.load(folder),
                "zip": lambda: packs.load(packed),
                "catalogue": lambda: packs.compose(base, [pack]),
            },
            rounds,
            warm_up=3,
        )
    against = f"the shipped way, {count} provisions, {size}"
    return [
        timing.Compared(f"`packs.load` of a folder / {against}", timing.ratio(times, "folder", "shipped"), LIMIT),
        timing.Compared(f"`packs.load` of a ZIP file / {against}", timing.ratio(times, "zip", "shipped"), LIMIT),
        timing.Compared(f"laying a loaded pack over / {against}", timing.ratio(times, "catalogue", "shipped"), None),
    ]


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    return timing.tell(measure())


if __name__ == "__main__":
    sys.exit(main())
