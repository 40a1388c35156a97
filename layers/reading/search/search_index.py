"""The search index: one entry per searchable feature or region, kept by the database."""

import json
from collections.abc import Iterator
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from core.database.engine import Base
from geo import names
from layers.model.layer import Layer


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


def fold_function() -> str:
    """The statement that makes `atlas_fold(text)`, the database's twin of `geo.names.fold`."""
    folded = "lower(normalize(name, NFC))"
    for written, skeleton in names.LATIN_PAIRS:
        folded = f"replace({folded}, {_quoted(written)}, {_quoted(skeleton)})"
    pairs = names.FOLDED_LETTERS.items()
    several = [(letter, skeleton) for letter, skeleton in pairs if len(skeleton) > 1]
    marked = [(letter, marker) for (letter, _), marker in zip(several, MARKERS, strict=False)]
    single = [(letter, skeleton) for letter, skeleton in pairs if len(skeleton) == 1]
    dropped = [(letter, "") for letter, skeleton in pairs if not skeleton]
    letters = [*single, *marked, *dropped]
    before = "".join(letter for letter, _ in letters)
    after = "".join(skeleton for _, skeleton in letters)
    folded = f"translate({folded}, {_quoted(before)}, {_quoted(after)})"
    for (_, skeleton), marker in zip(several, MARKERS, strict=False):
        folded = f"replace({folded}, {_quoted(marker)}, {_quoted(skeleton)})"
    folded = f"regexp_replace({folded}, {_quoted(names.OTHER_THAN_LETTERS)}, ' ', 'g')"
    folded = f"regexp_replace({folded}, {_quoted(names.REPEATED_LETTER)}, '\\1', 'g')"
    return (
        "CREATE OR REPLACE FUNCTION atlas_fold(name text) RETURNS text"
        f" LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fold$ SELECT trim({folded}) $fold$"
    )


def number_index_of(layer: Layer) -> Iterator[str]:
    """The statement that makes the index by which a searched layer's numbers are found, if any."""
    if not layer.searched or layer.matching is None or layer.matching.number is None:
        return
    table, number = layer.table.__tablename__, layer.matching.number
    yield (
        f"CREATE INDEX IF NOT EXISTS {table}_{number}{NUMBER_INDEX} ON {table}"
        f" ({number} text_pattern_ops)"
    )


NUMBER_INDEX = "_searched_idx"
MARKERS = tuple(chr(0xE000 + index) for index in range(64))
"""Private-use characters, which no name holds, standing in for letters that fold to several."""


def _quoted(literal: str) -> str:
    return "'" + literal.replace("'", "''") + "'"


def search_triggers_of(layer: Layer) -> Iterator[str]:
    """The statements that keep a searched layer's entries; none for the others.

    All rows of a statement are entered at once, so that a bulk load pays for each only once.
    """
    if not layer.searched:
        return
    table = layer.table.__tablename__
    place = "public_geom" if layer.is_sensitive else "geom"
    boosts = json.dumps({name: dict(factors) for name, factors in layer.search_boosts.items()})
    enter = f"atlas_index_features('{layer.id}', '{layer.search_weight}', '{place}', '{boosts}')"
    remove = f"atlas_remove_features('{layer.id}')"
    for name, event, rows, function in (
        ("search", "INSERT", "NEW TABLE AS written", enter),
        ("search_update", "UPDATE", "NEW TABLE AS written", enter),
        ("search_delete", "DELETE", "OLD TABLE AS removed", remove),
    ):
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_{name} AFTER {event} ON {table}"
            f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}"
        )
