"""`tuganzher regions gazetteer`: tables for `regions load`, out of an operator's files."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output.problems import as_facts, tell_problems
from api.cli.output.terminal import Terminal
from api.cli.pairs import pairs_of
from core.text import Text
from ingest.regions.gazetteer.gazetteer import write_gazetteer
from ingest.regions.gazetteer.gazetteer_files import gazetteer_of_files
from ingest.regions.kato.classifier import read_classifier
from ingest.regions.starter.starter_tables import STARTER_FOLDER


class GazetteerMessages:
    """What this command says."""

    GAZETTEER = Text(
        "КАТО жіктеуішінен (CSV немесе XLSX), елді мекендер мен аудан полигондарының файлдарынан "
        "«regions load --folder» оқитын кестелерді құрастырады.",
        "Собирает таблицы для «regions load --folder» из классификатора КАТО (CSV или XLSX), "
        "файла населённых пунктов и полигонов районов.",
        "Builds the tables for “regions load --folder” out of the KATO classifier (CSV or "
        "XLSX), a file of populated places and polygons of districts.",
    )
    CLASSIFIER = Text("КАТО жіктеуіші.", "Классификатор КАТО.", "The KATO classifier.")
    PLACES = Text(
        "Елді мекендердің нүктелері.", "Точки населённых пунктов.", "Points of populated places."
    )
    POLYGONS = Text(
        "Облыстар мен аудандардың полигондары.",
        "Полигоны областей и районов.",
        "Polygons of oblasts and districts.",
    )
    CODE = Text(
        "Полигондардың КАТО коды бар бағаны.",
        "Столбец полигонов с кодом КАТО.",
        "The polygons' column with the KATO code.",
    )
    REPLACE = Text(
        "Полигондағы кодты ауыстыру: қате=дұрыс; қайталауға болады.",
        "Замена кода полигона: неверный=верный; можно повторять.",
        "Replaces a polygon's code: wrong=right; may be repeated.",
    )
    HAND_PLACED = Text(
        "Орны қолмен көрсетілген елді мекендер (CSV).",
        "Населённые пункты, поставленные вручную (CSV).",
        "Settlements placed by hand (CSV).",
    )
    INTO = Text("Кестелер жазылатын қалта.", "Папка для таблиц.", "The folder for the tables.")
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    WRITTEN = Text(
        "Өңір: {units}, елді мекен: {settlements}, түсінік берілген жол: {problems}; "
        "қалта: {folder}",
        "Регионов: {units}, населённых пунктов: {settlements}, строк с замечаниями: {problems}; "
        "папка: {folder}",
        "{units} regions, {settlements} settlements, {problems} rows explained; folder: {folder}",
    )


def gazetteer(  # noqa: PLR0913 - three sources, and how to read them
    context: typer.Context,
    classifier: Annotated[Path, typer.Argument(help=GazetteerMessages.CLASSIFIER.en, exists=True)],
    *,
    places: Annotated[Path, typer.Option(help=GazetteerMessages.PLACES.en, exists=True)],
    polygons: Annotated[list[Path], typer.Option(help=GazetteerMessages.POLYGONS.en, exists=True)],
    code: Annotated[str, typer.Option(help=GazetteerMessages.CODE.en)],
    into: Annotated[Path, typer.Option(help=GazetteerMessages.INTO.en, file_okay=False)],
    replace: Annotated[list[str] | None, typer.Option(help=GazetteerMessages.REPLACE.en)] = None,
    hand_placed: Annotated[
        Path | None, typer.Option(help=GazetteerMessages.HAND_PLACED.en, exists=True)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=GazetteerMessages.JSON.en)] = False,
) -> None:
    """Builds the tables that `regions load --folder` reads."""
    terminal: Terminal = context.obj
    built = gazetteer_of_files(
        classifier,
        places,
        polygons,
        code_column=code,
        overrides=pairs_of("replace", replace),
        hand_placed_file=hand_placed,
    )
    into.mkdir(parents=True, exist_ok=True)
    write_gazetteer(built, into)
    shutil.copy(STARTER_FOLDER / "former_units.csv", into)
    _tell(terminal, classifier, into, (len(built.units), len(built.settlements)), as_json=as_json)


def _tell(
    terminal: Terminal, classifier: Path, folder: Path, counts: tuple[int, int], *, as_json: bool
) -> None:
    problems = read_classifier(classifier).problems
    units, settlements = counts
    if as_json:
        facts = {"units": units, "settlements": settlements, "folder": str(folder)}
        terminal.give({**facts, "problems": as_facts(problems)})
        return
    tell_problems(terminal, problems)
    terminal.tell(
        GazetteerMessages.WRITTEN,
        units=units,
        settlements=settlements,
        problems=len(problems),
        folder=folder,
    )
