"""``python -m care_standards`` is the command ``care-standards``."""

import sys

from care_standards.cli import main

if __name__ == "__main__":
    sys.exit(main())
