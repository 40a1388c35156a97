"""What a trip is answered with."""

from typing import Annotated, Literal

from pydantic import Field

from analysis.travel.port import Mode
from analysis.trips.geojson import geojson_of, leg_numbers
from analysis.trips.gpx import ESTIMATE
from analysis.trips.trip import Trip
from api.http.answers import Answer, DescribedBy, Json, Name, Phrase
from api.http.geojson import LineString, Point


class TripLeg(Answer):
    """The way from one stop to the next; stops are numbered as they were given, from 0."""

    from_: int = Field(alias="from")
    to: int
    distance_km: float
    duration_min: float


class DrawnLeg(TripLeg):
    """What the line of a leg says of itself."""

    kind: Literal["leg"]
    estimated: bool


class DrawnStop(Answer):
    """What the point of a stop says of itself."""

    kind: Literal["stop"]
    stop: int
    """Its number as it was given, from 0."""
    position: int
    """Its number in the order of travel, from 1."""
    name: Name
    layer: str | None
    id: int | None
    approximate: bool
    """Whether the true place is hidden and this one is near it."""


class LegFeature(Answer):
    """A leg as a line."""

    type: Literal["Feature"]
    geometry: LineString
    properties: DrawnLeg


class StopFeature(Answer):
    """A stop as a point."""

    type: Literal["Feature"]
    geometry: Point
    properties: DrawnStop


class TripFeatures(Answer):
    """The legs as lines, then the stops as points."""

    type: Literal["FeatureCollection"]
    features: list[LegFeature | StopFeature]


class TripAnswer(Answer):
    """A planned trip."""

    estimated: bool
    """Whether lengths and times are estimates, as `notice` explains."""
    engine: str
    notice: Phrase | None
    mode: Mode
    round_trip: bool
    order: list[int]
    """The stops in the order of travel, each once, numbered as they were given, from 0."""
    legs: list[TripLeg]
    total_distance_km: float
    total_duration_min: float
    geojson: Annotated[Json, DescribedBy(TripFeatures)]

    @classmethod
    def of(cls, planned: Trip) -> "TripAnswer":
        """The answer that tells a trip."""
        return cls(
            estimated=planned.estimated,
            engine=planned.engine,
            notice=Phrase.of(ESTIMATE) if planned.estimated else None,
            mode=planned.wish.mode,
            round_trip=planned.wish.round_trip,
            order=list(planned.order),
            legs=[TripLeg(**leg_numbers(leg)) for leg in planned.legs],
            total_distance_km=round(planned.distance_m / 1000, 2),
            total_duration_min=round(planned.duration_s / 60, 1),
            geojson=geojson_of(planned),
        )
