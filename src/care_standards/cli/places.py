"""Where the packs of this command line are: the entries of ``CARE_STANDARDS_PATH``, then the folder of this user."""

import os
import sys
from contextlib import suppress
from typing import Final, Literal

import attrs

PATH_VARIABLE: Final = "CARE_STANDARDS_PATH"
HOME_VARIABLE: Final = "CARE_STANDARDS_HOME"
MANIFEST: Final = "pack.json"
_OURS: Final = "care-standards"
_FOLDER: Final = "packs"
_ZIP: Final = ".zip"

Where = Literal["given", "path", "home"]


@attrs.frozen(eq=False, repr=False)
class Place:
    """Where one pack is: its position among all of them, who brought it here, and its path."""

    number: int
    where: Where
    path: str


def home() -> str:
    """Give the folder that ``packs add`` copies packs into; it need not exist yet."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return os.path.join(given, _FOLDER)
    data = _usual_data_folder()
    if data is not None:
        return os.path.join(data, _OURS, _FOLDER)
    from platformdirs import user_data_path

    return os.path.join(user_data_path(_OURS, appauthor=False), _FOLDER)


def _usual_data_folder() -> str | None:
    """Give the folder of this user's data where that is the usual one of Linux, and None where platformdirs must say.

    It would say the same, and a twentieth of the time of a check would go into importing it.
    """
    data, user = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ or not user.startswith("/"):
        return None
    if not data:
        return os.path.join(user, ".local", "share")
    return data if data.startswith("/") else None


def places() -> tuple[Place, ...]:
    """Give the place of every pack: those of the variable in its order, then those of the user, sorted.

    An entry of the variable is a pack, or a folder: of what is in it, folders with a manifest and zip files are packs.
    """
    entries = [entry for entry in os.environ.get(PATH_VARIABLE, "").split(os.pathsep) if entry]
    given = [path for entry in entries for path in _packs_of(entry)]
    added = _inside(home())
    return (
        *(Place(number, "path", path) for number, path in enumerate(given, start=1)),
        *(Place(number, "home", path) for number, path in enumerate(added, start=len(given) + 1)),
    )


def name_of(place: Place) -> str | None:
    """Give the id under which a pack was added, which its file is named by; None where somebody named it otherwise."""
    from care_standards.identifiers import is_key

    stem = os.path.basename(place.path).removesuffix(_ZIP)
    return stem if place.where == "home" and is_key(stem) else None


def is_home_closed() -> bool:
    """Tell whether the folder of this user is there and cannot be read."""
    try:
        os.listdir(home())
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return False


def _packs_of(entry: str) -> list[str]:
    # What is no folder, or a folder without a manifest and without packs, is left for the reader to refuse.
    if not os.path.isdir(entry) or os.path.lexists(os.path.join(entry, MANIFEST)):
        return [entry]
    inside = [
        path for path in _inside(entry) if path.lower().endswith(_ZIP) or os.path.lexists(os.path.join(path, MANIFEST))
    ]
    return inside or ([] if _is_empty(entry) else [entry])


def _inside(folder: str) -> list[str]:
    """Give the folders and zip files of a folder, by name; hidden ones are unfinished work and no packs."""
    names: list[str] = []
    with suppress(OSError, ValueError):
        names = sorted((name for name in os.listdir(folder) if not name.startswith(".")), key=_without_ending)
    paths = [os.path.join(folder, name) for name in names]
    return [path for path in paths if os.path.isdir(path) or path.lower().endswith(_ZIP)]


def _without_ending(name: str) -> str:
    return name.removesuffix(_ZIP)


def _is_empty(folder: str) -> bool:
    with suppress(OSError, ValueError):
        return not os.listdir(folder)
    return False
