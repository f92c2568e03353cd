"""The command line. Nothing is imported before it is known that what it needs is there, and each verb only when named."""

import sys
from importlib.util import find_spec

_NEEDED = ("click", "rich")


def main() -> int:
    """Run the command ``care-standards`` with the arguments of the process, and give its exit code."""
    if any(find_spec(name) is None for name in _NEEDED):
        what_to_do = 'The command line needs its extra. Run: python -m pip install "care_standards[cli]"'
        print(what_to_do, file=sys.stderr)
        return 2
    from care_standards.cli.program import program

    return program.answer()
