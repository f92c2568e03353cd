"""What a draft costs: a whole one against the words of the same pages taken by bare pdfplumber, and its memory.

Each contender is a process of its own, and what its children take is counted with it: the draft reads in one. The
document is the real one of 167 pages, found through CARE_STANDARDS_SAMPLES or beside the checkout; without it nothing
is measured. Run: ``python benchmarks/drafting.py [file.pdf]``.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import timing

REPOSITORY = Path(__file__).resolve().parent.parent
LIMIT = 1.5  # times bare pdfplumber
FLAT = 1.1  # times the peak of the reading process at the fewest pages
WITHIN_MB = 1024 * 1024 * 1024 / 1e6
PAGES = (40, 80, None)

BARE = """
import sys, pdfplumber
words = 0
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        words += len(page.extract_words())
        page.close()
assert words
"""
DRAFT = """
import sys
from care_standards.authoring.drafting import draft
assert draft(sys.argv[1], publication="sg49", edition="2020").markdown
"""
# Asked by the process itself: what the system tells of a child begins with the size of what it was forked from, and so
# does the figure of a process for itself, but for the one in /proc.
PEAKS = f"""{DRAFT}
import pathlib, re, resource
status = pathlib.Path("/proc/self/status")
mine = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
children, own = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
print(children, mine[1] if mine else own)
"""


@dataclass(frozen=True)
class Peak:
    """The most memory, in megabytes, for so many pages: of the process that reads, and of the one that drafts.

    The one reads page by page and forgets each; the other keeps the words, as the draft is made of all of them.
    """

    pages: int
    reading: float
    drafting: float


@dataclass(frozen=True)
class Drafting:
    """What was measured: time as a ratio, and memory by pages."""

    pages: int
    time: timing.Ratio
    peaks: tuple[Peak, ...]

    @property
    def growth(self) -> float:
        """The peak of reading all pages over that of reading the fewest."""
        return self.peaks[-1].reading / self.peaks[0].reading


def document() -> Path | None:
    """Find the real document; None where it is not."""
    given = os.environ.get("CARE_STANDARDS_SAMPLES")
    folder = Path(given) if given else REPOSITORY.parent / "shared" / "samples"
    found = sorted(folder.glob("documents/*.pdf"))
    return found[0] if found else None


def measure(source: Path | None = None, rounds: int = 3) -> Drafting | None:
    """Measure time and memory of a draft; None where there is no document to draft from."""
    from pypdf import PdfReader

    source = source or document()
    if source is None:
        return None
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        commands = {
            "draft": [sys.executable, "-c", DRAFT, str(source)],
            "bare": [sys.executable, "-c", BARE, str(source)],
        }
        times = timing.race_cold(commands, rounds, environment, work)
        pages = len(PdfReader(source).pages)
        peaks = []
        for count in PAGES:
            part = work / "part.pdf"
            _cut(source, part, count or pages)
            peaks.append(Peak(count or pages, *_peaks([sys.executable, "-c", PEAKS, str(part)], environment, work)))
        return Drafting(pages, timing.ratio(times, "draft", "bare"), tuple(peaks))


def _cut(source: Path, target: Path, pages: int) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.append(source, pages=(0, pages), import_outline=False)
    writer.write(target)


def _peaks(command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> tuple[float, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(environment), cwd=cwd)
    reading, drafting = (int(figure) for figure in done.stdout.split())
    unit = 1 if sys.platform == "darwin" else 1024  # the system counts kilobytes, but bytes on macOS
    return reading * unit / 1e6, drafting * unit / 1e6


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    found = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    if found is None:
        print("There is no document to draft from: set CARE_STANDARDS_SAMPLES to the folder of samples.")
        return 0
    time = found.time
    print(
        f"`draft` of {found.pages} pages / bare pdfplumber words: {time.median:.2f} (≤ {LIMIT}); "
        f"{time.least:.2f} to {time.most:.2f}; {time.ours_ms / 1000:.1f} s to {time.theirs_ms / 1000:.1f} s"
    )
    peaks = ", ".join(
        f"{peak.reading:.0f} MB to read and {peak.drafting:.0f} MB to draft {peak.pages} pages" for peak in found.peaks
    )
    print(f"peak memory: {peaks}; growth of reading {found.growth:.2f} (≤ {FLAT})")
    most = max(found.peaks[-1].reading, found.peaks[-1].drafting)
    kept = time.median <= LIMIT and found.growth <= FLAT and most < WITHIN_MB
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
