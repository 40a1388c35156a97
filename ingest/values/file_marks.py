"""Codes in columns that a record says instead: «sacred place» in the column of kinds."""

from collections.abc import Collection, Mapping

from ingest.values.checked_batch import Column
from layers.model.layer import Layer
from layers.model.marks import marks_of


def without_marks(layer: Layer, values: Mapping[str, Column]) -> dict[str, Column]:
    """The values as the layer's columns hold them: None where a row tells a mark."""
    kept = dict(values)
    for mark in marks_of(layer):
        if mark.field in kept:
            column = kept[mark.field].copy()
            column[column == mark.code] = None
            kept[mark.field] = column
    return kept


def fill_empty_with_marks(
    layer: Layer, values: Mapping[str, Column], columns: Collection[str]
) -> None:
    """Let cells of an atlas's own file that are empty, as a mark leaves them, tell the mark."""
    for mark in marks_of(layer):
        if mark.field in values and mark.field in columns:
            values[mark.field][values[mark.field] == None] = mark.code  # noqa: E711 - compared element by element
