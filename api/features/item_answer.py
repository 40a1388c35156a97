"""Features of a layer as they are answered."""

from typing import Any

from pydantic import Field

from api.http.answers import Answer, KatoCode, Name, WebLink
from api.http.geojson import FeatureCollection, GeoJsonFeature, Value


class ItemsPage(FeatureCollection):
    """A page of features."""

    number_matched: int = Field(
        default=0, ge=0, alias="numberMatched", description="Absent where it is not counted."
    )
    links: list[WebLink]


class HistoryEntry(Answer):
    """What happened to a feature."""

    at: str
    """A day; the time for who may see it."""
    action: str
    move: str | None
    from_state: str | None
    to_state: str | None
    reason: str | None
    who: str | None = Field(
        default=None,
        description="Who did it, for who administers accounts there; null where a program did."
        " Absent for everybody else.",
    )


class ItemRegion(Answer):
    """A unit in which a feature lies."""

    code: KatoCode
    name: Name
    approximate: bool
    """Whether its polygon was built, not drawn by an authority."""


class ItemRegions(Answer):
    """The units of today in which a feature lies; null where it is not known."""

    oblast: ItemRegion | None
    district: ItemRegion | None
    rural_district: ItemRegion | None


class LinkedObject(Answer):
    """A feature that is tied to another."""

    layer: str
    id: int
    name: Name
    relation: str
    """The child series or the field that ties them."""


class Item(GeoJsonFeature):
    """A feature with all that hangs on it."""

    children: dict[str, list[dict[str, Value]]]
    """The rows of each series, by its id; their fields are those of the collection."""
    history: list[HistoryEntry]
    """The oldest first."""
    regions: ItemRegions
    linked: list[LinkedObject]
    links: list[WebLink]


class FieldSchema(Answer, extra="allow"):
    """The JSON Schema of one field."""

    __pydantic_extra__: dict[str, Any]
    title: str
    type: str = Field(default="", description="Of all but the place, which has a `format`.")
    format: str = ""
    enum: list[str] = Field(default=[], description="The codes of a coded field.")
    items: dict[str, Any] = Field(default={}, description="The schema of each value of a list.")
    role: str = Field(default="", alias="x-ogc-role")
    unit: str = Field(default="", alias="x-ogc-unit")


class FieldsSchema(Answer):
    """A JSON Schema of the fields of a layer."""

    dialect: str = Field(alias="$schema")
    address: str = Field(alias="$id")
    type: str
    title: str
    description: str = ""
    required: list[str] = Field(default=[])
    properties: dict[str, FieldSchema]
    additional_properties: bool = Field(default=True, alias="additionalProperties")
