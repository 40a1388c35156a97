"""«Sacred place» in a column of kinds is a mark: nothing is lost, and no kind is overwritten."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.catalogue.monuments import Monument, SacredMark
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts

WORDS = ("сакральный объект", "киелі нысан", "Sacred site", "священное место", "киелі жер")


def marks(session: Session) -> list[tuple[str | None, str | None, str | None, str, str | None]]:
    found = session.execute(
        select(Monument.source_key, Monument.kind, SacredMark.kind, SacredMark.level,
               Monument.sacred_level)
        .join(SacredMark, SacredMark.feature_id == Monument.id)
        .order_by(Monument.source_key, SacredMark.id)
    )  # fmt: skip
    return [tuple(row) for row in found]  # type: ignore[misc]  # five columns


@pytest.mark.parametrize("word", WORDS)
def test_kind_that_says_sacred_becomes_a_mark(
    load: Load, session: Session, tmp_path: Path, word: str
) -> None:
    path = write_csv(tmp_path, f"a;Пещера;{word};51,5 67,5", "b;Курган;археология;48,5 71,5")
    assert counts(load(path, key_column="key")) == (2, 0, 0, 0)
    assert marks(session) == [("a", None, None, "unstated", "unstated")]
    assert counts(load(path, key_column="key")) == (0, 2, 0, 0)
    assert len(marks(session)) == 1


def test_listed_mosque_stays_architecture_where_a_file_says_sacred(
    load: Load, session: Session, tmp_path: Path
) -> None:
    row = "a;Мечеть;{};51,5 67,5"
    load(write_csv(tmp_path, row.format("архитектура")), key_column="key")
    assert counts(load(write_csv(tmp_path, row.format("сакральный объект")), key_column="key")) == (
        (1, 0, 0, 0)
    )
    assert marks(session) == [("a", "urban_planning_architecture", None, "unstated", "unstated")]


def test_level_in_a_column_of_its_own_is_taken_with_the_mark(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;name_ru;kind;coordinates;Уровень сакральности"
    rows = (
        "a;Пещера;сакральный объект;51,5 67,5;Общенациональный",
        "b;Мечеть;архитектура;51,6 67,6;Региональный",
        "c;Курган;археология;48,5 71,5;",
    )
    path = write_csv(tmp_path, *rows, header=header)
    assert counts(load(path, key_column="key")) == (3, 0, 0, 0)
    assert marks(session) == [
        ("a", None, None, "national", "national"),
        ("b", "urban_planning_architecture", None, "regional", "regional"),
    ]


def test_row_that_tells_neither_kind_nor_mark_is_refused(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, "a;Пещера;;51,5 67,5"), key_column="key")
    assert counts(told) == (0, 0, 0, 1)
    assert [(each.field, each.code) for each in told.problems] == [("kind", "required")]
    assert session.scalars(select(Monument)).all() == []
