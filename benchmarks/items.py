"""What does the interface add to the statements of a page of features?"""

from collections.abc import Iterator

from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.recorded import recording
from core.database import transaction
from core.permissions import STRANGER
from layers.access import readable
from layers.queries import count_up_to, features_page

LIMIT = 1_000
MOST_COUNTED = 10_000
PATH = f"/api/collections/{REPORTS}/items?limit={LIMIT}"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """A page over HTTP, plain and compressed, against its statements over psycopg."""
    access = readable(atlas.reports, STRANGER)
    with recording(atlas.engine) as statements, transaction(atlas.sessions) as session:
        features_page(session, access, (), limit=LIMIT)
        count_up_to(session, access, (), MOST_COUNTED)
    for how, headers in (("HTTP", {}), ("HTTP, gzip", {"Accept-Encoding": "gzip"})):

        def ours(headers: dict[str, str] = headers) -> None:
            atlas.client.get(PATH, headers)

        times = medians_ms(ours, lambda: statements.run(atlas))
        yield Comparison(f"page of {LIMIT:,} reports", how, times[0], "its SQL alone", times[1])
