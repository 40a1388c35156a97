"""Whether places lie where their rows claim, and what a person should know where they do not."""

import numpy as np
import shapely
from sqlalchemy.orm import Session

from geo.coordinates.columns import Numbers
from geo.coordinates.written_place import CoordinateKind
from geo.crs.detection import candidate_systems
from geo.distance.claims import distances_to_claims_m
from geo.distance.outline import Outline
from ingest.location.claims.claimed_regions import Claim
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_columns import WrittenRows
from ingest.location.placing.placed_rows import ROWS_WITH_CANDIDATES, Placing
from ingest.location.placing.units_at import UnitHere, units_at


def check_claims(
    session: Session, placing: Placing, written: WrittenRows, distances_m: Numbers
) -> None:
    """Leave rows for a person that lie too far from their claim; note those just beyond a border.

    `distances_m`, shape (n,), are nan in rows without a claim or a place. What a person has chosen
    is not questioned again.
    """
    if not (distances_m > 0).any():
        return
    tolerances_m = np.array([claim.tolerance_m for claim in placing.claims])
    asked = placing.open & ~placing.is_chosen & (distances_m > 0)
    for position in np.flatnonzero(asked & (distances_m <= tolerances_m)).tolist():
        claim = placing.claims[position]
        phrase = say.near_claim(claim.name, distances_m[position])
        placing.note(position, _text(placing, position), phrase, "near_claim")
    far = np.flatnonzero(asked & (distances_m > tolerances_m)).tolist()
    spots = shapely.get_coordinates(shapely.point_on_surface(placing.geometry[far])).tolist()
    units = _units(session, far, spots)
    for position, spot in zip(far, spots, strict=True):
        unit, claim = units.get(position), placing.claims[position]
        here = unit.name if unit else None
        phrase = say.outside_claim(claim.name, distances_m[position], here)
        swapped = _swapped(claim, spot)
        outside = say.Reason("outside_claim", phrase)
        placing.wait(position, _text(placing, position), outside, swapped)
        _ask(placing, written, position, is_swapped=swapped is not None)


def check_country(
    placing: Placing, written: WrittenRows, outline: Outline, accuracy_m: Numbers | None
) -> None:
    """Leave rows for a person that lie beyond the country's outline, even where one has chosen it.

    A row whose place lies in its claim once the axes are swapped is left to `check_claims`, which
    tells more. `accuracy_m`, shape (n,), are those that rows tell of themselves, nan where none.
    """
    placed = np.flatnonzero(placing.open & shapely.is_geometry(placing.geometry))
    own_m = None if accuracy_m is None else accuracy_m[placed]
    beyond = placed[outline.beyond(placing.geometry[placed], own_m)]
    spots = shapely.get_coordinates(shapely.point_on_surface(placing.geometry[beyond])).tolist()
    for position, spot in zip(beyond.tolist(), spots, strict=True):
        if not placing.is_chosen[position] and _swapped(placing.claims[position], spot):
            continue
        placing.wait(position, _text(placing, position), say.OUTSIDE)
        _ask(placing, written, position, is_swapped=True)


def note_claims(placing: Placing, told: set[object]) -> None:
    """Note units that are not known, and names that several have: each on its first row."""
    for claim, position in placing.distinct_claims.items():
        for text in claim.unknown:
            if text not in told:
                told.add(text)
                placing.note(position, text, say.UNKNOWN_CLAIM, "claim_unknown", "region")
        if len(claim.units) > 1 and claim.units not in told:
            told.add(claim.units)
            phrase = say.ambiguous_claim(claim.name)
            placing.note(position, claim.name.ru, phrase, "claim_ambiguous", "region")


def _units(
    session: Session, positions: list[int], spots: list[list[float]]
) -> dict[int, UnitHere | None]:
    """The units in which the first rows lie, by position."""
    shown = spots[:ROWS_WITH_CANDIDATES]
    here = units_at(session, [spot[0] for spot in shown], [spot[1] for spot in shown])
    return dict(zip(positions, here, strict=False))


def _swapped(claim: Claim, spot: list[float]) -> str | None:
    """The place with its axes swapped, as it would be written, where that lies in the claim."""
    longitude, latitude = spot
    place = np.array([latitude]), np.array([longitude])
    is_there = claim.area is not None and (
        distances_to_claims_m(*place, claim.area)[0] <= claim.tolerance_m
    )
    return f"{longitude}, {latitude}" if is_there else None


def _ask(placing: Placing, written: WrittenRows, position: int, *, is_swapped: bool) -> None:
    """Have the place sought as it was read, swapped, and, for metres, in all other systems."""
    system = placing.system(position)
    east, north = written.east[position], written.north[position]
    if system is None or not np.isfinite(east):
        return
    placing.ask(position, east, north, (system,))
    if system.is_projected:
        others = tuple(
            each for each in candidate_systems(CoordinateKind.PROJECTED) if each is not system
        )
        placing.ask(position, east, north, others)
    elif is_swapped:
        placing.ask(position, north, east, (system,))


def _text(placing: Placing, position: int) -> str:
    text = placing.texts[position]
    return str(placing.geometry[position].geom_type if text is None else text)


def point_distances_m(placing: Placing, longitude: Numbers, latitude: Numbers) -> Numbers:
    """Metres from each point to its claim, shape (n,); nan without a claim or a place."""
    if all(claim.area is None for claim in placing.distinct_claims):
        return np.full(longitude.shape, np.nan)
    areas = [claim.area for claim in placing.claims]
    return distances_to_claims_m(longitude, latitude, areas)
