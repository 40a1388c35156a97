"""What is on record of a photograph, film, sound, paper or model, and which bytes it has."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.codes import random_code
from core.database.engine import Base

CODE_LENGTH = 26
"""130 bits: nobody guesses one."""
ORIGINAL, STREAM, FILE = "original", "stream", "file"
"""The bytes as they came, for those who keep the file; a film or sound without its place; a paper
or model for whoever may see it."""


def new_code() -> str:
    """A new name of a media item."""
    return random_code(CODE_LENGTH)


class MediaState(StrEnum):
    """How far a file has come."""

    ARRIVING = "arriving"
    WHOLE = "whole"
    """All bytes are there; what it is has not been looked at yet."""
    READY = "ready"
    REFUSED = "refused"


class MediaItem(Base):
    """One file that a person uploaded, from its first byte on."""

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("code"),
        Index("media_uploaded_by_idx", "uploaded_by", "id"),
        Index("media_state_idx", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(default=new_code)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    """Sealed: no answer tells it to others."""
    state: Mapped[str] = mapped_column(server_default=MediaState.ARRIVING.value)
    length: Mapped[int]
    received: Mapped[int] = mapped_column(server_default="0")
    """Bytes that are on the disk."""
    file_name: Mapped[str]
    expires_at: Mapped[datetime | None]
    """When an upload is given up; None of what is ready."""
    refusal: Mapped[dict[str, Any] | None]
    """Why it was refused, by language."""
    kind: Mapped[str | None]
    media_type: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration_s: Mapped[float | None]
    dhash: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    taken_lon: Mapped[float | None]
    """Sealed, like `taken_lat`: it tells where a sensitive object is."""
    taken_lat: Mapped[float | None]
    creator: Mapped[str | None]
    rights_holder: Mapped[str | None]
    licence: Mapped[str | None]
    may_be_shown: Mapped[bool] = mapped_column(server_default="false")
    caption_kk: Mapped[str | None]
    caption_ru: Mapped[str | None]
    caption_en: Mapped[str | None]
    alt_kk: Mapped[str | None]
    alt_ru: Mapped[str | None]
    alt_en: Mapped[str | None]
    faces: Mapped[int | None]
    in_review: Mapped[bool] = mapped_column(server_default="false")
    """Whether a person has to look at it before others see it."""
    alike: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    """Codes of files of the same person that look alike; told to that person alone."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class MediaFile(Base):
    """Bytes of a media item: its original, or a copy made of it."""

    __tablename__ = "media_files"
    __table_args__ = (Index("media_files_sha256_idx", "sha256"),)

    media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    variant: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    bytes: Mapped[int]
    media_type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    blanks: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")
    """Parts that nobody is to see, as `RecordedFacts` tells them."""
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())
