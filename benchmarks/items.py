"""What does a page of features cost: next to its own statements, and next to TipG?"""

import asyncio
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlencode

from benchmarks.comparison import Comparison, Goal, medians_ms
from benchmarks.plain_http import MS, calling
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.recorded import recording
from benchmarks.served import serving
from benchmarks.tipg_beside import tipg
from core.access.caller import STRANGER
from core.database.engine import transaction
from layers.access import readable
from layers.reading.queries import count_up_to, features_page

LIMIT = 1_000
MOST_COUNTED = 10_000
REPETITIONS = 15
PATH = f"/api/collections/{REPORTS}/items?limit={LIMIT}"
BOX = "76.5,43,77.5,43.6"
"""Almaty and its surroundings, degrees."""
TOPIC = "water"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """A page over HTTP, plain and compressed, against its statements; a search against TipG's."""
    access = readable(atlas.reports, STRANGER)
    with recording(atlas.engine) as statements, transaction(atlas.sessions) as session:
        features_page(session, access, (), limit=LIMIT)
        count_up_to(session, access, (), MOST_COUNTED)
    for how, headers in (("HTTP", {}), ("HTTP, gzip", {"Accept-Encoding": "gzip"})):

        def ours(headers: dict[str, str] = headers) -> None:
            atlas.client.get(PATH, headers)

        times = medians_ms(ours, lambda: statements.run(atlas))
        yield Comparison(f"page of {LIMIT:,} reports", how, times[0], "its SQL alone", times[1])
    yield _beside_tipg(atlas, ",".join(field.name for field in access.fields))


def _beside_tipg(atlas: Atlas, fields: str) -> Comparison:
    wanted = {"bbox": BOX, "topic": TOPIC, "limit": LIMIT}
    theirs = {**wanted, "geom-column": "geom", "properties": fields}
    with (
        serving(atlas.url, atlas.folder) as port,
        tipg(atlas.url) as other,
        asyncio.Runner() as run,
    ):
        ours_ms, ours_bytes = run.run(
            _median_ms(port, f"/api/collections/{REPORTS}/items?{urlencode(wanted)}")
        )
        tipg_ms, tipg_bytes = run.run(
            _median_ms(other, f"/collections/public.{REPORTS}/items?{urlencode(theirs)}")
        )
    ratio = tipg_ms / ours_ms
    return Comparison(
        f"{LIMIT:,} reports by box and topic",
        f"{MS / ours_ms:,.0f} requests/s, {ours_bytes / 1000:,.0f} kB",
        ours_ms,
        f"TipG, {MS / tipg_ms:,.1f} requests/s, {tipg_bytes / 1000:,.0f} kB",
        tipg_ms,
        (Goal("items by box and topic, requests/s against TipG", ratio, 10),),
    )


async def _median_ms(port: int, path: str) -> tuple[float, int]:
    async with calling(port) as caller:
        first = await caller.get(path)
        times = [(await caller.get(path)).ms for _ in range(REPETITIONS)]
    return median(times), len(first.body)
