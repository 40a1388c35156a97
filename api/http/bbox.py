"""Boxes in query parameters."""

from core.errors import InvalidValueError
from layers.reading.filters.boxes import BBOX_HINT, box_in_degrees
from layers.reading.queries import Box
from layers.reading.reference_systems import ServedSystem


def box_of(text: str, crs: ServedSystem) -> Box:
    """The box in degrees, from 4 or 6 numbers in the system's axis order. Raises InvalidValueError.

    Heights are passed over.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise InvalidValueError(text, field="bbox", hint=BBOX_HINT) from error
    return box_in_degrees(numbers, crs, field="bbox", written=text)
