"""What does a tile of reports cost: counted or with all features, cached or not?"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import product
from statistics import median

import asyncpg

from benchmarks.comparison import Comparison, elapsed_ms, medians_ms
from benchmarks.prepared import REPORTS, Atlas
from geo.grid import Tile, tile_at
from tiles.request import parse_request
from tiles.source import Sources
from tiles.statement import tile_values
from tiles.vector import VectorTiles, values_of

ZOOMS = (4, 8, 13)
ZOOM_OF_CACHE = 9
KB = 1000
AROUND = range(-2, 3)
FULLEST = """
SELECT avg(ST_X(geom)), avg(ST_Y(geom)) FROM citizen_reports
GROUP BY floor(ST_X(geom) * 50), floor(ST_Y(geom) * 50) ORDER BY count(*) DESC LIMIT 1
"""
ALL_FEATURES = """
SELECT ST_AsMVT(feature, 'citizen_reports', 4096, 'mvt', 'id') FROM (
    SELECT id, topic, state, synthetic, ST_AsMVTGeom(ST_Transform(geom, 3857),
        Box2D(ST_MakeEnvelope($5, $6, $7, $8, 3857)), 4096, 64, TRUE) AS mvt
    FROM citizen_reports WHERE geom && ST_MakeEnvelope($1, $2, $3, $4, 4326)
) AS feature
"""
SIDES = ("west", "south", "east", "north", "west_m", "south_m", "east_m", "north_m")


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """Tiles of the fullest place: by their SQL alone, then over HTTP."""
    longitude, latitude = (float(str(value)) for value in atlas.rows(FULLEST)[0])
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(atlas.url, server_settings={"jit": "off"}))
        for zoom in ZOOMS:
            tile = tile_at(longitude, latitude, zoom)
            ours = partial(_run, runner, connection, *_our_statement(atlas, tile))
            other = partial(_run, runner, connection, *_plain_statement(tile))
            times = medians_ms(ours, other)
            counted = "counted cells" if zoom < ZOOMS[-1] else "features"
            question = f"tile z{zoom} at the fullest place, SQL alone"
            yield Comparison(
                question,
                f"{counted}, {ours() / KB:,.0f} kB",
                times[0],
                f"ST_AsMVT of all features, {other() / KB:,.0f} kB",
                times[1],
            )
        runner.run(connection.close())
    yield from _over_http(atlas, tile_at(longitude, latitude, ZOOM_OF_CACHE))


def _run(runner: asyncio.Runner, connection: asyncpg.Connection, *query: object) -> int:
    """The size of the tile in bytes."""
    return len(runner.run(connection.fetch(*query))[0][0])


def _our_statement(atlas: Atlas, tile: Tile) -> tuple[object, ...]:
    place = (str(tile.z), str(tile.x), str(tile.y))
    request = parse_request(Sources(atlas.catalogue), REPORTS, place, "")
    statement = VectorTiles().statement(request, None)
    values = values_of(request, datetime.now(UTC).date())
    return (statement.sql, *statement.arguments(values))


def _plain_statement(tile: Tile) -> tuple[object, ...]:
    values = tile_values(tile)
    return (ALL_FEATURES, *(values[side] for side in SIDES))


def _over_http(atlas: Atlas, centre: Tile) -> Iterator[Comparison]:
    """The tiles around a place, each for the first time, once more, and with its entity tag."""
    first, again, unchanged = [], [], []
    for dx, dy in product(AROUND, AROUND):
        path = f"/api/tiles/{REPORTS}/{centre.z}/{centre.x + dx}/{centre.y + dy}"
        get = partial(_tile, atlas, path)
        first.append(elapsed_ms(get))
        again.append(elapsed_ms(get))
        etag = _tile(atlas, path)
        unchanged.append(elapsed_ms(partial(_tile, atlas, path, etag)))
    uncached = median(first)
    question = f"tile z{ZOOM_OF_CACHE} over HTTP, {len(first)} tiles"
    yield Comparison(question, "cached", median(again), "uncached", uncached)
    yield Comparison(question, "304", median(unchanged), "uncached", uncached)


def _tile(atlas: Atlas, path: str, etag: str = "") -> str:
    return atlas.client.get(path, {"If-None-Match": etag} if etag else {}).etag
