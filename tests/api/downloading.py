"""Rows to download, and files opened again by other programs."""

import io
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import geopandas
import gpxpy
import gpxpy.gpx
import pyogrio
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.database.engine import SessionFactory
from layers.catalogue.tourist_routes import TouristRoute
from tests.api.asking import ENGLISH, monument, report

KAZAKH = "ә ғ қ ң ө ұ ү һ і Ә Ғ Қ Ң Ө Ұ Ү Һ І"
BY_GDAL = ("geojson", "geojsonl", "kml", "gpkg", "fgb")
GEOGRAPHIC = (*BY_GDAL, "parquet")
EVERY_FORMAT = (*GEOGRAPHIC, "gpx", "csv", "xlsx")


AREA = "SRID=4326;POLYGON((70 50,70.5 50,70.5 50.123456789,70 50.1,70 50))"
LINE = "SRID=4326;LINESTRING(68.2 43.3,68.25 43.4,69.123456789 44)"
TEXT = "a \"b\", <c> & 'd'; e\nf"


class Served(NamedTuple):
    """An atlas whose rows are committed, and a client of it."""

    client: TestClient
    sessions: SessionFactory


def fill(session: Session) -> None:
    monument(
        session,
        61.123456789,
        51.987654321,
        name_kk=KAZAKH,
        name_ru=TEXT,
        significance="local",
        protected_since=date(1982, 1, 26),
        dating_begin_earliest=-300,
        accuracy_m=12.5,
        citation="© OpenStreetMap contributors, ODbL",
        original_coordinates="СЕКРЕТ",
    )
    monument(session, geom=AREA, name_kk="Қорық", source="реестр")
    monument(
        session, 77.7777, 43.2222, name_kk="Құпия жер", sensitive=True, address="құпия мекенжай"
    )
    monument(session, 62, 52, name_kk="Жасырын", visibility="hidden")
    report(session, 66.6, 48.8, text="=1+1", author_name="СЕКРЕТ", author_contact="СЕКРЕТ")
    report(session, 66.7, 48.9, text="-5 °C\x01", topic="water")
    session.add(TouristRoute(geom=LINE, modes=["car", "foot"], difficulty="easy", name_kk="Жол"))
    session.commit()


def download(client: TestClient, layer: str, **asked: str) -> Any:
    """The answer to a download, which must be 200."""
    answer = client.get(
        f"/api/collections/{layer}/download", params=asked, headers={**ENGLISH, "Accept": "*/*"}
    )
    assert answer.status_code == 200, answer.text
    return answer


def saved(content: bytes, file_format: str, folder: Path) -> Path:
    """The path of the content as a file of the format."""
    path = folder / f"download.{file_format}"
    path.write_bytes(content)
    return path


def opened(content: bytes, file_format: str, folder: Path) -> geopandas.GeoDataFrame:
    """The features of a file as geopandas reads them."""
    path = saved(content, file_format, folder)
    if file_format == "parquet":
        return geopandas.read_parquet(path)
    if file_format in ("geojson", "geojsonl"):
        return pyogrio.read_dataframe(path, fid_as_index=True).reset_index(names="id")
    found = pyogrio.read_dataframe(path)
    if file_format == "kml" and len(found):
        found["id"] = found["id"].str.rpartition(".")[2].astype(int)
    return found


def opened_gpx(content: bytes) -> gpxpy.gpx.GPX:
    """The document as gpxpy reads it."""
    return gpxpy.parse(io.BytesIO(content))


def facts_of_gpx(thing: Any) -> dict[str, str]:
    """The fields of a waypoint or track by name."""
    return {element.tag.partition("}")[2]: element.text or "" for element in thing.extensions}
