"""`tuganzher database`: the embedded PostGIS, and the tables of whichever database is used."""

from typing import Annotated

import typer

from api.cli.connection import opened_engine
from api.cli.output.terminal import Terminal
from api.migration.migrate import migrate as migrate_database
from api.migration.new_migration import write_migration
from core.embedded.cluster import EmbeddedCluster
from core.errors import AtlasError
from core.log import without_secrets
from core.text import Text
from layers.registry import load_catalogue

NOT_RUNNING = 3
"""Exit code of `status` when the embedded database is down."""


class DatabaseMessages:
    """What these commands say."""

    GROUP = Text(
        "Кірістірілген деректер қоры және кестелер.",
        "Встроенная база данных и таблицы.",
        "The embedded database, and the tables.",
    )
    UP = Text(
        "Кірістірілген PostGIS іске қосылады және «database down» дейін жұмыс істейді.",
        "Запускает встроенный PostGIS; он работает до «database down».",
        "Starts the embedded PostGIS; it stays up until “database down”.",
    )
    DOWN = Text(
        "Кірістірілген PostGIS тоқтатылады.",
        "Останавливает встроенный PostGIS.",
        "Stops the embedded PostGIS.",
    )
    STATUS = Text(
        "Кірістірілген PostGIS жұмыс істеп тұр ма; тұрмаса, шығу коды 3.",
        "Работает ли встроенный PostGIS; если нет, код выхода 3.",
        "Whether the embedded PostGIS runs; exit code 3 if it does not.",
    )
    MIGRATE = Text(
        "Кестелер мен функцияларды жаңартады; қайта іске қосу ештеңені өзгертпейді.",
        "Обновляет таблицы и функции; повторный запуск ничего не меняет.",
        "Brings tables and functions up to date; a second run changes nothing.",
    )
    REVISION = Text(
        "Каталогта бар, бірақ кестесі жоқ қабаттың миграциясын жазады (әзірлеушілерге).",
        "Пишет миграцию для слоя, который есть в каталоге, но не имеет таблицы (разработчикам).",
        "Writes the migration of a layer that the catalogue has and no table (for developers).",
    )
    NAME = Text(
        "Не үшін екені, мысалы springs.",
        "Для чего она, например springs.",
        "What it is for, such as springs.",
    )
    WRITTEN = Text(
        "Жазылды: {path}. Оны оқып шығып, «tuganzher database migrate» орындаңыз.",
        "Записана: {path}. Прочитайте её и выполните «tuganzher database migrate».",
        "Written: {path}. Read it, then run “tuganzher database migrate”.",
    )
    NOTHING_NEW = Text(
        "Барлық қабаттың кестесі бар: жазатын ештеңе жоқ.",
        "У всех слоёв есть таблицы: писать нечего.",
        "Every layer has its tables: there is nothing to write.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    RUNS = Text(
        "Жұмыс істеп тұр (pid {pid}): {url}",
        "Работает (pid {pid}): {url}",
        "Running (pid {pid}): {url}",
    )
    STOPPED = Text("Тоқтап тұр: {folder}", "Остановлена: {folder}", "Stopped: {folder}")
    CHECKSUMS = Text(
        "Тоқтатылған қордың беттеріне бақылау сомаларын қосады; үлкен қорда бірнеше минут алады.",
        "Добавляет контрольные суммы страниц остановленной базе; на большой базе это минуты.",
        "Adds checksums to the pages of the stopped database; minutes where it is large.",
    )
    NO_CHECKSUMS = Text(
        "Беттердің бақылау сомалары жоқ: дискінің бүлінгені байқалмай қалуы мүмкін. Қорды "
        "тоқтатып, «tuganzher database checksums» орындаңыз.",
        "У страниц нет контрольных сумм: порчу диска можно не заметить. Остановите базу и "
        "выполните «tuganzher database checksums».",
        "Its pages have no checksums: damage done by a disk may go unnoticed. Stop it and run "
        "“tuganzher database checksums”.",
    )
    MIGRATED = Text("Кестелер жаңартылды.", "Таблицы обновлены.", "The tables are up to date.")


class ExternalDatabaseError(AtlasError):
    """The embedded cluster was asked for although DATABASE_URL names another server."""

    phrase = Text(
        "DATABASE_URL басқа серверді көрсетеді ({value}); оны өз құралдарымен басқарыңыз.",
        "DATABASE_URL указывает на другой сервер ({value}); управляйте им его средствами.",
        "DATABASE_URL names another server ({value}); manage that with its own tools.",
    )


app = typer.Typer(help=DatabaseMessages.GROUP.en, no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help=DatabaseMessages.JSON.en)]


@app.command(help=DatabaseMessages.UP.en)
def up(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Starts the embedded PostGIS for good."""
    terminal: Terminal = context.obj
    cluster = _cluster(terminal)
    with cluster.running():
        cluster.keep()
    _tell_status(terminal, cluster, as_json=as_json)


@app.command(help=DatabaseMessages.DOWN.en)
def down(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Stops the embedded PostGIS."""
    terminal: Terminal = context.obj
    cluster = _cluster(terminal)
    cluster.stop()
    _tell_status(terminal, cluster, as_json=as_json)


@app.command(help=DatabaseMessages.STATUS.en)
def status(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Tells whether the embedded PostGIS runs."""
    terminal: Terminal = context.obj
    cluster = _cluster(terminal)
    _tell_status(terminal, cluster, as_json=as_json)
    if not cluster.is_running:
        raise typer.Exit(NOT_RUNNING)


@app.command(help=DatabaseMessages.CHECKSUMS.en)
def checksums(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Adds checksums to the pages of the embedded database, which is stopped."""
    terminal: Terminal = context.obj
    cluster = _cluster(terminal)
    cluster.add_checksums()
    _tell_status(terminal, cluster, as_json=as_json)


@app.command(help=DatabaseMessages.MIGRATE.en)
def migrate(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Brings the tables up to date."""
    terminal: Terminal = context.obj
    with opened_engine(terminal.settings, with_tables=False) as engine:
        migrate_database(engine, load_catalogue())
    if as_json:
        terminal.give({"migrated": True})
    else:
        terminal.tell(DatabaseMessages.MIGRATED)


@app.command(help=DatabaseMessages.REVISION.en)
def revision(
    context: typer.Context, name: Annotated[str, typer.Argument(help=DatabaseMessages.NAME.en)]
) -> None:
    """Writes the migration of a new layer."""
    terminal: Terminal = context.obj
    load_catalogue()
    with opened_engine(terminal.settings, with_tables=False) as engine:
        path = write_migration(engine, name)
    if path is None:
        terminal.tell(DatabaseMessages.NOTHING_NEW)
    else:
        terminal.tell(DatabaseMessages.WRITTEN, path=path)


def _cluster(terminal: Terminal) -> EmbeddedCluster:
    if terminal.settings.database_url is not None:
        raise ExternalDatabaseError(without_secrets(terminal.settings.database_url))
    return EmbeddedCluster(terminal.settings.data_folder)


def _tell_status(terminal: Terminal, cluster: EmbeddedCluster, *, as_json: bool) -> None:
    now = cluster.status()
    url = cluster.url("atlas") if now.running else None
    if as_json:
        facts = {"running": now.running, "pid": now.pid, "kept": now.kept}
        facts |= {"checksums": now.checksums}
        terminal.give({**facts, "folder": str(now.folder), "url": url})
        return
    if now.running:
        terminal.tell(DatabaseMessages.RUNS, pid=now.pid, url=url)
    else:
        terminal.tell(DatabaseMessages.STOPPED, folder=now.folder)
    if now.checksums is False:
        terminal.tell(DatabaseMessages.NO_CHECKSUMS)
