"""Every kind of file goes all the way into a layer, or waits with its reason."""

import json
from pathlib import Path

from geopandas import GeoDataFrame
from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.sandbox.incoming import incoming
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from tests.ingest.officer_files import write_text
from tests.ingest.reading.osm.test_osm_extract import write_extract
from tests.ingest.reading.survey.test_survey_forms import KOBO, write_rows
from tests.ingest.reading.test_photos import PLACE, SHOT, write_photo
from tests.ingest.reading.xml.test_open311 import REQUESTS
from tests.ingest.verdicts import Load, counts, why

NORTH = {**PLACE, 2: (51.0, 30.0, 0.0), 4: (67.0, 15.0, 0.0)}
"""51.5° N 67.25° E, in the drawn country."""


def test_extract_of_openstreetmap_is_loaded_by_its_lasting_keys(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_extract(tmp_path / "drawn.osm.pbf")
    first = load(path, key_column="osm_id", source="osm")
    again = load(path, key_column="osm_id", source="osm")
    assert (counts(first), counts(again)) == ((3, 0, 1, 1), (0, 3, 1, 1))
    assert why(first)[-2:] == [(4, "kind", "unknown_term"), (4, "coordinates", "empty")]
    mound = session.scalars(select(Monument).where(Monument.source_key == "node/20")).one()
    assert (mound.name_kk, mound.name_ru, mound.kind) == ("Қорым", "Могильник", "archaeology")
    assert mound.citation == "© OpenStreetMap contributors, ODbL"


def test_geoparquet_in_metres_is_loaded_in_its_place(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.parquet"
    frame = GeoDataFrame(
        {"name_ru": ["Курган"], "kind": ["archaeology"]}, geometry=[Point(67.25, 51.5)], crs=4326
    )
    frame.to_crs(32642).to_parquet(path)
    assert load(path).run.loaded == 1
    monument = session.scalars(select(Monument)).one()
    assert monument.original_crs == "EPSG:32642"


def test_form_of_kobo_is_loaded_and_what_has_no_place_is_not(
    load: Load, session: Session, tmp_path: Path
) -> None:
    loaded = load(write_rows(tmp_path / "form.csv", KOBO), key_column="_uuid")
    assert (loaded.run.read, loaded.run.loaded) == (2, 1)
    assert session.scalars(select(Monument.source_key)).one() == "aa-1"


def test_open311_requests_are_loaded_as_reports(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_text(tmp_path / "requests.json", json.dumps(REQUESTS))
    loaded = load(path, "citizen_reports", key_column="service_request_id")
    assert (loaded.run.read, loaded.run.loaded) == (2, 1)
    report = session.scalars(select(CitizenReport)).one()
    assert (report.source_key, report.topic) == ("638344", "roads")


def test_photos_are_rows_and_one_without_gps_is_kept_with_its_reason(
    load: Load, tmp_path: Path
) -> None:
    folder = tmp_path / "Аулиеколь"
    folder.mkdir()
    write_photo(folder / "a.jpg", NORTH, SHOT, ImageDescription="archaeology")
    write_photo(folder / "b.jpg", {}, SHOT, ImageDescription="archaeology")
    (path,) = incoming(str(folder), tmp_path / "kept").files
    loaded = load(
        path,
        key_column="file",
        column_overrides={"name_ru": "file_name", "kind": "description"},
    )
    assert (loaded.run.read, loaded.run.loaded) == (2, 1)
    assert {problem.row for problem in loaded.problems} == {3}
