"""Degrees of which only the claimed unit tells which number is the latitude."""

import numpy as np

from geo.coordinates.written_place import CoordinateKind, CoordinateProblem, CoordinateReading
from geo.distance.claims import distances_to_claims_m
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_columns import WrittenRows
from ingest.location.placing.placed_rows import Placing

FAR_M = 20_000.0
"""A reading that lies farther than this from the claimed unit is not meant."""


def order_by_claim(placing: Placing, written: WrittenRows) -> None:
    """Take the one reading of ambiguous degrees that lies in its claim, the other being far away.

    Other rows wait on, whatever the order of the rest of the file may be.
    """
    asked = [
        (position, reading)
        for position, odd in written.unsure.items()
        if odd.problems == (CoordinateProblem.AMBIGUOUS,)
        and placing.claims[position].area is not None
        for reading in odd.readings
        if reading.kind is CoordinateKind.GEOGRAPHIC
    ]
    east, north = (
        np.array([getattr(reading, axis) for _, reading in asked]) for axis in ("east", "north")
    )
    areas = [placing.claims[position].area for position, _ in asked]
    distances_m = distances_to_claims_m(east, north, areas)
    told: dict[int, list[tuple[float, CoordinateReading]]] = {}
    for (position, reading), distance_m in zip(asked, distances_m.tolist(), strict=True):
        told.setdefault(position, []).append((distance_m, reading))
    for position, readings in told.items():
        (nearest_m, meant), *others = sorted(readings, key=lambda each: each[0])
        tolerance_m = placing.claims[position].tolerance_m
        if nearest_m <= tolerance_m and all(other_m > FAR_M for other_m, _ in others):
            phrase = say.order_by_claim(placing.claims[position].name)
            placing.note(position, written.unsure[position].text, phrase, "order_by_claim")
            written.take(position, meant)
