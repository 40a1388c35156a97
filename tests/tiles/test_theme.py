"""The map in the dark: the same map, of which everything is seen on a dark ground."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.settings import PROJECT_ROOT
from core.text import Language
from layers.model.colours import TONE_COLOURS_ON_DARK, contrast
from layers.registry import Catalogue
from tests.tiles.test_stylesheet import SPECIFICATION, run_node
from tiles.style.region_style import HALO, INK, INK_SOFT, LAND
from tiles.style.stylesheet import style
from tiles.style.theme import COLOUR, IN_THE_DARK, Theme

BASE = "http://127.0.0.1:8000/api/tiles"
TOKENS = PROJECT_ROOT / "api" / "html" / "static" / "tokens.css"
LEAST_CONTRAST_OF_TEXT = 4.5


def written(catalogue: Catalogue, theme: Theme) -> dict[str, Any]:
    """The style as a reader gets it."""
    document: dict[str, Any] = json.loads(json.dumps(style(catalogue, Language.KK, BASE, theme)))
    return document


def colours_in(part: object) -> Iterator[str]:
    """Every colour in a part of a style."""
    match part:
        case dict():
            for value in part.values():
                yield from colours_in(value)
        case list():
            for value in part:
                yield from colours_in(value)
        case str() if COLOUR.fullmatch(part):
            yield part


def test_dark_map_differs_from_the_light_one_in_its_colours_only(catalogue: Catalogue) -> None:
    light, dark = (written(catalogue, theme) for theme in (Theme.LIGHT, Theme.DARK))
    assert light != dark
    assert COLOUR.sub("#", json.dumps(light)) == COLOUR.sub("#", json.dumps(dark))


def test_nothing_of_the_light_ground_is_left_in_the_dark(catalogue: Catalogue) -> None:
    left = set(colours_in(written(catalogue, Theme.DARK))) & {*IN_THE_DARK, LAND, HALO}
    assert left == set()


@pytest.mark.parametrize("theme", Theme)
def test_labels_are_read_on_their_halo(catalogue: Catalogue, theme: Theme) -> None:
    labels = [
        each["paint"]
        for each in written(catalogue, theme)["layers"]
        if "text-halo-color" in each["paint"]
    ]
    assert labels
    for paint in labels:
        read = contrast(paint["text-color"], paint["text-halo-color"])
        assert read >= LEAST_CONTRAST_OF_TEXT, paint


def test_legend_of_the_dark_map_has_its_colours(catalogue: Catalogue) -> None:
    metadata = written(catalogue, Theme.DARK)["metadata"]
    assert metadata["tones"] == {
        tone.value: colour for tone, colour in TONE_COLOURS_ON_DARK.items()
    }
    [reports] = [each for each in metadata["legend"] if each["layer"] == "citizen_reports"]
    states = {term["code"]: term["colour"] for term in reports["terms"]}
    assert states["done"] == metadata["tones"]["green"]


def test_dark_style_is_valid_by_maplibres_own_validator(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "style.json"
    path.write_text(json.dumps(written(catalogue, Theme.DARK)), encoding="utf-8")
    done = run_node(str(SPECIFICATION / "gl-style-validate.mjs"), str(path))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(("token", "ink"), [("ink", INK), ("ink-soft", INK_SOFT)])
def test_map_is_written_in_the_inks_of_the_page(token: str, ink: str) -> None:
    plain = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    [pair] = re.findall(rf"--{token}: light-dark\((#\w+), (#\w+)\);", plain)
    assert pair == (ink, IN_THE_DARK[ink])
