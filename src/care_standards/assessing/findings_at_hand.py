"""The findings of an assessment laid against the edition they are about, each provision once."""

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, Finding
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision

Pair = tuple[Provision | None, Finding | None]
"""A provision and the finding on it; there is no provision where our data do not hold it."""


@attrs.frozen(kw_only=True)
class Laid:
    """An assessment beside its edition, by place: what is held in printed order, then what is not in the order sent.

    ``places`` gives the place of each id, ``above`` the place above each provision held, or -1. Going by places reads
    memory in order, which matters in large editions.
    """

    provisions: tuple[Provision, ...] = attrs.field(repr=must.hidden)
    above: list[int] = attrs.field(repr=must.hidden)
    places: dict[str, int] = attrs.field(repr=must.hidden)
    found: list[Finding | None] = attrs.field(repr=must.hidden)
    not_held: dict[str, Finding] = attrs.field(repr=must.hidden)

    @property
    def pairs(self) -> list[Pair]:
        """Each provision that is held or found on, once, with its finding, in order of their places."""
        pairs: list[Pair] = list(zip(self.provisions, self.found, strict=True))
        pairs += [(None, finding) for finding in self.not_held.values()]
        return pairs


def findings_of(assessment: Assessment) -> dict[str, Finding]:
    """Give the findings by provision, in the order sent; raises InvalidValueError where two are of one provision."""
    found = {finding.provision: finding for finding in assessment.findings}
    if len(found) != len(assessment.findings):
        raise twice()
    return found


def twice() -> InvalidValueError:
    """Make the error for two findings of one provision: nobody can tell which of them holds."""
    return InvalidValueError("Assessment", "findings", "must be of each provision once")


def same_edition(assessment: Assessment, edition: Edition) -> None:
    """Raise InvalidValueError where the assessment is against another edition."""
    if assessment.edition != edition.id:
        raise InvalidValueError("Assessment", "edition", f"must be the edition asked about, {edition.id}")


def lay(assessment: Assessment, edition: Edition) -> Laid:
    """Lay an assessment against its edition.

    Raises InvalidValueError where it is against another one, or where two findings are of one provision.
    """
    same_edition(assessment, edition)
    places, above, provisions = edition._look_up().ways_up()
    found: list[Finding | None] = [None] * len(provisions)
    not_held: dict[str, Finding] = {}
    for finding in assessment.findings:
        place = places.get(finding.provision)
        if place is None:
            not_held[finding.provision] = finding
        else:
            found[place] = finding
    if len(not_held) + len(found) - found.count(None) != len(assessment.findings):
        raise twice()
    everywhere = places
    if not_held:
        everywhere = places | {id: place for place, id in enumerate(not_held, start=len(provisions))}
    return Laid(provisions=provisions, above=above, places=everywhere, found=found, not_held=not_held)
