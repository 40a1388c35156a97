"""Objects are found by register numbers, units and settlements by KATO codes; no hidden one is."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.reading.search.matches import REGION
from layers.reading.search.search import SearchHit, search
from layers.regions.region import Region
from layers.registry import Catalogue


def numbered(session: Session, register_no: str, **columns: object) -> str:
    """The id of a new monument."""
    row = Monument(
        register_no=register_no, kind="ensemble", geom="SRID=4326;POINT(68.27 43.3)", **columns
    )
    session.add(row)
    session.flush()
    return str(row.id)


def refs(hits: list[SearchHit]) -> list[tuple[str, str, str]]:
    return [(hit.subject.layer, hit.subject.ref, hit.match) for hit in hits]


def found(session: Session, catalogue: Catalogue, typed: str) -> list[tuple[str, str, str]]:
    return refs(search(session, catalogue, STRANGER, typed))


def test_whole_register_number_stands_before_its_continuations(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    longer = numbered(atlas_session, "8245-12")
    whole = numbered(atlas_session, "8245-1")
    numbered(atlas_session, "9245-1")

    for typed in ("8245-1", "№ 8245-1", "  8245-1 "):
        assert found(atlas_session, catalogue, typed) == [
            ("monuments", whole, "exact"),
            ("monuments", longer, "word"),
        ]


def test_letters_of_a_register_number_may_be_small(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    monument = numbered(atlas_session, "КЗ-8245А")

    assert found(atlas_session, catalogue, "кз-8245а") == [("monuments", monument, "exact")]


def test_nobody_finds_a_hidden_or_sensitive_monument_by_its_number_who_may_not_know_it(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    hidden = numbered(atlas_session, "8245-1", visibility="hidden")
    pending = numbered(atlas_session, "8245-2", visibility="pending")
    sensitive = numbered(atlas_session, "8245-3", sensitive=True)
    officer = Caller(1, "officer", grants_of(["monuments:hidden", "monuments:exact"]))

    assert found(atlas_session, catalogue, "8245") == []
    assert found(atlas_session, catalogue, "8245-3") == []
    known = {hit.subject.ref for hit in search(atlas_session, catalogue, officer, "8245")}
    assert known == {hidden, pending, sensitive}


def test_register_number_is_narrowed_to_a_region_and_a_layer(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    monument = numbered(atlas_session, "8245-1")

    def narrowed(**narrowing: object) -> list[tuple[str, str, str]]:
        return refs(search(atlas_session, catalogue, STRANGER, "8245-1", **narrowing))  # type: ignore[arg-type]  # any of its keywords

    assert narrowed(region_code="610000000") == [("monuments", monument, "exact")]
    assert narrowed(region_code="710000000") == []
    assert narrowed(layers=["tourist_routes"]) == []


def test_settlement_is_found_by_its_code(atlas_session: Session, catalogue: Catalogue) -> None:
    is_no_unit = Settlement.kato.not_in(select(Region.code))
    row = atlas_session.scalars(select(Settlement).where(is_no_unit).limit(1)).one()

    first, *_ = found(atlas_session, catalogue, row.kato)
    assert first == ("settlements", str(row.id), "exact")


@pytest.mark.parametrize(
    ("typed", "code"), [("61", "610000000"), ("6116", "611600000"), ("71", "710000000")]
)
def test_unit_is_found_by_the_digits_that_zeros_complete(
    atlas_session: Session, catalogue: Catalogue, typed: str, code: str
) -> None:
    assert found(atlas_session, catalogue, typed)[0] == (REGION, code, "word")


def test_beginning_of_one_code_finds_it(session: Session, catalogue: Catalogue) -> None:
    for kato in ("612233445", "612299999"):
        place = "SRID=4326;POINT(70 50)"
        session.add(Settlement(kato=kato, name_kk="Ақсу", kind="village", geom=place, source="t"))
    session.flush()

    assert len(found(session, catalogue, "61223")) == 1
    assert found(session, catalogue, "6122") == []


def test_numbers_are_found_by_their_index(atlas_session: Session) -> None:
    query = (
        "EXPLAIN SELECT id FROM monuments WHERE register_no ~>=~ '8245' AND register_no ~<~ '8246'"
    )
    atlas_session.execute(text("SET LOCAL enable_seqscan = off"))

    assert "monuments_register_no_searched_idx" in str(atlas_session.execute(text(query)).all())
