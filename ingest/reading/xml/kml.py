"""KML and KMZ files: every placemark of every folder, with the data that its author gave it."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from core.text import Text
from ingest.reading.table.map_rows import MapRow, MapTable, added, map_table
from ingest.reading.table.row_faults import others_unread
from ingest.reading.xml.html_text import words_of_html
from ingest.reading.xml.kml_shapes import placemark_shape
from ingest.reading.xml.xml_text import Element, LocatedElement, Opened, found_elements, opener
from ingest.rows.table import Cell, ChooseSheetError, UnreadableFileError

PLACEMARK = frozenset({"Placemark"})
CONTAINERS = ("Folder", "Document")
NAME, DESCRIPTION, FOLDER, FEATURE_ID = "Name", "description", "Folder", "id"
OF_PLACEMARK = {
    "name": NAME,
    "description": DESCRIPTION,
    "address": "address",
    "phoneNumber": "phone",
}
TIMES = {"TimeStamp": ("when",), "TimeSpan": ("begin", "end")}
"""Elements of a placemark that say something of its object; the others say how it is drawn."""

NO_PLACEMARKS = Text(
    "онда бірде-бір белгі (Placemark) жоқ. Нысандар басқа файлда не сілтемеде (NetworkLink) болса, "
    "сол файлды жүктеңіз",
    "в нём нет ни одной метки (Placemark). Если объекты лежат в другом файле или по ссылке "
    "(NetworkLink), загрузите тот файл",
    "it has no placemark. If the objects are in another file or behind a link (NetworkLink), load "
    "that file",
)


def kml_table(path: Path, sheet: str | None = None) -> MapTable:
    """The placemarks of the file, or of the folders of one name, in the order of the file.

    Raises UnreadableFileError, ChooseSheetError.
    """
    folders = kml_folders(path)
    if not folders:
        raise UnreadableFileError(path.name, NO_PLACEMARKS)
    if sheet is not None and sheet not in folders:
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(folders))
    others = {} if sheet is None else {name: n for name, n in folders.items() if name != sheet}
    return map_table(lambda: _rows(path, sheet), path.name, notes=others_unread(others))


def kml_folders(path: Path) -> Counter[str]:
    """How many placemarks lie in the folders of each name. Raises UnreadableFileError."""
    return Counter(_folder_of(found, path) for found in _placemarks(path))


def _placemarks(path: Path) -> Iterator[LocatedElement]:
    for opened in _documents(path):
        yield from found_elements(opened, PLACEMARK, path.name)


def _documents(path: Path) -> Iterator[Opened]:
    """The KML documents of the file: itself, or all those that are packed in it."""
    if path.suffix.lower() not in {".kmz", ".zip"}:
        yield opener(path)
        return
    with zipfile.ZipFile(path) as container:
        for name in container.namelist():
            if name.lower().endswith(".kml"):
                yield partial(container.open, name)


def _folder_of(found: LocatedElement, path: Path) -> str:
    """The name of the folder or document of a placemark; the file's where that has none."""
    names = (each.text_of("name") for each in reversed(found.within) if each.name in CONTAINERS)
    return next(names, "") or path.stem


def _rows(path: Path, sheet: str | None) -> Iterator[MapRow]:
    for found in _placemarks(path):
        if sheet is None or _folder_of(found, path) == sheet:
            shape, problems = placemark_shape(found.element)
            yield MapRow(_cells(found), shape, problems)


def _cells(found: LocatedElement) -> dict[str, Cell]:
    """What the placemark is called, what its author said of it, and the folders it lies in."""
    placemark = found.element
    cells: dict[str, Cell] = {NAME: ""}
    for child in placemark.children:
        if child.name in OF_PLACEMARK:
            column = OF_PLACEMARK[child.name]
            cells[column] = words_of_html(child.text) if column == DESCRIPTION else child.text
        elif child.name in TIMES:
            cells |= {part: text for part in TIMES[child.name] if (text := child.text_of(part))}
    folders = [each.text_of("name") for each in found.within if each.name == "Folder"]
    if any(folders):
        cells[FOLDER] = "/".join(filter(None, folders))
    for child in placemark.children:
        if child.name == "ExtendedData":
            for name, text in _data(child.children):
                added(cells, name, text)
    if "id" in placemark.attributes:
        cells.setdefault(FEATURE_ID, placemark.attributes["id"])
    return cells


def _data(elements: Sequence[Element]) -> Iterator[tuple[str, str]]:
    """The names and texts of the data, in whichever of the ways of KML they are written."""
    for each in elements:
        if each.name == "SchemaData":
            yield from _data(each.children)
        elif each.name in {"Data", "SimpleData"}:
            value = each.child("value")
            yield each.attributes.get("name", each.name), (value or each).text
        elif each.name == "SimpleArrayData":
            texts = ", ".join(child.text for child in each.children)
            yield each.attributes.get("name", each.name), texts
        elif each.children:
            yield from ((f"{each.name}/{name}", text) for name, text in _data(each.children))
        else:
            yield each.name, each.text
