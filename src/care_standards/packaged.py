"""The shipped data: loaded from the package on first use, once, and never from anywhere else."""

import json
from collections.abc import Callable, Iterator
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from care_standards.errors import DamagedDataError, InvalidValueError, UnknownEditionError
from care_standards.identifiers import is_edition_id, is_publication_id, near_misses
from care_standards.model.edition import Edition
from care_standards.model.extensions import Extensions
from care_standards.model.provenance import Completeness, Rights, Source, Wording
from care_standards.model.provisions import provision_class
from care_standards.resources import shipped

if TYPE_CHECKING:
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.concordance import Concordance
    from care_standards.model.crosswalk import Crosswalk
    from care_standards.model.glossary import GlossaryEntry
    from care_standards.model.publication import Publication
    from care_standards.model.registry import Registry

T = TypeVar("T")

_lock = RLock()
_loaded: dict[str, Any] = {}


def _once(name: str, make: Callable[[], T]) -> T:
    """Give what was made under this name, making it if nobody has; all threads get the same object."""
    if name not in _loaded:
        with _lock:
            if name not in _loaded:
                _loaded[name] = make()
    return cast(T, _loaded[name])


def _json(*parts: str) -> Any:
    try:
        return json.loads(shipped("data", *parts))
    except (OSError, ValueError, RecursionError):
        pass
    raise _damaged(*parts)


def _damaged(*parts: str) -> DamagedDataError:
    return DamagedDataError("/".join(("data", *parts)))


def _intact(make: Callable[[], T], *parts: str) -> T:
    """Make something of a shipped file; raises DamagedDataError where its content is not what was shipped."""
    try:
        return make()
    except (InvalidValueError, AttributeError, KeyError, TypeError):
        pass
    raise _damaged(*parts)


def edition(id: str) -> Edition:
    """Give a shipped edition; raises UnknownEditionError, naming near misses, and DamagedDataError."""
    name = f"editions/{id}" if is_edition_id(id) else ""
    if name in _loaded:
        return cast(Edition, _loaded[name])
    plain = None
    if name:
        try:
            plain = _json("editions", f"{id}.json")
        except DamagedDataError:
            pass
    if plain is None:
        if id in edition_ids():
            raise _damaged("editions", f"{id}.json")
        raise UnknownEditionError("the shipped data", near_misses(id, edition_ids()))
    found = _once(name, lambda: _intact(lambda: _edition(plain), "editions", f"{id}.json"))
    if found.id != id:
        raise _damaged("editions", f"{id}.json")
    return found


def _edition(plain: dict[str, Any]) -> Edition:
    for name in ("$schema", "schema_version", "kind"):
        del plain[name]
    return built(plain)


def built(plain: dict[str, Any]) -> Edition:
    """Build an edition of the members of its document, using them up; whatever the model refuses is raised.

    Without cattrs, whose import would double a cold look-up; tests hold both ways equal.
    """
    plain["rights"] = Rights(**plain["rights"])
    plain["completeness"] = Completeness(**plain["completeness"])
    provisions: list[dict[str, Any]] = plain["provisions"]
    for provision in provisions:
        if "text" in provision:
            provision["text"] = Wording(**provision["text"])
    plain["provisions"] = [provision_class(provision["kind"])(**provision) for provision in provisions]
    if "bibliography" in plain:
        plain["bibliography"] = [Source(**source) for source in plain["bibliography"]]
    if "extensions" in plain:
        plain["extensions"] = Extensions.of(plain["extensions"])
    return Edition(**plain)


def edition_ids() -> tuple[str, ...]:
    """Give the ids of the shipped editions, by publication, oldest first."""
    return _once("edition ids", lambda: tuple(id for id in _registered() if is_edition_id(id)))


def _each(file: str, list_name: str, make: Callable[..., T]) -> tuple[T, ...]:
    plain = _json(file)
    return _intact(lambda: tuple(make(**item) for item in plain[list_name]), file)


def _registered() -> tuple[str, ...]:
    return _once("ids", lambda: _each("registry.json", "entries", _id_of))


def _id_of(*, id: str, **_: object) -> str:
    return id


def editions() -> tuple[Edition, ...]:
    """Give every shipped edition, by publication, oldest first."""
    return _once("editions", lambda: tuple(edition(id) for id in edition_ids()))


def publications() -> "tuple[Publication, ...]":
    """Give every shipped publication, the Care Standards first."""
    from care_standards.model.publication import Publication

    def make() -> tuple[Publication, ...]:
        ids = [id for id in _registered() if is_publication_id(id) and not is_edition_id(id)]
        return tuple(_document(Publication, "publications", f"{id}.json") for id in ids)

    return _once("publications", make)


def _document(model: type[T], *parts: str) -> T:
    from care_standards.documents.codec import NotAsDescribed, from_plain

    plain = _json(*parts)
    try:
        return from_plain(plain, model)
    except NotAsDescribed:
        pass
    raise _damaged(*parts)


def _links(folder: str, model: type[T]) -> tuple[T, ...]:
    prefix = f"{folder}/"
    return tuple(_document(model, *name.split("/")) for name in _manifest() if name.startswith(prefix))


def _manifest() -> dict[str, str]:
    """Give the digest of every shipped file, by name."""

    def make() -> dict[str, str]:
        lines = shipped("data", "MANIFEST.sha256").decode("ascii").splitlines()
        found = {name: digest for digest, name in (line.split("  ") for line in lines)}
        if "registry.json" not in found:
            raise ValueError
        return found

    try:
        return _once("manifest", make)
    except (OSError, ValueError):
        pass
    raise _damaged("MANIFEST.sha256")


def crosswalks() -> "tuple[Crosswalk, ...]":
    """Give every shipped crosswalk, in the order of their ids."""
    from care_standards.model.crosswalk import Crosswalk

    return _once("crosswalks", lambda: _links("crosswalks", Crosswalk))


def concordances() -> "tuple[Concordance, ...]":
    """Give every shipped concordance, in the order of their ids."""
    from care_standards.model.concordance import Concordance

    return _once("concordances", lambda: _links("concordances", Concordance))


def sources() -> "tuple[Source, ...]":
    """Give the register of everything that was read."""
    return _once("sources", lambda: _each("sources.json", "sources", Source))


def glossary() -> "tuple[GlossaryEntry, ...]":
    """Give the glossary, in alphabetical order."""
    from care_standards.model.glossary import GlossaryEntry

    return _once("glossary", lambda: _each("glossary.json", "glossary", GlossaryEntry))


def registry() -> "Registry":
    """Give every id ever released, in the order of release."""
    from care_standards.model.registry import Registry, RegistryEntry

    def make() -> Registry:
        return Registry(_each("registry.json", "entries", RegistryEntry))

    return _once("registry", make)


def catalogue() -> "Catalogue":
    """Give everything shipped as one catalogue, which loads what is asked of it when it is."""
    from care_standards.model.catalogue import Catalogue

    return _once("catalogue", lambda: Catalogue.filled_later(_part, _edition_if_shipped))


def _part(name: str) -> Any:
    parts: dict[str, Callable[[], Any]] = {
        "publications": publications, "editions": editions, "crosswalks": crosswalks, "concordances": concordances,
        "sources": sources, "glossary": glossary, "registry": registry,
    }  # fmt: skip
    return parts[name]()


def _edition_if_shipped(id: str) -> Edition | None:
    return edition(id) if is_edition_id(id) and f"editions/{id}.json" in _manifest() else None


def verify() -> None:
    """Hold every shipped file of data against the manifest, once; raises DamagedDataError where one differs.

    Loading does not do this, as it would cost every start; checking a document does.
    """
    damaged = _once("damaged", lambda: next(_differing(), None))
    if damaged is not None:
        raise _damaged(damaged)


def at_hand(given: "Catalogue | None" = None) -> "Catalogue":
    """Give the catalogue that was given, or else the shipped one, whose files are first held against their digests.

    Raises DamagedDataError as ``verify`` does.
    """
    if given is not None:
        return given
    verify()
    return catalogue()


def _differing() -> Iterator[str]:
    from hashlib import sha256

    for name, digest in _manifest().items():
        try:
            if sha256(shipped("data", *name.split("/"))).hexdigest() == digest:
                continue
        except OSError:
            pass
        yield name
