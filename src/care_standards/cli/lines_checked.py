"""Checking a table of one link row a line: shared among processes, with a bar, and resumable."""

from typing import TYPE_CHECKING, Final

from care_standards.cli.progress import Progress
from care_standards.cli.verb import Misuse
from care_standards.errors import InvalidValueError

if TYPE_CHECKING:
    from care_standards.documents.limits import Limits
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.report import Report

_OPTIONS: Final = {"state": "The file of --resume", "processes": "--jobs"}


def check_lines_of(
    path: str,
    *,
    catalogue: "Catalogue",
    engine: str | None,
    guard: bool,
    limits: "Limits",
    jobs: int,
    resume: str | None,
) -> "Report":
    """Check a file of lines, telling how far it is; raises what ``bulk.check_lines`` raises."""
    from care_standards.bulk import check_lines

    progress = Progress()

    def tell(done: int, of: int) -> None:
        progress.bar(done, of, "checking")

    try:
        return check_lines(
            path, catalogue=catalogue, processes=jobs, engine=engine, guard=guard, limits=limits, progress=tell,
            state=resume,
        )  # fmt: skip
    except InvalidValueError as error:
        refused = error
    finally:
        progress.wipe()
    raise Misuse(f"{_OPTIONS.get(refused.field, 'An option')} {refused.rule}.")
