"""A GeoPackage as GDAL may open it: without its views, which GDAL would run to list the layers."""

import shutil
import tempfile
import zipfile
from pathlib import Path

from core.text import Text
from ingest.checks.geopackage_checks import check_schema, drop_views, has_tables, views_of
from ingest.checks.zip_checks import check_container
from ingest.reading.container.packed_maps import packed_maps
from ingest.rows.table import UnreadableFileError

PACKAGE, ZIP = ".gpkg", ".zip"
ONLY_VIEWS = Text(
    "онда тек көріністер (view) бар, олар орындалмайды; деректі кесте ретінде сақтаңыз",
    "в нём только представления (view), они не выполняются; сохраните данные как таблицу",
    "it only has views, which are not run; save the data as a table",
)


def harmless(path: Path) -> Path:
    """The file, or where that is a GeoPackage with views, a copy of it without them.

    A GeoPackage in a ZIP container is unpacked if it has views. The copy lies in the folder for
    temporary files. Raises RefusedFileError, UnreadableFileError.
    """
    package = path if path.suffix.lower() == PACKAGE else _unpacked(path)
    if package is None or not package.is_file():
        return path
    check_schema(package)
    if not views_of(package):
        return path
    copy = Path(tempfile.mkdtemp()) / path.with_suffix(PACKAGE).name
    shutil.copyfile(package, copy)
    drop_views(copy)
    if not has_tables(copy):
        raise UnreadableFileError(path.name, ONLY_VIEWS)
    return copy


def _unpacked(path: Path) -> Path | None:
    """The only map of a ZIP container, if that is a GeoPackage."""
    if path.suffix.lower() != ZIP or not zipfile.is_zipfile(path):
        return None
    maps = packed_maps(check_container(path, None))
    if len(maps) != 1 or not maps[0].lower().endswith(PACKAGE):
        return None
    target = Path(tempfile.mkdtemp()) / Path(maps[0]).name
    with (
        zipfile.ZipFile(path) as container,
        container.open(maps[0]) as entry,
        target.open("wb") as copy,
    ):
        shutil.copyfileobj(entry, copy)
    return target
