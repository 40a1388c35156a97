"""A map of a data frame that needs nothing from outside: no tiles, no scripts, no fonts."""

from collections.abc import Mapping
from html import escape
from typing import Any, cast

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from analysis.leaflet import bring_leaflet
from analysis.results import WGS84
from core.text import Language
from core.title import ATLAS
from geo.grid import WEB_MERCATOR
from layers.model.colours import colour_of
from layers.model.layer import Layer
from layers.model.vocabulary import Term
from layers.regions.boundary_sources import APPROXIMATE_BOUNDARY

LARGEST_SHARE = 1 / 2000
"""Of the map's width: how far a simplified outline may stray, about half a pixel."""
GROUND, BEYOND, BORDER = "#fbf7ee", "#e8eef0", "#8a8577"
PLAIN = "#0b5c7a"
USUAL_RADIUS_PX = 6.0

Record = Mapping[Any, Any]

STYLE = f"""<style>
.folium-map.leaflet-container {{ background: {BEYOND}; font: 13px/1.4 system-ui, sans-serif; }}
.atlas-legend {{ position: absolute; right: 10px; bottom: 24px; z-index: 1000; padding: 8px 12px;
  background: rgba(255, 255, 255, 0.94); border-radius: 6px; color: #1c2a30;
  box-shadow: 0 1px 4px rgba(0, 0, 0, 0.25); font: 13px/1.5 system-ui, sans-serif; }}
.atlas-legend i {{ display: inline-block; width: 10px; height: 10px; margin-right: 7px;
  border-radius: 50%; }}
.atlas-legend i.dashed {{ width: 16px; height: 0; margin: 0 4px 3px -3px; border-radius: 0;
  border-top: 2px dashed {BORDER}; }}
</style>"""


class Corners(MacroElement):
    """A metric scale, and whose map it is."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
        {{ this._parent.get_name() }}.attributionControl.setPrefix({{ this.credit | tojson }});
        {% endmacro %}
    """)

    def __init__(self, language: Language) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is partly typed
        self.credit = f"{ATLAS.in_language(language)} · Leaflet"


def preview(
    frame: gpd.GeoDataFrame,
    ground: gpd.GeoDataFrame,
    layer: Layer | None = None,
    language: Language = Language.EN,
) -> folium.Map:
    """A map of the frame over the outlines of regions, as one page that asks no other machine.

    `frame` may hold geometries of any kind and CRS; with a layer it takes the layer's colours and
    legend. `ground` is what `Atlas.regions` gives; approximate outlines are dashed. Names are in
    the language where there is one. A frame without rows shows the ground alone.
    """
    figure = folium.Map(tiles=None, prefer_canvas=True, zoom_snap=0.25)
    bring_leaflet(figure)
    figure.add_child(Corners(language))
    page = cast("Figure", figure.get_root())
    page.header.add_child(Element(STYLE))
    outlines = _simplified(ground[ground.geometry.notna()].to_crs(WEB_MERCATOR)).to_crs(WGS84)
    features = frame[frame.geometry.notna()].to_crs(WGS84)
    _add_ground(figure, outlines, language)
    _add_features(figure, features, layer, language)
    _fit(figure, outlines, features)
    is_approximate = bool(outlines["approximate"].any())
    lines = _legend(layer, frame.attrs.get("title"), language, is_approximate=is_approximate)
    if lines:
        page.html.add_child(Element(f'<div class="atlas-legend">{"<br>".join(lines)}</div>'))
    return figure


def _simplified(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The outlines with fewer vertices; neighbours keep their common border."""
    if outlines.empty:
        return outlines
    west, _, east, _ = outlines.total_bounds
    plain = shapely.coverage_simplify(outlines.geometry.to_numpy(), (east - west) * LARGEST_SHARE)
    return outlines.set_geometry(gpd.GeoSeries(plain, index=outlines.index, crs=outlines.crs))


def _add_ground(figure: folium.Map, outlines: gpd.GeoDataFrame, language: Language) -> None:
    drawn = gpd.GeoDataFrame(
        {"tip": [_tip(row, language) for row in _records(outlines)]},
        geometry=outlines.geometry.to_numpy(),
        crs=WGS84,
    )
    drawn["dashes"] = np.where(outlines["approximate"].to_numpy(dtype=bool), "4 3", "")
    if not drawn.empty:
        folium.GeoJson(drawn, style_function=_ground_style, tooltip=_tooltip()).add_to(figure)


def _add_features(
    figure: folium.Map, features: gpd.GeoDataFrame, layer: Layer | None, language: Language
) -> None:
    if features.empty:
        return
    drawn = gpd.GeoDataFrame(
        {
            "tip": [_tip(row, language, layer) for row in _records(features)],
            "colour": [_colour(row, layer) for row in _records(features)],
        },
        geometry=features.geometry.to_numpy(),
        crs=WGS84,
    )
    radius_px = layer.style.radius_px if layer else USUAL_RADIUS_PX
    folium.GeoJson(
        drawn,
        style_function=_feature_style,
        tooltip=_tooltip(),
        marker=folium.CircleMarker(radius=radius_px, weight=1.5, fill=True),
    ).add_to(figure)


def _ground_style(feature: Mapping[str, Any]) -> dict[str, object]:
    dashes = feature["properties"]["dashes"]
    return {
        "color": BORDER,
        "weight": 1,
        "dashArray": dashes or None,
        "fillColor": GROUND,
        "fillOpacity": 1,
    }


def _feature_style(feature: Mapping[str, Any]) -> dict[str, object]:
    colour = feature["properties"]["colour"]
    is_point = feature["geometry"]["type"] in {"Point", "MultiPoint"}
    return {
        "color": "#ffffff" if is_point else colour,
        "weight": 1.5 if is_point else 3,
        "fillColor": colour,
        "fillOpacity": 0.9 if is_point else 0.3,
    }


def _records(frame: gpd.GeoDataFrame) -> list[Record]:
    return list(pd.DataFrame(frame.drop(columns=frame.geometry.name)).to_dict("records"))


def _tooltip() -> folium.GeoJsonTooltip:
    return folium.GeoJsonTooltip(["tip"], labels=False, sticky=True)


def _term(row: Record, layer: Layer | None) -> Term | None:
    """The term by which the layer colours this row."""
    field = layer.colour_field if layer else None
    if field is None or field.vocabulary is None or pd.isna(row.get(field.name)):
        return None
    return field.vocabulary.term(row[field.name])


def _colour(row: Record, layer: Layer | None) -> str:
    plain = layer.style.colour if layer else PLAIN
    term = _term(row, layer)
    return colour_of(term, plain) if term else plain


def _tip(row: Record, language: Language, layer: Layer | None = None) -> str:
    """The row's name, and what its colour means; escaped, because names come from strangers."""
    columns = ("name", f"name_{language}", *(f"name_{other}" for other in Language))
    names = (row[column] for column in columns if column in row and not pd.isna(row[column]))
    title = layer.title_of_one.in_language(language) if layer else ""
    lines = [next(names, title)]
    if term := _term(row, layer):
        lines.append(term.title.in_language(language))
    return "<br>".join(escape(str(line)) for line in lines)


def _legend(
    layer: Layer | None, title: str | None, language: Language, *, is_approximate: bool
) -> list[str]:
    """What the colours mean, a line each."""
    field = layer.colour_field if layer else None
    lines = []
    if layer and field and field.vocabulary:
        terms = field.vocabulary.terms
        lines = [f"<b>{escape(layer.title.in_language(language))}</b>"]
        lines += [
            _swatch(colour_of(term, layer.style.colour), term.title.in_language(language))
            for term in terms
        ]
    elif layer:
        lines = [_swatch(layer.style.colour, layer.title.in_language(language))]
    elif title:
        lines = [_swatch(PLAIN, title)]
    if is_approximate:
        lines.append(f'<i class="dashed"></i>{escape(APPROXIMATE_BOUNDARY.in_language(language))}')
    return lines


def _swatch(colour: str, meaning: str) -> str:
    return f'<i style="background:{colour}"></i>{escape(meaning)}'


def _fit(figure: folium.Map, *shown: gpd.GeoDataFrame) -> None:
    boxes = np.array([one.total_bounds for one in shown if not one.empty])
    if len(boxes):
        west, south = boxes[:, :2].min(axis=0)
        east, north = boxes[:, 2:].max(axis=0)
        figure.fit_bounds([[south, west], [north, east]])
