"""Rows that are told to be marked: the mark is a record, and their field stays empty."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, exists, insert, literal, select
from sqlalchemy.orm import Session

from core.database.pipelining import unawaited
from core.errors import ConflictError
from core.text import Text
from layers.model.layer import Child, Layer
from layers.model.marks import marks_of


class LastMarkError(ConflictError):
    """A record is the last that says what a row is whose field is empty for its sake."""

    phrase = Text(
        "«{value}» — соңғы жазба, ал «{field}» өрісі бос: осы жазбасыз нысанның не екені белгісіз"
        " болады. Алдымен «{field}» өрісін толтырыңыз.",
        "«{value}» — последняя такая запись, а поле «{field}» пусто: без неё неизвестно, что это за"
        " объект. Сначала заполните поле «{field}».",
        "“{value}” is the last record of its kind, and “{field}” is empty: without it nobody knows"
        " what the object is. Fill in “{field}” first.",
    )


def mark(session: Session, marked: Iterable[Child], feature_id: int | ColumnElement[int]) -> None:
    """Give the feature a record of each series, unless it has one; errors come with an answer."""
    key = literal(feature_id, BigInteger) if isinstance(feature_id, int) else feature_id
    for child in marked:
        records = child.table.__table__
        has_one = exists(select(records.c.id).where(records.c.feature_id == key))
        lacking = select(key).where(~has_one)
        with unawaited():
            session.execute(insert(records).from_select(["feature_id"], lacking))  # type: ignore[arg-type]  # a table, which SQLAlchemy's types call any FROM


def with_marks(layer: Layer, body: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The body's properties, where a field that a mark left empty and comes back so tells it."""
    given = dict(body.get("properties") or {})
    for each in marks_of(layer):
        if each.field in given and given[each.field] is None and before.get(each.field) is None:
            given[each.field] = each.code
    return given


def require_other_marks(session: Session, layer: Layer, child: Child, row_id: int) -> None:
    """Raise LastMarkError where a record may not go, as nothing else says what its row is."""
    for each in marks_of(layer):
        if each.child.id != child.id:
            continue
        records, rows = child.table, layer.table
        of_row = (
            select(records.feature_id)
            .join(rows, rows.id == records.feature_id)
            .where(records.id == row_id, getattr(rows, each.field).is_(None))
        )
        others = select(records.id).where(
            records.feature_id == of_row.scalar_subquery(), records.id != row_id
        )
        if session.scalar(select(of_row.exists() & ~others.exists())):
            record = f"{child.id}/{row_id}"
            raise LastMarkError(record, field=each.field)
