"""The colours of the map are told apart, with and without cones for red and green."""

from itertools import combinations

import pytest

from layers.model.colours import TONE_COLOURS
from layers.model.vocabulary import Tone
from layers.registry import Catalogue
from tests.tiles.colour_difference import VISIONS, Lab, ciede2000, difference
from tiles.style.theme import Theme, themed
from tiles.style.tones import toned_terms

LEAST, LEAST_OF_AMBER_AND_MONUMENTS = 10, 23
"""CIEDE2000; 2 is seen by trained eyes side by side, 10 at a glance."""


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_is_that_of_the_published_pairs(one: Lab, other: Lab, known: float) -> None:
    """Sharma, Wu & Dalal 2005, table 1."""
    assert ciede2000(one, other) == pytest.approx(known, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", Theme)
def test_tones_and_layers_without_tones_are_told_apart(
    catalogue: Catalogue, theme: Theme, vision: str
) -> None:
    own = {
        each.id: each.style.colour
        for each in catalogue.layers
        if not toned_terms(each.colour_field)
    }
    drawn = {**TONE_COLOURS, **own}
    colours = {name: str(themed(colour, theme)) for name, colour in drawn.items()}
    near = {
        pair: difference(colours[pair[0]], colours[pair[1]], vision)
        for pair in combinations(colours, 2)
    }
    assert {pair: far for pair, far in near.items() if far < LEAST} == {}
    amber = near[Tone.AMBER, "monuments"]
    assert amber >= LEAST_OF_AMBER_AND_MONUMENTS
