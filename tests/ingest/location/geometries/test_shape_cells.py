"""Geometries written in the cells of tables, under whatever header."""

import json
from pathlib import Path

import pytest
import shapely
from geoalchemy2.shape import to_shape
from pyproj import Transformer
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder, MatchRule
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_text, write_workbook
from tests.ingest.verdicts import Load, counts, why

PLACE = Point(67.25, 51.5)
YARD = Polygon([(67.0, 51.0), (67.1, 51.0), (67.1, 51.1)])
IN_UTM = Point(*Transformer.from_crs(4326, 32642, always_xy=True).transform(67.25, 51.5))


def stored(session: Session, table: type[Monument | TouristRoute] = Monument) -> list[BaseGeometry]:
    return [to_shape(place) for place in session.scalars(select(table.geom).order_by(table.id))]


@pytest.mark.parametrize("header", ["wkt", "the_geom", "геометрия", "Где это", "address", "#"])
@pytest.mark.parametrize(
    "text",
    [
        "POINT (67.25 51.5)",
        "SRID=4326;POINT(67.25 51.5)",
        PLACE.wkb_hex,
        '"{""type"": ""Point"", ""coordinates"": [67.25, 51.5]}"',
        "{coordinates=[67.25, 51.5], type=Point}",
    ],
)
def test_points_in_cells_are_found_by_what_they_are(
    load: Load, session: Session, tmp_path: Path, header: str, text: str
) -> None:
    path = write_text(
        tmp_path / "list.tsv", f"key\tname_ru\tkind\t{header}\nk1\tКурган\tarchaeology\t{text}\n"
    )
    assert counts(load(path, key_column="key")) == (1, 0, 0, 0)
    assert stored(session) == [PLACE]


def test_points_and_areas_stand_in_one_column(load: Load, session: Session, tmp_path: Path) -> None:
    rows = [
        ["key", "name_ru", "kind", "geom"],
        ["a", "Курган", "archaeology", PLACE.wkt],
        ["b", "Двор", "archaeology", YARD.wkt],
        ["c", "Без места", "archaeology", None],
    ]
    loaded = load(write_workbook(tmp_path / "list.xlsx", rows), key_column="key")
    assert counts(loaded) == (2, 0, 1, 0)
    assert why(loaded) == [(4, "coordinates", "empty")]
    assert stored(session) == [PLACE, YARD]


def test_lines_of_a_json_list_are_routes(load: Load, session: Session, tmp_path: Path) -> None:
    line = LineString([(66.5, 51), (67, 51.2), (67.3, 51)])
    record = {
        "id": 7,
        "name": "Сапар",
        "modes": "car",
        "difficulty": "easy",
        "path": shapely.geometry.mapping(line),
    }
    path = write_text(tmp_path / "routes.json", json.dumps([record], ensure_ascii=False))
    assert counts(load(path, "tourist_routes", key_column="id")) == (1, 0, 0, 0)
    assert stored(session, TouristRoute) == [line]


def test_the_system_beside_a_geometry_is_heeded(
    load: Load, session: Session, tmp_path: Path
) -> None:
    binary = shapely.to_wkb(shapely.set_srid(IN_UTM, 32642), hex=True, include_srid=True)
    yard = "SRID=3857;" + shapely.to_wkt(
        shapely.transform(YARD, Transformer.from_crs(4326, 3857, always_xy=True).transform,
                          interleaved=False)
    )  # fmt: skip
    path = write_text(
        tmp_path / "list.tsv",
        "key\tname_ru\tkind\tgeom\n"
        f"k1\tКурган\tarchaeology\tSRID=32642;{IN_UTM.wkt}\n"
        f"k2\tСтена\tarchaeology\t{binary}\n"
        f"k3\tДвор\tarchaeology\t{yard}\n",
    )
    loaded = load(path, key_column="key", matches=MatchRule.DIFFERENT)
    assert counts(loaded) == (3, 0, 0, 0), why(loaded)
    first, second, third = stored(session)
    assert first.distance(PLACE) < 1e-7
    assert second.distance(PLACE) < 1e-7
    assert third.hausdorff_distance(YARD) < 1e-7
    assert session.scalars(select(Monument.original_crs).order_by(Monument.id)).all() == [
        "EPSG:32642", "EPSG:32642", "EPSG:3857",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("POLYGON((67 51, 67.1 51, 67.1 51.1", "unreadable"),
        ("POINT (67,25 51,5)", "unreadable"),
        ("POINT (12.5 41.9)", "outside_kazakhstan"),
        ("POLYGON((12 41, 13 41, 13 42, 12 41))", "outside_kazakhstan"),
        ("POINT (51.5 67.25)", "swapped"),
        ("SRID=999999;POINT (67.25 51.5)", "crs_unreadable"),
        ("POINT EMPTY", "unreadable"),
        ("LINESTRING (67 51, 67.1 51.1)", "wrong_shape"),
    ],
)
def test_a_wrong_geometry_waits_with_its_reason_alone(
    load: Load, tmp_path: Path, text: str, code: str
) -> None:
    path = write_text(
        tmp_path / "list.tsv",
        "key\tname_ru\tkind\tgeom\n"
        f"k1\tКурган\tarchaeology\t{PLACE.wkt}\nk2\tСтена\tarchaeology\t{text}\n",
    )
    loaded = load(path, key_column="key")
    assert loaded.run.loaded == 1
    assert [(row, problem) for row, _, problem in why(loaded)] == [(3, code)]


def test_a_geometry_stands_before_degrees(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        f"k1;Двор;archaeology;51.05;67.05;{YARD.wkt}",
        "k2;Курган;archaeology;51.5;67.25;",
        header="key;name_ru;kind;lat;lon;wkt",
    )
    assert counts(load(path, key_column="key")) == (2, 0, 0, 0)
    assert stored(session) == [YARD, PLACE]


def test_words_for_shapes_are_no_geometries(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path,
        "k1;Курган;archaeology;Point;51.5;67.25",
        header="key;name_ru;kind;geometry;lat;lon",
    )
    assert counts(load(path, key_column="key")) == (1, 0, 0, 0)
    assert stored(session) == [PLACE]


def test_a_told_system_that_the_text_contradicts_makes_the_row_wait(
    load: Load, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        f'k1;Курган;archaeology;"SRID=32642;{IN_UTM.wkt}"',
        header="key;name_ru;kind;geom",
    )
    loaded = load(path, key_column="key", crs="EPSG:28412")
    assert [code for _, _, code in why(loaded)] == ["system_contradicts"]


def test_of_two_geometries_the_one_that_the_layer_takes_is_proposed(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path,
        f"k1;Яма;roads;2026-02-01;{YARD.wkt};{PLACE.wkt}",
        header="key;text;topic;submitted_at;граница;середина",
    )
    order = FileOrder(path, catalogue.layer("citizen_reports"), key_column="key")
    assert survey(session, order).mapping.columns["geometry"] == "середина"
    assert counts(load(path, "citizen_reports", key_column="key")) == (1, 0, 0, 0)
