"""A linter for personal data in what is about to be sent: kinds and places, never the text.

``find`` and ``kinds_in`` look at what a text says, ``names_a_person`` at what a column or member is called. Nothing of
this finds names of people; silence is no proof.
"""

from care_standards.guard.kinds import SHAPE_KINDS, ShapeKind, hint
from care_standards.guard.names import names_a_person
from care_standards.guard.shapes import Found, find, kinds_in

__all__ = ["SHAPE_KINDS", "Found", "ShapeKind", "find", "hint", "kinds_in", "names_a_person"]
