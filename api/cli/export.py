"""`tuganzher export`: a layer, or what is selected of it, as a file."""

import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from api.downloads.download_order import download_order
from core.access.caller import ATLAS, STRANGER, Caller, operator_called
from core.database.engine import transaction
from core.errors import AtlasError
from core.text import Language, Text
from layers.access import readable
from layers.exports.files import about_file, parts_of_file
from layers.exports.formats import FORMATS, StreamedFormat
from layers.exports.reading import ExportSnapshot
from layers.reading.closed_reads import audit_export
from layers.reading.regions.collection import collection
from layers.registry import load_catalogue

UNLIMITED_S = 7 * 24 * 3600
METADATA_ENDING = "-metadata.json"
"""After the file's name, as CSV on the Web (W3C) looks for it."""


class ExportMessages:
    """What this command says."""

    EXPORT = Text(
        "Қабатты немесе оның таңдалған бөлігін файлға жазады.",
        "Записывает слой или выбранную его часть в файл.",
        "Writes a layer, or what is selected of it, to a file.",
    )
    LAYER = Text(
        "Қабат немесе regions (өңірлер).", "Слой или regions (регионы).", "The layer, or regions."
    )
    TO = Text(
        "Файл; бар болса, ауыстырылады.",
        "Файл; существующий заменяется.",
        "The file; one that is there is replaced.",
    )
    FORMAT = Text(
        "Пішім: geojson, geojsonl, csv, xlsx, gpx, kml, gpkg, fgb, parquet; берілмесе, файл "
        "атауының соңы бойынша.",
        "Формат: geojson, geojsonl, csv, xlsx, gpx, kml, gpkg, fgb, parquet; иначе по окончанию "
        "имени файла.",
        "The format: geojson, geojsonl, csv, xlsx, gpx, kml, gpkg, fgb, parquet; else by the "
        "ending of the file's name.",
    )
    REGION = Text(
        "Кез келген деңгейдегі өңірдің КАТО коды.",
        "Код КАТО региона любого уровня.",
        "The KATO code of a region of any level.",
    )
    BBOX = Text(
        "Батысы,оңтүстігі,шығысы,солтүстігі, градус.",
        "Запад,юг,восток,север в градусах.",
        "West,south,east,north in degrees.",
    )
    DATETIME = Text(
        "Күн немесе аралық: 2026-01-01/..",
        "Дата или промежуток: 2026-01-01/..",
        "A date or an interval: 2026-01-01/..",
    )
    FILTER = Text(
        "CQL2 сүзгісі, мысалы kind = 'archaeology'.",
        "Фильтр CQL2, например kind = 'archaeology'.",
        "A CQL2 filter, such as kind = 'archaeology'.",
    )
    CRS = Text(
        "gpkg, fgb, parquet файлының координат жүйесі, мысалы EPSG:32642.",
        "Система координат gpkg, fgb и parquet, например EPSG:32642.",
        "The coordinate system of gpkg, fgb and parquet, such as EPSG:32642.",
    )
    RAW = Text(
        "CSV-ді бағдарламаларға арнап жазу: BOM-сыз және формулалардан қорғаусыз.",
        "Записать CSV для программ: без BOM и без защиты от формул.",
        "Write CSV for programs: without byte order mark and without guard against formulas.",
    )
    LABELS = Text(
        "Кодталған мәндерді осы тілдегі сөздермен қайталау: kk, ru, en.",
        "Повторить кодированные значения словами на этом языке: kk, ru, en.",
        "Repeat coded values in words of this language: kk, ru, en.",
    )
    EVERYTHING = Text(
        "Көпшілік көрмейтінді де жазу: жасырын нысандар, жабық өрістер, дәл орындар.",
        "Записать и то, чего не видит публика: скрытые объекты, закрытые поля, точные места.",
        "Also write what the public does not see: hidden objects, sealed fields, exact places.",
    )
    WRITTEN = Text(
        "{count} нысан жазылды: {file} ({size} КиБ).",
        "Записано объектов: {count}, файл {file} ({size} КиБ).",
        "{count} objects written to {file} ({size} KiB).",
    )


class UnknownEndingError(AtlasError):
    """Neither an option nor the file's name tells the format."""

    phrase = Text(
        "Пішімі белгісіз: {value}. --format арқылы көрсетіңіз.",
        "Неизвестный формат: {value}. Укажите его через --format.",
        "Unknown format: {value}. Name it with --format.",
    )


def export(  # noqa: PLR0913 - each is one thing by which the rows may be selected
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=ExportMessages.LAYER.en)],
    *,
    to: Annotated[Path, typer.Option("--to", help=ExportMessages.TO.en, dir_okay=False)],
    file_format: Annotated[
        str | None, typer.Option("--format", help=ExportMessages.FORMAT.en)
    ] = None,
    region: Annotated[str | None, typer.Option(help=ExportMessages.REGION.en)] = None,
    bbox: Annotated[str | None, typer.Option(help=ExportMessages.BBOX.en)] = None,
    datetime: Annotated[str | None, typer.Option(help=ExportMessages.DATETIME.en)] = None,
    where: Annotated[str | None, typer.Option("--filter", help=ExportMessages.FILTER.en)] = None,
    crs: Annotated[str | None, typer.Option(help=ExportMessages.CRS.en)] = None,
    labels: Annotated[Language | None, typer.Option(help=ExportMessages.LABELS.en)] = None,
    raw: Annotated[bool, typer.Option("--raw", help=ExportMessages.RAW.en)] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help=ExportMessages.EVERYTHING.en)
    ] = False,
) -> None:
    """Writes the file."""
    ending = (file_format or to.suffix.removeprefix(".")).lower()
    if ending not in FORMATS:
        raise UnknownEndingError(ending or to.name, field="format")
    asked = {
        "region": region,
        "bbox": bbox,
        "datetime": datetime,
        "filter": where,
        "crs": crs,
        "labels": labels,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    _write(
        context.obj,
        ATLAS if everything else STRANGER,
        layer,
        {**given, "f": ending, **({"raw": "true"} if raw else {})},
        to,
    )


def _write(
    terminal: Terminal, caller: Caller, layer: str, given: dict[str, str], target: Path
) -> None:
    """Write the file, and replace the target once it is whole."""
    chosen = FORMATS[given["f"]]
    licence = terminal.settings.licence
    access = readable(collection(load_catalogue(), layer), caller)
    unfinished = target.with_name(f".{target.name}.unfinished")
    with opened_sessions(terminal.settings) as sessions:
        with sessions() as session:
            order = download_order(session, access, given, "", terminal.language)
        if caller == ATLAS:
            with transaction(sessions) as session:
                operator = operator_called(getpass.getuser())
                audit_export(session, access, operator, chosen.id, order.selection.asked)
        about = about_file(sessions, order.selection, ExportSnapshot(UNLIMITED_S), licence)
        parts = parts_of_file(
            sessions,
            order.selection,
            chosen,
            ExportSnapshot(UNLIMITED_S),
            folder=target.parent,
            licence=licence,
        )
        try:
            with unfinished.open("wb") as file:
                file.writelines(parts)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    if isinstance(chosen, StreamedFormat) and not chosen.has_metadata:
        told = json.dumps(about.as_json(), ensure_ascii=False, indent=2)
        target.with_name(f"{target.name}{METADATA_ENDING}").write_text(told, encoding="utf-8")
    size = f"{target.stat().st_size / 1024:,.0f}"
    terminal.tell(ExportMessages.WRITTEN, count=about.count, file=target, size=size)
