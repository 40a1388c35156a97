"""The one writer of the history: a row for a change, many rows, or a row for each of a query.

What a change is named, which columns a row has and what those hold that nobody fills is settled
here. Rows are only ever added.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

from psycopg.types.json import Jsonb
from sqlalchemy import Select, insert
from sqlalchemy.orm import Session

from core.database.copy_text import copy_text
from core.database.pipelining import send
from layers.history import History

Happening = Literal["created", "edited", "moved", "deleted"]
"""What may become of a feature."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one feature, as the history keeps it for ever."""

    layer: str
    feature_id: int
    action: Happening
    at: datetime | None = None
    """When it happened; now, where nothing is said."""
    move: str | None = None
    from_state: str | None = None
    to_state: str | None = None
    by_user_id: int | None = None
    """The person who made it; None where a program did."""
    run_id: int | None = None
    """The load of a file that made it."""
    reason: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What it came with: a file and its row, what a move was given."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """The fields that it changed: name to [before, after]."""


COLUMNS = tuple(each.name for each in fields(Entry))
NOW = "clock_timestamp()"
OF_RUN = {"layer": ":layer", "by_user_id": ":by_user_id", "run_id": ":run_id"}
"""What every row that a load of a file adds has in common, by parameters of its statement."""


def _insert(columns: Iterable[str], rows: str) -> str:
    return f"INSERT INTO history ({', '.join(columns)})\n{rows}"


APPEND = _insert(
    COLUMNS,
    "VALUES ({})".format(
        ", ".join(
            f"COALESCE(%({name})s, {NOW})" if name == "at" else f"%({name})s" for name in COLUMNS
        )
    ),
)


def append(session: Session, entry: Entry) -> None:
    """Add one row; nobody waits for the answer where the session does not."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    values |= {"facts": Jsonb(dict(entry.facts)), "changes": Jsonb(dict(entry.changes))}
    send(session, APPEND, values)


def append_all(session: Session, entries: Sequence[Entry]) -> None:
    """Add many rows whose time is told, in their order, by few statements."""
    rows = [{name: getattr(entry, name) for name in COLUMNS} for entry in entries]
    if rows:
        session.execute(insert(History), rows)


def append_copied(session: Session, columns: Mapping[str, Sequence[str]]) -> int:
    """How many rows were added by COPY; the columns hold text as `copy_text` takes it.

    Raises ValueError for a column that the history does not let its writers fill.
    """
    unknown = columns.keys() - set(COLUMNS)
    if unknown:
        msg = f"the history has no such columns: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    return copy_text(session, History.__tablename__, columns)


def append_chosen(session: Session, chosen: Select[*tuple[Any, ...]]) -> None:
    """Add a row for each of a query, whose columns are named as those of the history."""
    names = [str(name) for name in chosen.selected_columns.keys()]  # noqa: SIM118 - no mapping
    session.execute(insert(History).from_select(names, chosen))


def appended(changes: str, *told: str, common: Mapping[str, str] = OF_RUN) -> str:
    """The statement that adds a row for each of `entries`, with which the WITH clause ends.

    `told` are the columns of `entries`, `common` is SQL that gives the others, the same in each
    row. Whatever neither names has its default.
    """
    columns = [*common, *told]
    values = ", ".join([*common.values(), *told])
    chosen = f"SELECT {values} FROM entries"  # noqa: S608 - columns of the history
    return "\n".join((changes.rstrip(), _insert(columns, chosen)))
