"""The regions: the tree, the polygons, the place, and the summary of all layers."""

import json
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.http.admission.cost import Cost, Door, costs
from api.http.answers import GeoJsonResponse, json_response
from api.http.dependencies import CallerOfRequest, CatalogueOfApp, SessionOfRequest
from api.http.negotiation import GEOJSON_TYPE, private
from api.http.parameters import single_parameters
from api.regions.answers import (
    ChildCounts,
    LayerCounts,
    RegionFeature,
    Regions,
    RegionsAt,
    RegionSummary,
)
from layers.access import readable
from layers.days import today
from layers.reading.conditions import COUNTRY, level_of
from layers.reading.regions.queries import Detail, polygon_of, region_json, region_list, region_name
from layers.reading.summaries import LayerSummary, counts
from layers.regions.region import Level, children, region_of

router = APIRouter(route_class=Door, prefix="/api/regions", tags=["regions"])

COARSEST_M = 100_000


def day_asked(
    session: SessionOfRequest,
    on: Annotated[
        date | None, Query(description="A day; today in Kazakhstan when missing.")
    ] = None,
) -> date:
    """The day whose boundaries are asked about."""
    return on or today(session)


DayAsked = Annotated[date, Depends(day_asked)]


@router.get("", summary="Units of a level or under a parent", response_model=Regions)
@costs(Cost.QUERY)
def regions(
    request: Request,
    session: SessionOfRequest,
    on: DayAsked,
    level: Annotated[Level | None, Query(description="1, 2 or 3")] = None,
    parent: Annotated[str | None, Query(description="KATO code of a unit above, or KZ")] = None,
) -> Response:
    """The units by code; the oblasts and cities of republican significance without both."""
    single_parameters(request, ("level", "parent", "on"))
    if parent is not None and parent != COUNTRY:
        level_of(session, parent)
    found = region_list(session, on, level=level, parent=parent)
    return json_response(Regions(regions=found, on=on))


@router.get("/at", summary="The units at a place", response_model=RegionsAt)
@costs(Cost.HOT)
def regions_at(
    request: Request,
    session: SessionOfRequest,
    on: DayAsked,
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
) -> Response:
    """The oblast, district and rural district at a place, EPSG:4326, on a day."""
    single_parameters(request, ("lon", "lat", "on"))
    chain = region_of(session, lon, lat, on)
    found = RegionsAt(
        oblast=chain.oblast and region_name(chain.oblast),
        district=chain.district and region_name(chain.district),
        rural_district=chain.rural_district and region_name(chain.rural_district),
        outside=chain.outside,
        approximate=chain.approximate,
        on=on,
    )
    return json_response(found)


@router.get(
    "/{kato}",
    summary="One unit with its polygon",
    response_model=RegionFeature,
    response_class=GeoJsonResponse,
    response_description="The unit.",
)
@costs(Cost.HOT)
def one_region(  # noqa: PLR0913, PLR0917 - FastAPI fills each of them in
    request: Request,
    session: SessionOfRequest,
    kato: str,
    on: DayAsked,
    exact: Annotated[bool, Query(description="The polygon as it was loaded")] = False,  # noqa: FBT002 - FastAPI's way to say it
    simplify: Annotated[
        float | None, Query(ge=0, le=COARSEST_M, allow_inf_nan=False, description="Metres")
    ] = None,
) -> Response:
    """A GeoJSON feature; unless asked otherwise, the polygon is simplified by its size."""
    single_parameters(request, ("on", "exact", "simplify"))
    properties = region_json(session, kato, on)
    polygon = polygon_of(session, kato, on, Detail(exact, simplify))
    text = json.dumps(properties, ensure_ascii=False)
    geometry = polygon or "null"
    body = f'{{"type":"Feature","id":{json.dumps(kato)},"geometry":{geometry},"properties":{text}}}'
    return Response(body, media_type=GEOJSON_TYPE, headers=private(request))


@router.get(
    "/{kato}/summary", summary="All layers of a region, counted", response_model=RegionSummary
)
@costs(Cost.QUERY)
def summary(
    request: Request,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    kato: str,
) -> Response:
    """Counts by state, kind and topic, and for each child; `KZ` is the whole country.

    The children's counts and `unassigned` add up to `count`; a unit without children has none.
    """
    single_parameters(request, ())
    on = today(session)
    unit = region_json(session, kato, on)
    counted = counts(session, (readable(layer, caller) for layer in catalogue.layers), kato)
    below = [
        ChildCounts(
            **region_name(child),
            level=child.level,
            counts={layer: found.by_child[child.code] for layer, found in counted.items()},
        )
        for child in children(session, None if kato == COUNTRY else kato, on)
    ]
    unassigned = {
        layer: found.count - sum(child.counts[layer] for child in below)
        for layer, found in counted.items()
        if below
    }
    found = RegionSummary(
        region=unit,
        approximate=unit["approximate"],
        boundary_source=unit["boundary_source"],
        layers={layer: _layer_counts(found) for layer, found in counted.items()},
        children=below,
        unassigned=unassigned,
    )
    return json_response(found)


def _layer_counts(found: LayerSummary) -> LayerCounts:
    passing = {} if found.passing is None else {"passing": found.passing}
    by = {name: dict(terms) for name, terms in found.by.items()}
    return LayerCounts(count=found.count, **passing, synthetic=found.synthetic, by=by)
