"""The declarations of layers as the API writes them, and the bodies that it takes."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.http.negotiation import GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, SCHEMA_TYPE
from core.access.caller import Caller
from core.text import Language, Text
from layers.access import readable, readable_fields_of_child
from layers.exports.formats import FORMATS
from layers.model.colours import on_dark
from layers.model.field import Field as LayerField
from layers.model.field import FieldType
from layers.model.flow import Flow
from layers.model.layer import GeometryKind, Layer, Role
from layers.model.vocabulary import Vocabulary
from layers.reading.queries import Box
from layers.reading.reference_systems import SUPPORTED
from layers.reading.sorting import sortable_fields
from tiles.style.legend import ring_json

Json = dict[str, Any]

SCHEMA_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/schema"
SORTABLES = "http://www.opengis.net/def/rel/ogc/1.0/sortables"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
FEATURES_TITLE = Text("Нысандар", "Объекты", "Features")
QUERYABLES_TITLE = Text(
    "Сүзуге болатын өрістер", "Поля, по которым можно фильтровать", "Fields to filter by"
)
SORTABLES_TITLE = Text(
    "Реттеуге болатын өрістер", "Поля, по которым можно сортировать", "Fields to sort by"
)
SCHEMA_TITLE = Text("Нысандардың сұлбасы", "Схема объектов", "Schema of the features")
TILES_TITLE = Text("Векторлық тайлдар", "Векторные тайлы", "Vector tiles")


class MoveBody(BaseModel):
    """A move of one feature to its next state."""

    model_config = ConfigDict(extra="forbid")

    move: str = Field(description="The id of the move, as the collection's flow lists it.")
    reason: str | None = Field(default=None, max_length=4000)
    facts: dict[str, str | int | float | bool | list[str] | None] = Field(
        default_factory=dict, description="What the move demands: an act's number and date, …"
    )
    version: int | None = Field(default=None, description="The version on which it is based.")


def collection(  # noqa: PLR0913, PLR0917 - which layer, for whom, what it holds, in which words
    layer: Layer, caller: Caller, count: int, box: Box | None, base: str, language: Language
) -> Json:
    """A layer's full declaration as the caller may know it; `base` is the server's address.

    `title` and `description` are in the caller's language, `titles` and `descriptions` in all.
    """
    access = readable(layer, caller)
    children = [
        {
            "id": child.id,
            "title": child.title.as_dict(),
            "append_only": child.append_only,
            "fields": [field_json(field) for field in fields],
        }
        for child in layer.children
        if (fields := readable_fields_of_child(layer, child, caller))
    ]
    return {
        "id": layer.id,
        "title": layer.title.in_language(language),
        "titles": layer.title.as_dict(),
        "title_of_one": layer.title_of_one.as_dict(),
        "description": layer.description.in_language(language),
        "descriptions": layer.description.as_dict(),
        "role": layer.role,
        "order": layer.order,
        "itemType": "feature",
        "geometry": layer.geometry,
        "extent": {"spatial": {"bbox": [box]}} if box else {},
        "count": count,
        "style": {
            "colour": layer.style.colour,
            "colour_on_dark": on_dark(layer.style.colour),
            "colour_by": layer.colour_field.name if layer.colour_field else None,
            "state_by": layer.state_field.name if layer.state_field else None,
            "shape": layer.style.shape,
            "ring": ring_json(layer.style.ring) if layer.style.ring else None,
            "radius_px": layer.style.radius_px,
            "width_px": layer.style.width_px,
            "shown_at_start": layer.style.shown_at_start,
        },
        "fields": [field_json(field) for field in access.fields],
        "vocabularies": vocabularies(layer, caller),
        "flow": flow_json(layer, layer.flow) if layer.flow else None,
        "children": children,
        "summary_fields": layer.summary_fields,
        "time_field": layer.time_field,
        "due_field": layer.deadline and layer.deadline.due,
        "named_by": layer.named_by,
        "destination": layer.destination,
        "crs": list(SUPPORTED),
        "storageCrs": next(iter(SUPPORTED)),
        "links": links_of(layer, base, language),
    }


def links_of(layer: Layer, base: str, language: Language) -> list[Json]:
    """The addresses of a collection, its queryables, its items, its tiles and its files."""
    here = f"{base}/api/collections/{layer.id}"
    tiles = (TILESETS, f"{here}/tiles", JSON_TYPE, TILES_TITLE)
    plain = (
        ("self", here, JSON_TYPE, layer.title),
        ("alternate", f"{here}?f=html", HTML_TYPE, layer.title),
        ("items", f"{here}/items", GEOJSON_TYPE, FEATURES_TITLE),
        ("items", f"{here}/items?f=html", HTML_TYPE, FEATURES_TITLE),
        (QUERYABLES, f"{here}/queryables", SCHEMA_TYPE, QUERYABLES_TITLE),
        (QUERYABLES, f"{here}/queryables?f=html", HTML_TYPE, QUERYABLES_TITLE),
        (SORTABLES, f"{here}/sortables", SCHEMA_TYPE, SORTABLES_TITLE),
        (SCHEMA_RELATION, f"{here}/schema", SCHEMA_TYPE, SCHEMA_TITLE),
        *([] if layer.role is Role.BOUNDARIES else [tiles]),
    )
    return [
        *(
            {"rel": rel, "href": href, "type": kind, "title": title.in_language(language)}
            for rel, href, kind, title in plain
        ),
        *(
            {
                "rel": "enclosure",
                "href": f"{here}/download?f={each.id}",
                "type": each.media_type,
                "title": each.title,
            }
            for each in FORMATS.values()
        ),
    ]


def field_json(field: LayerField) -> Json:
    """One field's declaration."""
    return {
        "name": field.name,
        "title": field.title.as_dict(),
        "type": field.type,
        "vocabulary": field.vocabulary.id if field.vocabulary else None,
        "required": field.required,
        "unit": field.unit,
        "unit_by": field.unit_by,
        "written_by_atlas": field.written_by_atlas,
        "least": field.least,
        "most": field.most,
        "past": field.past,
    }


def vocabularies(layer: Layer, caller: Caller) -> Json:
    """The term lists of the readable fields of a layer and its children, by id."""
    fields = list(readable(layer, caller).fields)
    for child in layer.children:
        fields += readable_fields_of_child(layer, child, caller)
    found = {field.vocabulary.id: field.vocabulary for field in fields if field.vocabulary}
    return {vocabulary_id: vocabulary_json(found[vocabulary_id]) for vocabulary_id in found}


def vocabulary_json(vocabulary: Vocabulary) -> Json:
    """A term list with its labels and tones."""
    return {
        "title": vocabulary.title.as_dict(),
        "terms": [
            {
                "code": term.code,
                "title": term.title.as_dict(),
                "tone": term.tone,
                "unit": term.unit,
            }
            for term in vocabulary.terms
        ],
    }


def flow_json(layer: Layer, flow: Flow) -> Json:
    """A flow's moves and what each demands."""
    return {
        "initial": flow.initial,
        "states": flow.states.id,
        "moves": [
            {
                "id": move.id,
                "title": move.title.as_dict(),
                "sources": move.sources,
                "target": move.target,
                "permission": f"{layer.access.room}:{move.action}",
                "rule": move.rule.phrase.as_dict() if move.rule else None,
                "demands": [
                    {"id": demand.id, "phrase": demand.phrase.as_dict()} for demand in move.demands
                ],
                "writes": move.writes,
            }
            for move in flow.moves
        ],
    }


JSON_TYPES: dict[FieldType, Json] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.NUMBER: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.DATETIME: {"type": "string", "format": "date-time"},
    FieldType.CODE: {"type": "string"},
    FieldType.CODES: {"type": "array", "items": {"type": "string"}},
    FieldType.LIST: {"type": "array", "items": {"type": "string"}},
}


GEOMETRY_FORMATS: dict[GeometryKind, str] = {
    GeometryKind.POINT: "geometry-point",
    GeometryKind.LINE: "geometry-linestring-or-multilinestring",
    GeometryKind.POLYGON: "geometry-polygon-or-multipolygon",
    GeometryKind.POINT_OR_POLYGON: "geometry-any",
}
PLACE_TITLE = Text("Орналасуы", "Местоположение", "Place")


def queryables(layer: Layer, caller: Caller, address: str, language: Language) -> Json:
    """The JSON Schema of what `filter` may name: every readable field that can be compared."""
    properties: Json = {
        "geom": {
            "title": PLACE_TITLE.in_language(language),
            "x-ogc-role": "primary-geometry",
            "format": GEOMETRY_FORMATS[layer.geometry],
        }
    }
    for field in readable(layer, caller).fields:
        if field.type in JSON_TYPES:
            properties[field.name] = property_schema(field, language)
    return {
        **_described(layer, address, language),
        "properties": properties,
        "additionalProperties": False,
    }


def id_schema() -> Json:
    """What an id is."""
    return {"title": "id", "type": "integer", "x-ogc-role": "id", "readOnly": True}


def sortables(layer: Layer, caller: Caller, address: str, language: Language) -> Json:
    """The JSON Schema of what `sortby` may name."""
    fields = sortable_fields(readable(layer, caller))
    properties = {field.name: property_schema(field, language) for field in fields}
    return {
        **_described(layer, address, language),
        "properties": {"id": id_schema(), **properties},
        "additionalProperties": False,
    }


def returnables(layer: Layer, caller: Caller, address: str, language: Language) -> Json:
    """The JSON Schema of the layer's features, as the caller may know them.

    By OGC API - Features, Part 5: what is written by the atlas alone is read-only, and roles tell
    the id, the place, the time and the kind.
    """
    properties: Json = {
        "id": id_schema(),
        "geom": {
            "title": PLACE_TITLE.in_language(language),
            "x-ogc-role": "primary-geometry",
            "format": GEOMETRY_FORMATS[layer.geometry],
        },
    }
    collection_address = address.rpartition("/")[0]
    for field in readable(layer, caller).fields:
        schema: Json = (
            property_schema(field, language)
            if field.type in JSON_TYPES
            else {"title": field.title.in_language(language), "type": "object"}
        )
        if field.vocabulary is not None:
            schema["x-ogc-definition"] = f"{collection_address}#{field.vocabulary.id}"
        if role := _role_of(layer, field):
            schema["x-ogc-role"] = role
        if field.written_by_atlas:
            schema["readOnly"] = True
        properties[field.name] = schema
    for number, schema in enumerate(properties.values(), 1):
        schema["x-ogc-propertySeq"] = number
    return {
        **_described(layer, address, language),
        "description": layer.description.in_language(language),
        "required": [
            field.name
            for field in readable(layer, caller).fields
            if field.required and not field.written_by_atlas
        ],
        "properties": properties,
    }


def _role_of(layer: Layer, field: LayerField) -> str | None:
    """What a field is among those of its layer."""
    if field.name == layer.time_field:
        return "primary-instant"
    return "type" if field.name == layer.named_by else None


def _described(layer: Layer, address: str, language: Language) -> Json:
    """The beginning of each JSON Schema of a layer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": layer.title.in_language(language),
    }


def property_schema(field: LayerField, language: Language) -> Json:
    """What a field's values look like; codes with the titles of their terms."""
    schema: Json = {"title": field.title.in_language(language), **JSON_TYPES[field.type]}
    if field.unit is not None:
        schema["x-ogc-unit"] = field.unit
    if field.vocabulary is None:
        return schema
    terms = {
        "enum": list(field.vocabulary.codes),
        "oneOf": [
            {"const": term.code, "title": term.title.in_language(language)}
            for term in field.vocabulary.terms
        ],
    }
    if field.type is FieldType.CODES:
        return {**schema, "items": {"type": "string", **terms}}
    return {**schema, **terms}
