"""`tuganzher demo`: the atlas with data to look at, from nothing to an address."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import database
from api.cli.serve import Say as ServeSay
from api.cli.serve import answer, at_address
from api.cli.terminal import Steps
from core.database import SessionFactory, make_engine, make_sessions, transaction
from core.text import Text
from ingest.sources.starter import load_starter_regions
from ingest.sources.starter_layers import is_loaded, load_starter_layers
from layers.install import migrate
from layers.registry import load_catalogue


class Say:
    """What these commands say."""

    GROUP = Text(
        "Атласты дайын деректермен көрсету.",
        "Показать атлас с готовыми данными.",
        "Show the atlas with data to look at.",
    )
    SERVE = Text(
        "Деректер қорын дайындайды, бастапқы және сынақ деректерін жүктейді, атласты ұсынады.",
        "Готовит базу, загружает начальные и пробные данные и показывает атлас.",
        "Prepares the database, loads starter and demo data, and serves the atlas.",
    )
    DATABASE = Text("Деректер қоры", "База данных", "Database")
    TABLES = Text("Кестелер мен функциялар", "Таблицы и функции", "Tables and functions")
    REGIONS = Text(
        "Өңірлер мен елді мекендер",
        "Регионы и населённые пункты",
        "Regions and settlements",
    )
    HERITAGE = Text("Ескерткіштер мен маршруттар", "Памятники и маршруты", "Monuments and routes")
    THERE_ALREADY = Text("бұрын жүктелген", "уже загружено", "loaded before")
    REGIONS_LOADED = Text(
        "өңір: {units}, елді мекен: {settlements}",
        "регионов: {units}, населённых пунктов: {settlements}",
        "{units} regions, {settlements} settlements",
    )
    HERITAGE_LOADED = Text(
        "ескерткіш: {monuments}, маршрут: {routes}",
        "памятников: {monuments}, маршрутов: {routes}",
        "{monuments} monuments, {routes} routes",
    )


app = typer.Typer(help=Say.GROUP.en, no_args_is_help=True)


@app.command(help=Say.SERVE.en)
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=ServeSay.HOST.en)] = None,
    port: Annotated[int | None, typer.Option(help=ServeSay.PORT.en, min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(help=ServeSay.WORKERS.en, min=1)] = 1,
) -> None:
    """Prepares everything and serves the atlas until Ctrl-C."""
    terminal = at_address(context.obj, host, port)
    steps = Steps(terminal, 5)
    with ExitStack() as open_until_the_end:
        with steps.step(Say.DATABASE):
            url = open_until_the_end.enter_context(database(terminal.settings))
        engine = make_engine(url)
        with steps.step(Say.TABLES):
            migrate(engine, load_catalogue())
        load_starter(steps, make_sessions(engine), terminal.settings.outlines_file)
        engine.dispose()
        answer(terminal, url, workers=workers, log_level="WARNING")


def load_starter(steps: Steps, sessions: SessionFactory, outlines_file: Path) -> None:
    """Nothing; the data that the project ships itself is in the database."""
    catalogue = load_catalogue()
    with steps.step(Say.REGIONS) as step, transaction(sessions) as session:
        regions = load_starter_regions(session, catalogue, outlines_file)
        if regions.units:
            step.ended(Say.REGIONS_LOADED, units=regions.units, settlements=regions.settlements)
        else:
            step.ended(Say.THERE_ALREADY)
    with steps.step(Say.HERITAGE) as step, transaction(sessions) as session:
        if is_loaded(session, catalogue):
            step.ended(Say.THERE_ALREADY)
            return
        heritage = load_starter_layers(session, catalogue)
        step.ended(
            Say.HERITAGE_LOADED,
            monuments=len(heritage.monuments.ids),
            routes=len(heritage.tourist_routes.ids),
        )
