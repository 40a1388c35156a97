"""What is proposed for a file before anything is loaded."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, Point
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.access.caller import Caller
from ingest.proposal.mapping_file import SavedMapping
from ingest.proposal.remembered import remember, remembered
from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder
from layers.catalogue.monuments import Monument
from layers.regions.region import Region
from layers.registry import Catalogue
from tests.counting import count
from tests.ingest.officer_files import GPX, MONUMENTS, write_text, write_vector, write_workbook
from tests.world.drawing import draw_country
from tests.world.units import WEST

OFFICER, OTHER = Caller(user_id=7, name="officer"), Caller(user_id=8, name="other")


@pytest.fixture
def proposed(session: Session, catalogue: Catalogue) -> Any:
    """Gives the proposal for a file over the drawn country, as JSON that was written and read."""
    draw_country(session)

    def propose(
        path: Path,
        layer: str = "monuments",
        rows: int = 20_000,
        caller: Caller | None = None,
        **told: Any,
    ) -> Any:
        order = FileOrder(path, catalogue.layer(layer), **told)
        whole = json.loads(json.dumps(survey(session, order, rows, caller).as_json()))
        assert count(session, Monument) == 0
        return whole

    return propose


def column(proposal: Any, name: str) -> Any:
    (found,) = (each for each in proposal["columns"] if each["column"] == name)
    return found


def values(proposal: Any, field: str) -> dict[str, tuple[Any, ...]]:
    (found,) = (each for each in proposal["terms"] if each["field"] == field)
    return {
        each["value"]: (each["rows"], each["code"], each["how"], each["suggestion"])
        for each in found["values"]
    }


def test_plain_list_is_proposed_whole(proposed: Any, tmp_path: Path) -> None:
    found = proposed(write_text(tmp_path / "list.csv", MONUMENTS))
    assert found["layer"] == "monuments"
    assert found["file"] == {"name": "list.csv", "bytes": len(MONUMENTS.encode())}
    assert (found["rows"], found["whole"], found["sheets"]) == (2, True, [])
    assert {each["column"]: (each["field"], each["how"]) for each in found["columns"]} == {
        "Рег. №": ("register_no", "name"),
        "Наименование памятника": ("name_ru", "name"),
        "Вид": ("kind", "name"),
        "Значение": ("significance", "name"),
        "Широта": ("lat", "name"),
        "Долгота": ("lon", "name"),
    }
    assert column(found, "Вид") == {
        "column": "Вид", "sample": ["Архитектура", "Археология"], "filled": 2, "field": "kind",
        "how": "name", "score": 100, "others": [],
    }  # fmt: skip
    assert found["counts"] == {"good": 2, "waiting": 0, "rejected": 0}
    assert found["crs"]["from"] == "assumed"
    assert [each["properties"] for each in found["preview"]["features"]] == [
        {"row": 2, "name": "Мавзолей", "outcome": "good"},
        {"row": 3, "name": "Курган", "outcome": "good"},
    ]
    assert found["preview"]["features"][0]["geometry"]["coordinates"] == [67.25, 51.1234]


def test_all_fields_and_places_may_be_chosen(proposed: Any, tmp_path: Path) -> None:
    fields = proposed(write_text(tmp_path / "list.csv", MONUMENTS))["fields"]
    by_name = {each["name"]: each for each in fields}
    assert by_name["kind"]["required"] is True
    assert by_name["kind"]["type"] == "code"
    assert {"lat", "lon", "x", "y", "coordinates", "crs", "oblast", "region"} <= by_name.keys()
    assert by_name["oblast"]["title"] == {"kk": "Облыс", "ru": "Область", "en": "Oblast"}
    assert {"source_key", "register_status", "oblast_code"}.isdisjoint(by_name)


def test_terms_are_counted_named_suggested_or_left_open(proposed: Any, tmp_path: Path) -> None:
    kinds = ("Археология", "археология", "Археология", "арх-гия", "памятники археологии", "ямы")
    rows = "".join(f"{number};51,1;67,{number}5;{kind}\n" for number, kind in enumerate(kinds))
    found = proposed(write_text(tmp_path / "list.csv", "Название;Широта;Долгота;Вид\n" + rows))
    terms = values(found, "kind")
    assert terms["Археология"] == (2, "archaeology", "label", None)
    assert terms["памятники археологии"] == (1, "archaeology", "near", "archaeology")
    assert terms["ямы"] == (1, None, None, None)
    order = [each["value"] for each in found["terms"][0]["values"]]
    assert set(order[-2:]) == {"Археология", "археология"}
    assert found["counts"]["good"] == 6 - found["counts"]["rejected"]
    assert "ямы" in {each["value"] for each in found["problems"]}


def test_near_terms_and_columns_by_value_count_as_confirmed(
    proposed: Any, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = "\n".join(f"{n};51,{n}234;67,{n}5;памятники археологии;Курган {n}" for n in range(1, 6))
    path = write_text(tmp_path / "list.csv", "а;б;в;Вид;Название\n" + rows)
    found = proposed(path)
    assert column(found, "б")["field"] == "lat"
    assert (column(found, "в")["field"], column(found, "в")["how"]) == ("lon", "value")
    assert column(found, "а")["field"] is None
    assert found["counts"] == {"good": 5, "waiting": 0, "rejected": 0}

    proposal = survey(session, FileOrder(path, catalogue.layer("monuments")))
    assert set(proposal.mapping.by_value) == {"lat", "lon"}
    accepted = proposal.accepted
    assert accepted.column_overrides == {
        "name_ru": "Название",
        "kind": "Вид",
        "lat": "б",
        "lon": "в",
    }
    assert accepted.told_terms == {("kind", "памятники археологии"): "archaeology"}


def test_rows_that_wait_are_explained_and_shown_where_they_may_lie(
    proposed: Any, tmp_path: Path
) -> None:
    rows = "Название;Вид;Координаты\nА;археология;51,1234 67,25\nБ;археология;50,5; 51,5\n"
    found = proposed(write_text(tmp_path / "list.txt", rows.replace("50,5; 51,5", '"50,5; 51,5"')))
    assert found["counts"] == {"good": 1, "waiting": 1, "rejected": 0}
    (problem,) = (each for each in found["problems"] if each["outcome"] == "waiting")
    assert (problem["row"], problem["code"], problem["column"]) == (3, "ambiguous", "Координаты")
    assert set(problem["reason"]) == {"kk", "ru", "en"}
    waiting = [
        each
        for each in found["preview"]["features"]
        if each["properties"] == {"row": 3, "name": "Б", "outcome": "waiting"}
    ]
    places = [each for each in problem["candidates"] if each["kind"] == "place"]
    assert len(waiting) == len(places)


def test_preview_is_evenly_chosen_and_small(proposed: Any, tmp_path: Path) -> None:
    rows = "".join(f"{n};археология;51,{n:04}1;67,{n:04}1\n" for n in range(3_000))
    found = proposed(write_text(tmp_path / "list.csv", "Название;Вид;Широта;Долгота\n" + rows))
    shown = [each["properties"]["row"] for each in found["preview"]["features"]]
    assert len(shown) == 1_000
    assert (shown[0], shown[-1]) == (2, 3_001)
    assert len(found["columns"][0]["sample"]) == 5


def test_only_the_first_rows_are_surveyed(proposed: Any, tmp_path: Path) -> None:
    rows = "".join(f"{n};археология;51,{n:03}1;67,{n:03}1\n" for n in range(50))
    path = write_text(tmp_path / "list.csv", "Название;Вид;Широта;Долгота\n" + rows)
    found = proposed(path, rows=20)
    assert found["whole"] is False
    assert 0 < found["counts"]["good"] <= 20
    whole = proposed(path, rows=60)
    assert whole["whole"] is True
    assert whole["counts"] == {"good": 50, "waiting": 0, "rejected": 0}


def test_drawn_lines_are_shown_by_a_point_on_them(proposed: Any, tmp_path: Path) -> None:
    path = write_vector(
        tmp_path / "routes.gpkg", [LineString([(67, 51), (67.2, 51)])], "EPSG:4326",
        name_ru=["Тропа"], difficulty=["easy"], modes=["foot"], lat=[1.0],
    )  # fmt: skip
    found = proposed(path, layer="tourist_routes")
    assert found["counts"] == {"good": 1, "waiting": 0, "rejected": 0}
    assert found["sheets"] == ["routes"]
    assert column(found, "lat")["field"] is None
    assert "coordinates" not in {each["name"] for each in found["fields"]}
    (feature,) = found["preview"]["features"]
    assert feature["geometry"]["type"] == "Point"


def test_column_of_oblasts_is_known_by_their_names(
    proposed: Any, session: Session, tmp_path: Path
) -> None:
    names = {"name_kk": "Батыс облысы", "name_ru": "Западная область"}
    session.execute(update(Region).where(Region.code == WEST).values(names))
    points = [Point(67.25, 51.1), Point(67.5, 51.2), Point(67.7, 51.3)]
    path = write_vector(
        tmp_path / "list.geojson", points, "EPSG:4326", kind=["ensemble"] * 3,
        a=["Батыс облысы", "Батыс обл.", "Западная"],
    )  # fmt: skip
    found = column(proposed(path), "a")
    assert (found["field"], found["how"]) == ("oblast", "value")


def test_keys_are_proposed_where_every_row_has_its_own(proposed: Any, tmp_path: Path) -> None:
    header = "№ п/п;id;Рег. №;Вид;Название;Широта;Долгота\n"
    rows = (
        "1;17;а-1;археология;Курган;51,11;67,25\n"
        "2;12;б-7;археология;Курган;51,12;67,26\n"
        "3;18;б-9;археология;Курган;51,13;67,27\n"
    )
    path = write_text(tmp_path / "list.csv", header + rows)
    assert proposed(path)["key"] == {"column": None, "proposed": ["id", "Рег. №"]}
    assert proposed(path, key_column="id")["key"]["column"] == "id"


def test_sheets_are_named_and_a_header_below_titles_is_found(proposed: Any, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Тарих және мәдениет ескерткіштерінің тізімі"],
        ["№", "Ескерткіштің атауы", "Түрі", "Ендік", "Бойлық"],
        [1, "Қорған", "археология", 51.1, 67.25],
    ]
    path = write_workbook(tmp_path / "list.xlsx", rows, merged="A1:E1")
    found = proposed(path, sheet="Тізім")
    assert (found["sheet"], found["sheets"]) == ("Тізім", ["Тізім", "Басқа"])
    assert column(found, "Ескерткіштің атауы")["field"] == "name_kk"
    assert column(found, "№") == {
        "column": "№", "sample": ["1"], "filled": 1, "field": None, "how": None, "score": None,
        "others": [],
    }  # fmt: skip


def test_file_with_a_header_alone_comes_to_nothing(proposed: Any, tmp_path: Path) -> None:
    found = proposed(write_text(tmp_path / "list.csv", "Название;Вид;Широта;Долгота\n"))
    assert (found["rows"], found["whole"]) == (0, True)
    assert found["counts"] == {"good": 0, "waiting": 0, "rejected": 0}
    assert found["preview"]["features"] == []


def test_confirmed_mapping_is_proposed_for_the_next_such_file(
    proposed: Any, session: Session, tmp_path: Path
) -> None:
    columns = ("Что", "Вид", "Широта", "Долгота")
    saved = SavedMapping(
        "monuments", {"name_kk": "Что", "kind": "Вид"}, {"kind": {"ямы": "archaeology"}},
        crs="EPSG:28413", key="Что", sheet="1", source="register",
    )  # fmt: skip
    remember(session, OFFICER, columns, SavedMapping("monuments", {"name_ru": "Что"}))
    remember(session, OFFICER, columns, saved)
    text = "Долгота;Широта;ВИД;Что\n67,25;51,1234;ямы;А\n67,26;51,1235;Ямы;Б\n"
    path = write_text(tmp_path / "list.csv", text)

    found = proposed(path, caller=OFFICER)
    assert (column(found, "Что")["field"], column(found, "Что")["how"]) == ("name_kk", "saved")
    assert column(found, "ВИД")["how"] == "saved"
    assert values(found, "kind")["ямы"] == (1, "archaeology", "saved", None)
    assert found["key"]["column"] == "Что"
    assert found["crs"]["from"] == "assumed"
    assert found["counts"]["good"] == 2

    for caller in (OTHER, None):
        stranger = proposed(path, caller=caller)
        assert column(stranger, "Что")["how"] is None
        assert values(stranger, "kind")["ямы"] == (1, None, None, None)


def test_required_field_that_no_column_fills_is_missing_until_it_is_told(
    proposed: Any, tmp_path: Path
) -> None:
    untyped = GPX.replace("</name></wpt>", "</name><type/></wpt>")
    path = write_text(tmp_path / "walk.gpx", untyped)
    found = proposed(path)
    assert column(found, "type")["field"] == "kind"
    assert (found["missing"], found["constants"], found["terms"]) == (["kind"], {}, [])
    assert found["counts"]["rejected"] == 2
    told = proposed(path, constants={"kind": "archaeology"})
    assert (told["missing"], told["constants"]) == ([], {"kind": "archaeology"})
    assert column(told, "type")["field"] is None
    assert told["counts"] == {"good": 2, "waiting": 0, "rejected": 0}


def test_value_for_all_rows_is_remembered_until_a_column_is_told(
    session: Session, proposed: Any, tmp_path: Path
) -> None:
    path = write_text(tmp_path / "list.csv", MONUMENTS)
    columns = [each["column"] for each in proposed(path)["columns"]]
    kept = SavedMapping("monuments", constants={"kind": "ensemble"})
    remember(session, OFFICER, columns, kept)
    again = proposed(path, caller=OFFICER)
    assert (again["constants"], column(again, "Вид")["field"]) == ({"kind": "ensemble"}, None)
    told = proposed(path, caller=OFFICER, column_overrides={"kind": "Вид"})
    assert (told["constants"], column(told, "Вид")["field"]) == ({}, "kind")


def test_mapping_is_remembered_per_layer_and_set_of_columns(session: Session) -> None:
    remember(session, OFFICER, ("А", "Б"), SavedMapping("monuments", {"name_ru": "А"}))
    kept = remembered(session, OFFICER, "monuments", ("б ", "а"))
    assert kept == SavedMapping("monuments", {"name_ru": "А"})
    assert remembered(session, OFFICER, "monuments", ("А",)) is None
    assert remembered(session, OFFICER, "settlements", ("А", "Б")) is None
    assert remembered(session, OTHER, "monuments", ("А", "Б")) is None
    assert remembered(session, Caller(None, "officer"), "monuments", ("А", "Б")) is None
