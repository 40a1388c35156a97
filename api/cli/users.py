"""`tuganzher users`: who may write, and their tokens."""

from typing import Annotated

import typer

from api.accounts.known_grants import require_known
from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from core.access.grant import grants_of
from core.accounts.users import User, add_user, all_users, replace_token, revoke_tokens
from core.database.engine import transaction
from core.text import Text
from layers.registry import load_catalogue


class UserMessages:
    """What these commands say."""

    GROUP = Text(
        "Кімдердің жаза алатыны және олардың токендері.",
        "Кто может писать, и их токены.",
        "Who may write, and their tokens.",
    )
    ADD = Text(
        "Пайдаланушы қосады және оның токенін бір рет көрсетеді.",
        "Добавляет пользователя и один раз показывает его токен.",
        "Adds a user and shows their token, once.",
    )
    LIST = Text(
        "Пайдаланушыларды рұқсаттарымен бірге көрсетеді.",
        "Показывает пользователей и их разрешения.",
        "Lists the users and what they may do.",
    )
    TOKEN = Text(
        "Жаңа токен береді; бұрынғылары енді жарамайды.",
        "Выдаёт новый токен; прежние больше не действуют.",
        "Gives a new token; the earlier ones no longer work.",
    )
    REVOKE = Text(
        "Пайдаланушының барлық токенін жарамсыз етеді.",
        "Отзывает все токены пользователя.",
        "Revokes all tokens of a user.",
    )
    NAME = Text("Пайдаланушының аты.", "Имя пользователя.", "The user's name.")
    PERMISSION = Text(
        "Рұқсат, мысалы monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write немесе *"
        " (бәрі); қайталауға болады.",
        "Разрешение, например monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write или"
        " * (всё); можно повторять.",
        "A permission such as monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write or"
        " * (everything); may be repeated.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    GIVEN = Text(
        "«{name}» токені (қайта көрсетілмейді, сақтап қойыңыз):",
        "Токен пользователя «{name}» (больше не будет показан, сохраните его):",
        "The token of “{name}” (it will not be shown again, so keep it):",
    )
    REVOKED = Text(
        "Жарамсыз етілген токендер: {count}", "Отозвано токенов: {count}", "Tokens revoked: {count}"
    )
    NOTHING_ALLOWED = Text("рұқсаты жоқ", "нет разрешений", "no permissions")


app = typer.Typer(help=UserMessages.GROUP.en, no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=UserMessages.NAME.en)]
AsJson = Annotated[bool, typer.Option("--json", help=UserMessages.JSON.en)]


@app.command(help=UserMessages.ADD.en)
def add(
    context: typer.Context,
    name: Name,
    permission: Annotated[list[str], typer.Option(help=UserMessages.PERMISSION.en)],
    *,
    as_json: AsJson = False,
) -> None:
    """Adds a user and shows their token."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known(session, load_catalogue(), grants_of(permission))
        token = add_user(session, name, permission)
    _show(terminal, name, token, as_json=as_json)


@app.command(help=UserMessages.TOKEN.en)
def token(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Gives a new token."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        fresh = replace_token(session, name)
    _show(terminal, name, fresh, as_json=as_json)


@app.command("list", help=UserMessages.LIST.en)
def list_users(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the users and what they may do."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        users = all_users(session)
    if as_json:
        terminal.give([{"name": user.name, "permissions": _permissions(user)} for user in users])
        return
    nothing = UserMessages.NOTHING_ALLOWED.in_language(terminal.language)
    for user in users:
        typer.echo(f"{user.name}: {', '.join(_permissions(user)) or nothing}")


@app.command(help=UserMessages.REVOKE.en)
def revoke(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Revokes all tokens of a user."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        count = revoke_tokens(session, name)
    if as_json:
        terminal.give({"name": name, "revoked": count})
    else:
        terminal.tell(UserMessages.REVOKED, count=count)


def _permissions(user: User) -> list[str]:
    return sorted(map(str, user.grants))


def _show(terminal: Terminal, name: str, secret: str, *, as_json: bool) -> None:
    """Write the token to standard output, the only place where it is ever written."""
    if as_json:
        terminal.give({"name": name, "token": secret})
    else:
        terminal.warn(UserMessages.GIVEN, name=name)
        typer.echo(secret)
