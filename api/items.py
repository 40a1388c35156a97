"""One feature as it is answered: GeoJSON with all that hangs on it, and its entity tag."""

import hashlib
import json
from typing import Any

from fastapi import Request, Response
from sqlalchemy.orm import Session

from api.addresses import collection_address, item_address
from api.parameters import projection_of
from core.permissions import Caller
from layers.access import readable
from layers.definition import Layer
from layers.item import children_of, history_of, regions_of
from layers.links import linked
from layers.queries import Item, feature
from layers.reference_systems import DEFAULT, ServedSystem
from layers.registry import Catalogue

GEOJSON = "application/geo+json"


def item_response(  # noqa: PLR0913 - which feature, for whom, in which system
    request: Request,
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    *,
    layer: Layer,
    number: int,
    crs: ServedSystem = DEFAULT,
    status: int = 200,
) -> Response:
    """The feature, or 304 where the caller already has it. Raises UnknownFeatureError."""
    found = feature(session, readable(layer, caller), number, projection_of(crs))
    document = _document(session, catalogue, caller, layer, found)
    document["links"] = _links(request, layer, number)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    headers = {
        "ETag": entity_tag(found.version, text),
        "Content-Crs": f"<{crs.uri}>",
        **private(request),
    }
    if request.method == "GET" and headers["ETag"] in _tags(request):
        return Response(status_code=304, headers=headers)
    return Response(text, status, headers=headers, media_type=GEOJSON)


def entity_tag(version: int, text: str) -> str:
    """The version and a check sum: linked objects may change while the version stays."""
    return f'"{version}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"'


def private(request: Request) -> dict[str, str]:
    """The headers that keep one caller's answer from another's eyes."""
    known = "authorization" in request.headers
    return {"Cache-Control": "private, no-cache" if known else "no-cache", "Vary": "Authorization"}


def _document(
    session: Session, catalogue: Catalogue, caller: Caller, layer: Layer, found: Item
) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(found.geojson)
    tied = linked(session, catalogue, layer, found.id, caller)
    return {
        **document,
        "children": children_of(session, layer, found.id, caller),
        "history": history_of(session, layer, found.id, caller),
        "regions": regions_of(session, document["properties"]),
        "linked": [
            {
                "layer": other.layer.id,
                "id": other.id,
                "name": other.name,
                "relation": other.relation,
            }
            for other in tied
        ],
    }


def _links(request: Request, layer: Layer, number: int) -> list[dict[str, str]]:
    collection = collection_address(request, layer)
    return [
        {"rel": "self", "href": item_address(request, layer, number), "type": GEOJSON},
        {"rel": "collection", "href": collection, "type": "application/json"},
    ]


def _tags(request: Request) -> list[str]:
    header = request.headers.get("if-none-match", "")
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
