"""Questions put to editions and catalogues: what is there, how it hangs together, how much of it is held."""

from care_standards.model.dating import Answer, InForceAnswer, Standing, edition_in_force
from care_standards.query.applicability import Applicability, Applicable, applicable
from care_standards.query.faceting import facets
from care_standards.query.outlines import Branch, outline
from care_standards.query.picklists import choices
from care_standards.query.reasons import REASON_WORDS, Reason
from care_standards.query.scopes import Holding, Scope, editions_of, holdings, provisions_of, settled
from care_standards.query.selecting import Filters, select
from care_standards.query.words import FACETS, NOT_STATED, NotStated

__all__ = [
    "FACETS", "NOT_STATED", "REASON_WORDS", "Answer", "Applicability", "Applicable", "Branch", "Filters", "Holding",
    "InForceAnswer", "NotStated", "Reason", "Scope", "Standing", "applicable", "choices", "edition_in_force",
    "editions_of", "facets", "holdings", "outline", "provisions_of", "select", "settled",
]  # fmt: skip
