"""Former names find what bears others today, in three languages and any form."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER
from core.errors import InvalidValueError
from ingest.regions.starter.former_names import MissingColumnsError, load_former_names
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records
from layers.catalogue.settlements import Settlement
from layers.reading.search.search import SearchHit, search
from layers.regions.former_names import FormerName
from layers.regions.region import Region
from layers.registry import Catalogue

HEADER = "codes,kind,name_kk,name_ru,name_en,from_year,until_year,source"


def first(session: Session, catalogue: Catalogue, typed: str) -> SearchHit:
    return search(session, catalogue, STRANGER, typed, limit=3)[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Нур-Султан", "Astana"), ("нурсултан", "Astana"), ("Нұр-Сұлтан", "Astana"),
        ("Nur Sultan", "Astana"), ("Целиноград", "Astana"), ("Акмолинск", "Astana"),
        ("Семипалатинск", "Semey"), ("в Семипалатинске", "Semey"), ("семипалатинска", "Semey"),
        ("Semipalatinsk", "Semey"), ("Гурьев", "Atyrau"), ("Гурьева", "Atyrau"),
        ("Капчагай", "Konaev"), ("Қапшағай", "Konaev"), ("Kapchagay", "Konaev"),
        ("Кзыл-Орда", "Kyzylorda"), ("Кзылорда", "Kyzylorda"), ("Перовск", "Kyzylorda"),
        ("Ак-Мечеть", "Kyzylorda"), ("Шевченко", "Aktau"), ("Верный", "Almaty"),
        ("Алма-Ата", "Almaty"), ("Чимкент", "Shymkent"), ("Джамбул", "Taraz"),
        ("Аулие-Ата", "Taraz"), ("Мирзоян", "Taraz"), ("Актюбинск", "Aktobe"),
        ("Ленинск", "Baykonyr"), ("Ермак", "Aksu"), ("Никольский", "Satbaev"),
        ("Целиноградская область", "Akmola Region"), ("Гурьевская", "Atyrau Region"),
        ("Каскеленский район", "Karasay District"),
    ],
)  # fmt: skip
def test_former_name_finds_what_bears_another_today(
    atlas_session: Session, catalogue: Catalogue, typed: str, name: str
) -> None:
    found = first(atlas_session, catalogue, typed)
    assert (found.subject.name["en"] or "").startswith(name.split(" District", maxsplit=1)[0])
    assert found.former is not None


def test_hit_tells_the_former_name_and_until_when(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    former = first(atlas_session, catalogue, "Семипалатинск").former
    assert former is not None
    assert former.label.en == "formerly Semipalatinsk, until 2007"
    assert former.label.ru == "до 2007 года Семипалатинск"


def test_present_name_needs_no_former_one(atlas_session: Session, catalogue: Catalogue) -> None:
    assert first(atlas_session, catalogue, "Тараз").former is None


def test_every_code_of_the_table_is_known_and_every_name_has_a_source(
    atlas_session: Session,
) -> None:
    known = {*atlas_session.scalars(select(Region.code)), *atlas_session.scalars(
        select(Settlement.kato)
    )}  # fmt: skip
    for row in records(STARTER_FOLDER / "former_names.csv"):
        assert set(row["codes"].split()) <= known, row
        assert row["source"], row
        assert row["name_ru"], row
        years = [int(year) for year in (row["from_year"], row["until_year"]) if year]
        assert years == sorted(years), row


def test_operator_adds_names_and_replaces_them(
    atlas_session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    table = tmp_path / "ours.csv"
    table.write_text(f"{HEADER}\n351010000,city,,Копай-город,,1931,1934,книга\n", "utf-8")
    before = len(atlas_session.scalars(select(FormerName.id)).all())
    assert load_former_names(atlas_session, table) == 1
    assert load_former_names(atlas_session, table) == 1
    assert len(atlas_session.scalars(select(FormerName.id)).all()) == before + 1
    assert first(atlas_session, catalogue, "копай город").subject.name["en"] == "Karaganda"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("35101,city,,К,,,,x", "2: codes"),
        ("351010000,town,,К,,,,x", "2: kind"),
        ("351010000,city,,,,,,x", "2: name_ru"),
        ("351010000,city,,К,,31,,x", "2: from_year"),
    ],
)
def test_wrong_row_is_refused_with_its_number(
    session: Session, tmp_path: Path, row: str, field: str
) -> None:
    table = tmp_path / "ours.csv"
    table.write_text(f"{HEADER}\n{row}\n", "utf-8")
    with pytest.raises(InvalidValueError) as refused:
        load_former_names(session, table)
    assert refused.value.field == field


def test_table_without_its_columns_is_refused(session: Session, tmp_path: Path) -> None:
    table = tmp_path / "ours.csv"
    table.write_text("codes,name\n351010000,К\n", "utf-8")
    with pytest.raises(MissingColumnsError):
        load_former_names(session, table)
