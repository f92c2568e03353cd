"""Full-text search over provisions and the glossary."""

from care_standards.searching.finding import search
from care_standards.searching.results import Correction, Expansion, Field, Hit, SearchResult, Snippet

__all__ = ["Correction", "Expansion", "Field", "Hit", "SearchResult", "Snippet", "search"]
