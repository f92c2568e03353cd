"""What to look at before something is shared whose wording was left out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from care_standards.cli.output import words

if TYPE_CHECKING:
    from care_standards.model.edition import Edition


def tell_what_is_bare(editions: "Iterable[Edition]") -> None:
    """Tell how many items say nothing without the wording, and what of the rights a person has to write anew."""
    for edition in editions:
        bare = sum(provision.heading is None and provision.summary is None for provision in edition)
        if bare:
            words(
                f"{edition.id}: {bare} of {len(edition)} items have neither a heading nor a summary: whoever gets them "
                "can refer to them and cannot read them."
            )
        words(
            f"{edition.id}: the statement of its rights, notes and extensions are as they were. Read whether they are "
            "true of what is left, and may be shared."
        )
