"""`tuganzher regions`: the region tree and its boundaries."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import writing_sessions
from api.cli.gazetteer import GazetteerMessages, gazetteer
from api.cli.output.problems import as_facts, tell_problems
from api.cli.output.terminal import Terminal
from api.cli.pairs import pairs_of
from core.database.engine import transaction
from core.errors import AtlasError
from core.text import Text
from ingest.regions.boundaries.boundary_download import download_boundaries
from ingest.regions.boundaries.boundary_file import BoundaryColumns
from ingest.regions.boundaries.boundary_set import BoundariesLoaded, BoundarySet, load_boundaries
from ingest.regions.boundaries.region_periods import ValidityPeriod
from ingest.regions.starter.former_names import load_former_names
from ingest.regions.starter.starter_regions import load_starter_regions
from ingest.regions.starter.starter_tables import STARTER_FOLDER
from layers.registry import load_catalogue


class RegionMessages:
    """What these commands say."""

    GROUP = Text(
        "Өңірлер ағашы және оның шекаралары.",
        "Дерево регионов и его границы.",
        "The region tree and its boundaries.",
    )
    LOAD = Text(
        "Өңірлер мен елді мекендерді жүктейді: жобадағыны немесе өз кестелеріңізді; бар болса, "
        "ештеңе өзгермейді.",
        "Загружает регионы и населённые пункты: из проекта или из своих таблиц; если они есть, "
        "ничего не меняет.",
        "Loads the regions and settlements: the project's, or those of your own tables; changes "
        "nothing where they stand already.",
    )
    BOUNDARIES = Text(
        "Шекаралар файлын жүктейді (GDAL оқитын кез келген пішім): өңірлер қайта есептеледі, "
        "алынбаған жолдар түсіндіріледі, қалғандары жүктеледі.",
        "Загружает файл границ (любой формат GDAL): регионы объектов пересчитываются, непринятые "
        "строки объясняются, остальные загружаются.",
        "Loads a boundary file (any format that GDAL reads): the objects' regions are found "
        "anew, rows that cannot be taken are explained, the rest is loaded.",
    )
    FILE = Text(
        "Шекаралар файлы; берілмесе, ATLAS_BOUNDARIES_URL мекенжайынан жүктеледі "
        "(ATLAS_BOUNDARIES_SHA256 бақылау қосындысымен).",
        "Файл границ; без него он скачивается с ATLAS_BOUNDARIES_URL (контрольная сумма "
        "ATLAS_BOUNDARIES_SHA256).",
        "The boundary file; without it, it is downloaded from ATLAS_BOUNDARIES_URL (checksum "
        "ATLAS_BOUNDARIES_SHA256).",
    )
    CODE = Text("КАТО коды бар баған.", "Столбец с кодом КАТО.", "The column with the KATO code.")
    SOURCE = Text(
        "Дереккөз; полигондар көрінген жердің бәрінде аталады.",
        "Источник; указывается всюду, где видны полигоны.",
        "The source, named wherever the polygons are shown.",
    )
    NAMES = Text(
        "Атауы бар баған және оның тілі: kk=NAME_KZ; қайталауға болады.",
        "Столбец с названием и его язык: kk=NAME_KZ; можно повторять.",
        "A column with names, by language: kk=NAME_KZ; may be repeated.",
    )
    LEVEL = Text(
        "Деңгей: 1 облыс, 2 аудан, 3 ауылдық округ; берілмесе, кодтардан анықталады.",
        "Уровень: 1 область, 2 район, 3 сельский округ; иначе по кодам.",
        "The level: 1 oblast, 2 district, 3 rural district; found by the codes if not given.",
    )
    FROM = Text(
        "Шекаралар күшіне енген күн.",
        "День, с которого границы действуют.",
        "The day from which the boundaries hold.",
    )
    UNTIL = Text(
        "Шекаралар күшін жойған күн.",
        "День, с которого границы уже не действуют.",
        "The day from which they no longer hold.",
    )
    WHOLE = Text(
        "Файлда осы деңгейдің барлық бірлігі бар: қалғандары ол кезде болмаған.",
        "В файле все единицы уровня: остальных тогда не было.",
        "The file has every unit of its level: the others did not exist then.",
    )
    REPLACE = Text(
        "Файлдағы кодты ауыстыру: қате=дұрыс; қайталауға болады.",
        "Замена кода из файла: неверный=верный; можно повторять.",
        "Replaces a code of the file: wrong=right; may be repeated.",
    )
    FILE_LAYER = Text("Файлдағы қабат.", "Слой в файле.", "The layer in the file.")
    CRS = Text(
        "Файл атамаса, координат жүйесі, мысалы EPSG:4326.",
        "Система координат, если файл её не называет, например EPSG:4326.",
        "The coordinate system where the file names none, such as EPSG:4326.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    FOLDER = Text(
        "Кестелер қалтасы («regions gazetteer» жазған); берілмесе, жобаның өз кестелері.",
        "Папка с таблицами (от «regions gazetteer»); иначе таблицы проекта.",
        "The folder with the tables (from “regions gazetteer”); else those of the project.",
    )
    NAMES_COMMAND = Text(
        "Өңірлер мен елді мекендердің бұрынғы атауларын CSV файлынан жүктейді; сол файлды қайта "
        "жүктеу оларды ауыстырады.",
        "Загружает прежние названия регионов и населённых пунктов из файла CSV; повторная загрузка "
        "того же файла заменяет их.",
        "Loads former names of regions and settlements from a CSV file; loading that file again "
        "replaces them.",
    )
    NAMES_FILE = Text(
        "Бағандары: codes, kind, name_kk, name_ru, name_en, from_year, until_year, source.",
        "Столбцы: codes, kind, name_kk, name_ru, name_en, from_year, until_year, source.",
        "Columns: codes, kind, name_kk, name_ru, name_en, from_year, until_year, source.",
    )
    NAMES_LOADED = Text("Атау: {names}.", "Названий: {names}.", "{names} names.")
    LOADED = Text(
        "Өңір: {units}, елді мекен: {settlements}.",
        "Регионов: {units}, населённых пунктов: {settlements}.",
        "{units} regions, {settlements} settlements.",
    )
    THERE_ALREADY = Text(
        "Өңірлер бұрын жүктелген.", "Регионы уже загружены.", "The regions were loaded before."
    )
    TAKEN = Text(
        "Алынған полигон: {taken}, тоқтатылған бірлік: {ended}, шамамен салынған полигон: "
        "{rebuilt}, өңірі өзгерген нысан: {moved}, түсінік берілген жол: {problems}.",
        "Принято полигонов: {taken}, прекращено единиц: {ended}, приблизительных построено: "
        "{rebuilt}, объектов сменило регион: {moved}, строк с замечаниями: {problems}.",
        "{taken} polygons taken, {ended} units ended, {rebuilt} approximate ones built, {moved} "
        "objects moved to another region, {problems} rows explained.",
    )


class NoBoundariesError(AtlasError):
    """Neither a file nor an address with a checksum was given."""

    phrase = Text(
        "Файлды көрсетіңіз немесе ATLAS_BOUNDARIES_URL мен ATLAS_BOUNDARIES_SHA256 орнатыңыз.",
        "Укажите файл либо задайте ATLAS_BOUNDARIES_URL и ATLAS_BOUNDARIES_SHA256.",
        "Name a file, or set ATLAS_BOUNDARIES_URL and ATLAS_BOUNDARIES_SHA256.",
    )


app = typer.Typer(help=RegionMessages.GROUP.en, no_args_is_help=True)
app.command(help=GazetteerMessages.GAZETTEER.en)(gazetteer)

AsJson = Annotated[bool, typer.Option("--json", help=RegionMessages.JSON.en)]


@app.command(help=RegionMessages.LOAD.en)
def load(
    context: typer.Context,
    *,
    folder: Annotated[
        Path,
        typer.Option(
            help=RegionMessages.FOLDER.en, exists=True, file_okay=False, show_default=False
        ),
    ] = STARTER_FOLDER,
    as_json: AsJson = False,
) -> None:
    """Loads regions and settlements."""
    terminal: Terminal = context.obj
    catalogue = load_catalogue()
    writing = writing_sessions(terminal.settings, catalogue, with_regions=False)
    with writing as sessions, transaction(sessions) as session:
        outlines = terminal.settings.outlines_file
        loaded = load_starter_regions(session, catalogue, outlines, folder)
    if as_json:
        terminal.give({"units": loaded.units, "settlements": loaded.settlements})
    elif loaded.units:
        terminal.tell(RegionMessages.LOADED, units=loaded.units, settlements=loaded.settlements)
    else:
        terminal.tell(RegionMessages.THERE_ALREADY)


@app.command(help=RegionMessages.BOUNDARIES.en)
def boundaries(  # noqa: PLR0913 - each is one thing that a boundary file may not say itself
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help=RegionMessages.FILE.en, exists=True)] = None,
    *,
    code: Annotated[str, typer.Option(help=RegionMessages.CODE.en)],
    source: Annotated[str, typer.Option(help=RegionMessages.SOURCE.en)],
    name: Annotated[list[str] | None, typer.Option(help=RegionMessages.NAMES.en)] = None,
    level: Annotated[int | None, typer.Option(help=RegionMessages.LEVEL.en, min=1, max=3)] = None,
    valid_from: Annotated[datetime | None, typer.Option(help=RegionMessages.FROM.en)] = None,
    valid_to: Annotated[datetime | None, typer.Option(help=RegionMessages.UNTIL.en)] = None,
    whole: Annotated[bool, typer.Option("--whole", help=RegionMessages.WHOLE.en)] = False,
    replace: Annotated[list[str] | None, typer.Option(help=RegionMessages.REPLACE.en)] = None,
    layer: Annotated[str | None, typer.Option(help=RegionMessages.FILE_LAYER.en)] = None,
    crs: Annotated[str | None, typer.Option(help=RegionMessages.CRS.en)] = None,
    as_json: AsJson = False,
) -> None:
    """Loads a boundary file."""
    terminal: Terminal = context.obj
    names = {f"name_{language}": column for language, column in pairs_of("name", name).items()}
    boundary_set = BoundarySet(
        source=source,
        columns=BoundaryColumns(code, **names),
        period=ValidityPeriod(_day(valid_from), _day(valid_to)),
        is_whole=whole,
        overrides=pairs_of("replace", replace),
        level=level,
        layer=layer,
        crs=crs,
    )
    path = file or _downloaded(terminal)
    catalogue = load_catalogue()
    writing = writing_sessions(terminal.settings, catalogue)
    with writing as sessions, transaction(sessions) as session:
        loaded = load_boundaries(session, catalogue, path, boundary_set)
    _tell(terminal, loaded, as_json=as_json)


@app.command(help=RegionMessages.NAMES_COMMAND.en)
def names(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help=RegionMessages.NAMES_FILE.en, exists=True, dir_okay=False)
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Loads former names."""
    terminal: Terminal = context.obj
    writing = writing_sessions(terminal.settings, load_catalogue())
    with writing as sessions, transaction(sessions) as session:
        count = load_former_names(session, file)
    if as_json:
        terminal.give({"names": count})
    else:
        terminal.tell(RegionMessages.NAMES_LOADED, names=count)


def _downloaded(terminal: Terminal) -> Path:
    settings = terminal.settings
    if settings.boundaries_url is None or settings.boundaries_sha256 is None:
        raise NoBoundariesError
    name = Path(settings.boundaries_url.partition("?")[0]).name or "boundaries"
    target = settings.data_folder / "boundaries" / name
    return download_boundaries(settings.boundaries_url, settings.boundaries_sha256, target)


def _tell(terminal: Terminal, loaded: BoundariesLoaded, *, as_json: bool) -> None:
    counts = {"taken": loaded.taken, "ended": loaded.ended, "rebuilt": loaded.rebuilt}
    if as_json:
        problems = as_facts(loaded.problems)
        terminal.give({**counts, "moved": dict(loaded.moved), "problems": problems})
        return
    tell_problems(terminal, loaded.problems)
    moved = sum(loaded.moved.values())
    terminal.tell(RegionMessages.TAKEN, **counts, moved=moved, problems=len(loaded.problems))


def _day(moment: datetime | None) -> date | None:
    return moment and moment.date()
