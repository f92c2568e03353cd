"""Files shipped inside the package: read the same way from a folder, an installed wheel or a zip.

``importlib.resources`` would do it too and costs more than all the rest of a start.
"""

import os


def shipped(*parts: str) -> bytes:
    """Give the bytes of a shipped file; raises FileNotFoundError where the package lacks it."""
    loader = __spec__.loader
    assert loader is not None
    path = os.path.join(os.path.dirname(__file__), *parts)
    data: bytes = loader.get_data(path)  # type: ignore[attr-defined]  # every loader of files has it
    return data
