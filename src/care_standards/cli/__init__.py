"""The command line: it looks first whether what it needs is installed, and loads a verb only when it is named."""

import gc
import sys
from importlib.util import find_spec

_NEEDED = ("click", "platformdirs", "rich")
# A run that ends at once makes little garbage, and most of it would be looked at in vain: a tenth of its time.
_SELDOM = 200_000


def main() -> int:
    """Run the command ``care-standards`` with the arguments of the process, and give its exit code."""
    if any(find_spec(name) is None for name in _NEEDED):
        what_to_do = 'The command line needs its extra. Run: python -m pip install "care_standards[cli]"'
        print(what_to_do, file=sys.stderr)
        return 2
    gc.set_threshold(_SELDOM)
    try:
        from care_standards.cli.program import program

        code = program.answer()
        gc.freeze()  # the system takes back all of it at once; Python would look through it first
        return code
    except KeyboardInterrupt:  # also while the program is still being loaded
        return 130
