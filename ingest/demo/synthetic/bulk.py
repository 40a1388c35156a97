"""Bulk writing: ids in advance, and values as the text that COPY takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from psycopg.sql import Identifier
from sqlalchemy import text
from sqlalchemy.orm import Session

from ingest.demo.synthetic.region_pieces import Coordinates

SRID_FLAG = 0x20000000
EWKB_POINT = np.dtype(
    [("order", "u1"), ("type", "<u4"), ("srid", "<u4"), ("x", "<f8"), ("y", "<f8")]
)


@contextmanager
def bulk_load(session: Session) -> Iterator[None]:
    """Triggers leave places and versions to the caller while the block runs."""
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    yield
    session.execute(text("SET LOCAL atlas.bulk = 'off'"))


def reserved_ids(session: Session, table: str, count: int) -> int:
    """The first of `count` ids in a row that nobody else gets; `count` is at least 1.

    Writers of the table wait until the transaction ends.
    """
    quoted = Identifier(table).as_string(None)
    session.execute(text(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE"))
    take = text(
        "SELECT setval(sequence, nextval(sequence) + :more) - :more FROM"
        " (SELECT CAST(pg_get_serial_sequence(:table, 'id') AS regclass)) AS of(sequence)"
    )
    first: int = session.execute(take, {"table": table, "more": count - 1}).scalar_one()
    return first


def point_texts(longitude: Coordinates, latitude: Coordinates) -> list[str]:
    """Points as hexadecimal EWKB in EPSG:4326, the text form of a geometry column."""
    points = np.empty(len(longitude), dtype=EWKB_POINT)
    points["order"], points["type"], points["srid"] = 1, 1 | SRID_FLAG, 4326
    points["x"], points["y"] = longitude, latitude
    text_form, width = points.tobytes().hex(), 2 * EWKB_POINT.itemsize
    return [text_form[start : start + width] for start in range(0, len(text_form), width)]


def moment_texts(seconds: np.ndarray[Any, Any]) -> list[str]:
    """Seconds since 1970 as timestamps with time zone."""
    written = np.datetime_as_string(np.asarray(seconds).astype("datetime64[s]"))
    return [f"{moment}+00" for moment in written.tolist()]
