"""`tuganzher audit`: whether the record of who did what is as it was written."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from core.audit.chaining import chain_waiting
from core.audit.verification import Breakage, ChainHead, Verified, chain_head, verify
from core.errors import AtlasError
from core.text import Text

BROKEN = 1
"""The exit code where something is wrong."""


class AuditMessages:
    """What these commands say."""

    GROUP = Text(
        "Кім не істегені туралы журнал.",
        "Журнал того, кто что сделал.",
        "The record of who did what.",
    )
    VERIFY = Text(
        "Журналдың өзгертілмегенін тексереді; бұзылған жері болса, шығу коды 1.",
        "Проверяет, что журнал не изменён; код выхода 1, если он нарушен.",
        "Verifies that the audit has not been changed; exit code 1 where it has.",
    )
    HEAD = Text(
        "Тізбектің соңын көрсетеді: оны басқа жерде сақтаңыз.",
        "Показывает конец цепочки: сохраните его в другом месте.",
        "Shows the end of the chain, to be kept elsewhere.",
    )
    NOTED = Text(
        "Бұрын сақталған тізбек соңы бар файл.",
        "Файл с сохранённым ранее концом цепочки.",
        "A file with an end of the chain that was kept.",
    )
    TO = Text("Жазылатын файл.", "Файл, в который записать.", "The file to write.")
    JSON = Text("JSON түрінде жазу.", "Писать в JSON.", "Write JSON.")
    SOUND = Text(
        "Журнал бүтін: {entries} жазба. Соңы: {position} {sha256}",
        "Журнал цел: записей {entries}. Конец: {position} {sha256}",
        "The audit is sound: {entries} entries. Its head: {position} {sha256}",
    )
    WAITING = Text(
        "Тізбекке қосылуын күткен жазбалар: {count}.",
        "Ещё не вошли в цепочку записей: {count}.",
        "Entries that wait to join the chain: {count}.",
    )
    BROKEN = Text(
        "Журнал бұзылған. Тізбектегі орны: {position}, жазба: {entry}. {why}",
        "Журнал нарушен. Место в цепочке: {position}, запись: {entry}. {why}",
        "The audit is broken. Position in the chain: {position}, entry: {entry}. {why}",
    )


WHY = {
    Breakage.REMOVED: Text("Жазба жойылған.", "Запись удалена.", "The entry was removed."),
    Breakage.CHANGED: Text(
        "Жазба өзгертілген немесе ауыстырылған.",
        "Запись изменена или переставлена.",
        "The entry was changed or moved.",
    ),
    Breakage.HISTORY_CHANGED: Text(
        "Жазба сілтейтін нысан тарихы өзгертілген.",
        "Изменена история объекта, на которую ссылается запись.",
        "The history of the object to which the entry points was changed.",
    ),
    Breakage.INSERTED: Text(
        "Жазба тізбекті айналып қосылған.",
        "Запись добавлена в обход цепочки.",
        "The entry was inserted past the chain.",
    ),
    Breakage.TAIL_REMOVED: Text(
        "Сақталған соңынан бұрынғы жазбалар жойылған.",
        "Удалены записи, бывшие до сохранённого конца.",
        "Entries up to the head that was kept were removed.",
    ),
    Breakage.OTHER_HEAD: Text(
        "Тізбек сақталған соңымен сәйкес келмейді.",
        "Цепочка не совпадает с сохранённым концом.",
        "The chain is not the one of the head that was kept.",
    ),
    Breakage.NO_CHECKPOINT_ENTRY: Text(
        "Тізбектің басы алынған, бірақ бұл туралы жазба жоқ.",
        "Начало цепочки удалено, а записи об этом нет.",
        "The beginning was removed, and no entry tells of it.",
    ),
}


class UnreadableHeadError(AtlasError):
    """The file holds no head of a chain."""

    phrase = Text(
        "«{value}» файлында тізбек соңы жоқ.",
        "В файле «{value}» нет конца цепочки.",
        "The file “{value}” holds no head of the audit.",
    )


app = typer.Typer(help=AuditMessages.GROUP.en, no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help=AuditMessages.JSON.en)]


@app.command("verify", help=AuditMessages.VERIFY.en)
def verify_chain(
    context: typer.Context,
    *,
    head: Annotated[Path | None, typer.Option(help=AuditMessages.NOTED.en, dir_okay=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Verifies the chain."""
    terminal: Terminal = context.obj
    noted = _read_head(head) if head else None
    with opened_sessions(terminal.settings) as sessions:
        chain_waiting(sessions)
        with sessions() as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            found = verify(session, noted)
    if as_json:
        terminal.give(_as_json(found))
    else:
        _tell(terminal, found)
    if found.breakage is not None:
        raise typer.Exit(BROKEN)


@app.command("head", help=AuditMessages.HEAD.en)
def show_head(
    context: typer.Context,
    *,
    to: Annotated[Path | None, typer.Option("--to", help=AuditMessages.TO.en)] = None,
) -> None:
    """Shows the head of the chain."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions:
        chain_waiting(sessions)
        with sessions() as session:
            found = chain_head(session)
    told = json.dumps({"position": found.position, "sha256": found.sha256})
    if to is None:
        typer.echo(told)
    else:
        to.write_text(f"{told}\n", encoding="utf-8")


def _read_head(path: Path) -> ChainHead:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return ChainHead(int(told["position"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableHeadError(path.name, field="head") from error


def _tell(terminal: Terminal, found: Verified) -> None:
    if found.waiting:
        terminal.warn(AuditMessages.WAITING, count=found.waiting)
    if found.breakage is None:
        facts = {"position": found.head.position, "sha256": found.head.sha256}
        terminal.tell(AuditMessages.SOUND, entries=found.entries, **facts)
        return
    terminal.warn(
        AuditMessages.BROKEN,
        position=found.position or "–",
        entry=found.entry_id or "–",
        why=WHY[found.breakage].in_language(terminal.language),
    )


def _as_json(found: Verified) -> dict[str, object]:
    return {
        "sound": found.breakage is None,
        "breakage": found.breakage,
        "position": found.position,
        "entry": found.entry_id,
        "entries": found.entries,
        "waiting": found.waiting,
        "head": {"position": found.head.position, "sha256": found.head.sha256},
    }
