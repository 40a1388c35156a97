"""Files as officers hand them in, made by the tests."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geopandas import GeoDataFrame
from openpyxl import Workbook
from shapely.geometry.base import BaseGeometry

MONUMENTS = (
    "Рег. №;Наименование памятника;Вид;Значение;Широта;Долгота\n"
    "1;Мавзолей;Архитектура;респ. значения;51,1234;67,25\n"
    "2;Курган;Археология;местн.;48,5;71,375\n"
)
"""One in the north-west of the drawn country, one in its south-east."""


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_csv(folder: Path, *rows: str, header: str = "key;name_ru;kind;coordinates") -> Path:
    return write_text(folder / "list.csv", "\n".join((header, *rows)) + "\n")


def write_workbook(path: Path, rows: Sequence[Sequence[Any]], merged: str | None = None) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Тізім"
    for row in rows:
        page.append(list(row))
    if merged:
        page.merge_cells(merged)
    book.create_sheet("Басқа").append(["kind", "name_ru"])
    book.save(path)
    return path


def write_vector(
    path: Path, geometries: Sequence[BaseGeometry], crs: str | None, **columns: Sequence[object]
) -> Path:
    frame = GeoDataFrame(dict(columns), geometry=list(geometries), crs=crs)
    frame.to_file(path, engine="pyogrio")
    return path


def zipped(shapefile: Path, *, without: Sequence[str] = ()) -> Path:
    """The shapefile with its companions in one container."""
    container = shapefile.with_suffix(".zip")
    with zipfile.ZipFile(container, "w") as target:
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            if part.suffix not in (".zip", *without):
                target.write(part, part.name)
    return container


GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="51.5" lon="67.5"><name>Spring</name></wpt>
<wpt lat="48.5" lon="70.5"><name>Cave</name></wpt>
<trk><name>Walk</name>
<trkseg><trkpt lat="51" lon="67.1"/><trkpt lat="51.2" lon="67.3"/></trkseg>
</trk>
</gpx>
"""
