"""Open data as it was published, loaded whole: every row is accounted for, each number has a why.

The files are read in place, where they lie beside the project.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from ingest.loading.runs.run import carry_out, order_run
from ingest.proposal.mapping_file import read_mapping
from ingest.rows.file_order import FileOrder, MatchRule
from layers.catalogue.citizen_reports import DEADLINE_DAYS, CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.registry import Catalogue
from tests.ingest.conftest import OPERATOR
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load, Verdict, counts, verdict_on
from tests.shared_data import SHARED_DATA, needs_shared_data
from tests.working_days import working_days_between
from tests.world.units import WEST_NORTH

pytestmark = [needs_shared_data, pytest.mark.shared_data]

PLACES = SHARED_DATA / "places_hotosm" / "hotosm_kaz_populated_places_points_geojson.geojson"
REQUESTS = SHARED_DATA / "civic311_nyc_animals" / "311.csv"
DISTRICTS = SHARED_DATA / "boundaries_geokz2024" / "kaz_admbnda_adm2_2024.shp"

PLACE_COLUMNS = {"name_en": "name", "kind": "place", "residents": "population"}
PLACE_KINDS = {("kind", "hamlet"): "village", ("kind", "isolated dwelling"): "other"}
REQUESTS_MAPPING = """
layer: citizen_reports
source: nyc311
key: Unique Key
columns:
  topic: Complaint Type
  text: Descriptor
  submitted_at: Created Date
  lat: Latitude
  lon: Longitude
terms:
  topic:
    Illegal Animal Kept as Pet: ecology
    Illegal Animal Sold: safety
  state:
    Pending: open
    Unspecified: open
"""
NORTH_OF_THERE, EAST_OF_THERE = 10.3, 141.0
"""Degrees by which New York is moved into a district of the drawn country."""


@pytest.fixture
def load_into_atlas(atlas_sessions: SessionFactory, catalogue: Catalogue) -> Callable[..., Verdict]:
    """Loads a file into the atlas with the starter data."""

    def load_path(path: Path, layer: str, **told: Any) -> Verdict:
        with transaction(atlas_sessions) as session:
            run = order_run(session, FileOrder(path, catalogue.layer(layer), **told), OPERATOR)
        done = carry_out(atlas_sessions, run.id, catalogue)
        assert done.error is None
        with atlas_sessions() as session:
            return verdict_on(session, done)

    return load_path


def rows_by_code(told: Verdict) -> Counter[str]:
    """How many rows each kind of problem has."""
    return Counter(code for _, code in {(each.row, each.code) for each in told.problems})


def test_settlements_without_a_kato_code_are_all_rejected_for_it(
    load_into_atlas: Callable[..., Verdict],
) -> None:
    """A settlement of the atlas is one of the classifier, which OpenStreetMap does not name."""
    told = load_into_atlas(
        PLACES, "settlements", key_column="osm_id", column_overrides=PLACE_COLUMNS,
        told_terms=PLACE_KINDS,
    )  # fmt: skip
    assert (told.run.read, counts(told)) == (9_899, (0, 0, 0, 9_899))
    assert rows_by_code(told) == {
        "required": 9_899, "no_name": 1_335, "outside_kazakhstan": 83, "mojibake_repaired": 1,
    }  # fmt: skip


def test_settlements_under_numbers_of_their_own_are_loaded_or_wait_as_maybe_known_ones(
    load_into_atlas: Callable[..., Verdict], atlas_session: Session
) -> None:
    """Where the numbers of OpenStreetMap stand in for codes, to try the whole road.

    1,335 have no name in any language. 6,043 are called as a settlement within 5 km is, or nearly
    so, under another code: of the classifier (6,029) or of another row (14). Nobody but a person
    may say that they are one. 2,521 are new; 359 of these lie in no region, up to 12 km beyond the
    coarse outlines of the starter.
    """
    told = load_into_atlas(
        PLACES, "settlements", key_column="osm_id", source="hotosm", told_terms=PLACE_KINDS,
        column_overrides={**PLACE_COLUMNS, "kato": "osm_id"},
    )  # fmt: skip
    assert (told.run.read, counts(told)) == (9_899, (2_439, 0, 7_460, 0))
    assert rows_by_code(told) == {
        "no_name": 1_335, "maybe_same": 6_043, "outside_kazakhstan": 83, "in_no_region": 277,
        "mojibake_repaired": 1,
    }  # fmt: skip
    assert 2_439 + 1_335 + 6_043 + 83 - 1 == 9_899
    stored = select(func.count()).where(Settlement.source == "hotosm")
    assert atlas_session.scalar(stored) == told.run.created == 2_439
    outside = atlas_session.scalar(stored.where(Settlement.outside))
    assert outside == 277
    kinds = [
        {candidate["kind"] for candidate in each.candidates}
        for each in told.problems
        if each.code == "maybe_same"
    ]
    assert Counter("feature" in each for each in kinds) == {True: 6_029, False: 14}


def test_requests_of_new_york_wait_all_of_them_as_places_abroad_or_without_a_place(
    load: Load, catalogue: Catalogue, session: Session, tmp_path: Path
) -> None:
    told = _requests(load, catalogue, REQUESTS, tmp_path)
    assert (told.run.read, counts(told)) == (5_895, (0, 0, 5_895, 0))
    assert rows_by_code(told) == {
        "outside_kazakhstan": 5_838, "empty": 57, "month_before_day": 1,
    }  # fmt: skip
    assert session.scalar(select(func.count(CitizenReport.id))) == 0


def test_requests_moved_into_a_district_are_its_reports_and_those_without_a_place_wait(
    load: Load, catalogue: Catalogue, session: Session, tmp_path: Path
) -> None:
    requests = pd.read_csv(REQUESTS, dtype=str)
    requests["Latitude"] = requests["Latitude"].astype(float) + NORTH_OF_THERE
    requests["Longitude"] = requests["Longitude"].astype(float) + EAST_OF_THERE
    moved = tmp_path / "moved.csv"
    requests.to_csv(moved, index=False)
    told = _requests(load, catalogue, moved, tmp_path)
    assert (told.run.read, counts(told)) == (5_895, (5_838, 0, 57, 0))
    assert rows_by_code(told) == {"empty": 57, "month_before_day": 1}
    number = func.count(CitizenReport.id)
    placed = requests[requests["Latitude"].notna()]["Complaint Type"].value_counts()
    by_topic = select(CitizenReport.topic, number).group_by(CitizenReport.topic)
    assert set(session.execute(by_topic).all()) == {
        ("ecology", placed["Illegal Animal Kept as Pet"]),
        ("safety", placed["Illegal Animal Sold"]),
    }
    responsible = select(CitizenReport.responsible_code, number)
    assert session.execute(responsible.group_by(CitizenReport.responsible_code)).all() == [
        (WEST_NORTH, 5_838)
    ]
    days = {(report.topic, working_days_between(report.submitted_on, report.due_on))
            for report in session.scalars(select(CitizenReport)) if report.due_on}  # fmt: skip
    assert days == {(topic, DEADLINE_DAYS[topic]) for topic in ("ecology", "safety")}
    again = _requests(load, catalogue, moved, tmp_path)
    assert counts(again) == (0, 5_838, 57, 0)


def test_polygons_of_districts_are_loaded_and_the_invalid_one_is_repaired_and_told(
    load_into_atlas: Callable[..., Verdict], atlas_session: Session
) -> None:
    """Eleven wait: an earlier district of the same name lies elsewhere, as Zhambyl does thrice.

    27 more reach over the outline of the starter data, by 4 to 20 km.
    """
    told = load_into_atlas(
        DISTRICTS, "monuments", source="districts", matches=MatchRule.DIFFERENT,
        column_overrides={
            "name_kk": "ADM2_KK", "name_ru": "ADM2_RU", "name_en": "ADM2_EN",
            "kind": "ADM0_PCODE", "region": "KATO",
        },
        told_terms={("kind", "kz"): "ensemble"},
    )  # fmt: skip
    assert (told.run.read, counts(told)) == (224, (186, 0, 38, 0))
    assert rows_by_code(told) == {"conflict_far": 11, "outside_kazakhstan": 27, "repaired": 1}
    (repaired,) = [each for each in told.problems if each.code == "repaired"]
    assert repaired.field == "geometry"
    stored = atlas_session.scalars(select(Monument).where(Monument.source == "districts")).all()
    shapes = [to_shape(each.geom) for each in stored]
    assert len(shapes) == 186
    assert bool(shapely.is_valid(shapes).all())
    assert {shape.geom_type for shape in shapes} == {"Polygon", "MultiPolygon"}


def _requests(load: Load, catalogue: Catalogue, path: Path, folder: Path) -> Verdict:
    """The requests loaded as the mapping of a YAML file says."""
    mapping = read_mapping(write_text(folder / "requests.yaml", REQUESTS_MAPPING), catalogue)
    layer = catalogue.layer("citizen_reports")
    order = mapping.told_in(FileOrder(path, layer))
    return load(
        path, layer.id, source=order.source, key_column=order.key_column,
        column_overrides=order.column_overrides, told_terms=order.told_terms,
    )  # fmt: skip
