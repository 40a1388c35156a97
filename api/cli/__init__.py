"""The command line `tuganzher`."""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Annotated, Any

import typer

from api.cli import (
    audit,
    database,
    demo,
    export,
    gazetteer,
    messages,
    regions,
    tasks,
    tiles,
    tiles_export,
    users,
    users_import,
)
from api.cli.audit import AuditMessages
from api.cli.ingest import commands as ingest
from api.cli.ingest import ingest_phrases
from api.cli.messages_phrases import MessagesMessages
from api.cli.output.terminal import Terminal, language_of_terminal
from api.cli.remote.commands import LoginMessages, login, logout, whoami
from api.cli.serving import serve, work
from api.cli.serving.tls import TlsMessages
from api.cli.users_phrases import UserMessages
from core.errors import AtlasError
from core.settings import Settings
from core.text import Language, Text

VERSION = version("tugan-zher-atlas")
FAILED = 1
EXIT_CODES: dict[type[AtlasError], int] = {serve.AddressTakenError: 4}
"""The exit code of an error that is not simply FAILED."""


class ProgramMessages:
    """What the command line says of itself."""

    ATLAS = Text(
        "Туған жер атласы: Қазақстанның мұрасы мен қоғамдық өмірінің бірыңғай картасы.",
        "Атлас «Туған жер»: единая карта наследия и общественной жизни Казахстана.",
        "Tugan Zher Atlas: one map of Kazakhstan's heritage and civic life.",
    )
    EXIT_CODES = Text(
        "Шығу кодтары: 0 орындалды, 1 орындалмады, 2 команда қате жазылған, 3 деректер қоры "
        "тоқтап тұр (database status), 4 мекенжай бос емес (serve, demo serve), 5 кейбір жолдар "
        "жүктелмеді (ingest).",
        "Коды выхода: 0 выполнено, 1 не удалось, 2 неверная команда, 3 база данных остановлена "
        "(database status), 4 адрес занят (serve, demo serve), 5 часть строк не загружена "
        "(ingest).",
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the database is stopped "
        "(database status), 4 the address is taken (serve, demo serve), 5 some rows were not "
        "loaded (ingest).",
    )
    VERSION = Text("Нұсқасын айту.", "Показать версию.", "Tell the version.")
    LANG = Text(
        "Хабарламалардың тілі: kk, ru немесе en.",
        "Язык сообщений: kk, ru или en.",
        "The language of messages: kk, ru or en.",
    )


app = typer.Typer(
    help=ProgramMessages.ATLAS.en,
    epilog=ProgramMessages.EXIT_CODES.en,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(help=serve.ServeMessages.SERVE.en)(serve.serve)
app.command(help=work.WorkMessages.WORK.en)(work.work)
app.command(help=export.ExportMessages.EXPORT.en)(export.export)
app.command(help=LoginMessages.LOGIN.en)(login)
app.command(help=LoginMessages.LOGOUT.en)(logout)
app.command(help=LoginMessages.WHOAMI.en)(whoami)
app.add_typer(database.app, name="database")
app.add_typer(demo.app, name="demo")
app.add_typer(regions.app, name="regions")
app.add_typer(ingest.app, name="ingest")
app.add_typer(users.app, name="users")
users.app.command("import", help=UserMessages.IMPORT.en)(users_import.import_list)
app.add_typer(audit.app, name="audit")
app.add_typer(tasks.app, name="tasks")
app.add_typer(messages.app, name="messages")
app.add_typer(tiles.app, name="tiles")
tiles.app.command(help=tiles_export.TilesExportMessages.EXPORT.en)(tiles_export.export)

PHRASES = (
    ProgramMessages,
    serve.ServeMessages,
    TlsMessages,
    database.DatabaseMessages,
    demo.DemoMessages,
    export.ExportMessages,
    regions.RegionMessages,
    gazetteer.GazetteerMessages,
    ingest.StarterMessages,
    ingest_phrases.FileMessages,
    ingest_phrases.ProposalMessages,
    ingest_phrases.ResultMessages,
    ingest_phrases.RunMessages,
    tasks.TaskMessages,
    MessagesMessages,
    tiles.TilesMessages,
    tiles_export.TilesExportMessages,
    AuditMessages,
    LoginMessages,
    UserMessages,
    work.WorkMessages,
)


def tell_version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    """Print the version and end the program, where it was asked for."""
    if asked:
        typer.echo(f"tuganzher {VERSION}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help=ProgramMessages.VERSION.en, callback=tell_version, is_eager=True
        ),
    ] = False,
    lang: Annotated[Language | None, typer.Option(help=ProgramMessages.LANG.en)] = None,
) -> None:
    """Reads the settings before any command runs."""
    language = lang or language_of_terminal([], os.environ)
    context.obj = Terminal(language, Settings.from_environment())


def main() -> None:
    """Run the command that was given, and end the program with its exit code."""
    language = language_of_terminal(sys.argv, os.environ)
    command = typer.main.get_command(app)
    translate(command, language)
    try:
        command(prog_name="tuganzher")
    except AtlasError as error:
        typer.echo(error.message(language), err=True)
        sys.exit(EXIT_CODES.get(type(error), FAILED))


def translate(command: Any, language: Language) -> None:  # noqa: ANN401 - typer names no type
    """Put the help of the command and of all below it into the language."""
    known = {phrase.en: phrase for phrase in phrases()}
    for thing in things_with_help(command):
        for attribute in ("help", "epilog"):
            text = getattr(thing, attribute, None)
            if text in known:
                setattr(thing, attribute, known[text].in_language(language))


def phrases() -> Iterator[Text]:
    """Every phrase of every command."""
    for group in PHRASES:
        yield from (phrase for phrase in vars(group).values() if isinstance(phrase, Text))


def things_with_help(command: Any) -> Iterable[Any]:  # noqa: ANN401 - typer names no type
    """The command, its options and arguments, and the same of every command below it."""
    yield command
    yield from command.params
    for child in getattr(command, "commands", {}).values():
        yield from things_with_help(child)
