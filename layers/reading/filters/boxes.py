"""Boxes as they come from outside, in any supported reference system."""

from collections.abc import Sequence
from math import isfinite

from core.errors import InvalidValueError
from core.text import Text
from layers.reading.queries import Box
from layers.reading.reference_systems import ServedSystem

CORNERS_2D, CORNERS_3D = 4, 6

BBOX_HINT = Text(
    "Үтірмен бөлінген 4 немесе 6 сан керек: батыс,оңтүстік,шығыс,солтүстік.",
    "Нужны 4 или 6 чисел через запятую: запад,юг,восток,север.",
    "4 or 6 numbers are needed, separated by commas: west,south,east,north.",
)
ANTIMERIDIAN_HINT = Text(
    "Батыс шет шығыс шеттен үлкен: 180° меридианын қиятын тіктөртбұрыш қабылданбайды.",
    "Западный край больше восточного: рамка через меридиан 180° не поддерживается.",
    "West is greater than east: a box across the 180° meridian is not supported.",
)
SOUTH_HINT = Text(
    "Оңтүстік шет солтүстік шеттен үлкен.",
    "Южный край больше северного.",
    "South is greater than north.",
)
RANGE_HINT = Text(
    "Координаттар бұл координат жүйесінің шегінен тыс.",
    "Координаты вне пределов этой системы координат.",
    "The coordinates are outside the range of this reference system.",
)


def box_in_degrees(numbers: Sequence[float], crs: ServedSystem, *, field: str, written: str) -> Box:
    """The box in degrees of 4 or 6 numbers in the system's axis order; heights are passed over.

    Raises InvalidValueError for any other numbers, with the field and the box as it was `written`:
    also where west is greater than east or south than north.
    """
    if len(numbers) not in (CORNERS_2D, CORNERS_3D) or not all(map(isfinite, numbers)):
        raise InvalidValueError(written, field=field, hint=BBOX_HINT)
    half = len(numbers) // 2
    corners = (*numbers[:2], *numbers[half : half + 2])
    first, second = (1, 0) if crs.north_first else (0, 1)
    if corners[first] > corners[first + 2]:
        raise InvalidValueError(written, field=field, hint=ANTIMERIDIAN_HINT)
    if corners[second] > corners[second + 2]:
        raise InvalidValueError(written, field=field, hint=SOUTH_HINT)
    bounds = crs.bounds_in_degrees(corners)
    if not (all(map(isfinite, bounds)) and _in_range(bounds)):
        raise InvalidValueError(written, field=field, hint=RANGE_HINT)
    return bounds


def _in_range(bounds: Box) -> bool:
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004 - degrees
