"""Writes a document and then its account, as the command line does, between two marks that a tracer can see.

Usage: write_two_files.py FOLDER SIZE. The two words printed last say what the writer said of each file.
"""

import os
import sys

from care_standards.cli.stepped import put, standing
from care_standards.errors import UnwritableTargetError


def main(folder: str, size: int) -> None:
    """Write both files with new content; the first write of all goes elsewhere, and loads whatever is loaded late."""
    put(os.path.join(folder, "warm", "up.json"), b"warm", None)
    os.access("/begin-of-the-write", os.F_OK)
    said: list[str] = []
    for name in ("output", "ledger"):
        path = os.path.join(folder, name, "a.json")
        try:
            put(path, f"new {name} ".encode() * size, standing(path))
            said.append("written")
        except UnwritableTargetError:
            said.append("refused")
    os.access("/end-of-the-write", os.F_OK)
    sys.stdout.write(" ".join(said))


main(sys.argv[1], int(sys.argv[2]))
