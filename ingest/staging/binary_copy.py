"""Columns of values as PostgreSQL's binary COPY, whole arrays at a time."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from psycopg import Connection, sql
from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Double, Integer, SmallInteger
from sqlalchemy.types import TypeEngine

HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
"""The length of a NULL, -1."""
TEXT_OID = 25
POSTGRES_EPOCH_DAYS = 10_957
"""Days from 1970-01-01 to 2000-01-01."""
POSTGRES_EPOCH_US = POSTGRES_EPOCH_DAYS * 86_400_000_000
SRID = 4326
EWKB_POINT = np.dtype(
    [("order", "u1"), ("type", "<u4"), ("srid", "<u4"), ("x", "<f8"), ("y", "<f8")]
)
EWKB_POINT_TYPE = 0x20000001
MOST_BYTES = 8_000_000
"""Bytes of the table in which rows are laid out at a time."""

Bytes = NDArray[np.uint8]
Filled = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class EncodedColumn:
    """One column as bytes: `sizes`, shape (n,), is -1 for NULL; `payload` is all values in turn."""

    sizes: NDArray[np.int32]
    payload: Bytes

    def part(self, first: int, after: int, starts: NDArray[np.int64]) -> "EncodedColumn":
        """The rows from `first` to before `after`; `starts`, shape (n + 1,), are byte offsets."""
        return EncodedColumn(self.sizes[first:after], self.payload[starts[first] : starts[after]])


Encoder = Callable[[NDArray[Any]], EncodedColumn]


def encoder_of(kind: TypeEngine[Any]) -> Encoder:
    """The encoder of values for a column of a type; text and codes where no other is known."""
    for types, encoder in ENCODERS:
        if isinstance(kind, types):
            return encoder
    return encoded_texts


def copy_bytes(columns: Sequence[EncodedColumn]) -> bytes:
    """The rows of columns that are equally long, without the header and trailer of the stream."""
    count = len(columns[0].sizes)
    starts = [_starts(column.sizes) for column in columns]
    pieces: list[bytes] = []
    pending = [(0, count)] if count else []
    while pending:
        first, after = pending.pop()
        parts = [
            column.part(first, after, start)
            for column, start in zip(columns, starts, strict=True)
        ]  # fmt: skip
        width = 2 + sum(4 + max(0, int(part.sizes.max())) for part in parts)
        if after - first > 1 and width * (after - first) > MOST_BYTES:
            middle = (first + after) // 2
            pending += [(middle, after), (first, middle)]
        else:
            pieces.append(_laid_out(parts, width))
    return b"".join(pieces)


def copy_rows(
    connection: "Connection[Any]", table: str, columns: Mapping[str, EncodedColumn]
) -> None:
    """Put the rows into the table."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        stream.write(HEADER)
        stream.write(copy_bytes(list(columns.values())))
        stream.write(TRAILER)


def encoded_texts(values: NDArray[Any]) -> EncodedColumn:
    """Texts in UTF-8."""
    return _from_arrow(pa.array(values, pa.large_string(), from_pandas=False))


def encoded_bytes(values: Sequence[bytes | None] | NDArray[Any]) -> EncodedColumn:
    """Values that are bytes already."""
    return _from_arrow(pa.array(values, pa.large_binary()))


def encoded_bigints(values: NDArray[Any]) -> EncodedColumn:
    """Whole numbers of 8 bytes."""
    return _numbers(values, pa.int64(), ">i8")


def encoded_integers(values: NDArray[Any]) -> EncodedColumn:
    """Whole numbers of 4 bytes."""
    return _numbers(values, pa.int32(), ">i4")


def encoded_smallints(values: NDArray[Any]) -> EncodedColumn:
    """Whole numbers of 2 bytes."""
    return _numbers(values, pa.int16(), ">i2")


def encoded_doubles(values: NDArray[Any]) -> EncodedColumn:
    """Numbers in double precision; NaN is a number, not NULL."""
    return _numbers(values, pa.float64(), ">f8")


def encoded_booleans(values: NDArray[Any]) -> EncodedColumn:
    """Truth values of one byte."""
    flags = pa.array(values, pa.bool_(), from_pandas=False)
    return _fixed(flags.cast(pa.uint8()), "u1")


def encoded_dates(values: NDArray[Any]) -> EncodedColumn:
    """Days, counted from 2000-01-01."""
    days = pa.array(values, pa.date32(), from_pandas=False).cast(pa.int32())
    return _fixed(days, ">i4", -POSTGRES_EPOCH_DAYS)


def encoded_moments(values: NDArray[Any]) -> EncodedColumn:
    """Aware times, in microseconds from 2000-01-01 UTC."""
    moments = pa.array(values, pa.timestamp("us", tz="UTC"), from_pandas=False).cast(pa.int64())
    return _fixed(moments, ">i8", -POSTGRES_EPOCH_US)


def encoded_lists(values: NDArray[Any]) -> EncodedColumn:
    """Lists of texts as text[]."""
    known: dict[tuple[str | None, ...], bytes] = {}
    encoded: list[bytes | None] = []
    for each in values:
        if each is None:
            encoded.append(None)
            continue
        key = tuple(each)
        if key not in known:
            known[key] = _list_bytes(key)
        encoded.append(known[key])
    return encoded_bytes(encoded)


def encoded_json(values: Sequence[object] | NDArray[Any]) -> EncodedColumn:
    """Values as jsonb; None is NULL."""
    return encoded_bytes(
        [
            None
            if each is None
            else b"\x01" + json.dumps(each, ensure_ascii=False, allow_nan=False).encode()
            for each in values
        ]
    )


def encoded_geometries(values: NDArray[np.object_]) -> EncodedColumn:
    """Flat geometries in EPSG:4326 as EWKB."""
    points = shapely.get_type_id(values) == shapely.GeometryType.POINT
    if points.all() and not shapely.is_empty(values).any():
        return encoded_points(shapely.get_x(values), shapely.get_y(values))
    return encoded_bytes(
        shapely.to_wkb(shapely.set_srid(values, SRID), output_dimension=2, include_srid=True)
    )


def encoded_points(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> EncodedColumn:
    """Points by longitude and latitude, EPSG:4326, as EWKB."""
    points = np.empty(len(lon), EWKB_POINT)
    points["order"], points["type"], points["srid"] = 1, EWKB_POINT_TYPE, SRID
    points["x"], points["y"] = lon, lat
    sizes = np.full(len(lon), EWKB_POINT.itemsize, np.int32)
    return EncodedColumn(sizes, points.view(np.uint8).reshape(-1))


ENCODERS: tuple[tuple[tuple[type[TypeEngine[Any]], ...] | type[TypeEngine[Any]], Encoder], ...] = (
    (BigInteger, encoded_bigints),
    (SmallInteger, encoded_smallints),
    (Integer, encoded_integers),
    (Double, encoded_doubles),
    (Boolean, encoded_booleans),
    (DateTime, encoded_moments),
    (Date, encoded_dates),
    (ARRAY, encoded_lists),
)


def _starts(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(np.maximum(sizes, 0), out=starts[1:], dtype=np.int64)
    return starts


def _laid_out(columns: Sequence[EncodedColumn], width: int) -> bytes:
    """Rows as a table with room for the longest value of each column, then without the gaps."""
    count = len(columns[0].sizes)
    table = np.empty((count, width), np.uint8)
    filled = np.ones((count, width), np.bool_)
    table[:, :2] = np.frombuffer(len(columns).to_bytes(2, "big"), np.uint8)
    place = 2
    for column in columns:
        table[:, place : place + 4] = column.sizes.astype(">i4").view(np.uint8).reshape(-1, 4)
        place += 4
        longest = max(0, int(column.sizes.max()))
        after = place + longest
        if int(column.sizes.min()) == longest:
            table[:, place:after] = column.payload.reshape(count, longest)
        else:
            used = np.arange(longest, dtype=np.int32) < column.sizes[:, None]
            filled[:, place:after] = used
            table[:, place:after][used] = column.payload
        place = after
    return table[filled].tobytes() if not filled.all() else table.tobytes()


def _from_arrow(array: "pa.Array[Any]") -> EncodedColumn:
    """Texts or bytes of arrow; what lies under a NULL is left out."""
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    sizes = np.diff(starts).astype(np.int32)
    payload = np.frombuffer(data, np.uint8)[starts[0] : starts[-1]] if data else _no_bytes()
    if array.null_count:
        sizes[np.asarray(array.is_null())] = -1
    return EncodedColumn(sizes, payload)


def _numbers(values: NDArray[Any], kind: "pa.DataType", stored: str) -> EncodedColumn:
    return _fixed(pa.array(values, kind, from_pandas=False), stored)


def _fixed(array: "pa.Array[Any]", stored: str, shift: int = 0) -> EncodedColumn:
    """Values of one size, in the byte order of the network."""
    known = np.asarray(array.is_valid())
    numbers = array.drop_null().to_numpy(zero_copy_only=False)
    wire = np.ascontiguousarray((numbers + shift if shift else numbers).astype(stored))
    sizes = np.where(known, wire.dtype.itemsize, -1).astype(np.int32)
    return EncodedColumn(sizes, wire.view(np.uint8))


def _no_bytes() -> Bytes:
    return np.empty(0, np.uint8)


def _list_bytes(items: tuple[str | None, ...]) -> bytes:
    """A one-dimensional array of texts; that of no items has no dimension."""
    head = _int(bool(items)) + _int(None in items) + _int(TEXT_OID)
    if not items:
        return head
    encoded = (NULL if item is None else _sized(item.encode()) for item in items)
    return head + _int(len(items)) + _int(1) + b"".join(encoded)


def _sized(value: bytes) -> bytes:
    return _int(len(value)) + value


def _int(number: int) -> bytes:
    return int(number).to_bytes(4, "big", signed=True)
