"""A label point for every unit of the classifier, with an honest accuracy."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely import MultiPoint, Point, union_all
from shapely.geometry.base import BaseGeometry

from core.errors import AtlasError
from core.text import Text
from ingest.regions.gazetteer.label_points import (
    radius_m,
    rounded,
    rounded_inside,
    spread_away,
)
from ingest.regions.gazetteer.populated_places import ROUNDING_M, PopulatedPlace
from ingest.regions.kato.classifier import Classifier, KatoSettlement, KatoUnit
from layers.regions.region import Level

PLACE_SOURCE = "KATO NK RK 11-2025; {}, label point rounded to 0.01°"
POLYGON_SOURCE = "KATO NK RK 11-2025; centre of an open polygon, rounded to 0.01°"
SPREAD_SOURCE = "KATO NK RK 11-2025; placed inside its district, true place unknown"


class UnlabelledUnitError(AtlasError):
    """A unit without anything below it has no place of its own either."""

    phrase = Text(
        "{value} бірлігінің орны табылмады: оның астында ештеңе жоқ.",
        "Место единицы {value} не найдено: под ней ничего нет.",
        "No place was found for the unit {value}: nothing lies below it.",
    )


@dataclass(frozen=True, slots=True)
class LabelPoint:
    """A label point; `accuracy_m` tells how far from it the true centre may be."""

    point: Point
    accuracy_m: float
    source: str


@dataclass(frozen=True)
class _Tree:
    """The classifier's tree with what is known of its places."""

    children: Mapping[str, Sequence[KatoUnit]]
    settlements: Mapping[str, Sequence[KatoSettlement]]
    found: Mapping[str, PopulatedPlace]
    polygons: Mapping[str, BaseGeometry]


def label_units(
    classifier: Classifier,
    found: Mapping[str, PopulatedPlace],
    polygons: Mapping[str, BaseGeometry],
) -> dict[str, LabelPoint]:
    """The label of every unit by its code: its centre settlement's point where that is known.

    `found` are the places of settlements, `polygons` those of districts by code. No label lies
    outside the polygon of its district, and siblings never share one.
    """
    tree = _tree_of(classifier, found, polygons)
    labels: dict[str, LabelPoint] = {}
    for unit in classifier.units:
        lowest = [child for child in tree.children[unit.code] if child.level > Level.DISTRICT]
        if lowest:
            area = polygons.get(unit.code) or _unclaimed_area(unit, tree)
            labels |= _labels_within(area, lowest, tree)
    for level in (Level.DISTRICT, Level.OBLAST):
        for unit in classifier.units:
            if unit.level == level:
                labels[unit.code] = _label_of_centre(unit, tree, labels)
    return labels


def _tree_of(
    classifier: Classifier,
    found: Mapping[str, PopulatedPlace],
    polygons: Mapping[str, BaseGeometry],
) -> _Tree:
    children: dict[str, list[KatoUnit]] = defaultdict(list)
    settlements: dict[str, list[KatoSettlement]] = defaultdict(list)
    for unit in classifier.units:
        children[unit.parent_code or ""].append(unit)
    for settlement in classifier.settlements:
        settlements[settlement.parent_code].append(settlement)
    return _Tree(children, settlements, found, polygons)


def _unclaimed_area(unit: KatoUnit, tree: _Tree) -> BaseGeometry:
    """Roughly where a district without a polygon lies: around its settlements, else its oblast."""
    points = [
        tree.found[settlement.code].point
        for child in tree.children[unit.code]
        for settlement in tree.settlements[child.code]
        if settlement.code in tree.found
    ]
    if points:
        return MultiPoint(points).convex_hull.buffer(0.1)
    return union_all([area for code, area in tree.polygons.items() if code[:2] == unit.code[:2]])


def _labels_within(
    area: BaseGeometry, units: Sequence[KatoUnit], tree: _Tree
) -> dict[str, LabelPoint]:
    """The labels of the level 3 units of one district, or of one city's districts."""
    labels: dict[str, LabelPoint] = {}
    for unit in units:
        label = _known_label(unit, area, len(units), labels, tree)
        if label is not None:
            labels[unit.code] = label
    for unit in units:
        if unit.code not in labels:
            point = spread_away(area, [label.point for label in labels.values()])
            labels[unit.code] = LabelPoint(point, radius_m(area), SPREAD_SOURCE)
    return labels


def _known_label(
    unit: KatoUnit,
    area: BaseGeometry,
    siblings: int,
    labels: Mapping[str, LabelPoint],
    tree: _Tree,
) -> LabelPoint | None:
    """The label at the unit's centre settlement, else in another one, or in its own polygon."""
    taken = [label.point for label in labels.values()]
    own = tree.polygons.get(unit.code)
    if own is not None:
        point = rounded_inside(own.representative_point(), own, taken)
        return LabelPoint(point, radius_m(own), POLYGON_SOURCE) if point else None
    settlements = tree.settlements[unit.code]
    centres = [settlement.code for settlement in settlements if settlement.is_centre]
    others = [settlement.code for settlement in settlements if not settlement.is_centre]
    for codes, accuracy_m in (
        ([unit.code, *centres], 0.0),
        (others, radius_m(area, siblings)),
    ):
        for code in codes:
            place = tree.found.get(code)
            point = rounded_inside(place.point, area, taken) if place else None
            if place and point:
                moved_m = 0 if point == rounded(place.point) else ROUNDING_M
                return _label_at(place, point, max(accuracy_m, place.accuracy_m) + moved_m)
    return None


def _label_of_centre(unit: KatoUnit, tree: _Tree, labels: Mapping[str, LabelPoint]) -> LabelPoint:
    """The label of a district or oblast: its centre has the lowest code of what hangs on it."""
    own_place = tree.found.get(unit.code)
    if own_place:
        return _label_at(own_place, rounded(own_place.point), own_place.accuracy_m)
    area = tree.polygons.get(unit.code)
    direct = [settlement.code for settlement in tree.settlements[unit.code]]
    children = [child.code for child in tree.children[unit.code]]
    for code in sorted([*direct, *children]):
        if code in labels:
            return labels[code]
        place = tree.found.get(code)
        point = rounded_inside(place.point, area, ()) if place else None
        if place and point:
            return _label_at(place, point, place.accuracy_m)
    raise UnlabelledUnitError(unit.code, field="code")


def _label_at(place: PopulatedPlace, point: Point, accuracy_m: float) -> LabelPoint:
    return LabelPoint(point, accuracy_m, PLACE_SOURCE.format(place.source))
