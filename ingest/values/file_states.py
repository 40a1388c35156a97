"""What the rows of a file tell of their states, for new rows and for the history."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import numpy as np

from ingest.mapping.term_mapping import any_names_a_term
from ingest.rows.file_order import ToldTerms
from ingest.rows.table import Cell
from ingest.values.checked_batch import Column
from layers.days import KAZAKHSTAN, day_of
from layers.model.imported_states import STATE, STATE_ON, moves_into, stamped_columns, state_fields
from layers.model.layer import Layer

EMPTY_FIELD = ""


@dataclass(frozen=True)
class StateReader:
    """Reads the states of one file's rows; `columns` are those that only new rows are given."""

    layer: Layer
    columns: tuple[str, ...]

    def at_creation(self, values: Mapping[str, Column], count: int) -> dict[str, Column]:
        """The columns of new rows: the state and what comes with it."""
        found = {name: np.full(count, None, dtype=object) for name in self.columns}
        for position in self._rows_with_a_state(values):
            for name, value in self._columns_of(_row(values, position)).items():
                found[name][position] = value
        return found

    def flows(self, values: Mapping[str, Column], count: int) -> Column:
        """What each row tells, as JSON for the stage; None where it tells no state."""
        names = {each.name for each in state_fields(self.layer)} | self._facts
        flows = np.full(count, None, dtype=object)
        for position in self._rows_with_a_state(values):
            row = _row(values, position)
            told = {name: _json(value) for name, value in row.items() if name in names}
            after = {name: _json(value) for name, value in self._columns_of(row).items()}
            since = _moment(row.get(STATE_ON) or row.get("act_date"))
            flows[position] = {"told": told, "columns": after, "on": since}
        return flows

    @staticmethod
    def _rows_with_a_state(values: Mapping[str, Column]) -> Iterable[int]:
        states = values.get(STATE)
        return () if states is None else np.flatnonzero(states != None).tolist()  # noqa: E711 - compared element by element

    @property
    def _facts(self) -> set[str]:
        """The fields of the layer that some move demands."""
        moves = self.layer.flow.moves if self.layer.flow else ()
        return {name for move in moves for name in move.writes}

    def _columns_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        flow = self.layer.flow
        if flow is None:
            return {}
        state = str(row[STATE])
        found: dict[str, Any] = {name: row.get(name) for name in self.columns if name in row}
        move = next(iter(moves_into(flow, state, row)), None)
        if move is not None and move.stamps:
            on = row.get(STATE_ON)
            found[move.stamps] = day_of(on) if isinstance(on, datetime) else on
        return {**found, STATE: state}


def state_reader(layer: Layer, filled: Collection[str]) -> StateReader | None:
    """The reader of states where a column or a constant tells them; else None."""
    if layer.flow is None or STATE not in filled:
        return None
    own = [each.name for each in state_fields(layer) if each.name in filled]
    table = layer.table.__table__.columns
    names = dict.fromkeys((*own, *stamped_columns(layer.flow)))
    return StateReader(layer, tuple(name for name in names if name in table))


def fields_of_other_statuses(
    layer: Layer,
    columns: Mapping[str, str],
    told: Mapping[str, str],
    cells: Mapping[str, Iterable[Cell]],
    terms: ToldTerms,
) -> dict[str, str]:
    """The fields of states that are to stay empty: no cell of the column so named is a state.

    Many lists have a column called «status» that says something else.
    """
    names = [each.name for each in state_fields(layer)]
    if not names or STATE in told:
        return {}
    column, states = columns.get(STATE), layer.field(STATE).vocabulary
    cells_of_state = cells.get(column or "", ())
    if states is not None and any_names_a_term(cells_of_state, STATE, states, terms):
        return {}
    return {name: EMPTY_FIELD for name in names if name not in told}


def _row(values: Mapping[str, Column], position: int) -> dict[str, Any]:
    return {name: column[position] for name, column in values.items()}


def _moment(since: datetime | date | None) -> str | None:
    """A time as it is, a day as its beginning in Kazakhstan."""
    if since is None:
        return None
    if isinstance(since, datetime):
        return since.isoformat()
    return datetime.combine(since, time(), KAZAKHSTAN).isoformat()


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
