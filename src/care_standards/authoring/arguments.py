"""Refusing an argument of another kind than a call takes, before it ends somewhere inside."""

from care_standards.errors import InvalidValueError
from care_standards.model.edition import Edition


def must_be_edition(value: object, call: str, argument: str) -> None:
    """Refuse what is no edition: an id or a path, as a rule. Raises InvalidValueError."""
    if not isinstance(value, Edition):
        raise InvalidValueError(call, argument, "must be an Edition: care_standards.load gives one by its id")


def must_be_text(value: object, call: str, argument: str, other: type | None = None) -> None:
    """Refuse what is neither text nor of the other class; raises InvalidValueError."""
    if not isinstance(value, str) and (other is None or not isinstance(value, other)):
        what = "text" if other is None else f"text or {other.__name__}"
        raise InvalidValueError(call, argument, f"must be {what}; read the file, and pass what it says")
