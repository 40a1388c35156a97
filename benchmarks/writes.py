"""What do kept copies and counts cost whoever writes, and how soon do they show a change?"""

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.comparison import Comparison, Goal, elapsed_ms
from benchmarks.prepared import REPORTS, Atlas

ROWS = 1_000
ROUNDS = 9
LONGEST_S = 30
SOURCE = "benchmark writes"
INSERT = """
INSERT INTO citizen_reports (topic, geom, source)
SELECT topic, ST_Translate(geom, 0.001, 0.001), %s FROM citizen_reports
WHERE id BETWEEN %s AND %s
"""
REMOVE = "DELETE FROM citizen_reports WHERE source = %s"
QUEUEING = """
SELECT tgname FROM pg_trigger WHERE tgrelid = 'citizen_reports'::regclass AND tgname LIKE %s
"""
WAITING = "SELECT EXISTS (SELECT FROM change_queue)"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """1,000 reports in one statement with and without the queue; then how long the queue lasts.

    Each round writes once beforehand, so that neither way finds the pages cold.
    """
    names = [str(name) for (name,) in atlas.rows(QUEUEING, f"{REPORTS}_queue%")]
    queued, bare, merged = [], [], []
    for number in range(ROUNDS):
        first = 1 + number * ROWS
        _set_triggers(atlas, names, "DISABLE")
        _written_ms(atlas, first)
        _remove(atlas)
        bare.append(_written_ms(atlas, first))
        _remove(atlas)
        _set_triggers(atlas, names, "ENABLE")
        queued.append(_written_ms(atlas, first))
        merged.append(_merged_s(atlas))
        _remove(atlas)
        _merged_s(atlas)
    ratio = median(queued) / median(bare)
    yield Comparison(
        f"{ROWS:,} reports inserted in one statement",
        f"with the queue of changes ({len(names)} triggers)",
        median(queued),
        "without it",
        median(bare),
        (
            Goal("insert of 1,000 reports, to the bare one", ratio, 1.5, at_least=False),
            Goal("merged after the insert, s", median(merged), 1, at_least=False),
        ),
    )


def _written_ms(atlas: Atlas, first: int) -> float:
    return elapsed_ms(lambda: atlas.connection.execute(INSERT, (SOURCE, first, first + ROWS - 1)))


def _remove(atlas: Atlas) -> None:
    atlas.connection.execute(REMOVE, (SOURCE,))


def _set_triggers(atlas: Atlas, names: list[str], how: str) -> None:
    for name in names:
        atlas.connection.execute(f"ALTER TABLE {REPORTS} {how} TRIGGER {name}".encode())


def _merged_s(atlas: Atlas) -> float:
    """Seconds until the served atlas has taken everything in."""
    began = time.perf_counter()
    while atlas.rows(WAITING)[0][0]:
        if time.perf_counter() - began > LONGEST_S:
            return LONGEST_S
        time.sleep(0.01)
    return time.perf_counter() - began
