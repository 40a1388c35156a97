"""A filter that asks for too much is refused, and told which limit it is beyond."""

import json
from typing import Any

import pytest

from core.text import Language
from layers.reading.filters.cql2 import read_json, read_text
from layers.reading.filters.limits import (
    LONGEST_PATTERN,
    MOST_CONDITIONS,
    MOST_LIKES,
    MOST_VALUES,
    MOST_VERTICES,
    MOST_WILDCARDS,
    TooComplexFilterError,
)


def circle(vertices: int) -> dict[str, Any]:
    ring = [[n / vertices, 50.0] for n in range(vertices - 1)]
    return {
        "op": "s_within",
        "args": [{"property": "geom"}, {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}],
    }


@pytest.mark.parametrize(
    ("most", "make"),
    [
        (MOST_LIKES, lambda n: " AND ".join(["name LIKE '%б%'"] * n)),
        (MOST_LIKES, lambda n: " OR ".join(["NOT casei(name) LIKE casei('%б%')"] * n)),
        (MOST_CONDITIONS, lambda n: " OR ".join(["a=1"] * n)),
        (MOST_WILDCARDS, lambda n: f"name LIKE '{'%a' * n}'"),
        (LONGEST_PATTERN, lambda n: f"name LIKE '{'a' * n}'"),
        (MOST_VALUES, lambda n: f"a IN ({','.join(['1'] * n)})"),
    ],
)
def test_limit_of_a_text_filter_is_named(most: int, make: Any) -> None:
    read_text(make(most))
    with pytest.raises(TooComplexFilterError) as refused:
        read_text(make(most + 1))
    for language in Language:
        assert str(most) in refused.value.message(language)
    assert refused.value.field == "filter"


def test_limit_of_shapes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.reading.filters.cql2.LONGEST_FILTER", 10**7)
    read_json(json.dumps(circle(MOST_VERTICES)))
    two = {"op": "or", "args": [circle(MOST_VERTICES // 2 + 1)] * 2}
    with pytest.raises(TooComplexFilterError, match=str(MOST_VERTICES)):
        read_json(json.dumps(two))
