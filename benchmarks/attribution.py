"""What does it cost to keep region codes true, row by row and for a whole layer?"""

from collections.abc import Callable, Iterator
from functools import partial

from psycopg import Rollback

from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import Atlas
from core.database.engine import transaction
from layers.regions.attribution import attribute

INSERTED = 1_000
SAMPLED = 20_000
FEW = 3
MOST_ATTRIBUTED = 1_000_000
"""Beyond it whole layers are left out: they would take minutes and tell the same."""
PER_POINTS = 1_000
TAKEN = "SELECT topic, text, geom FROM citizen_reports WHERE id %% 7 = 0 LIMIT %s"
INSERT = "INSERT INTO citizen_reports (topic, text, geom, synthetic) VALUES (%s, %s, %s, TRUE)"
WHOLE_POLYGONS = """
SELECT report.id, max(region.code) FILTER (WHERE region.level = 1),
    max(region.code) FILTER (WHERE region.level = 2),
    max(region.code) FILTER (WHERE region.level = 3)
FROM (SELECT id, geom FROM citizen_reports ORDER BY id LIMIT %s) AS report
JOIN regions AS region ON ST_Contains(region.geom, report.geom)
WHERE daterange(region.valid_from, region.valid_to) @> atlas_today()
GROUP BY report.id
"""


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """Inserts with the triggers and without any; whole layers by pieces and by polygons."""
    taken = atlas.rows(TAKEN, INSERTED)
    with_triggers, without = medians_ms(
        _inserting(atlas, taken, "origin"), _inserting(atlas, taken, "replica")
    )
    yield Comparison(
        f"{INSERTED:,} reports inserted row by row",
        "codes by trigger",
        with_triggers,
        "no triggers at all",
        without,
    )
    total = int(str(atlas.rows("SELECT count(*) FROM citizen_reports")[0][0]))
    if total > MOST_ATTRIBUTED:
        return
    sampled = min(SAMPLED, total)
    by_pieces, by_polygons = medians_ms(
        partial(_attribute, atlas), lambda: atlas.rows(WHOLE_POLYGONS, sampled), FEW
    )
    yield Comparison(
        f"codes of {PER_POINTS:,} points ({total:,} ours, {sampled:,} other measured)",
        "set-wise by pieces",
        by_pieces / total * PER_POINTS,
        "ST_Contains join, whole polygons",
        by_polygons / sampled * PER_POINTS,
    )


def _attribute(atlas: Atlas) -> None:
    with transaction(atlas.sessions) as session:
        attribute(session, [atlas.reports])


def _inserting(atlas: Atlas, rows: list[tuple[object, ...]], role: str) -> Callable[[], None]:
    """The insert of the rows, undone; in the role `replica` PostgreSQL fires no trigger."""

    def insert() -> None:
        with atlas.connection.transaction(), atlas.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('session_replication_role', %s, TRUE)", [role])
            cursor.executemany(INSERT, rows)
            raise Rollback

    return insert
