"""What somebody has made and changed, for them alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.history import History
from layers.model.layer import Layer

Json = dict[str, Any]


def authored_features(session: Session, layers: Iterable[Layer], user_id: int) -> Iterator[Json]:
    """The layer, number and time of every object that the user made."""
    for layer in layers:
        table = layer.table
        own = select(table.id, table.created_at).where(table.author_id == user_id)
        for feature_id, created_at in session.execute(own.order_by(table.id)):
            yield {"layer": layer.id, "id": feature_id, "created_at": created_at}


def authored_changes(session: Session, user_id: int) -> Iterator[Json]:
    """Every entry of the history that the user added."""
    columns = (History.id, History.at, History.layer, History.feature_id, History.action,
               History.move, History.from_state, History.to_state, History.reason)  # fmt: skip
    own = select(*columns).where(History.by_user_id == user_id).order_by(History.id)
    yield from (dict(row) for row in session.execute(own).mappings())
