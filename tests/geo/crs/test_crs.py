"""Reference systems, declarations of them, and the pinned way to WGS 84."""

import json
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from pyproj.crs import CoordinateOperation
from pyproj.transformer import TransformerGroup

from geo.crs.datums import PULKOVO_1942, QAZTRF_23
from geo.crs.declaration import (
    UnknownReferenceSystemError,
    UnsupportedReferenceSystemError,
    declared_system,
)
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import (
    BY_CODE,
    KAZAKHSTAN,
    PULKOVO_DEGREES,
    QAZTRF_DEGREES,
)
from geo.crs.transformation import Numbers, pinned_transformation
from geo.distance.measure import SPHEROID

CITIES = {
    "Almaty": (76.95, 43.25, 55),
    "Astana": (71.43, 51.13, 76),
    "Turkistan": (68.27, 43.30, 68),
    "Aktau": (51.17, 43.65, 95),
    "Oskemen": (82.61, 49.95, 64),
}
"""Longitude, latitude, and the metres between the datums by EPSG:5044, the operation for Russia."""


def grid_of(system: ReferenceSystem) -> tuple[Numbers, Numbers]:
    """Places over the whole country, or over the system's zone and half as much beside it."""
    zone = system.zone
    west, east = (
        (
            zone.central_meridian - 1.5 * zone.half_width,
            zone.central_meridian + 1.5 * zone.half_width,
        )
        if zone
        else (46.4, 87.4)
    )
    places = np.array(list(product(np.linspace(west, east, 25), np.linspace(40.5, 55.5, 25))))
    return places[:, 0], places[:, 1]


def metres_between(one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]) -> Numbers:
    return np.asarray(SPHEROID.inv(*one, *other)[2])


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
def test_system_is_that_of_the_epsg_registry(system: ReferenceSystem) -> None:
    registered = CRS.from_user_input(system.code)
    assert registered.axis_info[0].direction == ("north" if system.north_first else "east")
    assert registered.datum is not None
    assert registered.datum.name.lower() in system.datum.names
    if system.zone:
        named = {
            parameter.name: parameter.value for parameter in registered.coordinate_operation.params
        }
        assert named["Longitude of natural origin"] == pytest.approx(system.zone.central_meridian)
        assert named["Latitude of natural origin"] == pytest.approx(system.zone.origin_latitude)
        assert named["False easting"] == system.zone.false_easting
        assert named["Scale factor at natural origin"] == system.zone.scale
        assert named["False northing"] == 0


def test_all_zones_of_kazakhstan_are_there_but_not_2600() -> None:
    assert set(BY_CODE) == {
        f"EPSG:{code}"
        for code in (
            *(4326, 4284, 10941, 2939, 2940, 2941),
            *range(28408, 28416),
            *range(2498, 2506),
            *range(2532, 2546),
            *(code for code in range(2591, 2606) if code != 2600),
            *range(32639, 32646),
            *range(10942, 10950),
        )
    }


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
def test_titles_are_in_three_languages_and_differ_from_every_other_system(
    system: ReferenceSystem,
) -> None:
    assert set(system.titles) == {"kk", "ru", "en"}
    for language, title in system.titles.items():
        assert "{" not in title
        assert [other.titles[language] for other in KAZAKHSTAN].count(title) == 1


def test_only_prefixed_eastings_tell_their_zone() -> None:
    prefixed = {system.code for system in KAZAKHSTAN if system.zone and system.zone.prefixed}
    assert {"EPSG:28413", "EPSG:2541", "EPSG:2940", "EPSG:10947"} <= prefixed
    assert not {"EPSG:2503", "EPSG:2601", "EPSG:32643"} & prefixed


def test_no_paper_before_2025_is_in_qaztrf_23() -> None:
    assert {system.used_from for system in KAZAKHSTAN if system.datum is QAZTRF_23} == {
        date(2025, 1, 1)
    }
    assert {system.used_from for system in KAZAKHSTAN if system.datum is not QAZTRF_23} == {None}


@pytest.mark.parametrize("datum", [PULKOVO_1942, QAZTRF_23], ids=lambda datum: datum.ellipsoid)
def test_operation_is_the_registered_one(datum: object) -> None:
    assert datum in (PULKOVO_1942, QAZTRF_23)
    pinned = PULKOVO_1942 if datum is PULKOVO_1942 else QAZTRF_23
    registered = CoordinateOperation.from_epsg(pinned.operation.code.removeprefix("EPSG:"))
    assert registered.name == pinned.operation.name
    assert registered.accuracy == pinned.operation.accuracy_m
    values = {parameter.name: parameter.value for parameter in registered.params}
    shift = pinned.helmert
    if shift is None:
        assert set(values.values()) == {0.0}
        return
    assert registered.method_name == "Coordinate Frame rotation (geog2D domain)"
    assert values == {
        "X-axis translation": shift.x_m,
        "Y-axis translation": shift.y_m,
        "Z-axis translation": shift.z_m,
        "X-axis rotation": shift.turn_x,
        "Y-axis rotation": shift.turn_y,
        "Z-axis rotation": shift.turn_z,
        "Scale difference": shift.scale_ppm,
    }


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
def test_pinned_way_agrees_with_the_named_operation_of_proj_within_1_cm(
    system: ReferenceSystem,
) -> None:
    group = TransformerGroup(system.code, 4326, always_xy=True, allow_ballpark=False)
    by_proj = next(
        way
        for way in group.transformers
        if system.datum.operation.code == "" or system.datum.operation.name in way.description
    )
    pinned = pinned_transformation(system)
    east, north = pinned.from_wgs84(*grid_of(system))
    expected = by_proj.transform(east, north)
    assert metres_between(pinned.to_wgs84(east, north), expected).max() <= 0.01


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
def test_there_and_back_errs_at_most_1_mm(system: ReferenceSystem) -> None:
    pinned = pinned_transformation(system)
    places = grid_of(system)
    east, north = pinned.from_wgs84(*places)
    assert np.isfinite(east).all()
    assert metres_between(pinned.to_wgs84(east, north), places).max() <= 0.001
    if system.is_projected:
        again = pinned.from_wgs84(*pinned.to_wgs84(east, north))
        assert np.hypot(again[0] - east, again[1] - north).max() <= 0.001


@settings(deadline=None)
@given(
    easting=st.floats(166_000, 834_000),
    northing=st.floats(4_480_000, 6_160_000),
)
def test_utm_42_to_degrees_and_back_errs_at_most_1_mm(easting: float, northing: float) -> None:
    pinned = pinned_transformation(BY_CODE["EPSG:32642"])
    east, north = pinned.from_wgs84(*pinned.to_wgs84(np.array([easting]), np.array([northing])))
    assert abs(east[0] - easting) <= 0.001
    assert abs(north[0] - northing) <= 0.001


@pytest.mark.parametrize(("longitude", "latitude", "shift_m"), CITIES.values(), ids=CITIES)
def test_datum_shift_is_made(longitude: float, latitude: float, shift_m: float) -> None:
    written = (np.array([longitude]), np.array([latitude]))
    moved = pinned_transformation(PULKOVO_DEGREES).to_wgs84(*written)
    assert metres_between(moved, written)[0] == pytest.approx(shift_m, abs=2.7 + 0.5)


def test_a_place_alone_and_among_the_whole_country_is_the_same() -> None:
    pinned = pinned_transformation(PULKOVO_DEGREES)
    whole = pinned.to_wgs84(*grid_of(PULKOVO_DEGREES))
    for index in (0, 311, 624):
        east, north = (values[index : index + 1] for values in grid_of(PULKOVO_DEGREES))
        alone = pinned.to_wgs84(east, north)
        assert (alone[0][0], alone[1][0]) == (whole[0][index], whole[1][index])


def test_qaztrf_23_degrees_stay_as_they_are() -> None:
    places = grid_of(QAZTRF_DEGREES)
    moved = pinned_transformation(QAZTRF_DEGREES).to_wgs84(*places)
    assert metres_between(moved, places).max() < 1e-6


def test_qaztrf_23_zone_13_is_gauss_kruger_on_grs_80() -> None:
    by_hand = Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
        " +step +proj=tmerc +lon_0=75 +x_0=13500000 +ellps=GRS80"
    )
    east, north = pinned_transformation(BY_CODE["EPSG:10947"]).from_wgs84(
        np.array([76.95]), np.array([43.25])
    )
    assert (east[0], north[0]) == pytest.approx(by_hand.transform(76.95, 43.25), abs=1e-4)
    assert 13_600_000 < east[0] < 13_700_000


def test_place_that_cannot_be_is_infinite_and_leaves_the_others_alone() -> None:
    pinned = pinned_transformation(BY_CODE["EPSG:28413"])
    longitude, latitude = pinned.to_wgs84(
        np.array([13_512_345.0, 1e12]), np.array([4_801_234.0, 1e12])
    )
    assert np.isfinite([longitude[0], latitude[0]]).all()
    assert not np.isfinite([longitude[1], latitude[1]]).any()


def test_operation_is_named_for_the_provenance_of_a_place() -> None:
    operation = pinned_transformation(BY_CODE["EPSG:28413"]).operation
    assert (operation.code, operation.name, operation.accuracy_m) == (
        "EPSG:15865",
        "Pulkovo 1942 to WGS 84 (16)",
        4.5,
    )


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
def test_definition_for_the_database_goes_the_same_way(system: ReferenceSystem) -> None:
    longitude, latitude = grid_of(system)
    expected = pinned_transformation(system).from_wgs84(longitude, latitude)
    by_definition = Transformer.from_crs(4326, system.definition, always_xy=True)
    east, north = by_definition.transform(longitude, latitude)
    limit = 0.001 if system.is_projected else 1e-8
    assert np.hypot(east - expected[0], north - expected[1]).max() <= limit


@pytest.mark.parametrize("system", KAZAKHSTAN, ids=lambda system: system.code)
@pytest.mark.parametrize("version", ["WKT2_2019", "WKT1_ESRI", "WKT1_GDAL"])
def test_well_known_text_names_the_system(system: ReferenceSystem, version: str) -> None:
    text = CRS.from_user_input(system.code).to_wkt(version)
    found = declared_system(text)
    assert found.datum is system.datum
    assert found.projection == system.projection or (
        found.zone is not None
        and system.zone is not None
        and found.zone.false_easting == system.zone.false_easting
        and found.zone.central_meridian == system.zone.central_meridian
    )


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:10942",
        "epsg:10942",
        "10942",
        "urn:ogc:def:crs:EPSG::10942",
        "http://www.opengis.net/def/crs/EPSG/0/10942",
    ],
)
def test_code_of_qaztrf_23_is_known_without_the_registry(text: str) -> None:
    assert declared_system(text) is BY_CODE["EPSG:10942"]


def test_qaztrf_23_without_its_code_works_as_custom_text() -> None:
    described = json.loads(CRS.from_user_input("EPSG:10947").to_json())
    del described["id"]
    described["conversion"]["parameters"][3]["value"] = 500_000
    described["name"] = "QazTRF-23 without prefix"
    found = declared_system(json.dumps(described))
    assert found.datum is QAZTRF_23
    east, north = pinned_transformation(found).from_wgs84(np.array([76.95]), np.array([43.25]))
    prefixed = pinned_transformation(BY_CODE["EPSG:10947"]).from_wgs84(
        np.array([76.95]), np.array([43.25])
    )
    assert east[0] == pytest.approx(prefixed[0][0] - 13_000_000, abs=1e-4)
    assert north[0] == pytest.approx(prefixed[1][0], abs=1e-4)


def test_heights_are_left_aside() -> None:
    assert declared_system("EPSG:4326+5773") is BY_CODE["EPSG:4326"]
    assert declared_system("EPSG:4979") is BY_CODE["EPSG:4326"]


def test_shift_in_the_text_gives_way_to_the_pinned_one() -> None:
    text = CRS.from_user_input("EPSG:28413").to_wkt("WKT1_GDAL")
    with_shift = text.replace(
        'AUTHORITY["EPSG","6284"]', 'TOWGS84[0,0,0,0,0,0,0],AUTHORITY["EPSG","6284"]'
    )
    assert with_shift != text
    assert declared_system(with_shift) is BY_CODE["EPSG:28413"]


@pytest.mark.parametrize("text", ["", "EPSG:99999", "СК-42", "+proj=nonsense", "12"])
def test_text_that_names_no_system_is_refused(text: str) -> None:
    with pytest.raises(UnknownReferenceSystemError):
        declared_system(text)


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:4179",  # Pulkovo 1942(58) of Central Europe
        "EPSG:4200",  # Pulkovo 1995
        "EPSG:5773",  # heights only
        "EPSG:2600",  # Lithuania
        "+proj=tmerc +lon_0=75 +x_0=13500000 +ellps=krass",  # no datum named
    ],
)
def test_datum_without_a_pinned_operation_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedReferenceSystemError):
        declared_system(text)


@pytest.mark.parametrize("text", ["OGC:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"])
def test_crs84_is_wgs_84_with_the_longitude_first(text: str) -> None:
    found = declared_system(text)
    assert (found.code, found.definition, found.north_first) == ("OGC:CRS84", 4326, False)


def test_other_projection_of_a_known_datum_is_taken_as_it_is() -> None:
    found = declared_system("EPSG:3857")
    places = (np.array([76.95]), np.array([43.25]))
    east, north = pinned_transformation(found).from_wgs84(*places)
    expected = Transformer.from_crs(4326, 3857, always_xy=True).transform(76.95, 43.25)
    assert (east[0], north[0]) == pytest.approx(expected, abs=1e-4)
