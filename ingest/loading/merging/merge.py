"""Staged rows into their layer: new, changed or unchanged, in one transaction, all set-wise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import column, func, or_, select, table, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from ingest.loading.merging.column_sql import as_json, defaults_of, is_masked
from ingest.loading.merging.exported import exported_value, same_place
from ingest.loading.merging.halving import Refused, written_between
from ingest.loading.merging.set_aside import set_aside
from ingest.rows.row_problem import RowProblem
from ingest.staging.batch_reading import PROVENANCE
from ingest.staging.runs import Run
from ingest.staging.stage import AT_CREATION, StagingTable
from ingest.values.row_phrases import NOT_STORABLE, PROTECTED, TAKEN
from layers.access import readable
from layers.materialized.queue_triggers import queue_inserted
from layers.model.layer import Layer
from layers.regions.region import REGION_COLUMNS
from layers.territory import unmet
from layers.writing.change_record import SEALED
from layers.writing.history import appended

UNIQUE_VIOLATION = "23505"
MOST_OF_VALUE = 200
MANY_ROWS = 50_000
"""From so many new rows on, indexes may be built anew instead of kept row by row."""

Facts = Mapping[str, object]
"""Values bound to the statements."""


def _script(name: str) -> str:
    return (Path(__file__).parent / f"merge_{name}.sql").read_text(encoding="utf-8")


KNOWN, CHANGED, IDS, INSERT = map(_script, ("known", "changed", "ids", "insert"))
CREATED = appended(_script("created"), "feature_id", "last_feature_id", "action", "facts")
UPDATE = appended(_script("update"), "feature_id", "action", "facts", "changes")
IS_NEW = (
    "NOT EXISTS (SELECT FROM ingest_known AS known WHERE known.stage_row = stage.stage_row)"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows were new and how many changed something; the rows that were refused."""

    created: int
    changed: int
    refused: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _NewRows:
    """The staged rows for which `is_new`, a condition, holds; `first` and `last` by number.

    `outnumber` says that they are many, and more than the layer has.
    """

    is_new: str
    count: int
    first: int
    last: int
    outnumber: bool


@dataclass(frozen=True)
class Merge:
    """The way of one run's staged rows into the layer."""

    session: Session
    stage: StagingTable
    run: Run
    defaults: Mapping[str, str] = field(default_factory=dict)
    """The defaults of the layer's columns that cannot be NULL, as SQL."""

    @property
    def layer(self) -> Layer:
        """The layer that the rows are for."""
        return self.stage.layer

    def find_known(self) -> None:
        """Tell in the table ingest_known which rows are objects that are there already.

        Until the end of the transaction nobody else writes into the layer.
        """
        name = self.layer.table.__tablename__
        self.session.execute(text(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))
        self.session.execute(text("DROP TABLE IF EXISTS ingest_known"))
        self._run(KNOWN)
        self.session.execute(text("ANALYZE ingest_known"))

    def protected(self, caller: Caller) -> list[RowProblem]:
        """The rows that would change what the caller may not see; they wait."""
        access = readable(self.layer, caller)
        features = self.layer.table
        known = table("ingest_known", column("stage_row"), column("feature_id"))
        stage = table(self.stage.table, column("stage_row"), column("stage_key"))
        found = self.session.execute(
            select(stage.c.stage_row, stage.c.stage_key)
            .join(known, known.c.stage_row == stage.c.stage_row)
            .join(features, features.id == known.c.feature_id)
            .where(or_(unmet(access.rows), access.is_rounded))
            .order_by(stage.c.stage_row)
        )
        return [
            RowProblem(
                row, "key", key, PROTECTED, rejected=False, waiting=True, code="protected"
            )
            for row, key in found
        ]  # fmt: skip

    def write(self) -> Merged:
        """What was written into the layer; the state of the staged rows is not touched."""
        turns = self._turns()
        new = self._new_rows(IS_NEW if turns else "TRUE")
        if new.outnumber and not self.run.dry_run:
            with set_aside(self.session, self.layer):
                created, refused = self._inserted(new, queued=False)
        else:
            created, refused = self._inserted(new)
        changed = 0
        for turn in range(1, turns + 1):
            self._find_changes(turn)
            now_changed, now_refused = self._in_halves(self._update)
            changed += now_changed
            refused += now_refused
        return Merged(created, changed, tuple(refused))

    def _new_rows(self, is_new: str) -> _NewRows:
        """The rows that are no known objects."""
        query = (
            "SELECT count(*), min(stage.stage_row), max(stage.stage_row)"  # noqa: S608 - a number ends the name
            f" FROM {self.stage.table} AS stage WHERE stage.stage_state = 'good' AND {is_new}"
        )
        count, first, last = self.session.execute(text(query)).one()
        has_many = count >= MANY_ROWS and count > (
            self.session.scalar(select(func.count(self.layer.table.id))) or 0
        )
        return _NewRows(is_new, count, first, last, has_many)

    def _inserted(self, new: _NewRows, *, queued: bool = True) -> tuple[int, list[RowProblem]]:
        """How many objects were made, and the rows that the database refused.

        `queued` tells whether the layer's trigger queues them.
        """
        if not new.count:
            return 0, []
        ids = IDS.format(table=self.layer.table.__tablename__)
        span = {"first": new.first, "last": new.last}
        before_ids = self.session.scalar(text(ids), span)
        insert = partial(self._insert, new.is_new, before_ids, queued=queued)
        return self._written_between(insert, new.first, new.last)

    def _turns(self) -> int:
        return self.session.scalar(text("SELECT max(turn) FROM ingest_known")) or 0

    def _find_changes(self, turn: int) -> None:
        self.session.execute(text("DROP TABLE IF EXISTS ingest_changed"))
        self._run(
            CHANGED,
            {"turn": turn},
            before=", ".join(f"feature.{name}" for name in self._written),
            after=", ".join(self._told(name) for name in self._written),
            fields=",\n".join(self._field(name) for name in self._written),
        )

    def _insert(self, is_new: str, before_ids: int, first: int, last: int, *, queued: bool) -> int:
        """How many objects were made; their ids are those after `before_ids`, by row."""
        values = {
            "geom": "stage.geom",
            **{name: f"stage.{name}" for name in REGION_COLUMNS.values()},
            "outside": "stage.outside",
            **{name: self._value_of_new(name) for name in self.stage.columns},
            **{name: f"stage.{AT_CREATION}{name}" for name in self.stage.at_creation_columns},
            "author_id": "CAST(:by_user_id AS bigint)",
        }
        if self.layer.is_located_by_passing:
            values["passes_codes"] = "region_codes_touched(stage.geom, atlas_today())"
        told = [
            f"COALESCE({value}, {self.defaults[name]})" if name in self.defaults else value
            for name, value in values.items()
        ]
        facts = {"before_ids": before_ids, "first": first, "last": last}
        self.session.execute(text("SET LOCAL atlas.bulk = 'on'"))
        created = self._run(
            INSERT, facts, is_new=is_new, columns=", ".join(values), values=",\n".join(told)
        )
        self.session.execute(text("SET LOCAL atlas.bulk = 'off'"))
        self._run(CREATED, facts, is_new=is_new)
        if not queued:
            ids = {"first_id": before_ids + first, "last_id": before_ids + last}
            self.session.execute(text(queue_inserted(self.layer)), ids)
        return created

    def _value_of_new(self, name: str) -> str:
        """The value of a new row: the id of another layer's object is that of the file's atlas."""
        is_tied = bool(self.layer.table.__table__.columns[name].foreign_keys)
        told = f"stage.{name}"
        return f"CASE WHEN stage.stage_source IS NULL THEN {told} END" if is_tied else told

    def _update(self, first: int, last: int) -> int:
        """How many objects were changed; those that move are located anew by the triggers."""
        moving = "changed.changes ? 'geom'"
        return sum(
            self._run(
                UPDATE,
                {"first": first, "last": last},
                assignments=",\n".join(map(_assignment, names)),
                moved=condition,
                told=self._masked("written.changes"),
            )
            for condition, names in (
                (moving, self._written),
                (f"NOT {moving}", [name for name in self._written if name != "geom"]),
            )
            if names
        )

    @property
    def _written(self) -> list[str]:
        return ["geom", *self.stage.columns]

    def _told(self, name: str) -> str:
        """What a column is to hold: what the row tells, else what it has.

        A column that may be empty is emptied by a row that tells nothing, if a person wants it so;
        how a place became known is always told with the place. A place that moves by less than a
        centimetre stays as it is: files round it.
        """
        if name == "geom":
            return same_place(self.layer, is_own_export=self.stage.is_own_export)
        nullable = self.layer.table.__table__.columns[name].nullable
        erases = bool(self.run.order.get("erase_empty")) or name in PROVENANCE
        is_erased = nullable and erases
        told = f"stage.{name}" if is_erased else f"COALESCE(stage.{name}, feature.{name})"
        if self.stage.is_own_export:
            return exported_value(self.layer, name, told)
        return told

    def _field(self, name: str) -> str:
        before, after = f"feature.{name}", self._told(name)
        fills = f"{before} IS NULL AND {after} IS NOT NULL"
        return (
            f"('{name}', {before} IS DISTINCT FROM {after}, {fills},"
            f" {as_json(name, before)}, {as_json(name, after)})"
        )

    def _masked(self, changes: str) -> str:
        """The changes as the history may keep them for ever: of persons only that they changed."""
        for each in self.layer.fields:
            if each.name in self._written and is_masked(self.layer, each.name):
                path, value = f"'{{{each.name}}}'", f"""'["{SEALED}", "{SEALED}"]'"""
                changes = f"jsonb_set({changes}, {path}, {value}, FALSE)"
        return changes

    def _in_halves(self, write: Callable[[int, int], int]) -> tuple[int, list[RowProblem]]:
        """How many rows were written; those that the database refuses are found by halving."""
        query = text(f"SELECT min(stage_row), max(stage_row) FROM {self.stage.table}")  # noqa: S608 - a number ends the name
        first, last = self.session.execute(query).one()
        if first is None:
            return 0, []
        return self._written_between(write, first, last)

    def _written_between(
        self, write: Callable[[int, int], int], first: int, last: int
    ) -> tuple[int, list[RowProblem]]:
        return written_between(self.session, write, self._refusal, first, last)

    def _refusal(self, row: int, error: Refused) -> RowProblem:
        diagnosis = getattr(error.orig, "diag", None)
        constraint = str(getattr(diagnosis, "constraint_name", None) or "")
        named = [name for name in self.stage.columns if name in constraint]
        name = max(named, key=len, default="")
        is_taken = getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION
        reason, code = (TAKEN, "taken") if is_taken else (NOT_STORABLE, "not_storable")
        shown = name or "stage_key"
        query = text(f"SELECT CAST({shown} AS text) FROM {self.stage.table} WHERE stage_row = :row")  # noqa: S608 - a column of the catalogue
        value = self.session.scalar(query, {"row": row}) or ""
        return RowProblem(row, name, value[:MOST_OF_VALUE], reason, code=code)

    def _run(self, script: str, facts: Facts | None = None, **names: str) -> int:
        """How many rows the statement wrote; names come from the catalogue only."""
        statement = script.format(
            stage=self.stage.table, table=self.layer.table.__tablename__, **names
        )
        bound = {
            "layer": self.layer.id,
            "source": self.run.source,
            "run_id": self.run.id,
            "by_user_id": self.run.by_user_id,
            "by_name": self.run.by_name,
            "file": self.run.file_name,
            **(facts or {}),
        }
        written = text(statement.replace("\\:", ":"))
        used = {name: bound[name] for name in written.compile().params}
        return int(self.session.execute(written, used).rowcount)  # type: ignore[attr-defined]  # a cursor's result has it


def merge_of(session: Session, stage: StagingTable, run: Run) -> Merge:
    """The merge of a run's stage, which knows the defaults of the layer's table."""
    defaults = defaults_of(session, stage.layer.table.__tablename__)
    return Merge(session, stage, run, defaults)


def _assignment(name: str) -> str:
    return (
        f"{name} = CASE WHEN changed.changes ? '{name}' THEN stage.{name} ELSE feature.{name} END"
    )
