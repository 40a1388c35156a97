"""Marks: codes that no row holds, for a record of a series says it, as of a sacred monument."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from layers.model.layer import Child, Layer


@dataclass(frozen=True, slots=True)
class MarkTerm:
    """A code of a field by which a row is told to be marked and to be nothing else.

    The row gets a record of the `child` series, and the field stays empty.
    """

    field: str
    code: str
    child: Child


def marks_of(layer: Layer) -> Iterator[MarkTerm]:
    """The codes of the layer's fields that are marks."""
    for field in layer.fields:
        for term in field.vocabulary.terms if field.vocabulary else ():
            if term.series is not None:
                yield MarkTerm(field.name, term.code, layer.child(term.series))


def told_marks(layer: Layer, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Child]]:
    """The values without marks, in whose place stands None, and the series that get a record."""
    told = [mark for mark in marks_of(layer) if values.get(mark.field) == mark.code]
    return {**values, **{mark.field: None for mark in told}}, [mark.child for mark in told]
