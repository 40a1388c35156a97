"""What does the interface add to the grouped counts of the whole country?"""

from collections.abc import Iterator

from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import Atlas
from benchmarks.recorded import recording
from core.database import transaction
from core.permissions import STRANGER
from layers.access import readable
from layers.summaries import counts

PATH = "/api/regions/KZ/summary"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """The summary of all layers over HTTP against its GROUP BYs over psycopg."""
    with recording(atlas.engine) as statements, transaction(atlas.sessions) as session:
        for layer in atlas.catalogue.layers:
            counts(session, readable(layer, STRANGER), None, None)
    times = medians_ms(lambda: atlas.client.get(PATH), lambda: statements.run(atlas))
    yield Comparison("summary of the country", "HTTP", times[0], "its GROUP BYs alone", times[1])
