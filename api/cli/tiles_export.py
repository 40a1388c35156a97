"""`tuganzher tiles export`: the tiles of a region as one file (PMTiles), for a CDN or offline."""

import asyncio
import time
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import database, opened_engine
from api.cli.output.live_progress import progress_bar, stopped_by_ctrl_c
from api.cli.output.terminal import Terminal
from core.text import Language, Text
from layers.days import day_of
from layers.registry import load_catalogue
from tiles.pmtiles.making import BuildSettings, Made, make_archive
from tiles.pmtiles.order import USUAL_ZOOMS, ArchiveOrder, parse_order
from tiles.tile_layer import TileLayers


class TilesExportMessages:
    """What this command says."""

    EXPORT = Text(
        "Тайлдарды бір PMTiles файлына жазады: CDN үшін немесе желісіз пайдалануға. Өңірге тиетін "
        "әр тайл бүкіл мазмұнымен алынады, сондықтан картада көршілес жер де көрінеді. Тоқтап "
        "қалса, сол команда тоқтаған жерінен жалғастырады (бір тәулік ішінде).",
        "Записывает тайлы в один файл PMTiles: для CDN или работы без сети. Каждый тайл, который "
        "касается региона, берётся со всем содержимым, поэтому на карте видны и окрестности. "
        "Прерванная запись продолжается той же командой (в течение суток).",
        "Writes tiles to one PMTiles file, for a CDN or for use offline. Each tile that touches "
        "the region is taken with all that it holds, so the map shows the neighbourhood too. "
        "What was cut off goes on with the same command (within a day).",
    )
    OUT = Text(
        "Файл, мысалы out.pmtiles; бар болса, ауыстырылады.",
        "Файл, например out.pmtiles; существующий заменяется.",
        "The file, such as out.pmtiles; one that is there is replaced.",
    )
    REGION = Text(
        "Өңірдің КАТО коды немесе KZ; берілмесе, бүкіл атлас.",
        "Код КАТО региона или KZ; иначе весь атлас.",
        "The KATO code of a region, or KZ; else the whole atlas.",
    )
    ZOOMS = Text(
        "Масштабтар, мысалы 0-12 немесе 7.",
        "Масштабы, например 0-12 или 7.",
        "The zooms, such as 0-12 or 7.",
    )
    LAYERS = Text(
        "Үтірмен бөлінген қабаттар; берілмесе, барлығы.",
        "Слои через запятую; иначе все.",
        "Layers, with commas between them; else all.",
    )
    NAMES_LANG = Text(
        "Файлдағы қабат атауларының тілі: kk, ru немесе en.",
        "Язык названий слоёв в файле: kk, ru или en.",
        "The language of the layers' names in the file: kk, ru or en.",
    )
    ANEW = Text(
        "Бұрын басталғанды жалғастырмай, басынан бастау.",
        "Начать сначала, не продолжая начатое раньше.",
        "Begin from the start, even where an earlier run could go on.",
    )
    TAKEN_UP = Text(
        "Бұрын жасалған {count} тайл пайдаланылды.",
        "Использовано готовых тайлов: {count}.",
        "{count} tiles were already made and have been used.",
    )
    WRITTEN = Text(
        "{tiles} тайл жазылды ({contents} түрлі мазмұн): {file}, {size} КиБ, {seconds} с, "
        "секундына {speed} тайл.",
        "Записано тайлов: {tiles} (разных: {contents}), файл {file}, {size} КиБ, {seconds} с, "
        "{speed} тайлов в секунду.",
        "{tiles} tiles ({contents} different) written to {file}: {size} KiB in {seconds} s, "
        "{speed} tiles a second.",
    )


def export(  # noqa: PLR0913 - each is one thing by which tiles may be chosen
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=TilesExportMessages.OUT.en, dir_okay=False)],
    *,
    region: Annotated[str | None, typer.Option(help=TilesExportMessages.REGION.en)] = None,
    zooms: Annotated[str, typer.Option(help=TilesExportMessages.ZOOMS.en)] = USUAL_ZOOMS,
    layers: Annotated[str | None, typer.Option(help=TilesExportMessages.LAYERS.en)] = None,
    lang: Annotated[Language | None, typer.Option(help=TilesExportMessages.NAMES_LANG.en)] = None,
    anew: Annotated[bool, typer.Option("--anew", help=TilesExportMessages.ANEW.en)] = False,
) -> None:
    """Writes the archive."""
    terminal: Terminal = context.obj
    tile_layers = TileLayers(load_catalogue())
    order = parse_order(
        tile_layers, lang or terminal.language, layers=layers, region=region, zooms=zooms
    )
    began = time.monotonic()
    made = _made(terminal, tile_layers, order, out.absolute(), anew=anew)
    seconds = time.monotonic() - began
    if made.taken_up:
        terminal.tell(TilesExportMessages.TAKEN_UP, count=f"{made.taken_up:,}")
    terminal.tell(
        TilesExportMessages.WRITTEN,
        tiles=f"{made.tiles:,}",
        contents=f"{made.contents:,}",
        file=out,
        size=f"{out.stat().st_size / 1024:,.0f}",
        seconds=f"{seconds:,.1f}",
        speed=f"{made.drawn / seconds:,.0f}",
    )


def _made(
    terminal: Terminal, tile_layers: TileLayers, order: ArchiveOrder, path: Path, *, anew: bool
) -> Made:
    """The archive, made with a live bar; Ctrl-C stops it so that it can go on."""
    clock = terminal.settings.clock
    today = day_of(clock.now())
    with (
        opened_engine(terminal.settings),
        database(terminal.settings) as url,
        stopped_by_ctrl_c() as asked,
        progress_bar(terminal, shown=True) as bar,
    ):
        making = BuildSettings(
            tile_layers,
            url,
            terminal.settings.licence,
            clock,
            progress=bar,
            stop=asked.is_set,
        )
        return asyncio.run(make_archive(making, order, path, today, anew=anew))
