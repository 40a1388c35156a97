"""Web-mercator tiles and Morton keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.grid import (
    HALF_WORLD_M,
    Tile,
    TileOutOfRangeError,
    morton_cell,
    morton_key,
    parse_tile,
    tile_at,
)

COLUMNS = st.integers(0, 2**28 - 1)


def test_zoom_0_is_the_whole_world() -> None:
    world = Tile(0, 0, 0)
    assert world.bounds_m == (-HALF_WORLD_M, -HALF_WORLD_M, HALF_WORLD_M, HALF_WORLD_M)
    assert world.bounds == pytest.approx((-180, -85.0511288, 180, 85.0511288))


def test_degrees_of_the_edges_agree_with_proj() -> None:
    tile = Tile(10, 715, 342)
    west, south, east, north = tile.bounds_m
    transform = Transformer.from_crs(3857, 4326, always_xy=True).transform
    assert tile.bounds == pytest.approx((*transform(west, south), *transform(east, north)))


def test_astana_lies_in_its_tile() -> None:
    tile = tile_at(71.43, 51.13, 10)
    assert (tile.x, tile.y) == (715, 342)
    west, south, east, north = tile.bounds
    assert west <= 71.43 < east
    assert south < 51.13 <= north


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 22))
def test_every_place_has_a_tile(longitude: float, latitude: float, zoom: int) -> None:
    assert tile_at(longitude, latitude, zoom).z == zoom


@pytest.mark.parametrize(
    "place",
    [
        ("1", "2", "0"),
        ("1", "0", "2"),
        ("23", "0", "0"),
        ("-1", "0", "0"),
        ("01", "0", "0"),
        ("1.0", "0", "0"),
        ("", "0", "0"),
        ("٣", "0", "0"),
        ("1", "1e1", "0"),
        ("9" * 5000, "0", "0"),
    ],
)
def test_what_is_no_tile_is_refused(place: tuple[str, str, str]) -> None:
    with pytest.raises(TileOutOfRangeError):
        parse_tile(*place)


def test_children_cover_their_parent() -> None:
    parent = Tile(5, 20, 10)
    north_west, _, _, south_east = parent.children
    assert (north_west.bounds_m[0], north_west.bounds_m[3]) == (
        pytest.approx(parent.bounds_m[0]),
        pytest.approx(parent.bounds_m[3]),
    )
    assert (south_east.bounds_m[1], south_east.bounds_m[2]) == (
        pytest.approx(parent.bounds_m[1]),
        pytest.approx(parent.bounds_m[2]),
    )


def test_morton_keys_interleave_bits_with_x_the_lower() -> None:
    assert [morton_key(x, y) for y in (0, 1) for x in (0, 1)] == [0, 1, 2, 3]
    assert morton_key(0b101, 0b011) == 0b011011


@given(COLUMNS, COLUMNS)
def test_a_morton_key_names_its_cell(x: int, y: int) -> None:
    assert morton_cell(morton_key(x, y)) == (x, y)


@given(st.integers(0, 63), st.integers(0, 63))
def test_cells_of_a_tile_are_one_range_of_keys(column: int, row: int) -> None:
    tile = Tile(7, 90, 43)
    keys = tile.cell_keys
    assert len(keys) == 64 * 64
    assert morton_key(tile.x * 64 + column, tile.y * 64 + row) in keys
