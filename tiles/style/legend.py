"""The legend of the map style: every layer with its colours and icons and their meaning."""

from core.text import Text
from layers.model.colours import TONE_COLOURS, colour_of
from layers.model.layer import Layer, Ring
from layers.regions.boundary_sources import APPROXIMATE_BOUNDARY
from layers.registry import Catalogue
from tiles.style.icons import has_points, icon_name
from tiles.style.region_style import BORDERS
from tiles.tile_layer import REGIONS

OFFICIAL = Text("Ресми шекара", "Официальная граница", "Official boundary")
BOUNDARIES = Text("Өңір шекаралары", "Границы регионов", "Region boundaries")
SEVERAL = Text(
    "Саны жазылған дөңгелек — бір жердегі бірнеше нысан; түсі ең жиі күйді көрсетеді",
    "Кружок с числом — несколько объектов рядом; цвет показывает преобладающее состояние",
    "A circle with a number is several objects close together; its colour is their commonest state",
)


def legend(catalogue: Catalogue) -> list[dict[str, object]]:
    """One entry a layer in the order of the catalogue, and last the boundaries."""
    entries = [_entry(layer) for layer in catalogue.layers]
    return [*entries, _boundaries()]


def tones() -> dict[str, str]:
    """The colour of every tone."""
    return {tone.value: colour for tone, colour in TONE_COLOURS.items()}


def ring_json(ring: Ring) -> dict[str, object]:
    """What a ring is drawn by, its colour and its meaning."""
    return {"field": ring.field, "colour": ring.colour, "title": ring.title.as_dict()}


def _entry(layer: Layer) -> dict[str, object]:
    field = layer.colour_field
    terms = field.vocabulary.terms if field and field.vocabulary else ()
    shape = layer.style.shape if has_points(layer) else None
    counted = layer.state_field if layer.tile.counts_below is not None else None
    return {
        "layer": layer.id,
        "title": layer.title.as_dict(),
        "role": layer.role.value,
        "geometry": layer.geometry.value,
        "colour": layer.style.colour,
        "icon": icon_name(shape) if shape else None,
        "shown_at_start": layer.style.shown_at_start,
        "field": field.name if field else None,
        "ring": ring_json(layer.style.ring) if layer.style.ring else None,
        "terms": [
            {
                "code": term.code,
                "title": term.title.as_dict(),
                "tone": term.tone,
                "colour": colour_of(term, layer.style.colour),
                "icon": icon_name(shape, term.tone) if shape else None,
            }
            for term in terms
        ],
        "counts": SEVERAL.as_dict() if counted else None,
    }


def _boundaries() -> dict[str, object]:
    colour = BORDERS[-1].colour
    return {
        "layer": REGIONS,
        "title": BOUNDARIES.as_dict(),
        "role": "context",
        "geometry": "polygon",
        "colour": colour,
        "icon": None,
        "shown_at_start": True,
        "field": "approximate",
        "ring": None,
        "terms": [
            {"code": "false", "title": OFFICIAL.as_dict(), "dashed": False, "colour": colour},
            {
                "code": "true",
                "title": APPROXIMATE_BOUNDARY.as_dict(),
                "dashed": True,
                "colour": colour,
            },
        ],
        "counts": None,
    }
