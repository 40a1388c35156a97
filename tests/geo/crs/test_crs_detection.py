"""Which reference system numbers are in, by where they fall."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from geo.coordinates.marks import NamedSystem
from geo.coordinates.written_place import CoordinateKind
from geo.crs.detection import (
    DATUM_SPREAD_M,
    Certainty,
    Detection,
    candidate_systems,
    detect,
    fit_of,
)
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import BY_CODE, KAZAKHSTAN
from geo.crs.transformation import Numbers, pinned_transformation
from geo.crs.vote import ASKED_ROWS, systems_by_row, vote
from geo.distance.claims import distances_to_claims_m
from geo.distance.measure import SPHEROID

METRES = candidate_systems(CoordinateKind.PROJECTED)
DEGREES = candidate_systems(CoordinateKind.GEOGRAPHIC)
SOVIET = date(1985, 5, 9)


def written_in(code: str, longitude: float, latitude: float) -> tuple[float, float]:
    east, north = pinned_transformation(BY_CODE[code]).from_wgs84(
        np.array([longitude]), np.array([latitude])
    )
    return float(east[0]), float(north[0])


def column(code: str, places: list[tuple[float, float]]) -> tuple[Numbers, Numbers]:
    longitude, latitude = np.array(places).T
    return pinned_transformation(BY_CODE[code]).from_wgs84(longitude, latitude)


def codes(detection: Detection) -> list[str]:
    return [candidate.system.code for candidate in detection.candidates]


def around(longitude: float, latitude: float, degrees: float) -> Polygon:
    return box(longitude - degrees, latitude - degrees, longitude + degrees, latitude + degrees)


def test_old_paper_with_a_zone_number_is_sure() -> None:
    systems = candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET)
    found = detect(13_512_345, 4_801_234, systems)
    assert found.certainty is Certainty.SURE
    assert codes(found) == ["EPSG:28413"]
    assert found.candidates[0].longitude == pytest.approx(75.1516, abs=1e-4)
    assert found.candidates[0].latitude == pytest.approx(43.3461, abs=1e-4)
    assert found.candidates[0].distance_m is None


def test_paper_without_a_date_leaves_the_datum_open() -> None:
    found = detect(13_512_345, 4_801_234, METRES)
    assert found.certainty is Certainty.DATUM_OPEN
    assert codes(found) == ["EPSG:28413", "EPSG:10947"]
    assert 50 < found.spread_m < 100


def test_degrees_leave_the_datum_open_with_wgs_84_first() -> None:
    found = detect(68.2706, 43.2975, DEGREES)
    assert found.certainty is Certainty.DATUM_OPEN
    assert codes(found) == ["EPSG:4326", "EPSG:4284", "EPSG:10941"]
    assert found.spread_m == pytest.approx(70, abs=1)


def test_datums_are_nowhere_farther_apart_than_the_limit() -> None:
    places = np.array(list(product(np.linspace(46.4, 87.4, 42), np.linspace(40.5, 55.5, 31))))
    moved = pinned_transformation(BY_CODE["EPSG:4284"]).to_wgs84(places[:, 0], places[:, 1])
    apart = SPHEROID.inv(places[:, 0], places[:, 1], *moved)[2]
    assert apart.max() < DATUM_SPREAD_M


@pytest.mark.parametrize("east", [16_512_345, 29_512_345, 2_312_345])
def test_other_numbers_before_the_easting_tell_their_zone(east: int) -> None:
    found = detect(east, 5_412_345, candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET))
    assert found.certainty is Certainty.SURE
    assert codes(found)[0] in {"EPSG:2532", "EPSG:2545", "EPSG:2939"}


def test_easting_without_a_zone_number_can_be_anywhere_in_the_country() -> None:
    found = detect(512_345, 5_400_000, METRES)
    assert found.certainty is Certainty.AMBIGUOUS
    assert {"EPSG:2500", "EPSG:2503", "EPSG:2599", "EPSG:32643"} <= set(codes(found))
    assert found.spread_m > 2_000_000


def test_district_leaves_the_zones_of_its_meridian() -> None:
    east, north = written_in("EPSG:2503", 75.15, 43.35)
    found = detect(east, north, METRES, around(75.15, 43.35, 0.2))
    assert codes(found) == ["EPSG:2503", "EPSG:32643"]
    assert found.certainty is Certainty.AMBIGUOUS
    assert 1_500 < found.spread_m < 2_500
    assert {miss.system.code for miss in found.misses} >= {"EPSG:2500", "EPSG:32642"}
    assert min(miss.distance_m or 0 for miss in found.misses) > 100_000


def test_near_claim_settles_the_system() -> None:
    east, north = written_in("EPSG:32643", 75.15, 43.35)
    found = detect(east, north, METRES, around(75.15, 43.35, 0.005))
    assert found.certainty is Certainty.SURE
    assert codes(found) == ["EPSG:32643"]
    assert found.candidates[0].distance_m == 0
    assert found.misses[0].system.code == "EPSG:2503"


def test_point_claim_counts_with_its_tolerance() -> None:
    east, north = written_in("EPSG:2502", 69.5, 51.2)
    settlement = Point(69.55, 51.2)
    assert detect(east, north, METRES, settlement, 1_000).certainty is Certainty.NOWHERE
    found = detect(east, north, METRES, settlement, 3_600)
    assert "EPSG:2502" in codes(found)
    nearest = next(c for c in found.candidates if c.system.code == "EPSG:2502")
    assert nearest.distance_m == pytest.approx(3_495, abs=10)


def test_candidate_far_from_the_claim_is_told_as_a_miss() -> None:
    found = detect(13_512_345, 4_801_234, METRES, around(60, 50, 0.5))
    assert found.certainty is Certainty.NOWHERE
    assert [miss.system.code for miss in found.misses] == ["EPSG:28413", "EPSG:10947"]
    assert found.misses[0].distance_m == pytest.approx(1_350_000, rel=0.05)


@pytest.mark.parametrize(
    ("east", "north"),
    [(0, 0), (13_512_345, 0), (13_512_345, 9_000_000), (1e300, 1e300), (float("nan"), 5e6)],
)
def test_senseless_numbers_are_nowhere(east: float, north: float) -> None:
    found = detect(east, north, METRES)
    assert (found.certainty, found.candidates, found.misses) == (Certainty.NOWHERE, (), ())


def test_swapped_metres_are_nowhere() -> None:
    assert detect(4_801_234, 13_512_345, METRES).certainty is Certainty.NOWHERE


@settings(deadline=None, max_examples=50)
@given(
    system=st.sampled_from([system for system in METRES if system.zone is not None]),
    across=st.floats(-1, 1),
    latitude=st.floats(40.6, 55.4),
)
def test_right_system_is_always_among_the_candidates(
    system: ReferenceSystem, across: float, latitude: float
) -> None:
    assert system.zone is not None
    longitude = system.zone.central_meridian + across * system.zone.half_width
    longitude = min(max(longitude, 46.5), 87.3)
    east, north = written_in(system.code, longitude, latitude)
    found = detect(east, north, METRES, around(longitude, latitude, 0.01))
    assert system in [candidate.system for candidate in found.candidates]


def test_zones_left_out_are_the_same_as_others() -> None:
    left_out = [s for s in KAZAKHSTAN if s.is_projected and s not in METRES]
    assert len(left_out) == 7
    for system in left_out:
        twins = [s for s in METRES if s.projection == system.projection and s.datum is system.datum]
        assert len(twins) == 1


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (NamedSystem.WGS84, {"EPSG:32639", "EPSG:32645"}),
        (NamedSystem.SK_42, {"EPSG:28413", "EPSG:2503", "EPSG:2541", "EPSG:2599"}),
        (NamedSystem.SK_63, {"EPSG:2939", "EPSG:2940", "EPSG:2941"}),
        (NamedSystem.QAZTRF_23, {"EPSG:10942", "EPSG:10949"}),
    ],
)
def test_name_in_the_text_leaves_only_its_systems(named: NamedSystem, expected: set[str]) -> None:
    systems = candidate_systems(CoordinateKind.PROJECTED, named=named)
    assert expected <= {system.code for system in systems}
    others = [other for other in NamedSystem if other is not named]
    for other in others:
        assert not set(systems) & set(candidate_systems(CoordinateKind.PROJECTED, named=other))


def test_qaztrf_23_is_a_candidate_from_its_first_day() -> None:
    before = candidate_systems(CoordinateKind.GEOGRAPHIC, written_on=date(2024, 12, 31))
    after = candidate_systems(CoordinateKind.GEOGRAPHIC, written_on=date(2025, 1, 1))
    assert BY_CODE["EPSG:10941"] not in before
    assert BY_CODE["EPSG:10941"] in after


def test_file_across_two_zones_is_one_party() -> None:
    west = column("EPSG:28412", [(70.0, 50.0), (71.0, 50.5), (71.5, 51.0)])
    east = column("EPSG:28413", [(72.5, 50.0), (73.0, 50.2)])
    outcome = vote(
        np.concatenate([west[0], east[0]]),
        np.concatenate([west[1], east[1]]),
        candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET),
    )
    assert outcome.certainty is Certainty.SURE
    assert outcome.ranking[0].share == 1
    systems = [outcome.ranking[0].systems[index].code for index in outcome.system_of_row]
    assert systems == ["EPSG:28412"] * 3 + ["EPSG:28413"] * 2
    assert outcome.dissenting.tolist() == []


def test_winner_of_a_vote_tells_the_system_of_rows_that_had_no_vote() -> None:
    party = tuple(BY_CODE[code] for code in ("EPSG:28412", "EPSG:28413"))
    east, north = np.array([12_448_500.0, 13_512_345.0, 512_345.0]), np.full(3, 5_651_900.0)
    assert systems_by_row(party, east, north).tolist() == [0, 1, -1]
    claims = [None, around(60.0, 50.0, 0.1), None]
    assert systems_by_row(party, east, north, claims).tolist() == [0, -1, -1]


def test_row_in_another_system_dissents() -> None:
    east, north = column("EPSG:28413", [(75.0, 43.5), (75.5, 43.6), (76.0, 43.7)])
    odd = written_in("EPSG:32643", 75.2, 43.4)
    outcome = vote(
        np.array([*east, odd[0], np.nan]),
        np.array([*north, odd[1], 1.0]),
        candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET),
    )
    assert outcome.certainty is Certainty.SURE
    assert outcome.dissenting.tolist() == [3, 4]
    assert outcome.ranking[0].rows == 3
    assert outcome.ranking[0].share == 0.6
    assert outcome.system_of_row.tolist()[3:] == [-1, -1]


def test_claims_of_the_rows_settle_what_the_numbers_leave_open() -> None:
    places = [(74.2, 43.2), (75.1, 43.5), (76.3, 43.7)]
    east, north = column("EPSG:2503", places)
    without = vote(east, north, METRES)
    assert without.certainty is Certainty.AMBIGUOUS
    claims = [around(*place, 0.005) for place in places]
    outcome = vote(east, north, METRES, claims)
    assert outcome.certainty is Certainty.SURE
    assert outcome.ranking[0].systems == (BY_CODE["EPSG:2503"],)
    assert outcome.ranking[0].median_distance_m == 0


def test_row_outside_its_own_claim_dissents() -> None:
    places = [(74.2, 43.2), (75.1, 43.5), (76.3, 43.7)]
    east, north = column("EPSG:28413", places)
    claims = [around(*places[0], 0.1), around(60.0, 50.0, 0.1), None]
    systems = candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET)
    outcome = vote(east, north, systems, claims)
    assert outcome.dissenting.tolist() == [1]


def test_file_of_degrees_leaves_the_datum_open() -> None:
    outcome = vote(np.array([68.27, 76.95]), np.array([43.29, 43.25]), DEGREES)
    assert outcome.certainty is Certainty.DATUM_OPEN
    assert [party.systems[0].code for party in outcome.ranking] == [
        "EPSG:4326",
        "EPSG:4284",
        "EPSG:10941",
    ]
    assert outcome.spread_m == pytest.approx(70, abs=1)


def test_file_whose_rows_agree_on_nothing_is_nowhere() -> None:
    east, north = np.array([1.0, 2.0, 13_512_345.0]), np.array([1.0, 2.0, 4_801_234.0])
    outcome = vote(east, north, METRES)
    assert outcome.certainty is Certainty.NOWHERE
    assert outcome.dissenting.tolist() == [0, 1, 2]
    assert outcome.ranking[0].rows == 1


def test_every_row_of_a_long_file_is_tried_on_the_winner() -> None:
    count = 3 * ASKED_ROWS
    longitude, latitude = np.linspace(72.1, 77.9, count), np.linspace(43, 53, count)
    east, north = pinned_transformation(BY_CODE["EPSG:28413"]).from_wgs84(longitude, latitude)
    north[1] = 1.0
    claims = [None, None, Point(50.0, 50.0), *([None] * (count - 3))]
    systems = candidate_systems(CoordinateKind.PROJECTED, written_on=SOVIET)
    outcome = vote(east, north, systems, claims)
    assert outcome.certainty is Certainty.SURE
    assert outcome.system_of_row.shape == (count,)
    assert outcome.dissenting.tolist() == [1, 2]


def test_file_without_rows_is_nowhere() -> None:
    outcome = vote(np.array([]), np.array([]), METRES)
    assert (outcome.certainty, outcome.ranking) == (Certainty.NOWHERE, ())


def test_fit_of_many_rows_is_that_of_each_alone() -> None:
    system = BY_CODE["EPSG:28413"]
    east = np.array([13_512_345.0, 4.0, np.nan, 13_700_000.0])
    north = np.array([4_801_234.0, 4.0, 1.0, 9e9])
    fit = fit_of(system, east, north)
    assert fit.fits.tolist() == [True, False, False, False]
    alone = fit_of(system, east[:1], north[:1])
    assert (fit.longitude[0], fit.latitude[0]) == (alone.longitude[0], alone.latitude[0])


def test_distance_to_a_claim_is_geodesic() -> None:
    claim = box(68.0, 43.0, 69.0, 44.0)
    longitude, latitude = np.array([68.5, 69.1, 68.5, np.nan]), np.array([43.5, 43.5, 45.0, 43.0])
    distances = distances_to_claims_m(longitude, latitude, claim)
    assert distances[0] == 0
    assert distances[1] == pytest.approx(SPHEROID.inv(69.0, 43.5, 69.1, 43.5)[2], rel=0.01)
    assert distances[2] == pytest.approx(SPHEROID.inv(68.5, 44.0, 68.5, 45.0)[2], rel=0.01)
    assert np.isnan(distances[3])


def test_nearest_part_of_a_claim_is_sought_in_metres_not_degrees() -> None:
    """At 50° N, 1.3° of longitude are fewer metres than 1° of latitude."""
    claim = MultiPolygon([box(71.3, 50.0, 71.4, 50.1), box(69.9, 51.1, 70.1, 51.2)])
    distance = distances_to_claims_m(np.array([70.0]), np.array([50.05]), claim)[0]
    assert distance == pytest.approx(SPHEROID.inv(70.0, 50.05, 71.3, 50.05)[2], rel=0.01)


def test_rows_without_a_claim_have_no_distance() -> None:
    distances = distances_to_claims_m(
        np.array([68.0, 68.0]), np.array([43.0, 43.0]), [None, Point(68.0, 43.0)]
    )
    assert np.isnan(distances[0])
    assert distances[1] == 0
