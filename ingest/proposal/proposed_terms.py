"""Which terms the values of coded columns mean, counted and with what is known of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.mapping.mapping import ColumnMapping
from ingest.mapping.mapping_names import folded
from ingest.mapping.term_mapping import TermBy, TermNames
from ingest.rows.batch import Batch, Cells
from ingest.rows.file_order import ToldTerms
from ingest.values.cells import BETWEEN_CODES
from layers.model.field import Field, FieldType
from layers.model.vocabulary import Vocabulary

NEAR = 85
"""A value takes the code that is suggested for it from this score on, once it is confirmed."""
MOST_VALUES = 200
"""So many different values of a field are told: those without a code first, the frequent first."""


@dataclass(frozen=True, slots=True)
class TermProposal:
    """A value, in how many rows it stands, and what it means; `suggestion` is no more than that."""

    value: str
    rows: int
    code: str | None
    how: TermBy | None
    suggestion: str | None

    def as_json(self) -> dict[str, Any]:
        """The value as a proposal shows it."""
        return {
            "value": self.value,
            "rows": self.rows,
            "code": self.code,
            "how": self.how.value if self.how else None,
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class ProposedTerms:
    """The values of one coded field."""

    field: str
    column: str
    values: tuple[TermProposal, ...]

    @property
    def near(self) -> ToldTerms:
        """The codes that a confirmation accepts, as an order tells them."""
        return {
            (self.field, folded(each.value)): each.code
            for each in self.values
            if each.code is not None and each.how is TermBy.NEAR
        }

    def as_json(self) -> dict[str, Any]:
        """The values as a proposal shows them, those to be looked at first."""
        ranked = sorted(self.values, key=lambda each: (not _is_open(each), -each.rows))
        return {
            "field": self.field,
            "column": self.column,
            "values": [each.as_json() for each in ranked[:MOST_VALUES]],
        }


def proposed_terms(
    fields: Iterable[Field],
    mapping: ColumnMapping,
    batch: Batch,
    told: ToldTerms,
    saved: ToldTerms,
) -> Iterator[ProposedTerms]:
    """The terms of every coded field whose column is not empty; what a person told goes first."""
    for field in fields:
        column = mapping.columns.get(field.name)
        if column is None or field.vocabulary is None:
            continue
        values = _counted(field, batch.cells[column])
        terms = _Terms(field.name, field.vocabulary, told, saved)
        if values:
            yield ProposedTerms(
                field.name, column, tuple(terms.proposed(value, values[value]) for value in values)
            )


class _Terms:
    def __init__(
        self, field: str, vocabulary: Vocabulary, told: ToldTerms, saved: ToldTerms
    ) -> None:
        self._field = field
        self._names = TermNames(vocabulary)
        self._known = {TermBy.TOLD: told, TermBy.SAVED: saved}

    def proposed(self, value: str, rows: int) -> TermProposal:
        """What one value means, by the firmest that is known."""
        for how, terms in self._known.items():
            if code := terms.get((self._field, folded(value))):
                return TermProposal(value, rows, code, how, None)
        named = self._names.named(value)
        if named is not None:
            return TermProposal(value, rows, named[0].code, named[1], None)
        code, score = self._names.suggested(value) or (None, 0)
        if score >= NEAR:
            return TermProposal(value, rows, code, TermBy.NEAR, code)
        return TermProposal(value, rows, None, None, code)


def _counted(field: Field, cells: Cells) -> Mapping[str, int]:
    """How often each value stands in a column; a field of several has them one by one."""
    texts = Counter(str(cell).strip() for cell in cells)
    counts: Counter[str] = Counter()
    for text, rows in texts.items():
        parts = BETWEEN_CODES.split(text) if field.type is FieldType.CODES else [text]
        counts.update({part: rows for part in {each.strip() for each in parts} if part})
    return counts


def _is_open(term: TermProposal) -> bool:
    """Whether a person should look at it."""
    return term.how is None or term.how is TermBy.NEAR
