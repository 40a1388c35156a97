"""Names are found inflected, misspelt and in every script; nothing unreadable is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.errors import InvalidValueError
from geo.names import FOLDED_LETTERS, fold
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.reading.search.matches import REGION
from layers.reading.search.search import SearchHit, search
from layers.regions.region import Region
from layers.registry import Catalogue, UnknownLayerError

YASAWI = (
    "Қожа Ахмет Ясауи кесенесі",
    "Мавзолей Ходжи Ахмеда Ясави",
    "Mausoleum of Khoja Ahmed Yasawi",
)
BALBAL = ("Құлан қалашығы", "Городище Кулан", "Kulan settlement")


def monument(
    session: Session,
    names: tuple[str, str, str],
    *,
    lon: float = 68.27,
    lat: float = 43.3,
    **columns: object,
) -> Monument:
    kk, ru, en = names
    row = Monument(
        name_kk=kk, name_ru=ru, name_en=en, kind="ensemble",
        geom=f"SRID=4326;POINT({lon} {lat})", **columns,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def yasawi(session: Session) -> Monument:
    monument(session, BALBAL, lon=72.7, lat=42.9)
    return monument(session, YASAWI)


def found(session: Session, catalogue: Catalogue, typed: str) -> list[SearchHit]:
    return search(session, catalogue, STRANGER, typed)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("Қожа Ахмет Ясауи кесенесі", "exact"),
        ("кожа ахмет ясауи кесенеси", "exact"),
        ("кесенелеріміз", "word"),
        ("кесенеде", "word"),
        ("мавзолею", "word"),
        ("мавзолеев", "similar"),
        ("mausoleums", "word"),
        ("Khoja Ahmed Yasawi", "word"),
        ("Қожа Ахм", "word"),
        ("Hoja Ahmet Yassawi", "similar"),
        ("Qoja Ahmet Iasaui", "similar"),
        ("ходжа ахмад яссауи", "similar"),
        ("мавзалей ясави", "similar"),
    ],
)
def test_name_is_found_in_any_form(
    session: Session, catalogue: Catalogue, yasawi: Monument, typed: str, match: str
) -> None:
    results = found(session, catalogue, typed)

    assert [(result.subject.ref, result.match) for result in results] == [(str(yasawi.id), match)]


@pytest.mark.usefixtures("yasawi")
def test_result_tells_names_place_and_kind(session: Session, catalogue: Catalogue) -> None:
    subject = found(session, catalogue, "Ясауи")[0].subject

    assert subject.name == dict(zip(("kk", "ru", "en"), YASAWI, strict=True))
    assert subject.place == (68.27, 43.3)
    assert subject.kind.en == "Monument"


def test_renamed_monument_is_found_by_its_new_name_only(
    session: Session, catalogue: Catalogue, yasawi: Monument
) -> None:
    yasawi.name_kk, yasawi.name_ru, yasawi.name_en = "Сауран", "Сауран", "Sauran"
    session.flush()

    assert found(session, catalogue, "кесене") == []
    assert [result.subject.ref for result in found(session, catalogue, "Sauran")] == [
        str(yasawi.id)
    ]


def test_deleted_monument_is_not_found(
    session: Session, catalogue: Catalogue, yasawi: Monument
) -> None:
    session.delete(yasawi)
    session.flush()

    assert found(session, catalogue, "Ясауи") == []


def test_stranger_cannot_find_hidden_monument(session: Session, catalogue: Catalogue) -> None:
    row = monument(session, YASAWI, visibility="hidden")
    officer = Caller(1, "officer", grants_of(["monuments:hidden"]))

    assert found(session, catalogue, "Ясауи") == []
    assert [hit.subject.ref for hit in search(session, catalogue, officer, "Ясауи")] == [
        str(row.id)
    ]


def test_stranger_learns_only_the_public_place_of_a_sensitive_monument(
    session: Session, catalogue: Catalogue
) -> None:
    monument(session, YASAWI, lon=68.2712, lat=43.2987, sensitive=True)
    officer = Caller(1, "officer", grants_of(["monuments:exact"]))

    subject = found(session, catalogue, "Ясауи")[0].subject
    exact = search(session, catalogue, officer, "Ясауи")[0].subject

    assert subject.place == pytest.approx((68.25, 43.25))
    assert subject.bbox == pytest.approx((68.25, 43.25, 68.25, 43.25))
    assert exact.place == (68.2712, 43.2987)


def test_region_is_found_by_name_and_by_code(session: Session, catalogue: Catalogue) -> None:
    session.add(
        Region(
            code="610000000",
            level=1,
            kind="oblast",
            source="test",
            name_kk="Түркістан облысы",
            name_ru="Туркестанская область",
            name_en="Turkistan Region",
            label_point="SRID=4326;POINT(68.3 43.3)",
        )
    )
    session.flush()

    for typed in ("Түркістан облысында", "туркестанской", "Turkistan", "туркстан", "610000000"):
        subjects = [hit.subject for hit in found(session, catalogue, typed)]
        assert [(subject.layer, subject.ref) for subject in subjects] == [(REGION, "610000000")]


def test_city_stands_above_villages_of_the_same_name(
    session: Session, catalogue: Catalogue
) -> None:
    for kato, kind in (("100000001", "village"), ("100000002", "city"), ("100000003", "other")):
        row = Settlement(
            kato=kato, name_kk="Ақсу", kind=kind, geom="SRID=4326;POINT(70 50)", source="test"
        )
        session.add(row)
        session.flush()

    hits = found(session, catalogue, "Ақсу")
    kinds = [session.get_one(Settlement, int(hit.subject.ref)).kind for hit in hits]

    assert kinds == ["city", "village", "other"]


def test_search_narrows_to_a_layer(
    session: Session, catalogue: Catalogue, yasawi: Monument
) -> None:
    hits = search(session, catalogue, STRANGER, "Ясауи", layers=["monuments"])

    assert [hit.subject.ref for hit in hits] == [str(yasawi.id)]
    assert search(session, catalogue, STRANGER, "Ясауи", layers=["tourist_routes"]) == []


def test_unknown_layer_is_named(session: Session, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownLayerError, match="castles"):
        search(session, catalogue, STRANGER, "Ясауи", layers=["castles"])


@pytest.mark.usefixtures("yasawi")
@pytest.mark.parametrize("typed", ["", "   ", "!!!", "— «»", "\0"])
def test_nothing_to_search_finds_nothing(
    session: Session, catalogue: Catalogue, typed: str
) -> None:
    assert found(session, catalogue, typed) == []


def test_endless_text_is_refused(session: Session, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidValueError, match="200"):
        found(session, catalogue, "а" * 201)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(st.sampled_from([*FOLDED_LETTERS, *"abcxyzшжҚӘ -'1"]), max_size=30))
def test_database_folds_names_as_python_does(session: Session, name: str) -> None:
    assert session.scalar(text("SELECT atlas_fold(:name)"), {"name": name}) == fold(name)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=60))
def test_no_text_breaks_the_search(session: Session, catalogue: Catalogue, typed: str) -> None:
    assert isinstance(found(session, catalogue, typed), list)


def test_hidden_monument_pushes_no_shown_one_off_the_list(
    session: Session, catalogue: Catalogue
) -> None:
    shown = monument(session, YASAWI)
    monument(session, ("Ясауи", "Ясауи", "Yasawi"), visibility="hidden")
    officer = Caller(1, "officer", grants_of(["monuments:hidden"]))

    def first(caller: Caller) -> list[str]:
        return [hit.subject.ref for hit in search(session, catalogue, caller, "Ясауи", limit=1)]

    assert first(STRANGER) == [str(shown.id)]
    assert first(officer) != [str(shown.id)]
