"""From an edition to the Markdown form, with an attribute only where the form does not say it already."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from care_standards.authoring.arguments import must_be_edition
from care_standards.authoring.grammar import LISTS, list_value
from care_standards.authoring.markdown_writing import write
from care_standards.authoring.outline import Item, Outline, Role
from care_standards.authoring.placing import Grammar, Placed, Placer
from care_standards.documents.codec import to_plain
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision

_HIGHEST: Final = 6
_CONTAINERS: Final = frozenset({"part", "section", "standard", "subject", "pillar"})
_DEFAULT_WORDS: Final = {"force": "unknown", "confidence": "high"}


def render(edition: Edition, *, catalogue: Catalogue | None = None) -> str:
    """Write an edition in the Markdown form; ``compile`` gives an equal edition again.

    The text holds the publisher's wording where the edition does. The registry of the catalogue, without one of the
    shipped, says which ids have to be written out because the form would not give them.
    """
    must_be_edition(edition, "render", "edition")
    if catalogue is None:
        from care_standards import packaged

        catalogue = packaged.catalogue()
    return write(outline_of(edition, catalogue))


def outline_of(edition: Edition, catalogue: Catalogue) -> Outline:
    """Give the outline of an edition: an item for each provision, in the same order."""
    shapes = _shapes(edition)
    front = _front(edition, shapes)
    grammar = Grammar.of(front)
    defaults: Mapping[str, Any] = front.get("defaults", {})
    placer = Placer(grammar, catalogue.registry, paged=defaults.get("page") != "none")
    above: dict[str, Placed] = {}
    items: list[Item] = []
    for provision in edition:
        role, level = shapes[provision.id]
        item, placed = _item(provision, role, level, placer, above.get(provision.parent or ""), defaults)
        placer.commit(item, placed)
        above.setdefault(provision.id, placed)
        items.append(item)
    return Outline(front=front, items=tuple(items))


# ---- which form each provision takes


def _shapes(edition: Edition) -> dict[str, tuple[Role, int]]:
    """Choose heading, paragraph or bullet for each provision, and the level of it."""
    private = edition.rights.sharing == "private"
    shapes: dict[str, tuple[Role, int]] = {}
    bullets: dict[str, int] = {}
    last: tuple[Role, str] = ("heading", "")
    for provision in edition:
        parent = shapes.get(provision.parent or "")
        role = _role(provision, private)
        if role == "heading":
            level = min(parent[1] + 1 if parent is not None and parent[0] == "heading" else 1, _HIGHEST)
        elif role == "bullet":
            level = bullets.get(provision.parent or "", 0) + 1 if last[0] == "bullet" else 1
            bullets = {id: depth for id, depth in bullets.items() if depth < level} if last[0] == "bullet" else {}
            bullets[provision.id] = level
        else:
            level = 0
        shapes[provision.id] = role, level
        last = role, provision.id
    return shapes


def _role(provision: Provision, private: bool) -> Role:
    words = provision.text if private else provision.summary
    if words is None or provision.kind in _CONTAINERS or provision.heading_status in ("literal", "reported"):
        counted = provision.notation is None and provision.heading_status in ("own-label", "none")
        if not (counted and provision.kind in ("principle", "recommendation", "statement")):
            return "heading"
    if provision.kind == "recommendation" and provision.notation is None:
        return "bullet"
    return "paragraph"


# ---- the front matter


def _front(edition: Edition, shapes: Mapping[str, tuple[Role, int]]) -> dict[str, Any]:
    plain = to_plain(edition)
    front: dict[str, Any] = {"edition": edition.id}
    if edition.publication != edition.id[:-5]:
        front["publication"] = edition.publication
    front |= {"title": edition.title, "data_revision": edition.data_revision}
    language = _commonest(p.text.language for p in edition if p.text is not None)
    if language not in (None, "en"):
        front["language"] = language
    for name in ("jurisdictions", "jurisdictions_basis", "digest"):
        if name in plain:
            front[name] = plain[name]
    front["rights"] = plain["rights"]
    completeness = dict(plain["completeness"])
    del completeness["provisions"]
    front["completeness"] = completeness
    if kinds := _kinds(edition, shapes):
        front["kinds"] = kinds
    if defaults := _defaults(edition, shapes):
        front["defaults"] = defaults
    for name in ("bibliography", "extensions"):
        if name in plain:
            front[name] = plain[name]
    return front


def _kinds(edition: Edition, shapes: Mapping[str, tuple[Role, int]]) -> dict[str, Any]:
    """Give the kinds by form where the commonest are not the usual ones."""
    usual = Grammar(edition.id)
    kinds: dict[str, Any] = {}
    levels = [
        _commonest(p.kind for p in edition if shapes[p.id] == ("heading", level)) for level in range(1, _HIGHEST + 1)
    ]
    headings = [kind or usual.of_heading(level) for level, kind in enumerate(levels, start=1)]
    while len(headings) > 1 and headings[-1] == headings[-2]:
        headings.pop()
    deepest = max((level for level, kind in enumerate(levels, start=1) if kind), default=0)
    if any(kind not in (None, usual.of_heading(level)) for level, kind in enumerate(levels, start=1)):
        kinds["headings"] = headings[: max(deepest, 1)]
    numbered = _commonest(p.kind for p in edition if shapes[p.id][0] == "paragraph" and p.notation is not None)
    if numbered not in (None, usual.numbered):
        kinds["numbered"] = numbered
    bullet = _commonest(p.kind for p in edition if shapes[p.id][0] == "bullet")
    if bullet not in (None, usual.bullet):
        kinds["bullet"] = bullet
    return kinds


def _defaults(edition: Edition, shapes: Mapping[str, tuple[Role, int]]) -> dict[str, Any]:
    """Give the values that most provisions share, where writing them once saves more than it costs."""
    found: dict[str, Any] = {}
    for name, usual in _DEFAULT_WORDS.items():
        common = _commonest(getattr(p, name) for p in edition)
        if common not in (None, usual):
            found[name] = common
    for member in LISTS.values():
        values = Counter(getattr(p, member) for p in edition)
        shared, count = max(values.items(), key=lambda pair: pair[1], default=((), 0))
        if shared and count > values[()]:
            found[member] = list(shared)
    unusual = Counter(p.text_status for p in edition if p.text_status != _text_status(p))
    for status, count in unusual.most_common(1):
        if count > sum(p.text_status == _text_status(p) != status for p in edition):
            found["text_status"] = status
    # Where some pages are not known, a page that is put in must not be passed on to the items after it.
    known = {provision.page is not None for provision in edition}
    if len(known) > 1 or _changes(edition, paged=True) > _changes(edition, paged=False):
        found["page"] = "none"
    return found


def _changes(edition: Edition, *, paged: bool) -> int:
    """Count the attributes that pages take, where each item is on the page of the one before it or on none."""
    count = 0
    page: int | None = None
    for provision in edition:
        count += provision.page != page
        page = provision.page if paged else None
    return count


def _commonest(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return counted.most_common(1)[0][0] if counted else None


# ---- one item


def _text_status(provision: Provision) -> str:
    if provision.text is not None:
        return "private"
    return "verified" if provision.summary else "heading-only" if provision.heading else "inferred"


def _item(
    provision: Provision, role: Role, level: int, placer: Placer, parent: Placed | None, defaults: Mapping[str, Any]
) -> tuple[Item, Placed]:
    """Write a provision as an item and place it; what the form would make otherwise becomes an attribute."""
    grammar = placer.grammar
    words = {"text": provision.text.value if provision.text else None, "summary": provision.summary}
    body = None if role == "heading" else words.pop("text" if grammar.private else "summary")
    quotes = {name: said for name, said in (*sorted(words.items()), ("note", provision.note)) if said is not None}

    def item(attributes: dict[str, str]) -> Item:
        return Item(
            role=role, level=level, notation=provision.notation,
            text=provision.heading if role == "heading" else body,
            label=None if role == "heading" else provision.heading,
            attributes=attributes, quotes=quotes,
        )  # fmt: skip

    given = {} if provision.page is None else {"page": str(provision.page)}
    placed = placer.derive(item(given))
    attributes: dict[str, str] = {}
    if (placed.parent.id if placed.parent else None) != provision.parent:
        attributes["parent"] = "none" if provision.parent is None else _short(provision.parent, grammar.edition)
        placed = placer.derive(item({**given, **attributes}))
    if placed.kind != provision.kind:
        attributes["kind"] = provision.kind
        placed = placer.derive(item({**given, **attributes}))
    if placed.id != provision.id:
        attributes["id"] = _short(provision.id, grammar.edition)
    attributes = {name: attributes[name] for name in ("id", "parent", "kind") if name in attributes}
    if placer.derive(item({})).page != provision.page:
        attributes["page"] = "none" if provision.page is None else str(provision.page)
    attributes |= _attributes(provision, role, grammar, defaults)
    final = item(attributes)
    if not (attributes or final.notation or final.text or final.label):
        # Nothing would be left of it to be read: it says what the front matter says of all.
        final = item({"force": provision.force})
    return final, placer.derive(final)


def _short(id: str, edition: str) -> str:
    """Leave the edition off an id, unless the rest would look like an id of some edition itself."""
    from care_standards.identifiers import is_provision_id

    local = id.removeprefix(f"{edition}.")
    return id if is_provision_id(local) else local


def _attributes(provision: Provision, role: Role, grammar: Grammar, defaults: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}

    def say(name: str, value: str, usual: str) -> None:
        if value != usual:
            found[name] = value

    say("force", provision.force, defaults.get("force", "unknown"))
    for name, member in LISTS.items():
        if name != "source":
            say(name, list_value(getattr(provision, member)), list_value(tuple(defaults.get(member, ()))))
    say("notation-status", provision.notation_status, "none" if provision.notation is None else "confirmed")
    heading_status = "none" if not provision.heading else "literal" if role == "heading" else "own-label"
    say("heading-status", provision.heading_status, heading_status)
    say("text-status", provision.text_status, defaults.get("text_status", _text_status(provision)))
    say("confidence", provision.confidence, defaults.get("confidence", "high"))
    say("source", list_value(provision.sources), list_value(tuple(defaults.get("sources", ()))))
    if provision.text is not None:
        say("language", provision.text.language, grammar.language)
    return found
