"""POST /api/analysis/coverage: the share of settlements with an object of a layer nearby."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from analysis.coverage.coverage import LONGEST_KM, USUAL_GAPS, CoverageRequest, coverage
from api.analysis.coverage_answer import CoverageAnswer
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.dependencies import CallerOfRequest, CatalogueOfApp, SessionOfRequest, TravelOfApp
from api.http.paging import limited_to
from layers.access import readable
from layers.reading.conditions import COUNTRY
from layers.reading.filters.filter import condition

router = APIRouter(route_class=Door, prefix="/api/analysis", tags=["analysis"])

MOST_GAPS = 20_000


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
    response_model=CoverageAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.ANALYSIS)
def coverage_of_settlements(
    body: CoverageBody,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    travel: TravelOfApp,
) -> Response:
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
    found = coverage(session, catalogue, caller, wish, travel)
    return json_response(CoverageAnswer.of(found))
