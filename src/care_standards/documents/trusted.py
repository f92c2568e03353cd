"""Building the objects of a document that was judged already, without judging each of them a second time.

A constructor of the model asks again what the schema and the judges of integrity have just answered, at ten times the
cost of the object. So the findings of an assessment, which are nearly all of it, are filled in directly. Whatever is
rare, and every other kind of document, is built the ordinary way; a test holds both ways to the same result.

A frozen object is filled as one of an open subclass without fields of its own, and then made one of its class: Python
stores into slots several times faster that way than through the descriptors of a class that refuses to be changed.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from care_standards.documents.codec import MODELS, from_plain
from care_standards.documents.schema_registry import RECORDS
from care_standards.documents.upgrades import upgrade
from care_standards.model.assessment import Assessment, Evidence, Finding

if TYPE_CHECKING:
    from care_standards.documents.codec import Document

_LISTS: Final = RECORDS["assessment"]
# From one of these to the next nothing changed but that members were added: the older document says the same.
_ALIKE: Final = ("1.0", "1.1")
_RARE: Final = frozenset({"actions", "earlier"})


def _opened(model: type) -> Any:
    """Make the open subclass of a class."""
    as_usual = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"Open{model.__name__}", (model,), {"__slots__": (), **as_usual})


_day: Final = date.fromisoformat
_new_finding: Final = _opened(Finding)
_new_evidence: Final = _opened(Evidence)


def build_trusted(plain: dict[str, Any]) -> "Document":
    """Build the object of a document that its schema and the judges of integrity have found to be readable.

    It is what ``from_plain`` gives of the document raised to the current version of the schemas, and shares nothing
    with it that could change. What was not judged must not come here: nothing is refused. Raises as ``upgrade`` and
    ``from_plain`` do.
    """
    if plain["kind"] == "assessment" and plain["schema_version"] in _ALIKE:
        return _assessment(plain)
    raised, _ = upgrade(plain)
    return from_plain(raised, MODELS[raised["kind"]])


def _assessment(plain: dict[str, Any]) -> Assessment:
    around = {name: value for name, value in plain.items() if name not in _LISTS}
    built = from_plain({**around, "findings": []}, Assessment)
    for name in _LISTS:
        if plain.get(name):
            # Nobody else has seen the object yet.
            object.__setattr__(built, name, tuple([_finding(item) for item in plain[name]]))
    return built


def _finding(plain: dict[str, Any]) -> Finding:
    if "actions" in plain or "earlier" in plain:
        return from_plain(plain, Finding)
    evidence: list[Evidence] = []
    for item in plain["evidence"]:
        if len(item) > 1:
            evidence.append(from_plain(item, Evidence))
            continue
        one = _new_evidence()
        one.ref = item["ref"]
        one.kind = None
        one.bearing = "supports"
        one.collected = None
        one.recorded = None
        one.expires = None
        one.voices = None
        one.answer = None
        one.__class__ = Evidence
        evidence.append(one)
    member = plain.get
    day = member("assessed_on")
    new = _new_finding()
    new.provision = plain["provision"]
    new.status = plain["status"]
    new.reason = member("reason")
    new.assessed_on = day and _day(day)
    new.evidence = tuple(evidence)
    new.note = member("note")
    new.confidence = member("confidence")
    new.actions = ()
    new.earlier = ()
    new.__class__ = Finding
    built: Finding = new
    return built
