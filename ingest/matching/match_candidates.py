"""Which objects of the atlas, and which earlier rows of the file, may a staged row be?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.types import NullType

from core.text import Language
from ingest.matching.match_names import may_be_alike, telling_words
from ingest.matching.match_score import COMMONPLACE_REACH_M, Described, Pair, same_number
from ingest.rows.file_order import FileOrder
from ingest.staging.stage import StagingTable
from layers.access import Readable
from layers.model.layer import GeometryKind, Matching

FOLDER = Path(__file__).parent
TABLES = (FOLDER / "match_tables.sql").read_text(encoding="utf-8")
NAMES = (FOLDER / "match_names.sql").read_text(encoding="utf-8")
CANDIDATES = (FOLDER / "match_candidates.sql").read_text(encoding="utf-8")
TEMPORARY = ("match_rows", "match_objects", "match_names")

NEAREST = 30
"""Neighbours looked at for a row; a namesake farther down a crowded street is found by its name."""
NEAREST_OF_ROUGH = 100
COMMONPLACE = 5
"""A name that more objects have tells nothing by itself, however telling its words."""
ROUGHEST_M = 50_000.0
"""An accuracy worse than this is taken for this."""
GENERALISED_M = 8_000.0
"""How far the public place of a sensitive row may be from the true one: half the diagonal of its
0.1° cell, 7.2 km at 40° N."""
ROWS_AT_ONCE = 5_000
NAMES_BY_LANGUAGE = {language: f"name_{language.value}" for language in Language}


@dataclass(frozen=True, slots=True)
class MatchCandidate:
    """An object of the atlas, or where `of_file` an earlier row, that the row `row` may be."""

    row: int
    ref: int
    of_file: bool
    pair: Pair
    is_held: bool
    """Whether another row of the file has the object by its key."""

    @property
    def told_distance_m(self) -> int:
        """The distance that may be told: whole kilometres where the place is generalised."""
        return round(self.pair.distance_m, -3 if self.pair.is_rough else 0).__int__()


def gather(
    session: Session, stage: StagingTable, order: FileOrder, access: Readable, matching: Matching
) -> None:
    """Put the good rows of the stage and all readable objects into the temporary tables.

    Rows whose object is known, by key or by `stage_target`, are left out; those that a person
    called new are there, but are not asked about.
    """
    drop(session)
    session.execute(text(TABLES))
    for target, rows in (
        ("match_rows", _rows(stage, order, matching)),
        ("match_objects", _objects(stage, order, access, matching)),
    ):
        names = [chosen.name for chosen in rows.selected_columns]
        into = table(target, *(column(name) for name in names))
        session.execute(insert(into).from_select(names, rows))
    session.execute(text(NAMES))


def drop(session: Session) -> None:
    """Drop the temporary tables."""
    session.execute(text(f"DROP TABLE IF EXISTS {', '.join(TEMPORARY)}"))


def candidates(
    session: Session, matching: Matching, *, neighbours: bool
) -> Iterator[MatchCandidate]:
    """Every candidate for which anything speaks, row by row in order.

    Without `neighbours` only those of the same name.
    """
    values = {
        "within_m": matching.within_m,
        "rough_from_m": matching.within_m / 2,
        "nearest": NEAREST,
        "nearest_of_rough": NEAREST_OF_ROUGH,
        "commonplace": COMMONPLACE,
        "neighbours": neighbours,
    }
    found = session.execute(text(CANDIDATES), values, execution_options={"yield_per": ROWS_AT_ONCE})
    for row in found:
        if not _is_worth_scoring(row):
            continue
        pair = Pair(
            _described(row, ""),
            _described(row, "other_"),
            row.distance_m,
            matching.within_m,
            is_rough=row.rounded,
        )
        yield MatchCandidate(row.row, row.other, row.of_file, pair, row.held)


def _is_worth_scoring(row: Row[Any]) -> bool:
    """Whether anything speaks for the pair: the number, a word, or with no words the very place."""
    if row.number and same_number(row.number, row.other_number):
        return True
    words = telling_words((row.name_kk, row.name_ru, row.name_en))
    others = telling_words((row.other_name_kk, row.other_name_ru, row.other_name_en))
    if words and others:
        return may_be_alike(words, others)
    beyond = row.distance_m - row.accuracy_m - row.other_accuracy_m
    return bool(beyond <= COMMONPLACE_REACH_M)


def _described(row: Row[Any], prefix: str) -> Described:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name
    return Described(
        names={
            language: values[f"{prefix}{name}"]
            for language, name in NAMES_BY_LANGUAGE.items()
            if values[f"{prefix}{name}"]
        },
        kind=values[f"{prefix}kind"],
        number=values[f"{prefix}number"],
        accuracy_m=values[f"{prefix}accuracy_m"],
        oblast=values[f"{prefix}oblast"],
    )


def is_known_by_key(order: FileOrder, staged_key: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that the layer already has the row's source and key."""
    feature = order.layer.table
    same = and_(feature.source == order.source_name, feature.source_key == staged_key)
    return exists(select(literal(1)).where(same))


def _rows(stage: StagingTable, order: FileOrder, matching: Matching) -> Select[Any]:
    told_new = [row for row, decision in order.decisions.items() if decision.is_new]

    def staged(name: str | None) -> ColumnElement[Any]:
        return column(name) if name in stage.columns else null()

    row = column("stage_row", BigInteger)
    return (
        select(
            row.label("ref"),
            row.not_in(told_new).label("asked"),
            _place(order, column("geom")).label("place"),
            *(staged(name).label(name) for name in NAMES_BY_LANGUAGE.values()),
            cast(staged(matching.kind), Text).label("kind"),
            cast(staged(matching.number), Text).label("number"),
            _accuracy(staged("accuracy_m")).label("accuracy_m"),
            column("oblast_code").label("oblast"),
            false().label("rounded"),
            false().label("held"),
        )
        .select_from(table(stage.table))
        .where(
            column("stage_state") == "good",
            column("stage_target").is_(None),
            ~is_known_by_key(order, column("stage_key", Text)),
        )
    )


def _objects(
    stage: StagingTable, order: FileOrder, access: Readable, matching: Matching
) -> Select[Any]:
    feature = order.layer.table
    readable = {field.name for field in access.fields}

    def known(name: str | None) -> ColumnElement[Any]:
        return access.column(name) if name in readable else null()

    rounded = access.is_rounded
    accuracy = _accuracy(known("accuracy_m"))
    held = exists(
        select(literal(1))
        .select_from(table(stage.table))
        .where(feature.source == order.source_name, column("stage_key") == feature.source_key)
    )
    return access.select(
        feature.id.label("ref"),
        false().label("asked"),
        _place(order, access.place).label("place"),
        *(known(name).label(name) for name in NAMES_BY_LANGUAGE.values()),
        cast(known(matching.kind), Text).label("kind"),
        cast(known(matching.number), Text).label("number"),
        case((rounded, func.greatest(accuracy, GENERALISED_M)), else_=accuracy).label("accuracy_m"),
        feature.oblast_code.label("oblast"),
        rounded.label("rounded"),
        held.label("held"),
    )


def _place(order: FileOrder, place: SQLCoreOperations[Any]) -> ColumnElement[Any]:
    """The place by which distance is measured: of a route its middle, for routes cross."""
    if order.layer.geometry is GeometryKind.LINE:
        place = func.ST_Centroid(place)
    return type_coerce(place, NullType())


def _accuracy(accuracy_m: ColumnElement[Any]) -> ColumnElement[float]:
    known = func.coalesce(cast(accuracy_m, Float), 0.0)
    return func.greatest(0.0, func.least(known, ROUGHEST_M))
