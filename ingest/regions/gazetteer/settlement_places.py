"""The places of a classifier's settlements, sought inside the district to which each belongs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from shapely import STRtree, union_all
from shapely.geometry.base import BaseGeometry

from ingest.regions.gazetteer.place_matching import Size, Sought, match, names_of
from ingest.regions.gazetteer.populated_places import PopulatedPlace
from ingest.regions.kato.classifier import Classifier, KatoUnit
from layers.regions.region import Level

NEAR_DISTRICT_DEG = 0.05
"""Places this far outside the polygon may belong to the district: its lines are generalised."""
SIZES = {"city": Size.TOWN, "town": Size.TOWN, "village": Size.VILLAGE, "other": Size.DWELLING}
CITY_KINDS = {"town", "city_of_republican_significance"}


def places_of_settlements(
    classifier: Classifier, places: Sequence[PopulatedPlace], polygons: Mapping[str, BaseGeometry]
) -> dict[str, PopulatedPlace]:
    """The place of each settlement that was found, by its code.

    Towns that are units themselves are found under the unit's code. `polygons` are districts (and
    cities of republican significance) by code; the settlements of a district without a polygon are
    sought among the unmatched places of the neighbour from whose polygon it was cut.
    """
    tree = STRtree([place.point for place in places])
    sought = _sought_by_district(classifier)
    found: dict[str, PopulatedPlace] = {}
    for buffer_deg in (0.0, NEAR_DISTRICT_DEG):
        for code in sorted(sought.keys() & polygons.keys()):
            area = polygons[code].buffer(buffer_deg)
            found |= _match_within(area, sought[code], places, tree, found)
    for code in sorted(sought.keys() - polygons.keys()):
        siblings = [polygon for key, polygon in polygons.items() if key[:2] == code[:2]]
        matched = _match_within(union_all(siblings), sought[code], places, tree, found)
        found |= _within_one_neighbour(matched, siblings)
    return found


def _sought_by_district(classifier: Classifier) -> dict[str, list[Sought]]:
    """The settlements to find in each district, or city that has no districts of level 2."""
    units = {unit.code: unit for unit in classifier.units}
    sought: dict[str, list[Sought]] = defaultdict(list)
    for settlement in classifier.settlements:
        name = settlement.name
        names = names_of(name.core_kk, name.core_ru)
        district = _district_of(units[settlement.parent_code], units)
        sought[district].append(
            Sought(settlement.code, settlement.parent_code, names, SIZES[name.kind])
        )
    for unit in classifier.units:
        if is_settlement_too(unit):
            names = names_of(unit.name.core_kk, unit.name.core_ru)
            district = _district_of(unit, units)
            sought[district].append(Sought(unit.code, unit.code, names, Size.TOWN))
    return sought


def is_settlement_too(unit: KatoUnit) -> bool:
    """Whether the unit is itself a city, not the administration of one."""
    return unit.name.kind in CITY_KINDS and unit.name.kk.endswith("қаласы")


def _district_of(unit: KatoUnit, units: Mapping[str, KatoUnit]) -> str:
    while unit.level > Level.DISTRICT and unit.parent_code is not None:
        unit = units[unit.parent_code]
    return unit.code


def _match_within(
    area: BaseGeometry,
    sought: Iterable[Sought],
    places: Sequence[PopulatedPlace],
    tree: STRtree,
    found: Mapping[str, PopulatedPlace],
) -> dict[str, PopulatedPlace]:
    taken = {id(place) for place in found.values()}
    inside = sorted(tree.query(area, predicate="intersects"))
    free = [places[number] for number in inside if id(places[number]) not in taken]
    return match([settlement for settlement in sought if settlement.code not in found], free)


def _within_one_neighbour(
    matched: Mapping[str, PopulatedPlace], polygons: Sequence[BaseGeometry]
) -> dict[str, PopulatedPlace]:
    """The matches in the polygon that holds most of them: the others are namesakes far away."""
    number_of = {
        code: number
        for code, place in matched.items()
        for number, polygon in enumerate(polygons)
        if polygon.covers(place.point)
    }
    if not number_of:
        return {}
    [(most, _)] = Counter(number_of.values()).most_common(1)
    return {code: matched[code] for code, number in number_of.items() if number == most}
