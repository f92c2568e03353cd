"""Texts of Arrow looked at all together: whether they have the form of references, or are free text as allowed."""

from importlib import import_module
from typing import Any, Final

REF: Final = r"\A[A-Za-z0-9._:-]{1,64}\z"
"""The form of a reference, as the schema has it, in the language of Arrow."""
_SEEN: Final = r"[!-~\pL\pN]"  # what nobody takes for blank; of anything rarer the row road decides
_OF_REFS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-"
_LONGEST_REF: Final = 64


def is_text(kind: Any) -> bool:
    """Tell whether a type of Arrow is one of the two of text whose bytes lie one after another."""
    types: Any = import_module("pyarrow").types
    return bool(types.is_string(kind) or types.is_large_string(kind))


def are_refs(texts: Any) -> Any:
    """Tell of each text whether it has the form of a reference; null of a null, or false."""
    pc: Any = import_module("pyarrow.compute")
    if _lengths_are(texts, 1, _LONGEST_REF) and not _content(texts).translate(None, _OF_REFS):
        return texts.is_valid()  # all of them: mostly so, and told at a fifth of the cost
    return pc.match_substring_regex(texts, REF)


def are_free_texts(texts: Any, most: int, *, seen: bool) -> Any:
    """Tell of each text whether it has characters, at most so many, none of them NUL, and if wanted one to be seen."""
    pc: Any = import_module("pyarrow.compute")
    if _lengths_are(texts, 1, most) and b"\0" not in _content(texts):  # so many bytes are no more characters
        right = texts.is_valid()
    else:
        size = pc.utf8_length(texts)
        right = pc.and_(pc.greater(size, 0), pc.less_equal(size, most))
        right = pc.and_(right, pc.invert(pc.match_substring_regex(texts, r"\x00")))
    return pc.and_(right, pc.match_substring_regex(texts, _SEEN)) if seen else right


def _lengths_are(texts: Any, least: int, most: int) -> bool:
    """Tell whether all texts have at least and at most so many bytes."""
    pc: Any = import_module("pyarrow.compute")
    found = pc.min_max(pc.binary_length(texts)).as_py()
    return found["min"] is not None and least <= found["min"] and found["max"] <= most


def _content(texts: Any) -> bytes:
    """Give the bytes of some texts, one after another; perhaps with bytes between them that belong to none."""
    wide = import_module("pyarrow").types.is_large_string(texts.type)
    _, offsets, content = texts.buffers()
    width: int = 8 if wide else 4
    last = texts.offset + len(texts)
    places: memoryview[int] = memoryview(offsets.slice(0, (last + 1) * width)).cast("q" if wide else "i")
    found: bytes = content.slice(places[texts.offset], places[last] - places[texts.offset]).to_pybytes()
    return found
