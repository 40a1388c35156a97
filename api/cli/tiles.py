"""`tuganzher tiles`: the kept copies and counts that tiles, counts and extents are read from."""

from dataclasses import asdict
from itertools import islice
from typing import Annotated

import typer

from api.cli.connection import opened_engine
from api.cli.output.terminal import Terminal
from core.text import Text
from layers.materialized.merge import merge_changes
from layers.materialized.part import Difference
from layers.materialized.rebuild import rebuild_layers
from layers.materialized.verify import differences
from layers.model.layer import Layer
from layers.registry import Catalogue, load_catalogue

DIFFERENT = 1
"""Exit code of `verify` where anything differs."""
MOST_TOLD = 50


class TilesMessages:
    """What these commands say."""

    GROUP = Text(
        "Тайлдар оқылатын сақталған көшірмелер мен сандар.",
        "Хранимые копии и счётчики, из которых читаются тайлы.",
        "The kept copies and counts that tiles are read from.",
    )
    VERIFY = Text(
        "Сақталған көшірмелер мен сандарды қабаттардың жолдарымен салыстырады: бәрін қайта "
        "санайды, кезектегі өзгерістерді ескереді. Айырма болса, шығу коды 1.",
        "Сверяет хранимые копии и счётчики со строками слоёв: всё пересчитывает, учитывая "
        "изменения в очереди. Если есть расхождения, код выхода 1.",
        "Compares the kept copies and counts with the layers' rows: counts everything anew, with "
        "the changes that wait. Exit code 1 where anything differs.",
    )
    REFRESH = Text(
        "Кезектегі өзгерістерді қазір есепке алады; әдетте мұны «serve» өзі жасайды.",
        "Учитывает изменения из очереди сейчас; обычно это делает сам «serve».",
        "Takes in the changes that wait, now; “serve” usually does it by itself.",
    )
    REBUILD = Text(
        "Сақталған көшірмелер мен сандарды қабаттардың жолдарынан жаңадан құрады.",
        "Строит хранимые копии и счётчики заново из строк слоёв.",
        "Builds the kept copies and counts anew from the layers' rows.",
    )
    LAYER = Text(
        "Қабат; берілмесе, барлығы.", "Слой; иначе все.", "The layer; all of them if not given."
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    TRUE = Text("Айырма жоқ.", "Расхождений нет.", "Nothing differs.")
    DIFFERENCE = Text(
        "{layer}, {part}, {where}: сақталғаны {kept}, саналғаны {counted}",
        "{layer}, {part}, {where}: хранится {kept}, насчитано {counted}",
        "{layer}, {part}, {where}: kept {kept}, counted {counted}",
    )
    DIFFERENCES = Text("Айырма саны: {number}.", "Расхождений: {number}.", "Differences: {number}.")
    REFRESHED = Text(
        "Есепке алынған өзгеріс саны: {number}.",
        "Учтено изменений: {number}.",
        "Changes taken in: {number}.",
    )
    REBUILT = Text("Жаңадан құрылды.", "Построено заново.", "Built anew.")


app = typer.Typer(help=TilesMessages.GROUP.en, no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help=TilesMessages.JSON.en)]
LayerId = Annotated[str | None, typer.Option("--layer", help=TilesMessages.LAYER.en)]


@app.command(help=TilesMessages.VERIFY.en)
def verify(context: typer.Context, *, layer_id: LayerId = None, as_json: AsJson = False) -> None:
    """Tells what differs, the first of it one by one."""
    terminal: Terminal = context.obj
    catalogue = load_catalogue()
    layer = _layer(catalogue, layer_id)
    with opened_engine(terminal.settings) as engine:
        at_one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
        with at_one_moment.connect() as connection:
            found = differences(connection, catalogue, layer)
            told = list(islice(found, MOST_TOLD))
            number = len(told) + sum(1 for _ in found)
    if as_json:
        terminal.give({"differences": number, "first": [asdict(each) for each in told]})
    else:
        _tell(terminal, told, number)
    if number:
        raise typer.Exit(DIFFERENT)


@app.command(help=TilesMessages.REFRESH.en)
def refresh(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Takes in what waits."""
    terminal: Terminal = context.obj
    with opened_engine(terminal.settings) as engine:
        number = merge_changes(engine, load_catalogue())
    if as_json:
        terminal.give({"taken": number})
    else:
        terminal.tell(TilesMessages.REFRESHED, number=number)


@app.command(help=TilesMessages.REBUILD.en)
def rebuild(context: typer.Context, *, layer_id: LayerId = None, as_json: AsJson = False) -> None:
    """Builds what is kept of one layer, or of each."""
    terminal: Terminal = context.obj
    catalogue = load_catalogue()
    layer = _layer(catalogue, layer_id)
    layers = catalogue.layers if layer is None else (layer,)
    with opened_engine(terminal.settings) as engine:
        rebuild_layers(engine, layers)
    if as_json:
        terminal.give({"rebuilt": [each.id for each in layers]})
    else:
        terminal.tell(TilesMessages.REBUILT)


def _layer(catalogue: Catalogue, layer_id: str | None) -> Layer | None:
    return None if layer_id is None else catalogue.layer(layer_id)


def _tell(terminal: Terminal, told: list[Difference], number: int) -> None:
    for each in told:
        terminal.tell(
            TilesMessages.DIFFERENCE,
            layer=each.layer,
            part=each.part,
            where=each.where,
            kept=each.kept or "-",
            counted=each.counted or "-",
        )
    terminal.tell(TilesMessages.DIFFERENCES if number else TilesMessages.TRUE, number=number)
