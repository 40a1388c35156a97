"""`tuganzher ingest FILE`: an officer's file into a layer, with an account of every row."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import opened_sessions
from api.cli.pairs import pairs_of
from api.cli.problems import as_facts, tell_problems
from api.cli.terminal import Terminal
from core.errors import InvalidValueError
from core.text import Text
from ingest.file_load import load_file
from ingest.file_order import FileOrder, ToldTerms
from ingest.load import Loaded
from ingest.mapping import folded
from layers.definition import Layer
from layers.registry import load_catalogue

INCOMPLETE = 5
"""The exit code where rows wait or were rejected."""


class FileSay:
    """What this command says."""

    FILE = Text(
        "Кестені (CSV, TSV, XLSX) немесе картаны (GeoJSON, GPKG, Shapefile, оның ішінде .zip, "
        "KML, GPX, FlatGeobuf) қабатқа жүктейді. Оқылған жолдар = жүктелгені + өзгермегені + "
        "күтетіні + қабылданбағаны; соңғы екеуінің себебі әр жолға жазылады. Қайта жүктеу тек "
        "өзгерген жолдарды жаңартады.",
        "Загружает в слой таблицу (CSV, TSV, XLSX) или карту (GeoJSON, GPKG, Shapefile, в том "
        "числе .zip, KML, GPX, FlatGeobuf). Прочитано = загружено + без изменений + ожидает + "
        "отклонено; для двух последних указана причина по каждой строке. Повторная загрузка "
        "меняет только исправленные строки.",
        "Loads a table (CSV, TSV, XLSX) or a map (GeoJSON, GPKG, Shapefile, also as .zip, KML, "
        "GPX, FlatGeobuf) into a layer. Rows read = loaded + unchanged + waiting + rejected; each "
        "row of the last two is explained. Loading again changes only the corrected rows.",
    )
    EXIT_CODES = Text(
        "Шығу кодтары: 0 барлық жол қабатта, 5 кейбір жолдар күтеді немесе қабылданбады (қалғаны "
        "жүктелді), 1 файл оқылмады, ештеңе жазылмады.",
        "Коды выхода: 0 все строки в слое, 5 часть строк ожидает или отклонена (остальные "
        "загружены), 1 файл не прочитан, ничего не записано.",
        "Exit codes: 0 every row is in the layer, 5 some rows wait or were rejected (the others "
        "are loaded), 1 the file could not be read and nothing was written.",
    )
    PATH = Text("Жүктелетін файл.", "Загружаемый файл.", "The file to load.")
    LAYER = Text(
        "Қабат, мысалы monuments.", "Слой, например monuments.", "The layer, such as monuments."
    )
    CRS = Text(
        "Координат жүйесі, мысалы EPSG:28413; файлдың өзі айтқаннан басым. Аталмаса, кестедегі "
        "градустар WGS 84 болып саналады, ал метрлер күтеді.",
        "Система координат, например EPSG:28413; важнее указанной в файле. Если не названа, "
        "градусы в таблице считаются WGS 84, а метры ожидают.",
        "The coordinate system, such as EPSG:28413; goes before what the file says. Where none is "
        "named, degrees in a table are taken as WGS 84 and metres wait.",
    )
    SOURCE = Text(
        "Дереккөздің аты; жазылмаса, файлдың аты. Түзетілген файлды сол атпен жүктеңіз.",
        "Название источника; по умолчанию имя файла. Исправленный файл загружайте под тем же.",
        "The name of the source; the file's name if left out. Load a corrected file under it too.",
    )
    KEY = Text(
        "Жолдың тұрақты кілті тұрған баған. Жазылмаса, жол атауы мен орны бойынша танылады: "
        "олар түзетілсе, жаңа нысан болып саналады.",
        "Столбец с постоянным ключом строки. Без него строка узнаётся по названию и месту: "
        "исправив их, вы получите новый объект.",
        "The column with each row's lasting key. Without it a row is recognised by its name and "
        "place: correct these and it is a new object.",
    )
    SHEET = Text(
        "Excel кітабының парағы немесе файлдың қабаты.",
        "Лист книги Excel или слой файла.",
        "The sheet of a workbook or the layer of a file.",
    )
    MAP = Text(
        "Өріс пен баған: name_ru=Атауы. Орын үшін: lat, lon, x, y, coordinates.",
        "Поле и столбец: name_ru=Название. Для места: lat, lon, x, y, coordinates.",
        "A field and its column: name_ru=Title. For the place: lat, lon, x, y, coordinates.",
    )
    VALUE = Text(
        "Файлдағы мәннің коды: kind:курган=archaeology.",
        "Код для значения из файла: kind:курган=archaeology.",
        "The code of a value in the file: kind:kurgan=archaeology.",
    )
    DRY_RUN = Text(
        "Тексеру ғана: ештеңе жазылмайды.",
        "Только проверить: ничего не записывается.",
        "Only check: nothing is written.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    VALUE_HINT = Text(
        "Былай жазыңыз: өріс:мән=код.",
        "Пишите так: поле:значение=код.",
        "Write it as field:value=code.",
    )
    COLUMN = Text(
        "{field} өрісі ← «{column}» бағаны",
        "поле {field} ← столбец «{column}»",
        "field {field} ← column “{column}”",
    )
    NEAR_COLUMN = Text(
        "{field} өрісі ← «{column}» бағаны (аты ұқсас, тексеріңіз)",
        "поле {field} ← столбец «{column}» (название похоже, проверьте)",
        "field {field} ← column “{column}” (spelt alike, please check)",
    )
    UNKNOWN_COLUMNS = Text(
        "Оқылмаған бағандар: {columns}.",
        "Столбцы, которые не прочитаны: {columns}.",
        "Columns that were not read: {columns}.",
    )
    UNKNOWN_VALUE = Text(
        "{field} өрісінің белгісіз мәні «{value}»: {rows} жол.",
        "Неизвестное значение поля {field} «{value}»: строк {rows}.",
        "Unknown value of {field} “{value}”: {rows} rows.",
    )
    BY_NAME_AND_PLACE = Text(
        "Кілт бағаны аталмады: жолдар атауы мен орны бойынша танылады (--key).",
        "Столбец ключа не назван: строки узнаются по названию и месту (--key).",
        "No key column was named: rows are recognised by name and place (--key).",
    )
    COUNTS = Text(
        "Оқылды {read} = жүктелді {loaded} + өзгермеді {unchanged} + күтеді {waiting} + "
        "қабылданбады {rejected}.",
        "Прочитано {read} = загружено {loaded} + без изменений {unchanged} + ожидает {waiting} + "
        "отклонено {rejected}.",
        "Read {read} = loaded {loaded} + unchanged {unchanged} + waiting {waiting} + "
        "rejected {rejected}.",
    )
    NOTHING_WRITTEN = Text(
        "Тек тексерілді, ештеңе жазылған жоқ.",
        "Это была проверка, ничего не записано.",
        "This was a check, nothing was written.",
    )


def file(  # noqa: PLR0913 - each is one thing that a person may say of a file
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help=FileSay.PATH.en)],
    *,
    layer: Annotated[str, typer.Option(help=FileSay.LAYER.en)],
    crs: Annotated[str | None, typer.Option(help=FileSay.CRS.en)] = None,
    source: Annotated[str | None, typer.Option(help=FileSay.SOURCE.en)] = None,
    key: Annotated[str | None, typer.Option(help=FileSay.KEY.en)] = None,
    sheet: Annotated[str | None, typer.Option(help=FileSay.SHEET.en)] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", help=FileSay.MAP.en)] = None,
    values: Annotated[list[str] | None, typer.Option("--value", help=FileSay.VALUE.en)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=FileSay.DRY_RUN.en)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=FileSay.JSON.en)] = False,
) -> None:
    """Loads one file and says what became of every row."""
    terminal: Terminal = context.obj
    target = load_catalogue().layer(layer)
    order = FileOrder(
        path, target, source, sheet, crs, key,
        told_columns=pairs_of("map", columns),
        told_terms=told_terms(target, values),
    )  # fmt: skip
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        loaded = load_file(session, order)
        session.rollback() if dry_run else session.commit()
    tell = _give if as_json else _tell
    tell(terminal, order, loaded, dry_run=dry_run)
    if not loaded.is_complete:
        raise typer.Exit(INCOMPLETE)


def told_terms(layer: Layer, written: list[str] | None) -> ToldTerms:
    """Codes by field and value. Raises InvalidValueError, UnknownFieldError, UnknownTermError."""
    terms: dict[tuple[str, str], str] = {}
    for left, code in pairs_of("value", written).items():
        name, colon, value = left.partition(":")
        vocabulary = layer.field(name).vocabulary
        if not colon or vocabulary is None:
            raise InvalidValueError(left, field="value", hint=FileSay.VALUE_HINT)
        terms[name, folded(value)] = vocabulary.term(code).code
    return terms


def _counts(loaded: Loaded) -> dict[str, int]:
    return {
        "read": loaded.read,
        "loaded": loaded.loaded,
        "unchanged": loaded.unchanged,
        "waiting": loaded.waiting,
        "rejected": loaded.rejected,
    }


def _give(terminal: Terminal, order: FileOrder, loaded: Loaded, *, dry_run: bool) -> None:
    mapping = loaded.mapping
    terminal.give(
        {
            "file": order.path.name,
            "layer": order.layer.id,
            "source": order.source_name,
            "key": order.key_column or "name_and_place",
            "dry_run": dry_run,
            **_counts(loaded),
            "created": loaded.created,
            "columns": mapping.columns,
            "near_columns": mapping.near,
            "unknown_columns": mapping.unknown,
            "unknown_values": [
                {"field": field, "value": value, "rows": rows}
                for (field, value), rows in loaded.unknown_values.items()
            ],
            "problems": as_facts(loaded.problems),
        }
    )


def _tell(terminal: Terminal, order: FileOrder, loaded: Loaded, *, dry_run: bool) -> None:
    for field, column in loaded.mapping.columns.items():
        phrase = FileSay.NEAR_COLUMN if field in loaded.mapping.near else FileSay.COLUMN
        terminal.tell(phrase, field=field, column=column)
    if loaded.mapping.unknown:
        terminal.tell(FileSay.UNKNOWN_COLUMNS, columns=", ".join(loaded.mapping.unknown))
    if order.key_column is None:
        terminal.tell(FileSay.BY_NAME_AND_PLACE)
    tell_problems(terminal, loaded.problems)
    for (field, value), rows in loaded.unknown_values.items():
        terminal.warn(FileSay.UNKNOWN_VALUE, field=field, value=value, rows=rows)
    terminal.tell(FileSay.COUNTS, **_counts(loaded))
    if dry_run:
        terminal.tell(FileSay.NOTHING_WRITTEN)
