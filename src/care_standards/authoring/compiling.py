"""From the Markdown form to an edition of the model, judged as any document is."""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from care_standards.authoring import front_matter
from care_standards.authoring.arguments import must_be_text
from care_standards.authoring.edition_header import header_faults, plain_header
from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.authoring.grammar import LISTS, members_of, value_problem
from care_standards.authoring.lock import Lock, Outcome, outcome_of, unreadable
from care_standards.authoring.lock_matching import remembered
from care_standards.authoring.markdown_reading import Read, read
from care_standards.authoring.outline import Item, Outline
from care_standards.authoring.placing import Grammar, Placed, Placer
from care_standards.documents import integrity
from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import CURRENT
from care_standards.documents.validation import schema_problems
from care_standards.errors import InternalError, InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.extensions import Extensions
from care_standards.model.provenance import Completeness, Rights, Source, Wording
from care_standards.model.provisions import Provision, provision_class

_MOST_SUGGESTIONS: Final = 50
_STATUSES: Final = ("text_status", "notation_status", "heading_status")
_DIGEST_INSTEAD: Final = "Delete this line: the text was changed since, and a digest is taken anew for each pack."


@attrs.frozen(kw_only=True)
class Compiled:
    """An edition, the lock that remembers its ids, and what became of the ids since the lock before."""

    edition: Edition
    lock: Lock
    outcome: Outcome


def compile(source: str | Outline, *, catalogue: Catalogue | None = None, lock: Lock | None = None) -> Edition:
    """Make an edition of a file of the Markdown form, or of an outline.

    Provisions are in the order of the file. The ids of ``lock`` are kept; ids that the registry of the catalogue
    calls provisional or retired are never taken over. Without a catalogue, the shipped one serves. Raises
    InvalidAuthoringError with everything that is wrong, each with its line, and MissingExtraError where the parser of
    Markdown is not installed.
    """
    return _compiled(source, catalogue, lock)[0]


def compile_with_lock(
    source: str | Outline, *, catalogue: Catalogue | None = None, lock: Lock | None = None
) -> Compiled:
    """Make an edition as ``compile`` does, with the lock to keep beside the file and what became of the ids."""
    edition, items, placed = _compiled(source, catalogue, lock)
    newer = Lock.of(edition.id, items, placed, lock)
    return Compiled(edition=edition, lock=newer, outcome=outcome_of(lock, newer))


def _compiled(
    source: str | Outline, catalogue: Catalogue | None, lock: Lock | None
) -> tuple[Edition, tuple[Item, ...], list[Placed]]:
    must_be_text(source, "compile", "source", Outline)
    if catalogue is None:
        from care_standards import packaged

        catalogue = packaged.catalogue()
    found = read(source) if isinstance(source, str) else Read(source, _given_faults(source), "")
    outline, faults = found.outline, list(found.faults)
    if any(fault.code in _NOTHING_TO_GO_ON for fault in faults):
        raise InvalidAuthoringError(tuple(faults))
    usable, more = header_faults(outline.front, found.toml)
    faults += more
    placed: list[Placed] = []
    items = outline.items
    document: dict[str, Any] = {}
    problems: list[Problem] = []
    provisions: list[Provision] | None = []
    if usable:
        grammar = Grammar.of(outline.front)
        defaults: dict[str, Any] = dict(outline.front.get("defaults", {}))
        paged = defaults.pop("page", None) != "none"
        if lock is not None and lock.edition != grammar.edition:
            raise unreadable("The lock file is of another edition.")
        placed = _placed(items, grammar, catalogue, paged, lock)
        kept = [(item, place) for item, place in zip(items, placed, strict=True) if not place.label]
        faults += _place_faults(items, placed)
        otherwise = _defaults(defaults)
        plain = [_plain(item, place, grammar, otherwise) for item, place in kept]
        document = plain_header(outline.front, len(plain))
        problems, provisions = _judged(document, plain, catalogue, bool(faults))
        faults += _told(problems, kept, found.toml)
        if grammar.private:
            faults += _summaries_as_wording(kept, plain, catalogue.get(grammar.edition))
    if faults or provisions is None:
        raise InvalidAuthoringError(tuple(sorted(faults, key=lambda fault: (fault.line, fault.column))))
    return _edition(document, provisions), items, placed


def _same_id_instead(item: Item) -> str:
    if item.role == "paragraph" and item.notation is not None and item.notation.isdigit():
        return (
            "If the number is only one of a list, write the item with - instead, or add {notation=none}; if it is "
            "printed for the item, correct it, or write another id: {id=…}."
        )
    if item.role == "heading" and item.notation is None:
        return (
            "If the heading only says what the items below it are, add {label=principle} or {label=recommendation}; "
            "otherwise write another id: {id=…}."
        )
    return "Write another: {id=…}, or correct the number."


_NOTHING_TO_GO_ON: Final = (
    AuthoringCode.NO_FRONT_MATTER, AuthoringCode.NOT_TOML, AuthoringCode.NOT_TEXT,
)  # fmt: skip


def _given_faults(outline: Outline) -> tuple[AuthoringFault, ...]:
    """Judge the attributes of an outline that was made by a program."""
    faults: list[AuthoringFault] = []
    for item in outline.items:
        for name, value in item.attributes.items():
            label = name == "label" and item.role == "heading"
            problem = value_problem("kind" if label else name, value)
            if problem is not None:
                what = f"The attribute {name} does not take this value."
                faults.append(_fault(AuthoringCode.ATTRIBUTE_VALUE, item, what, problem[0]))
    return tuple(faults)


def _fault(code: AuthoringCode, item: Item, what: str, instead: str, near: tuple[str, ...] = ()) -> AuthoringFault:
    return AuthoringFault(code=code, line=item.line, column=item.column, what=what, instead=instead, near=near)


def _placed(
    items: tuple[Item, ...], grammar: Grammar, catalogue: Catalogue, paged: bool, lock: Lock | None
) -> list[Placed]:
    locals_: dict[int, str] = remembered(items, grammar, catalogue.registry, lock) if lock is not None else {}
    placer = Placer(grammar, catalogue.registry, paged=paged)
    placed: list[Placed] = []
    for number, item in enumerate(items):
        found = placer.derive(item, locals_.get(number))
        placer.commit(item, found)
        placed.append(found)
    return placed


def _place_faults(items: tuple[Item, ...], placed: list[Placed]) -> list[AuthoringFault]:
    faults: list[AuthoringFault] = []
    codes = {"id": AuthoringCode.ID_IMPOSSIBLE, "parent": AuthoringCode.UNKNOWN_PARENT}
    seen: dict[str, int] = {}
    for item, place in zip(items, placed, strict=True):
        if place.label:
            if item.notation is not None or item.quotes or set(item.attributes) - {"label", "page"}:
                what = "A label that sets a kind carries something else."
                instead = "Leave it out, or leave label out and make this a heading like others."
                faults.append(_fault(AuthoringCode.OUT_OF_PLACE, item, what, instead))
        elif place.problem is not None:
            name, what, instead = place.problem
            faults.append(_fault(codes[name], item, what, instead))
        elif place.id in seen:
            what = f"The item has the same id as the one of line {seen[place.id]}."
            faults.append(_fault(AuthoringCode.SAME_ID, item, what, _same_id_instead(item)))
        else:
            seen[place.id] = item.line
    return faults


def _defaults(given: dict[str, Any]) -> dict[str, Any]:
    """Give the values for items that do not say otherwise, by the member of a provision."""
    found: dict[str, Any] = {"force": "unknown", "confidence": "high", "sources": []}
    for name, value in given.items():
        member = LISTS.get(name, name)
        found[member] = value
    return found


def _plain(item: Item, place: Placed, grammar: Grammar, defaults: dict[str, Any]) -> dict[str, Any]:
    """Give the provision that an item makes, as plain data; an empty list is left out."""
    given = item.attributes
    quotes = item.quotes
    heading = item.text if item.role == "heading" else item.label
    body = item.text if item.role != "heading" else None
    text = body if grammar.private and body else quotes.get("text")
    summary = body if not grammar.private and body else quotes.get("summary")
    plain: dict[str, Any] = {"id": place.id, "kind": place.kind}
    if place.parent is not None:
        plain["parent"] = place.parent.id
    if item.notation is not None:
        plain["notation"] = item.notation
    plain["notation_status"] = (
        given.get("notation-status")
        or defaults.get("notation_status")
        or ("none" if item.notation is None else "confirmed")
    )
    if heading:
        plain["heading"] = heading
    plain["heading_status"] = (
        given.get("heading-status")
        or defaults.get("heading_status")
        or ("none" if not heading else "literal" if item.role == "heading" else "own-label")
    )
    if summary:
        plain["summary"] = summary
    if text:
        plain["text"] = {
            "language": given.get("language") or defaults.get("language") or grammar.language,
            "value": text,
        }
    plain["text_status"] = (
        given.get("text-status")
        or defaults.get("text_status")
        or ("private" if text else "verified" if summary else "heading-only" if heading else "inferred")
    )
    plain["force"] = given.get("force") or defaults["force"]
    for name, member in LISTS.items():
        value = members_of(given[name]) if name in given else defaults.get(member)
        if value or member == "sources":
            plain[member] = list(value or ())
    if place.page is not None:
        plain["page"] = place.page
    plain["confidence"] = given.get("confidence") or defaults["confidence"]
    if quotes.get("note"):
        plain["note"] = quotes["note"]
    return plain


def _summaries_as_wording(
    kept: list[tuple[Item, Placed]], plain: list[dict[str, Any]], known: object
) -> Iterator[AuthoringFault]:
    """Tell of summaries of ours that would pass for the publisher's wording."""
    if not isinstance(known, Edition):
        return
    for (item, place), made in zip(kept, plain, strict=True):
        text, held = made.get("text"), known.held(place.id)
        if text and held is not None and held.summary == text["value"] and (held.text is None or held.text != text):
            what = "These words are the summary that is held of this item, and no wording of the publisher's."
            instead = (
                "Write them below the item as > Summary:, and as the item the publisher's words, or nothing. "
                "care-standards render EDITION --private begins a file so."
            )
            yield _fault(AuthoringCode.OUT_OF_PLACE, item, what, instead)


def _judged(
    document: dict[str, Any], plain: list[dict[str, Any]], catalogue: Catalogue, faulty: bool
) -> tuple[list[Problem], list[Provision] | None]:
    """Judge a document: its head by the schema, its provisions by the model, which allows exactly what the schema does.

    Only where the model refuses one are all of them put before the schema, which then says everything that is wrong.
    """
    document["provisions"] = []
    problems = schema_problems(document, "edition", CURRENT)
    document["provisions"] = plain
    provisions = _built(plain)
    if provisions is None and not faulty:
        problems = schema_problems(document, "edition", CURRENT)
    refused = {problem.path for problem in problems}
    found = integrity.judge(document, "edition", catalogue).problems
    problems += [problem for problem in found if problem.path not in refused]
    return [problem for problem in problems if problem.code.severity == "error"], provisions


def _built(plain: list[dict[str, Any]]) -> list[Provision] | None:
    """Build the provisions, or give None where the model refuses one."""
    try:
        return [_provision(one) for one in plain]
    except InvalidValueError:
        return None


def _provision(plain: dict[str, Any]) -> Provision:
    members: dict[str, Any] = dict(plain)
    if "text" in members:
        members["text"] = Wording(**members["text"])
    return provision_class(plain["kind"])(**members)


def _told(problems: list[Problem], kept: list[tuple[Item, Placed]], toml: str) -> list[AuthoringFault]:
    """Word the problems of the document as faults of the file, at the item or the member that each is about."""
    faults: list[AuthoringFault] = []
    for number, problem in enumerate(problems):
        path = problem.path
        near = problem.suggest() if problem.suggest and number < _MOST_SUGGESTIONS else ()
        if problem.code is Code.DUPLICATE_ID and path[:1] == ("provisions",):
            continue  # told already, in words of this form
        if len(path) > 1 and path[0] == "provisions" and isinstance(path[1], int):
            item, place = kept[path[1]]
            if place.problem is not None and path[2:] in (("id",), ("parent",)):
                continue
            line, column = item.line, item.column
        else:
            line, column = _place_of(path, toml)
        code = problem.code
        instead = _DIGEST_INSTEAD if code is Code.WRONG_DIGEST else problem.hint
        what = f"The edition breaks a rule of editions, {code.value} ({code.title})."
        faults.append(
            AuthoringFault(
                code=AuthoringCode.EDITION_REFUSED, line=line, column=column, what=what, instead=instead, near=near
            )
        )
    return faults


def _place_of(path: tuple[str | int, ...], toml: str) -> tuple[int, int]:
    names = [step for step in path if isinstance(step, str)]
    place = next((step for step in path if isinstance(step, int)), 0)
    if not names:
        return (1, 1) if toml else (0, 0)
    if len(names) == 1 and names[0] != "bibliography":
        return front_matter.locate(toml, None, {"id": "edition"}.get(names[0], names[0]))
    return front_matter.locate(toml, names[0], names[1] if len(names) > 1 else None, place)


def _edition(document: dict[str, Any], provisions: list[Provision]) -> Edition:
    head = {name: value for name, value in document.items() if name not in ("$schema", "schema_version", "kind")}
    try:
        head["rights"] = Rights(**head["rights"])
        head["completeness"] = Completeness(**head["completeness"])
        head["bibliography"] = [Source(**source) for source in head.get("bibliography", ())]
        head["extensions"] = Extensions.of(head.get("extensions", {}))
        head["provisions"] = provisions
        return Edition(**head)
    except InvalidValueError:
        pass
    raise InternalError("the schema let pass what the model refuses")
