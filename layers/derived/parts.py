"""Every kept part, in the order in which they are built and take changes in."""

from layers.definition import Layer
from layers.derived.cells import Cells
from layers.derived.counts import Counts
from layers.derived.part import Part
from layers.derived.points import Points
from layers.derived.shapes import Shapes

PARTS: tuple[Part, ...] = (Points(), Cells(), Counts(), Shapes())
"""Cells are built from the points, which therefore come before them."""


def kept_parts(layer: Layer) -> tuple[Part, ...]:
    """The parts that a layer has."""
    return tuple(part for part in PARTS if part.is_kept_for(layer))
