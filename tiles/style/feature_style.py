"""How a catalogue layer is drawn: areas, lines, count cells, points as icons, and names."""

from collections.abc import Iterator, Mapping

from core.text import Language
from layers.materialized.tile_fields import tile_fields
from layers.model.layer import GeometryKind, Layer
from tiles.sql.generalise import AREAS_FROM_ZOOM
from tiles.style.icons import beside_icon, has_points, icon_layout
from tiles.style.region_style import HALO, INK, REGULAR_FONT, StyleLayer, by_zoom, name_in
from tiles.style.tones import Expression, dominating_colour, term_colour

NAMES_FROM_ZOOM = 9
NAMES_OF_TERMS_FROM_ZOOM = 14
COUNTS_FROM_ZOOM = 6
"""From farther away the numbers would cover the country and its names."""
FEWEST_LABELLED: Expression = ["step", ["zoom"], 50, 7, 20]
"""Objects of a cell whose circle is large enough, at the zoom, to hold their number."""
IS_CELL: Expression = [">", ["coalesce", ["get", "count"], 1], 1]
IS_OBJECT: Expression = ["<=", ["coalesce", ["get", "count"], 1], 1]
CELL_RADIUS_PX = ((0.3, 4), (1, 7), (2, 11), (3, 16), (4, 22), (5, 28))
"""By the power of ten of the count."""
RING_WIDER = 1.75
NAME_PX = 12


def areas_and_lines(layer: Layer) -> Iterator[StyleLayer]:
    """The layer's polygons and lines, which lie below every point."""
    colour = term_colour(layer.colour_field, layer.style.colour)
    if layer.geometry in (GeometryKind.POLYGON, GeometryKind.POINT_OR_POLYGON):
        yield from _areas(layer, colour)
    if layer.geometry is GeometryKind.LINE:
        yield from _lines(layer, colour)


def cells(layer: Layer) -> Iterator[StyleLayer]:
    """The circles that stand for several of the layer's objects close together."""
    if has_points(layer) and layer.tile.counts_below is not None:
        yield _cells(layer)


def points(layer: Layer) -> Iterator[StyleLayer]:
    """The icons of the layer's single points."""
    if not has_points(layer):
        return
    paint = {
        "icon-color": term_colour(layer.colour_field, layer.style.colour),
        "icon-halo-color": _ringed(layer, HALO),
        "icon-halo-width": by_zoom((4, 16), (_wider(layer, 0.8), _wider(layer, 2))),
    }
    shown: Expression = ["all", _is("Point"), IS_OBJECT]
    layout = icon_layout(layer)
    yield style_layer(layer, "points", "symbol", shown, paint=paint, layout=layout)


def counts(layer: Layer, language: Language) -> Iterator[StyleLayer]:
    """The numbers in the layer's cells."""
    if layer.tile.counts_below is not None:
        yield _counts(layer, language)


def names(layer: Layer, language: Language) -> Iterator[StyleLayer]:
    """The names of the layer's objects."""
    fields = {field.name for field in tile_fields(layer)}
    if "name_kk" in fields:
        yield _names(layer, name_in(language), NAMES_FROM_ZOOM, tries=4)
    elif layer.named_by in fields:
        terms = _term_in(layer, layer.named_by, language)
        yield _names(layer, terms, NAMES_OF_TERMS_FROM_ZOOM, tries=1)


def _areas(layer: Layer, colour: Expression | str) -> Iterator[StyleLayer]:
    first = AREAS_FROM_ZOOM if layer.geometry is GeometryKind.POINT_OR_POLYGON else 0
    fill = {"fill-color": colour, "fill-opacity": 0.22}
    line = {
        "line-color": _ringed(layer, colour),
        "line-width": by_zoom((12, 16), (_wider(layer, 1.2), _wider(layer, 2.4))),
    }
    yield style_layer(layer, "areas", "fill", _is("Polygon"), paint=fill, first_zoom=first)
    yield style_layer(layer, "outlines", "line", _is("Polygon"), paint=line, first_zoom=first)


def _ringed(layer: Layer, plain: Expression | str) -> Expression | str:
    """The colour of the line around an object: that of its ring, or the plain one."""
    ring = layer.style.ring
    return ["case", ["has", ring.field], ring.colour, plain] if ring else plain


def _wider(layer: Layer, width_px: float) -> Expression | float:
    """The width of the line around an object; a ring is wider."""
    ring = layer.style.ring
    return ["case", ["has", ring.field], RING_WIDER * width_px, width_px] if ring else width_px


def _lines(layer: Layer, colour: Expression | str) -> Iterator[StyleLayer]:
    round_ends = {"line-join": "round", "line-cap": "round"}
    width = layer.style.width_px
    casing = {"line-color": HALO, "line-width": by_zoom((4, 14), (width, width * 2.2))}
    line = {"line-color": colour, "line-width": by_zoom((4, 14), (width * 0.55, width * 1.4))}
    is_line = _is("LineString")
    yield style_layer(layer, "casing", "line", is_line, paint=casing, layout=round_ends)
    yield style_layer(layer, "lines", "line", is_line, paint=line, layout=round_ends)


def _cells(layer: Layer) -> StyleLayer:
    paint = {
        "circle-color": dominating_colour(layer.state_field, layer.style.colour),
        "circle-radius": by_zoom((3, 8), (_cell_radius(0.42), _cell_radius(1.0))),
        "circle-opacity": by_zoom((3, 8), (0.4, 0.88)),
        "circle-stroke-color": HALO,
        "circle-stroke-width": by_zoom((4, 8), (0, 0.8)),
    }
    cells = style_layer(layer, "cells", "circle", IS_CELL, paint=paint)
    cells["layout"] = {**_visibility(layer), "circle-sort-key": ["get", "count"]}
    return cells


def _cell_radius(share: float) -> Expression:
    """A share of the radius of a cell's circle, in pixels."""
    steps = [part for power, radius in CELL_RADIUS_PX for part in (power, radius * share)]
    return ["interpolate", ["linear"], ["log10", ["get", "count"]], *steps]


def _counts(layer: Layer, language: Language) -> StyleLayer:
    layout = {
        "text-field": ["number-format", ["get", "count"], {"locale": language.value}],
        "text-font": list(REGULAR_FONT),
        "text-size": 11,
        "text-padding": 0,
        "symbol-sort-key": ["-", ["get", "count"]],
    }
    enough: Expression = [">=", ["coalesce", ["get", "count"], 1], FEWEST_LABELLED]
    return style_layer(
        layer,
        "counts",
        "symbol",
        enough,
        layout=layout,
        paint={"text-color": "#ffffff"},
        first_zoom=COUNTS_FROM_ZOOM,
    )


def _names(layer: Layer, text: Expression, first_zoom: int, tries: int) -> StyleLayer:
    placed = (
        {"symbol-placement": "line", "text-max-angle": 30}
        if layer.geometry is GeometryKind.LINE
        else {**beside_icon(layer, NAME_PX, tries), "text-max-width": 9}
    )
    layout = {"text-field": text, "text-font": list(REGULAR_FONT), "text-size": NAME_PX, **placed}
    paint = {"text-color": INK, "text-halo-color": HALO, "text-halo-width": 1.4}
    return style_layer(
        layer, "names", "symbol", IS_OBJECT, paint=paint, layout=layout, first_zoom=first_zoom
    )


def _term_in(layer: Layer, field_name: str | None, language: Language) -> Expression:
    """The label of a coded field's term in a language."""
    field = layer.field(field_name or "")
    terms = field.vocabulary.terms if field.vocabulary else ()
    labels = [part for term in terms for part in (term.code, term.title.in_language(language))]
    return ["match", ["get", field.name], *labels, ""]


def _is(geometry_type: str) -> Expression:
    return ["==", ["geometry-type"], geometry_type]


def _visibility(layer: Layer) -> dict[str, object]:
    return {} if layer.style.shown_at_start else {"visibility": "none"}


def style_layer(  # noqa: PLR0913 - the parts of a style layer
    layer: Layer,
    part: str,
    kind: str,
    condition: Expression,
    *,
    paint: Mapping[str, object],
    layout: Mapping[str, object] | None = None,
    first_zoom: int = 0,
) -> StyleLayer:
    """One style layer of an atlas layer's features that meet the condition."""
    first = max(first_zoom, layer.tile.min_zoom)
    return {
        "id": f"{layer.id}-{part}",
        "type": kind,
        "source": layer.id,
        "source-layer": layer.id,
        **({"minzoom": first} if first else {}),
        "filter": condition,
        "layout": {**_visibility(layer), **(layout or {})},
        "paint": paint,
    }
