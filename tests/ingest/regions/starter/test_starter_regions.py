from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from ingest.regions.boundaries.boundary_file import BoundaryColumns
from ingest.regions.boundaries.boundary_set import BoundariesLoaded, BoundarySet, load_boundaries
from ingest.regions.boundaries.region_periods import ValidityPeriod
from ingest.regions.starter.outlines import (
    MissingOutlinesError,
    UnknownOutlinesError,
    read_outlines,
)
from ingest.regions.starter.starter_regions import StarterRegionsLoaded, load_starter_regions
from layers.catalogue.settlements import Settlement
from layers.regions.region import Level, Region, children, region, region_of, valid_on
from layers.registry import Catalogue
from tests.databases import clone
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.slow

DAY = date(2026, 7, 17)
REFORM = date(2022, 6, 8)
SEMEY = (80.25, 50.4)
BOUNDARIES = SHARED_DATA / "boundaries_geokz2024"
CORRECTIONS = {"101010000": "104100000", "622010000": "622000000"}
"""Zhanasemey and Satbaev, as the file's own note has them."""


@pytest.fixture(scope="module")
def starter_database(cluster: EmbeddedCluster, regions_template: str) -> Iterator[str]:
    """The URL of a database with the starter regions."""
    with clone(cluster, regions_template) as url:
        yield url


@pytest.fixture
def starter(starter_database: str) -> Iterator[Session]:
    """A session in the starter database; nothing in it is committed."""
    engine = make_engine(starter_database)
    with Session(engine) as session:
        yield session
    engine.dispose()


def units(session: Session, level: Level) -> dict[str, Region]:
    found = session.scalars(select(Region).where(Region.level == level, valid_on(Region, DAY)))
    return {unit.code: unit for unit in found}


def codes_at(session: Session, place: tuple[float, float], on: date) -> list[str]:
    return [unit.code for unit in region_of(session, *place, on).units]


def test_all_units_and_settlements_are_there(starter: Session) -> None:
    assert [len(units(starter, level)) for level in Level] == [20, 209, 2379]
    settlements = select(func.count(), func.count(Settlement.oblast_code))
    found, attributed = starter.execute(settlements.select_from(Settlement)).one()
    assert found > 6000
    assert attributed == found


def test_second_load_does_nothing(starter: Session, catalogue: Catalogue) -> None:
    again = load_starter_regions(starter, catalogue, Path("not needed any more"))
    assert again == StarterRegionsLoaded()


@pytest.mark.parametrize("level", list(Level))
def test_polygons_of_a_level_share_their_borders_exactly(starter: Session, level: Level) -> None:
    polygons = [to_shape(unit.geom) for unit in units(starter, level).values() if unit.geom]
    assert all(polygon.is_valid for polygon in polygons)
    assert shapely.coverage_is_valid(polygons)


@pytest.mark.parametrize("level", [Level.OBLAST, Level.DISTRICT])
def test_children_tile_their_parent(starter: Session, level: Level) -> None:
    for parent in units(starter, level).values():
        parts = [
            to_shape(child.geom) for child in children(starter, parent.code, DAY) if child.geom
        ]
        assert parent.geom is not None
        area = to_shape(parent.geom).area
        assert sum(part.area for part in parts) == pytest.approx(area, rel=1e-9), parent.code


def test_country_has_its_size(starter: Session) -> None:
    area = sum(unit.area_km2 or 0 for unit in units(starter, Level.OBLAST).values())
    assert area == pytest.approx(2_724_900, rel=0.01)


def test_every_settlement_lies_in_the_country(starter: Session) -> None:
    outside = select(func.count()).select_from(Settlement).where(Settlement.outside)
    assert starter.scalar(outside) == 0


def test_settlements_lie_in_the_rural_district_of_their_code(starter: Session) -> None:
    rural = units(starter, Level.RURAL_DISTRICT)
    rows = starter.execute(select(Settlement.kato, Settlement.rural_district_code)).all()
    agreeing = Counter(f"{kato[:6]}000" == code for kato, code in rows if f"{kato[:6]}000" in rural)
    assert agreeing[True] / agreeing.total() > 0.985


def test_flags_are_honest(starter: Session) -> None:
    oblasts = units(starter, Level.OBLAST)
    approximate = {code for code, unit in oblasts.items() if unit.approximate}
    assert approximate == {
        "100000000", "190000000", "330000000", "350000000", "610000000", "620000000",
        "630000000", "710000000", "750000000", "790000000",
    }  # fmt: skip
    assert all("Natural Earth" in str(unit.boundary_source) for unit in oblasts.values())
    for level in (Level.DISTRICT, Level.RURAL_DISTRICT):
        assert all(unit.approximate for unit in units(starter, level).values())


def test_first_level_has_iso_codes_and_english_names(starter: Session) -> None:
    oblasts = units(starter, Level.OBLAST)
    assert oblasts["100000000"].iso_code == "KZ-10"
    assert oblasts["710000000"].name_en == "Astana"
    assert oblasts["430000000"].name_en == "Kyzylorda Region"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (SEMEY, ["100000000", "101000000", "101010000"]),
        ((71.43, 51.13), ["710000000"]),
        ((68.27, 43.3), ["610000000", "611000000", "611010000"]),
        ((76.95, 52.29), ["550000000", "551000000", "551010000"]),
    ],
    ids=["Semey", "Astana", "Turkistan", "Pavlodar"],
)
def test_known_places_lie_where_they_should(
    starter: Session, place: tuple[float, float], expected: list[str]
) -> None:
    assert codes_at(starter, place, DAY)[: len(expected)] == expected


def test_lakes_and_leased_land_belong_to_the_country(starter: Session) -> None:
    for place in ((75.0, 46.3), (63.32, 45.63)):
        assert not region_of(starter, *place, DAY).outside


@pytest.mark.parametrize("place", [(55.75, 37.62), (69.28, 41.31), (87.6, 43.8), (74.6, 42.87)])
def test_foreign_cities_are_outside(starter: Session, place: tuple[float, float]) -> None:
    assert region_of(starter, *place, DAY).outside


def test_semey_changes_its_oblast_in_2022(starter: Session) -> None:
    assert codes_at(starter, SEMEY, date(2021, 1, 1)) == ["630000000"]
    assert codes_at(starter, SEMEY, date(2023, 1, 1))[0] == "100000000"


def test_missing_outlines_name_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MissingOutlinesError, match="make demo"):
        read_outlines(tmp_path / "KAZ.json")


def test_file_with_other_outlines_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Osh"},'
        '"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}',
        encoding="utf-8",
    )
    with pytest.raises(UnknownOutlinesError, match="East Kazakhstan"):
        read_outlines(path)


def load_open_boundaries(
    session: Session, catalogue: Catalogue, year: int, tier: int
) -> BoundariesLoaded:
    """Load one file of the open boundaries, for the time before or after the reform of 2022."""
    columns = BoundaryColumns("KATO", f"ADM{tier}_KK", f"ADM{tier}_RU", f"ADM{tier}_EN")
    is_old = year < REFORM.year
    boundary_set = BoundarySet(
        f"open boundaries {year}",
        columns,
        ValidityPeriod(None, REFORM) if is_old else ValidityPeriod(REFORM, None),
        is_whole=is_old,
        overrides={} if is_old else CORRECTIONS,
    )
    path = BOUNDARIES / f"kaz_admbnda_adm{tier}_{year}.shp"
    return load_boundaries(session, catalogue, path, boundary_set)


@pytest.mark.broad
@pytest.mark.shared_data
@needs_shared_data
def test_quirks_of_the_open_boundaries_are_each_reported(
    starter: Session, catalogue: Catalogue
) -> None:
    columns = BoundaryColumns("KATO", "ADM2_KK", "ADM2_RU", "ADM2_EN")
    path = BOUNDARIES / "kaz_admbnda_adm2_2024.shp"
    loaded = load_boundaries(starter, catalogue, path, BoundarySet("open", columns))
    assert loaded.taken == 222
    assert [
        (problem.field, problem.value, problem.suggestion, problem.rejected)
        for problem in loaded.problems
    ] == [
        ("geom", "623800000", None, False),
        ("code", "101010000", "104100000", True),
        ("code", "622010000", "622000000", True),
        ("code", "104100000", None, True),
        ("code", "615500000", None, True),
        ("code", "622000000", None, True),
        ("code", "635500000", None, True),
        ("code", "636300000", None, True),
        ("code", "711610000", None, True),
    ]
    assert loaded.moved["settlements"] > 0


@pytest.mark.broad
@pytest.mark.shared_data
@needs_shared_data
def test_boundaries_of_2018_and_2024_stand_beside_each_other(
    starter: Session, catalogue: Catalogue
) -> None:
    taken = [
        load_open_boundaries(starter, catalogue, year, tier).taken
        for year, tier in ((2024, 2), (2018, 1), (2018, 2))
    ]
    assert taken == [224, 17, 216]
    assert codes_at(starter, SEMEY, date(2021, 1, 1)) == ["630000000", "632800000"]
    assert codes_at(starter, SEMEY, date(2023, 1, 1))[:2] == ["100000000", "101000000"]
    assert region(starter, "632800000", date(2021, 1, 1)).name_kk == "Семей"
    assert [len(units(starter, level)) for level in Level] == [20, 209, 2379]
    assert not region(starter, "103200000", DAY).approximate
    below = children(starter, "103200000", DAY)
    assert sum(unit.area_km2 or 0 for unit in below) == pytest.approx(
        region(starter, "103200000", DAY).area_km2, rel=1e-4
    )
