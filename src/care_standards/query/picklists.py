"""Choices for the picklists of other programs: pairs of an id and a label."""

from collections import Counter
from typing import Final, Literal, overload

from care_standards.errors import DetachedProvisionError, InvalidValueError, UnknownWordError
from care_standards.identifiers import is_edition_id, is_provision_id, near_misses
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision, home_of
from care_standards.query.scopes import Scope, provisions_of
from care_standards.vocabularies import VOCABULARIES

Choice = tuple[str, str]
Group = tuple[str, tuple[Choice, ...]]

MAX_LABEL: Final = 255  # characters that Salesforce allows in the label of a picklist value


@overload
def choices(what: Scope | str, *, grouped: Literal[False] = False) -> tuple[Choice, ...]: ...
@overload
def choices(what: Scope, *, grouped: Literal[True]) -> tuple[Group, ...]: ...
def choices(what: Scope | str, *, grouped: bool = False) -> tuple[Choice, ...] | tuple[Group, ...]:
    """Give choices for a picklist: of the provisions of a scope, or of the words of a closed list.

    Of a scope, each id with its number and heading, in printed order; a heading that is our own label stands in square
    brackets, as library catalogues write what they supply, and what has neither number nor heading is called by its
    id. ``grouped`` gives groups, as Django takes them: the label of each provision at the top of its edition, with
    the choices of it and of everything below it. Of text, which is the name of a facet or of another closed list
    (``setting``, ``finding_status``), each word with a readable label.

    Ids differ, and so do labels, even where case is ignored: those that would be the same have the id added. No label
    is longer than 255 characters, the most that Salesforce takes; a longer one ends in three dots.

    Raises UnknownWordError for a list that does not exist; InvalidValueError for groups of words, where the scope is
    none, and for the id of an edition or a provision, which is not looked up here; DetachedProvisionError for groups
    of a provision that stands alone and has something above it.
    """
    if isinstance(what, str):
        if is_edition_id(what) or is_provision_id(what):
            rule = "must be the edition itself, which care_standards.load gives by its id, or the name of a closed list"
            raise InvalidValueError("choices", "what", rule)
        if grouped:
            raise InvalidValueError("choices", "grouped", "must be False for a list of words, which has no groups")
        return _of_words(what)
    provisions = provisions_of(what)
    if len({provision.id for provision in provisions}) < len(provisions):
        # A picklist takes an id once: the first is the one that counts.
        provisions = tuple({provision.id: provision for provision in provisions[::-1]}.values())[::-1]
    labels = _labelled(provisions)
    found = tuple([(provision.id, label) for provision, label in zip(provisions, labels, strict=True)])
    return _grouped(provisions, found) if grouped else found


def _grouped(provisions: tuple[Provision, ...], found: tuple[Choice, ...]) -> tuple[Group, ...]:
    groups: dict[str, list[Choice]] = {}
    tops: dict[str, Provision] = {}
    for top, choice in zip(_tops(provisions), found, strict=True):
        tops.setdefault(top.id, top)
        groups.setdefault(top.id, []).append(choice)
    names = _labelled(tuple(tops.values()))
    return tuple((name, tuple(held)) for name, held in zip(names, groups.values(), strict=True))


def _of_words(name: str) -> tuple[Choice, ...]:
    if name not in VOCABULARIES:
        raise UnknownWordError("closed list of words", near_misses(name, tuple(VOCABULARIES)), tuple(VOCABULARIES))
    return tuple((word, _NAMES.get(word) or word.replace("-", " ").capitalize()) for word in VOCABULARIES[name])


def _labelled(provisions: tuple[Provision, ...]) -> list[str]:
    """Give the label of each, all of them different."""
    plain = [_label(provision) for provision in provisions]
    if _differ(plain):
        return plain
    uses = Counter(label.casefold() for label in plain)
    longer = [_label(provision, provision.id) for provision in provisions]
    shown = [a if uses[a.casefold()] == 1 else b for a, b in zip(plain, longer, strict=True)]
    # A heading may read like the label of another with its id: then all have theirs.
    return shown if _differ(shown) else longer


def _differ(labels: list[str]) -> bool:
    return len({label.casefold() for label in labels}) == len(labels)


def _label(provision: Provision, id: str | None = None) -> str:
    """Give number and heading on one line, with the id behind them if it is given; the end of a heading may be cut."""
    heading = " ".join((provision.heading or "").split())
    number = " ".join((provision.notation or "").split())
    if not heading and not number:
        return provision.id
    is_own = bool(heading) and provision.heading_status == "own-label"
    start = f"{number} {'[' if is_own else ''}{heading}".strip()
    end = f"{']' if is_own else ''}{f' ({id})' if id else ''}"
    most = MAX_LABEL - len(end)
    return f"{start if len(start) <= most else f'{start[: most - 3].rstrip()}...'}{end}"


def _tops(provisions: tuple[Provision, ...]) -> list[Provision]:
    """Give what stands at the top above each, or the highest that is held; each step up is taken once."""
    found: list[Provision] = []
    of_homes: dict[int, dict[str, Provision]] = {}
    for provision in provisions:
        home, parent = home_of(provision), provision.parent
        if parent is None:
            top = provision
        elif home is None:
            raise DetachedProvisionError()
        else:
            reached = of_homes.setdefault(id(home), {})
            top = reached.get(parent) or _top(provision, home, reached)
            reached[provision.id] = top
        found.append(top)
    return found


def _top(provision: Provision, home: Edition, reached: dict[str, Provision]) -> Provision:
    trail: list[str] = []
    here = provision
    while here.id not in reached:
        trail.append(here.id)
        reached[here.id] = here  # until it is known better; a ring ends here
        above = None if here.parent is None else home.held(here.parent)
        if above is None:
            break
        here = above
    top = reached[here.id]
    for id in trail:
        reached[id] = top
    return top


# Words that are names, or that say too little by themselves.
_NAMES: Final = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
    "eu": "European Union",
    "outside-nrm": "Outside the National Referral Mechanism",
    "secretary-of-state": "Secretary of State",
    "scottish-ministers": "Scottish Ministers",
    "department-ni": "Department (Northern Ireland)",
    "department-health-ni": "Department of Health (Northern Ireland)",
    "health-and-social-care-board": "Health and Social Care Board",
    "lord-advocate": "Lord Advocate",
}
