"""POST /api/analysis/coverage: the share of settlements with an object of a layer nearby."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from analysis.coverage.coverage import (
    LONGEST_KM,
    METRES_IN_KM,
    USUAL_GAPS,
    CoverageRequest,
    coverage,
)
from analysis.results import Coverage, Gap, Method, Row
from api.http.admission.cost import Cost, Door, costs
from api.http.bodies import json_object
from api.http.dependencies import CallerOfRequest, CatalogueOfApp, SessionOfRequest, TravelOfApp
from api.http.paging import limited_to
from layers.access import readable
from layers.reading.conditions import COUNTRY
from layers.reading.filters.filter import condition

router = APIRouter(route_class=Door, prefix="/api/analysis", tags=["analysis"])

MOST_GAPS = 20_000

Json = dict[str, Any]


class CoverageBody(BaseModel):
    """Which objects, within which distance, of the settlements of which region."""

    model_config = ConfigDict(extra="forbid")

    layer: str = Field(description="The id of the layer whose objects cover settlements.")
    distance_km: Annotated[float, Field(gt=0, le=LONGEST_KM, allow_inf_nan=False)]
    region: str = Field(default=COUNTRY, description="A KATO code of any level, or KZ.")
    filter: str | None = Field(
        default=None, description="CQL2 text or JSON: only objects that meet it cover."
    )
    gaps_limit: Annotated[int, Field(ge=0), limited_to(MOST_GAPS)] = USUAL_GAPS


@router.post(
    "/coverage",
    summary="Coverage of settlements by a layer",
    dependencies=[Depends(json_object)],
)
@costs(Cost.ANALYSIS)
def coverage_of_settlements(
    body: CoverageBody,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    travel: TravelOfApp,
) -> Json:
    """The region's coverage, its children's, the gaps, and the method behind them."""
    layer = catalogue.layer(body.layer)
    conditions = [condition(readable(layer, caller), body.filter)] if body.filter else []
    wish = CoverageRequest(
        layer=layer,
        distance_km=body.distance_km,
        region=body.region,
        conditions=conditions,
        filter_text=body.filter,
        most_gaps=body.gaps_limit,
    )
    return _answer(coverage(session, catalogue, caller, wish, travel))


def _answer(found: Coverage) -> Json:
    total = found.total
    return {
        "method": _method(found.method),
        "region": {
            "code": total.code,
            "name": total.name.as_dict(),
            "level": total.level,
            "approximate": total.approximate,
        },
        "approximate": found.method.approximate_boundaries,
        "rows": [_row(row) for row in found.children],
        "unassigned": _counts(found.unassigned) if found.unassigned else None,
        "totals": _counts(total),
        "gaps": [_gap(gap) for gap in found.gaps],
        "gaps_total": found.gaps_total,
    }


def _method(method: Method) -> Json:
    return {
        "engine": method.engine,
        "formula": method.formula.as_dict(),
        "distance_km": method.limit / METRES_IN_KM,
        "on": method.on.isoformat(),
        "layer": method.layer,
        "filter": method.filter,
        "objects": method.objects.count,
        "synthetic_objects": method.objects.synthetic,
        "objects_near_only": method.objects.near_only,
        "settlements": method.settlements.as_dict(),
        "place_accuracy_m": method.place_accuracy_m,
        "approximate_boundaries": method.approximate_boundaries,
    }


def _row(row: Row) -> Json:
    return {
        "code": row.code,
        "name": row.name.as_dict(),
        "level": row.level,
        "approximate": row.approximate,
        **_counts(row),
    }


def _counts(row: Row) -> Json:
    return {"settlements": row.settlements, "covered": row.covered, "share": row.share}


def _gap(gap: Gap) -> Json:
    return {
        "kato": gap.kato,
        "name": {language.value: name for language, name in gap.names.items()},
        "place": [gap.longitude, gap.latitude],
        "distance_km": None if gap.cost is None else round(gap.cost / METRES_IN_KM, 3),
        "oblast_code": gap.oblast_code,
        "district_code": gap.district_code,
        "rural_district_code": gap.rural_district_code,
    }
