"""Mappings that a person has confirmed, for the next file with the same columns."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.access.caller import Caller
from core.database.engine import Base
from ingest.mapping.mapping_names import folded
from ingest.proposal.mapping_file import SavedMapping


class RememberedMapping(Base):
    """What one person settled for files of a layer with one set of columns."""

    __tablename__ = "ingest_mappings"
    __table_args__ = (UniqueConstraint("owner", "layer", "columns_sha256"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner: Mapped[str]
    """`user:<id>`, or `operator:<name>` of who works at the machine itself."""
    layer: Mapped[str]
    columns_sha256: Mapped[str]
    """The hash of the columns' names, whatever their order."""
    mapping: Mapped[dict[str, Any]]
    """`SavedMapping.as_json`."""
    at: Mapped[datetime] = mapped_column(server_default=func.now())


def remember(
    session: Session, caller: Caller, columns: Iterable[str], mapping: SavedMapping
) -> None:
    """Let the mapping be proposed for the caller's next file with these columns.

    One that was remembered for them before is replaced. What belongs to the one file is left out:
    the source, the sheet, and the reference system, for the next list may lie in another zone. The
    caller commits.
    """
    kept = replace(mapping, source=None, sheet=None, crs=None)
    row = {
        "owner": _owner(caller),
        "layer": mapping.layer,
        "columns_sha256": _hash_of(columns),
        "mapping": kept.as_json(),
    }
    told = insert(RememberedMapping).values(row)
    session.execute(
        told.on_conflict_do_update(
            index_elements=["owner", "layer", "columns_sha256"],
            set_={"mapping": told.excluded.mapping, "at": func.now()},
        )
    )


def remembered(
    session: Session, caller: Caller, layer_id: str, columns: Iterable[str]
) -> SavedMapping | None:
    """What the caller settled for files of these columns; None where nothing is remembered."""
    kept = session.scalar(
        select(RememberedMapping.mapping).where(
            RememberedMapping.owner == _owner(caller),
            RememberedMapping.layer == layer_id,
            RememberedMapping.columns_sha256 == _hash_of(columns),
        )
    )
    return None if kept is None else SavedMapping.from_json(kept)


def _owner(caller: Caller) -> str:
    return f"operator:{caller.name}" if caller.user_id is None else f"user:{caller.user_id}"


def _hash_of(columns: Iterable[str]) -> str:
    names = sorted({folded(column) for column in columns})
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()
