"""What pages state of the shipped routes and monuments comes with its source, or stays empty."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.demo.starter_layers import SOURCE, load_starter_layers
from layers.catalogue.monuments import Inspection, Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.history import History
from layers.registry import Catalogue
from tests.counting import count
from tests.ingest.demo.starter_rows import FACT, REPORT


def monument(session: Session, key: str) -> Monument:
    session.expire_all()
    return session.scalars(select(Monument).filter_by(source=SOURCE, source_key=key)).one()


def test_published_report_is_an_inspection_with_its_words_address_and_day(
    country: Session, catalogue: Catalogue, write: Callable[..., Path]
) -> None:
    load_starter_layers(country, catalogue, write(inspections=[REPORT]))
    tower = monument(country, "tower")
    assert (tower.condition, tower.inspected_on) == ("very_bad", date(2024, 10, 29))
    inspection = country.scalars(select(Inspection)).one()
    assert inspection.basis == "report"
    assert inspection.note == "«признан аварийным» — https://news.example/tower"
    assert inspection.source_seen_on == date(2026, 11, 30)


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
    assert route.citation_kk == (
        "сызылған; Бағасы: https://park.example/fee"
        " (01.2026 жағдайы бойынша, 30.11.2026 күні қаралған)"
    )
    assert route.citation_ru == (
        "начерчено; Цена: https://park.example/fee"
        " (по состоянию на 01.2026, просмотрено 30.11.2026)"
    )
    assert route.citation_en == f"drawn; Price: {source}"
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
