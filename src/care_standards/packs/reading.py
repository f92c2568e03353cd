"""Loading a pack: the manifest, then every file it names, each held to its digest and built through the model.

What loading verifies: that the pack is a safe container with nothing in it but what its manifest names, that every file
has the digest stated there, that every value is one the model takes, and that the provisions of an edition are its own,
each once and after its parent, with wording only where its rights are private. That is more than is asked of the
shipped data each time, and costs about as much. What it leaves to ``check``, which judges as any document is judged:
the schemas, members given twice, sources, dates, the digest of an edition, and what links say of their ends.
"""

import json
from hashlib import sha256
from typing import Any, Final, cast

from care_standards import packaged
from care_standards.documents.codec import HEADER, MODELS, NotAsDescribed, from_plain, lowest_version
from care_standards.documents.integrity.packs import judge_pack
from care_standards.documents.schema_registry import VERSIONS, schema_id
from care_standards.errors import InvalidValueError, PackRefusedError
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.pack import Pack, PackDocument, PackFile, with_documents
from care_standards.packs import containers
from care_standards.packs.containers import DEFAULT_PACK_LIMITS, MANIFEST, Opened, PackLimits
from care_standards.vocabularies import DocumentKind

_NOTHING: Final = Catalogue()  # a manifest refers to no shipped data but by ids, which are judged when it is laid over


def load(source: containers.Source, *, limits: PackLimits = DEFAULT_PACK_LIMITS) -> Pack:
    """Load a pack from a folder or a ZIP file, given by its path, or from the bytes of a ZIP file.

    Raises PackRefusedError, whose ``report`` says everything that is wrong with it, and UnreadableSourceError where
    there is no such file or folder. Whether it agrees with the shipped data is judged when it is laid over them.
    """
    opened = containers.open_pack(source, limits)
    pack = loaded(opened)
    if pack is None:  # something is wrong, or merely unusual: now it is worth the time to judge everything
        from care_standards.packs.judging import judge_files
        from care_standards.packs.reporting import Collected

        found = Collected()
        pack = judge_files(opened, packaged.catalogue(), limits, found)
        if pack is None:
            raise PackRefusedError(found.report(limits.documents.max_issues))
    return pack


def loaded(opened: Opened) -> Pack | None:
    """Build a pack the quick way; None where anything is not as it is written by this library."""
    if opened.refusals or opened.strangers or MANIFEST not in opened.contents:
        return None
    try:
        plain, _ = _content(json.loads(opened.contents[MANIFEST], object_pairs_hook=_once_each), "pack")
        pack = from_plain(plain, Pack)
    except (ValueError, KeyError, TypeError, RecursionError, NotAsDescribed):
        return None
    if judge_pack(plain, _NOTHING).problems:
        return None
    if {file.path for file in pack.files} != opened.contents.keys() - {MANIFEST}:
        return None
    documents = [_document(file, opened.contents[file.path]) for file in pack.files]
    if any(document is None for document in documents):
        return None
    return with_documents(pack, cast("list[PackDocument]", documents))


def _document(file: PackFile, content: bytes) -> PackDocument | None:
    """Build the document of one file, or give None where it is not what the manifest says."""
    if sha256(content).hexdigest() != file.sha256:
        return None
    document: PackDocument
    try:
        plain, version = _content(json.loads(content), file.kind)
        if file.kind == "edition":
            document = packaged.built(plain)
        else:
            document = cast("PackDocument", from_plain(plain, MODELS[file.kind]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NotAsDescribed, InvalidValueError):
        return None
    if VERSIONS.index(lowest_version(document)) > VERSIONS.index(version):
        return None  # it has members that the version it states does not know
    if document.id != file.id or (isinstance(document, Edition) and not _sound(document)):
        return None
    return document


def _content(plain: dict[str, Any], kind: DocumentKind) -> tuple[dict[str, Any], str]:
    """Take the header off a document of a kind, and give its version besides; raises where it is another."""
    header = [plain.pop(name) for name in HEADER]
    if header[1] not in VERSIONS or header != [schema_id(kind, header[1]), header[1], kind]:
        raise ValueError
    return plain, header[1]


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _sound(edition: Edition) -> bool:
    """Tell whether every provision is of this edition, once, after its parent, and without wording that may not be."""
    provisions = edition.provisions
    if edition.rights.sharing != "private" and any(provision.text is not None for provision in provisions):
        return False
    seen: set[str | None] = {None}
    for provision in provisions:
        if provision.parent not in seen:
            return False
        seen.add(provision.id)
    # No id has a line break in it: one count of beginnings serves for all.
    ids = "".join([f"\n{provision.id}" for provision in provisions])
    if ids.count(f"\n{edition.id}.") != len(provisions) or len(seen) != len(provisions) + 1:
        return False
    return edition.completeness.provisions == len(provisions) and edition.id[:-5] == edition.publication
