"""What compiling a Markdown edition costs, beside the bare parse of the same text.

``python benchmarks/compiling.py`` prints the ratios; ``measure`` gives them to the run of all benchmarks.
"""

import made
import timing
from markdown_it import MarkdownIt

import care_standards as cs
from care_standards import model
from care_standards.authoring.compiling import compile
from care_standards.authoring.rendering import render
from care_standards.model.provisions import provision_class

LIMIT = 2.5
PROVISIONS = 600
WORDS = (
    "Offer a private room for every meeting, and say at the start who will read what is written down.",
    "Nobody is asked to tell the same story twice: what is known is handed on with the person's agreement, and only "
    "to those who need it for the next step.",
    "Book an interpreter who was not met before, ask in advance which dialect is spoken, and leave time for a break.",
)


def book(count: int) -> cs.Edition:
    """Give an invented private book: chapters, sections, standards with principles and recommendations below."""
    provisions: list[cs.Provision] = []

    def add(kind: str, local: str, parent: str | None, number: bool) -> None:
        n = len(provisions)
        id = f"big-2020.{local}"
        words = model.Wording(language="en", value=f"{WORDS[n % 3]} (Item {n})")
        heading = f"What to do about matter {n}" if number else None
        provisions.append(
            provision_class(kind)(
                id=id, kind=kind, parent=None if parent is None else f"big-2020.{parent}",
                notation=local if number else None, notation_status="confirmed" if number else "none",
                heading=heading, heading_status="literal" if number else "none",
                text=None if number else words, text_status="heading-only" if number else "private",
                force="unknown" if number else ("must", "should", "must-not")[n % 3],
                page=n // 6 + 1, sources=("own-copy",), confidence="high",
            )
        )  # fmt: skip

    chapter = section = standard = 0
    while len(provisions) < count:
        if standard % 5 == 0:
            if section % 4 == 0:
                chapter, section = chapter + 1, 0
                add("part", f"{chapter}", None, True)
            section += 1
            standard = 0
            add("section", f"{chapter}.{section}", f"{chapter}", True)
        standard += 1
        local = f"{chapter}.{section}.{standard}"
        add("standard", local, f"{chapter}.{section}", True)
        for n in range(1, 4):
            add("principle", f"{local}.p{n}", local, False)
        for n in range(1, 6):
            add("recommendation", f"{local}.r{n}", local, False)
    return made.edition(provisions[:count])


def measure(rounds: int = 15) -> tuple[timing.Ratio, timing.Ratio]:
    """Give compile beside the bare parse of 600 provisions, and compile of twice as many beside that of 600."""
    edition, twice = book(PROVISIONS), book(2 * PROVISIONS)
    text, longer = render(edition), render(twice)
    if compile(text) != edition or compile(longer) != twice:
        raise SystemExit("What was compiled is not the book.")
    body = text[text.index("\n+++\n") + 5 :]
    times = timing.race(
        {
            "compile": lambda: compile(text),
            "parse": lambda: MarkdownIt("commonmark").parse(body),
            "twice": lambda: compile(longer),
        },
        rounds,
        warm_up=2,
    )
    return timing.ratio(times, "compile", "parse"), timing.ratio(times, "twice", "compile")


if __name__ == "__main__":
    for what, found, limit in zip(
        ("compile 600 provisions / bare parse", "1,200 / 600"), measure(), (LIMIT, 2.3), strict=True
    ):
        verdict = "PASS" if found.median <= limit else "MISS"
        print(f"{what}: {found.median:.2f} (limit {limit}, {found.least:.2f} to {found.most:.2f}) {verdict}")
        print(f"  {found.ours_ms:.1f} ms to {found.theirs_ms:.1f} ms")
