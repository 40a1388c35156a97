"""Which place on the map is which settlement of the classifier.

Within one area a settlement and a place meet by name: as written first, then by skeleton. What is
told apart by nothing but the name is matched where one settlement bears it; namesakes go to the
place nearest to the rest of their rural district, and stay open where nothing decides.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shapely import MultiPoint, Point

from geo.measure import distance_m
from geo.names import fold
from ingest.sources.places import Place

FARTHEST_NAMESAKE_M = 60_000.0
"""A namesake farther from the rest of its rural district is taken for another settlement."""
DWELLING_RANK = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """A settlement to be found: its code, its unit, and its names without type words."""

    code: str
    unit_code: str
    names: frozenset[str]
    is_small: bool
    """Whether it is less than a village: a wintering, a siding, a farm."""


Key = Callable[[str], str]


def as_written(name: str) -> str:
    """The name in small letters with ё as е and single spaces for marks."""
    return re.sub(r"\W+", " ", name.lower().replace("ё", "е")).strip()


def without_spaces(name: str) -> str:
    """The skeleton of the name, written together."""
    return fold(name).replace(" ", "")


KEYS: tuple[Key, ...] = (as_written, without_spaces)


def match(sought: Sequence[Sought], places: Sequence[Place]) -> dict[str, Place]:
    """The place of each settlement that was found, by its code; no place is given twice."""
    found: dict[str, Place] = {}
    for key in KEYS:
        _match_by(key, sought, places, found)
    return found


def _match_by(
    key: Key, sought: Sequence[Sought], places: Sequence[Place], found: dict[str, Place]
) -> None:
    taken = {id(place) for place in found.values()}
    open_places = [place for place in places if id(place) not in taken]
    open_sought = [settlement for settlement in sought if settlement.code not in found]
    candidates = _candidates(key, open_sought, open_places)
    namesakes = _namesakes(candidates)
    sole = {code: options for code, options in candidates.items() if namesakes[code] == 1}
    for code, options in sole.items():
        if len(options) == 1:
            found[code] = options[0]
    anchors = _anchors(sought, found)
    _match_nearest(
        [settlement for settlement in open_sought if settlement.code in candidates],
        candidates,
        anchors,
        found,
    )
    for settlement in open_sought:
        if settlement.code in sole and settlement.code not in found:
            best = _largest(settlement, sole[settlement.code])
            if best is not None:
                found[settlement.code] = best


def _candidates(
    key: Key, sought: Iterable[Sought], places: Iterable[Place]
) -> dict[str, list[Place]]:
    by_name: dict[str, list[Place]] = defaultdict(list)
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


def _namesakes(candidates: dict[str, list[Place]]) -> dict[str, int]:
    """How many settlements want one of the places that a settlement wants, itself included."""
    wanted_by: dict[int, set[str]] = defaultdict(set)
    for code, options in candidates.items():
        for place in options:
            wanted_by[id(place)].add(code)
    return {
        code: len(set().union(*(wanted_by[id(place)] for place in options)))
        for code, options in candidates.items()
    }


def _anchors(sought: Iterable[Sought], found: dict[str, Place]) -> dict[str, Point]:
    """The middle of what was found of each unit."""
    points = defaultdict(list)
    for settlement in sought:
        if settlement.code in found:
            points[settlement.unit_code].append(found[settlement.code].point)
    return {unit: MultiPoint(found_points).centroid for unit, found_points in points.items()}


def _match_nearest(
    sought: Sequence[Sought],
    candidates: dict[str, list[Place]],
    anchors: dict[str, Point],
    found: dict[str, Place],
) -> None:
    """Nothing; the nearest pairs of settlement and place are found, each only once."""
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


def _largest(settlement: Sought, options: Sequence[Place]) -> Place | None:
    """The one place of the settlement's size among several, or None where that is not one."""
    fitting = [
        place for place in options if (place.rank >= DWELLING_RANK) == settlement.is_small
    ] or list(options)
    best_rank = min(place.rank for place in fitting)
    best = [place for place in fitting if place.rank == best_rank]
    return best[0] if len(best) == 1 else None


def names_of(*written: str) -> frozenset[str]:
    """The names to seek by, each also without what stands in brackets."""
    bare = (re.sub(r"\(.*?\)", "", name).strip() for name in written)
    return frozenset(name for name in (*written, *bare) if name)
