"""What a search gives: hits with the part of the text that matched, and all that was done to the question."""

from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

import attrs

from care_standards.model import constraints as must
from care_standards.model.glossary import GlossaryEntry
from care_standards.model.provisions import Provision, shown_heading
from care_standards.query.scopes import Holding
from care_standards.searching.marking import SHOWN, Marks, Needles, excerpt

Field = Literal["id", "number", "heading", "summary", "wording", "term", "meaning"]
Row = dict[str, str | int | float | None]

_NO_MARKS: Final[Marks] = ()

# What is ours: no publisher's words stand in these. Headings have a status of their own.
_OURS: Final = frozenset(("summary", "term", "meaning"))


@attrs.frozen
class Snippet:
    """The part of a text that matched; ``marks`` are the places in it to highlight, as (begin, end), in order."""

    text: str = attrs.field(repr=must.hidden)
    marks: Marks

    def highlighted(self, before: str = "[", after: str = "]", escape: Callable[[str], str] | None = None) -> str:
        """Give the text with something before and after each mark.

        For HTML, pass ``escape=html.escape``: it is applied to the text and not to what is put around the marks.
        """
        parts: list[str] = []
        here = 0
        escaped = escape if escape is not None else str
        for begin, end in self.marks:
            parts += (escaped(self.text[here:begin]), before, escaped(self.text[begin:end]), after)
            here = end
        return "".join((*parts, escaped(self.text[here:])))


@attrs.frozen(kw_only=True)
class Correction:
    """A word that occurs nowhere in the scope, and what was looked for in its place."""

    word: str = attrs.field(repr=must.hidden)
    meant: str = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give the correction as plain data: word, meant."""
        return {"word": self.word, "meant": self.meant}


@attrs.frozen(kw_only=True)
class Expansion:
    """A word, abbreviation or term of the question, and what was looked for besides it."""

    word: str = attrs.field(repr=must.hidden)
    added: str = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give the expansion as plain data: word, added."""
        return {"word": self.word, "added": self.added}


@attrs.frozen
class Match:
    """How hits were found, the same for all of one kind: by words to mark, or by the field that names the provision."""

    needles: Needles = attrs.field(factory=Needles)
    with_wording: bool = False
    named: Literal["id", "number"] | None = None


@attrs.frozen
class Hit:
    """One provision or glossary entry that was found.

    ``provision`` or ``entry`` is None, whichever it is not. ``score`` is that of BM25, and greater is better; it orders
    the hits of one search and says nothing across searches. It is None for a provision found by its number or id.
    """

    provision: Provision | None = attrs.field(repr=must.hidden)
    entry: GlossaryEntry | None = attrs.field(repr=must.hidden)
    score: float | None
    _match: Match = attrs.field(repr=False, alias="match")

    @property
    def kind(self) -> Literal["provision", "term"]:
        """What was found: a provision, or a term of the glossary."""
        return "term" if self.provision is None else "provision"

    @property
    def id(self) -> str | None:
        """The id of the provision, or None for a term."""
        return None if self.provision is None else self.provision.id

    @property
    def field(self) -> Field:
        """Where the snippet is from: the field that has most of what was looked for."""
        return self._best()[0]

    @property
    def snippet(self) -> Snippet:
        """The part of the text that matched, about 200 characters of it."""
        _, text, marks = self._best()
        return Snippet(*excerpt(text, marks, SHOWN))

    @property
    def own_words(self) -> bool:
        """Whether the snippet shows words of ours: a summary, a label we gave, the glossary."""
        return self._ours(self.field)

    @property
    def own_label(self) -> bool:
        """Whether the heading of the provision is a label of ours and not printed anywhere; show it marked as such."""
        return self.provision is not None and self.provision.heading_status == "own-label"

    def _ours(self, field: Field) -> bool:
        return field in _OURS or (field == "heading" and self.own_label)

    def _texts(self) -> "list[tuple[Field, str | None]]":
        """Give what was looked through, the most telling first: a heading is shown with the hit in any case."""
        if (entry := self.entry) is not None:
            return [("meaning", entry.meaning), ("term", entry.term), ("number", entry.abbreviation)]
        provision = self.provision
        assert provision is not None
        wording = provision.text.value if self._match.with_wording and provision.text is not None else None
        return [
            ("summary", provision.summary), ("wording", wording), ("heading", provision.heading),
            ("number", provision.notation),
        ]  # fmt: skip

    def _best(self) -> tuple[Field, str, Marks]:
        match = self._match
        if match.named is not None and self.provision is not None:
            named = self.provision.id if match.named == "id" else self.provision.notation or ""
            return match.named, named, ((0, len(named)),)
        best_field: Field = "id"
        best_text, best_marks = self.id or "", _NO_MARKS
        most = -1
        for field, text in self._texts():
            if text is not None:
                marks, found = match.needles.marks_in(text)
                if found > most:
                    best_field, best_text, best_marks, most = field, text, marks, found
        return best_field, best_text, best_marks

    def to_plain(self) -> dict[str, Any]:
        """Give the hit as plain data, with the same members for provisions and terms.

        kind, id, edition, number (of a term: its abbreviation), heading (of a term: the term), heading_status,
        text_status, field, own_words, snippet (text, marks), score.
        """
        provision, entry = self.provision, self.entry
        field, text, marks = self._best()
        shown, places = excerpt(text, marks, SHOWN)
        return {
            "kind": self.kind,
            "id": self.id,
            "edition": None if provision is None else provision.edition_id,
            "number": provision.notation if provision is not None else entry and entry.abbreviation,
            "heading": provision.heading if provision is not None else entry and entry.term,
            "heading_status": None if provision is None else provision.heading_status,
            "text_status": None if provision is None else provision.text_status,
            "field": field,
            "own_words": self._ours(field),
            "snippet": {"text": shown, "marks": [list(place) for place in places]},
            "score": self.score,
        }

    def to_row(self) -> Row:
        """Give the hit as a flat row: the members of ``to_plain``, with ``marks`` as ``begin-end`` joined by ``;``."""
        plain = self.to_plain()
        snippet = plain.pop("snippet")
        score = plain.pop("score")
        plain["own_words"] = "yes" if plain["own_words"] else "no"
        marks = ";".join([f"{begin}-{end}" for begin, end in snippet["marks"]])
        return {**plain, "snippet": snippet["text"], "marks": marks, "score": score}


@attrs.frozen(kw_only=True)
class SearchResult:
    """What was found, best first, and what was done to the question.

    ``total`` counts all that match, of which ``hits`` are the best. ``corrections`` tell of words that occur nowhere
    and were replaced, ``expansions`` of what else was looked for, ``ignored`` of what was not looked for and why.
    ``holdings`` say how much is held of each edition searched. Nothing found never means that a book says nothing: even
    of one held whole, what was searched is its headings and our summaries, and wording only where it was asked for.
    """

    hits: tuple[Hit, ...] = attrs.field(repr=must.hidden)
    total: int
    corrections: tuple[Correction, ...]
    expansions: tuple[Expansion, ...]
    ignored: tuple[str, ...]
    holdings: tuple[Holding, ...] = attrs.field(repr=must.hidden)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions among the hits, best first."""
        return tuple([hit.provision for hit in self.hits if hit.provision is not None])

    def _repr_html_(self) -> str:
        """Show the hits as a table, for notebooks; words found stand between asterisks."""
        from care_standards.model.html import table

        rows = [
            (
                hit.entry.term if hit.entry is not None else hit.provision.id if hit.provision is not None else "",
                "glossary" if hit.provision is None else shown_heading(hit.provision),
                hit.snippet.highlighted("*", "*"),
            )
            for hit in self.hits
        ]
        held = "; ".join(f"{each.edition}: {each.level}, {each.held} held" for each in self.holdings)
        return table(f"{len(self)} of {self.total} found. {held}", ("where", "heading", "text"), rows)

    def to_plain(self) -> dict[str, Any]:
        """Give the result as plain data: total, hits, corrections, expansions, ignored, holdings."""
        return {
            "total": self.total,
            "hits": [hit.to_plain() for hit in self.hits],
            "corrections": [correction.to_plain() for correction in self.corrections],
            "expansions": [expansion.to_plain() for expansion in self.expansions],
            "ignored": list(self.ignored),
            "holdings": [holding.to_plain() for holding in self.holdings],
        }

    def to_rows(self) -> list[Row]:
        """Give one flat row for each hit, best first.

        Keys: kind, id, edition, number, heading, heading_status, text_status, field, own_words (``yes`` or ``no``),
        snippet, marks, score.
        """
        return [hit.to_row() for hit in self.hits]
