"""A folder of invented assessments, for tests of the verbs that take whole folders."""

import json
from pathlib import Path
from typing import Any

from care_standards.documents.codec import to_bytes


class Tree:
    """A folder of invented assessments, with other files among them, and where the results go."""

    def __init__(self, repository: Path, top: Path) -> None:
        invented = repository / "tests" / "invented"
        self.pack = str(invented / "lantern")
        self.plain: dict[str, Any] = json.loads((invented / "lantern-self-assessment.json").read_bytes())
        self.source, self.output, self.ledgers = (top / name for name in ("in", "out", "ledgers"))
        self.put("b/2.json")
        self.put("a.json")
        self.put("b/1.json")
        (self.source / "notes.txt").write_text("no JSON", encoding="utf-8")

    def put(self, name: str, **members: Any) -> Path:
        """Put an assessment in the folder."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_bytes({**self.plain, **members}))
        return path

    def fill(self, count: int) -> None:
        """Put so many more in the folder that a run takes seconds."""
        for number in range(count):
            self.put(f"c/{number:03}.json")

    def keep(self, count: int) -> None:
        """Leave only the first of those in the folder, so that another run is short."""
        for path in sorted((self.source / "c").iterdir())[count:]:
            path.unlink()

    def call(self, *more: str) -> list[str]:
        """Give the arguments of an ordinary call."""
        return [
            "migrate", str(self.source), "--to", "lantern-2022", "--pack", self.pack,
            "-o", str(self.output), "--ledger", str(self.ledgers), *more,
        ]  # fmt: skip

    def made(self) -> dict[str, bytes]:
        """Give every file that was written, by its place."""
        return {
            path.relative_to(top.parent).as_posix(): path.read_bytes()
            for top in (self.output, self.ledgers)
            for path in sorted(top.rglob("*"))
            if path.is_file()
        }
