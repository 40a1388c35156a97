"""The tables of the audit: entries, their chain, what waits to join it, where it begins."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database.engine import Base


class AuditEntry(Base):
    """What somebody did; never changed, and removed only behind a checkpoint."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(
            "audit_entries_object_idx",
            "layer",
            "object_id",
            "id",
            postgresql_where=text("layer IS NOT NULL"),
        ),
        Index("audit_entries_actor_idx", "actor_id", "id"),
        Index("audit_entries_event_idx", "event", "id"),
        Index("audit_entries_at_idx", "at", postgresql_using="brin"),
        Index("audit_entries_units_idx", "units", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    event: Mapped[str]
    actor_id: Mapped[int | None]
    """The account; none for strangers, the operator's terminal and the atlas itself."""
    actor_name: Mapped[str]
    """What they were called at that time."""
    credential: Mapped[str]
    """See `core.access.visit`."""
    address: Mapped[str]
    """Of strangers only the network."""
    request_id: Mapped[str]
    layer: Mapped[str | None]
    """The layer or room of what it is about."""
    object_id: Mapped[str | None]
    units: Mapped[list[str]] = mapped_column(server_default="{}")
    """KATO codes of the units to which it belongs."""
    changes: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """Name to [before, after] of what no history keeps; nothing sealed or personal in clear."""
    facts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """What else is to be known: counts, fields, conditions."""
    history_id: Mapped[int | None]
    """The row of the history that holds what changed."""
    history_sha256: Mapped[str | None]
    """Of that row, so that neither can be changed alone."""


class ChainLink(Base):
    """The place of an entry in the chain."""

    __tablename__ = "audit_chain"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """From 1 on, without gaps."""
    entry_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the link before and the entry; see `core.audit.chain`."""


class UnchainedEntry(Base):
    """An entry that waits to join the chain, for seconds as a rule."""

    __tablename__ = "audit_unchained"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey(AuditEntry.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class ChainCheckpoint(Base):
    """Where the chain begins since older entries were removed."""

    __tablename__ = "audit_checkpoints"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Of the last link that was removed."""
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())


class FailedSignIns(Base):
    """Failed attempts to sign in of one hour that are told of together when it is over."""

    __tablename__ = "audit_failed_sign_ins"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    """`user:12`, the network of strangers who know no account, or `others`."""
    user_id: Mapped[int | None]
    """Whose account was tried; none for a login that nobody has."""
    units: Mapped[list[str]] = mapped_column(server_default="{}")
    address: Mapped[str]
    """The network of the first."""
    attempts: Mapped[int]
    """Beyond the first, of which there is an entry already."""
