"""The rows of a proposal on a map: those that may be loaded, and where the waiting ones may lie."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from ingest.mapping.mapping import ColumnMapping
from ingest.rows.batch import Batch
from ingest.rows.kept_bytes import without_surrogates
from ingest.rows.outcome import Outcome
from ingest.staging.run_record import outcomes_of
from ingest.values.checked_batch import CheckedBatch

MOST_POINTS = 1_000
DIGITS = 6
"""Decimals of a degree; a tenth of a metre."""
NAMES = ("name_kk", "name_ru", "name_en", "name")
GOOD = "good"

Feature = dict[str, Any]


def preview(batch: Batch, checked: CheckedBatch, mapping: ColumnMapping) -> dict[str, Any]:
    """A GeoJSON FeatureCollection of points in EPSG:4326, evenly chosen where there are too many.

    Lines and polygons are shown by a point on them. A waiting row has a point for each place that
    it may mean.
    """
    names = _names(batch, mapping)
    left = list(_left(checked, names))[:MOST_POINTS]
    room = MOST_POINTS - min(len(left), MOST_POINTS // 2)
    good = list(_good(checked, names, room))
    features = [*good, *left[: MOST_POINTS - len(good)]]
    return {"type": "FeatureCollection", "features": features}


def _names(batch: Batch, mapping: ColumnMapping) -> Mapping[int, str]:
    """The first name of each row, by its number."""
    columns = [
        without_surrogates(batch.cells[column])
        for name in NAMES
        if (column := mapping.columns.get(name)) is not None
    ]
    return {
        int(number): next((str(column[at]) for column in columns if column[at] != ""), "")
        for at, number in enumerate(batch.numbers)
    }


def _good(checked: CheckedBatch, names: Mapping[int, str], most: int) -> Iterator[Feature]:
    chosen = np.unique(np.linspace(0, len(checked) - 1, min(most, len(checked))).astype(int))
    points = shapely.point_on_surface(checked.geometry[chosen])
    for number, point in zip(checked.numbers[chosen], points, strict=True):
        yield _feature(int(number), names, (point.x, point.y), GOOD)


def _left(checked: CheckedBatch, names: Mapping[int, str]) -> Iterator[Feature]:
    """The places that rows may mean which wait or are rejected."""
    outcomes = outcomes_of(checked.problems)
    for problem in checked.problems:
        outcome = outcomes.get(problem.row, Outcome.NOTED)
        if outcome is Outcome.NOTED:
            continue
        for place in problem.candidates:
            if place.get("kind") == "place":
                at = (float(place["lon"]), float(place["lat"]))
                yield _feature(problem.row, names, at, outcome.value)


def _feature(
    number: int, names: Mapping[int, str], place: tuple[float, float], outcome: str
) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(degree, DIGITS) for degree in place]},
        "properties": {"row": number, "name": names.get(number, ""), "outcome": outcome},
    }
