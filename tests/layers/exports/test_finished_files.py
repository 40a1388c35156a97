"""The room that finished files take."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from core.clock import file_time_s
from layers.exports.finished import KEPT_FOR_S, FinishedFiles


@pytest.fixture
def files(tmp_path: Path) -> FinishedFiles:
    """A folder for a hundred bytes."""
    return FinishedFiles(tmp_path / "finished", 100, 0)


def keep(files: FinishedFiles, asked: str, content: bytes, version: str = "1") -> None:
    def parts() -> Generator[bytes]:
        yield content

    with files.unfinished() as unfinished:
        assert b"".join(unfinished.written(parts())) == content
        unfinished.keep(asked, version)


def test_file_is_found_by_what_was_asked_and_by_its_version(files: FinishedFiles) -> None:
    keep(files, "a", b"content")
    found = files.opened("a", "1")
    assert found is not None
    assert (found.size, found.read(3, 2)) == (7, b"te")
    assert files.opened("a", "2") is None
    assert files.holds_any("a")
    assert not files.holds_any("b")


def test_file_that_is_too_large_is_given_on_and_not_kept(files: FinishedFiles) -> None:
    keep(files, "a", b"x" * 51)
    assert files.opened("a", "1") is None
    assert list(files.folder.iterdir()) == []


def test_files_asked_for_longest_ago_give_way(files: FinishedFiles) -> None:
    for number, asked in enumerate("abc"):
        keep(files, asked, b"x" * 40)
        os.utime(files.folder / f"{asked}-1", (file_time_s() - 90 + number, file_time_s()))
    keep(files, "d", b"x")
    assert [asked for asked in "abcd" if files.holds_any(asked)] == ["c", "d"]


def test_open_file_is_read_to_its_end_after_it_gave_way(files: FinishedFiles) -> None:
    keep(files, "a", b"content")
    found = files.opened("a", "1")
    assert found is not None
    (files.folder / "a-1").unlink()
    assert found.read(0, 7) == b"content"


def test_old_file_is_made_anew(files: FinishedFiles) -> None:
    keep(files, "a", b"content")
    old = file_time_s() - KEPT_FOR_S - 1
    os.utime(files.folder / "a-1", (old, old))
    assert files.opened("a", "1") is None
    keep(files, "b", b"other")
    assert not files.holds_any("a")


def test_second_maker_of_a_version_leaves_the_first_file(files: FinishedFiles) -> None:
    keep(files, "a", b"first")
    found = files.opened("a", "1")
    keep(files, "a", b"later")
    again = files.opened("a", "1")
    assert found is not None
    assert again is not None
    assert (again.etag, again.read(0, 5)) == (found.etag, b"first")
