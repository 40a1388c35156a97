"""The map style: valid, complete, in three languages, and made from the catalogue alone."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.text import Language
from layers.catalogue.citizen_reports import REPORT_STATE
from layers.model.layer import Role
from layers.model.vocabulary import Tone
from layers.registry import Catalogue
from tiles.style.context_style import SMALLEST_NAME_PX
from tiles.style.icons import ICON_PX, has_points
from tiles.style.stylesheet import style
from tiles.style.tones import TONE_COLOURS, dominating_colour, term_colour

PROJECT = Path(__file__).resolve().parent.parent.parent
SPECIFICATION = PROJECT / "web/node_modules/@maplibre/maplibre-gl-style-spec/dist"
EVALUATE = f"""
import {{ readFileSync }} from 'node:fs';
import {{ expression as expressions }} from '{SPECIFICATION.as_uri()}/index.mjs';
const {{ expression, properties }} = JSON.parse(readFileSync(0, 'utf8'));
const {{ value, result }} = expressions.createExpression(expression, 'colour');
if (result !== 'success') throw new Error(JSON.stringify(value));
process.stdout.write(String(value.evaluate({{ zoom: 5 }}, {{ type: 1, properties }})));
"""
BASE = "http://127.0.0.1:8000/api/tiles"


def written(catalogue: Catalogue, language: Language = Language.KK) -> dict[str, Any]:
    """The style as a reader gets it."""
    document: dict[str, Any] = json.loads(json.dumps(style(catalogue, language, BASE)))
    return document


def run_node(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """What Node did, with the style specification of the page's packages at hand."""
    places = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    node = shutil.which("node", path=places)
    assert node, "Node is needed: run make test, which installs it"
    assert SPECIFICATION.exists(), "the page's packages are needed: run make test"
    return subprocess.run(  # noqa: S603 - our own arguments
        [node, *arguments], input=given, capture_output=True, text=True, check=False
    )


def evaluated(expression: object, properties: Mapping[str, object]) -> str:
    """What MapLibre makes of an expression for a feature."""
    given = json.dumps({"expression": expression, "properties": properties})
    done = run_node("--input-type=module", "--eval", EVALUATE, given=given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def layer(document: dict[str, Any], layer_id: str) -> dict[str, Any]:
    (found,) = [entry for entry in document["layers"] if entry["id"] == layer_id]
    return dict(found)


@pytest.mark.parametrize("language", Language)
def test_style_is_valid_by_maplibres_own_validator(
    catalogue: Catalogue, language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "style.json"
    path.write_text(json.dumps(style(catalogue, language, BASE)), encoding="utf-8")
    done = run_node(str(SPECIFICATION / "gl-style-validate.mjs"), str(path))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_layer_is_drawn_from_a_source_of_its_own(catalogue: Catalogue) -> None:
    document = written(catalogue)
    drawn = {entry.get("source") for entry in document["layers"]}
    for each in catalogue.layers:
        source = document["sources"][each.id]
        assert source["tiles"] == [f"{BASE}/{each.id}/{{z}}/{{x}}/{{y}}"]
        assert (source["minzoom"], source["maxzoom"]) == (each.tile.min_zoom, each.tile.max_zoom)
        assert each.id in drawn


def test_new_layer_is_in_the_style_without_further_ado(catalogue: Catalogue) -> None:
    springs = replace(catalogue.layer("initiative_projects"), id="springs")
    document = written(Catalogue((*catalogue.layers, springs)))
    points = layer(document, "springs-points")
    assert points["paint"] == layer(document, "initiative_projects-points")["paint"]
    assert "springs" in [entry["layer"] for entry in document["metadata"]["legend"]]


def test_objects_take_the_colour_of_their_state(catalogue: Catalogue) -> None:
    colour = layer(written(catalogue), "citizen_reports-points")["paint"]["icon-color"]
    assert evaluated(colour, {"state": "open"}) == TONE_COLOURS[Tone.RED]
    assert evaluated(colour, {"state": "done"}) == TONE_COLOURS[Tone.GREEN]
    assert evaluated(colour, {"state": "unheard of"}) == "#c62828"


def test_objects_have_the_outline_of_their_layer_and_the_sign_of_their_state(
    catalogue: Catalogue,
) -> None:
    document = written(catalogue)
    icon = layer(document, "citizen_reports-points")["layout"]["icon-image"]
    named = [evaluated(icon, {"state": state}) for state in ("open", "done", "unheard of")]
    assert named == ["circle-red", "circle-green", "circle"]
    assert layer(document, "monuments-points")["layout"]["icon-image"] == "dome"
    outlines = [each.style.shape for each in catalogue.layers if has_points(each)]
    assert len(outlines) == len(set(outlines))


def test_sacred_objects_have_a_ring_of_their_own_whatever_their_kind(catalogue: Catalogue) -> None:
    document = written(catalogue)
    [drawn] = [layer for layer in document["layers"] if layer["id"] == "monuments-points"]
    [entry] = [each for each in document["metadata"]["legend"] if each["layer"] == "monuments"]
    ring = entry["ring"]
    assert ring["title"] == {"kk": "Киелі нысан", "ru": "Сакральный объект", "en": "Sacred place"}
    line = drawn["paint"]["icon-halo-color"]
    for kind in ({"kind": "ensemble"}, {}):
        assert evaluated(line, {**kind, "sacred_level": "regional"}) == ring["colour"]
        assert evaluated(line, kind) != ring["colour"]


def test_nothing_comes_from_outside(catalogue: Catalogue) -> None:
    text = json.dumps(style(catalogue, Language.KK, ""))
    assert "http" not in text
    assert "glyphs" not in style(catalogue, Language.KK, "")
    assert style(catalogue, Language.KK, BASE)["sprite"] == f"{BASE}/sprites/atlas"


@pytest.mark.parametrize("language", Language)
def test_names_are_the_languages_else_kazakh(catalogue: Catalogue, language: Language) -> None:
    text = layer(written(catalogue, language), "monuments-names")["layout"]["text-field"]
    expected = [["get", f"name_{language}"], ["get", "name_kk"]]
    assert text == ["coalesce", *(expected if language is not Language.KK else expected[1:]), ""]


def test_layer_without_names_is_labelled_by_its_terms(catalogue: Catalogue) -> None:
    text = layer(written(catalogue, Language.EN), "citizen_reports-names")["layout"]["text-field"]
    assert text[:4] == ["match", ["get", "topic"], "utilities", "Utilities"]


def test_approximate_borders_are_dashed_and_others_are_not(catalogue: Catalogue) -> None:
    document = written(catalogue)
    for level in (1, 2, 3):
        exact = layer(document, f"regions-border-{level}")
        approximate = layer(document, f"regions-border-{level}-approximate")
        assert "line-dasharray" not in exact["paint"]
        assert approximate["paint"]["line-dasharray"]
        assert ["==", ["get", "approximate"], True] in approximate["filter"]


def test_objects_lie_above_regions_and_are_set_before_every_name(catalogue: Catalogue) -> None:
    """MapLibre sets the symbols of upper layers first, and names keep off what has been set."""
    document = written(catalogue)
    ids = [entry["id"] for entry in document["layers"]]
    order = [
        *["background", "regions-land", "regions-border-1", "tourist_routes-lines"],
        *["citizen_reports-cells", "settlements-names", "regions-label-2", "monuments-names"],
        *["regions-label-1", "settlements-points", "citizen_reports-points", "monuments-points"],
    ]
    assert [ids.index(name) for name in order] == sorted(ids.index(name) for name in order)
    for name in (each for each in ids if each.endswith("-points")):
        layout = layer(document, name)["layout"]
        assert layout["icon-allow-overlap"]
        assert "icon-ignore-placement" not in layout


@pytest.mark.parametrize("layer_id", ["monuments", "initiative_projects", "settlements"])
def test_name_stands_clear_of_its_own_icon(catalogue: Catalogue, layer_id: str) -> None:
    """MapLibre measures an icon as it is a zoom further in, and pads a name by 2 pixels."""
    document = written(catalogue)
    sizes = layer(document, f"{layer_id}-points")["layout"]["icon-size"]
    names = layer(document, f"{layer_id}-names")["layout"]
    smallest_px = SMALLEST_NAME_PX if layer_id == "settlements" else names["text-size"]
    _, _, _, *stops = names["text-variable-anchor-offset"]
    offsets = [each[1][1::2] for each in stops[1::2]]
    for zoom in range(9, 18):
        half_px = ICON_PX / 2 * np.interp(zoom + 1, sizes[3::2], sizes[4::2])
        for place in zip(*offsets, strict=True):
            farthest = [max(map(abs, offset)) for offset in place]
            assert np.interp(zoom, stops[::2], farthest) * smallest_px >= half_px + 2


def test_legend_explains_every_layer_in_three_languages(catalogue: Catalogue) -> None:
    metadata = written(catalogue)["metadata"]
    entries = {entry["layer"]: entry for entry in metadata["legend"]}
    assert list(entries) == [*(each.id for each in catalogue.layers), "regions"]
    for entry in entries.values():
        assert set(entry["title"]) == {"kk", "ru", "en"}
    states = {term["code"]: term["colour"] for term in entries["citizen_reports"]["terms"]}
    assert set(states) == set(REPORT_STATE.codes)
    assert states["open"] == metadata["tones"]["red"]
    assert states["done"] == metadata["tones"]["green"]
    icons = {term["code"]: term["icon"] for term in entries["citizen_reports"]["terms"]}
    assert (icons["open"], icons["done"]) == ("circle-red", "circle-green")
    assert [entries[name]["icon"] for name in ("monuments", "tourist_routes")] == ["dome", None]


def test_layers_hidden_at_the_start_are_hidden(catalogue: Catalogue) -> None:
    document = written(catalogue)
    hidden = {each.id for each in catalogue.layers if not each.style.shown_at_start}
    for entry in document["layers"]:
        visibility = entry.get("layout", {}).get("visibility", "visible")
        assert (visibility == "none") == (entry.get("source") in hidden)


def test_context_lies_below_the_themes(catalogue: Catalogue) -> None:
    ids = [entry["id"] for entry in written(catalogue)["layers"]]
    context = [f"{each.id}-points" for each in catalogue.layers if each.role is Role.CONTEXT]
    first_theme = min(
        ids.index(f"{each.id}-points") for each in catalogue.themes if f"{each.id}-points" in ids
    )
    assert all(ids.index(name) < first_theme for name in context)


def test_cell_takes_the_colour_of_the_tone_that_most_objects_have(catalogue: Catalogue) -> None:
    colour = dominating_colour(catalogue.layer("citizen_reports").field("state"), "#000000")
    assert (
        evaluated(colour, {"state:open": 2, "state:assigned": 2, "state:done": 3})
        == TONE_COLOURS[Tone.RED]
    )
    assert evaluated(colour, {"state:open": 2, "state:done": 3}) == TONE_COLOURS[Tone.GREEN]
    assert evaluated(colour, {"state:refused": 4, "state:done": 3}) == TONE_COLOURS[Tone.GREY]
    assert evaluated(colour, {"state:open": 3, "state:done": 3}) == TONE_COLOURS[Tone.RED]


def test_layer_without_tones_keeps_its_own_colour(catalogue: Catalogue) -> None:
    kind = catalogue.layer("monuments").field("kind")
    assert term_colour(kind, "#8a4b14") == "#8a4b14"
    assert dominating_colour(None, "#8a4b14") == "#8a4b14"
