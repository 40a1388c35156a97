"""What PostgreSQL gives back of columns that were encoded for its binary COPY."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import starmap
from typing import Any

import numpy as np
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Integer,
    SmallInteger,
    Text,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from ingest.staging import binary_copy
from ingest.staging.binary_copy import copy_rows, encoded_geometries, encoded_json, encoder_of

KINDS: dict[str, TypeEngine[Any]] = {
    "bigint": BigInteger(),
    "integer": Integer(),
    "smallint": SmallInteger(),
    "double precision": Double(),
    "boolean": Boolean(),
    "date": Date(),
    "timestamptz": DateTime(timezone=True),
    "text": Text(),
    "text[]": ARRAY(Text()),
}
SIGNED = {8: 2**63, 4: 2**31, 2: 2**15}
WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bigint": st.integers(-SIGNED[8], SIGNED[8] - 1),
    "integer": st.integers(-SIGNED[4], SIGNED[4] - 1),
    "smallint": st.integers(-SIGNED[2], SIGNED[2] - 1),
    "double precision": st.floats(allow_nan=False),
    "boolean": st.booleans(),
    "date": st.dates(),
    "timestamptz": st.datetimes(timezones=st.just(UTC)),
    "text": WORDS,
    "text[]": st.lists(WORDS, max_size=4),
}
ROWS = st.lists(
    st.tuples(*(st.none() | values for values in VALUES.values())), min_size=1, max_size=12
)


def given_back(session: Session, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    names = [f"column_{place}" for place in range(len(KINDS))]
    declared = ", ".join(f"{name} {kind}" for name, kind in zip(names, KINDS, strict=True))
    session.execute(sql("DROP TABLE IF EXISTS copied"))
    session.execute(sql(f"CREATE TEMP TABLE copied (place bigint, {declared})"))
    columns = {"place": encoder_of(BigInteger())(np.arange(len(rows)))}
    for name, kind, values in zip(names, KINDS.values(), zip(*rows, strict=True), strict=True):
        column = np.empty(len(rows), np.object_)
        column[:] = values
        columns[name] = encoder_of(kind)(column)
    copy_rows(session.connection().connection.driver_connection, "copied", columns)  # type: ignore[arg-type]
    found = session.execute(sql("SELECT * FROM copied ORDER BY place"))
    return [tuple(row)[1:] for row in found]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_postgresql_gives_every_value_back(session: Session, rows: list[tuple[Any, ...]]) -> None:
    assert given_back(session, rows) == rows


def test_values_of_very_different_lengths_are_laid_out_in_parts(session: Session) -> None:
    empty = (None,) * (len(KINDS) - 2)
    rows = [(*empty, "ж" * length, None) for length in (0, 3, 3_000_000, 1, 2_000_000, 0)]
    assert 3_000_000 * 2 * len(rows) > binary_copy.MOST_BYTES
    assert given_back(session, rows) == rows


def test_number_that_is_none_is_kept_apart_from_null(session: Session) -> None:
    moment = datetime(2026, 7, 17, 2, 30, tzinfo=UTC)
    row = (1, 2, 3, float("nan"), True, date(1999, 12, 31), moment, "", [])
    (found,) = given_back(session, [row])
    assert np.isnan(found[3])
    assert (found[:3], found[4:]) == (row[:3], row[4:])


SHAPES = (
    Point(67.123456789012345, 51.987654321098765),
    LineString([(66, 50), (67, 51), (68, 50.5)]),
    Polygon(box(66, 50, 67, 51).exterior.coords, [box(66.2, 50.2, 66.4, 50.4).exterior.coords]),
    MultiPolygon([box(66, 50, 67, 51), box(68, 50, 69, 51)]),
)


def copied_shapes(session: Session, shapes: Sequence[object]) -> list[object]:
    session.execute(sql("DROP TABLE IF EXISTS shapes"))
    session.execute(sql("CREATE TEMP TABLE shapes (geom geometry(Geometry, 4326), facts jsonb)"))
    column = np.empty(len(shapes), np.object_)
    column[:] = shapes
    facts = encoded_json([{"тип": shape.geom_type} for shape in shapes])  # type: ignore[attr-defined]
    columns = {"geom": encoded_geometries(column), "facts": facts}
    copy_rows(session.connection().connection.driver_connection, "shapes", columns)  # type: ignore[arg-type]
    query = sql("SELECT ST_AsBinary(geom), facts ->> 'тип' FROM shapes ORDER BY ctid")
    rows = session.execute(query).all()
    assert [kind for _, kind in rows] == [shape.geom_type for shape in shapes]  # type: ignore[attr-defined]
    return [shapely.from_wkb(bytes(place)) for place, _ in rows]


def test_geometries_come_back_to_the_last_bit(session: Session) -> None:
    assert copied_shapes(session, SHAPES) == list(SHAPES)


def test_points_alone_take_the_short_way_and_come_back(session: Session) -> None:
    points = list(starmap(Point, ((67.1, 51.2), (66.000000000000014, 48.3), (71.5, 50.0))))
    assert copied_shapes(session, points) == points
