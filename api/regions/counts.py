"""The features of one layer in a region, counted by its axes and by month together."""

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import CallerOfRequest, CatalogueOfApp, SessionOfRequest
from api.http.parameters import single_parameters
from api.regions.answers import RegionCounts
from core.errors import InvalidValueError
from core.text import Text
from layers.access import readable
from layers.model.layer import Layer
from layers.reading.crosstab import (
    CrosstabRow,
    axes_by,
    crosstab,
    crosstab_text,
    months_of,
)
from layers.reading.regions.queries import region_json
from layers.registry import Catalogue

router = APIRouter(route_class=Door, prefix="/api/regions", tags=["regions"])


@router.get(
    "/{kato}/counts",
    summary="One layer of a region, counted by several axes together",
    response_model=RegionCounts,
    response_description="A row for each combination.",
)
@costs(Cost.QUERY)
def region_counts(  # noqa: PLR0913, PLR0917 - FastAPI fills each of them in
    request: Request,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    kato: str,
    layer: Annotated[str, Query(description="The id of a layer.")],
    by: Annotated[
        str,
        Query(
            description="Axes, separated by commas: the layer's kind (such as topic), its state "
            "and month go together; any other summary field stands by itself. Without it the "
            "total alone."
        ),
    ] = "",
    months: Annotated[
        str | None,
        Query(
            alias="datetime",
            description="A month or an interval of months, with open ends: 2026-01/2026-06.",
        ),
    ] = None,
) -> Response:
    """Counts such as those by topic, state and month; `KZ` is the whole country.

    A row stands for each combination that occurs, in the order of months and terms; null stands
    for features without a value.
    """
    single_parameters(request, ("layer", "by", "datetime"))
    unit = region_json(session, kato)
    access = readable(_layer(catalogue, layer), caller)
    axes = axes_by(access, by.split(",") if by else ())
    period = None if months is None else months_of(access, months)
    if axes:
        texts = request.app.state.count_texts
        rows = crosstab_text(session, access, kato, axes, period, texts)
    else:
        rows = rows_text(crosstab(session, access, kato, axes, period))
    names = [axis.name for axis in axes]
    told = {"region": unit, "layer": layer, "by": names, "datetime": months}
    head = json.dumps(told, ensure_ascii=False)[:-1]
    return Response(f'{head}, "rows": {rows}}}', media_type="application/json")


def rows_text(rows: Sequence[CrosstabRow]) -> str:
    """Totals as a JSON array of objects."""
    return json.dumps([{"count": row.number, "synthetic": row.synthetic} for row in rows])


def _layer(catalogue: Catalogue, layer_id: str) -> Layer:
    if layer_id not in catalogue:
        known = ", ".join(layer.id for layer in catalogue.layers)
        hint = Text(
            f"Мүмкін мәндер: {known}.",
            f"Возможные значения: {known}.",
            f"Possible values: {known}.",
        )
        raise InvalidValueError(layer_id, field="layer", hint=hint)
    return catalogue.layer(layer_id)
