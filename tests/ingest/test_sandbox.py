"""Files are read by processes of their own, which are ended where they take too much."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.settings import MEBIBYTE, ReadingLimits
from core.text import Language
from ingest.checks.refused_file import RefusedFileError
from ingest.rows.table import (
    ChooseSheetError,
    TooWideError,
    UnknownFormatError,
    UnreadableFileError,
)
from ingest.sandbox.errors import ReadingFailedError, ReadingStoppedError
from ingest.sandbox.sandboxed_table import SandboxedTable, looked_at, sandboxed_table
from layers.model.layer import GeometryKind
from tests.ingest.greedy_files import (
    with_endless_view,
    with_large_values,
    with_one_text,
    with_only_a_view,
    with_register_of_views,
    with_slow_values,
)
from tests.ingest.officer_files import write_text
from tests.waiting import soon

pytestmark = pytest.mark.slow

LIMITS = replace(ReadingLimits.from_environment({}), stall_s=300)
NAMES = ("name_ru", "kind")


@contextmanager
def opened(
    path: Path,
    limits: ReadingLimits = LIMITS,
    stop: Callable[[], bool] = lambda: False,
    sheet: str | None = None,
) -> Iterator[SandboxedTable]:
    with sandboxed_table(
        path, GeometryKind.POINT, NAMES.__contains__, sheet, "monuments", limits, stop
    ) as table:
        yield table


def read(path: Path, limits: ReadingLimits = LIMITS) -> int:
    with opened(path, limits) as table:
        return sum(len(batch) for batch in table.batches())


def failure(path: Path, limits: ReadingLimits) -> str:
    """Why the file could not be read; told in three languages."""
    with pytest.raises(ReadingFailedError) as caught:
        read(path, limits)
    phrases = {caught.value.message(language) for language in Language}
    assert len(phrases) == 3
    assert all(path.name in phrase for phrase in phrases)
    return caught.value.message(Language.EN)


def is_gone(pid: int) -> bool:
    """Whether there is no such process, or only its entry is left."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return True
    return state.split()[0] == "Z"


def test_rows_come_in_batches_as_often_as_they_are_asked_for(tmp_path: Path) -> None:
    text = "name_ru;kind\n" + "".join(f"Курган {number};a\n" for number in range(9_000))
    with opened(write_text(tmp_path / "list.csv", text)) as table:
        assert (table.columns, table.row_count, table.sheets) == (NAMES, 9_000, ())
        pieces = [len(batch) for batch in table.batches(5_000)]
        assert (sum(pieces), max(pieces)) == (9_000, 4_000)
        first = next(table.batches(10))
        assert first.numbers[:3].tolist() == [2, 3, 4]
        (whole,) = table.batches()
        assert list(whole.cells["name_ru"][[0, 8_999]]) == ["Курган 0", "Курган 8999"]
        assert whole.numbers[8_999] == 9_001


def test_text_that_fills_the_memory_is_told(tmp_path: Path) -> None:
    path = with_large_values(tmp_path / "list.gpkg")
    message = failure(path, replace(LIMITS, memory_bytes=150 * MEBIBYTE))
    assert "150 MB of memory" in message


def test_column_that_is_packed_too_tightly_is_named(tmp_path: Path) -> None:
    path = with_one_text(tmp_path / "list.parquet", 100)
    assert path.stat().st_size < 100_000
    with pytest.raises(RefusedFileError, match=r"“name_ru” .* rows 1–1"):
        read(path)


def test_values_that_take_too_much_time_are_told(tmp_path: Path) -> None:
    path = with_slow_values(tmp_path / "list.gpkg")
    assert "took too long" in failure(path, replace(LIMITS, cpu_s=2))
    assert "did not go on for 1 s" in failure(path, replace(LIMITS, stall_s=1))


def test_reading_stops_at_once(tmp_path: Path) -> None:
    path = with_slow_values(tmp_path / "list.gpkg")
    asked_at: list[float] = []

    def stop() -> bool:
        asked_at.append(time.monotonic())
        return len(asked_at) > 10

    with opened(path, stop=stop) as table:
        pid = table.process.pid
        with pytest.raises(ReadingStoppedError):
            list(table.batches())
        assert time.monotonic() - asked_at[10] < 2
        assert soon(lambda: is_gone(pid))


def test_process_that_dies_is_told(tmp_path: Path) -> None:
    with opened(with_slow_values(tmp_path / "list.gpkg")) as table:
        os.kill(table.process.pid, signal.SIGSEGV)
        with pytest.raises(ReadingFailedError, match="broke down"):
            list(table.batches())


def test_file_is_read_after_another_has_failed(tmp_path: Path) -> None:
    failure(with_large_values(tmp_path / "a.gpkg"), replace(LIMITS, memory_bytes=50 * MEBIBYTE))
    assert read(write_text(tmp_path / "list.csv", "name_ru;kind\nКурган;a\n")) == 1


def test_reading_ends_with_the_program_that_wanted_it(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.ingest.test_sandbox import opened\n"
        "with opened(Path(sys.argv[1])) as table:\n"
        "    print(table.process.pid, flush=True)\n"
        "    list(table.batches())\n"
    )
    path = with_slow_values(tmp_path / "list.gpkg")
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603 - ours
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not is_gone(pid)
        parent.kill()
        assert soon(lambda: is_gone(pid))


def test_readers_know_no_address_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with opened(write_text(tmp_path / "list.csv", "name_ru;kind\nКурган;a\n")) as table:
        environment = Path(f"/proc/{table.process.pid}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"DATABASE_URL" not in environment


@pytest.mark.parametrize("name", ["list.gpkg", "list.zip"])
def test_view_is_never_run_and_the_tables_beside_it_are_read(tmp_path: Path, name: str) -> None:
    path = with_endless_view(tmp_path / "list.gpkg")
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as container:
            container.write(path, "maps/list.gpkg")
    with opened(tmp_path / name) as table:
        assert table.sheets == ("places",)
        assert sum(len(batch) for batch in table.batches()) == 2
    with pytest.raises(ChooseSheetError, match="places"), opened(tmp_path / name, sheet="endless"):
        pass


def test_file_with_nothing_but_views_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="only has views"):
        read(with_only_a_view(tmp_path / "list.gpkg"))
    with pytest.raises(RefusedFileError, match="gpkg_contents"):
        read(with_register_of_views(tmp_path / "other.gpkg"))


def test_errors_of_readers_come_as_they_are(tmp_path: Path) -> None:
    wide = ";".join(f"c{number}" for number in range(3_000))
    with pytest.raises(TooWideError, match="3000 columns") as caught:
        read(write_text(tmp_path / "wide.csv", f"{wide}\n1\n"))
    assert (caught.value.field, caught.value.value) == ("file", "wide.csv")
    assert "3000" in caught.value.message(Language.KK)
    with pytest.raises(UnreadableFileError, match="no such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(UnknownFormatError):
        read(write_text(tmp_path / "a.exe", "x"))


def test_more_rows_than_allowed_are_told(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", "name_ru;kind\n" + "Курган;a\n" * 11)
    assert read(path, replace(LIMITS, rows=11)) == 11
    assert "more than 10 rows" in failure(path, replace(LIMITS, rows=10))


def test_row_with_a_text_that_is_too_long_waits(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    records = [{"name_ru": "Курган"}, {"name_ru": "я" * 600_000}, {"name_ru": "Мола"}]
    path.write_text(json.dumps(records), encoding="utf-8")
    with opened(path) as table:
        (batch,) = table.batches()
    assert [len(cell) for cell in batch.cells["name_ru"]] == [6, 10_000, 4]
    (problem,) = batch.problems
    assert (problem.row, problem.field, problem.waiting) == (2, "name_ru", True)
    assert "600000 characters" in problem.reason.en


def test_uploads_are_looked_at_one_by_one(tmp_path: Path) -> None:
    good = write_text(tmp_path / "list.csv", "name_ru;kind\nКурган;a\n")
    assert looked_at([good, good], LIMITS, MEBIBYTE) == ["", ""]
    bad = write_text(tmp_path / "page.kml", "<html/>")
    with pytest.raises(RefusedFileError, match=r"page\.kml"):
        looked_at([good, bad], LIMITS, MEBIBYTE)


def test_nursery_that_ended_for_want_of_work_is_followed_by_another(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", "name_ru;kind\nКурган;a\n")
    with opened(path) as table:
        first = int(
            Path(f"/proc/{table.process.pid}/stat").read_text().rpartition(")")[2].split()[1]
        )
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: is_gone(first))
    assert read(path) == 1


def test_name_of_a_column_is_as_long_as_names_are(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    long_ones = ["[" * 60_000, "[" * 60_001]
    record = {"name_ru": "Курган", **dict.fromkeys(long_ones, "x"), "a  b": "y"}
    path.write_text(json.dumps([record]), encoding="utf-8")
    with opened(path) as table:
        names = table.columns
        (batch,) = table.batches()
    assert (len(set(names)), names[0], names[3]) == (4, "name_ru", "a  b")
    assert all(len(name) < 420 for name in names)
    assert batch.cells[names[2]].tolist() == ["x"]
    assert batch.cells["a  b"].tolist() == ["y"]
