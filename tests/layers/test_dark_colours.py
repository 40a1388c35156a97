"""Colours in the dark: seen on its ground, and no lighter than they must be."""

import pytest

from layers.model.colours import (
    DARK_GROUND,
    LEAST_CONTRAST,
    TONE_COLOURS,
    TONE_COLOURS_ON_DARK,
    contrast,
    on_dark,
)
from layers.model.layer import Layer
from layers.model.vocabulary import Tone
from layers.registry import load_catalogue

SEEN_ALREADY = "#e0a800"


@pytest.mark.parametrize("layer", load_catalogue().layers, ids=lambda layer: layer.id)
def test_colour_of_a_layer_is_seen_in_the_dark(layer: Layer) -> None:
    assert contrast(on_dark(layer.style.colour), DARK_GROUND) >= LEAST_CONTRAST


@pytest.mark.parametrize("tone", Tone)
def test_tone_has_a_colour_of_its_own_in_the_dark(tone: Tone) -> None:
    assert on_dark(TONE_COLOURS[tone]) == TONE_COLOURS_ON_DARK[tone]
    assert contrast(TONE_COLOURS_ON_DARK[tone], DARK_GROUND) >= LEAST_CONTRAST


def test_colour_that_is_seen_in_the_dark_stays() -> None:
    assert on_dark(SEEN_ALREADY) == SEEN_ALREADY


def test_contrast_of_black_on_white_is_21_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
