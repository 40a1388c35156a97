"""Map files within a ZIP container: which they are, what they lack, and where GDAL finds them."""

import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from ingest.checks import refused_file as because
from ingest.checks.refused_file import RefusedFileError

MAPS = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".gpx", ".fgb")
SHAPES = ".shp"
NEEDED_BY_SHAPES = (".dbf", ".shx")
"""Without the first a shapefile has no values, without the second GDAL does not read it."""
OF_MACOS = "__MACOSX"
ROOT = "."
"""Of a ZIP container, as the folder of what lies in no folder."""


def packed_maps(names: Iterable[str]) -> list[str]:
    """Those of the names of a ZIP container's entries that are maps; what macOS adds is none."""
    return [name for name in names if name.lower().endswith(MAPS) and not _is_hidden(name)]


def check_packed_maps(path: Path, names: Collection[str]) -> None:
    """Require that GDAL can read the maps of the container. Raises RefusedFileError."""
    maps = packed_maps(names)
    if not maps:
        raise RefusedFileError(path.name, because.NO_MAP, known=" ".join(MAPS))
    if len(maps) > 1 and not _folder_of_shapes(maps):
        raise RefusedFileError(path.name, because.SEVERAL_MAPS, entries=", ".join(maps))
    for each in maps:
        check_shapefile(path, each, names)


def check_shapefile(path: Path, shapes: str, names: Iterable[str]) -> None:
    """Require that a shapefile's other parts are among the names, or that it is another map.

    Raises RefusedFileError.
    """
    if not shapes.lower().endswith(SHAPES):
        return
    known = {name.lower() for name in names}
    stem = shapes.lower().removesuffix(SHAPES)
    lacking = [ending for ending in NEEDED_BY_SHAPES if f"{stem}{ending}" not in known]
    if lacking:
        missing = ", ".join(f"{shapes[: -len(SHAPES)]}{ending}" for ending in lacking)
        raise RefusedFileError(path.name, because.LACKS_COMPANION, entry=missing)


def gdal_address(path: Path) -> Path | str:
    """Where GDAL finds the maps of a file: of a container, the only map or the shapefiles in it."""
    if path.suffix.lower() != ".zip":
        return path
    with zipfile.ZipFile(path) as container:
        maps = packed_maps(container.namelist())
    place = maps[0] if len(maps) == 1 else _folder_of_shapes(maps)
    zipped = f"/vsizip/{{{path.resolve()}}}"
    return zipped if place in {None, ROOT} else f"{zipped}/{place}"


def _folder_of_shapes(maps: Collection[str]) -> str | None:
    """The folder in which all of them lie, all shapefiles, which GDAL takes for one source."""
    folders = {str(PurePosixPath(each).parent) for each in maps}
    are_shapes = all(each.lower().endswith(SHAPES) for each in maps)
    return folders.pop() if len(folders) == 1 and are_shapes else None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == OF_MACOS for part in PurePosixPath(name).parts)
