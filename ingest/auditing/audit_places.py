"""The places of a map file's rows as columns of the audit, for a workbook has no geometries."""

import shapely

from geo.crs.systems import BY_CODE
from ingest.staging.runs import Run, RunRow

DEGREES = ("lat", "lon", "crs")
METRES = ("y", "x", "crs")
CRS84 = "OGC:CRS84"


def place_columns(run: Run) -> tuple[str, ...]:
    """The columns that a map file's points need beside its own; none for tables.

    None where the file has one of these names itself, or its reference system is not known.
    """
    columns = METRES if _is_projected(run) else DEGREES
    if not (run.mapping.get("has_geometry") and _code(run)):
        return ()
    return () if set(columns) & set(run.mapping.get("file_columns", ())) else columns


def place_cells(run: Run, left: RunRow) -> tuple[object, ...]:
    """A row's northing or latitude, easting or longitude, and the code of their system.

    All empty for what is no point.
    """
    columns = place_columns(run)
    if not columns:
        return ()
    place = shapely.from_wkt(left.geometry, on_invalid="ignore") if left.geometry else None
    if not isinstance(place, shapely.Point) or place.is_empty:
        return ("",) * len(columns)
    return place.y, place.x, _code(run)


def _code(run: Run) -> str:
    code = str((run.mapping.get("crs") or {}).get("code") or "")
    return "EPSG:4326" if code == CRS84 else code


def _is_projected(run: Run) -> bool:
    system = BY_CODE.get(_code(run))
    return bool(system and system.is_projected)
