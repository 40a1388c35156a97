"""What does the coverage of the whole country cost against measuring every pair?"""

from collections.abc import Iterator

from analysis.coverage.coverage import CoverageRequest, coverage
from analysis.travel.engines import travel_engines
from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import Atlas
from core.access.caller import STRANGER
from core.database.engine import transaction

DISTANCE_KM = 50
SAMPLED = 100
FEW = 3
ALL_PAIRS = """
SELECT settlement.id,
    min(ST_Distance(CAST(settlement.geom AS geography), CAST(monument.public_geom AS geography)))
FROM (SELECT id, geom FROM settlements ORDER BY kato LIMIT %s) AS settlement
CROSS JOIN monuments AS monument
GROUP BY settlement.id
"""


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """The share of all settlements near a monument; the pairs of a sample, scaled up."""
    wish = CoverageRequest(atlas.catalogue.layer("monuments"), DISTANCE_KM)
    engines = travel_engines()
    settlements = int(str(atlas.rows("SELECT count(*) FROM settlements")[0][0]))

    def ours() -> None:
        with transaction(atlas.sessions) as session:
            coverage(session, atlas.catalogue, STRANGER, wish, engines)

    whole_ms, sample_ms = medians_ms(ours, lambda: atlas.rows(ALL_PAIRS, SAMPLED), FEW)
    yield Comparison(
        f"{settlements:,} settlements within {DISTANCE_KM} km of a monument",
        "atlas, gaps listed",
        whole_ms,
        f"all pairs, {SAMPLED} settlements × {settlements / SAMPLED:.1f}",
        sample_ms * settlements / SAMPLED,
    )
