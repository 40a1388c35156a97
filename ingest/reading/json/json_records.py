"""JSON files, GeoJSON or the answers of a web service, as tables of records or features."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from core.errors import AtlasError
from core.text import Text
from geo.written_shapes import is_geojson
from ingest.reading.container.opened_file import InputFile
from ingest.reading.geometry.geojson_shapes import MAKERS, feature_shape
from ingest.reading.json.json_lists import (
    ROOT,
    ListElement,
    Surroundings,
    entries,
    is_sure,
    table_list,
)
from ingest.reading.json.json_text import JsonText, NotJsonError
from ingest.reading.table import row_faults
from ingest.reading.table.map_rows import WGS84, MapRow, MapTable, added, map_table
from ingest.rows.storable import storable
from ingest.rows.table import Cell, ChooseSheetError, EmptyFileError, UnreadableFileError

Record = Mapping[str, Any]
FEATURE_ID = "id"
OF_FEATURE = frozenset({"type", "id", "geometry", "properties", "attributes", "bbox"})
LOOKED_AT = 100
"""Elements of a list by which features are told from records."""
HEAD_BYTES = 1 << 16
TOPOLOGY = re.compile(rb'"type"\s*:\s*"Topology"')
WRITTEN = {True: "true", False: "false"}

BROKEN_RECORDS = Text(
    "бұл бүтін JSON емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый JSON: файл повреждён или скопирован не полностью",
    "it is no whole JSON: it is damaged or was cut off",
)
NO_LIST = Text(
    "ондағы JSON-да нысандар тізімі жоқ. Оқылатыны: GeoJSON, [{…}, {…}] тізімі немесе атаумен "
    'тұрған осындай тізім, мысалы {"results": [{…}]}',
    "в этом JSON нет списка объектов. Читаются GeoJSON, список [{…}, {…}] или такой список под "
    'именем, например {"results": [{…}]}',
    "there is no list of objects in its JSON. GeoJSON is read, a list [{…}, {…}], or such a list "
    'under a name, as in {"results": [{…}]}',
)


@dataclass(frozen=True, slots=True)
class _List:
    """One list of the file: its name, and whether its elements are features."""

    under: str
    has_shapes: bool


def json_table(input_file: InputFile, sheet: str | None = None) -> MapTable:
    """The features or records of the file; where it has several lists, of the one named.

    Raises UnreadableFileError, ChooseSheetError, EmptyFileError, TooWideError.
    """
    chosen = _chosen(input_file, sheet)
    around, counts = Surroundings(), Counter[str]()
    read = partial(_rows, input_file, chosen)
    table = map_table(lambda: read(around, counts), input_file.name, has_geometry=chosen.has_shapes)
    if not table.columns and not chosen.has_shapes:
        raise EmptyFileError(input_file.name, field="file")
    others = {name: n for name, n in counts.items() if table_list(Counter({name: n}))}
    return MapTable(
        table.columns,
        table.row_count,
        lambda: read(Surroundings(), Counter()),
        _system(around.facts) if chosen.has_shapes else None,
        chosen.has_shapes,
        row_faults.others_unread(others),
    )


def is_topology(path: Path) -> bool:
    """Whether the file is TopoJSON, whose arcs only GDAL puts together."""
    if path.suffix.lower() == ".zip":
        return False
    with path.open("rb") as file:
        return TOPOLOGY.search(file.read(HEAD_BYTES)) is not None


def json_lists(input_file: InputFile) -> tuple[str, ...]:
    """The names of the lists where there are several; else none. Raises UnreadableFileError."""
    found = table_list(_counted(input_file))
    return found if len(found) > 1 else ()


def record_table(read: Callable[[], Iterator[Record]], file_name: str) -> MapTable:
    """The table of records without geometries. Raises EmptyFileError, TooWideError."""
    table = map_table(
        lambda: (MapRow(flat_cells(record)) for record in read()),
        file_name,
        crs=None,
        has_geometry=False,
    )
    if not table.columns:
        raise EmptyFileError(file_name, field="file")
    return table


def flat_cells(record: Record, under: str = "") -> dict[str, Cell]:
    """The cells of a record by column, such as `group/field` for a record within a record.

    Lists of plain values are joined, others kept as JSON.
    """
    cells: dict[str, Cell] = {}
    for name, value in record.items():
        column = f"{under}{storable(name)}"
        if isinstance(value, dict) and value and not is_geojson(value):
            cells |= flat_cells(value, f"{column}/")
        else:
            cells[column] = _cell(value)
    return cells


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return WRITTEN[value]
        case int() | float():
            return value
        case list() if not any(isinstance(each, dict | list) for each in value):
            return ", ".join(str(_cell(each)) for each in value)
        case _:
            return json.dumps(value, ensure_ascii=False) if value else ""


def _counted(input_file: InputFile, sheet: str | None = None) -> Counter[str]:
    """How many elements the lists have; no more is read once the table is known."""
    counts = Counter[str]()
    with _whole(input_file), input_file.opened_text() as file:
        for entry in entries(file, Surroundings()):
            counts[entry.under] += 1
            if is_sure(entry.under) and sheet is None:
                break
    return counts


def _chosen(input_file: InputFile, sheet: str | None) -> _List:
    found = table_list(_counted(input_file, sheet), sheet)
    if not found:
        raise _listless(input_file)
    if len(found) > 1:
        raise ChooseSheetError(input_file.name, field="sheet", sheets=", ".join(found))
    with _whole(input_file), input_file.opened_text() as file:
        first = (each.value for each in entries(file, Surroundings()) if each.under == found[0])
        looked_at = [each for each in islice(first, LOOKED_AT) if isinstance(each, dict)]
    if not looked_at and found[0] == ROOT:
        raise UnreadableFileError(input_file.name, NO_LIST)
    return _List(found[0], any(map(_is_feature, looked_at)) or not looked_at)


def _listless(input_file: InputFile) -> AtlasError:
    """What to say of a file without an element: its list is empty, or it has none."""
    around = Surroundings()
    with _whole(input_file), input_file.opened_text() as file:
        is_list = JsonText(file).next_letter() == "["
    with _whole(input_file), input_file.opened_text() as file:
        list(entries(file, around))
    if is_list or around.facts.get("type") == "FeatureCollection":
        return EmptyFileError(input_file.name, field="file")
    return UnreadableFileError(input_file.name, NO_LIST)


def _type_of(element: Record) -> str:
    """The GeoJSON type that an element names; other programs have lists and objects there."""
    told = element.get("type")
    return told if isinstance(told, str) else ""


def _is_feature(element: Record) -> bool:
    return _type_of(element) in {"Feature", *MAKERS} or (
        "geometry" in element and bool({"properties", "attributes"} & element.keys())
    )


def _rows(
    input_file: InputFile, chosen: _List, around: Surroundings, counts: Counter[str]
) -> Iterator[MapRow]:
    """The rows of the list; what else the file has is put into `around` and `counts`."""
    with _whole(input_file), input_file.opened_text() as file:
        for entry in entries(file, around):
            if entry.under != chosen.under:
                counts[entry.under] += 1
            elif isinstance(entry.value, dict):
                yield _row(entry.value, has_shapes=chosen.has_shapes)
            else:
                yield MapRow({}, None, (row_faults.not_a_record(0, _written(entry)),))


def _written(entry: ListElement) -> str:
    return entry.wrong or json.dumps(entry.value, ensure_ascii=False)


def _row(element: Record, *, has_shapes: bool) -> MapRow:
    if not has_shapes:
        return MapRow(flat_cells(element))
    if _type_of(element) in MAKERS:
        return MapRow({}, *feature_shape(element))
    properties = element.get("properties", element.get("attributes"))
    cells = flat_cells(properties) if isinstance(properties, dict) else {}
    beside = {name: value for name, value in element.items() if name not in OF_FEATURE}
    for name, value in flat_cells(beside).items():
        added(cells, name, value)
    if element.get(FEATURE_ID) is not None:
        added(cells, FEATURE_ID, _cell(element[FEATURE_ID]))
    return MapRow(cells, *feature_shape(element.get("geometry")))


def _system(facts: Mapping[str, Any]) -> str:
    """The system that the file names as WKT, or as it names it; else that of GeoJSON."""
    named = facts.get("crs")
    told = ((named or {}).get("properties") or {}).get("name") if isinstance(named, dict) else None
    esri = facts.get("spatialReference")
    if not told and isinstance(esri, dict):
        told = esri.get("latestWkid") or esri.get("wkid") or esri.get("wkt")
    for each in (told, f"ESRI:{told}") if told else ():
        try:
            return str(CRS.from_user_input(each).to_wkt())
        except CRSError:
            continue
    return str(told) if told else WGS84


@contextmanager
def _whole(input_file: InputFile) -> Iterator[None]:
    try:
        yield
    except NotJsonError as error:
        raise UnreadableFileError(input_file.name, BROKEN_RECORDS) from error
