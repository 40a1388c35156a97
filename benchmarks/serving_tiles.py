"""What does a tile cost over HTTP that nobody has asked for yet, next to its SQL and to TipG?"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import asyncpg

from benchmarks.comparison import Comparison, Goal
from benchmarks.plain_http import MS, Caller, calling
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.served import serving
from benchmarks.tipg_beside import FIELDS_OF_REPORTS, tile_path, tipg
from core.clock import Clock
from geo.grid import Tile, tile_at
from layers.days import day_of
from tiles.request import parse_request
from tiles.sql.vector import VectorTiles, values_of
from tiles.tile_layer import REGIONS, TileLayers

ROUTES = "tourist_routes"
COUNTED_ZOOMS, POINT_ZOOMS, SHAPE_ZOOMS = range(4, 12), range(12, 15), range(4, 10)
SAMPLED = 12
REPETITIONS = 7
LONG_MS, LONGEST_MS = 10, 500
"""A statement of at least LONG_MS is judged by ratio; one beyond LONGEST_MS runs but once."""
PLACES = {
    REPORTS: "SELECT ST_X(geom), ST_Y(geom) FROM citizen_reports TABLESAMPLE SYSTEM (0.1)"
    " REPEATABLE (1) ORDER BY random() LIMIT 400",
    REGIONS: "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_PointOnSurface(geom) AS p FROM regions) AS o",
    ROUTES: "SELECT ST_X(p), ST_Y(p) FROM"
    " (SELECT ST_StartPoint(ST_GeometryN(geom, 1)) AS p FROM tourist_routes) AS o",
}
SHOWN_BY_TIPG = {
    REPORTS: FIELDS_OF_REPORTS,
    REGIONS: "code,level,kind,parent_code,name_kk,name_ru,name_en,approximate",
    ROUTES: "name_kk,name_ru,name_en,difficulty",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of one tile in milliseconds: over HTTP, and its SQL alone; its size in bytes."""

    tile: Tile
    http_ms: float
    sql_ms: float
    size: int


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """Uncached tiles of each kind of layer against their SQL, then against TipG's."""
    with (
        serving(atlas.url, atlas.folder, ATLAS_TILE_CACHE_MB="0") as port,
        tipg(atlas.url) as tipg_port,
        asyncio.Runner() as runner,
    ):
        ours = {
            (layer, zoom): runner.run(_measured(atlas, port, layer, zoom))
            for layer, zooms in (
                (REPORTS, (*COUNTED_ZOOMS, *POINT_ZOOMS)),
                (REGIONS, SHAPE_ZOOMS),
                (ROUTES, SHAPE_ZOOMS),
            )
            for zoom in zooms
        }
        yield _overhead([each for found in ours.values() for each in found])
        yield _percentile(ours)
        for name, layer, zooms, wanted in (
            ("counted reports", REPORTS, COUNTED_ZOOMS, 200),
            ("reports", REPORTS, POINT_ZOOMS, 5),
            ("polygons", REGIONS, SHAPE_ZOOMS, 4),
            ("lines", ROUTES, SHAPE_ZOOMS, 4),
        ):
            least: list[float] = []
            for zoom in zooms:
                fullest = max(ours[layer, zoom], key=lambda each: each.size)
                other, size = runner.run(_of_tipg(tipg_port, layer, fullest.tile))
                least.append(other / fullest.http_ms)
                goal = Goal(f"{name}, least ratio against TipG", min(least), wanted)
                yield Comparison(
                    f"uncached tile of {name}, z{zoom}",
                    f"{fullest.size / 1000:,.0f} kB",
                    fullest.http_ms,
                    f"TipG, all features, {size / 1000:,.0f} kB",
                    other,
                    (goal,) if zoom == zooms[-1] else (),
                )


async def _measured(atlas: Atlas, port: int, layer: str, zoom: int) -> list[Measured]:
    """Tiles of a zoom, each over HTTP and by its SQL alone in turn."""
    connection = await asyncpg.connect(atlas.url, server_settings={"jit": "off"})
    try:
        async with calling(port) as caller:
            return [
                await _one(atlas, connection, caller, layer, tile)
                for tile in _tiles(atlas, layer, zoom)
            ]
    finally:
        await connection.close()


async def _one(
    atlas: Atlas, connection: asyncpg.Connection, caller: Caller, layer: str, tile: Tile
) -> Measured:
    sql, arguments = _statement(atlas, layer, tile)
    path = f"/api/tiles/{layer}/{tile}"

    async def alone() -> float:
        began = asyncio.get_running_loop().time()
        await connection.fetchval(sql, *arguments)
        return (asyncio.get_running_loop().time() - began) * MS

    async def over_http() -> float:
        return (await caller.get(path)).ms

    size = len((await caller.get(path)).body)
    await alone()
    http_ms, sql_ms = await _in_turn(over_http, alone)
    return Measured(tile, http_ms, sql_ms, size)


async def _in_turn(*ways: Callable[[], Awaitable[float]]) -> list[float]:
    times = [[await way() for way in ways] for _ in range(REPETITIONS)]
    return [median(of_way) for of_way in zip(*times, strict=True)]


async def _of_tipg(port: int, layer: str, tile: Tile) -> tuple[float, int]:
    """The milliseconds and bytes of TipG's tile with all features."""
    path = tile_path(layer, tile, SHOWN_BY_TIPG[layer])
    async with calling(port) as caller:
        first = await caller.get(path)
        if first.ms > LONGEST_MS:
            return first.ms, len(first.body)
        times = [(await caller.get(path)).ms for _ in range(REPETITIONS)]
        return median(times), len(first.body)


def _tiles(atlas: Atlas, layer: str, zoom: int) -> list[Tile]:
    """Distinct tiles of a zoom in which something lies, weighted as the objects are."""
    places = [(float(str(x)), float(str(y))) for x, y in atlas.rows(PLACES[layer])]
    tiles = dict.fromkeys(tile_at(x, y, zoom) for x, y in places)
    return list(tiles)[:SAMPLED]


def _statement(atlas: Atlas, layer: str, tile: Tile) -> tuple[str, list[object]]:
    place = (str(tile.z), str(tile.x), str(tile.y))
    request = parse_request(TileLayers(atlas.catalogue), layer, place, "")
    statement = VectorTiles().statement(request, None)
    return statement.sql, statement.arguments(values_of(request, day_of(Clock().now())))


def _overhead(tiles: Sequence[Measured]) -> Comparison:
    short = [each for each in tiles if each.sql_ms < LONG_MS]
    added = [each.http_ms - each.sql_ms for each in short]
    goals = [
        Goal("uncached tile, ms that HTTP adds, median", median(added), 0.8, at_least=False),
        Goal("uncached tile, ms that HTTP adds, p90", _share(added, 90), 1.5, at_least=False),
    ]
    long = [each.http_ms / each.sql_ms for each in tiles if each.sql_ms >= LONG_MS]
    if long:
        goals.append(
            Goal("uncached tile of 10 ms and more, HTTP to SQL", median(long), 1.15, at_least=False)
        )
    return Comparison(
        f"{len(tiles)} uncached tiles of reports, regions and routes",
        "HTTP",
        median(each.http_ms for each in tiles),
        "their SQL alone, asyncpg",
        median(each.sql_ms for each in tiles),
        tuple(goals),
    )


def _percentile(ours: dict[tuple[str, int], list[Measured]]) -> Comparison:
    counted = [each for zoom in COUNTED_ZOOMS for each in ours[REPORTS, zoom]]
    late = _share([each.http_ms for each in counted], 95)
    return Comparison(
        f"{len(counted)} uncached tiles of counted reports, z4-z11",
        "p95",
        late,
        "median",
        median(each.http_ms for each in counted),
        (Goal("counted reports, p95 in ms", late, 15, at_least=False),),
    )


def _share(figures: Sequence[float], percent: int) -> float:
    """The figure below which so many percent lie."""
    return quantiles(figures, n=100, method="inclusive")[percent - 1]
