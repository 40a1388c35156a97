"""Records that staged rows tell, such as inspections: added to their objects, each once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Result, select, text
from sqlalchemy.orm import Session

from core.text import Text
from ingest.loading.merging.column_sql import defaults_of
from ingest.loading.merging.halving import Refused, written_between
from ingest.rows.row_problem import RowProblem
from ingest.staging.runs import Run
from ingest.staging.stage import StagingTable
from layers.history import History
from layers.model.field import fields_of
from layers.model.imported_children import drawn_column, own_fields, written_series
from layers.model.layer import Child
from layers.writing.change_record import SEALED
from layers.writing.history import appended

FOUND, INSERT, NEW_RECORDS = (
    (Path(__file__).parent / f"children_{name}.sql").read_text(encoding="utf-8")
    for name in ("found", "insert", "history")
)
HISTORY = appended(NEW_RECORDS, "feature_id", "action", "facts", "changes")
KEPT_OUT = "DELETE FROM ingest_children WHERE is_kept_out RETURNING stage_row"
NOT_ADDED = Text(
    "Жолдағы жазба қосылмады: деректер қоры оны қабылдамады",
    "Запись из этой строки не добавлена: база данных её не приняла",
    "The record of this row was not added: the database did not accept it",
)


@dataclass
class StagedChildren:
    """The records of one run's staged rows; to be written when the rows are merged."""

    session: Session
    stage: StagingTable
    run: Run
    refused: list[RowProblem] = field(default_factory=list)
    """Which records the database did not take; their objects it did."""
    _kept_out: set[tuple[int, Child]] = field(default_factory=set)
    """The rows whose records an object of another source, which has some, does not get."""
    _of_known: list[tuple[int, int]] = field(default_factory=list)
    """The row and the object of each record that an object got that was there before."""

    def write(self) -> int:
        """How many rows only added records to their known objects, and changed nothing else."""
        changed = self._changed()
        for child in written_series(self.stage.layer):
            query = text(
                f"SELECT min(stage_row), max(stage_row) FROM {self.stage.table}"  # noqa: S608 - a number ends the name
                " WHERE stage_state = 'good' AND stage_children ? :series"
            )
            first, last = self.session.execute(query, {"series": child.id}).one()
            if first is not None:
                add = partial(self._add, child)
                refusal = partial(self._refusal, child)
                self.refused += written_between(self.session, add, refusal, first, last)[1]
                self._of_known += self._added_to_known()
        self.refused += (
            _has_records(row, child) for row, child in sorted(self._kept_out, key=itemgetter(0))
        )
        return len({row for row, feature_id in self._of_known if feature_id not in changed})

    def _add(self, child: Child, first: int, last: int) -> int:
        """How many records were added; the objects that have them have new versions."""
        table = child.table.__tablename__
        defaults = defaults_of(self.session, table)
        names = [each.name for each in own_fields(child)]
        told = {name: f"told.{name}" for name in names} | {
            name: f"COALESCE(told.{name}, {defaults[name]})" for name in names if name in defaults
        }
        facts = {
            "series": child.id,
            "is_drawn": child.place is not None,
            "first": first,
            "last": last,
            "layer": self.stage.layer.id,
            "source": self.run.source,
            "run_id": self.run.id,
            "by_user_id": self.run.by_user_id,
            "file": self.run.file_name,
        }
        self.session.execute(text("DROP TABLE IF EXISTS ingest_children"))
        added = self._run(FOUND, child, facts)
        kept_out = self.session.scalars(text(KEPT_OUT)).all()
        self._kept_out |= {(row, child) for row in kept_out}
        self._run(INSERT, child, facts, columns=", ".join(told), values=", ".join(told.values()))
        self._run(HISTORY, child, facts, record=record_of(child))
        touched = "id IN (SELECT feature_id FROM ingest_children WHERE is_known)"
        owner = self.stage.layer.table.__tablename__
        self.session.execute(text(f"UPDATE {owner} SET outside = outside WHERE {touched}"))  # noqa: S608 - a table of the catalogue
        return int(added.rowcount) - len(kept_out)  # type: ignore[attr-defined]  # a cursor's result has it

    def _run(
        self, script: str, child: Child, facts: Mapping[str, Any], **names: str
    ) -> Result[Any]:
        written = text(
            script.format(
                stage=self.stage.table,
                table=self.stage.layer.table.__tablename__,
                child=child.table.__tablename__,
                **names,
            )
        )
        used = {name: facts[name] for name in written.compile().params}
        return self.session.execute(written, used)

    def _added_to_known(self) -> list[tuple[int, int]]:
        if self.session.scalar(text("SELECT to_regclass('ingest_children')")) is None:
            return []
        query = text("SELECT stage_row, feature_id FROM ingest_children WHERE is_known")
        return [(row, feature_id) for row, feature_id in self.session.execute(query)]

    def _changed(self) -> frozenset[int]:
        """The objects that the run has changed otherwise."""
        query = select(History.feature_id).where(
            History.run_id == self.run.id, History.action.in_(("edited", "moved"))
        )
        return frozenset(self.session.scalars(query))

    @staticmethod
    def _refusal(child: Child, row: int, error: Refused) -> RowProblem:
        value = str(getattr(getattr(error.orig, "diag", None), "constraint_name", None) or "")
        return RowProblem(
            row, child.id, value, NOT_ADDED, rejected=False, code="child_not_storable"
        )


def _has_records(row: int, child: Child) -> RowProblem:
    title = child.title
    reason = Text(
        f"Нысанның өзге дереккөзден алынған «{title.kk}» жазбалары бар, файлдағылары қосылмады. "
        "Салыстырып, жетпегенін қолмен қосыңыз",
        f"У объекта уже есть записи «{title.ru}» из другого источника, записи файла не добавлены. "
        "Сверьте их и добавьте недостающие вручную",
        f"The object has “{title.en}” of another source already, those of the file were not added. "
        "Compare them and add what is missing by hand",
    )
    column = drawn_column(child)
    return RowProblem(row, column, "", reason, rejected=False, code=f"has_{child.id}")


def record_of(child: Child) -> str:
    """The SQL of a record as the history keeps it for ever: of persons only that they are told."""
    values = [
        f"'{each.name}', CASE WHEN child.{each.name} IS NOT NULL THEN '{SEALED}' END"
        if each.sealed
        else f"'{each.name}', child.{each.name}"
        for each in fields_of(child.table)
    ]
    return f"jsonb_build_object({', '.join(values)}, 'id', child.id)"
