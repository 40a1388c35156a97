"""`tuganzher ingest`: files and the starter data into layers."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.cli.connection import writing_sessions
from api.cli.ingest.ingest_file import file
from api.cli.ingest.ingest_phrases import FileMessages, RunMessages
from api.cli.ingest.ingest_runs import audit, list_runs, undo_run
from api.cli.output.problems import as_facts, tell_problems
from api.cli.output.terminal import Terminal
from core.database.engine import transaction
from core.text import Text
from ingest.demo.starter_layers import StarterLoaded, load_starter_layers
from ingest.loading.upsert import Upserted
from layers.registry import load_catalogue


class StarterMessages:
    """What these commands say."""

    GROUP = Text(
        "Файлды немесе бастапқы деректерді қабаттарға жүктеу. «tuganzher ingest ФАЙЛ --layer "
        "ҚАБАТ» деп қысқа жазуға болады: бұл «tuganzher ingest file …» дегенмен бірдей.",
        "Загрузка файла или начальных данных в слои. Можно писать коротко: «tuganzher ingest "
        "ФАЙЛ --layer СЛОЙ» — то же, что «tuganzher ingest file …».",
        "Load a file or the starter data into layers. The short form “tuganzher ingest FILE "
        "--layer LAYER” is the same as “tuganzher ingest file …”.",
    )
    STARTER = Text(
        "Жобамен бірге келетін ескерткіштер мен маршруттарды жүктейді; өңірлер бұрын жүктелуі "
        "керек. Қайта жүктеу тек өзгергенін жаңартады.",
        "Загружает памятники и маршруты из проекта; регионы должны быть загружены раньше. "
        "Повторная загрузка обновляет только изменившееся.",
        "Loads the monuments and routes that come with the project; the regions must be loaded "
        "before. A second load updates only what changed.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    MONUMENTS = Text("Ескерткіштер", "Памятники", "Monuments")
    ROUTES = Text("Маршруттар", "Маршруты", "Routes")
    COUNTS = Text(
        "{layer}: жаңа {created}, өзгерген {changed}, бұрынғыдай {unchanged}.",
        "{layer}: новых {created}, изменённых {changed}, прежних {unchanged}.",
        "{layer}: {created} new, {changed} changed, {unchanged} as before.",
    )


class FileFirst(TyperGroup):
    """A group in which what is no command begins the arguments of `file`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's context
        """The arguments that are left for the command, which stands first among them."""
        is_short = args and args[0] not in self.commands and args[0] not in ctx.help_option_names
        return super().parse_args(ctx, ["file", *args] if is_short else args)


app = typer.Typer(cls=FileFirst, help=StarterMessages.GROUP.en, no_args_is_help=True)
app.command(help=FileMessages.FILE.en, epilog=FileMessages.EXIT_CODES.en)(file)
app.command("runs", help=RunMessages.RUNS.en)(list_runs)
app.command(help=RunMessages.AUDIT.en)(audit)
app.command("undo", help=RunMessages.UNDO.en)(undo_run)


@app.command(help=StarterMessages.STARTER.en)
def starter(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=StarterMessages.JSON.en)] = False,
) -> None:
    """Loads the starter monuments and routes."""
    terminal: Terminal = context.obj
    catalogue = load_catalogue()
    writing = writing_sessions(terminal.settings, catalogue)
    with writing as sessions, transaction(sessions) as session:
        loaded = load_starter_layers(session, catalogue)
    _tell(terminal, loaded, as_json=as_json)


def _tell(terminal: Terminal, loaded: StarterLoaded, *, as_json: bool) -> None:
    if as_json:
        counts = {
            "monuments": _counts(loaded.monuments),
            "tourist_routes": _counts(loaded.tourist_routes),
        }
        terminal.give({**counts, "problems": as_facts(loaded.problems)})
        return
    tell_problems(terminal, loaded.problems)
    for title, upserted in (
        (StarterMessages.MONUMENTS, loaded.monuments),
        (StarterMessages.ROUTES, loaded.tourist_routes),
    ):
        layer = title.in_language(terminal.language)
        terminal.tell(StarterMessages.COUNTS, layer=layer, **_counts(upserted))


def _counts(upserted: Upserted) -> dict[str, int]:
    return {
        "created": upserted.created,
        "changed": upserted.changed,
        "unchanged": upserted.unchanged,
    }
