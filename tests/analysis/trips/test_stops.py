"""Stops read from the layers as the caller may know them."""

import pytest
from geoalchemy2.shape import from_shape
from shapely import LineString, Point
from sqlalchemy.orm import Session

from analysis.trips.stops import MOST_STOPS, ObjectWanted, PlaceWanted, StopError, stops_of
from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.text import Language
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.registry import Catalogue

ASTANA = PlaceWanted(71.43, 51.13, "Astana")
OFFICER = Caller(1, "officer", grants_of(["monuments:exact"]))


def monument(session: Session, **values: object) -> ObjectWanted:
    row = Monument(
        **{
            "kind": "archaeology",
            "name_kk": "Қорған",
            "geom": from_shape(Point(70.123, 50.987), srid=4326),
            **values,
        }
    )
    session.add(row)
    session.flush()
    return ObjectWanted("monuments", row.id)


def test_object_brings_its_place_and_names(session: Session, catalogue: Catalogue) -> None:
    wanted = monument(session, name_ru="Курган")
    _, stop = stops_of(session, catalogue, STRANGER, [ASTANA, wanted])
    assert (stop.longitude, stop.latitude) == (70.123, 50.987)
    assert stop.names == {Language.KK: "Қорған", Language.RU: "Курган", Language.EN: "Қорған"}
    assert not stop.approximate


def test_object_without_any_name_is_called_by_its_layer(
    session: Session, catalogue: Catalogue
) -> None:
    wanted = monument(session, name_kk=None)
    _, stop = stops_of(session, catalogue, STRANGER, [ASTANA, wanted])
    assert stop.names[Language.EN] == f"Monument {wanted.id}"


def test_stranger_meets_a_sensitive_object_near_its_place_only(
    session: Session, catalogue: Catalogue
) -> None:
    wanted = monument(session, sensitive=True)
    _, stop = stops_of(session, catalogue, STRANGER, [ASTANA, wanted])
    assert (stop.longitude, stop.latitude) == pytest.approx((70.15, 50.95))
    assert stop.approximate


def test_permitted_caller_meets_a_sensitive_object_at_its_place(
    session: Session, catalogue: Catalogue
) -> None:
    wanted = monument(session, sensitive=True)
    _, stop = stops_of(session, catalogue, OFFICER, [ASTANA, wanted])
    assert (stop.longitude, stop.latitude) == (70.123, 50.987)
    assert not stop.approximate


def test_route_is_met_at_its_first_point(session: Session, catalogue: Catalogue) -> None:
    line = LineString([(70, 50), (71, 50)])
    row = TouristRoute(modes=["car"], difficulty="easy", geom=from_shape(line, srid=4326))
    session.add(row)
    session.flush()
    wanted = ObjectWanted("tourist_routes", row.id)
    _, stop = stops_of(session, catalogue, STRANGER, [ASTANA, wanted])
    assert (stop.longitude, stop.latitude) == (70, 50)


def test_place_without_a_name_is_numbered_in_each_language(
    session: Session, catalogue: Catalogue
) -> None:
    _, stop = stops_of(session, catalogue, STRANGER, [ASTANA, PlaceWanted(70, 50)])
    assert stop.names[Language.KK] == "2-аялдама"
    assert stop.names[Language.RU] == "Остановка 2"


def test_hidden_object_is_unknown_to_a_stranger(session: Session, catalogue: Catalogue) -> None:
    wanted = monument(session, visibility="hidden")
    with pytest.raises(StopError, match=f"stops\\[1\\].*monuments/{wanted.id}"):
        stops_of(session, catalogue, STRANGER, [ASTANA, wanted])


def test_missing_object_is_named_in_the_error(session: Session, catalogue: Catalogue) -> None:
    with pytest.raises(StopError, match=r"stops\[0\].*monuments/987654"):
        stops_of(session, catalogue, STRANGER, [ObjectWanted("monuments", 987654), ASTANA])


def test_repeated_object_is_named_in_the_error(session: Session, catalogue: Catalogue) -> None:
    wanted = monument(session)
    with pytest.raises(StopError, match=rf"stops\[2\].*monuments/{wanted.id}.*listed already"):
        stops_of(session, catalogue, STRANGER, [wanted, ASTANA, wanted])


def test_repeated_place_is_named_in_the_error(session: Session, catalogue: Catalogue) -> None:
    again = PlaceWanted(ASTANA.longitude, ASTANA.latitude, "Again")
    with pytest.raises(StopError, match=r"stops\[1\].*Again.*listed already"):
        stops_of(session, catalogue, STRANGER, [ASTANA, again])


def test_two_objects_may_stand_at_one_place(session: Session, catalogue: Catalogue) -> None:
    pair = [monument(session), monument(session)]
    first, second = stops_of(session, catalogue, STRANGER, pair)
    assert (first.longitude, first.latitude) == (second.longitude, second.latitude)


def test_swapped_coordinates_are_refused_with_a_hint(
    session: Session, catalogue: Catalogue
) -> None:
    with pytest.raises(StopError, match=r"stops\[1\].*51.13, 71.43.*swapped"):
        stops_of(session, catalogue, STRANGER, [PlaceWanted(70, 50), PlaceWanted(51.13, 71.43)])


def test_one_stop_is_no_trip(session: Session, catalogue: Catalogue) -> None:
    with pytest.raises(StopError, match=r"stops.*1.*two"):
        stops_of(session, catalogue, STRANGER, [ASTANA])


def test_fifty_stops_are_a_trip_and_fifty_one_are_not(
    session: Session, catalogue: Catalogue
) -> None:
    places = [PlaceWanted(60 + number / 10, 50) for number in range(MOST_STOPS + 1)]
    assert len(stops_of(session, catalogue, STRANGER, places[:-1])) == 50
    with pytest.raises(StopError, match=r"stops.*51.*fifty"):
        stops_of(session, catalogue, STRANGER, places)


def test_stop_of_an_unknown_layer_is_named_in_the_error(
    session: Session, catalogue: Catalogue
) -> None:
    with pytest.raises(StopError, match=r"stops\[1\].*palaces/1"):
        stops_of(session, catalogue, STRANGER, [ASTANA, ObjectWanted("palaces", 1)])
