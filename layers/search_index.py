"""The search index: one entry per searchable feature or region, kept by the database."""

from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base


class SearchEntry(Base):
    """What can be found by name: a feature (`layer` and id) or a region (`region` and KATO)."""

    __tablename__ = "search_entries"
    __table_args__ = (
        UniqueConstraint("layer", "ref"),
        Index("search_entries_words_gin", "words", postgresql_using="gin"),
        Index(
            "search_entries_folded_trgm",
            "folded",
            postgresql_using="gin",
            postgresql_ops={"folded": "gin_trgm_ops"},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    layer: Mapped[str]
    """A layer id, or `region`."""
    ref: Mapped[str]
    """The feature's id, or the region's KATO code."""
    name_kk: Mapped[str | None]
    name_ru: Mapped[str | None]
    name_en: Mapped[str | None]
    folded: Mapped[str]
    """The names in the Latin skeleton of `geo.names.fold`, for typing errors and spellings."""
    words: Mapped[Any] = mapped_column(TSVECTOR)
    public: Mapped[bool]
    weight: Mapped[float]
    """Larger for what most people look for: regions by level, monuments by significance."""
    place: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False)
    )
    oblast_code: Mapped[str | None]
    district_code: Mapped[str | None]
    rural_district_code: Mapped[str | None]
