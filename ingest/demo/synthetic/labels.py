"""How synthetic rows are told from real ones: source, flag, history, and how they are removed."""

from sqlalchemy import delete, func, literal, select
from sqlalchemy.orm import Session

from core.text import Text
from layers.history import History
from layers.model.layer import Layer
from layers.registry import Catalogue
from layers.writing.history import append_chosen

SOURCE = "synthetic"
SYNTHETIC_FACT = {"synthetic": "true"}
"""Stands in the facts of every history row of a synthetic feature."""

SAMPLE = Text("(жасанды үлгі)", "(синтетический пример)", "(synthetic sample)")
"""Stands after the name of what could be taken for a real object."""

KEY_DIGITS = 8


def source_keys(seed: int, start: int, count: int) -> list[str]:
    """The keys in the source of `count` rows from `start` on; they name the seed."""
    return [f"{seed}-{number:0{KEY_DIGITS}}" for number in range(start, start + count)]


def is_loaded(session: Session, layer: Layer, seed: int, count: int) -> bool:
    """Whether the layer holds just the `count` synthetic rows of this seed."""
    table = layer.table
    total, lowest, highest = session.execute(
        select(func.count(), func.min(table.source_key), func.max(table.source_key)).where(
            table.source == SOURCE
        )
    ).one()
    wanted = source_keys(seed, 0, 1) + source_keys(seed, count - 1, 1)
    return (total, [lowest, highest]) == (count, wanted if count else [None, None])


def has_synthetic(session: Session, catalogue: Catalogue) -> bool:
    """Whether any layer holds synthetic rows, of whatever seed and number."""
    return any(
        session.scalar(select(layer.table.id).filter_by(source=SOURCE).limit(1)) is not None
        for layer in catalogue.themes
    )


def remove_synthetic(session: Session, layer: Layer) -> int:
    """How many synthetic rows of the layer are gone, with all that hung on them.

    Real rows are out of its reach. The history is only ever added to: it keeps what it held of
    the rows and says that they were deleted, so it grows by some four rows with every report that
    is replaced.
    """
    table = layer.table
    is_synthetic = (table.source == SOURCE) & table.synthetic
    state = getattr(table, "state", literal(None))
    said = select(
        literal(layer.id).label("layer"),
        table.id.label("feature_id"),
        literal("deleted").label("action"),
        state.label("from_state"),
        literal(SYNTHETIC_FACT, History.facts.type).label("facts"),
    ).where(is_synthetic)
    append_chosen(session, said)
    return int(session.execute(delete(table).where(is_synthetic)).rowcount)  # type: ignore[attr-defined]  # a DELETE has it
