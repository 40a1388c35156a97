"""`tuganzher login`, `logout` and `whoami`."""

import os
import socket
from typing import Annotated

import typer

from api.cli.output.terminal import Terminal
from api.cli.remote.kept_logins import KeptLogins
from api.cli.remote.signing_in import (
    AtlasRefusedError,
    NoAtlasError,
    address_meant,
    client_of,
    sign_out,
    signed_in,
    who,
)
from core.text import Text


class LoginMessages:
    """What these commands say."""

    LOGIN = Text(
        "Қызмет көрсетіп тұрған атласқа осы машинадан кіреді.",
        "Входит в работающий атлас с этой машины.",
        "Signs in to a served atlas from this machine.",
    )
    LOGOUT = Text(
        "Атластан шығады: осы машинаның кілті ұмытылады.",
        "Выходит из атласа: ключ этой машины забывается.",
        "Signs out of an atlas: the key of this machine is forgotten.",
    )
    WHOAMI = Text(
        "Атлас сізді кім деп біледі және не істей аласыз.",
        "Кто вы для атласа и что вам можно.",
        "Who you are to an atlas, and what you may do.",
    )
    ADDRESS = Text(
        "Атлас мекенжайы, мысалы https://atlas.example.kz.",
        "Адрес атласа, например https://atlas.example.kz.",
        "The address of the atlas, such as https://atlas.example.kz.",
    )
    NAME = Text(
        "Электрондық пошта, телефон немесе атау; берілмесе сұралады.",
        "Электронная почта, телефон или имя; если не указано, будет спрошено.",
        "An e-mail address, telephone or name; asked for where it is left out.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    ASK_LOGIN = Text("Пошта немесе телефон", "Почта или телефон", "E-mail or telephone")
    ASK_PASSWORD = Text("Құпиясөз", "Пароль", "Password")
    ASK_CODE = Text("Аутентификатордағы код", "Код из аутентификатора", "Code of the authenticator")
    SIGNED_IN = Text(
        "{address}: {name} ретінде кірдіңіз. Кілт осы машинада сақталды; оны есептік жазба бетінде"
        " немесе tuganzher logout пәрменімен жоюға болады.",
        "{address}: вы вошли как {name}. Ключ сохранён на этой машине; убрать его можно на странице"
        " учётной записи, а забыть здесь командой tuganzher logout.",
        "{address}: you are signed in as {name}. The key is kept on this machine; remove it on the"
        " account's page, and forget it here by tuganzher logout.",
    )
    SIGNED_OUT = Text(
        "{address}: шықтыңыз, кілт енді жарамайды.",
        "{address}: вы вышли, ключ больше не действует.",
        "{address}: you are signed out; the key no longer works.",
    )
    FORGOTTEN_ONLY = Text(
        "{address}: кілт осы машинада ұмытылды, бірақ атлас жауап бермеді. Оны есептік жазба"
        " бетінде жойыңыз: «{label}».",
        "{address}: ключ здесь забыт, но атлас не ответил. Уберите его на странице учётной записи:"
        " «{label}».",
        "{address}: the key is forgotten here, but the atlas did not answer. Remove it on the"
        " account's page: “{label}”.",
    )
    NOT_SIGNED_IN = Text(
        "{address}: кірмегенсіз. tuganzher login {address} деп кіріңіз.",
        "{address}: вы не вошли. Войдите командой tuganzher login {address}.",
        "{address}: you are not signed in. Sign in by tuganzher login {address}.",
    )


Address = Annotated[str, typer.Argument(help=LoginMessages.ADDRESS.en)]
AsJson = Annotated[bool, typer.Option("--json", help=LoginMessages.JSON.en)]


def login(
    context: typer.Context,
    address: Address,
    *,
    name: Annotated[str | None, typer.Option("--login", help=LoginMessages.NAME.en)] = None,
) -> None:
    """Signs in and keeps a token of this machine."""
    terminal: Terminal = context.obj
    meant = address_meant(address)
    said = name or _ask(terminal, LoginMessages.ASK_LOGIN)
    password = _ask(terminal, LoginMessages.ASK_PASSWORD, is_hidden=True)
    with client_of(meant, terminal.language) as client:
        kept = signed_in(
            client, said, password, lambda: _ask(terminal, LoginMessages.ASK_CODE), _label()
        )
    KeptLogins.of_user(os.environ).keep(meant, kept)
    terminal.warn(LoginMessages.SIGNED_IN, address=meant, name=kept.name)


def logout(context: typer.Context, address: Address) -> None:
    """Has the token of this machine stop working, and forgets it."""
    terminal: Terminal = context.obj
    meant = address_meant(address)
    logins = KeptLogins.of_user(os.environ)
    kept = logins.of(meant)
    if kept is None:
        terminal.warn(LoginMessages.NOT_SIGNED_IN, address=meant)
        raise typer.Exit(1)
    logins.forget(meant)
    try:
        with client_of(meant, terminal.language, kept.token) as client:
            sign_out(client)
    except (AtlasRefusedError, NoAtlasError):
        terminal.warn(LoginMessages.FORGOTTEN_ONLY, address=meant, label=_label())
    else:
        terminal.warn(LoginMessages.SIGNED_OUT, address=meant)


def whoami(context: typer.Context, address: Address, *, as_json: AsJson = False) -> None:
    """Says who one is; ends with 1 where one has not signed in."""
    terminal: Terminal = context.obj
    meant = address_meant(address)
    kept = KeptLogins.of_user(os.environ).of(meant)
    if kept is None:
        terminal.warn(LoginMessages.NOT_SIGNED_IN, address=meant)
        raise typer.Exit(1)
    with client_of(meant, terminal.language, kept.token) as client:
        me = who(client)
    if as_json:
        terminal.give(me)
    else:
        typer.echo(f"{me['name']}: {', '.join(me['grants'])}")


def _ask(terminal: Terminal, what: Text, *, is_hidden: bool = False) -> str:
    asked = what.in_language(terminal.language)
    answer: str = typer.prompt(asked, hide_input=is_hidden, err=True)
    return answer


def _label() -> str:
    """What the account's page calls the token: this machine."""
    return f"tuganzher, {socket.gethostname()}"[:100]
