from collections.abc import Mapping
from pathlib import Path

import pytest
from geoalchemy2.shape import to_shape
from shapely import LineString, Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.text import Language
from ingest.auditing.audit import reason_of
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.catalogue.tourist_routes import TouristRoute
from layers.history import History
from tests.counting import count
from tests.ingest import officer_files
from tests.ingest.officer_files import write_csv, write_text, write_workbook
from tests.ingest.verdicts import (
    Load,
    counts,
    created_monuments,
    monuments,
    rejected_rows,
    unknown_values,
    why,
)
from tests.shared_data import SHARED_DATA, needs_shared_data
from tests.world.units import EAST_SOUTH, WEST, WEST_NORTH


def test_windows_list_with_decimal_commas_lands_in_its_districts(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_text(tmp_path / "list.csv", officer_files.MONUMENTS, "cp1251")
    assert counts(load(path)) == (2, 0, 0, 0)
    found = monuments(session)
    tomb, mound = found["Мавзолей"], found["Курган"]
    assert to_shape(tomb.geom).equals(Point(67.25, 51.1234))
    assert (tomb.register_no, tomb.kind, tomb.significance, tomb.source) == (
        "1", "urban_planning_architecture", "republican", "list",
    )  # fmt: skip
    assert (tomb.district_code, mound.district_code) == (WEST_NORTH, EAST_SOUTH)
    assert (tomb.original_coordinates, tomb.original_crs) == ("51,1234; 67,25", "EPSG:4326")
    assert (tomb.transformation, tomb.transformation_accuracy_m) == (None, 0)


def test_excel_list_with_degrees_minutes_seconds_below_a_title(
    load: Load, session: Session, tmp_path: Path
) -> None:
    rows = [
        ["Ескерткіштер тізімі", None, None],
        ["Атауы", "Түрі", "Координаттары"],
        ["Күмбез", "ансамбль", "51°30'36\" с.ш. 67°15'00\" в.д."],
    ]
    assert counts(load(write_workbook(tmp_path / "list.xlsx", rows, "A1:C1"))) == (1, 0, 0, 0)
    (row,) = session.scalars(select(Monument).where(Monument.name_kk == "Күмбез"))
    assert to_shape(row.geom).distance(Point(67.25, 51.51)) < 1e-9


def test_gpx_waypoints_become_monuments_and_its_track_a_route(
    load: Load, session: Session, tmp_path: Path
) -> None:
    symbols = officer_files.GPX.replace("</name></wpt>", "</name><sym/></wpt>")
    path = write_text(tmp_path / "walk.gpx", symbols)
    told = load(path, column_overrides={"kind": "sym"}, told_terms={})
    track_unread = (0, "sheet", "others_unread")
    assert why(told) == [track_unread, (1, "kind", "required"), (2, "kind", "required")]
    told = load(path, constants={"kind": "Археология", "oblast": WEST})
    assert told.run.mapping["constants"] == {"kind": "Археология", "oblast": WEST}
    assert why(told) == [track_unread, (2, "coordinates", "outside_claim")]
    assert monuments(session)["Spring"].kind == "archaeology"
    text = officer_files.GPX.replace("</name></wpt>", "</name><type>archaeology</type></wpt>")
    path = write_text(tmp_path / "walk.gpx", text)
    assert counts(load(path, column_overrides={"kind": "type"})) == (1, 1, 0, 0)
    assert monuments(session)["Spring"].district_code == WEST_NORTH
    text = officer_files.GPX.replace(
        "Walk</name>", "Walk</name><desc>Лёгкая</desc><type>foot; eco</type>"
    )
    path = write_text(tmp_path / "walk.gpx", text)
    told = load(path, "tourist_routes", column_overrides={"modes": "type", "difficulty": "desc"})
    assert counts(told) == (1, 0, 0, 2)
    assert why(told) == [(row, "geometry", "far_from_lines") for row in (1, 2)]
    for_all = {"modes": "foot; eco", "difficulty": "Лёгкая"}
    told = load(path, "tourist_routes", constants=for_all)
    assert (counts(told), told.run.created) == ((1, 0, 0, 2), 0)
    (route,) = session.scalars(select(TouristRoute))
    assert (route.modes, to_shape(route.geom)) == (
        ["foot", "eco"],
        LineString([(67.1, 51), (67.3, 51.2)]),
    )


def test_loading_twice_changes_nothing(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", officer_files.MONUMENTS)
    load(path)
    before = [(row.id, row.version) for row in monuments(session).values()]
    assert counts(load(path)) == (0, 2, 0, 0)
    assert [(row.id, row.version) for row in monuments(session).values()] == before
    assert count(session, History) == 1
    assert created_monuments(session) == sorted(number for number, _ in before)


def test_corrected_file_changes_just_the_corrected_row(
    load: Load, session: Session, tmp_path: Path
) -> None:
    rows = ("a;Курган;археология;51,5 67,5", "b;Мавзолей;ансамбль;48,5 71,5")
    load(write_csv(tmp_path, *rows), key_column="key")
    corrected = write_csv(tmp_path, rows[0].replace("51,5", "48,6"), rows[1])
    assert counts(load(corrected, key_column="KEY")) == (1, 1, 0, 0)
    found = monuments(session)
    assert {name: row.version for name, row in found.items()} == {"Курган": 2, "Мавзолей": 1}
    assert to_shape(found["Курган"].geom).equals(Point(67.5, 48.6))
    assert found["Курган"].source_key == "a"
    (edit,) = session.scalars(select(History).where(History.action == "edited"))
    assert edit.facts == {"file": "list.csv", "row": "2"}


def test_bad_rows_are_explained_whole_and_the_good_one_is_loaded(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load(
        write_csv(
            tmp_path,
            "k1;Курган;археологея;0,0 0,0",
            "k2;Мавзолей;ансамбль;51,5 67,5",
            "k3;Башня;;51,5 67,6",
            "k4;Стена;ансамбль;51,5 67,7;лишнее",
        )
    )
    assert counts(told) == (1, 0, 0, 3)
    assert why(told) == [
        (2, "kind", "unknown_term"),
        (2, "coordinates", "zero"),
        (4, "kind", "required"),
        (5, "coordinates", "shifted"),
    ]
    assert told.problems[0].suggestion == "archaeology"
    assert unknown_values(told) == {("kind", "археологея"): 1}
    for problem in told.problems:
        assert all(reason_of(problem).in_language(language) for language in Language)
    assert list(monuments(session)) == ["Мавзолей"]


def test_rows_of_one_key_wait_where_they_are_at_odds(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load(
        write_csv(
            tmp_path,
            "a;Курган;археология;51,5 67,5",
            "a;Мавзолей;ансамбль;51,5 67,5",
            "b;Стена;ансамбль;51,5 67,6",
            "b;Стена;ансамбль;51,5 67,6",
            ";Башня;ансамбль;51,5 67,7",
        ),
        key_column="key",
    )
    assert counts(told) == (1, 0, 3, 1)
    assert why(told) == [
        (2, "key", "at_odds"),
        (3, "key", "at_odds"),
        (5, "key", "repeated"),
        (6, "key", "no_key"),
    ]
    assert list(monuments(session)) == ["Стена"]


def test_row_that_the_database_refuses_is_explained_and_hinders_no_other(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "kato;name_ru;kind;residents;lat;lon"
    rows = (
        "101010000;Занят;село;10;51,5;67,5",
        "101990001;Новый;село;10;51,5;67,6",
    )
    told = load(write_csv(tmp_path, *rows, header=header), "settlements", key_column="kato")
    assert counts(told) == (1, 0, 0, 1)
    assert why(told) == [(2, "kato", "taken")]
    loaded = session.scalars(select(Settlement.name_ru).where(Settlement.source == "list"))
    assert list(loaded) == ["Новый"]


def test_row_beyond_every_region_is_kept_and_told(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "k;Курган;археология;47,5 80,5")
    for verdict in ((1, 0, 0, 0), (0, 1, 0, 0)):
        told = load(path)
        assert counts(told) == verdict
        assert why(told) == [(2, "geometry", "in_no_region")]
    assert monuments(session)["Курган"].outside


def test_report_of_a_file_gets_its_deadline(load: Load, session: Session, tmp_path: Path) -> None:
    header = "тема;текст;дата подачи;широта;долгота"
    row = "Дороги;Яма;17.07.2026 02:30;51,5;67,5"
    told = load(write_csv(tmp_path, row, header=header), "citizen_reports")
    assert counts(told) == (1, 0, 0, 0)
    (report,) = session.scalars(select(CitizenReport))
    assert (report.topic, report.state) == ("roads", "open")
    assert report.submitted_on.isoformat() == "2026-07-17"
    assert report.due_on is not None
    assert report.due_on > report.submitted_on


OSM_KINDS: Mapping[tuple[str, str], str] = {
    ("kind", "hamlet"): "village",
    ("kind", "isolated dwelling"): "other",
}


@needs_shared_data
@pytest.mark.shared_data
def test_settlements_of_openstreetmap_are_all_accounted_for(load: Load, session: Session) -> None:
    (path,) = (SHARED_DATA / "places_hotosm").glob("*.geojson")
    # The file has no KATO codes: its own numbers stand in, for a trial of the road.
    told = load(
        path,
        "settlements",
        source="places_hotosm",
        key_column="osm_id",
        column_overrides={
            "name_en": "name",
            "kind": "place",
            "kato": "osm_id",
            "residents": "population",
        },
        told_terms=OSM_KINDS,
    )
    assert told.run.read == 9_899
    nameless = [problem for problem in told.problems if problem.code == "no_name"]
    assert len(nameless) == 1_335
    assert (told.run.loaded or 0) > 8_500
    assert told.run.mapping["columns"]["name_kk"] == "name:kk"
    stored = select(func.count()).where(Settlement.source == "places_hotosm")
    assert session.scalar(stored) == told.run.loaded
    assert told.run.rejected == len(rejected_rows(told))
