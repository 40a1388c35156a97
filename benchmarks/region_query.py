"""What does a region query cost by stored codes, and what by the region's polygon?"""

from collections.abc import Iterator

from benchmarks.comparison import Comparison, medians_ms
from benchmarks.prepared import Atlas

LEVELS = {
    "oblast": "oblast_code",
    "district": "district_code",
    "rural district": "rural_district_code",
}
FULLEST = """
SELECT {column} FROM citizen_reports WHERE {column} IS NOT NULL
GROUP BY {column} ORDER BY count(*) DESC LIMIT 1
"""
BY_CODE = "FROM citizen_reports AS report WHERE report.{column} = %s"
BY_POLYGON = (
    "FROM citizen_reports AS report"
    " JOIN regions AS region ON {predicate}(region.geom, report.geom) WHERE region.code = %s"
    " AND daterange(region.valid_from, region.valid_to) @> atlas_today()"
)
COUNT = "SELECT count(*) "
PAGE = "SELECT report.id, report.topic, report.state "
FIRST = " ORDER BY report.id LIMIT 100"


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """The fullest unit of each level: all of its reports counted, and the first hundred read."""
    for level, column in LEVELS.items():
        code = atlas.rows(FULLEST.format(column=column))[0][0]
        by_code = BY_CODE.format(column=column)

        def ours(where: str = by_code, code: object = code) -> None:
            atlas.rows(COUNT + where, code)
            atlas.rows(PAGE + where + FIRST, code)

        for predicate in ("ST_Contains", "ST_Intersects"):
            by_polygon = BY_POLYGON.format(predicate=predicate)

            def other(where: str = by_polygon, code: object = code) -> None:
                atlas.rows(COUNT + where, code)
                atlas.rows(PAGE + where + FIRST, code)

            times = medians_ms(ours, other)
            question = f"count and first 100 reports of the fullest {level}"
            yield Comparison(question, "stored code", times[0], f"{predicate} join", times[1])
