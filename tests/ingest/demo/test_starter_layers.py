import csv
from collections.abc import Callable, Sequence
from datetime import date
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
from layers.catalogue.monuments import Inspection, Monument, SacredMark
from layers.catalogue.tourist_routes import Stage, Stop, TouristRoute
from layers.history import History
from layers.registry import Catalogue
from tests.counting import count
from tests.world.drawing import draw_country
from tests.world.units import EAST_SOUTH, WEST, WEST_NORTH

MONUMENT = {
    "key": "tower", "name_kk": "Мұнара", "name_ru": "Башня", "name_en": "Tower",
    "kind": "archaeology", "significance": "republican", "register_no": "", "lon": "67.1",
    "lat": "51.1", "accuracy_m": "500", "point_meaning": "centre", "claimed_unit": WEST_NORTH,
    "dating_begin_earliest": "-300", "dating_begin_latest": "-201", "dating_end_earliest": "",
    "dating_end_latest": "", "dating_precision": "century", "dating_text_kk": "б.з.б. III ғасыр",
    "dating_text_ru": "III век до н. э.", "dating_text_en": "3rd century BCE",
    "sacred_level": "national", "sacred_kind": "cult", "summary_kk": "Көне мұнара.",
    "summary_ru": "Древняя башня.", "summary_en": "An old tower.",
    "source": "Государственный список памятников, приказ МКС РК № 88 от 14.04.2020",
    "source_url": "",
}  # fmt: skip
SPRING = {
    **MONUMENT, "key": "spring", "name_kk": "Бұлақ", "lon": "70", "lat": "49",
    "claimed_unit": EAST_SOUTH, "sacred_level": "", "sacred_kind": "", "source": "Wikipedia: X",
}  # fmt: skip
ROUTE = {
    "key": "walk", "name_kk": "Жол", "name_ru": "Путь", "name_en": "Way", "modes": "foot;eco",
    "season_from": "5", "season_to": "9", "difficulty": "easy", "summary_kk": "Жаяу жол.",
    "summary_ru": "Пеший путь.", "summary_en": "A walk.", "source": "drawn",
}  # fmt: skip
FACT = {
    "route_key": "walk", "field": "price_kzt", "value": "500", "about_kk": "Бір адамға.",
    "about_ru": "С человека.", "about_en": "A person.", "source_url": "https://park.example/fee",
    "as_of": "2026-01", "seen_on": "2026-11-30", "quote": "500 тенге", "remark": "",
}  # fmt: skip
REPORT = {
    "monument_key": "tower", "inspected_on": "2024-10-29", "basis": "report",
    "condition": "very_bad", "quote": "признан аварийным",
    "source_url": "https://news.example/tower", "seen_on": "2026-11-30",
}  # fmt: skip


def stop(position: int, lon: float, stage: int, **more: str) -> dict[str, str]:
    name = f"S{position}"
    return {
        "route_key": "walk", "position": str(position), "stage": str(stage), "is_stop": "1",
        "name_kk": name, "name_ru": name, "name_en": name, "lon": str(lon), "lat": "51",
        "monument_key": "", "role": "main", "stay_min": "30", **more,
    }  # fmt: skip


VIA = {"is_stop": "0", "name_kk": "", "name_ru": "", "name_en": "", "stay_min": ""}
STOPS = [
    stop(1, 67.0, 1, monument_key="tower"),
    stop(2, 67.1, 1, **VIA),
    stop(3, 67.2, 1),
    stop(4, 67.3, 2),
]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the starter tables of given rows into a folder."""

    def write_tables(
        monuments: list[dict[str, str]] | None = None,
        stops: list[dict[str, str]] | None = None,
        facts: Sequence[dict[str, str]] = (),
        inspections: Sequence[dict[str, str]] = (),
    ) -> Path:
        tables: dict[str, tuple[dict[str, str], Sequence[dict[str, str]]]] = {
            "monuments": (MONUMENT, monuments or [MONUMENT, SPRING]),
            "inspections": (REPORT, inspections),
            "routes": (ROUTE, [ROUTE]),
            "route_facts": (FACT, facts),
            "route_stops": (STOPS[0], stops or STOPS),
        }
        for name, (columns, rows) in tables.items():
            with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(columns))
                writer.writeheader()
                writer.writerows(rows)
        return tmp_path

    return write_tables


@pytest.fixture
def country(session: Session) -> Session:
    draw_country(session)
    return session


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


def test_condition_of_a_real_monument_is_not_made_up(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    assert monument(country, "tower").condition == "unknown"
    assert country.scalar(text("SELECT count(*) FROM monument_inspections")) == 0


def test_published_report_is_an_inspection_with_its_words_and_address(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write(inspections=[REPORT]))
    tower = monument(country, "tower")
    assert (tower.condition, tower.inspected_on) == ("very_bad", date(2024, 10, 29))
    inspection = country.scalars(select(Inspection)).one()
    assert inspection.basis == "report"
    assert inspection.note == ("«признан аварийным» — https://news.example/tower (seen 2026-11-30)")


def test_inspection_of_an_officer_stays_beside_the_published_report(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    folder = write(inspections=[REPORT])
    load_starter_layers(country, catalogue, folder)
    tower = monument(country, "tower")
    found = {"inspected_on": date(2026, 5, 1), "basis": "visit", "condition": "good"}
    country.add(Inspection(feature_id=tower.id, **found))
    country.flush()
    load_starter_layers(country, catalogue, folder)
    assert count(country, Inspection) == 2
    assert monument(country, "tower").condition == "good"


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


def test_route_without_a_source_for_hours_and_price_says_so(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write())
    route = country.scalars(select(TouristRoute)).one()
    assert (route.opening_hours, route.price_kzt, route.citation) == (None, None, "drawn")
    assert (route.summary_en or "").endswith("No source states opening hours or a price.")


def test_stated_price_comes_with_what_it_is_of_its_source_and_both_days(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write(facts=[FACT]))
    route = country.scalars(select(TouristRoute)).one()
    source = "https://park.example/fee (as of 2026-01, seen 2026-11-30)"
    assert route.price_kzt == 500
    assert route.citation == f"drawn; Бағасы / Цена / Price: {source}"
    assert (route.summary_ru or "").endswith(
        "С человека. Подтверждённых сведений о часах работы нет."
    )
    history = country.scalars(select(History).where(History.layer == "tourist_routes")).one()
    assert history.facts == {"source": "drawn", "price_kzt": source}


def test_price_in_another_unit_is_told_and_its_field_stays_empty(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write(facts=[{**FACT, "value": ""}]))
    route = country.scalars(select(TouristRoute)).one()
    assert route.price_kzt is None
    assert "A person." in (route.summary_en or "")
    assert "https://park.example/fee" in (route.citation or "")


def test_source_of_a_field_that_needs_none_is_reported(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    loaded = load_starter_layers(country, catalogue, write(facts=[{**FACT, "field": "length_m"}]))
    assert [(each.row, each.field) for each in loaded.problems] == [(1, "length_m")]


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
