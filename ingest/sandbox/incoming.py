"""What a person hands in, as files: a file, a folder, a pattern such as `*.csv`, an address."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from core.errors import NotFoundError
from core.text import Text
from ingest.reading.photos import is_photo
from ingest.reading.readers import KNOWN
from ingest.rows.table import EmptyFileError
from ingest.sandbox.download import downloaded, own_folder
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.sandbox.sandboxed_table import sandboxed_photos

WEB = ("http://", "https://", "ftp://", "file://")
PHOTO_LIST = ".photos.csv"
COMPANIONS = (".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".fix", ".shp.xml", ".yaml")
"""Files that only serve another one; not to be read by themselves."""
LOCKED_BY_EXCEL = "~$"


class NoSuchFileError(NotFoundError):
    """There is no such file, and nothing fits the pattern."""

    phrase = Text(
        "«{value}» деген файл да, бума да жоқ.",
        "Нет ни файла, ни папки «{value}».",
        "There is no file or folder “{value}”.",
    )


@dataclass(frozen=True, slots=True)
class InputFiles:
    """The files to be read, and those in between that no reader knows."""

    files: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()


def incoming(argument: str, into: Path) -> InputFiles:
    """What an argument stands for; a folder with all folders inside.

    Several photographs become one list of where and when each was taken; it is kept under `into`,
    as is what was downloaded. Raises NoSuchFileError, EmptyFileError for a folder without a
    readable file, and the errors of `downloaded`.
    """
    if argument.casefold().startswith(WEB):
        return InputFiles((downloaded(argument, into),))
    path = Path(argument).expanduser()
    if path.is_file():
        return InputFiles((path,))
    if path.is_dir():
        return _sorted_out(_inside(path), path, into)
    found = sorted(Path(each) for each in glob(str(path), recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not has_magic(argument) or not found:
        raise NoSuchFileError(argument, field="file")
    files = (file for each in found for file in (_inside(each) if each.is_dir() else (each,)))
    return _sorted_out(files, _common(found), into)


def _inside(folder: Path) -> Iterator[Path]:
    """The files of a folder and the folders in it, hidden ones and Excel's locks left aside."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not path.name.startswith(LOCKED_BY_EXCEL):
            yield path


def _common(paths: Iterable[Path]) -> Path:
    folders = [path if path.is_dir() else path.parent for path in paths]
    shared = folders[0]
    while not all(folder.is_relative_to(shared) for folder in folders):
        shared = shared.parent
    return shared


def _sorted_out(paths: Iterable[Path], folder: Path, into: Path) -> InputFiles:
    files, photos, left_out = [], [], []
    for path in dict.fromkeys(paths):
        if is_photo(path):
            photos.append(path)
        elif path.suffix.lower() in KNOWN and not path.name.lower().endswith(COMPANIONS):
            files.append(path)
        elif not path.name.lower().endswith(COMPANIONS):
            left_out.append(path)
    if photos:
        files.append(photos[0] if len(photos) == 1 else _photo_list(photos, folder, into))
    if not files:
        raise EmptyFileError(str(folder), field="file")
    return InputFiles(tuple(files), tuple(left_out))


def _photo_list(photos: Iterable[Path], folder: Path, into: Path) -> Path:
    """The table of the photographs as a file; it is the same as long as they are."""
    target = own_folder(into, str(folder.resolve())) / f"{folder.resolve().name}{PHOTO_LIST}"
    partial = target.with_suffix(".part")
    with partial.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        writer = csv.writer(file)
        with sandboxed_photos(folder, tuple(photos), LOCAL_LIMITS) as table:
            writer.writerow(table.columns)
            for batch in table.batches():
                writer.writerows(zip(*(batch.cells[name] for name in table.columns), strict=True))
    return partial.replace(target)
