"""The chain: each link is the SHA-256 of the one before and of its entry in canonical JSON."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from core.audit.entry import AuditEntry, ChainCheckpoint, ChainLink

GENESIS = bytes(32)
"""Before the first link."""
HASHED = tuple(column.name for column in AuditEntry.__table__.columns)
"""The columns of an entry that its link vouches for: all of them."""


def canonical(entry: Any) -> bytes:  # noqa: ANN401 - a row with the columns of an entry
    """The entry as JSON with sorted names and no spaces, times in UTC."""
    told = {name: _plain(getattr(entry, name)) for name in HASHED}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def link_after(before: bytes, entry: Any) -> bytes:  # noqa: ANN401 - likewise
    """The link of an entry behind another link."""
    return sha256(before + canonical(entry)).digest()


def entry_columns() -> list[Any]:
    """The columns of entries, to be selected as rows."""
    return [getattr(AuditEntry, name) for name in HASHED]


def beginning(session: Session) -> tuple[int, bytes]:
    """The position and link behind which the chain begins."""
    latest = select(ChainCheckpoint).order_by(ChainCheckpoint.position.desc()).limit(1)
    found = session.scalar(latest)
    return (found.position, found.sha256) if found else (0, GENESIS)


def head(session: Session) -> tuple[int, bytes]:
    """The position and link of the last entry in the chain."""
    found = session.execute(_last()).one_or_none()
    return (found.position, found.sha256) if found else beginning(session)


def _last() -> Select[int, bytes]:
    by_position = ChainLink.position.desc()
    return select(ChainLink.position, ChainLink.sha256).order_by(by_position).limit(1)


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


EntryRow = Row[*tuple[Any, ...]]
