"""GeoJSON (RFC 7946) as the answers of the API hold it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.answers import Answer, Moment

Position = Annotated[
    list[float],
    Field(
        min_length=2,
        max_length=2,
        description="Longitude, latitude of EPSG:4326, or in the axis order of `crs`.",
    ),
]
Line = list[Position]
Value = str | float | bool | list[str] | dict[str, Any] | None


class Point(Answer):
    """A place."""

    type: Literal["Point"]
    coordinates: Position


class MultiPoint(Answer):
    """Several places."""

    type: Literal["MultiPoint"]
    coordinates: list[Position]


class LineString(Answer):
    """A line."""

    type: Literal["LineString"]
    coordinates: Line


class MultiLineString(Answer):
    """Several lines."""

    type: Literal["MultiLineString"]
    coordinates: list[Line]


class Polygon(Answer):
    """An area: its outer ring, then those of its holes."""

    type: Literal["Polygon"]
    coordinates: list[Line]


class MultiPolygon(Answer):
    """Several areas."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[Line]]


Geometry = Annotated[
    Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon,
    Field(discriminator="type"),
]


class GeoJsonFeature(Answer):
    """A feature of a layer; the fields of its properties are those of the collection."""

    type: Literal["Feature"]
    id: int
    geometry: Geometry | None
    """Null beyond the domain of `crs`, and where the place is not for the caller."""
    properties: dict[str, Value]


class FeatureCollection(Answer):
    """Features of a layer."""

    type: Literal["FeatureCollection"]
    features: list[GeoJsonFeature]
    time_stamp: Moment | None = Field(default=None, alias="timeStamp")
    number_returned: int = Field(default=0, ge=0, alias="numberReturned")
