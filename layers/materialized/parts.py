"""Every kept part, in the order in which they are built and take changes in."""

from layers.materialized.cells import Cells
from layers.materialized.counts import CountsTable
from layers.materialized.part import Part
from layers.materialized.points import Points
from layers.materialized.shapes import ShapesTable
from layers.model.layer import Layer

PARTS: tuple[Part, ...] = (Points(), Cells(), CountsTable(), ShapesTable())
"""Cells are built from the points, which therefore come before them."""


def kept_parts(layer: Layer) -> tuple[Part, ...]:
    """The parts that a layer has."""
    return tuple(part for part in PARTS if part.is_kept_for(layer))
