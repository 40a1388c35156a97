"""Every stated fact that the project ships quotes its page, and the documentation lists it."""

import re
from datetime import date

from core.settings import PROJECT_ROOT
from core.text import Language
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records

FACTS = records(STARTER_FOLDER / "route_facts.csv")
INSPECTIONS = records(STARTER_FOLDER / "inspections.csv")
ISO_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def keys_of(name: str) -> set[str]:
    return {row["key"] for row in records(STARTER_FOLDER / name)}


def test_every_stated_fact_quotes_a_page_that_was_read_on_a_day() -> None:
    for row in [*FACTS, *INSPECTIONS]:
        assert row["source_url"].startswith("https://"), row
        assert row["quote"], row
        stated = row.get("as_of") or row["inspected_on"]
        assert ISO_DAY.fullmatch(stated), row
        assert stated <= date.fromisoformat(row["seen_on"]).isoformat(), row


def test_figure_of_a_stated_fact_stands_in_its_quote() -> None:
    for row in FACTS:
        if row["value"].isdigit():
            assert row["value"] in row["quote"], row
        assert all(row[f"about_{language}"] for language in Language), row


def test_documentation_lists_every_stated_fact_with_its_page_and_days() -> None:
    lines = (PROJECT_ROOT / "docs" / "data.md").read_text(encoding="utf-8").splitlines()
    for row in [*FACTS, *INSPECTIONS]:
        stated = row.get("as_of") or row["inspected_on"]
        cells = f"| {stated} | <{row['source_url']}> | {row['seen_on']} |"
        (line,) = [line for line in lines if line.endswith(cells)]
        value = row.get("value", "")
        assert not value or f"{int(value):,} KZT" in line


def test_stated_facts_are_of_a_route_and_inspections_of_a_monument() -> None:
    assert {row["route_key"] for row in FACTS} <= keys_of("routes.csv")
    assert len({(row["route_key"], row["field"]) for row in FACTS}) == len(FACTS)
    assert {row["monument_key"] for row in INSPECTIONS} <= keys_of("monuments.csv")
