"""Which tiles are touched by changed ones: themselves, ancestors and descendants, and no other."""

import random
from itertools import product

import pytest

from tiles.serving.changes import news_of
from tiles.serving.tile_index import Address, Changed, TileIndex

ZOOMS = range(6)
EVERY_TILE = [(z, x, y) for z in ZOOMS for x, y in product(range(1 << z), repeat=2)]


def related(one: Address, other: Address) -> bool:
    """By the definition: the deeper one, brought up to the zoom of the other, is the other."""
    (z, x, y), (deep_z, deep_x, deep_y) = sorted([one, other])
    up = deep_z - z
    return (deep_x >> up, deep_y >> up) == (x, y)


def full_index() -> TileIndex[Address]:
    index = TileIndex[Address]()
    for tile in EVERY_TILE:
        index.add(tile, tile)
    return index


@pytest.mark.parametrize("number", [1, 3, 40])
def test_touched_are_those_above_and_below_and_no_other(number: int) -> None:
    index = full_index()
    dice = random.Random(number)  # noqa: S311 - no secret
    for _ in range(20):
        tiles = dice.sample(EVERY_TILE, number)
        wanted = {tile for tile in EVERY_TILE if any(related(tile, each) for each in tiles)}
        assert index.touched(Changed(tiles)) == wanted
        assert {tile for tile in EVERY_TILE if Changed(tiles).touches(tile)} == wanted


def test_descendants_are_also_found_where_few_tiles_are_there() -> None:
    index = TileIndex[str]()
    index.add((20, 5 << 18, 1), "no descendant")
    index.add((20, (1 << 18) + 7, (2 << 18) + 9), "descendant")
    assert index.touched(Changed([(2, 1, 2)])) == {"descendant"}


def test_tiles_deeper_than_the_news_are_touched() -> None:
    assert Changed([(14, 100, 200)]).touches((16, 403, 802))
    assert not Changed([(14, 100, 200)]).touches((16, 404, 802))


def test_several_keys_stand_at_one_tile() -> None:
    index = TileIndex[str]()
    for key in ("all", "filtered"):
        index.add((3, 1, 1), key)
    index.discard((3, 1, 1), "all")
    index.discard((3, 1, 1), "never there")
    index.discard((3, 2, 1), "never there")
    assert index.keys() == {"filtered"}
    assert index.touched(Changed([(0, 0, 0)])) == {"filtered"}


def test_message_names_a_layer_and_its_tiles() -> None:
    news = news_of("monuments 14/1/2 6/3/4")
    assert news.layer == "monuments"
    assert news.tiles is not None
    assert news.tiles.touches((14, 1, 2))
    assert news.tiles.touches((6, 3, 4))
    assert not news.tiles.touches((14, 9000, 2))


def test_message_with_a_layer_alone_means_all_of_its_tiles() -> None:
    assert news_of("monuments").tiles is None
