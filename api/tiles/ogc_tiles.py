"""OGC API - Tiles: the tile matrix set, the tilesets, and tiles addressed by row before column."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.orm import Session

from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import CatalogueOfApp, LayerOfPath, SessionOfRequest
from api.http.negotiation import FORM, JSON_TYPE, ONLY_JSON, PRESENTATION, negotiated, wish_of
from api.http.parameters import single_parameters
from api.openapi.tiles import (
    COLLECTION_TILE,
    DATASET_TILE,
    TILE_MATRIX_SET,
    TILE_MATRIX_SETS,
    TILESET,
    TILESETS,
)
from api.tiles.answers import TileMatrixSet, TileMatrixSets, TileSet, TileSets
from api.tiles.tile_response import TileResponse
from core.access.caller import STRANGER
from core.errors import InvalidValueError, NotFoundError
from core.text import Language, Text
from core.title import ATLAS
from layers.access import readable
from layers.model.layer import Layer
from layers.reading.extents import extents
from layers.reading.queries import Box
from layers.registry import Catalogue
from tiles.metadata.tile_matrix_set import TITLE, URI, WEB_MERCATOR_QUAD, definition
from tiles.metadata.tileset import TILE_TYPE, TILESET_SCHEME, tileset, tileset_item
from tiles.tile_layer import TileLayer, tile_layer_of

Json = dict[str, Any]

COLLECTIONS = "collections"
GEODATA = "http://www.opengis.net/def/rel/ogc/1.0/geodata"
TEMPLATE = "{tileMatrix}/{tileRow}/{tileCol}"
TILE_FORMS = ("mvt", "pbf")
FORM_HINT = Text("Тек mvt.", "Только mvt.", "Only mvt.")
COLLECTIONS_HINT = Text(
    "Қабаттардың идентификаторлары керек, үтірмен бөлінген.",
    "Нужны идентификаторы слоёв через запятую.",
    "Ids of layers are needed, separated by commas.",
)

router = APIRouter(route_class=Door, prefix="/api", tags=["tiles"])


class NoTileMatrixSetError(NotFoundError):
    """Tiles are given in one tile matrix set only."""

    phrase = Text(
        "Мұндай тайлдар торы жоқ: {value}; WebMercatorQuad бар.",
        "Нет такой сетки тайлов: {value}; есть WebMercatorQuad.",
        "There is no tile matrix set {value}; there is WebMercatorQuad.",
    )


@router.get(
    "/tileMatrixSets",
    summary="The tile matrix sets of the atlas",
    response_model=TileMatrixSets,
    openapi_extra=TILE_MATRIX_SETS,
)
@costs(Cost.FREE)
def tile_matrix_sets(request: Request) -> Response:
    """The only one, with the link to its definition."""
    language = _asked(request)
    href = f"{base_of(request)}/api/tileMatrixSets/{WEB_MERCATOR_QUAD}"
    links = [{"rel": "self", "href": href, "type": JSON_TYPE}]
    one = {"id": WEB_MERCATOR_QUAD, "title": TITLE, "uri": URI, "links": links}
    return _answer(request, language, {"tileMatrixSets": [one]})


@router.get(
    "/tileMatrixSets/{tile_matrix_set}",
    summary="One tile matrix set",
    response_model=TileMatrixSet,
    openapi_extra=TILE_MATRIX_SET,
)
@costs(Cost.FREE)
def one_tile_matrix_set(request: Request, tile_matrix_set: str) -> Response:
    """The definition of WebMercatorQuad."""
    language = _asked(request)
    _require(tile_matrix_set)
    return _answer(request, language, definition())


@router.get(
    "/tiles",
    summary="The tilesets of all layers together",
    response_model=TileSets,
    openapi_extra=TILESETS,
)
@costs(Cost.FREE)
def dataset_tilesets(request: Request) -> Response:
    """The only one, with its links."""
    return _list_of_tilesets(request, _asked(request), ATLAS, f"{base_of(request)}/api/tiles")


@router.get(
    "/collections/{layer}/tiles",
    summary="The tilesets of a layer",
    response_model=TileSets,
    openapi_extra=TILESETS,
)
@costs(Cost.FREE)
def collection_tilesets(request: Request, layer: LayerOfPath) -> Response:
    """The only one, with its links."""
    here = f"{base_of(request)}/api/collections/{layer.id}/tiles"
    return _list_of_tilesets(request, _asked(request), layer.title, here)


@router.get(
    "/tiles/WebMercatorQuad",
    summary="The tileset of all layers together",
    response_model=TileSet,
    openapi_extra=TILESET,
)
@costs(Cost.QUERY)
def dataset_tileset(
    request: Request, catalogue: CatalogueOfApp, session: SessionOfRequest
) -> Response:
    """The metadata: layers with their attributes, the box, the limits of each level."""
    language = _asked(request)
    base = base_of(request)
    links = [
        *_links(base, f"{base}/api/tiles", ",".join(layer.id for layer in catalogue.layers)),
        {"rel": GEODATA, "href": f"{base}/api/collections", "type": JSON_TYPE},
    ]
    found = tileset(
        [tile_layer_of(layer) for layer in catalogue.layers],
        _common_box(session, catalogue.layers),
        language,
        links,
    )
    return _answer(request, language, found)


@router.get(
    "/collections/{layer}/tiles/{tile_matrix_set}",
    summary="The tileset of a layer",
    response_model=TileSet,
    openapi_extra=TILESET,
)
@costs(Cost.QUERY)
def collection_tileset(
    request: Request,
    layer: LayerOfPath,
    tile_matrix_set: str,
    session: SessionOfRequest,
) -> Response:
    """The metadata: the layer with its attributes, the box, the limits of each level."""
    language = _asked(request)
    _require(tile_matrix_set)
    base = base_of(request)
    here = f"{base}/api/collections/{layer.id}"
    links = [
        *_links(base, f"{here}/tiles", layer.id),
        {"rel": GEODATA, "href": here, "type": JSON_TYPE},
    ]
    tile_layers: list[TileLayer] = [tile_layer_of(layer)]
    found = tileset(tile_layers, _common_box(session, [layer]), language, links)
    return _answer(request, language, found)


@router.get(
    "/collections/{layer}/tiles/{tile_matrix_set}/{tile_matrix}/{tile_row}/{tile_column}",
    summary="A tile of a layer",
    openapi_extra=COLLECTION_TILE,
    status_code=200,
    response_class=TileResponse,
)
@costs(Cost.FREE)
async def collection_tile(  # noqa: PLR0913, PLR0917 - the parts of the address
    request: Request,
    layer: str,
    catalogue: CatalogueOfApp,
    tile_matrix_set: str,
    tile_matrix: str,
    tile_row: str,
    tile_column: str,
) -> Response:
    """The vector tile; its filters are those of `/api/tiles/{layers}/{z}/{x}/{y}`."""
    _require(tile_matrix_set)
    filters = _filters(request)
    return _tile(request, catalogue.layer(layer).id, (tile_matrix, tile_column, tile_row), filters)


@router.get(
    "/tiles/WebMercatorQuad/{tile_matrix}/{tile_row}/{tile_column}",
    summary="A tile of all layers, or of some",
    openapi_extra=DATASET_TILE,
    status_code=200,
    response_class=TileResponse,
)
@costs(Cost.FREE)
async def dataset_tile(
    request: Request,
    catalogue: CatalogueOfApp,
    tile_matrix: str,
    tile_row: str,
    tile_column: str,
) -> Response:
    """The vector tile of the layers that `collections` names; of all layers without it."""
    filters = _filters(request)
    wanted = _collections(catalogue, filters.pop(COLLECTIONS, None))
    return _tile(request, wanted, (tile_matrix, tile_column, tile_row), filters)


def _asked(request: Request) -> Language:
    single_parameters(request, PRESENTATION)
    return wish_of(request, ONLY_JSON).language


def _answer(request: Request, language: Language, document: Json) -> Response:
    return JSONResponse(document, headers=negotiated(request, language))


def _require(tile_matrix_set_id: str) -> None:
    if tile_matrix_set_id != WEB_MERCATOR_QUAD:
        raise NoTileMatrixSetError(tile_matrix_set_id, field="tileMatrixSetId")


def _list_of_tilesets(request: Request, language: Language, title: Text, here: str) -> Response:
    scheme = f"{base_of(request)}/api/tileMatrixSets/{WEB_MERCATOR_QUAD}"
    links = [
        {"rel": "self", "href": f"{here}/{WEB_MERCATOR_QUAD}", "type": JSON_TYPE},
        {"rel": TILESET_SCHEME, "href": scheme, "type": JSON_TYPE},
    ]
    return _answer(
        request,
        language,
        {
            "tilesets": [tileset_item(title.in_language(language), links)],
            "links": [{"rel": "self", "href": here, "type": JSON_TYPE}],
        },
    )


def _links(base: str, tiles: str, layer_ids: str) -> list[Json]:
    """The tileset itself, the template of its tiles, its scheme, and the same as TileJSON."""
    here = f"{tiles}/{WEB_MERCATOR_QUAD}"
    scheme = f"{base}/api/tileMatrixSets/{WEB_MERCATOR_QUAD}"
    return [
        {"rel": "self", "href": here, "type": JSON_TYPE},
        {"rel": "item", "href": f"{here}/{TEMPLATE}", "type": TILE_TYPE, "templated": True},
        {"rel": TILESET_SCHEME, "href": scheme, "type": JSON_TYPE},
        {
            "rel": "describedby",
            "href": f"{base}/api/tiles/{layer_ids}/tilejson.json",
            "type": JSON_TYPE,
            "title": "TileJSON",
        },
    ]


def _common_box(session: Session, layers: Sequence[Layer]) -> Box | None:
    """The box around what everyone may see of some layers; None for nothing."""
    boxes = extents(session, [readable(layer, STRANGER) for layer in layers])
    return reduce(_around, filter(None, boxes.values())) if any(boxes.values()) else None


def _around(one: Box, other: Box) -> Box:
    west, south = min(one[0], other[0]), min(one[1], other[1])
    return west, south, max(one[2], other[2]), max(one[3], other[3])


def _filters(request: Request) -> dict[str, str]:
    """The parameters without the form. Raises RepeatedParameterError, InvalidValueError."""
    given = single_parameters(request, request.query_params)
    form = given.pop(FORM, TILE_FORMS[0])
    if form not in TILE_FORMS:
        raise InvalidValueError(form, field=FORM, hint=FORM_HINT)
    return given


def _collections(catalogue: Catalogue, given: str | None) -> str:
    if given is None:
        return ",".join(layer.id for layer in catalogue.layers)
    for each in given.split(","):
        if each not in catalogue:
            raise InvalidValueError(each, field=COLLECTIONS, hint=COLLECTIONS_HINT)
    return given


def _tile(
    request: Request, layer_ids: str, place: tuple[str, str, str], filters: Mapping[str, str]
) -> TileResponse:
    """The tile at zoom, column and row."""
    return TileResponse(request, layer_ids, place, urlencode(filters, safe=","))
