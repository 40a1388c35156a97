"""Signing in to a served atlas from a terminal: a password, a code where one is asked, a token."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from api.cli.remote.kept_logins import KeptLogin
from core.errors import AtlasError, InvalidValueError
from core.text import Text

WITHIN_S = 30.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ADDRESS_HINT = Text(
    "https://atlas.example.kz сияқты мекенжай керек. Шифрланбаған http:// тек осы машина үшін.",
    "Нужен адрес вида https://atlas.example.kz. Без шифрования, http://, можно только на этой"
    " машине.",
    "An address such as https://atlas.example.kz is needed. Unencrypted, http://, is for this"
    " machine alone.",
)


class AtlasRefusedError(AtlasError):
    """The atlas has refused; `value` is what it said."""

    phrase = Text("Атлас қабылдамады: {value}", "Атлас отказал: {value}",
                  "The atlas refused: {value}")  # fmt: skip


class NoAtlasError(AtlasError):
    """Nobody answers at the address as an atlas does."""

    phrase = Text(
        "{value} мекенжайында атлас жауап бермейді.",
        "По адресу {value} атлас не отвечает.",
        "No atlas answers at {value}.",
    )


def address_meant(written: str) -> str:
    """The address of an atlas without a path. Raises InvalidValueError."""
    parts = urlsplit(written if "://" in written else f"https://{written}")
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (parts.hostname and is_safe) or parts.username or parts.password:
        raise InvalidValueError(written, field="address", hint=ADDRESS_HINT)
    return f"{parts.scheme}://{parts.netloc}"


def client_of(address: str, language: str, token: str | None = None) -> httpx.Client:
    """A client of the atlas at an address; it follows no redirect with what it knows."""
    headers = {"Accept-Language": language}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return httpx.Client(base_url=address, headers=headers, timeout=WITHIN_S)


def signed_in(
    client: httpx.Client, login: str, password: str, ask_code: Callable[[], str], label: str
) -> KeptLogin:
    """The token of this machine, made in a session that is ended again.

    Raises AtlasRefusedError and NoAtlasError.
    """
    shown = _request(client, "POST", "/api/session", {"login": login, "password": password})
    if shown.status_code == HTTPStatus.ACCEPTED:
        shown = _request(client, "POST", "/api/session/code", {"code": ask_code()})
    me = _json(client, shown)
    try:
        made = _json(client, _request(client, "POST", "/api/account/tokens", {"label": label}))
    finally:
        _request(client, "DELETE", "/api/session")
    return KeptLogin(me["name"], made["secret"])


def who(client: httpx.Client) -> dict[str, Any]:
    """Who one is to the atlas. Raises AtlasRefusedError and NoAtlasError."""
    return _json(client, _request(client, "GET", "/api/me"))


def sign_out(client: httpx.Client) -> None:
    """Make the client's token stop working. Raises AtlasRefusedError and NoAtlasError."""
    _request(client, "DELETE", "/api/account/tokens/this")


def _request(
    client: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None
) -> httpx.Response:
    try:
        answer = client.request(method, path, json=body)
    except httpx.HTTPError as error:
        raise NoAtlasError(str(client.base_url)) from error
    if answer.is_success:
        return answer
    try:
        told = answer.json().get("detail") or answer.reason_phrase
    except (ValueError, AttributeError) as error:
        raise NoAtlasError(str(client.base_url)) from error
    raise AtlasRefusedError(told)


def _json(client: httpx.Client, answer: httpx.Response) -> dict[str, Any]:
    try:
        found: dict[str, Any] = answer.json()
    except ValueError as error:
        raise NoAtlasError(str(client.base_url)) from error
    return found
