"""GET /api/search: features and regions by name, in three languages."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    LanguageOfRequest,
    SessionOfRequest,
)
from api.http.paging import limited_to
from core.text import Language
from layers.reading.search.search import REGION, Found, search, unit_names
from layers.regions.former_names import FormerName

router = APIRouter(
    route_class=Door,
)

MOST_FOUND = 100


class SearchParameters(BaseModel, extra="forbid"):
    """The query string of a search."""

    q: str = Field(description="What is looked for, in any language and form")
    lang: Language | None = Field(None, description="Language of `title`")
    limit: Annotated[int, limited_to(MOST_FOUND)] = Field(20, ge=1)
    layers: str | None = Field(None, description="Layer ids and `region`, by commas")
    region: str | None = Field(None, description="KATO code of the unit to search in")


@router.get("/search", tags=["search"], summary="Regions and features by name")
@costs(Cost.SEARCH)
def search_by_name(
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    accepted: LanguageOfRequest,
    asked: Annotated[SearchParameters, Query()],
) -> dict[str, Any]:
    """What bears the name, the best match first."""
    found = search(
        session,
        catalogue,
        caller,
        asked.q,
        limit=asked.limit,
        layers=asked.layers.split(",") if asked.layers else None,
        region_code=asked.region,
    )
    codes = [hit.subject.region_code for hit in found if hit.subject.region_code]
    names = unit_names(session, codes)
    language = asked.lang or accepted
    return {"query": asked.q, "results": [_result(hit, language, names) for hit in found]}


def _result(found: Found, language: Language, names: Mapping[str, Any]) -> dict[str, Any]:
    subject = found.subject
    is_region = subject.layer == REGION
    return {
        "type": "region" if is_region else "feature",
        "layer": None if is_region else subject.layer,
        "id": subject.ref if is_region else int(subject.ref),
        "title": subject.name[language] or next(filter(None, subject.name.values()), None),
        "name": subject.name,
        "kind": subject.kind.as_dict(),
        "place": subject.place,
        "bbox": subject.bbox,
        "region": _unit(subject.region_code, names),
        "score": found.score,
        "match": found.match,
        "former": _former(found.former, language),
    }


def _former(former: FormerName | None, language: Language) -> dict[str, Any] | None:
    if former is None:
        return None
    return {
        "name": former.names,
        "from_year": former.from_year,
        "until_year": former.until_year,
        "title": former.label.in_language(language),
        "titles": former.label.as_dict(),
        "source": former.source,
    }


def _unit(code: str | None, names: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"code": code, "name": names[code]} if code and code in names else None
