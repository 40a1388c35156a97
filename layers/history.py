"""Append-only history: who changed what, when, from which state to which, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base


class History(Base):
    """One change of one feature; the database refuses to edit or delete it."""

    __tablename__ = "history"
    __table_args__ = (
        Index("history_feature_idx", "layer", "feature_id", "id"),
        Index(
            "history_run_idx",
            "run_id",
            postgresql_using="brin",
            postgresql_where=text("run_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    layer: Mapped[str]
    feature_id: Mapped[int]
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
