"""Which column fills a field: that of its own name first, by letters and by values that fit."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.mapping.mapping import ColumnNames
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_text, write_vector
from tests.ingest.verdicts import Load, counts, why

NAMES = ColumnNames(MONUMENTS)


def chosen(catalogue: Catalogue, layer: str, **cells: list[Any]) -> dict[str, str]:
    """The columns of cells by field."""
    names = ColumnNames(catalogue.layer(layer))
    return dict(names.proposed(tuple(cells), {}, samples=cells).columns)


@pytest.mark.parametrize(
    ("columns", "field", "column"),
    [
        (("name", "name_en"), "name_en", "name_en"),
        (("name", "name:en"), "name_en", "name:en"),
        (("Название", "name_ru"), "name_ru", "name_ru"),
        (("Название", "Название на русском"), "name_ru", "Название на русском"),
        (("Название на русском", "name_ru"), "name_ru", "name_ru"),
        (("type", "kind"), "kind", "kind"),
        (("Вид", "kind"), "kind", "kind"),
        (("latitude", "lat"), "lat", "lat"),
        (("район", "district"), "district", "district"),
        (("Рег. №", "register_no"), "register_no", "register_no"),
    ],
)
def test_own_name_of_a_field_goes_before_others_in_any_order(
    columns: tuple[str, ...], field: str, column: str
) -> None:
    for ordered in (columns, columns[::-1]):
        mapping = NAMES.proposed(ordered, {})
        assert mapping.columns[field] == column
        assert set(mapping.unknown) == set(columns) - set(mapping.columns.values())


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        (["Городище Овер", "Мавзолей"], "name_ru"),
        (["Төбе", "Қорған", "Алматы қақпасы"], "name_kk"),
        (["Төбе", "Қорған", "Кесене"], "name_kk"),
        (["Mound", "Tomb"], "name_en"),
        (["Мавзолей", "Төбе"], "name"),
        (["Мавзолей", "Mound"], "name"),
        (["12", "№ 7"], "name_en"),
    ],
)
def test_letters_tell_in_what_language_a_bare_name_is(
    catalogue: Catalogue, texts: list[str], field: str
) -> None:
    for column in ("name", "Name"):
        assert chosen(catalogue, "monuments", **{column: texts}) == {field: column}


def test_russian_title_holds_russian_unless_all_letters_speak_against_it(
    catalogue: Catalogue,
) -> None:
    def named(*texts: str) -> dict[str, str]:
        return chosen(catalogue, "endangered_objects", Название=list(texts))

    assert named("Мавзолей", "Мечеть Қожа") == {"name_ru": "Название"}
    assert named("Мавзолей", "Hilton") == {"name_ru": "Название"}
    assert named("Қызыл мешіт", "Көне қорған") == {"name_kk": "Название"}
    both = {"Название": ["Қызыл мешіт"], "Атауы": ["Қызыл мешіт"]}
    assert chosen(catalogue, "monuments", **both) == {"name_kk": "Атауы", "name_ru": "Название"}


def test_descriptions_and_datings_go_by_letters_too(catalogue: Catalogue) -> None:
    assert chosen(
        catalogue, "tourist_routes", description=["Лёгкая тропа", "Вдоль реки"]
    ) == {"summary_ru": "description"}  # fmt: skip
    assert chosen(catalogue, "monuments", dating=["XIX ғасыр", "XVIII ғ. соңы"]) == {
        "dating_text_kk": "dating"
    }
    assert chosen(catalogue, "settlements", name=["Сарыағаш", "Жетісай"]) == {"name_kk": "name"}


def test_names_of_several_languages_go_to_their_fields_row_by_row(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;name;name:ru;kind;lat;lon"
    rows = (
        "a;Мазар-1;Мазар;archaeology;51.5;67.1",
        "b;Городище-2;;archaeology;51.5;67.2",
        "c;Trial Mosque;;archaeology;51.5;67.3",
        "d;Қорған;;archaeology;51.5;67.4",
    )
    told = load(write_csv(tmp_path, *rows, header=header), key_column="key")
    assert counts(told) == (4, 0, 0, 0)
    assert told.run.mapping["columns"]["name_ru"] == "name:ru"
    assert told.run.mapping["unknown"] == ["key"]
    found = {
        row.source_key: (row.name_kk, row.name_ru, row.name_en)
        for row in session.scalars(select(Monument))
    }
    assert found == {
        "a": (None, "Мазар", None), "b": (None, "Городище-2", None),
        "c": (None, None, "Trial Mosque"), "d": ("Қорған", None, None),
    }  # fmt: skip


def test_name_in_any_language_can_be_told(load: Load, session: Session, tmp_path: Path) -> None:
    rows = ("a;Қорған;archaeology;51.5;67.1", "b;Курган;archaeology;51.5;67.2")
    path = write_csv(tmp_path, *rows, header="key;Что;kind;lat;lon")
    told = load(path, "endangered_objects", column_overrides={"name": "Что", "priority": ""})
    assert "name" in told.run.mapping["columns"]
    told = load(path, column_overrides={"name": "Что"})
    assert counts(told) == (2, 0, 0, 0)
    found = {(row.name_kk, row.name_ru) for row in session.scalars(select(Monument))}
    assert found == {("Қорған", None), (None, "Курган")}
    assert session.scalars(select(EndangeredObject)).first() is None


def test_geojson_of_russian_names_is_russian(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_vector(
        tmp_path / "list.geojson", [Point(67.5, 51.5), Point(67.6, 51.5)], "EPSG:4326",
        name=["Курган", "Городище"], description=["Высокий", "Большое"], kind=["archaeology"] * 2,
    )  # fmt: skip
    assert counts(load(path)) == (2, 0, 0, 0)
    found = {
        (row.name_ru, row.summary_ru, row.name_en) for row in session.scalars(select(Monument))
    }
    assert found == {("Курган", "Высокий", None), ("Городище", "Большое", None)}


def test_tag_of_a_route_is_no_name(load: Load, session: Session, tmp_path: Path) -> None:
    lines = [LineString([(67, 51), (67.2, 51)]), LineString([(67, 52), (67.2, 52)])]
    path = write_vector(
        tmp_path / "routes.geojson", lines, "EPSG:4326",
        **{"@id": ["relation/1", "relation/2"], "route": ["hiking", "hiking"],
           "name:ru": ["Тропа", "Тропа вдоль реки"]},
    )  # fmt: skip
    constants = {"modes": "foot", "difficulty": "easy"}
    told = load(path, "tourist_routes", key_column="@id", constants=constants)
    assert counts(told) == (2, 0, 0, 0)
    assert "route" in told.run.mapping["unknown"]
    assert set(session.scalars(select(TouristRoute.name_en))) == {None}


def test_near_name_is_taken_only_where_its_values_fit(catalogue: Catalogue) -> None:
    def monuments(column: str, *values: Any) -> dict[str, str]:
        return chosen(catalogue, "monuments", **{column: list(values)})

    assert monuments("Наименование памятиника", "Курган") == {"name_ru": "Наименование памятиника"}
    assert monuments("Наименование памятиника", 1, 2, 3) == {}
    assert monuments("Координаты объекта", "51.5 67.5") == {"coordinates": "Координаты объекта"}
    assert monuments("Координаты объекта", "есть", "нет") == {}
    assert monuments("Сельский окург", "12", "13") == {}
    assert monuments("Вид/категория", "Высокий", "Низкий") == {}
    assert monuments("Вид/категория", "Археология", "Ансамбль") == {"kind": "Вид/категория"}
    assert chosen(catalogue, "settlements", **{"Числинность населения": ["много", "мало"]}) == {}


@pytest.mark.parametrize(
    ("layer", "path", "field"),
    [
        ("citizen_reports", "reporter/phone", "author_contact"),
        ("citizen_reports", "location/lat", "lat"),
        ("citizen_reports", "location/geometrie/coordinates", "coordinates"),
        ("citizen_reports", "properties/topic", "topic"),
        ("citizen_reports", "status/text", None),
        ("citizen_reports", "status/created_at", None),
        ("citizen_reports", "category/text", None),
        ("citizen_reports", "status/date", None),
        ("initiative_projects", "manager/phone", None),
        ("initiative_projects", "applicant/phone", "author_contact"),
        ("monuments", "owner/address", None),
        ("monuments", "owner/name", None),
        ("monuments", "properties/name_ru", "name_ru"),
        ("monuments", "name/kk", "name_kk"),
        ("monuments", "description/ru", "summary_ru"),
        ("monuments", "lat/lon", "coordinates"),
        ("tourist_routes", "organiser/phone", None),
    ],
)
def test_last_part_of_a_nested_name_counts_only_in_its_context(
    catalogue: Catalogue, layer: str, path: str, field: str | None
) -> None:
    mapping = ColumnNames(catalogue.layer(layer)).proposed([path], {})
    assert mapping.columns == ({field: path} if field else {})


def test_option_of_a_question_with_several_answers_is_no_field(catalogue: Catalogue) -> None:
    answers = {"modes": ["foot", "foot;car"], "modes/foot": ["1", "1"], "modes/car": ["0", "1"]}
    assert chosen(catalogue, "tourist_routes", **answers) == {"modes": "modes"}
    alone = {"modes/foot": [True, True], "modes/car": [False, True], "name_ru": ["А", "Б"]}
    assert chosen(catalogue, "tourist_routes", **alone) == {"name_ru": "name_ru"}
    topics = {"topic": ["roads"], "topic/roads": ["TRUE"], "topic/text": ["FALSE"]}
    assert chosen(catalogue, "citizen_reports", **topics) == {"topic": "topic"}


def test_options_of_a_form_keep_their_whole_names(load: Load, tmp_path: Path) -> None:
    header = "_id;_uuid;_submission_time;topic;topic/roads;topic/text;site/text;lat;lon"
    rows = (
        "1;u1;2026-03-01T10:00:00;roads;1;0;Яма;51.5;67.1",
        "2;u2;2026-03-02T10:00:00;roads;1;1;Люк;51.5;67.2",
    )
    told = load(write_csv(tmp_path, *rows, header=header), "citizen_reports", key_column="_uuid")
    assert counts(told) == (2, 0, 0, 0)
    assert told.run.mapping["columns"]["text"] == "text"
    assert {"topic/roads", "topic/text"} <= set(told.run.mapping["unknown"])


@pytest.mark.parametrize(
    "column",
    ["created_at", "requested_datetime", "incident_date_start", "дата обращения", "Дата создания",
     "Submission time", "Өтініш күні", "_submission_time"],
)  # fmt: skip
def test_time_of_a_report_is_found_under_its_many_names(catalogue: Catalogue, column: str) -> None:
    assert chosen(catalogue, "citizen_reports", **{column: ["2026-03-01"]}) == {
        "submitted_at": column
    }


def test_time_of_a_nested_report_is_its_own_not_that_of_its_state(
    load: Load, tmp_path: Path
) -> None:
    records = [
        {"id": 1, "status": {"created_at": "2026-04-01", "text": None}, "text": "Яма",
         "category": {"sub": "Яма", "main": "Дороги"}, "created_at": "2026-03-01T10:00:00+05:00",
         "location": {"lat": 51.5, "lon": 67.5}},
    ]  # fmt: skip
    path = write_text(tmp_path / "s.json", json.dumps({"results": records}, ensure_ascii=False))
    told = load(
        path, "citizen_reports", key_column="id", column_overrides={"topic": "category/main"}
    )  # fmt: skip
    assert (counts(told), why(told)) == ((1, 0, 0, 0), [])
    assert told.run.mapping["columns"]["submitted_at"] == "created_at"
    assert told.run.mapping["columns"]["text"] == "text"
