from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import pytest
from geoalchemy2.shape import to_shape
from shapely import Point, Polygon, box, union_all
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.regions.boundaries.boundary_file import (
    BoundaryColumns,
    NoReferenceSystemError,
    UnknownColumnError,
    UnreadableBoundariesError,
)
from ingest.regions.boundaries.boundary_set import BoundariesLoaded, BoundarySet, load_boundaries
from ingest.regions.boundaries.former_units import OrphanUnitError
from ingest.regions.boundaries.region_periods import ValidityPeriod
from layers.catalogue.settlements import Settlement
from layers.days import today
from layers.regions.region import Region, region, region_of, valid_on
from layers.registry import Catalogue
from tests.world.drawing import draw_squares
from tests.world.objects import add_settlement
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

COLUMNS = BoundaryColumns("code", "kk", "ru", "en")
PRESENT = BoundarySet("drawn by hand", COLUMNS)
REFORM = date(2022, 6, 8)
WEST_BOX, EAST_BOX = box(60, 50, 61.4, 52), box(61.4, 50, 62, 52)
BOW_TIE = Polygon([(61.4, 50), (62, 52), (62, 50), (61.4, 52)])


@pytest.fixture(autouse=True)
def squares(session: Session) -> None:
    draw_squares(session)


def written(
    folder: Path,
    polygons: Mapping[str, BaseGeometry | None],
    *,
    name: str = "file.gpkg",
    crs: int = 4326,
) -> Path:
    """A boundary file with a row for each code; the names tell the code."""
    names = {
        language: [f"{word} {code}" for code in polygons]
        for language, word in (("kk", "Аудан"), ("ru", "Район"), ("en", "District"))
    }
    frame = gpd.GeoDataFrame(
        {"code": list(polygons), **names}, geometry=list(polygons.values()), crs=4326
    )
    path = folder / name
    frame.to_crs(crs).to_file(path)
    return path


def load(
    session: Session, catalogue: Catalogue, path: Path, boundary_set: BoundarySet = PRESENT
) -> BoundariesLoaded:
    return load_boundaries(session, catalogue, path, boundary_set)


def polygon(session: Session, code: str, on: date | None = None) -> BaseGeometry:
    geom = region(session, code, on or today(session)).geom
    assert geom is not None
    return to_shape(geom)


def codes_at(session: Session, lon: float, lat: float, on: date | None = None) -> list[str]:
    return [unit.code for unit in region_of(session, lon, lat, on or today(session)).units]


def test_polygons_replace_those_of_the_present_units(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}))
    assert (loaded.taken, loaded.problems) == (2, ())
    unit = region(session, A_WEST, today(session))
    assert (unit.boundary_source, unit.approximate) == ("drawn by hand", False)
    assert unit.area_km2 == pytest.approx(22_000, rel=0.02)
    assert codes_at(session, 61.2, 50.5)[:2] == [A, A_WEST]


@pytest.mark.parametrize("name", ["file.geojson", "file.shp", "file.fgb"])
def test_any_vector_format_is_read(
    session: Session, catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}, name=name)
    assert load(session, catalogue, path).taken == 2


def test_coordinates_are_transformed(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}, crs=32641)
    assert load(session, catalogue, path).taken == 2
    assert polygon(session, A_WEST).symmetric_difference(WEST_BOX).area < 1e-6


def test_named_crs_is_used_where_the_file_has_none(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}, name="file.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(NoReferenceSystemError, match=r"file\.shp"):
        load(session, catalogue, path)
    named = BoundarySet("drawn", COLUMNS, crs="EPSG:4326")
    assert load(session, catalogue, path, named).taken == 2


def test_numeric_codes_are_read_as_text(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.gpkg"
    codes = [float(A_WEST), float(A_EAST)]
    gpd.GeoDataFrame({"code": codes}, geometry=[WEST_BOX, EAST_BOX], crs=4326).to_file(path)
    assert load(session, catalogue, path, BoundarySet("drawn", BoundaryColumns("code"))).taken == 2


def test_missing_column_is_named_with_those_there_are(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX})
    with pytest.raises(UnknownColumnError, match=r"“KATO”\. Its columns: code, kk, ru, en"):
        load(session, catalogue, path, BoundarySet("drawn", BoundaryColumns("KATO")))


def test_file_that_is_no_map_is_refused(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "letter.gpkg"
    path.write_text("Құрметті әріптес!", encoding="utf-8")
    with pytest.raises(UnreadableBoundariesError, match=r"letter\.gpkg"):
        load(session, catalogue, path)


def test_invalid_polygon_is_repaired_and_reported(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: BOW_TIE}))
    [problem] = loaded.problems
    assert (problem.row, problem.field, problem.value) == (2, "geom", A_EAST)
    assert "Self-intersection" in problem.reason.en
    assert not problem.rejected
    assert polygon(session, A_EAST).is_valid
    assert loaded.taken == 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1134", "nine digits"),
        ("113900000", "no such code"),
        (SOUTH, "another level: 113230000"),
    ],
    ids=["malformed", "unknown", "of a rural district"],
)
def test_wrong_code_is_reported_with_what_is_meant(
    session: Session, catalogue: Catalogue, tmp_path: Path, code: str, reason: str
) -> None:
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, code: EAST_BOX}))
    refused, missing = loaded.problems
    assert (refused.row, refused.field, refused.value) == (2, "code", code)
    assert reason in refused.reason.en
    assert refused.suggestion == A_EAST
    assert (missing.row, missing.value) == (0, A_EAST)
    assert loaded.taken == 1


def test_reason_names_the_overlapping_units_in_every_language(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, "113900000": box(60.8, 50, 61.8, 52)})
    reason = load(session, catalogue, path).problems[0].reason
    for phrase in (reason.kk, reason.ru, reason.en):
        assert f"{A_EAST} (80%), {A_WEST} (20%)" in phrase


def test_repeated_code_keeps_the_first_polygon(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "twice.gpkg"
    codes = [A_WEST, A_EAST, A_WEST]
    gpd.GeoDataFrame(
        {"code": codes}, geometry=[WEST_BOX, EAST_BOX, box(0, 0, 1, 1)], crs=4326
    ).to_file(path)
    loaded = load(session, catalogue, path, BoundarySet("drawn", BoundaryColumns("code")))
    [problem] = loaded.problems
    assert (problem.row, problem.value) == (3, A_WEST)
    assert polygon(session, A_WEST).equals(WEST_BOX)


def test_row_without_a_polygon_is_reported(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: None}))
    assert [(problem.row, problem.field) for problem in loaded.problems] == [
        (2, "geom"),
        (0, "code"),
    ]


def test_override_corrects_a_code(session: Session, catalogue: Catalogue, tmp_path: Path) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, SOUTH: EAST_BOX})
    corrected = BoundarySet("drawn", COLUMNS, overrides={SOUTH: A_EAST})
    loaded = load(session, catalogue, path, corrected)
    assert (loaded.taken, loaded.problems) == (2, ())
    assert polygon(session, A_EAST).equals(EAST_BOX)


def test_what_lies_below_is_rebuilt_to_tile_the_new_polygon(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    for code in (SOUTH, NORTH):
        region(session, code, today(session)).approximate = True
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}))
    assert loaded.rebuilt == 2
    parts = [polygon(session, code) for code in (SOUTH, NORTH)]
    assert union_all(parts).symmetric_difference(WEST_BOX).area < 1e-9
    assert sum(part.area for part in parts) == pytest.approx(WEST_BOX.area, rel=1e-9)
    south = region(session, SOUTH, today(session))
    assert south.approximate
    assert "Voronoi" in str(south.boundary_source)


def test_drawn_units_below_are_left_as_they_are(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}))
    assert loaded.rebuilt == 0
    assert polygon(session, SOUTH).equals(box(60, 50, 61, 51))


def test_unit_without_a_polygon_gets_the_gap_around_its_places(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    region(session, NORTH, today(session)).approximate = True
    load(session, catalogue, written(tmp_path, {SOUTH: box(60, 50, 61, 50.6)}))
    gap = box(60, 50.6, 61, 52)
    assert polygon(session, NORTH).symmetric_difference(gap).area < 1e-9


def test_unit_whose_place_others_have_taken_has_no_polygon(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    region(session, NORTH, today(session)).approximate = True
    loaded = load(session, catalogue, written(tmp_path, {SOUTH: box(60, 50, 61, 52)}))
    assert [problem.value for problem in loaded.problems] == [NORTH]
    assert region(session, NORTH, today(session)).geom is None
    assert codes_at(session, 60.5, 51.8) == [A, A_WEST, SOUTH]


def test_rows_of_every_layer_are_attributed_again(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    for number, lon in enumerate((60.5, 61.2, 61.7)):
        add_settlement(session, Point(lon, 50.5), kato=f"11000010{number}")
    loaded = load(session, catalogue, written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX}))
    assert loaded.moved["settlements"] == 1
    codes = session.scalars(select(Settlement.district_code).order_by(Settlement.kato))
    assert list(codes) == [A_WEST, A_WEST, A_EAST]


def test_second_load_moves_nothing(session: Session, catalogue: Catalogue, tmp_path: Path) -> None:
    add_settlement(session, Point(61.2, 50.5), kato="110000100")
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX})
    load(session, catalogue, path)
    before = session.scalar(select(func.count()).select_from(Region))
    again = load(session, catalogue, path)
    assert set(again.moved.values()) == {0}
    assert session.scalar(select(func.count()).select_from(Region)) == before


def test_period_gets_rows_of_its_own(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX})
    load(session, catalogue, path, BoundarySet("old map", COLUMNS, ValidityPeriod(None, REFORM)))
    assert codes_at(session, 61.2, 50.5, REFORM - timedelta(days=1))[:2] == [A, A_WEST]
    assert codes_at(session, 61.2, 50.5, REFORM) == [A, A_EAST]
    assert region(session, A_WEST, date(2020, 1, 1)).boundary_source == "old map"
    assert region(session, A_WEST, REFORM).boundary_source is None


def test_period_in_the_middle_leaves_before_and_after(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    period = ValidityPeriod(date(2010, 1, 1), date(2015, 1, 1))
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX})
    load(session, catalogue, path, BoundarySet("middle", COLUMNS, period))
    rows = session.execute(
        select(Region.valid_from, Region.valid_to, Region.boundary_source)
        .where(Region.code == A_EAST)
        .order_by(Region.valid_from.nulls_first())
    ).all()
    assert [tuple(row) for row in rows] == [
        (None, date(2010, 1, 1), None),
        (date(2010, 1, 1), date(2015, 1, 1), "middle"),
        (date(2015, 1, 1), None, None),
    ]


def test_approximate_units_below_are_rebuilt_for_the_period_only(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    for code in (SOUTH, NORTH):
        region(session, code, today(session)).approximate = True
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX})
    load(session, catalogue, path, BoundarySet("old", COLUMNS, ValidityPeriod(None, REFORM)))
    before = REFORM - timedelta(days=1)
    assert codes_at(session, 61.2, 50.5, before) == [A, A_WEST, SOUTH]
    assert polygon(session, SOUTH, REFORM).equals(box(60, 50, 61, 51))


def test_former_district_is_loaded_with_the_names_of_the_file(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, A_EAST: EAST_BOX, "153900000": box(62, 50, 64, 52)})
    load(session, catalogue, path, BoundarySet("old", COLUMNS, ValidityPeriod(None, REFORM)))
    chain = region_of(session, 63, 51, date(2020, 1, 1))
    assert [unit.code for unit in chain.units] == [B, "153900000"]
    assert chain.district is not None
    assert (chain.district.kind, chain.district.name_ru) == ("district", "Район 153900000")
    assert codes_at(session, 63, 51) == [B]


def test_former_district_needs_its_oblast_first(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_WEST: WEST_BOX, "513200000": box(62, 50, 64, 52)})
    with pytest.raises(OrphanUnitError, match="513200000"):
        load(session, catalogue, path, BoundarySet("old", COLUMNS, ValidityPeriod(None, REFORM)))


def test_whole_set_ends_what_it_lacks_in_its_period(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = written(tmp_path, {A_EAST: box(60, 50, 62, 52)})
    old = BoundarySet("old", COLUMNS, ValidityPeriod(None, REFORM), is_whole=True)
    loaded = load(session, catalogue, path, old)
    assert (loaded.taken, loaded.ended, loaded.problems) == (1, 1, ())
    assert codes_at(session, 60.5, 50.5, date(2020, 1, 1)) == [A, A_EAST]
    assert codes_at(session, 60.5, 50.5) == [A, A_WEST, SOUTH]
    on_day = select(Region.code).where(valid_on(Region, date(2020, 1, 1)))
    assert set(session.scalars(on_day)) == {A, B, A_EAST}
