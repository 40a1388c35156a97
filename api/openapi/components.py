"""The schemas of the answers, as OpenAPI names them."""

from typing import Any

from layers.reading.reference_systems import DEFAULT, SUPPORTED
from tiles.pmtiles.archives import ArchiveState

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
ANY_OBJECT: Json = {"type": "object"}
PHRASE: Json = {
    "type": "object",
    "required": ["kk", "ru", "en"],
    "properties": {"kk": TEXT, "ru": TEXT, "en": TEXT},
}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(entry: Json, **limits: int) -> Json:
    return {"type": "array", "items": entry, **limits}


def _object(required: tuple[str, ...], **properties: Json) -> Json:
    demanded = {"required": list(required)} if required else {}
    return {"type": "object", **demanded, "properties": properties}


BOX: Json = _list_of(NUMBER, minItems=4, maxItems=6)
LINKS: Json = _list_of(_ref("Link"))

SCHEMAS: Json = {
    "Problem": {
        **_object(
            ("type", "title", "status"),
            type=TEXT,
            title=TEXT,
            status=WHOLE,
            detail=TEXT,
            instance=TEXT,
            errors=_list_of(_object(("field", "message"), field=TEXT, value=TEXT, message=TEXT)),
        ),
        "description": "RFC 9457, in the caller's language.",
    },
    "Link": _object(
        ("href", "rel"), href=TEXT, rel=TEXT, type=TEXT, title=TEXT, templated={"type": "boolean"}
    ),
    "Landing": _object(
        ("title", "links"), title=TEXT, titles=PHRASE, description=TEXT, links=LINKS
    ),
    "Conformance": _object(("conformsTo",), conformsTo=_list_of(TEXT)),
    "Collections": _object(
        ("collections", "links"), collections=_list_of(_ref("Collection")), links=LINKS
    ),
    "Collection": _object(
        ("id", "title", "links", "extent", "crs"),
        id=TEXT,
        title=TEXT,
        titles=PHRASE,
        description=TEXT,
        descriptions=PHRASE,
        itemType={"type": "string", "enum": ["feature"]},
        extent=_object((), spatial=_object(("bbox",), bbox=_list_of(BOX, minItems=1))),
        crs=_list_of({"type": "string", "enum": list(SUPPORTED)}),
        storageCrs={"type": "string", "enum": [DEFAULT.uri]},
        fields=_list_of(ANY_OBJECT),
        vocabularies=ANY_OBJECT,
        links=LINKS,
    ),
    "Queryables": _object(
        ("$schema", "$id", "type", "properties"),
        type={"type": "string", "enum": ["object"]},
        properties={"type": "object", "additionalProperties": ANY_OBJECT},
    ),
    "FeatureCollection": _object(
        ("type", "features"),
        type={"type": "string", "enum": ["FeatureCollection"]},
        features=_list_of(_ref("Feature")),
        links=LINKS,
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched={"type": "integer", "minimum": 0},
        numberReturned={"type": "integer", "minimum": 0},
    ),
    "Feature": _object(
        ("type", "geometry", "properties"),
        type={"type": "string", "enum": ["Feature"]},
        id={"oneOf": [TEXT, WHOLE]},
        geometry={"type": "object", "nullable": True, "description": "GeoJSON"},
        properties={"type": "object", "nullable": True},
        links=LINKS,
    ),
    "TileSets": _object(("tilesets",), tilesets=_list_of(_ref("TileSet")), links=LINKS),
    "TileSet": _object(
        ("dataType", "crs", "links"),
        title=TEXT,
        dataType={"type": "string", "enum": ["vector"]},
        crs=TEXT,
        tileMatrixSetURI=TEXT,
        tileMatrixSetLimits=_list_of(ANY_OBJECT),
        boundingBox=ANY_OBJECT,
        layers=_list_of(ANY_OBJECT),
        links=LINKS,
    ),
    "TileMatrixSets": _object(("tileMatrixSets",), tileMatrixSets=_list_of(ANY_OBJECT)),
    "TileMatrixSet": _object(
        ("crs", "tileMatrices"),
        id=TEXT,
        title=TEXT,
        uri=TEXT,
        crs=TEXT,
        orderedAxes=_list_of(TEXT),
        wellKnownScaleSet=TEXT,
        tileMatrices=_list_of(ANY_OBJECT, minItems=1),
    ),
    "TileJson": _object(
        ("tilejson", "tiles", "vector_layers"),
        tilejson={"type": "string", "enum": ["3.0.0"]},
        name=TEXT,
        tiles=_list_of(TEXT, minItems=1),
        minzoom=WHOLE,
        maxzoom=WHOLE,
        bounds=_list_of(NUMBER, minItems=4, maxItems=4),
        center=_list_of(NUMBER, minItems=3, maxItems=3),
        attribution=TEXT,
        vector_layers=_list_of(_object(("id", "fields"), id=TEXT, fields=ANY_OBJECT)),
    ),
    "MapStyle": _object(
        ("version", "sources", "layers"),
        version={"type": "integer", "enum": [8]},
        metadata=ANY_OBJECT,
        sources=ANY_OBJECT,
        layers=_list_of(ANY_OBJECT, minItems=1),
    ),
    "Archives": _object(("archives",), archives=_list_of(_ref("Archive"))),
    "Archive": {
        **_object(
            ("name", "state", "state_title", "layers", "min_zoom", "max_zoom"),
            name=TEXT,
            title=TEXT,
            state={"type": "string", "enum": list(ArchiveState)},
            state_title=TEXT,
            region={**TEXT, "nullable": True},
            region_name={**TEXT, "nullable": True},
            layers=_list_of(TEXT),
            min_zoom=WHOLE,
            max_zoom=WHOLE,
            bbox=BOX,
            bytes=WHOLE,
            tiles=WHOLE,
            progress=ANY_OBJECT,
            error={**TEXT, "nullable": True},
            links=LINKS,
        ),
        "description": "Finished, it tells its box, size and links; before, its progress.",
    },
    "RegionCounts": _object(
        ("region", "layer", "by", "rows"),
        region=ANY_OBJECT,
        layer=TEXT,
        by=_list_of(TEXT),
        datetime={**TEXT, "nullable": True},
        rows=_list_of(
            {
                **_object(("count", "synthetic"), count=WHOLE, synthetic=WHOLE),
                "description": "The value of each axis by its name, null for none.",
            }
        ),
    ),
}
