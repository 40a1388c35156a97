"""The page of one feature: its fields in words, its place, and all that hangs on it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.html import messages as words
from api.html.catalogue_pages import SmallMap, address_of, way_to
from api.html.formatting import CITATIONS, SOURCE_FIELDS, day_in_words, facts, in_words, name_in
from api.html.items_page import box_around
from api.html.rendering import Crumb, OtherForm, as_form, html_page
from api.http.negotiation import GEOJSON_TYPE, OutputFormat
from core.access.caller import Caller
from core.text import Language, Text
from layers.access import Readable, readable_fields_of_child
from layers.exports.written_values import title_of
from layers.model.field import Field
from layers.model.layer import Layer
from layers.registry import Catalogue

Json = dict[str, Any]
REGION_CODES = frozenset({"oblast_code", "district_code", "rural_district_code", "outside"})
"""Fields that the section on regions tells in words."""


def item_page(  # noqa: PLR0913 - which feature, for whom, in which words
    request: Request,
    language: Language,
    catalogue: Catalogue,
    access: Readable,
    *,
    caller: Caller,
    document: Json,
) -> HTMLResponse:
    """One feature as the caller may know it; `document` has all that hangs on it."""
    layer, values = access.layer, document["properties"]
    fields = [field for field in access.fields if field.name not in REGION_CODES]
    listed = Crumb(words.ALL_OBJECTS.in_language(language), f"{address_of(layer)}/items")
    return html_page(
        request,
        language,
        "item.html",
        title=title_of(layer, document["id"], values, language),
        crumbs=[*way_to(layer, language), listed],
        is_synthetic=bool(values.get("synthetic")),
        map=SmallMap(box_around([document]), layer.id, as_form(request, OutputFormat.GEOJSON)),
        on_map=f"/objects/{layer.id}/{document['id']}?{urlencode({'lang': language})}",
        facts=list(facts((f for f in fields if f.name not in SOURCE_FIELDS), values, language)),
        sources=list(facts(_source_fields(fields, values, language), values, language)),
        regions=list(_regions(document["regions"], language)),
        children=list(_children(layer, caller, document["children"], language)),
        linked=[_linked(catalogue, each, language) for each in document["linked"]],
        history=[_event(layer, event, language) for event in document["history"]],
        other_forms=[OtherForm("GeoJSON", as_form(request, OutputFormat.GEOJSON), GEOJSON_TYPE)],
    )


def _source_fields(fields: Iterable[Field], values: Json, language: Language) -> Iterator[Field]:
    """The fields that say where a row comes from; its citation once, in the language if told so."""
    told = f"citation_{language}"
    spoken = told if values.get(told) else "citation"
    unspoken = {"citation", *CITATIONS} - {spoken}
    yield from (each for each in fields if each.name in SOURCE_FIELDS - unspoken)


def _regions(regions: Mapping[str, Json | None], language: Language) -> Iterator[Json]:
    for level, unit in regions.items():
        if unit is not None:
            yield {
                "level": words.LEVELS[level].in_language(language),
                "name": name_in(unit["name"], language),
                "code": unit["code"],
                "approximate": unit["approximate"],
            }


def _children(
    layer: Layer, caller: Caller, children: Mapping[str, list[Json]], language: Language
) -> Iterator[Json]:
    """Each series that has rows, with the columns that have a value."""
    for child in layer.children:
        rows = children.get(child.id)
        if not rows:
            continue
        fields = [
            field
            for field in readable_fields_of_child(layer, child, caller)
            if any(row.get(field.name) is not None for row in rows)
        ]
        yield {
            "title": child.title.in_language(language),
            "columns": [field.title.in_language(language) for field in fields],
            "rows": [[_cell(field, row, language) for field in fields] for row in rows],
        }


def _cell(field: Field, row: Json, language: Language) -> str:
    value = row.get(field.name)
    return "" if value is None else in_words(field, value, language)


def _linked(catalogue: Catalogue, other: Json, language: Language) -> Json:
    layer = catalogue.layer(other["layer"])
    kind = layer.title_of_one.in_language(language)
    return {
        "href": f"{address_of(layer)}/items/{other['id']}",
        "title": name_in(other["name"], language) or f"{kind} {other['id']}",
        "kind": kind,
    }


def _event(layer: Layer, event: Json, language: Language) -> Json:
    action = words.ACTIONS.get(event["action"])
    title = action.in_language(language) if action else event["action"]
    state = None
    if layer.flow is not None:
        moves = {move.id: move.title for move in layer.flow.moves}
        states = {term.code: term.title for term in layer.flow.states.terms}
        title = _titled(moves, event["move"], language) or title
        state = _titled(states, event["to_state"], language)
    return {
        "at": event["at"],
        "day": day_in_words(event["at"], language),
        "title": title,
        "state": state,
        "reason": event["reason"],
    }


def _titled(titles: Mapping[str, Text], code: str | None, language: Language) -> str | None:
    title = titles.get(code) if code else None
    return title.in_language(language) if title else None
