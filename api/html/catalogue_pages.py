"""The pages of the entrance, the standards, the collections and what can be asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.html import messages as words
from api.html.rendering import Crumb, OtherForm, as_form, entrance, html_page
from api.http.negotiation import JSON_TYPE, SCHEMA_TYPE, OutputFormat
from api.openapi.schemas import JSON_TYPES
from core.access.caller import Caller
from core.text import Language, Text
from core.title import ATLAS
from layers.access import readable
from layers.exports.formats import FORMATS
from layers.model.field import Field
from layers.model.layer import Layer

Json = dict[str, Any]

CARDS: tuple[tuple[str, Text, Text], ...] = (
    ("/api/collections", words.COLLECTIONS, words.COLLECTIONS_LEAD),
    ("/api/docs", words.DOCUMENTATION, words.DOCUMENTATION_LEAD),
    ("/api/conformance", words.STANDARDS, words.STANDARDS_LEAD),
)


@dataclass(frozen=True, slots=True)
class SmallMap:
    """What a small map shows: a box, a layer's tiles, and features at an address."""

    bbox: Sequence[float] | None
    layer: str
    features: str | None = None


def entrance_page(request: Request, language: Language) -> HTMLResponse:
    """The entrance: where to go from here."""
    cards = [
        {"href": href, "title": title.in_language(language), "lead": lead.in_language(language)}
        for href, title, lead in CARDS
    ]
    return html_page(
        request,
        language,
        "entrance.html",
        title=f"{ATLAS.in_language(language)}: {words.API.in_language(language)}",
        cards=cards,
        other_forms=[json_form(request)],
    )


def conformance_page(
    request: Request, language: Language, standards: Sequence[str]
) -> HTMLResponse:
    """The classes of standards that the API keeps."""
    return html_page(
        request,
        language,
        "conformance.html",
        title=words.STANDARDS.in_language(language),
        crumbs=[entrance(language)],
        standards=standards,
        other_forms=[json_form(request)],
    )


def collections_page(
    request: Request, language: Language, collections: Sequence[Json]
) -> HTMLResponse:
    """Every layer with its count."""
    return html_page(
        request,
        language,
        "collections.html",
        title=words.COLLECTIONS.in_language(language),
        crumbs=[entrance(language)],
        collections=collections,
        other_forms=[json_form(request)],
    )


def collection_page(
    request: Request, language: Language, layer: Layer, caller: Caller, collection: Json
) -> HTMLResponse:
    """One layer: what it is, where it lies, its files and its fields."""
    here = address_of(layer)
    box = collection["extent"].get("spatial", {}).get("bbox", [None])[0]
    files = [
        {"href": f"{here}/download?f={each.id}", "title": each.title} for each in FORMATS.values()
    ]
    fields = [_field(field, language) for field in readable(layer, caller).fields]
    return html_page(
        request,
        language,
        "collection.html",
        title=layer.title.in_language(language),
        crumbs=[entrance(language), list_of_collections(language)],
        collection=collection,
        here=here,
        map=SmallMap(box, layer.id),
        files=files,
        fields=fields,
        other_forms=[json_form(request)],
    )


def queryables_page(
    request: Request, language: Language, layer: Layer, caller: Caller
) -> HTMLResponse:
    """The fields that a filter may name, with the terms of their vocabularies."""
    fields = [_field(field, language) for field in readable(layer, caller).fields]
    return html_page(
        request,
        language,
        "queryables.html",
        title=words.QUERYABLES.in_language(language),
        crumbs=way_to(layer, language),
        fields=[field for field in fields if field["is_queryable"]],
        other_forms=[OtherForm("JSON Schema", as_form(request, OutputFormat.JSON), SCHEMA_TYPE)],
    )


def json_form(request: Request) -> OtherForm:
    """The same answer as JSON."""
    return OtherForm("JSON", as_form(request, OutputFormat.JSON), JSON_TYPE)


def address_of(layer: Layer) -> str:
    """The path of a layer's collection."""
    return f"/api/collections/{layer.id}"


def list_of_collections(language: Language) -> Crumb:
    """The way back to the list of layers."""
    return Crumb(words.COLLECTIONS.in_language(language), "/api/collections")


def way_to(layer: Layer, language: Language) -> list[Crumb]:
    """The way to what lies below a layer."""
    own = Crumb(layer.title.in_language(language), address_of(layer))
    return [entrance(language), list_of_collections(language), own]


def _field(field: Field, language: Language) -> Json:
    terms = field.vocabulary.terms if field.vocabulary else ()
    return {
        "name": field.name,
        "title": field.title.in_language(language),
        "type": words.TYPES[field.type].in_language(language),
        "unit": field.unit,
        "is_queryable": field.type in JSON_TYPES,
        "terms": [{"code": term.code, "title": term.title.in_language(language)} for term in terms],
    }
