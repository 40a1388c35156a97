"""Several words in any order: a layer, kind or region beside a name; names find what they did."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.catalogue.monuments import Monument
from layers.reading.search.coordinates import places_written
from layers.reading.search.matches import REGION
from layers.reading.search.search import SearchHit, search
from layers.reading.search.terms import terms_named
from layers.registry import Catalogue

LARGE_TABLES = ("search_entries", "monuments", "settlements", "citizen_reports", "tourist_routes")


def found(session: Session, catalogue: Catalogue, typed: str, **narrowing: Any) -> list[SearchHit]:
    return search(session, catalogue, STRANGER, typed, **narrowing)


@pytest.mark.parametrize(
    "typed", ["маршрут чарын", "чарын маршрут", "Шарын маршруты", "route Charyn"]
)
def test_layer_and_name_are_found_in_any_order(
    atlas_session: Session, catalogue: Catalogue, typed: str
) -> None:
    first = found(atlas_session, catalogue, typed)[0]

    assert first.subject.layer == "tourist_routes"
    assert "Чарын" in str(first.subject.name["ru"])


@pytest.mark.parametrize(
    "typed",
    ["мавзолей туркестан", "туркестана мавзолеи", "Түркістан кесене", "mausoleum Turkistan"],
)
def test_name_and_region_are_found_in_any_order(
    atlas_session: Session, catalogue: Catalogue, typed: str
) -> None:
    hits = [hit for hit in found(atlas_session, catalogue, typed) if hit.match == "word"]

    assert len(hits) > 5
    for hit in hits:
        assert hit.subject.layer == "monuments"
        assert "кесене" in str(hit.subject.name["kk"])
        assert str(hit.subject.region_code).startswith("61")
        assert hit.score > 1


@pytest.mark.parametrize("typed", ["археология Жамбыл", "жамбылская область археология"])
def test_kind_and_region_are_found_in_any_order(
    atlas_session: Session, catalogue: Catalogue, typed: str
) -> None:
    hits = [hit for hit in found(atlas_session, catalogue, typed) if hit.match == "word"]

    assert len(hits) > 5
    for hit in hits:
        monument = atlas_session.get_one(Monument, int(hit.subject.ref))
        assert (hit.subject.layer, monument.kind) == ("monuments", "archaeology")


def test_unit_is_told_from_another_of_its_name_by_the_unit_above(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    hits = found(atlas_session, catalogue, "абай ауданы қарағанды")
    refs = [hit.subject.ref for hit in hits if hit.subject.layer == REGION]

    assert refs[0] == "353200000"
    assert "103200000" not in refs[: refs.index("353200000")]


@pytest.mark.parametrize(
    "typed", ["Түркістан облысы", "Алматы қаласы", "Қожа Ахмет Ясауи кесенесі", "Шымкент"]
)
def test_name_as_it_stands_finds_what_it_found_before(
    atlas_session: Session, catalogue: Catalogue, typed: str
) -> None:
    hits = found(atlas_session, catalogue, typed)

    assert hits[0].match == "exact"
    matches = [hit.match for hit in hits]
    assert matches == sorted(matches, key=["exact", "word", "similar"].index)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_words_are_narrowed_to_a_layer_and_a_region(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    typed = "мавзолей туркестан"

    def words(**narrowing: Any) -> list[SearchHit]:
        hits = found(atlas_session, catalogue, typed, **narrowing)
        return [hit for hit in hits if hit.match == "word"]

    assert words(layers=["monuments"]) == words(region_code="610000000") == words()
    assert words(layers=["tourist_routes"]) == words(region_code="710000000") == []


def test_stranger_finds_no_hidden_monument_by_its_kind_and_region(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    row = atlas_session.scalars(select(Monument).where(Monument.kind == "archaeology")).first()
    assert row is not None
    typed = f"археология {row.name_en}"
    row.visibility = "hidden"
    atlas_session.flush()
    officer = Caller(1, "officer", grants_of(["monuments:hidden"]))

    def refs(caller: Caller, asked: str) -> set[str]:
        hits = search(atlas_session, catalogue, caller, asked, limit=100)
        return {hit.subject.ref for hit in hits if hit.subject.layer == "monuments"}

    assert str(row.id) in refs(officer, typed)
    assert str(row.id) not in refs(STRANGER, typed)


@contextmanager
def statements(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database within the block."""
    asked: list[tuple[str, Any]] = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    yield asked
    event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "typed",
    ["Ясауи", "мавзолей туркестан", "археология Жамбыл", "яма", "8245-1", "6116", "43.3 68.2"],
)
def test_no_statement_has_to_read_a_whole_table(
    atlas_session: Session, catalogue: Catalogue, typed: str
) -> None:
    with statements(atlas_session) as asked:
        found(atlas_session, catalogue, typed)
        terms_named(atlas_session, catalogue, STRANGER, typed)
        places_written(atlas_session, typed)
    connection = atlas_session.connection()
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    assert asked
    for statement, parameters in asked:
        plan = str(connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all())
        assert "citizen_reports" not in plan
        for table in LARGE_TABLES:
            assert f"Seq Scan on {table}" not in plan
