"""Coverage of settlements by objects of a layer, on hand-drawn cases."""

from collections.abc import Mapping
from math import nan

import pytest
from geoalchemy2.shape import from_shape
from shapely import LineString, Point
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from analysis.coverage.coverage import CoverageRequest, EmptyRegionError, coverage
from analysis.results import Coverage
from analysis.travel.engines import TravelEngines, travel_engines
from analysis.travel.estimate import EstimateEngine
from analysis.travel.port import Chosen, CostUnit, Mode
from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.errors import InvalidValueError
from core.text import Language
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import LAYER as SETTLEMENTS
from layers.catalogue.settlements import Settlement
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.catalogue.tourist_routes import TouristRoute
from layers.regions.region import UnknownRegionError
from layers.registry import load_catalogue
from tests.world.drawing import draw_country
from tests.world.objects import EASTWARD, NORTHWARD, add_monument, add_settlement, walked
from tests.world.units import CITY, EAST, WEST, WEST_SOUTH

CATALOGUE = load_catalogue()
ENGINES = travel_engines()
VILLAGE = (70.0, 50.0)
WEST_TOWN = Point(67.0, 51.0)
SHET = Point(68.99, 48.5)
OFFICER = Caller(1, "officer", grants_of(["monuments:hidden", "monuments:exact"]))


def covered_within(session: Session, km: float, region: str = "KZ", **wish: object) -> Coverage:
    return coverage(
        session, CATALOGUE, STRANGER, CoverageRequest(MONUMENTS, km, region, **wish), ENGINES
    )  # type: ignore[arg-type]


@pytest.fixture
def country(session: Session) -> Session:
    """The drawn country with its eight settlements: four in either oblast, none in the city."""
    draw_country(session, whole=True)
    return session


@pytest.mark.parametrize("bearing", [NORTHWARD, EASTWARD])
def test_object_just_within_the_distance_covers_and_one_just_beyond_does_not(
    session: Session, bearing: float
) -> None:
    add_settlement(session, Point(VILLAGE))
    add_monument(session, walked(VILLAGE, bearing, 10_000))
    assert covered_within(session, 10.0 / 0.99).total.covered == 1
    assert covered_within(session, 10.0 / 1.01).total.covered == 0


def test_nearest_distance_is_that_of_the_spheroid_to_the_millimetre(session: Session) -> None:
    add_settlement(session, Point(VILLAGE))
    add_monument(session, walked(VILLAGE, EASTWARD, 123_456.789))
    (gap,) = covered_within(session, 1).gaps
    assert gap.cost == pytest.approx(123_456.789, abs=1e-3)


def test_object_nearer_on_the_spheroid_wins_over_one_nearer_on_the_sphere(
    session: Session,
) -> None:
    add_settlement(session, Point(VILLAGE))
    add_monument(session, walked(VILLAGE, NORTHWARD, 100_000))
    add_monument(session, walked(VILLAGE, EASTWARD, 100_100))
    (gap,) = covered_within(session, 1).gaps
    assert gap.cost == pytest.approx(100_000, abs=1e-3)


def test_object_over_the_border_covers(country: Session) -> None:
    add_monument(country, Point(69.01, 48.5))
    assert covered_within(country, 5, WEST).total.covered == 1
    assert covered_within(country, 5, EAST).total.covered == 0


def test_route_covers_between_its_points(country: Session) -> None:
    line = LineString([(67.0, 50.0), (67.0, 52.0)])
    route = TouristRoute(modes=["car"], difficulty="easy", geom=from_shape(line, srid=4326))
    country.add(route)
    country.flush()
    result = coverage(country, CATALOGUE, STRANGER, CoverageRequest(ROUTES, 1, WEST), ENGINES)
    assert result.total.covered == 1


def test_settlements_are_counted_in_the_region_where_they_lie(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    rows = {row.code: row for row in covered_within(country, 1).children}
    assert {code: (row.settlements, row.covered) for code, row in rows.items()} == {
        WEST: (4, 1),
        EAST: (4, 0),
        CITY: (0, 0),
    }
    assert rows[WEST].share == 0.25
    assert rows[CITY].share is None


def test_districts_of_an_oblast_add_up_to_it(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    result = covered_within(country, 100, WEST)
    assert [row.level for row in result.children] == [2, 2]
    assert sum(row.settlements for row in result.children) == result.total.settlements == 4
    assert sum(row.covered for row in result.children) == result.total.covered == 2
    assert result.unassigned is None


def test_settlement_in_no_region_is_told_apart_and_completes_the_sum(country: Session) -> None:
    stray = add_settlement(country, Point(80, 45))
    add_monument(country, Point(80, 45))
    result = covered_within(country, 1)
    assert result.unassigned is not None
    assert (result.unassigned.settlements, result.unassigned.covered) == (1, 1)
    rows = (*result.children, result.unassigned)
    assert sum(row.settlements for row in rows) == result.total.settlements == 9
    assert sum(row.covered for row in rows) == result.total.covered == 1
    assert stray.kato not in {gap.kato for gap in result.gaps}


def test_city_is_told_by_its_districts(country: Session) -> None:
    add_settlement(country, Point(75.1, 50.2))
    result = covered_within(country, 1, CITY)
    assert [(row.code, row.level, row.settlements) for row in result.children] == [
        ("751110000", 3, 1),
        ("751310000", 3, 0),
    ]


def test_rural_district_has_a_total_and_no_children(country: Session) -> None:
    result = covered_within(country, 1, "102300000")
    assert result.total.settlements == 1
    assert result.children == ()
    assert result.unassigned is None


def test_gaps_are_listed_worst_first_with_the_distance_to_the_nearest(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    gaps = covered_within(country, 10, WEST).gaps
    assert [gap.names[Language.EN] for gap in gaps] == ["Shet", "Kaindy", "Koldi"]
    costs = [gap.cost for gap in gaps]
    assert costs == sorted(costs, reverse=True)
    assert (gaps[0].longitude, gaps[0].latitude) == (68.99, 48.5)
    assert gaps[0].district_code == WEST_SOUTH


def test_list_of_gaps_is_cut_and_their_number_is_not(country: Session) -> None:
    result = covered_within(country, 10, most_gaps=3)
    assert len(result.gaps) == 3
    assert result.gaps_total == 8


def test_without_any_object_nothing_is_covered_and_no_distance_is_known(
    country: Session,
) -> None:
    result = covered_within(country, 500)
    assert result.total.covered == 0
    assert {gap.cost for gap in result.gaps} == {None}


def test_only_objects_that_meet_the_condition_cover(country: Session) -> None:
    add_monument(country, WEST_TOWN, significance="local")
    add_monument(country, SHET, significance="republican")
    wish = CoverageRequest(
        MONUMENTS,
        1,
        conditions=[Monument.significance == "republican"],
        filter_text="significance = 'republican'",
    )
    result = coverage(country, CATALOGUE, STRANGER, wish, ENGINES)
    assert result.total.covered == 1
    assert result.method.objects.count == 1
    assert result.method.filter == "significance = 'republican'"


def test_hidden_object_covers_only_for_those_who_may_see_it(country: Session) -> None:
    add_monument(country, WEST_TOWN, visibility="hidden")
    wish = CoverageRequest(MONUMENTS, 1)
    assert coverage(country, CATALOGUE, STRANGER, wish, ENGINES).total.covered == 0
    assert coverage(country, CATALOGUE, OFFICER, wish, ENGINES).total.covered == 1


def test_sensitive_object_covers_from_its_public_place_for_a_stranger(country: Session) -> None:
    add_monument(country, Point(67.0, 51.0), sensitive=True)
    wish = CoverageRequest(MONUMENTS, 1)
    for_stranger, for_officer = (
        coverage(country, CATALOGUE, who, wish, ENGINES) for who in (STRANGER, OFFICER)
    )
    assert (for_stranger.total.covered, for_stranger.method.objects.near_only) == (0, 1)
    assert (for_officer.total.covered, for_officer.method.objects.near_only) == (1, 0)


def test_region_without_settlements_is_an_error_that_names_it(country: Session) -> None:
    with pytest.raises(EmptyRegionError, match=CITY) as caught:
        covered_within(country, 1, CITY)
    assert caught.value.field == "region"


def test_unknown_region_is_an_error_that_names_it(country: Session) -> None:
    with pytest.raises(UnknownRegionError, match="999999999"):
        covered_within(country, 1, "999999999")


@pytest.mark.parametrize("km", [0, -1, 500.1, nan])
def test_distance_out_of_range_is_refused(country: Session, km: float) -> None:
    with pytest.raises(InvalidValueError, match=f"distance_km.*{km}"):
        covered_within(country, km)


def test_whole_range_of_distances_is_taken(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    assert covered_within(country, 500).total.covered == 8


def test_same_session_answers_again(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    assert covered_within(country, 10) == covered_within(country, 10)


def test_method_tells_the_engine_the_distance_and_what_was_counted(country: Session) -> None:
    add_monument(country, WEST_TOWN, synthetic=True)
    for settlement in country.scalars(select(Settlement)):
        settlement.accuracy_m = 700
    country.flush()
    method = covered_within(country, 10).method
    assert (method.engine, method.unit, method.limit) == ("straight_line", "m", 10_000)
    assert "geodesic" in method.formula.en
    assert (method.objects.count, method.objects.synthetic) == (1, 1)
    assert method.place_accuracy_m == 700
    assert not method.approximate_boundaries


def test_approximate_boundaries_are_told_in_rows_and_method(session: Session) -> None:
    draw_country(session, approximate=True)
    result = covered_within(session, 10, WEST)
    assert result.method.approximate_boundaries
    assert result.total.approximate
    assert all(row.approximate for row in result.children)


def test_table_ends_with_the_total_and_carries_the_method(country: Session) -> None:
    add_settlement(country, Point(80, 45))
    add_monument(country, WEST_TOWN)
    table = covered_within(country, 10).table(Language.RU)
    assert table.index.tolist() == [WEST, EAST, CITY, "", "KZ"]
    assert table["name"].tolist()[-2:] == ["Регион не определён", "Казахстан"]
    assert table["settlements"].iloc[:-1].sum() == table["settlements"].iloc[-1] == 9
    assert table.attrs["method"]["limit"] == 10_000
    assert "геодезическое" in table.attrs["method"]["formula"]


class OneKilometreAway(EstimateEngine):
    """Every settlement is a kilometre from an object, but the first, from which none is reached."""

    id = "one_km"

    def nearest(
        self, session: Session, places: Chosen, objects: Chosen, mode: Mode, unit: CostUnit
    ) -> Mapping[int, float]:
        """Metres."""
        del objects
        assert (mode, unit) == (Mode.FOOT, CostUnit.METRE)
        first, *others = sorted(session.scalars(places))
        return {first: nan, **dict.fromkeys(others, 1000.0)}


def test_any_engine_may_say_how_far_it_is_and_what_is_not_reached(country: Session) -> None:
    wish = CoverageRequest(MONUMENTS, 2, engine="one_km", mode=Mode.FOOT)
    result = coverage(country, CATALOGUE, STRANGER, wish, TravelEngines([OneKilometreAway()]))
    assert (result.total.settlements, result.total.covered) == (8, 7)
    assert result.method.engine == "one_km"
    (gap,) = result.gaps
    assert gap.cost is None


def test_estimated_ways_are_longer_than_straight_ones(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    straight = covered_within(country, 1).gaps[0].cost
    estimated = covered_within(country, 1, engine="estimate").gaps[0].cost
    assert straight is not None
    assert estimated is not None
    assert 1.2 * straight < estimated < 1.5 * straight


def test_coverage_asks_a_database_that_lets_nothing_be_written(country: Session) -> None:
    add_monument(country, WEST_TOWN)
    country.execute(text("SET TRANSACTION READ ONLY"))
    assert covered_within(country, 10).total.covered == 1


def test_settlements_themselves_are_a_layer_like_any_other(country: Session) -> None:
    assert (
        coverage(
            country, CATALOGUE, STRANGER, CoverageRequest(SETTLEMENTS, 0.001), ENGINES
        ).total.share
        == 1
    )
