"""A run taken back: what it made goes, what it changed is as before, where nobody came after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ARRAY, ColumnElement, and_, delete, func, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.audit.event import AuditEvent
from ingest.loading.merging.column_sql import as_json, is_masked
from ingest.loading.merging.merge import Facts
from ingest.loading.runs.run import run_of
from ingest.loading.runs.run_access import require_loader
from ingest.loading.runs.run_audit import audit_run
from ingest.loading.runs.run_errors import NotUndoableError
from ingest.loading.runs.run_lock import hold_layer
from ingest.loading.staged.staged_children import record_of
from ingest.staging.runs import Run, RunState, SameAs
from layers.history import History
from layers.model.imported_children import written_series
from layers.model.imported_states import stamped_columns, state_fields
from layers.model.layer import Child, Layer
from layers.reading.links import LINKED_LAYER, Tie, ties
from layers.registry import Catalogue
from layers.territory import unmet, within_columns
from layers.writing.history import appended


def _script(name: str) -> str:
    return (Path(__file__).parent / f"undo_{name}.sql").read_text(encoding="utf-8")


CREATED, CHANGES, RECORDS = map(_script, ("created", "changes", "records"))
DELETE = appended(_script("delete"), "feature_id", "action", "facts")
RESTORE = appended(_script("restore"), "feature_id", "action", "facts", "changes")
RECORDS_GONE = appended(_script("records_gone"), "feature_id", "action", "facts", "changes")
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


class Stays(StrEnum):
    """Why an object stays as it is.

    It was changed since, others refer to it, its new records are of a series that is only added to,
    or it is not for the caller.
    """

    CHANGED = "changed"
    REFERRED = "referred"
    APPENDED = "appended"
    SECRET = "secret"  # noqa: S105 - not a password


@dataclass(frozen=True, slots=True)
class Kept:
    """An object that an undone run has made or changed and that stays so.

    `fields` are those that were not restored, or the series that keep records; an object that the
    run made has none.
    """

    feature_id: int
    why: Stays
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects are gone and how many have their old values back; `kept` are the others.

    Objects that the caller may not see in full are only counted, in `secret`.
    """

    deleted: int
    restored: int
    kept: tuple[Kept, ...]
    secret: int = 0


def undo(session: Session, run_id: int, catalogue: Catalogue, caller: Caller) -> Undone:
    """What became of the run's traces; the caller of the function commits.

    Raises UnknownRunError, NotUndoableError, ForbiddenError.
    """
    run = run_of(session, run_id)
    layer = catalogue.layer(run.layer)
    require_loader(caller, layer)
    hold_layer(session, run.layer)
    session.refresh(run, with_for_update=True)
    if run.state != RunState.DONE or run.dry_run:
        raise NotUndoableError(run_id)
    undone = _Undoing(session, run, layer, caller).undo(catalogue)
    counts = {"deleted": undone.deleted, "restored": undone.restored}
    audit_run(session, caller, AuditEvent.UNDO_LOAD, run, **counts)
    session.execute(delete(SameAs).where(SameAs.run_id == run_id))
    run.state = RunState.UNDONE
    run.undone_at, run.undone_by_name = func.now(), caller.name
    session.flush()
    session.expire_all()
    return undone


@dataclass(frozen=True, slots=True)
class _Undoing:
    session: Session
    run: Run
    layer: Layer
    caller: Caller

    def undo(self, catalogue: Catalogue) -> Undone:
        table = self.layer.table.__tablename__
        self.session.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))
        self._make(
            "ingest_undone",
            CREATED,
            referred=_any(_refers(tie, self.layer) for tie in _ties_to(catalogue, self.layer)),
            enlarged=_any(_is_enlarged(child) for child in self.layer.children),
        )
        kept = [
            Kept(feature_id, Stays(why))
            for feature_id, why in self.session.execute(
                text("SELECT feature_id, stays FROM ingest_undone WHERE stays IS NOT NULL")
            )
        ]
        restored = 0
        for turn in range(1, self._turns() + 1):
            restored += self._restore(turn)
            kept += self._kept_fields()
        for child in written_series(self.layer):
            restored += self._take_records(child)
            kept += self._kept_records(child)
        deleted = self._run(DELETE)
        named = tuple(each for each in kept if each.why is not Stays.SECRET)
        return Undone(deleted, restored, named, len(kept) - len(named))

    def _take_records(self, child: Child) -> int:
        """How many objects lost records that the run had added, and nothing else of it."""
        names = {"child": child.table.__tablename__, "record": record_of(child)}
        facts = {"series": child.id, "append_only": child.append_only}
        before = self._given_back()
        self._make("ingest_records", RECORDS, facts, **names)
        self._run(RECORDS_GONE, facts, child=names["child"])
        return self._given_back() - before

    def _given_back(self) -> int:
        """How many objects have been changed by the undoing so far."""
        query = select(func.count(History.feature_id.distinct())).where(
            History.run_id == self.run.id,
            History.action == "edited",
            History.facts.has_key("undone_run"),
        )
        return self.session.scalar(query) or 0

    def _kept_records(self, child: Child) -> Iterator[Kept]:
        query = text(
            "SELECT DISTINCT feature_id, stays FROM ingest_records WHERE stays IS NOT NULL"
            " ORDER BY feature_id"
        )
        for feature_id, why in self.session.execute(query):
            yield Kept(feature_id, Stays(why), (child.id,))

    def _turns(self) -> int:
        query = text(
            "SELECT max(turns) FROM (SELECT count(*) AS turns FROM history"
            " WHERE run_id = :run_id AND layer = :layer AND action IN ('edited', 'moved')"
            " AND NOT changes ?| CAST(:all_series AS text[])"
            " GROUP BY feature_id) AS counted"
        )
        facts = {"run_id": self.run.id, "layer": self.layer.id, "all_series": self._all_series}
        return self.session.scalar(query, facts) or 0

    @property
    def _all_series(self) -> list[str]:
        return [child.id for child in self.layer.children]

    def _restore(self, turn: int) -> int:
        """How many objects got values back from before their last but `turn` - 1 change."""
        columns = [*_written(self.layer)]
        fields = (
            f"('{name}', {as_json(name, f'feature.{name}')}, {is_masked(self.layer, name)})"
            for name in columns
        )
        facts = {"turn": turn, "all_series": self._all_series}
        self._make("ingest_restored", CHANGES, facts, fields=",\n".join(fields))
        moving = "restored.changes ? 'geom'"
        return sum(
            self._run(
                RESTORE,
                moved=condition,
                assignments=",\n".join(self._assignment(name) for name in names),
            )
            for condition, names in (
                (moving, columns),
                (f"NOT {moving}", [name for name in columns if name != "geom"]),
            )
        )

    def _kept_fields(self) -> Iterator[Kept]:
        """The fields that hold something newer, of the changes looked at last."""
        query = f"""
            SELECT restored.feature_id, restored.stays, {self._secret}
            FROM ingest_restored AS restored
            JOIN {self.layer.table.__tablename__} AS feature ON feature.id = restored.feature_id
            WHERE restored.stays IS NOT NULL
        """  # noqa: S608 - a table of the catalogue
        for feature_id, fields, secret in self.session.execute(text(query)):
            yield Kept(feature_id, Stays.SECRET if secret else Stays.CHANGED, tuple(fields))

    def _assignment(self, name: str) -> str:
        before = f"restored.changes -> '{name}' -> 1"
        return (
            f"{name} = CASE WHEN restored.changes ? '{name}'"
            f" THEN {_value(self.layer, name, before)} ELSE feature.{name} END"
        )

    @property
    def _secret(self) -> str:
        """Whether the caller may not see `feature` in full."""
        feature = self.layer.table.__table__.alias("feature").c
        conditions = []
        hidden = self.caller.territory(self.layer.access.room, Action.READ_HIDDEN)
        if not hidden.everywhere:
            conditions.append(
                and_(
                    feature.visibility != "public",
                    unmet(within_columns(self.layer, hidden, feature)),
                )
            )
        exact = self.caller.territory(self.layer.access.room, Action.READ_EXACT)
        if self.layer.is_sensitive and not exact.everywhere:
            conditions.append(
                and_(feature.sensitive, unmet(within_columns(self.layer, exact, feature)))
            )
        return _any(map(_as_text, conditions))

    def _make(self, table: str, script: str, facts: Facts | None = None, **names: str) -> None:
        self.session.execute(text(f"DROP TABLE IF EXISTS {table}"))
        self._run(script, facts, secret=self._secret, **names)

    def _run(self, script: str, facts: Facts | None = None, **names: str) -> int:
        """How many rows the statement wrote; names come from the catalogue only."""
        written = text(script.format(table=self.layer.table.__tablename__, **names))
        bound = {
            "layer": self.layer.id,
            "run_id": self.run.id,
            "by_user_id": self.caller.user_id,
            **(facts or {}),
        }
        used = {name: bound[name] for name in written.compile().params}
        return int(self.session.execute(written, used).rowcount)  # type: ignore[attr-defined]  # a cursor's result has it


def _ties_to(catalogue: Catalogue, layer: Layer) -> Iterator[Tie]:
    return (tie for tie in ties(catalogue) if tie.points_to(layer))


def _refers(tie: Tie, layer: Layer) -> str:
    owner = (tie.child.table if tie.child else tie.owner.table).__tablename__
    of_layer = f" AND other.{LINKED_LAYER} = '{layer.id}'" if tie.target is None else ""
    return f"EXISTS (SELECT FROM {owner} AS other WHERE other.{tie.key} = feature.id{of_layer})"


def _is_enlarged(child: Child) -> str:
    """Whether `feature` has records of a series that the run did not add."""
    return (
        f"EXISTS (SELECT FROM {child.table.__tablename__} AS child"  # noqa: S608 - a table of the catalogue
        " WHERE child.feature_id = feature.id AND NOT EXISTS (SELECT FROM history AS added"
        " WHERE added.run_id = :run_id AND added.layer = :layer AND added.feature_id = feature.id"
        f" AND added.changes -> '{child.id}' -> 0 = 'null'"
        f" AND added.changes -> '{child.id}' -> 1 ->> 'id' = CAST(child.id AS text)))"
    )


def _as_text(condition: ColumnElement[bool]) -> str:
    """A condition on ids and codes with its values written into it."""
    written = condition.compile(
        dialect=DIALECT,
        compile_kwargs={"literal_binds": True},
    )
    return f"({written})"


def _any(conditions: "Iterator[str] | list[str]") -> str:
    return f"({' OR '.join(conditions) or 'FALSE'})"


def _written(layer: Layer) -> Iterator[str]:
    """The columns that a run may have changed."""
    yield "geom"
    of_states = {each.name for each in state_fields(layer)}
    if layer.flow:
        of_states.update(stamped_columns(layer.flow))
    for each in layer.fields:
        if not each.written_by_atlas or each.name in of_states:
            yield each.name


def _value(layer: Layer, name: str, json: str) -> str:
    """A value of JSON as the column has it."""
    if name == "geom":
        return f"ST_GeomFromText(({json}) #>> '{{}}', 4326)"
    kind = layer.table.__table__.columns[name].type
    if isinstance(kind, ARRAY):
        items = f"ARRAY(SELECT jsonb_array_elements_text({json}))"
        return f"CASE jsonb_typeof({json}) WHEN 'array' THEN {items} END"
    return f"CAST(({json}) #>> '{{}}' AS {kind.compile(DIALECT)})"
