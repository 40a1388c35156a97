"""What a request shows of who sends it: a token, a device's password, or a session's cookie."""

from base64 import b64decode
from datetime import timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from core.accounts.callers import (
    Credentials,
    DeviceCredentials,
    SessionCredentials,
    TokenCredentials,
)
from core.accounts.known_devices import FORGOTTEN_AFTER
from core.errors import ForbiddenError, UnauthenticatedError
from core.text import Text

AUTHORIZATION = "authorization"
SESSION, DEVICE, CODE = "atlas_session", "atlas_device", "atlas_code"
HALF = "atlas_half_session"
"""Of who has shown a password and is to show a code."""
HINT = "atlas_signed_in"
"""A cookie that tells scripts no more than that there is a session to ask about."""
HOST_ONLY = "__Host-"
"""Cookies of such names browsers take from this host alone, and only over HTTPS (RFC 6265bis)."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})


class CrossOriginError(ForbiddenError):
    """Another site's page asks in the name of somebody who is signed in here."""

    phrase = Text(
        "Сұрау басқа сайттан келген («{value}»), сондықтан орындалмады.",
        "Запрос пришёл с другого сайта («{value}»), поэтому он не выполнен.",
        "The request came from another site (“{value}”), so it was not carried out.",
    )


def is_known(request: Request) -> bool:
    """Whether the request shows anything, right or wrong, of who sends it."""
    return AUTHORIZATION in request.headers or session_secret(request) is not None


def is_known_by_session(request: Request) -> bool:
    """Whether a session is what the request shows."""
    return AUTHORIZATION not in request.headers and session_secret(request) is not None


def credentials_of(request: Request) -> Credentials | None:
    """What the request shows; None is a stranger.

    Raises UnauthenticatedError where it cannot be understood, and CrossOriginError where a
    session is used to change something from elsewhere.
    """
    header = request.headers.get(AUTHORIZATION)
    if header is not None:
        return _of_header(header)
    secret = session_secret(request)
    if secret is None:
        return None
    require_same_origin(request)
    return SessionCredentials(secret)


def require_same_origin(request: Request) -> None:
    """Require that no page of another site sends what changes something. Raises CrossOriginError.

    Browsers say so themselves; what says nothing is no browser of today, and has no session that
    a page could abuse (F. Valsorda, «Cross-Site Request Forgery», 2025).
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        if site not in OWN_SITE:
            raise CrossOriginError(origin or site, field="Origin")
    elif origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise CrossOriginError(origin, field="Origin")


def session_secret(request: Request) -> str | None:
    """The secret of the session's cookie; None where there is none."""
    return request.cookies.get(_named(request, SESSION)) or None


def device_secret(request: Request) -> str | None:
    """By what an account knows this browser; None where there is nothing."""
    return request.cookies.get(_named(request, DEVICE)) or None


def half_secret(request: Request) -> str | None:
    """The secret of a sign-in that waits for a code."""
    return request.cookies.get(_named(request, HALF)) or None


def set_half_session(request: Request, response: Response, secret: str, lasts: timedelta) -> None:
    """Have the browser keep a sign-in that waits for a code."""
    _set(request, response, HALF, secret, int(lasts.total_seconds()))


def forget_half_session(request: Request, response: Response) -> None:
    """Have the browser forget the sign-in that waited."""
    _forget(request, response, HALF)


def code_secret(request: Request) -> str | None:
    """With what a code that was sent works on this browser; None where there is nothing."""
    return request.cookies.get(_named(request, CODE)) or None


def set_code(request: Request, response: Response, secret: str, lasts: timedelta) -> None:
    """Have the browser keep with what a code that is sent will work."""
    _set(request, response, CODE, secret, int(lasts.total_seconds()))


def forget_code(request: Request, response: Response) -> None:
    """Have the browser forget what only worked once."""
    _forget(request, response, CODE)


def set_session(request: Request, response: Response, secret: str, lasts: timedelta | None) -> None:
    """Have the browser keep a session for so long, or until it is closed."""
    lasts_s = int(lasts.total_seconds()) if lasts else None
    _set(request, response, SESSION, secret, lasts_s)
    response.set_cookie(
        HINT, "1", lasts_s, path="/", secure=is_secure(request), samesite="lax", httponly=False
    )


def set_device(request: Request, response: Response, secret: str) -> None:
    """Have the browser keep by what the account will know it."""
    _set(request, response, DEVICE, secret, int(FORGOTTEN_AFTER.total_seconds()))


def forget_session(request: Request, response: Response) -> None:
    """Have the browser forget its session."""
    _forget(request, response, SESSION)
    response.delete_cookie(HINT, path="/", secure=is_secure(request), samesite="lax")


def is_secure(request: Request) -> bool:
    """Whether the reader came over HTTPS, as a trusted proxy may tell."""
    return request.url.scheme == "https"


def _set(request: Request, response: Response, name: str, value: str, lasts_s: int | None) -> None:
    response.set_cookie(
        _named(request, name),
        value,
        lasts_s,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def _forget(request: Request, response: Response, name: str) -> None:
    secure, named = is_secure(request), _named(request, name)
    response.delete_cookie(named, path="/", secure=secure, httponly=True, samesite="lax")


def _named(request: Request, name: str) -> str:
    return HOST_ONLY + name if is_secure(request) else name


def _of_header(header: str) -> Credentials:
    scheme, _, value = header.strip().partition(" ")
    if scheme.lower() == "bearer" and value.strip():
        return TokenCredentials(value.strip())
    if scheme.lower() == "basic":
        return _of_basic(value.strip())
    raise UnauthenticatedError(field="Authorization")


def _of_basic(value: str) -> DeviceCredentials:
    """The login and password of RFC 7617, in UTF-8. Raises UnauthenticatedError."""
    try:
        login, colon, password = b64decode(value, validate=True).decode().partition(":")
    except ValueError as error:
        raise UnauthenticatedError(field="Authorization") from error
    if not (login and colon and password):
        raise UnauthenticatedError(field="Authorization")
    return DeviceCredentials(login, password)
