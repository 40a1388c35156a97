from collections.abc import Callable
from pathlib import Path

import pytest
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from core.text import Language
from geo.distance.measure import length_m
from ingest.demo.starter_layers import (
    SOURCE,
    is_loaded,
    load_starter_layers,
    unit_mismatches,
)
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records
from layers.catalogue.monuments import Monument, SacredMark
from layers.catalogue.tourist_routes import Stage, Stop, TouristRoute
from layers.history import History
from layers.registry import Catalogue
from tests.counting import count
from tests.ingest.demo.starter_rows import MONUMENT, SPRING, STOPS, stop
from tests.world.drawing import draw_country
from tests.world.units import EAST_SOUTH, WEST, WEST_NORTH


def monument(session: Session, key: str) -> Monument:
    session.expire_all()
    return session.scalars(select(Monument).filter_by(source=SOURCE, source_key=key)).one()


def test_monument_is_located_and_carries_its_sacred_mark(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    tower = monument(country, "tower")
    assert (tower.district_code, tower.outside, tower.synthetic) == (WEST_NORTH, False, False)
    assert tower.dating_begin_earliest == -300
    mark = country.scalars(select(SacredMark)).one()
    assert (mark.feature_id, mark.kind, mark.level) == (tower.id, "cult", "national")
    assert (tower.kind, tower.sacred_level) == (MONUMENT["kind"], "national")
    assert monument(country, "spring").sacred_level is None


def test_monument_without_a_kind_is_taken_only_with_a_sacred_mark(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    loaded = load_starter_layers(
        country, catalogue, write([{**MONUMENT, "kind": ""}, {**SPRING, "kind": ""}])
    )
    assert [(each.row, each.field) for each in loaded.problems] == [(2, "kind")]
    tower = monument(country, "tower")
    assert (tower.kind, tower.sacred_level) == (None, "national")


def test_only_a_state_list_or_unesco_source_makes_a_monument_listed(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    assert monument(country, "tower").state == "listed"
    assert monument(country, "spring").state == "newly_identified"
    created = country.scalars(select(History).where(History.layer == "monuments")).all()
    assert {(row.action, row.move, row.to_state) for row in created} == {
        ("created", None, "listed"),
        ("created", None, "newly_identified"),
    }
    assert {row.facts.get("act_number") for row in created} == {"88", None}


def test_row_cites_its_sources_as_recorded_and_in_three_languages(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    tower = monument(country, "tower")
    assert tower.citation == "Список; Wikipedia: Тараз"
    assert tower.citation_kk == "Тізім; Уикипедия: Тараз"
    assert tower.citation_ru == "Список; Википедия: Тараз"
    assert tower.citation_en == "List; Wikipedia: Тараз"


def test_row_of_an_unknown_source_is_refused(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    rows = [MONUMENT, {**SPRING, "sources": "list;hearsay"}]
    loaded = load_starter_layers(country, catalogue, write(rows))
    assert [(each.row, each.field, each.value) for each in loaded.problems] == [
        (2, "sources", "hearsay")
    ]


def test_condition_of_a_real_monument_is_not_made_up(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    assert monument(country, "tower").condition == "unknown"
    assert country.scalar(text("SELECT count(*) FROM monument_inspections")) == 0


def test_second_load_changes_nothing(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    folder = write()
    load_starter_layers(country, catalogue, folder)
    history = count(country, History)
    versions = select(Monument.source_key, Monument.version).order_by(Monument.id)
    before = country.execute(versions).all()
    loaded = load_starter_layers(country, catalogue, folder)
    assert (loaded.monuments.unchanged, loaded.tourist_routes.unchanged) == (2, 1)
    assert country.execute(versions).all() == before
    assert country.scalar(select(func.max(TouristRoute.version))) == 1
    assert count(country, History) == history


def test_corrected_row_changes_just_that_monument(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    before = monument(country, "tower").version
    loaded = load_starter_layers(
        country, catalogue, write([{**MONUMENT, "lon": "70", "lat": "49"}, SPRING])
    )
    assert (loaded.monuments.changed, loaded.monuments.unchanged) == (1, 1)
    tower = monument(country, "tower")
    assert (tower.version, tower.district_code) == (before + 1, EAST_SOUTH)
    assert monument(country, "spring").version == 1
    edit = country.scalars(select(History).where(History.action == "edited")).one()
    assert edit.changes == {"geom": ["POINT (67.1 51.1)", "POINT (70 49)"]}


def test_what_a_person_edited_stays(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    tower = monument(country, "tower")
    tower.name_en = "Tower of the officer"
    country.add(
        History(
            layer="monuments", feature_id=tower.id, action="edited", by_user_id=1,
            changes={"name_en": ["Tower", "Tower of the officer"]},
        )
    )  # fmt: skip
    country.flush()
    load_starter_layers(country, catalogue, write([{**MONUMENT, "name_ru": "Вышка"}, SPRING]))
    tower = monument(country, "tower")
    assert (tower.name_en, tower.name_ru) == ("Tower of the officer", "Вышка")


def test_moved_state_is_not_set_back(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    country.execute(update(Monument).values(state="delisted"))
    load_starter_layers(country, catalogue, write())
    assert monument(country, "tower").state == "delisted"


def test_row_with_an_unknown_code_is_reported_and_the_rest_is_taken(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    loaded = load_starter_layers(country, catalogue, write([MONUMENT, {**SPRING, "kind": "well"}]))
    assert loaded.monuments.created == 1
    (problem,) = loaded.problems
    assert (problem.row, problem.field, problem.value) == (2, "kind", "well")
    assert "well" in problem.reason.in_language(Language.RU)


def test_row_with_swapped_coordinates_is_reported(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    swapped = {**SPRING, "lon": "49", "lat": "70"}
    loaded = load_starter_layers(country, catalogue, write([MONUMENT, swapped]))
    (problem,) = loaded.problems
    assert (problem.row, problem.field, problem.value) == (2, "lat", "70")


def test_route_runs_through_stops_and_via_points(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    route = country.scalars(select(TouristRoute)).one()
    line = to_shape(route.geom)
    assert list(line.coords) == [(67.0, 51), (67.1, 51), (67.2, 51), (67.3, 51)]
    assert route.length_m == round(length_m(line))
    assert route.passes_codes == [WEST, WEST_NORTH, "101100000"]


def test_duration_counts_walking_and_stays_and_says_it_is_estimated(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    route = country.scalars(select(TouristRoute)).one()
    assert route.length_m
    assert route.duration_min == round(route.length_m / 1000 / 4 * 60) + 3 * 30
    assert (route.summary_en or "").startswith(
        "A walk. The line is approximate; length and duration are estimated from it."
    )


def test_stages_add_up_and_are_named_by_their_ends(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    route = country.scalars(select(TouristRoute)).one()
    stages = country.scalars(select(Stage).order_by(Stage.position)).all()
    assert [stage.name_kk for stage in stages] == ["S1 – S3", "S3 – S4"]
    assert sum(stage.length_m or 0 for stage in stages) == pytest.approx(route.length_m, abs=1)


def test_stops_are_numbered_and_linked_to_their_monument(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    stops = country.scalars(select(Stop).order_by(Stop.position)).all()
    assert [stop.position for stop in stops] == [1, 2, 3]
    tower_id = monument(country, "tower").id
    assert [(stop.linked_layer, stop.linked_id) for stop in stops] == [
        ("monuments", tower_id),
        (None, None),
        (None, None),
    ]


def test_moved_stop_raises_the_version_of_its_route(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    load_starter_layers(
        country, catalogue, write(stops=[*STOPS[:3], stop(4, 67.3, 2, stay_min="60")])
    )
    country.expire_all()
    assert country.scalars(select(TouristRoute)).one().version == 2


def test_stop_at_an_unknown_monument_is_taken_without_a_link_and_reported(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    stops = [stop(1, 67.0, 1, monument_key="castle"), *STOPS[1:]]
    loaded = load_starter_layers(country, catalogue, write(stops=stops))
    (problem,) = loaded.problems
    assert (problem.value, problem.rejected) == ("castle", False)
    assert country.scalars(select(Stop.linked_id)).all() == [None, None, None]


def test_monument_outside_its_claimed_unit_is_named(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    folder = write([MONUMENT, {**SPRING, "claimed_unit": WEST_NORTH}])
    load_starter_layers(country, catalogue, folder)
    (mismatch,) = unit_mismatches(country, catalogue, folder)
    assert (mismatch.key, mismatch.claimed_unit, mismatch.approximate) == (
        "spring",
        WEST_NORTH,
        False,
    )
    assert EAST_SOUTH in mismatch.found_units


def test_mismatch_against_an_approximate_polygon_says_so(
    session: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    draw_country(session, approximate=True)
    folder = write([MONUMENT, {**SPRING, "claimed_unit": WEST_NORTH}])
    load_starter_layers(session, catalogue, folder)
    assert [mismatch.approximate for mismatch in unit_mismatches(session, catalogue, folder)] == [
        True
    ]


def test_shipped_tables_load_without_a_problem(session: Session, catalogue: Catalogue) -> None:
    loaded = load_starter_layers(session, catalogue)
    assert loaded.problems == []
    assert loaded.monuments.created == len(records(STARTER_FOLDER / "monuments.csv")) >= 150
    assert loaded.tourist_routes.created >= 10
    assert is_loaded(session, catalogue)


def test_not_loaded_while_a_monument_is_missing(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write([MONUMENT]))
    assert not is_loaded(country, catalogue, write([MONUMENT, SPRING]))


@pytest.fixture
def shipped(session: Session, catalogue: Catalogue) -> Session:
    load_starter_layers(session, catalogue)
    return session


def test_every_shipped_name_is_in_three_languages(shipped: Session) -> None:
    for table in (Monument, TouristRoute, Stop):
        names = shipped.execute(select(table.name_kk, table.name_ru, table.name_en)).all()
        assert names
        assert all(all(name and name.strip() for name in row) for row in names)
