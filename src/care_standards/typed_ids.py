"""Ids as types of their own, for frameworks that read annotations: a text that is no id is refused where it comes in.

They are ``str`` to everything else. pydantic, and so FastAPI, takes them as field types and shows their pattern in the
JSON Schema it publishes; it is not imported here.
"""

from typing import Any, ClassVar, Self

from care_standards import identifiers
from care_standards.errors import InvalidValueError


class _Id(str):
    __slots__ = ()
    pattern: ClassVar[str]
    max_length: ClassVar[int]
    _rule: ClassVar[str]

    def __new__(cls, value: str) -> Self:
        if not cls._fits(value):
            raise InvalidValueError(cls.__name__, "value", cls._rule)
        return super().__new__(cls, value)

    @classmethod
    def _fits(cls, value: object) -> bool:
        return isinstance(value, str) and len(value) <= cls.max_length and identifiers.matches(cls.pattern, value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> dict[str, Any]:
        """Describe the id to pydantic, in its own terms: a text with a pattern, judged once more by this class."""
        # The pattern looks ahead, which only the engine of Python itself understands there.
        text = {"type": "str", "pattern": cls.pattern, "max_length": cls.max_length, "regex_engine": "python-re"}
        # A model is often filled from Python with what is a text already: it is judged, never converted.
        return {"type": "function-after", "function": {"type": "no-info", "function": cls}, "schema": text | _STRICT}


_STRICT = {"strict": True}


class ProvisionId(_Id):
    """The id of a provision, such as ``scs-2018.1.1.5.r2``; raises InvalidValueError for anything of another form.

    The form is all that is judged. Whether the id names something is told by ``care_standards.resolve`` and
    ``care_standards.check``.
    """

    __slots__ = ()
    pattern = identifiers.PROVISION_PATTERN
    max_length = identifiers.MAX_ID_LENGTH
    _rule = "must be a provision id, such as scs-2018.1.1.5"


class EditionId(_Id):
    """The id of an edition, such as ``scs-2018``; raises InvalidValueError for anything of another form."""

    __slots__ = ()
    pattern = identifiers.EDITION_PATTERN
    max_length = identifiers.MAX_EDITION_ID_LENGTH
    _rule = "must be an edition id, such as scs-2018"
