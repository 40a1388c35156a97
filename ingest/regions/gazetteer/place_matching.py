"""Which place on the map is which settlement of the classifier.

Within one area a settlement and a place meet by name: as written first, then by skeleton. What is
told apart by nothing but the name is matched where one settlement bears it; namesakes go to the
place nearest to the rest of their rural district, and stay open where nothing decides.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from rapidfuzz import fuzz
from shapely import MultiPoint, Point

from geo.distance.measure import distance_m
from geo.names import fold
from ingest.regions.gazetteer.populated_places import PopulatedPlace

FARTHEST_NAMESAKE_M = 60_000.0
"""A namesake farther from the rest of its rural district is taken for another settlement."""
LEAST_SIMILARITY = 0.86
SECOND_SIMILARITY = 0.75
SHORTEST_SIMILAR = 6
"""A skeleton shorter than this says too little to be taken for a similar one."""


class Size(IntEnum):
    """How large a settlement is, by what the classifier calls it."""

    TOWN = 1
    VILLAGE = 3
    DWELLING = 4
    """A wintering, a siding, a farm."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A settlement to be found: its code, its unit, and its names without type words."""

    code: str
    unit_code: str
    names: frozenset[str]
    size: Size


Key = Callable[[str], str]


def as_written(name: str) -> str:
    """The name in small letters with ё as е and single spaces for marks."""
    return re.sub(r"\W+", " ", name.lower().replace("ё", "е")).strip()


def without_spaces(name: str) -> str:
    """The skeleton of the name, written together."""
    return fold(name).replace(" ", "")


def initial_and_surname(name: str) -> str:
    """The first letter and the last word of a name; empty where that tells little."""
    words = fold(name).split()
    is_telling = len(words) > 1 and len(words[-1]) >= SHORTEST_SIMILAR
    return f"{words[0][0]} {words[-1]}" if is_telling else ""


KEYS: tuple[Key, ...] = (as_written, without_spaces, initial_and_surname)


def match(sought: Sequence[Sought], places: Sequence[PopulatedPlace]) -> dict[str, PopulatedPlace]:
    """The place of each settlement that was found, by its code; no place is given twice."""
    found: dict[str, PopulatedPlace] = {}
    for key in KEYS:
        _match_by(key, sought, places, found)
    found |= _similar(
        [settlement for settlement in sought if settlement.code not in found],
        _without(places, found),
    )
    return found


def _without(
    places: Iterable[PopulatedPlace], found: Mapping[str, PopulatedPlace]
) -> list[PopulatedPlace]:
    taken = {id(place) for place in found.values()}
    return [place for place in places if id(place) not in taken]


def size_of(place: PopulatedPlace) -> Size:
    """The size of a place by its rank on the map."""
    return next((size for size in Size if place.rank <= size), Size.DWELLING)


def _match_same_size(
    candidates: dict[str, list[PopulatedPlace]], sought: Iterable[Sought]
) -> dict[str, PopulatedPlace]:
    """Namesakes that are told apart by size: the only town of the name is the only town there."""
    by_size: dict[tuple[int, Size], set[str]] = defaultdict(set)
    options: dict[str, list[PopulatedPlace]] = {}
    for settlement in sought:
        if settlement.code in candidates:
            fitting = [
                place for place in candidates[settlement.code] if size_of(place) == settlement.size
            ]
            options[settlement.code] = fitting
            for place in fitting:
                by_size[id(place), settlement.size].add(settlement.code)
    return {
        code: fitting[0]
        for code, fitting in options.items()
        if len(fitting) == 1 and len(by_size[id(fitting[0]), size_of(fitting[0])]) == 1
    }


def _match_by(
    key: Key,
    sought: Sequence[Sought],
    places: Sequence[PopulatedPlace],
    found: dict[str, PopulatedPlace],
) -> None:
    open_sought = [settlement for settlement in sought if settlement.code not in found]
    candidates = _candidates(key, open_sought, _without(places, found))
    namesakes = _namesakes(candidates)
    sole = {code: options for code, options in candidates.items() if namesakes[code] == 1}
    for code, options in sole.items():
        if len(options) == 1:
            found[code] = options[0]
    found |= _match_same_size(
        {code: options for code, options in candidates.items() if code not in found}, open_sought
    )
    anchors = _anchors(sought, found)
    _match_nearest(
        [settlement for settlement in open_sought if settlement.code in candidates],
        candidates,
        anchors,
        found,
    )


def _candidates(
    key: Key, sought: Iterable[Sought], places: Iterable[PopulatedPlace]
) -> dict[str, list[PopulatedPlace]]:
    by_name: dict[str, list[PopulatedPlace]] = defaultdict(list)
    for place in places:
        for name in {key(name) for name in place.names} - {""}:
            by_name[name].append(place)
    candidates = {}
    for settlement in sought:
        options = {
            id(place): place
            for name in sorted(settlement.names)
            for place in by_name.get(key(name), ())
        }
        if options:
            candidates[settlement.code] = list(options.values())
    return candidates


def _namesakes(candidates: dict[str, list[PopulatedPlace]]) -> dict[str, int]:
    """How many settlements want one of the places that a settlement wants, itself included."""
    wanted_by: dict[int, set[str]] = defaultdict(set)
    for code, options in candidates.items():
        for place in options:
            wanted_by[id(place)].add(code)
    return {
        code: len(set().union(*(wanted_by[id(place)] for place in options)))
        for code, options in candidates.items()
    }


def _anchors(sought: Iterable[Sought], found: dict[str, PopulatedPlace]) -> dict[str, Point]:
    """The middle of what was found of each unit."""
    points = defaultdict(list)
    for settlement in sought:
        if settlement.code in found:
            points[settlement.unit_code].append(found[settlement.code].point)
    return {unit: MultiPoint(found_points).centroid for unit, found_points in points.items()}


def _match_nearest(
    sought: Sequence[Sought],
    candidates: dict[str, list[PopulatedPlace]],
    anchors: dict[str, Point],
    found: dict[str, PopulatedPlace],
) -> None:
    """Find the nearest pairs of settlement and place, each only once."""
    pairs = [
        (distance_m(anchors[settlement.unit_code], place.point), settlement.code, place)
        for settlement in sought
        if settlement.unit_code in anchors and settlement.code not in found
        for place in candidates[settlement.code]
    ]
    taken = {id(place) for place in found.values()}
    for distance, code, place in sorted(pairs, key=lambda pair: pair[:2]):
        is_open = code not in found and id(place) not in taken
        if is_open and distance <= FARTHEST_NAMESAKE_M:
            found[code] = place
            taken.add(id(place))


def _similar(
    sought: Sequence[Sought], places: Sequence[PopulatedPlace]
) -> dict[str, PopulatedPlace]:
    """Pairs whose skeletons are each other's only similar ones; dwellings are left out."""
    likeness = [
        (ratio, settlement.code, number)
        for settlement in sought
        if settlement.size != Size.DWELLING
        for number, place in enumerate(places)
        if (ratio := _likeness(settlement, place)) >= SECOND_SIMILARITY
    ]
    rivals_of_code = Counter(code for _, code, _ in likeness)
    rivals_of_place = Counter(number for _, _, number in likeness)
    return {
        code: places[number]
        for ratio, code, number in likeness
        if ratio >= LEAST_SIMILARITY and rivals_of_code[code] == rivals_of_place[number] == 1
    }


def _digits(skeleton: str) -> str:
    return re.sub(r"\D", "", skeleton)


def _likeness(settlement: Sought, place: PopulatedPlace) -> float:
    pairs = product(map(without_spaces, settlement.names), map(without_spaces, place.names))
    return max(
        (
            fuzz.ratio(ours, theirs) / 100
            for ours, theirs in pairs
            if min(len(ours), len(theirs)) >= SHORTEST_SIMILAR
            and ours[0] == theirs[0]
            and _digits(ours) == _digits(theirs)
        ),
        default=0.0,
    )


def names_of(*written: str) -> frozenset[str]:
    """The names to seek by, each also without what stands in brackets."""
    bare = (re.sub(r"\(.*?\)", "", name).strip() for name in written)
    return frozenset(name for name in (*written, *bare) if name)
