"""Holding a fuller edition to what the shipped data have verified of the same one.

The verified provisions are the anchors: whoever typed the book in from a copy of it has the same numbers on the same
pages. A difference shows our figure or heading and never the wording of the pack.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from care_standards.model.edition import Edition
from care_standards.model.pack import Difference
from care_standards.model.provisions import Provision

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"), "-")
_QUOTES: Final = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4"), "'") | dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'
)
_COUNTED: Final = ("principle", "recommendation", "statement")


def normal_heading(heading: str) -> str:
    """Give a heading as it is compared: without regard to capitals, white space, and shapes of dashes and quotes."""
    plain = unicodedata.normalize("NFKC", heading).translate(_DASHES | _QUOTES)
    return " ".join(plain.casefold().split())


def differences(shipped: Edition, fuller: Edition) -> tuple[Difference, ...]:
    """Give every difference between the verified provisions of a shipped edition and a fuller one of the same id.

    They come in printed order of the shipped edition. Of each verified provision the id must be there, with the same
    printed page and number where ours has them and the same heading where ours is literal; of a verified standard or
    section whose own items are all verified, the number of principles and of recommendations directly below it.
    """
    return tuple(
        difference for held in shipped if held.text_status == "verified" for difference in _of(held, shipped, fuller)
    )


def weaker_differences(shipped: Edition, fuller: Edition) -> tuple[Difference, ...]:
    """Give the differences in what the shipped data hold on weaker grounds: printed pages and literal headings."""
    return tuple(
        difference
        for held in shipped
        if held.text_status != "verified" and (own := fuller.held(held.id)) is not None
        for difference in _facts(held, own)
        if difference.what != "notation"
    )


def _of(held: Provision, shipped: Edition, fuller: Edition) -> Iterator[Difference]:
    own = fuller.held(held.id)
    if own is None:
        yield Difference(provision=held.id, what="missing", expected=held.notation)
        return
    yield from _facts(held, own)
    below = shipped.children(held)
    if held.kind in ("standard", "section") and below and all(_is_verified_item(item) for item in below):
        ours, theirs = (Counter(item.kind for item in items) for items in (below, fuller.children(own)))
        if ours["principle"] != theirs["principle"]:
            expected, found = str(ours["principle"]), theirs["principle"]
            yield Difference(provision=held.id, what="principles", expected=expected, found=found)
        if ours["recommendation"] != theirs["recommendation"]:
            expected, found = str(ours["recommendation"]), theirs["recommendation"]
            yield Difference(provision=held.id, what="recommendations", expected=expected, found=found)


def _facts(held: Provision, own: Provision) -> Iterator[Difference]:
    if held.page is not None and own.page != held.page:
        yield Difference(provision=held.id, what="page", expected=str(held.page), found=own.page)
    if held.notation is not None and own.notation != held.notation:
        found = _digest(own.notation)
        yield Difference(provision=held.id, what="notation", expected=held.notation, found_digest=found)
    if held.heading is None or held.heading_status != "literal":
        return
    if own.heading is None or normal_heading(own.heading) != normal_heading(held.heading):
        found = _digest(own.heading and normal_heading(own.heading))
        yield Difference(provision=held.id, what="heading", expected=held.heading, found_digest=found)


def _digest(text: str | None) -> str | None:
    return None if text is None else f"sha256:{sha256(text.encode()).hexdigest()}"


def _is_verified_item(provision: Provision) -> bool:
    return provision.kind in _COUNTED and provision.text_status == "verified"
