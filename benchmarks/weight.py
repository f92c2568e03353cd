"""What the library weighs: on disk with its dependencies, and in memory with all editions loaded."""

import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Installed:
    """Bytes without byte code, bytes of the byte code that pip adds, and the names of the distributions."""

    bytes: int
    byte_code: int
    distributions: tuple[str, ...]


def _pip(python: Path | str, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip failed, so nothing was weighed:\n{done.stderr}")


def environment(folder: Path) -> Path:
    """Make an empty environment with the library and its command line, and give its interpreter."""
    venv.create(folder, with_pip=True, symlinks=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _pip(python, "install", f"{REPOSITORY}[cli]")
    return python


def installed(python: Path, folder: Path) -> Installed:
    """Install the core alone into a folder and weigh it; the program that does it is none of it."""
    _pip(python, "install", "--target", str(folder), str(REPOSITORY))
    files = [path for path in folder.rglob("*") if path.is_file()]
    code = sum(path.stat().st_size for path in files if path.suffix == ".pyc")
    names = tuple(sorted(path.name.split("-")[0] for path in folder.glob("*.dist-info")))
    return Installed(sum(path.stat().st_size for path in files) - code, code, names)


PEAK = """
import re
with open("/proc/self/status", encoding="ascii") as status:
    print(re.search(r"VmHWM:\\s+(\\d+) kB", status.read())[1])
"""


def memory(python: Path, env: Mapping[str, str], cwd: Path, rounds: int) -> tuple[float, float] | None:
    """Give the peak memory in MB of all editions loaded, and of ``import attrs`` alone; None where it is not known."""
    if not Path("/proc/self/status").exists():
        return None

    def peak(program: str) -> float:
        command = [str(python), "-c", f"{program}\n{PEAK}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(env), cwd=cwd)
        return int(done.stdout) * 1024 / MEGABYTE

    ask: Callable[[str], float] = lambda program: statistics.median(peak(program) for _ in range(rounds))  # noqa: E731
    return ask("import care_standards as cs\nheld = cs.editions()"), ask("import attrs")
