"""What a file would come to in a layer, for a person to look at and confirm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from ingest.location.placing.system_choice import SystemChoice
from ingest.mapping.mapping import ColumnMapping, ColumnNames
from ingest.mapping.mapping_names import PLACE_TITLES, SPOKEN_TITLES
from ingest.mapping.proposed_keys import proposed_keys
from ingest.proposal.preview import preview
from ingest.proposal.proposed_terms import ProposedTerms
from ingest.rows.batch import Batch
from ingest.rows.file_order import FileOrder
from ingest.rows.kept_bytes import without_surrogates
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.staging.run_record import columns_of, outcome_of, outcomes_of
from ingest.values.checked_batch import CheckedBatch
from layers.model.field import FieldType
from layers.model.imported_children import drawn_series

MOST_PROBLEMS = 200
MOST_SAMPLES = 5
LONGEST_SAMPLE = 120
PLACE_TYPE = "place"

Json = dict[str, Any]


@dataclass(frozen=True)
class MappingProposal:
    """What the first rows of a file came to, read as they would be after a confirmation.

    `order` has all but the columns settled: what was remembered and near terms are told in it.

    `whole` says that these rows are all. Rows that repeat others, or objects of the layer, are
    found when all rows are there, and count as good here.
    """

    order: FileOrder
    sheets: tuple[str, ...]
    row_count: int
    whole: bool
    names: ColumnNames
    mapping: ColumnMapping
    terms: tuple[ProposedTerms, ...]
    system: SystemChoice
    batch: Batch
    checked: CheckedBatch

    @property
    def accepted(self) -> FileOrder:
        """The order of a person who confirms all of it; what they told before stays."""
        told = {**self.mapping.columns, **self.order.column_overrides}
        return replace(self.order, column_overrides=told)

    def as_json(self) -> Json:
        """The proposal as the doors show it and runs keep it."""
        outcomes = list(outcomes_of(self.checked.problems).values())
        return {
            "layer": self.order.layer.id,
            "file": {"name": self.order.path.name, "bytes": self.order.path.stat().st_size},
            "sheet": self.order.sheet,
            "sheets": list(self.sheets),
            "rows": self.row_count,
            "whole": self.whole,
            "columns": [self._column(column) for column in self.batch.cells],
            "fields": list(self._fields()),
            "constants": dict(self.order.constants),
            "missing": list(self._missing()),
            "terms": [each.as_json() for each in self.terms],
            "crs": self.system.as_json(),
            "key": {
                "column": self.order.key_column,
                "proposed": list(proposed_keys(self.batch)),
            },
            "counts": {
                "good": len(self.checked),
                "waiting": outcomes.count(Outcome.WAITING),
                "rejected": outcomes.count(Outcome.REJECTED),
            },
            "problems": [
                _problem(each, self.mapping.columns)
                for each in islice(_gravest_first(self.checked.problems), MOST_PROBLEMS)
            ],
            "preview": preview(self.batch, self.checked, self.mapping),
        }

    def _column(self, column: str) -> Json:
        """A column with its first different values and what speaks for its fields."""
        cells = without_surrogates(self.batch.cells[column])
        filled = cells[np.array([cell != "" for cell in cells], dtype=bool)]
        texts = (str(cell)[:LONGEST_SAMPLE] for cell in filled)
        reason = self.mapping.reason(column)
        return {
            "column": column,
            "sample": list(islice(dict.fromkeys(texts), MOST_SAMPLES)),
            "filled": len(filled),
            "field": reason and reason.field,
            "how": reason and reason.how.value,
            "score": reason and reason.score,
            "others": [
                {"field": each.field, "score": each.score} for each in self.mapping.others(column)
            ],
        }

    def _missing(self) -> Iterator[str]:
        """The fields that rows must tell, with neither a filled column nor a value for all rows."""
        for field in self.names.fields:
            column = self.mapping.columns.get(field.name)
            is_filled = column is not None and bool((self.batch.cells[column] != "").any())
            is_needed = field.required or field.now_by_default
            if is_needed and field.name not in self.order.constants and not is_filled:
                yield field.name

    def _fields(self) -> Iterator[Json]:
        """All that a column may fill: the layer's fields, texts in any language, the places.

        Records that are drawn are offered only where the file has their column.
        """
        drawn = drawn_series(self.order.layer)
        hidden = {drawn.id} - self.mapping.columns.keys() if drawn else set()
        for field in self.names.fields:
            if field.name in hidden:
                continue
            yield {
                "name": field.name,
                "title": field.title.as_dict(),
                "required": field.required or field.now_by_default,
                "type": field.type.value,
            }
        for spoken in self.names.spoken:
            yield {
                "name": spoken.value,
                "title": SPOKEN_TITLES[spoken].as_dict(),
                "required": False,
                "type": FieldType.TEXT.value,
            }
        for place in self.names.places:
            title = PLACE_TITLES[place].as_dict()
            yield {"name": place.value, "title": title, "required": False, "type": PLACE_TYPE}


def _gravest_first(problems: tuple[RowProblem, ...]) -> Iterator[RowProblem]:
    """Those for which rows are left out before what is only noted, in the order of the rows."""
    yield from (each for each in problems if outcome_of(each) is not Outcome.NOTED)
    yield from (each for each in problems if outcome_of(each) is Outcome.NOTED)


def _problem(problem: RowProblem, columns: Mapping[str, str]) -> Json:
    return {
        "row": problem.row,
        "field": problem.field,
        "column": columns_of(problem, columns),
        "value": problem.value,
        "reason": problem.reason.as_dict(),
        "suggestion": problem.suggestion,
        "code": problem.code,
        "outcome": outcome_of(problem).value,
        "candidates": [dict(each) for each in problem.candidates],
    }
