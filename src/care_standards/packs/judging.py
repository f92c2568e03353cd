"""Judging a pack: every document as any document is judged, and the whole against what the library holds.

The report is one report. A pointer into a file begins with the place of the file in the manifest (``/files/0``) and
goes on with the place in that file, in which lines and columns count; any other pointer is one into the manifest.
Entries that have no place in a pack are told by number, as file names are not repeated.
"""

from hashlib import sha256
from typing import cast

import attrs

from care_standards import packaged
from care_standards.documents import pipeline
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.pack import Difference, Pack, PackDocument, with_documents
from care_standards.model.report import Report
from care_standards.packs import containers
from care_standards.packs.composing import breaches, laid_over
from care_standards.packs.containers import DEFAULT_PACK_LIMITS, MANIFEST, Opened, PackLimits
from care_standards.packs.reporting import Collected

_LINKS = ("crosswalk", "concordance")


def check(
    source: "containers.Source | Pack", *, catalogue: Catalogue | None = None, limits: PackLimits = DEFAULT_PACK_LIMITS
) -> Report:
    """Judge a pack, given by its path, as the bytes of a ZIP file, or as made; nothing is raised for its content.

    Every document is judged against the catalogue with the pack laid over it, by default the shipped data. Raises
    UnreadableSourceError where there is no such file or folder, DamagedDataError where the shipped data are damaged.
    """
    if catalogue is None:
        packaged.verify()
        catalogue = packaged.catalogue()
    opened = written(source) if isinstance(source, Pack) else containers.open_pack(source, limits)
    return judge(opened, catalogue, limits)[0]


def written(pack: Pack) -> Opened:
    """Give a pack as it is when it is opened: the bytes of its manifest and of each of its documents, by name."""
    contents = {MANIFEST: to_bytes(to_plain(pack))}
    for file, document in zip(pack.files, pack.documents, strict=True):
        contents[file.path] = to_bytes(to_plain(document))
    return Opened(contents=contents)


def judge(opened: Opened, catalogue: Catalogue, limits: PackLimits) -> tuple[Report, tuple[Difference, ...]]:
    """Judge what was opened, and give the report and the differences from what is established."""
    found = Collected()
    pack = judge_files(opened, catalogue, limits, found)
    differences: tuple[Difference, ...] = ()
    if pack is not None:
        problems, differences = breaches(catalogue, pack)
        found.add_all(problems)
    return found.report(limits.documents.max_issues), differences


def judge_files(opened: Opened, catalogue: Catalogue, limits: PackLimits, found: Collected) -> Pack | None:
    """Judge the container, the manifest, and every file against the catalogue with the pack laid over it.

    Gives the pack, or None where there is an error.
    """
    for refusal in opened.refusals:
        found.add(refusal.code, refusal.hint)
    if opened.strangers:
        entries = ", ".join(map(str, opened.strangers[:10]))
        hint = f"In the order of names, these entries have no place in a pack: {entries}. Take them out."
        found.add(Code.FILE_NOT_NAMED, hint if len(opened.strangers) <= 10 else f"{hint} There are more.")
    manifest = opened.contents.get(MANIFEST)
    if manifest is None:
        if not opened.refusals:
            found.add(Code.FILE_MISSING, "There is no pack.json at the top. Make the pack with packs.make.")
        return None
    report = pipeline.judge(manifest, catalogue=catalogue, kind="pack", limits=limits.documents)
    found.take(report, records=False)
    if not report.ok:
        return None
    pack = cast(Pack, pipeline.read(manifest, catalogue=catalogue, kind="pack", limits=limits.documents))
    unnamed = len(opened.contents.keys() - {file.path for file in pack.files} - {MANIFEST})
    if unnamed:
        said = "1 file has" if unnamed == 1 else f"{unnamed} files have"
        found.add(Code.FILE_NOT_NAMED, f"{said} a place in a pack and no entry in the manifest.", "files")
    documents = _documents(opened, pack, catalogue, limits, found)
    return None if found.faulty or documents is None else with_documents(pack, documents)


def _documents(
    opened: Opened, pack: Pack, catalogue: Catalogue, limits: PackLimits, found: Collected
) -> list[PackDocument] | None:
    """Judge and read every file: what stands for itself first, then what links it."""
    read: dict[int, PackDocument] = {}
    here = [place for place in range(len(pack.files)) if _is_there(opened, pack, place, found)]
    for links in (False, True):
        if links:
            alone = attrs.evolve(pack, files=[pack.files[place] for place in read])
            catalogue = laid_over(catalogue, [with_documents(alone, read.values())])
        for place in here:
            file = pack.files[place]
            if (file.kind in _LINKS) is not links:
                continue
            content = opened.contents[file.path]
            report = pipeline.judge(content, catalogue=catalogue, kind=file.kind, limits=limits.documents)
            found.take(report, "files", place)
            if not report.ok:
                continue
            document = pipeline.read(content, catalogue=catalogue, kind=file.kind, limits=limits.documents)
            if cast("PackDocument", document).id == file.id:
                read[place] = cast("PackDocument", document)
            else:
                found.add(Code.FILE_DISAGREES, "The document in this file has another id.", "files", place, "id")
    return [read[place] for place in sorted(read)] if len(read) == len(pack.files) else None


def _is_there(opened: Opened, pack: Pack, place: int, found: Collected) -> bool:
    content = opened.contents.get(pack.files[place].path)
    if content is None:
        found.add(Code.FILE_MISSING, "This file is not in the pack.", "files", place, "path")
        return False
    if sha256(content).hexdigest() != pack.files[place].sha256:
        hint = "The file was changed after the pack was made, or is damaged. Make the pack again."
        found.add(Code.WRONG_DIGEST, hint, "files", place, "sha256")
    return True
