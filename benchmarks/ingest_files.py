"""The files that the loads are measured on: citizens' reports as CSV and as GeoPackage."""

from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from benchmarks.prepared import Atlas

SEED = 20_261_122
SPREAD_DEGREES = 0.03
TEXTS = (
    "Шұңқыр жолдың ортасында",
    "Не горит фонарь у школы",
    "Мусор не вывозят вторую неделю",
    "Су құбыры жарылған",
    "Open manhole by the bus stop",
)
CENTRES = "SELECT ST_X(geom), ST_Y(geom) FROM settlements ORDER BY id"


def reports_frame(atlas: Atlas, count: int) -> pd.DataFrame:
    """So many reports around the settlements: key, topic, text, submitted_at, lat, lon."""
    random = np.random.default_rng(SEED)
    centres = np.array(atlas.rows(CENTRES), dtype=np.float64)
    around = centres[random.integers(0, len(centres), count)]
    places = np.round(around + random.normal(0, SPREAD_DEGREES, (count, 2)), 6)
    vocabulary = atlas.reports.field("topic").vocabulary
    topics = np.array(sorted(vocabulary.codes) if vocabulary else [])
    seconds = random.integers(0, 300 * 86_400, count)
    moments = np.datetime64("2026-01-01T00:00:00") + seconds.astype("timedelta64[s]")
    return pd.DataFrame(
        {
            "key": [f"r{number:08d}" for number in range(count)],
            "topic": topics[random.integers(0, len(topics), count)],
            "text": np.array(TEXTS)[random.integers(0, len(TEXTS), count)],
            "submitted_at": np.char.add(np.datetime_as_string(moments, unit="s"), "+05:00"),
            "lat": places[:, 1],
            "lon": places[:, 0],
        }
    )


def write_files(atlas: Atlas, count: int, folder: Path) -> tuple[Path, Path]:
    """The CSV and the GeoPackage with the same so many reports."""
    frame = reports_frame(atlas, count)
    table, package = folder / "reports.csv", folder / "reports.gpkg"
    frame.to_csv(table, index=False)
    points = shapely.points(frame["lon"], frame["lat"])
    columns = frame.drop(columns=["lat", "lon"])
    geopandas.GeoDataFrame(columns, geometry=points, crs=4326).to_file(package, engine="pyogrio")
    return table, package
