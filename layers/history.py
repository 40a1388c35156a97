"""Append-only history: who changed what, when, from which state to which, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    CompoundSelect,
    Identity,
    Index,
    Subquery,
    Text,
    cast,
    func,
    null,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.database.engine import Base


class History(Base):
    """One change of one feature, or the making of a range of them; never edited nor deleted."""

    __tablename__ = "history"
    __table_args__ = (
        Index("history_feature_idx", "layer", "feature_id", "id"),
        Index(
            "history_run_idx",
            "run_id",
            postgresql_using="brin",
            postgresql_where=text("run_id IS NOT NULL"),
        ),
        Index(
            "history_range_idx",
            "layer",
            "feature_id",
            unique=True,
            postgresql_where=text("last_feature_id IS NOT NULL"),
        ),
        CheckConstraint("last_feature_id > feature_id", name="range"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    layer: Mapped[str]
    feature_id: Mapped[int]
    last_feature_id: Mapped[int | None]
    """The last of the features, by id, that the row tells of from `feature_id` on; None for one."""
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    action: Mapped[str]
    """created, edited, moved or deleted"""
    move: Mapped[str | None]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    by_user_id: Mapped[int | None]
    run_id: Mapped[int | None]
    """The load of a file that changed it."""
    reason: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    changes: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """The fields that an edit changed: name to [before, after]."""


def feature_history(
    layer_id: str, feature_id: ColumnElement[int]
) -> CompoundSelect[*tuple[Any, ...]]:
    """Every row that tells of a feature, each as if it told of it alone; in no order.

    No two ranges of a layer share a feature, so only the last that begins at or before it can
    hold it.
    """
    rows = History.__table__.c
    of_layer = select(History.__table__).where(rows.layer == layer_id)
    own = of_layer.where(rows.feature_id == feature_id, rows.last_feature_id.is_(None))
    begun = of_layer.where(rows.feature_id <= feature_id, rows.last_feature_id.is_not(None))
    nearest = begun.order_by(rows.feature_id.desc()).limit(1).subquery("nearest")
    values = {**nearest.c, **_of_one(nearest, feature_id)}
    of_range = select(*(value.label(name) for name, value in values.items()))
    return union_all(own, of_range.where(nearest.c.last_feature_id >= feature_id))


def _of_one(made: Subquery, feature_id: ColumnElement[int]) -> dict[str, ColumnElement[Any]]:
    """What a range says of one of its features: ids follow the rows of the file."""
    row = cast(made.c.facts["row"].astext, BigInteger) + (feature_id - made.c.feature_id)
    return {
        "feature_id": feature_id,
        "last_feature_id": cast(null(), BigInteger),
        "facts": made.c.facts.op("||")(func.jsonb_build_object("row", cast(row, Text))),
    }
