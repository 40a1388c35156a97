"""`tuganzher users`: accounts, their roles and tokens."""

from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from api.accounts.known_grants import require_known, require_known_unit
from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from core.access.grant import grants_of
from core.accounts.inviting import Invitation
from core.accounts.inviting import invite as invite_into_role
from core.accounts.one_time_links import LASTS, PATH, Purpose, make_link
from core.accounts.roles import all_roles, end_role, give_role, members_of, role_named
from core.accounts.user import User
from core.accounts.users import (
    AccountState,
    add_user,
    all_users,
    close_user,
    open_account,
    replace_token,
    revoke_tokens,
    state_of,
    user_called,
)
from core.database.engine import transaction
from core.settings import Settings
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
    INVITE = Text(
        "Адамды рөлге шақырады және құпиясөз таңдайтын бір реттік сілтемені көрсетеді.",
        "Приглашает человека на роль и показывает одноразовую ссылку для выбора пароля.",
        "Invites somebody into a role and shows the one-time link to choose a password.",
    )
    LINK = Text(
        "Пайдаланушы құпиясөзін қайта таңдайтын бір реттік сілтеме жасайды.",
        "Делает одноразовую ссылку, по которой пользователь заново выберет пароль.",
        "Makes a one-time link by which a user chooses a password again.",
    )
    ROLES = Text(
        "Рөлдерді және олардың не істей алатынын көрсетеді.",
        "Показывает роли и что они разрешают.",
        "Lists the roles and what they allow.",
    )
    GIVE = Text(
        "Пайдаланушыға аумақта рөл береді.",
        "Даёт пользователю роль на территории.",
        "Gives a user a role in a territory.",
    )
    END = Text(
        "Пайдаланушының рөлін тоқтатады.",
        "Прекращает роль пользователя.",
        "Ends a role of a user.",
    )
    CLOSE = Text(
        "Есептік жазбаны жабады: ешкім ол арқылы кіре алмайды, істегені сақталады.",
        "Закрывает учётную запись: по ней больше не войти, сделанное остаётся.",
        "Closes an account: nobody signs in by it any more, what was done stays.",
    )
    MAIL = Text("Электрондық пошта.", "Адрес электронной почты.", "The e-mail address.")
    ROLE = Text(
        "Рөл, мысалы heritage_officer (тізімі: users roles).",
        "Роль, например heritage_officer (список: users roles).",
        "The role, such as heritage_officer (users roles lists them).",
    )
    AT = Text(
        "Аумақ: КАТО коды немесе KZ.", "Территория: код КАТО или KZ.",
        "The territory: a KATO code, or KZ.",
    )  # fmt: skip
    UNTIL = Text(
        "Рөлдің соңғы күні, ЖЖЖЖ-АА-КК.", "Последний день роли, ГГГГ-ММ-ДД.",
        "The last day of the role, YYYY-MM-DD.",
    )  # fmt: skip
    FULL_NAME = Text(
        "Аты-жөні; көрсетілмесе, поштасы.", "Имя; если не указано, адрес почты.",
        "The name; the e-mail address where it is left out.",
    )  # fmt: skip
    INVITED = Text(
        "«{name}» үшін бір реттік сілтеме ({days} күн жарамды, қайта көрсетілмейді):",
        "Одноразовая ссылка для «{name}» (действует {days} дн., больше не будет показана):",
        "The one-time link for “{name}” (good for {days} days, it will not be shown again):",
    )
    HAS_PASSWORD = Text(
        "«{name}» есептік жазбасы бар; рөл берілді.",
        "У «{name}» уже есть учётная запись; роль дана.",
        "“{name}” has an account already; the role is given.",
    )
    RESET = Text(
        "«{name}» үшін бір реттік сілтеме (1 сағат жарамды, қайта көрсетілмейді):",
        "Одноразовая ссылка для «{name}» (действует 1 час, больше не будет показана):",
        "The one-time link for “{name}” (good for an hour, it will not be shown again):",
    )
    ENDED = Text("Тоқтатылған рөлдер: {count}", "Прекращено ролей: {count}", "Roles ended: {count}")
    CLOSED = Text("«{name}» жабылды.", "«{name}» закрыта.", "“{name}” is closed.")
    STATE_CLOSED = Text("жабық", "закрыта", "closed")
    STATE_REVOKED = Text("кіре алмайды", "войти не может", "cannot sign in")
    STATE_INVITED = Text("шақырылған", "приглашён", "invited")
    NOTHING_ALLOWED = Text("рұқсаты жоқ", "нет разрешений", "no permissions")


app = typer.Typer(help=UserMessages.GROUP.en, no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=UserMessages.NAME.en)]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=UserMessages.UNTIL.en)]
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


@app.command(help=UserMessages.INVITE.en)
def invite(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="MAIL", help=UserMessages.MAIL.en)],
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str, typer.Option(help=UserMessages.AT.en)],
    *,
    name: Annotated[str | None, typer.Option(help=UserMessages.FULL_NAME.en)] = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Invites somebody into a role."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known_unit(session, at)
        last_day = until.date() if until else None
        invitation = Invitation(email, role, at, name=name, valid_to=last_day)
        user, secret = invite_into_role(session, invitation)
        told = user.name
    address = link_address(terminal.settings, secret) if secret else None
    if as_json:
        terminal.give({"name": told, "role": role, "at": at, "link": address})
    elif address is None:
        terminal.tell(UserMessages.HAS_PASSWORD, name=told)
    else:
        terminal.warn(UserMessages.INVITED, name=told, days=LASTS[Purpose.INVITATION].days)
        typer.echo(address)


@app.command(help=UserMessages.LINK.en)
def link(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Makes a one-time link to choose a password."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = open_account(session, name)
        address = link_address(terminal.settings, make_link(session, user.id, Purpose.PASSWORD))
    if as_json:
        terminal.give({"name": name, "link": address})
    else:
        terminal.warn(UserMessages.RESET, name=name)
        typer.echo(address)


@app.command(help=UserMessages.ROLES.en)
def roles(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the roles."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        found = all_roles(session)
        told = [
            {
                "role": each.id,
                "title": each.title.as_dict(),
                "actions": sorted(f"{one.room}:{one.action}" for one in each.granted),
            }
            for each in found
        ]
        titles = {each.id: each.title.in_language(terminal.language) for each in found}
    if as_json:
        terminal.give(told)
        return
    for role in told:
        word = str(role["role"])
        typer.echo(f"{word} – {titles[word]}: {', '.join(role['actions'])}")


@app.command(help=UserMessages.GIVE.en)
def give(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str, typer.Option(help=UserMessages.AT.en)],
    *,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Gives a user a role in a territory."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known_unit(session, at)
        user = open_account(session, name)
        last_day = until.date() if until else None
        give_role(session, user.id, role_named(session, role), at, valid_to=last_day)
        told = _told(session, user)
    _list(terminal, [told], as_json=as_json)


@app.command(help=UserMessages.END.en)
def end(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str | None, typer.Option(help=UserMessages.AT.en)] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ends a role of a user."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = user_called(session, name)
        wanted = role_named(session, role)
        those = [
            member.id
            for member in members_of(session, user.id)
            if member.role_id == wanted.id and at in {None, member.scope}
        ]
        count = end_role(session, those)
    if as_json:
        terminal.give({"name": name, "ended": count})
    else:
        terminal.tell(UserMessages.ENDED, count=count)


@app.command(help=UserMessages.CLOSE.en)
def close(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Closes an account."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        close_user(session, user_called(session, name))
    if as_json:
        terminal.give({"name": name, "state": "closed"})
    else:
        terminal.tell(UserMessages.CLOSED, name=name)


@app.command("list", help=UserMessages.LIST.en)
def list_users(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the users, what they may do, and whether they can sign in."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        told = [_told(session, user) for user in all_users(session)]
    _list(terminal, told, as_json=as_json)


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


def link_address(settings: Settings, secret: str) -> str:
    """The address of a one-time link, under the name by which people reach the atlas."""
    base = settings.accounts.public_url or f"http://{settings.host}:{settings.port}"
    return f"{base}{PATH}{secret}"


def _told(session: Session, user: User) -> dict[str, Any]:
    roles = [
        {"role": member.role_id, "at": member.scope}
        | ({"until": member.valid_to.isoformat()} if member.valid_to else {})
        for member in members_of(session, user.id)
    ]
    return {
        "name": user.name,
        "permissions": sorted(map(str, user.grants)),
        "roles": roles,
        "state": state_of(session, user),
    }


def _list(terminal: Terminal, told: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        terminal.give(told)
        return
    states = {
        AccountState.CLOSED: UserMessages.STATE_CLOSED,
        AccountState.REVOKED: UserMessages.STATE_REVOKED,
        AccountState.INVITED: UserMessages.STATE_INVITED,
    }
    for user in told:
        roles = [f"{each['role']}@{each['at']}" for each in user["roles"]]
        allowed = ", ".join([*roles, *user["permissions"]])
        nothing = UserMessages.NOTHING_ALLOWED.in_language(terminal.language)
        state = states.get(user["state"])
        mark = f" ({state.in_language(terminal.language)})" if state else ""
        typer.echo(f"{user['name']}{mark}: {allowed or nothing}")


def _show(terminal: Terminal, name: str, secret: str, *, as_json: bool) -> None:
    """Write the token to standard output, the only place where it is ever written."""
    if as_json:
        terminal.give({"name": name, "token": secret})
    else:
        terminal.warn(UserMessages.GIVEN, name=name)
        typer.echo(secret)
