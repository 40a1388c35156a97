"""CQL2 text as hostile or exact as it comes."""

import json

import pytest
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import func
from sqlalchemy.orm import Session

from core.access.caller import STRANGER
from layers.access import readable
from layers.catalogue.monuments import LAYER, Monument
from layers.reading.filters.cql2 import MalformedFilterError
from layers.reading.filters.cql2_text import FilterSyntaxError, json_of_text
from layers.reading.filters.filter import condition

ACCESS = readable(LAYER, STRANGER)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(" * 9990, 9991),
        ("(" * 38 + "kind = " + ")" * 38, 46),
        ("NOT (" * 38 + "kind = 'a' 1" + ")" * 38, 202),
        ("(" * 12 + "version = 1 AND " * 1100 + "kind = " + ")" * 12, 17620),
        ("NOT " * 4900 + "version = 1", 13),
        ("version = " + "-" * 15000 + "1", 11),
    ],
    ids=["open", "deep", "not", "wide and deep", "many nots", "many signs"],
)
def test_hostile_text_is_refused_at_its_error_like_any_other(text: str, position: int) -> None:
    """Readers that try each alternative anew take hours for some of these, or crash."""
    with pytest.raises(FilterSyntaxError) as refused:
        condition(ACCESS, text)
    assert refused.value.facts["position"] == position


@pytest.mark.parametrize("number", [7, 9007199254740993, -9223372036854775807, 10**300 + 1])
def test_whole_numbers_stay_exact_in_text_as_in_json(number: int) -> None:
    text = json_of_text(f"version = {number}")
    assert text == json.loads(f'{{"op": "=", "args": [{{"property": "version"}}, {number}]}}')
    assert isinstance(text["args"][1], int)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400])
def test_number_that_no_column_can_hold_is_refused_in_text_and_json(number: str) -> None:
    document = f'{{"op": "=", "args": [{{"property": "version"}}, {number}]}}'
    for given_text in (f"version = {number}", document):
        with pytest.raises(MalformedFilterError):
            condition(ACCESS, given_text)


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, 10**300, 1e20, 3.5])
def test_numbers_beyond_a_column_of_integers_are_compared_like_any_other(
    session: Session, number: float
) -> None:
    session.add(Monument(kind="archaeology", geom=from_shape(Point(70, 50), srid=4326)))
    session.flush()
    expected = {
        f"version = {number}": 0,
        f"version < {number}": 1,
        f"version IN ({number})": 0,
        f"version IN (1, {number})": 1,
        f"version NOT IN ({number})": 1,
        f"version BETWEEN -{number} AND {number}": 1,
    }
    for text, count in expected.items():
        chosen = ACCESS.select(func.count()).where(condition(ACCESS, text))
        assert session.scalar(chosen) == count, text


def test_share_of_a_number_is_not_rounded_to_one_in_a_list(session: Session) -> None:
    session.add(Monument(kind="archaeology", geom=from_shape(Point(70, 50), srid=4326)))
    session.flush()
    chosen = ACCESS.select(func.count()).where(condition(ACCESS, "version IN (0.9, 1.2)"))
    assert session.scalar(chosen) == 0
