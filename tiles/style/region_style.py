"""How the region tree is drawn: land, borders by level, names."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.text import Language
from layers.regions.generalised import LEVEL_FROM_ZOOM
from layers.regions.region import Level
from tiles.style.icons import places_around
from tiles.style.tones import Expression
from tiles.tile_layer import REGION_LABELS, REGIONS

StyleLayer = dict[str, object]

WATERLESS_AROUND = "#e4e9ea"
LAND = "#fbf8f1"
HALO = "#fffdf9"
INK = "#1c2a30"
INK_SOFT = "#4a575c"
REGULAR_FONT = ("Onest Variable", "sans-serif")
STRONG_FONT = ("Semibold", "Onest Variable", "sans-serif")
"""MapLibre draws text itself where a style has no `glyphs`: each name is a CSS font family, and
the weight is read from the first one."""
APPROXIMATE_DASHES = (3, 2)


@dataclass(frozen=True, slots=True)
class Border:
    """The line of a level's borders; widths in pixels at zooms 4 and 12."""

    level: Level
    colour: str
    width_px: tuple[float, float]


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """The names of a level's units; sizes in pixels at the first and the last zoom."""

    level: Level
    colour: str
    first_zoom: int
    last_zoom: int
    size_px: tuple[float, float]
    font: tuple[str, ...] = REGULAR_FONT


BORDERS = (
    Border(Level.RURAL_DISTRICT, "#cfc6b4", (0.4, 1.0)),
    Border(Level.DISTRICT, "#b3a78f", (0.5, 1.6)),
    Border(Level.OBLAST, "#857a66", (0.9, 2.8)),
)
"""Deeper levels lie below, because a border of two levels is the upper one's."""
LABELS = (
    LabelStyle(Level.RURAL_DISTRICT, INK_SOFT, 9, 14, (10.5, 13)),
    LabelStyle(Level.DISTRICT, INK_SOFT, 6, 11, (10.5, 15)),
    LabelStyle(Level.OBLAST, INK, 7, 8, (15.5, 18), STRONG_FONT),
)
OVERVIEW = LabelStyle(Level.OBLAST, INK, 3, 6, (11, 15.5), STRONG_FONT)
"""Where objects are dots so close together that no name would find room beside them."""


def land() -> Iterator[StyleLayer]:
    """The ground under everything: around the country, and the country itself."""
    yield {
        "id": "background",
        "type": "background",
        "paint": {"background-color": WATERLESS_AROUND},
    }
    yield {
        "id": "regions-land",
        "type": "fill",
        "source": REGIONS,
        "source-layer": REGIONS,
        "filter": ["==", ["get", "level"], int(Level.OBLAST)],
        "paint": {"fill-color": LAND, "fill-antialias": False},
    }


def borders() -> Iterator[StyleLayer]:
    """The borders of each level, approximate ones dashed."""
    for border in BORDERS:
        for approximate in (True, False):
            yield _border(border, approximate=approximate)


def labels(language: Language, *levels: Level) -> Iterator[StyleLayer]:
    """The names of the levels' units in a language."""
    for label in (label for label in LABELS if label.level in levels):
        yield _label(f"regions-label-{int(label.level)}", label, language)


def overview_labels(language: Language) -> Iterator[StyleLayer]:
    """The names of the oblasts in sight of the whole country."""
    yield _label("regions-overview", OVERVIEW, language)


def _label(layer_id: str, label: LabelStyle, language: Language) -> StyleLayer:
    return {
        "id": layer_id,
        "type": "symbol",
        "source": REGIONS,
        "source-layer": REGION_LABELS,
        "minzoom": label.first_zoom,
        "maxzoom": label.last_zoom + 1,
        "filter": ["==", ["get", "level"], int(label.level)],
        "layout": {
            "text-field": name_in(language),
            "text-font": list(label.font),
            "text-size": by_zoom((label.first_zoom, label.last_zoom + 1), label.size_px),
            "text-max-width": 8,
            "text-padding": 4,
            "text-variable-anchor-offset": ["center", [0, 0], *places_around(0.4, 3)],
        },
        "paint": {
            "text-color": label.colour,
            "text-halo-color": HALO,
            "text-halo-width": 1.4,
        },
    }


def name_in(language: Language) -> Expression:
    """The name in a language, else the Kazakh one; nothing where neither is known."""
    names = dict.fromkeys((f"name_{language}", "name_kk"))
    return ["coalesce", *(["get", name] for name in names), ""]


def by_zoom(
    zooms: tuple[float, float], values: tuple[float | Expression, float | Expression]
) -> Expression:
    """A value that grows evenly between two zooms."""
    (first, last), (low, high) = zooms, values
    return ["interpolate", ["linear"], ["zoom"], first, low, last, high]


def _border(border: Border, *, approximate: bool) -> StyleLayer:
    level = int(border.level)
    dashes = {"line-dasharray": list(APPROXIMATE_DASHES)} if approximate else {}
    return {
        "id": f"regions-border-{level}" + ("-approximate" if approximate else ""),
        "type": "line",
        "source": REGIONS,
        "source-layer": REGIONS,
        "minzoom": LEVEL_FROM_ZOOM[border.level],
        "filter": [
            "all",
            ["==", ["get", "level"], level],
            ["==", ["get", "approximate"], approximate],
        ],
        "layout": {"line-join": "round"},
        "paint": {
            "line-color": border.colour,
            "line-width": by_zoom((4, 12), border.width_px),
            **dashes,
        },
    }
