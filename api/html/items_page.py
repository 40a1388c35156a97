"""The page of a layer's features: a form to filter by, a table, a map, the way to the next page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from api.html import messages as words
from api.html.catalogue_pages import SmallMap, address_of, way_to
from api.html.formatting import in_words, name_in
from api.html.rendering import OtherForm, as_form, html_page, kept_language
from api.http.negotiation import GEOJSON_TYPE, LANGUAGE, OutputFormat
from core.text import Language
from layers.access import Readable
from layers.days import today
from layers.exports.written_values import title_of
from layers.model.field import Field
from layers.model.layer import Layer
from layers.reading.queries import FeaturePage
from layers.reading.regions.queries import region_list
from layers.reading.search.search import unit_names

Json = dict[str, Any]
Box = list[float]
UNITS = ("district_code", "oblast_code")
KEPT = (LANGUAGE, "bbox", "bbox-crs", "limit", "filter-lang", "filter-crs")
"""Parameters that the form does not show but carries on."""


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """Who asks what of which layer, in which language."""

    request: Request
    session: Session
    access: Readable
    language: Language
    given: Mapping[str, str]

    @property
    def layer(self) -> Layer:
        """The layer that is asked about."""
        return self.access.layer

    @property
    def columns(self) -> list[Field]:
        """The fields of the table: those by which summaries count, and the layer's time."""
        names = (*self.layer.summary_fields, self.layer.time_field)
        by_name = {field.name: field for field in self.access.fields}
        return [by_name[name] for name in names if name in by_name]


def items_page(
    asked: ItemsAsked, page: FeaturePage, matched: int | None, next_address: str | None
) -> HTMLResponse:
    """A page of features that meet the form."""
    features = page.parsed()
    here = f"{address_of(asked.layer)}/items"
    names = _unit_names(asked, features)
    first = kept_language(asked.request, here) if "after" in asked.given else None
    return _page(
        asked,
        problem=None,
        faulty=None,
        status=200,
        matched=matched,
        rows=[_row(asked, feature, names) for feature in features],
        columns=[
            *(field.title.in_language(asked.language) for field in asked.columns),
            words.REGION.in_language(asked.language),
        ],
        map=SmallMap(
            box_around(features), asked.layer.id, as_form(asked.request, OutputFormat.GEOJSON)
        ),
        first=first,
        next=next_address,
    )


def refused_items_page(asked: ItemsAsked, problem: str, faulty: str) -> HTMLResponse:
    """The form as it was filled in, with what is wrong about it, and in which of its fields."""
    return _page(asked, problem=problem, faulty=faulty, status=400)


def box_around(features: list[Json]) -> Box | None:
    """West, south, east, north of the places of features; None where none has a place."""
    places = [json.dumps(each["geometry"]) for each in features if each["geometry"]]
    if not places:
        return None
    return [float(edge) for edge in shapely.total_bounds(shapely.from_geojson(places))]


def _page(asked: ItemsAsked, *, status: int, **facts: object) -> HTMLResponse:
    layer, language = asked.layer, asked.language
    return html_page(
        asked.request,
        language,
        "items.html",
        status=status,
        title=words.OBJECTS_OF.in_language(language, layer=layer.title.in_language(language)),
        step=words.ALL_OBJECTS.in_language(language),
        crumbs=way_to(layer, language),
        has_time=layer.time_field is not None,
        here=f"{address_of(layer)}/items",
        collection=address_of(layer),
        given=asked.given,
        kept={name: asked.given[name] for name in KEPT if name in asked.given},
        regions=_regions(asked),
        choices=_choices(asked),
        example=_example(asked),
        other_forms=[
            OtherForm("GeoJSON", as_form(asked.request, OutputFormat.GEOJSON), GEOJSON_TYPE)
        ],
        **facts,
    )


def _regions(asked: ItemsAsked) -> list[Json]:
    """The oblasts, and the unit that is chosen where it is none of them."""
    units = region_list(asked.session, today(asked.session))
    listed = [
        {"code": unit["code"], "title": name_in(unit["name"], asked.language)} for unit in units
    ]
    chosen = asked.given.get("region")
    if chosen and chosen not in {unit["code"] for unit in listed}:
        names = unit_names(asked.session, [chosen])
        title = name_in(names[chosen], asked.language) if chosen in names else chosen
        listed.append({"code": chosen, "title": title})
    return listed


def _choices(asked: ItemsAsked) -> list[Json]:
    by_name = {field.name: field for field in asked.access.fields}
    fields = [by_name[name] for name in asked.layer.summary_fields if name in by_name]
    return [
        {
            "name": field.name,
            "title": field.title.in_language(asked.language),
            "terms": [
                {"code": term.code, "title": term.title.in_language(asked.language)}
                for term in field.vocabulary.terms
                if term.series is None
            ],
        }
        for field in fields
        if field.vocabulary
    ]


def _example(asked: ItemsAsked) -> str:
    """A condition that this very layer understands."""
    for field in asked.columns:
        if field.vocabulary:
            return f"{field.name} = '{field.vocabulary.terms[0].code}'"
    return "version > 1"


def _unit_names(asked: ItemsAsked, features: list[Json]) -> dict[str, dict[str, str | None]]:
    codes = {feature["properties"].get(unit) for feature in features for unit in UNITS}
    return unit_names(asked.session, [code for code in codes if code])


def _row(asked: ItemsAsked, feature: Json, names: Mapping[str, dict[str, str | None]]) -> Json:
    values, language = feature["properties"], asked.language
    cells = [
        in_words(field, values[field.name], language) if values.get(field.name) is not None else ""
        for field in asked.columns
    ]
    units = [name_in(names[values[unit]], language) for unit in UNITS if values.get(unit) in names]
    return {
        "href": f"{address_of(asked.layer)}/items/{feature['id']}",
        "title": title_of(asked.layer, feature["id"], values, language),
        "cells": [*cells, ", ".join(units)],
    }
