"""Files made by chance of valid ones: each is refused with a reason, or every row is accounted for.

The suite tries some of each format; `make fuzz` goes on for ATLAS_FUZZ_SECONDS with each. A file
over which a reader broke stays in the folder of the test, and its number makes it again.
"""

import os
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sqlalchemy.orm import Session

from core.errors import AtlasError
from core.settings import MEBIBYTE, ReadingLimits
from core.text import Language
from ingest.loading.runs.ordered_file import opened_file
from ingest.rows.batch import Batch
from ingest.rows.file_order import FileOrder
from ingest.rows.outcome import Outcome
from ingest.sandbox.errors import ReaderBrokeError
from ingest.staging.batch_reading import batch_reader
from ingest.staging.run_record import outcomes_of
from layers.registry import Catalogue
from tests.ingest.fuzzing.mutations import mutated
from tests.ingest.fuzzing.seeds import SEEDS
from tests.world.drawing import draw_country

pytestmark = pytest.mark.slow

SECONDS = float(os.environ.get("ATLAS_FUZZ_SECONDS") or 1.0)
"""For each format."""
FIRST = int(os.environ.get("ATLAS_FUZZ_FIRST") or 0)
"""The number of the first file that is made."""
LIMITS = replace(ReadingLimits.from_environment({}), memory_bytes=512 * MEBIBYTE, stall_s=60)


@pytest.mark.parametrize("name", SEEDS)
def test_file_made_by_chance_is_refused_or_accounted_for(
    session: Session, catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    draw_country(session)
    seed = SEEDS[name](tmp_path / name).read_bytes()
    folder = tmp_path / "made"
    folder.mkdir()
    ends_at = time.monotonic() + SECONDS
    for number in count(FIRST):
        path = folder / name
        path.write_bytes(mutated(name, seed, Random(f"{name} {number}")))  # noqa: S311 - made again
        told = f"{path}, made as number {number}"
        with session.begin_nested() as savepoint:
            try:
                _check(session, catalogue, path)
            except ReaderBrokeError as error:
                pytest.fail(f"{error}: {told}")
            except AtlasError as error:
                phrases = {error.message(language) for language in Language}
                assert len(phrases) == len(Language), told
            except Exception as error:
                error.add_note(told)
                raise
            savepoint.rollback()
        if time.monotonic() > ends_at:
            return


def _check(session: Session, catalogue: Catalogue, path: Path) -> None:
    """Read the file as a load does, and count its rows."""
    with opened_file(FileOrder(path, catalogue.layer("monuments")), LIMITS) as table:
        reader = batch_reader(session, FileOrder(path, catalogue.layer("monuments")), table)
        before = -1
        for batch in table.batches():
            before = _check_batch(batch, before, table.columns)
            checked = reader.read(batch)
            outcomes = outcomes_of(checked.problems)
            left = {row.number for row in checked.left}
            assert len(checked) + len(checked.left) == checked.read == len(batch)
            assert left.isdisjoint(checked.numbers.tolist())
            explained = {row for row, each in outcomes.items() if each is not Outcome.NOTED}
            assert left == explained - {0}


def _check_batch(batch: Batch, before: int, columns: tuple[str, ...]) -> int:
    """The number of the last row; each row has one of its own, and a cell in each column."""
    assert tuple(batch.cells) == columns
    assert all(len(cells) == len(batch) for cells in batch.cells.values())
    assert all(
        isinstance(cell, str | int | float) for cells in batch.cells.values() for cell in cells
    )
    assert batch.numbers[0] > before
    assert (np.diff(batch.numbers) > 0).all()
    return int(batch.numbers[-1])
