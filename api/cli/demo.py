"""`tuganzher demo`: the atlas with data to look at, from nothing to an address."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import database, opened_engine
from api.cli.output.terminal import Steps, Terminal
from api.cli.serving.serve import ServeMessages, answer, at_address
from api.migration.migrate import migrate
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.text import Text
from ingest.demo.demonstration import REPORTS, SEED, load_demo
from ingest.demo.starter_layers import load_starter_layers
from ingest.demo.synthetic.labels import has_synthetic
from ingest.demo.synthetic.load import load_synthetic
from ingest.regions.starter.starter_regions import load_starter_regions
from layers.materialized.merge import merge_through
from layers.registry import load_catalogue


class DemoMessages:
    """What these commands say."""

    GROUP = Text(
        "Атласты дайын деректермен көрсету.",
        "Показать атлас с готовыми данными.",
        "Show the atlas with data to look at.",
    )
    SERVE = Text(
        "Деректер қорын дайындайды, бастапқы және сынақ деректерін жүктейді, атласты іске қосады.",
        "Готовит базу, загружает начальные и пробные данные и запускает атлас.",
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
    SYNTHETIC = Text(
        "Жасанды сынақ деректері (нысандар, жобалар, өтінімдер)",
        "Синтетические пробные данные (объекты, проекты, заявки)",
        "Synthetic demo data (objects, projects, reports)",
    )
    LOAD = Text(
        "Бастапқы және жасанды деректерді жүктейді; жасанды деректер солай белгіленеді.",
        "Загружает начальные и синтетические данные; синтетические так и помечены.",
        "Loads the starter data and the synthetic data, which are labelled as such.",
    )
    REPORTS = Text(
        "Жасанды өтінімдер саны.", "Число синтетических заявок.", "How many synthetic reports."
    )
    SEED = Text(
        "Кездейсоқ сандардың бастапқы мәні; бірдей мән бірдей деректер береді.",
        "Начальное значение случайных чисел; одно и то же даёт одни и те же данные.",
        "The seed of the random numbers; the same seed gives the same data.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    ROWS_WRITTEN = Text("жол: {count}", "строк: {count}", "{count} rows")
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


app = typer.Typer(help=DemoMessages.GROUP.en, no_args_is_help=True)


@app.command(help=DemoMessages.SERVE.en)
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=ServeMessages.HOST.en)] = None,
    port: Annotated[int | None, typer.Option(help=ServeMessages.PORT.en, min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(help=ServeMessages.WORKERS.en, min=1)] = 1,
    *,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help=ServeMessages.NO_WORKER.en)
    ] = False,
) -> None:
    """Prepares everything and serves the atlas until Ctrl-C."""
    terminal = at_address(context.obj, host, port)
    steps = Steps(terminal, 5)
    with ExitStack() as open_until_the_end:
        with steps.step(DemoMessages.DATABASE):
            url = open_until_the_end.enter_context(database(terminal.settings))
        engine = make_engine(url)
        with steps.step(DemoMessages.TABLES):
            migrate(engine, load_catalogue())
        load_data(steps, make_sessions(engine), terminal.settings.outlines_file)
        engine.dispose()
        answer(terminal, url, workers=workers, log_level="WARNING", with_worker=not no_worker)


@app.command(help=DemoMessages.LOAD.en)
def load(
    context: typer.Context,
    *,
    reports: Annotated[int, typer.Option(help=DemoMessages.REPORTS.en, min=0)] = REPORTS,
    seed: Annotated[int, typer.Option(help=DemoMessages.SEED.en, min=0)] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help=DemoMessages.JSON.en)] = False,
) -> None:
    """Loads starter and synthetic data."""
    terminal: Terminal = context.obj
    settings = terminal.settings
    catalogue = load_catalogue()
    with opened_engine(settings, with_tables=False) as engine:
        migrate(engine, catalogue)
        sessions = make_sessions(engine)
        if as_json:
            loaded = load_demo(sessions, settings, catalogue, reports=reports, seed=seed)
            terminal.give(loaded.as_counts())
        else:
            load_data(Steps(terminal, 3), sessions, settings.outlines_file, (reports, seed))


def load_data(
    steps: Steps,
    sessions: SessionFactory,
    outlines_file: Path,
    wanted: tuple[int, int] | None = None,
) -> None:
    """Load the starter data and synthetic rows, as three steps.

    `wanted` are the number of reports and the seed; without it whatever synthetic rows stand stay.
    """
    catalogue = load_catalogue()
    with steps.step(DemoMessages.REGIONS) as step, transaction(sessions) as session:
        regions = load_starter_regions(session, catalogue, outlines_file)
        if regions.units:
            step.ended(
                DemoMessages.REGIONS_LOADED, units=regions.units, settlements=regions.settlements
            )
        else:
            step.ended(DemoMessages.THERE_ALREADY)
    with steps.step(DemoMessages.HERITAGE) as step, transaction(sessions) as session:
        heritage = load_starter_layers(session, catalogue)
        loaded = (heritage.monuments, heritage.tourist_routes)
        if any(upserted.created or upserted.changed for upserted in loaded):
            monuments, routes = (len(upserted.ids) for upserted in loaded)
            step.ended(DemoMessages.HERITAGE_LOADED, monuments=monuments, routes=routes)
        else:
            step.ended(DemoMessages.THERE_ALREADY)
    with steps.step(DemoMessages.SYNTHETIC) as step, transaction(sessions) as session:
        count = 0
        if wanted or not has_synthetic(session, catalogue):
            reports, seed = wanted or (REPORTS, SEED)
            drawn = load_synthetic(session, catalogue, reports, seed, step.progress)
            count = sum(of_layer.written for of_layer in drawn.values())
        if count:
            step.ended(DemoMessages.ROWS_WRITTEN, count=count)
        else:
            step.ended(DemoMessages.THERE_ALREADY)
    merge_through(sessions, catalogue)
