"""What people say finds the term that a layer can be filtered by, in three languages."""

import pytest
from sqlalchemy.orm import Session

from core.access.caller import STRANGER
from layers.reading.search.terms import terms_named
from layers.registry import Catalogue


def named(session: Session, catalogue: Catalogue, typed: str) -> list[tuple[str, str, str, str]]:
    return [
        (each.layer.id, each.field.name, each.term.code, each.match)
        for each in terms_named(session, catalogue, STRANGER, typed)
    ]


@pytest.mark.parametrize(
    ("typed", "code", "match"),
    [
        ("яма", "roads", "exact"),
        ("Ямы", "roads", "word"),
        ("яма на дороге", "roads", "word"),
        ("шұңқырлар", "roads", "word"),
        ("pothole", "roads", "exact"),
        ("Жол", "roads", "exact"),
        ("су", "water", "exact"),
        ("мусора", "waste", "word"),
        ("қоқыс", "waste", "exact"),
        ("фонари", "lighting", "word"),
        ("fire", "safety", "exact"),
    ],
)
def test_topic_is_found_by_what_people_say(
    session: Session, catalogue: Catalogue, typed: str, code: str, match: str
) -> None:
    assert ("citizen_reports", "topic", code, match) in named(session, catalogue, typed)


@pytest.mark.parametrize("typed", ["археология", "археологиялық", "archaeological"])
def test_kind_of_monument_is_found(session: Session, catalogue: Catalogue, typed: str) -> None:
    found = named(session, catalogue, typed)

    assert [each[:3] for each in found] == [("monuments", "kind", "archaeology")]


def test_exact_terms_stand_first(session: Session, catalogue: Catalogue) -> None:
    matches = [match for *_, match in named(session, catalogue, "памятник")]

    assert matches[0] == "exact"
    assert "word" in matches
    assert matches == sorted(matches, key=["exact", "word"].index)


@pytest.mark.parametrize("typed", ["", "!!!", "Ясауи", "яма Ясауи", "на", "ашық", "сакральный"])
def test_other_words_name_no_term(session: Session, catalogue: Catalogue, typed: str) -> None:
    assert [each for each in named(session, catalogue, typed) if each[1] != "state"] == []


def test_terms_are_narrowed_to_layers(session: Session, catalogue: Catalogue) -> None:
    assert terms_named(session, catalogue, STRANGER, "яма", ["monuments"]) == []
    [term] = terms_named(session, catalogue, STRANGER, "яма", ["citizen_reports"])
    assert term.term.code == "roads"
