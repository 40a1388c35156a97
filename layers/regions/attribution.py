"""Keeps the small pieces of the polygons, and the region codes of whole layers, true."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.model.layer import Layer

PIECE_VERTICES = 64
"""Vertices of a piece at most; measured the quickest of 32 to 256 for single look-ups."""

REFRESH_PARTS = (Path(__file__).parent / "parts.sql").read_text(encoding="utf-8")
ATTRIBUTE = (Path(__file__).parent / "attribution.sql").read_text(encoding="utf-8")
ATTRIBUTE_PASSING = (Path(__file__).parent / "passing.sql").read_text(encoding="utf-8")


def refresh_parts(session: Session) -> int:
    """How many pieces there are now: those of all polygons, cut anew."""
    session.flush()
    session.execute(text("DELETE FROM region_parts"))
    session.execute(text(REFRESH_PARTS), {"piece_vertices": PIECE_VERTICES})
    session.execute(text("ANALYZE region_parts"))
    session.execute(text("ANALYZE regions"))
    return int(session.scalar(text("SELECT count(*) FROM region_parts")) or 0)


def attribute(session: Session, layers: Iterable[Layer]) -> dict[str, int]:
    """How many rows of each layer changed their region codes, by layer id.

    All rows are looked up at once against today's boundaries; a row whose codes stay the same is
    not touched. Rows of a layer that crosses regions also get the codes that they pass. Afterwards
    the planner knows how the tables and the search entries look now: this follows bulk loads, and
    a search without statistics compares every name.
    """
    session.flush()
    moved = {}
    for layer in layers:
        moved[layer.id] = _attribute_layer(session, layer)
        session.execute(text(f"ANALYZE {layer.table.__tablename__}"))
    session.execute(text("ANALYZE search_entries"))
    return moved


def _attribute_layer(session: Session, layer: Layer) -> int:
    table = layer.table.__tablename__
    moved = session.execute(text(ATTRIBUTE.format(table=table))).rowcount  # type: ignore[attr-defined]  # an UPDATE has it
    if layer.is_located_by_passing:
        place = "public_geom" if layer.is_sensitive else "geom"
        session.execute(text(ATTRIBUTE_PASSING.format(table=table, place=place)))
    session.expire_all()
    return int(moved)
