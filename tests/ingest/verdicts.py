"""What became of the rows of a file, short enough to stand in an assertion."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.load import Loaded
from layers.catalogue.monuments import Monument

Load = Callable[..., Loaded]


def counts(loaded: Loaded) -> tuple[int, int, int, int]:
    return loaded.loaded, loaded.unchanged, loaded.waiting, loaded.rejected


def why(loaded: Loaded) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.field, problem.code) for problem in loaded.problems]


def monuments(session: Session) -> dict[str | None, Monument]:
    return {row.name_ru or row.name_en: row for row in session.scalars(select(Monument))}
