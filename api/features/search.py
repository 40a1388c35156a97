"""GET /api/search: features and regions by name or number, coordinates, terms of vocabularies."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.features.search_answer import (
    SearchResult,
    SearchResults,
    TermFound,
    WrittenPlaceFound,
)
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    LanguageOfRequest,
    SessionOfRequest,
)
from api.http.paging import limited_to
from core.access.caller import Caller
from core.text import Language
from layers.reading.closed_reads import audit_places
from layers.reading.search.coordinates import places_written
from layers.reading.search.matches import REGION
from layers.reading.search.search import SearchHit, search, unit_names
from layers.reading.search.terms import terms_named
from layers.registry import Catalogue

router = APIRouter(
    route_class=Door,
)

MOST_FOUND = 100


class SearchParameters(BaseModel, extra="forbid"):
    """The query string of a search."""

    q: str = Field(description="A name, number, code, place or topic, in any form")
    lang: Language | None = Field(None, description="Language of `title`")
    limit: Annotated[int, limited_to(MOST_FOUND)] = Field(20, ge=1)
    layers: str | None = Field(None, description="Layer ids and `region`, by commas")
    region: str | None = Field(None, description="KATO code of the unit to search in")


@router.get(
    "/search",
    tags=["search"],
    summary="Regions and features by name or number, coordinates, topics",
    response_model=SearchResults,
)
@costs(Cost.SEARCH)
def search_by_name(
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    accepted: LanguageOfRequest,
    asked: Annotated[SearchParameters, Query()],
) -> Response:
    """What bears the name or number, the best match first, and what else the text can mean."""
    layers = asked.layers.split(",") if asked.layers else None
    found = search(
        session,
        catalogue,
        caller,
        asked.q,
        limit=asked.limit,
        layers=layers,
        region_code=asked.region,
    )
    _audit(session, catalogue, caller, found)
    codes = [hit.subject.region_code for hit in found if hit.subject.region_code]
    names = unit_names(session, codes)
    language = asked.lang or accepted
    places = places_written(session, asked.q) if layers is None and not asked.region else []
    terms = terms_named(session, catalogue, caller, asked.q, layers)
    return json_response(
        SearchResults(
            query=asked.q,
            results=[SearchResult.of(hit, language, names) for hit in found],
            places=[WrittenPlaceFound.of(place) for place in places],
            terms=[TermFound.of(term, language) for term in terms],
        )
    )


def _audit(
    session: Session, catalogue: Catalogue, caller: Caller, found: Iterable[SearchHit]
) -> None:
    """Remember which exact places of sensitive objects the results disclose."""
    by_layer: dict[str, list[int]] = {}
    for hit in found:
        if hit.subject.layer != REGION:
            by_layer.setdefault(hit.subject.layer, []).append(int(hit.subject.ref))
    told = [
        audit_places(session, catalogue.layer(layer_id), caller, ids)
        for layer_id, ids in by_layer.items()
    ]
    if any(told):
        session.commit()
