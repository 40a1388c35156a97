"""Coordinates are found in every notation, with the units there; places abroad are said to be."""

import pytest
from sqlalchemy.orm import Session

from layers.reading.search.coordinates import places_written

TURKISTAN = (68.27061, 43.29751)


@pytest.mark.parametrize(
    ("typed", "notation"),
    [
        ("43.29751, 68.27061", "decimal_degrees"),
        ("68.27061 43.29751", "decimal_degrees"),
        ("43,29751; 68,27061", "decimal_degrees"),
        ("43°17'51\" с.ш. 68°16'14.2\" в.д.", "degrees_minutes_seconds"),
        ("N43 17 51 E68 16 14.2", "degrees_minutes_seconds"),
        ("солтүстік ендік 43°17'51\", шығыс бойлық 68°16'14\"", "degrees_minutes_seconds"),
        ("43° 17.851' N, 68° 16.237' E", "degrees_minutes"),
        ("X=4797000 Y=12440800", "metres"),
    ],
)
def test_place_is_found_in_any_notation(atlas_session: Session, typed: str, notation: str) -> None:
    place, *_ = places_written(atlas_session, typed)

    assert place.notation == notation
    assert (place.lon, place.lat) == pytest.approx(TURKISTAN, abs=0.02)
    assert [unit.code for unit in place.units.units][:1] == ["610000000"]
    assert place.in_country


def test_numbers_in_both_orders_give_both_places(atlas_session: Session) -> None:
    places = places_written(atlas_session, "51.1 50.2")

    assert [(place.lon, place.lat) for place in places] == [(50.2, 51.1), (51.1, 50.2)]


def test_place_abroad_is_said_to_be_outside(atlas_session: Session) -> None:
    [place] = places_written(atlas_session, "55.7558, 37.6173")

    assert (place.lon, place.lat) == (37.6173, 55.7558)
    assert not place.in_country
    assert place.units.units == ()


def test_place_on_a_lake_of_the_country_is_not_outside(atlas_session: Session) -> None:
    [place] = places_written(atlas_session, "46.4 75.2")

    assert place.in_country


@pytest.mark.parametrize(
    "typed", ["Ясауи", "", "245-1", "611600000", "1941–1945", "школа № 5", "улица 28 панфиловцев 3"]
)
def test_other_texts_are_no_places(atlas_session: Session, typed: str) -> None:
    assert places_written(atlas_session, typed) == []
