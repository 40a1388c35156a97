"""The icons of the map: one for every layer and state, as fields of distances from their edges."""

import io
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from core.text import Language
from layers.model.shapes import GRID, OUTLINES, Shape
from layers.model.vocabulary import Tone
from layers.registry import Catalogue
from tiles.style.icons import MARGIN, icon_name
from tiles.style.sprite import RATIOS, outline_area, sign_area, sprite_index, sprite_picture
from tiles.style.stylesheet import style
from tiles.style.tones import toned_terms

EDGE = 0.75 * 255
RED = "#ff0000"


def icon(name: str, ratio: int = 1) -> np.ndarray:
    """The pixels of an icon, red, green, blue, alpha."""
    place: dict[str, Any] = sprite_index(ratio)[name]
    picture = np.asarray(Image.open(io.BytesIO(sprite_picture(ratio, {Shape.CIRCLE: RED}))))
    x, y, side = place["x"], place["y"], place["width"]
    return picture[y : y + side, x : x + side].astype(int)


def images(expression: Any) -> set[str]:
    """The icons that a name, or a choice by a field, may give."""
    return {expression} if isinstance(expression, str) else {*expression[3::2], expression[-1]}


def test_every_icon_that_the_style_names_is_in_the_sprite(catalogue: Catalogue) -> None:
    drawn: list[Any] = style(catalogue, Language.KK, "")["layers"]  # type: ignore[assignment]
    layouts = [each.get("layout", {}) for each in drawn]
    found = set().union(*(images(each["icon-image"]) for each in layouts if "icon-image" in each))
    assert found <= set(sprite_index(1))
    assert {"dome", "triangle-red", "diamond-amber", "circle-green", "hollow_circle"} <= found


@pytest.mark.parametrize("ratio", RATIOS)
def test_alpha_tells_how_far_a_pixel_lies_from_the_edge(ratio: int) -> None:
    alpha = icon("circle", ratio)[..., 3]
    middles = (np.arange(len(alpha)) + 0.5) / ratio - MARGIN
    from_middle = np.hypot(*np.meshgrid(middles - GRID / 2, middles - GRID / 2))
    expected = np.clip(0.75 - (from_middle - 10) / 8, 0, 1) * 255
    assert np.abs(alpha - expected).max() <= 2


def test_sign_is_cut_out_of_the_outline() -> None:
    names = icon_name(Shape.CIRCLE), icon_name(Shape.CIRCLE, Tone.GREY)
    plain, signed = (icon(name)[..., 3] > EDGE for name in names)
    middle = GRID // 2 + MARGIN
    dash = plain & ~signed
    assert dash[middle, middle]
    assert dash[middle - 1 : middle + 1].sum() == dash.sum()
    assert not (signed & ~plain).any()


def test_program_that_knows_no_fields_sees_a_coloured_icon() -> None:
    pixels = icon("circle")
    assert (pixels[GRID // 2 + MARGIN, GRID // 2 + MARGIN] == (255, 0, 0, 255)).all()
    assert (pixels[0, 0, :3] == 255).all()


def test_layers_with_states_have_outlines_that_hold_the_signs(catalogue: Catalogue) -> None:
    stated = [each.style.shape for each in catalogue.layers if toned_terms(each.colour_field)]
    assert stated
    for shape in stated:
        area = outline_area(OUTLINES[shape].path)
        for tone in Tone:
            assert area.contains(sign_area(shape, tone).buffer(0.5)), (shape, tone)


@pytest.mark.parametrize(("one", "other"), list(combinations(Shape, 2)))
def test_outlines_are_told_apart(one: Shape, other: Shape) -> None:
    areas = [outline_area(OUTLINES[each].path) for each in (one, other)]
    common = shapely.intersection(*areas).area / shapely.union(*areas).area
    assert common < 0.85
