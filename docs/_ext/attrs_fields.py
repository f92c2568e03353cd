"""Show the classes of the model as what they hold: a list of fields in the place of one very long signature."""

import re
from typing import TYPE_CHECKING, Any

import attrs
import rendering

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _named(annotation: Any) -> str:
    """Write a type in few words: closed lists as the words themselves would take half a page."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    if isinstance(annotation, type) and not getattr(annotation, "__args__", ()):
        return text
    text = str(annotation) if not isinstance(annotation, str) else annotation
    text = re.sub(r"\b(?:typing|datetime|care_standards(?:\.[a-z_]+)+)\.", "", text)
    return re.sub(r"Literal\[('[^']*')(?:, '[^']*')+\]", r"one of a closed list", text)


def _described() -> dict[str, str]:
    """Give what the published schemas say of each field, by class and field."""
    from care_standards.documents.schema_registry import published
    from care_standards.vocabularies import DOCUMENT_KINDS

    said: dict[str, str] = {}
    for kind in (*DOCUMENT_KINDS, "common"):
        split = rendering._json(published(kind, "split"))
        objects = {**split.get("$defs", {}), **({split["title"]: split} if kind != "common" else {})}
        for name, found in objects.items():
            for member, schema in found.get("properties", {}).items():
                said[f"{name}.{member}"] = schema.get("description", "")
    return said


def _on_signature(
    _: "Sphinx", what: str, __: str, obj: Any, ___: Any, signature: str | None, returns: str | None
) -> tuple[str, str | None] | None:
    return ("", returns) if what == "class" and attrs.has(obj) and signature is not None else None


def _on_docstring(_: "Sphinx", what: str, __: str, obj: Any, ___: Any, lines: list[str]) -> None:
    if what != "class" or not attrs.has(obj):
        return
    said = _described()
    parent = obj.__mro__[1]
    if attrs.has(parent) and {a.name for a in attrs.fields(parent)} == {a.name for a in attrs.fields(obj)}:
        lines += ["", f"The fields are those of ``{parent.__name__}``.", ""]
        return
    shown = [a for a in attrs.fields(obj) if a.init and not a.name.startswith("_")]
    if shown:
        lines += ["", "Fields:", ""]
    for field in shown:
        default = "" if field.default is attrs.NOTHING else "; may be left out"
        meaning = next(
            (said[f"{c.__name__}.{field.name}"] for c in obj.__mro__ if f"{c.__name__}.{field.name}" in said), ""
        )
        meaning = re.sub(r"([\\*`|_])", r"\\\1", meaning.partition(". ")[0].rstrip("."))
        lines.append(
            f"- ``{field.name}`` ({_named(field.type).replace('|', 'or')}{default})"
            + (f": {meaning}." if meaning else "")
        )
    lines.append("")


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("autodoc-process-signature", _on_signature)
    app.connect("autodoc-process-docstring", _on_docstring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
