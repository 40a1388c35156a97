"""One feature as it is answered: GeoJSON with all that hangs on it, and its entity tag."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from sqlalchemy.orm import Session

from api.features.audited_reading import audit_answer
from api.http.addresses import collection_address, item_address
from api.http.negotiation import GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, private
from api.http.parameters import projection_of
from core.access.caller import Caller
from core.text import Language
from layers.access import Readable
from layers.model.layer import Layer
from layers.reading.item import children_of, history_of, regions_of
from layers.reading.links import deferred_linked
from layers.reading.queries import deferred_feature
from layers.reading.reference_systems import DEFAULT, ServedSystem
from layers.registry import Catalogue

Json = dict[str, Any]


def item_response(  # noqa: PLR0913 - which feature, for whom, in which system
    request: Request,
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    *,
    access: Readable,
    number: int,
    crs: ServedSystem = DEFAULT,
    labels: Language | None = None,
    status: int = 200,
) -> Response:
    """The feature, or 304 where the caller already has it. Raises UnknownFeatureError."""
    asked = deferred_item(
        session, catalogue, caller, access=access, number=number, crs=crs, labels=labels
    )
    version, document = asked()
    audit_answer(session, access, caller, [document])
    found = version, document
    return response_of(request, lambda: found, access.layer, number, crs=crs, status=status)


def response_of(  # noqa: PLR0913 - what of which feature, in which system
    request: Request,
    asked: Callable[[], tuple[int, Json]],
    layer: Layer,
    number: int,
    *,
    crs: ServedSystem = DEFAULT,
    status: int = 200,
) -> Response:
    """The feature that has been asked for, or 304. Raises UnknownFeatureError."""
    version, document = asked()
    document["links"] = _links(request, layer, number)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    headers = {
        "ETag": entity_tag(version, text),
        "Content-Crs": f"<{crs.uri}>",
        **private(request),
        "Vary": "Accept, Authorization, Cookie",
    }
    if request.method == "GET" and headers["ETag"] in tags_of(request):
        return Response(status_code=304, headers=headers)
    return Response(text, status, headers=headers, media_type=GEOJSON_TYPE)


def entity_tag(version: int, text: str) -> str:
    """The version and a check sum: linked objects may change while the version stays."""
    return f'"{version}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"'


def deferred_item(  # noqa: PLR0913 - which feature, for whom, in which system
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    *,
    access: Readable,
    number: int,
    crs: ServedSystem = DEFAULT,
    labels: Language | None = None,
) -> Callable[[], tuple[int, Json]]:
    """What gives the version of a feature, and the feature with all that hangs on it.

    It raises UnknownFeatureError.
    """
    layer = access.layer
    feature = deferred_feature(session, access, number, projection_of(crs), labels)
    tied = deferred_linked(session, catalogue, layer, number, caller)
    children = children_of(session, layer, number, caller)
    history = history_of(session, layer, number, caller)
    regions = regions_of(session, layer, number)

    def document() -> tuple[int, Json]:
        found = feature()
        return found.version, {
            **json.loads(found.geojson),
            "children": children(),
            "history": history(),
            "regions": regions(),
            "linked": [
                {
                    "layer": other.layer.id,
                    "id": other.id,
                    "name": other.name,
                    "relation": other.relation,
                }
                for other in tied()
            ],
        }

    return document


def _links(request: Request, layer: Layer, number: int) -> list[dict[str, str]]:
    here = item_address(request, layer, number)
    collection = collection_address(request, layer)
    return [
        {"rel": "self", "href": here, "type": GEOJSON_TYPE},
        {"rel": "alternate", "href": f"{here}?f=html", "type": HTML_TYPE},
        {"rel": "collection", "href": collection, "type": JSON_TYPE},
    ]


def tags_of(request: Request) -> list[str]:
    """The entity tags of answers that the caller already has, as they are weighed."""
    header = request.headers.get("if-none-match", "")
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
