"""How two releases of the data differ: publication by publication, edition by edition, id by id."""

from typing import TYPE_CHECKING

from care_standards.differences.pairing import compared, differing, paired, presence
from care_standards.differences.structure import Diff, Entry, ItemKind
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.registry import RegistryEntry

if TYPE_CHECKING:
    from care_standards.model.catalogue import Item

_ITEMS = frozenset({"publications", "editions", "crosswalks", "concordances", "registry"})
_NOTE = "Compared are two releases of the data: what was added to them was not therefore added to any publication."


def diff_releases(old: Catalogue, new: Catalogue) -> Diff:
    """Compare two catalogues: their publications, editions, crosswalks and concordances, and every registered id.

    An edition that changed although its data revision did not move has no ``data_revision`` among its fields. Sources
    and glossary are compared as a whole, in ``head``.
    """
    items = paired([*old.values()], [*new.values()], lambda item: (type(item), item.id))
    ids = paired(old.registry.entries, new.registry.entries, lambda entry: entry.id)
    head = differing(old, new, _ITEMS) + (("order",) if items.reordered or ids.reordered else ())
    entries = [_item(before, after) for before, after in items.rows]
    entries += [_id(before, after) for before, after in ids.rows]
    return compared("releases", entries, None, None, (None, None), head, notes=(_NOTE,))


def _item(old: "Item | None", new: "Item | None") -> Entry:
    fields = differing(old, new) if old is not None and new is not None else ()
    return Entry(
        category=presence(old, new) or ("changed" if fields else "same"),
        item=_kind(new if old is None else old),  # an edition without provisions is false
        old=() if old is None else (old.id,),
        new=() if new is None else (new.id,),
        basis="same-id",
        fields=fields,
        before=_revision(old),
        after=_revision(new),
    )


def _kind(item: "Item | None") -> ItemKind:
    if isinstance(item, Edition):
        return "edition"
    if isinstance(item, Crosswalk):
        return "crosswalk"
    return "concordance" if isinstance(item, Concordance) else "publication"


def _revision(item: "Item | None") -> str | None:
    return str(item.data_revision) if isinstance(item, Edition) else None


def _id(old: RegistryEntry | None, new: RegistryEntry | None) -> Entry:
    fields = differing(old, new) if old is not None and new is not None else ()
    retired = old is not None and new is not None and old.status == "current" and new.status == "retired"
    return Entry(
        category=presence(old, new) or ("retired" if retired else "changed" if fields else "same"),
        item="id",
        old=() if old is None else (old.id,),
        new=() if new is None else (new.id,),
        basis="same-id",
        fields=fields,
        before=None if old is None else old.status,
        after=None if new is None else new.status,
    )
