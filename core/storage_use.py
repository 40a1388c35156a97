"""What the atlas takes of disk and database."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

MOST_FILES = 200_000
"""More of one folder are not counted: an answer shall not take minutes."""
TABLES = text(
    """
    SELECT class.oid::regclass::text, greatest(class.reltuples, 0)::bigint,
        pg_total_relation_size(class.oid)
    FROM pg_class AS class JOIN pg_namespace AS space ON space.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'm') AND space.nspname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 3 DESC LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class TableUse:
    """One table with its indexes; its rows are the planner's estimate."""

    name: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderUse:
    """One folder with all below it."""

    name: str
    files: int
    bytes: int
    is_whole: bool
    """False where it holds so many files that they were not all counted."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """The disk that holds the data folder."""

    total: int
    free: int


def database_bytes(session: Session) -> int:
    """What the whole database takes."""
    return int(session.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def largest_tables(session: Session, most: int = 30) -> list[TableUse]:
    """The largest tables, the largest first."""
    return [TableUse(*row) for row in session.execute(TABLES, {"most": most})]


def disk_of(folder: Path) -> DiskUse:
    """The disk of a folder, or of the nearest one above it that is there."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    found = shutil.disk_usage(there)
    return DiskUse(found.total, found.free)


def folders_of(data_folder: Path) -> list[FolderUse]:
    """The folders directly in the data folder, the largest first."""
    if not data_folder.is_dir():
        return []
    found = [_use_of(each) for each in data_folder.iterdir() if each.is_dir()]
    return sorted(found, key=lambda use: -use.bytes)


def _use_of(folder: Path) -> FolderUse:
    files = taken = 0
    for place, _, names in os.walk(folder, onerror=None):
        for name in names:
            try:
                taken += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - many
            except OSError:
                continue
            files += 1
        if files > MOST_FILES:
            return FolderUse(folder.name, files, taken, is_whole=False)
    return FolderUse(folder.name, files, taken, is_whole=True)
