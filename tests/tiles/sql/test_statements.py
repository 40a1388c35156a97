"""The statements of tiles are made once, and not more of them are kept than fit."""

import pytest

from layers.registry import Catalogue
from tiles.request import TileRequest, parse_request
from tiles.sql import vector
from tiles.sql.vector import VectorTiles
from tiles.tile_layer import TileLayers


def request_of(catalogue: Catalogue, layers: str, query: str = "") -> TileRequest:
    return parse_request(TileLayers(catalogue), layers, ("9", "1", "1"), query)


def test_statement_serves_whoever_filters_alike(catalogue: Catalogue) -> None:
    statements = VectorTiles()
    roads = request_of(catalogue, "citizen_reports", "topic=roads")
    waste = request_of(catalogue, "citizen_reports", "topic=waste")
    assert statements.statement(roads, None) is statements.statement(waste, None)


def test_statement_not_asked_for_any_more_is_forgotten(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector, "MOST_STATEMENTS", 2)
    statements = VectorTiles()
    reports, monuments, routes = (
        request_of(catalogue, layer) for layer in ("citizen_reports", "monuments", "tourist_routes")
    )
    first, second = statements.statement(reports, None), statements.statement(monuments, None)
    assert statements.statement(reports, None) is first
    statements.statement(routes, None)
    assert statements.statement(reports, None) is first
    assert statements.statement(monuments, None) is not second
