"""What is answered about regions."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.http.answers import Answer, Box, DescribedBy, Json, KatoCode, LonLat, Name, Phrase
from api.http.geojson import MultiPolygon, Polygon

Count = Annotated[int, Field(ge=0)]
NumberByCode = dict[str, Count]


class RegionName(Answer):
    """A unit's code and names."""

    code: KatoCode
    name: Name
    approximate: bool
    """Whether its polygon was built, not drawn by an authority."""


class Ancestor(RegionName):
    """A unit above another."""

    level: int
    kind: str


class ListedRegion(RegionName):
    """A unit of the administrative division, or the country."""

    parent_code: str | None
    level: int
    """1 for oblasts and cities of republican significance, to 3 for rural districts; 0 for all."""
    kind: str
    """A code of the vocabulary `region_kind`, or `country`."""
    iso_code: str | None
    """ISO 3166-2."""
    boundary_source: str | None
    boundary_source_name: Phrase | None
    bbox: Box | None
    label_point: LonLat | None
    valid_from: date | None
    valid_to: date | None
    has_children: bool


class RegionWithAncestors(ListedRegion):
    """A unit with those above it, the oblast first."""

    ancestors: list[Ancestor]


class Regions(Answer):
    """The units of a day, by code."""

    regions: list[Annotated[Json, DescribedBy(ListedRegion)]]
    on: date


class RegionsAt(Answer):
    """The units at a place on a day; null where none is known."""

    oblast: Annotated[Json | None, DescribedBy(RegionName | None)]
    district: Annotated[Json | None, DescribedBy(RegionName | None)]
    rural_district: Annotated[Json | None, DescribedBy(RegionName | None)]
    outside: bool
    """Whether the place is outside the country."""
    approximate: bool
    """Whether one of the polygons was built, not drawn by an authority."""
    on: date


class RegionFeature(Answer):
    """A unit as a GeoJSON feature."""

    type: Literal["Feature"]
    id: KatoCode
    geometry: Annotated[Polygon | MultiPolygon, Field(discriminator="type")] | None
    properties: RegionWithAncestors


class LayerCounts(Answer):
    """What one layer holds in a region."""

    count: Count
    passing: Count = Field(default=0, description="The lines that touch the region; of lines only.")
    synthetic: Count
    """How many of them were drawn by chance, for demonstration."""
    by: dict[str, NumberByCode]
    """Counts by code, by summary field."""


class ChildCounts(RegionName):
    """What all layers hold in a unit below."""

    level: int
    counts: NumberByCode


class RegionSummary(Answer):
    """All layers of a region, counted."""

    region: Annotated[Json, DescribedBy(RegionWithAncestors)]
    approximate: bool
    boundary_source: str | None
    layers: dict[str, LayerCounts]
    children: list[ChildCounts]
    unassigned: NumberByCode
    """What lies in none of the children, by layer; empty for a unit without children."""


class RegionCountsRow(Answer, extra="allow"):
    """The count of one combination; each axis by its name: a code or month, null for no value."""

    __pydantic_extra__: dict[str, str | int | None]
    count: Count
    synthetic: Count


class RegionCounts(Answer):
    """One layer of a region, counted by several axes together."""

    region: Annotated[Json, DescribedBy(RegionWithAncestors)]
    layer: str
    by: list[str]
    """The axes."""
    datetime: str | None
    """The interval of months that was asked for."""
    rows: list[RegionCountsRow]
