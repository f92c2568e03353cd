"""The command line: it looks first whether what it needs is installed, and loads a verb only when it is named."""

import sys
from importlib.util import find_spec

_NEEDED = ("click", "platformdirs", "rich")


def main() -> int:
    """Run the command ``care-standards`` with the arguments of the process, and give its exit code."""
    if any(find_spec(name) is None for name in _NEEDED):
        what_to_do = 'The command line needs its extra. Run: python -m pip install "care_standards[cli]"'
        print(what_to_do, file=sys.stderr)
        return 2
    try:
        from care_standards.cli.program import program

        return program.answer()
    except KeyboardInterrupt:  # also while the program is still being loaded
        return 130
