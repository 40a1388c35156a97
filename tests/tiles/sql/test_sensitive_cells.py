"""Cells never tell more of a sensitive place than everyone may know."""

import asyncio
from dataclasses import replace
from datetime import date

import asyncpg
import pytest

from core.database.engine import SessionFactory, transaction
from geo.grid import Tile, tile_at
from layers.catalogue.monuments import LAYER
from layers.materialized.points import points_table
from tests.tiles.decoded import TileFeature, decoded
from tests.world.objects import add_monument
from tiles.request import TileRequest
from tiles.sql.vector import VectorTiles, values_of
from tiles.tile_layer import tile_layer_of

EXACT = (67.712345, 49.123456)
PUBLIC = (67.75, 49.15)
COUNTED = replace(LAYER, tile=replace(LAYER.tile, counts_below=16))
"""The monuments, if tiles counted them."""


def cells_in(url: str, tile: Tile) -> list[TileFeature]:
    """The cells of a tile."""

    async def content() -> bytes:
        connection = await asyncpg.connect(url)
        try:
            request = TileRequest((tile_layer_of(COUNTED),), tile)
            statement = VectorTiles().statement(request, None)
            arguments = statement.arguments(values_of(request, date(2026, 1, 1)))
            return bytes(await connection.fetchval(statement.sql, *arguments))
        finally:
            await connection.close()

    return decoded(asyncio.run(content()), tile).get(LAYER.id, [])


@pytest.mark.parametrize("zoom", range(16))
def test_sensitive_objects_are_counted_at_their_public_place(
    drawn_database: str, merged: SessionFactory, zoom: int
) -> None:
    with transaction(merged) as session:
        for _ in range(3):
            add_monument(session, f"POINT({EXACT[0]} {EXACT[1]})", sensitive=True)
        add_monument(session, f"POINT({EXACT[0]} {EXACT[1]})", visibility="hidden")
    (cell,) = cells_in(drawn_database, tile_at(*PUBLIC, zoom))
    unit = 360 / 2**zoom / 4096
    assert cell.properties["count"] == 3
    assert cell.longitude_latitude == pytest.approx(PUBLIC, abs=unit)
    if zoom >= 14:
        assert cells_in(drawn_database, tile_at(*EXACT, zoom)) == []


def test_kept_points_hold_no_exact_place_and_no_hidden_object(merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_monument(session, f"POINT({EXACT[0]} {EXACT[1]})", sensitive=True)
        add_monument(session, f"POINT({EXACT[0]} {EXACT[1]})", visibility="hidden")
    with transaction(merged) as session:
        (kept,) = session.execute(points_table(LAYER).select()).all()
    at_public = tile_at(*PUBLIC, zoom=20)
    assert (kept.x >> 8, kept.y >> 8) == (at_public.x, at_public.y)
