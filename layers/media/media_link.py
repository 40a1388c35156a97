"""Which object a media item belongs to: any feature of any layer, or a record that hangs on it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from core.database.engine import Base


class MediaLink(Base):
    """A tie between a media item and an object; `child` and `child_row_id` name a record of it."""

    __tablename__ = "media_links"
    __table_args__ = (
        UniqueConstraint(
            "media_id",
            "layer",
            "feature_id",
            "child",
            "child_row_id",
            name="media_links_end_key",
            postgresql_nulls_not_distinct=True,
        ),
        Index("media_links_feature_idx", "layer", "feature_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"))
    layer: Mapped[str]
    feature_id: Mapped[int]
    child: Mapped[str | None]
    child_row_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(server_default="0")
    linked_by: Mapped[int | None]
    """Sealed."""
    linked_at: Mapped[datetime] = mapped_column(server_default=func.now())
