"""What do the kept counts of regions save, and what does the interface add to them?"""

from collections.abc import Iterator

from benchmarks.comparison import Comparison, Goal, medians_ms
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.recorded import recording
from core.access.caller import STRANGER
from core.database.engine import transaction
from layers.access import readable
from layers.reading.summaries import counts

UNITS = """
(SELECT 'country', 'KZ', 'TRUE')
UNION ALL
(SELECT 'oblast', oblast_code, 'oblast_code = ' || quote_literal(oblast_code)
FROM citizen_reports GROUP BY oblast_code ORDER BY count(*) DESC LIMIT 1)
UNION ALL
(SELECT 'district', district_code, 'district_code = ' || quote_literal(district_code)
FROM citizen_reports WHERE district_code IS NOT NULL
GROUP BY district_code ORDER BY count(*) DESC LIMIT 1)
"""
"""The country, the fullest oblast and the fullest district, with the condition of their rows."""
RAW = """
SELECT topic, state, date_trunc('month', submitted_on), count(*) FROM citizen_reports
WHERE {condition} AND visibility = 'public' GROUP BY 1, 2, 3
"""
BY_ALL = "topic,state,month"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """Roll-ups of reports by topic, state and month, and the summary of all layers, over HTTP."""
    for level, code, condition in atlas.rows(UNITS):
        raw = RAW.format(condition=condition)
        path = f"/api/regions/{code}/counts?layer={REPORTS}&by="
        yield from _roll_ups(atlas, str(level), str(code), path, raw)
    with recording(atlas.engine) as statements, transaction(atlas.sessions) as session:
        counts(session, [readable(layer, STRANGER) for layer in atlas.catalogue.layers], "KZ")
    path = "/api/regions/KZ/summary"
    times = medians_ms(lambda: atlas.client.get(path), lambda: statements.run(atlas))
    yield Comparison("summary of the country", "HTTP", times[0], "its SQL alone", times[1])


def _roll_ups(atlas: Atlas, level: str, code: str, path: str, raw: str) -> Iterator[Comparison]:
    with recording(atlas.engine) as statements, transaction(atlas.sessions) as session:
        counts(session, [readable(atlas.reports, STRANGER)], code)
    sql = medians_ms(lambda: statements.run(atlas), lambda: atlas.rows(raw), 3)
    yield Comparison(
        f"roll-up of the fullest {level} by topic and state",
        "kept counts, SQL alone",
        sql[0],
        "raw GROUP BY",
        sql[1],
        (
            Goal(f"roll-up of the {level}, to the raw GROUP BY", sql[1] / sql[0], 100),
            Goal(f"roll-up of the {level}, ms", sql[0], 5, at_least=False),
        ),
    )
    served = medians_ms(lambda: atlas.client.get(path + BY_ALL), lambda: atlas.rows(raw), 3)
    yield Comparison(
        f"roll-up of the fullest {level} by {BY_ALL}", "HTTP", served[0], "raw GROUP BY", served[1]
    )
