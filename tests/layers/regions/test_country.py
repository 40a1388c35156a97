"""Known places on both sides of the border, by the outline that comes with the atlas."""

import pytest
from shapely import LineString, Point
from sqlalchemy import update
from sqlalchemy.orm import Session

from layers.regions.country import OutsideCountryError, check_in_country, country_outline
from layers.regions.region import Region
from tests.world.drawing import add_region, draw_squares

AT_HOME = {
    "Astana": (71.43, 51.13), "Almaty": (76.95, 43.24), "Shymkent": (69.6, 42.32),
    "Saryagash": (69.168, 41.457), "Zhetysai": (68.33, 40.776), "Atakent": (68.5, 40.85),
    "Qorday": (74.71, 43.04), "Khorgos": (80.36, 44.22), "Narynqol": (80.17, 42.72),
    "Dostyq": (82.48, 45.25), "Baqty": (82.73, 46.67), "Zaysan": (84.87, 47.47),
    "Maiqapshaghai": (85.6, 47.4), "Belukha": (86.59, 49.807), "Khan Tengri": (80.175, 42.211),
    "Ridder": (83.51, 50.34), "Auyl": (81.4, 50.9), "Petropavl": (69.15, 54.87),
    "Bulaevo": (70.44, 54.9), "Zhelezinka": (75.3, 53.53), "Pobeda": (61.4, 54.08),
    "Oral": (51.37, 51.23), "Aqsai": (53.0, 51.17), "Zhanibek": (46.85, 49.42),
    "Ganyushkino": (49.27, 46.6), "Aqtau": (51.17, 43.65), "Bautino": (50.25, 44.54),
    "Quryq": (51.68, 43.18), "Kulaly island": (50.05, 45.0), "Kashagan": (52.5, 46.3),
    "Baikonur": (63.317, 45.617), "Taraz": (71.37, 42.9), "Aral": (61.67, 46.8),
}  # fmt: skip
WATERS = {
    "island of the Balkhash": (74.9, 46.4), "middle of the Balkhash": (77.5, 46.6),
    "Barsakelmes": (59.9, 45.67), "Kulaly": (50.05, 45.0),
}  # fmt: skip
ABROAD = {
    "Tashkent": (69.2401, 41.2995), "Chirchiq": (69.583, 41.469), "Guliston": (68.78, 40.49),
    "Bishkek": (74.5698, 42.8746), "Talas": (72.24, 42.52), "Karakol": (78.39, 42.49),
    "Urumqi": (87.6168, 43.8256), "Yining": (81.32, 43.92), "Tacheng": (82.98, 46.75),
    "Omsk": (73.3242, 54.9885), "Chelyabinsk": (61.4026, 55.1599), "Troitsk": (61.56, 54.08),
    "Orsk": (58.47, 51.2), "Novotroitsk": (58.33, 51.2), "Orenburg": (55.1, 51.77),
    "Samara": (50.1002, 53.1959), "Elton": (46.85, 49.13), "Astrakhan": (48.04, 46.35),
    "Makhachkala": (47.5, 42.98), "Nukus": (59.6, 42.46), "Garabogaz": (52.57, 41.05),
    "Rubtsovsk": (81.2, 51.5), "Slavgorod": (78.65, 52.99), "Delhi": (77.2, 28.6),
    "nowhere": (0.0, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("name", AT_HOME)
def test_places_of_kazakhstan_are_in_it(atlas_session: Session, name: str) -> None:
    check_in_country(atlas_session, Point(AT_HOME[name]), None, "geometry")


@pytest.mark.parametrize("name", WATERS)
def test_islands_and_waters_of_kazakhstan_are_in_it(atlas_session: Session, name: str) -> None:
    check_in_country(atlas_session, Point(WATERS[name]), None, "geometry")


@pytest.mark.parametrize("name", ABROAD)
def test_places_of_the_neighbours_are_refused(atlas_session: Session, name: str) -> None:
    with pytest.raises(OutsideCountryError):
        check_in_country(atlas_session, Point(ABROAD[name]), None, "geometry")


def test_place_known_to_a_degree_may_lie_as_far_out(atlas_session: Session) -> None:
    check_in_country(atlas_session, Point(ABROAD["Tashkent"]), 20_000, "geometry")


def test_line_that_ends_abroad_is_refused(atlas_session: Session) -> None:
    home = LineString([AT_HOME["Almaty"], AT_HOME["Shymkent"]])
    check_in_country(atlas_session, LineString([AT_HOME["Oral"], AT_HOME["Aqsai"]]), None, "geom")
    with pytest.raises(OutsideCountryError):  # the straight line crosses the Kyrgyz steppe
        check_in_country(atlas_session, home, None, "geometry")


def test_drawn_border_is_trusted_more_than_a_built_one(session: Session) -> None:
    draw_squares(session)
    three_km_off = Point(63, 52.03)
    with pytest.raises(OutsideCountryError):
        check_in_country(session, three_km_off, None, "geometry")
    session.execute(update(Region).values(approximate=True))
    check_in_country(session, three_km_off, None, "geometry")


def test_nothing_is_refused_while_a_first_level_unit_has_no_polygon(session: Session) -> None:
    draw_squares(session)
    add_region(session, "230000000", None, None)
    assert country_outline(session) is None
    check_in_country(session, Point(ABROAD["Delhi"]), None, "geometry")


def test_nothing_is_refused_before_regions_are_loaded(session: Session) -> None:
    check_in_country(session, Point(ABROAD["Delhi"]), None, "geometry")
