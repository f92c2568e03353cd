"""Proposals from the wording of an item: its force, and its kind, each with how sure that is.

The force is that of the source, as the shipped data read it: a mixed item takes its strongest part, and a must not is
the strongest. "Should never" is a should: it is advice worded firmly, and a reader who needs a prohibition is not
helped by one that the source did not make. Of "may", which also says that something is possible, only a guess is left.
"""

import re
from typing import Final

import attrs

from care_standards.vocabularies import Force, Kind


@attrs.frozen(kw_only=True)
class ForceProposal:
    """A force, how sure it is from 0 to 1, and the name of the rule that gave it."""

    force: Force
    confidence: float
    rule: str


@attrs.frozen(kw_only=True)
class KindProposal:
    """A kind, how sure it is from 0 to 1, and the name of the rule that gave it."""

    kind: Kind
    confidence: float
    rule: str


_POSSIBLE: Final = (
    "be|have|also be|not be|not have|feel|find|need|want|wish|see|appear|seem|suffer|become|lead|result|cause|indicate|"
    "include|occur|arise|vary|experience|present|display|show|not want|not see|not feel|not know|happen|come|believe|"
    "not recognise|recognise|struggle|fear|lack|live|depend"
)
_BE: Final = r"(?:is|are|was|were|be|being|been)"
_VERBS: Final = (
    "agree|allow|arrange|ask|assess|assist|avoid|base|be|build|carry|check|collect|conduct|confirm|consider|consult|"
    "create|demonstrate|describe|design|develop|discuss|display|document|draw|encourage|engage|ensure|establish|"
    "explain|explore|facilitate|follow|give|have|help|hold|identify|implement|include|inform|introduce|invite|involve|"
    "keep|let|listen|look|maintain|make|manage|monitor|obtain|offer|organise|plan|prepare|prioritise|promote|protect|"
    "provide|put|reassure|recognise|record|recruit|refer|remember|request|respect|respond|review|seek|set|share|"
    "signpost|speak|store|support|take|talk|tell|train|treat|try|understand|use|work|write"
)

# In the order of strength; the first that is found decides, the others make it a mixed item.
_WORDINGS: Final[tuple[tuple[str, Force, float, str], ...]] = (
    ("must not", "must-not", 0.95, r"\b(?:must|shall)\s+(?:not|never)\b|\bmustn['\u2019]t\b"),
    ("under no circumstances", "must-not", 0.8, r"\bunder no circumstances\b"),
    ("prohibited", "must-not", 0.8, rf"\b{_BE}\s+(?:strictly\s+)?(?:prohibited|forbidden)\b"),
    ("not permitted", "must-not", 0.75, rf"\b{_BE}\s+not\s+(?:permitted|allowed)\b"),
    ("may not", "must-not", 0.5, r"\bmay not\s+(?:use|share|disclose|charge|refuse|accept|ask|take|make)\b"),
    ("must", "must", 0.95, r"\bmust\b(?!\s+(?:not|never)\b)(?!\s+have\s+been\b)"),
    ("shall", "must", 0.85, r"\bshall\b(?!\s+(?:not|never)\b)"),
    ("required to", "must", 0.8, rf"\b{_BE}\s+(?:legally\s+)?(?:required|obliged|bound)\s+(?:by\s+\w+\s+)?to\b"),
    ("has a duty", "must", 0.75, r"\b(?:has|have)\s+(?:a|the)\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+to\b"),
    ("should never", "should", 0.85, r"\bshould\s+never\b"),
    ("should", "should", 0.95, r"\bshould\b(?!\s+never\b)|\bshouldn['\u2019]t\b"),
    ("ought to", "should", 0.9, r"\bought\s+(?:not\s+)?to\b"),
    ("expected to", "should", 0.65, rf"\b{_BE}\s+expected\s+to\b"),
    ("recommended", "should", 0.75, rf"\b{_BE}\s+(?:strongly\s+|highly\s+)?(?:recommended|advised|advisable)\b"),
    ("essential", "should", 0.6, rf"\b{_BE}\s+(?:also\s+|very\s+)?(?:essential|vital|crucial|imperative|critical)\b"),
    ("important", "should", 0.6, rf"\b{_BE}\s+(?:also\s+|very\s+|particularly\s+)?important\s+(?:that|to|for)\b"),
    (
        "good practice",
        "should",
        0.6,
        r"\b(?:it is (?:good|best) practice|(?:good|best) practice\s+(?:is|would be|to))\b",
    ),
    ("needs to", "should", 0.45, r"\bneeds?\s+(?:not\s+)?to\b"),
    ("may possibly", "statement", 0.45, rf"\b(?:may|might)\s+(?:\w+ly\s+)?(?:{_POSSIBLE})\b"),
    ("may", "may", 0.6, r"\bmay\b"),
    ("encouraged to", "may", 0.55, rf"\b{_BE}\s+encouraged\s+to\b"),
    ("can choose to", "may", 0.5, rf"\b(?:can|could)\s+(?:choose|opt|decide)\s+to\b|\b{_BE}\s+free\s+to\b"),
    ("will", "statement", 0.65, r"\bwill\b|\bwon['\u2019]t\b"),
)
_RULES: Final[tuple[tuple[str, Force, float, re.Pattern[str]], ...]] = tuple(
    (name, force, sure, re.compile(pattern, re.IGNORECASE)) for name, force, sure, pattern in _WORDINGS
)
_DO_NOT: Final = re.compile(r"^\s*(?:do\s+not|don['\u2019]t|never)\s+\w+", re.IGNORECASE)
_IMPERATIVE: Final = re.compile(
    rf"^\s*(?:always\s+|only\s+|where possible,?\s+)?(?:{_VERBS})\b(?!\s+(?:is|are|was|has)\b)", re.IGNORECASE
)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|would|be|been|means|includes?|provides?|sets?)\b|\w{3,}(?:ed|es)\b",
    re.IGNORECASE,
)


def force_of(text: str, *, lead_in: str | None = None, bullet: bool = False) -> ForceProposal:
    """Propose the force of a text.

    ``lead_in`` is the sentence that introduces a list ("Staff must:"): a bullet without a word of its own takes its
    force, less surely. A ``bullet`` that begins with a bare verb ("Offer …") is taken as advice.
    """
    found: list[tuple[str, Force, float]] = [
        (name, force, confidence) for name, force, confidence, pattern in _RULES if pattern.search(text)
    ]
    if found:
        name, force, confidence = found[0]
        if any(other != force for _, other, _ in found[1:]) and force != "statement":
            confidence = round(confidence * 0.85, 2)
        if force == "statement" and bullet and lead_in is not None:
            inherited = _inherited(lead_in)
            if inherited is not None:
                return inherited
        return ForceProposal(force=force, confidence=confidence, rule=name)
    if lead_in is not None and bullet and (inherited := _inherited(lead_in)) is not None:
        return inherited
    if _DO_NOT.search(text):
        return ForceProposal(force="must-not", confidence=0.5, rule="do not")
    if bullet and _IMPERATIVE.search(text):
        return ForceProposal(force="should", confidence=0.6, rule="imperative")
    length = len(text.split())
    sentence = text[:1].isupper() and (length >= 8 or text.rstrip().endswith((".", "!", "?", ":", ";")))
    if length >= 4 and (sentence or _VERB.search(text)):
        return ForceProposal(force="statement", confidence=0.7, rule="no modal verb")
    return ForceProposal(force="unknown", confidence=0.5, rule="no sentence")


def _inherited(lead_in: str) -> ForceProposal | None:
    if not lead_in.rstrip().endswith((":", "\u2013", "\u2014")):
        return None
    last = re.split(r"(?<=[.;?!])\s+", lead_in.strip())[-1]
    for _, force, confidence, pattern in _RULES:
        if pattern.search(last):
            if force == "statement":
                return None
            sure = round(confidence * 0.7, 2)
            return ForceProposal(force=force, confidence=sure, rule="from the sentence above the list")
    return None


def kind_of(
    role: str, *, announced: Kind | None, force: Force, in_standard: bool, listed: bool, boxed: bool, clauses: bool
) -> KindProposal:
    """Propose the kind of an unnumbered paragraph or a bullet.

    ``announced`` is the kind that a printed label above it names; ``in_standard`` tells that it stands directly in a
    standard, ``listed`` that this standard has recommendations in a list, ``boxed`` that it stands in a box;
    ``clauses`` that the document is one of numbered paragraphs, whose lists belong to the paragraph.
    """
    if boxed:
        return KindProposal(kind="statement", confidence=0.7, rule="in a box")
    if announced is not None and not (role == "bullet" and announced == "principle"):
        return KindProposal(kind=announced, confidence=0.95, rule="printed label")
    if role == "bullet":
        if clauses:
            return KindProposal(kind="statement", confidence=0.75, rule="list of a numbered paragraph")
        if announced == "principle":
            return KindProposal(kind="principle", confidence=0.6, rule="printed label")
        sure = 0.85 if in_standard and force in ("must", "must-not", "should", "may") else 0.6
        return KindProposal(
            kind="recommendation", confidence=sure, rule="list of a standard" if in_standard else "list"
        )
    if in_standard and listed:
        return KindProposal(kind="principle", confidence=0.8 if force != "unknown" else 0.6, rule="prose of a standard")
    if in_standard and force in ("must", "must-not", "should"):
        return KindProposal(kind="principle", confidence=0.55, rule="prose of a standard without a list")
    return KindProposal(kind="statement", confidence=0.75, rule="prose elsewhere")
