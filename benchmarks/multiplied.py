"""Very many reports, made in the database from those of the demonstration."""

from collections.abc import Callable

from sqlalchemy import Engine, text

from core.database.engine import make_sessions, transaction
from ingest.loading.merging.set_aside import set_aside
from layers.model.layer import Layer

CHUNK = 1_000_000
COPIED = (
    "topic", "state", "due_on", "done_on", "oblast_code", "district_code", "rural_district_code",
    "responsible_code", "outside", "synthetic", "visibility",
)  # fmt: skip
COPY = """
INSERT INTO citizen_reports (submitted_at, geom, source, {columns})
SELECT submitted_at - random() * INTERVAL '300 days',
    ST_SetSRID(ST_MakePoint(ST_X(geom) + (random() + random() - 1) * 0.02,
        ST_Y(geom) + (random() + random() - 1) * 0.014), 4326),
    'benchmark', {columns}
FROM citizen_reports, generate_series(1, :times) WHERE source <> 'benchmark' LIMIT :rows
"""
"""Each copy lies within some 1.5 km of its original and keeps its regions."""


def multiply(engine: Engine, reports: Layer, wanted: int, tell: Callable[[int], object]) -> None:
    """Bring the layer to so many rows; `tell` is told how many after each part.

    No trigger fires: whoever calls builds the kept copies and counts anew.
    """
    statement = text(COPY.format(columns=", ".join(COPIED)))
    with transaction(make_sessions(engine)) as session:
        made = originals = session.scalar(text("SELECT count(*) FROM citizen_reports")) or 0
        if made >= wanted:
            return
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        with set_aside(session, reports):
            while made < wanted:
                rows = min(CHUNK, wanted - made)
                session.execute(statement, {"times": -(-rows // originals), "rows": rows})
                made += rows
                tell(made)
