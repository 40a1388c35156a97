"""Failures as RFC 9457 problem details in the caller's language."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException

from api.error_statuses import status_of
from api.http.credentials import forget_session, is_known_by_session
from api.http.negotiation import language_of
from api.http.phrases import validation_phrase
from api.problems import plain_problem, problem
from core.errors import AtlasError, shown
from core.text import Language
from layers.writing.row_checks import RefusedRowError
from tiles.errors import RETRY_AFTER_S

log = logging.getLogger("atlas.api")

BASIC_CHALLENGE = 'Basic realm="atlas", charset="UTF-8"'
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

VALUELESS = frozenset({"missing", "json_invalid"})
"""Kinds of validation errors that are not about a value."""

PROGRAM_LIMITS = "54"
"""The class of SQLSTATE for values and statements that are too large, however often one tries."""


def handle_errors(app: FastAPI) -> None:
    """Have every failure of a route answered with problem details."""
    app.add_exception_handler(AtlasError, _atlas_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DataError, _data_error)
    app.add_exception_handler(IntegrityError, _integrity_error)
    app.add_exception_handler(OperationalError, _operational_error)
    app.add_exception_handler(NoConnectionError, _operational_error)


def _atlas_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AtlasError)  # noqa: S101 - registered for this class only
    language = language_of(request)
    status = status_of(error, is_reading=request.method in SAFE_METHODS)
    several = error.errors if isinstance(error, RefusedRowError) else (error,)
    answer = problem(
        request,
        status,
        error.message(language),
        kind=_kind_of(error),
        errors=[_entry(entry, language) for entry in several if entry.field],
        headers=_headers_of(request, error, status),
    )
    if status == HTTPStatus.UNAUTHORIZED and is_known_by_session(request):
        forget_session(request, answer)
    return answer


def _headers_of(request: Request, error: AtlasError, status: int) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": _challenge(request)}
    if error.retry_after_s is not None:
        return {"Retry-After": str(error.retry_after_s)}
    return {}


def _challenge(request: Request) -> str:
    """By what one may show who one is; browsers would ask for a Basic password by themselves."""
    of_browser = "sec-fetch-mode" in request.headers
    return "Bearer" if of_browser else f"Bearer, {BASIC_CHALLENGE}"


def _kind_of(error: AtlasError) -> str:
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(error).__name__)
    return words.strip("-").removesuffix("-error")


def _entry(error: AtlasError, language: Language) -> dict[str, str]:
    message = error.message(language)
    return {"field": shown(error.field), "value": shown(error.value), "message": message}


def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    language = language_of(request)
    entries = list(error.errors())
    places = {entry["loc"][0] for entry in entries}
    if places == {"path"}:
        return plain_problem(request, HTTPStatus.NOT_FOUND)
    in_body = "body" in places and not any(e["type"] == "json_invalid" for e in entries)
    listed = [
        {
            "field": _field_of(entry),
            "value": "" if entry["type"] in VALUELESS else shown(entry["input"]),
            "message": validation_phrase(entry["type"], _facts_of(entry), language),
        }
        for entry in entries
    ]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if in_body else HTTPStatus.BAD_REQUEST
    detail = " ".join(
        f"{': '.join(filter(None, (e['field'], e['value'])))} – {e['message']}" for e in listed
    )
    return problem(request, status, detail, kind="invalid-value", errors=listed)


def _field_of(entry: dict[str, Any]) -> str:
    """The path of a wrong value in its body or query; `body` where none of it could be read."""
    place, *parts = entry["loc"]
    named = entry["type"] != "json_invalid" and ".".join(shown(part) for part in parts)
    return named or str(place)


def _facts_of(entry: dict[str, Any]) -> dict[str, object]:
    """What pydantic knows of an error, without its English words and its needless decimals."""
    facts = {name: f"{fact:g}" if isinstance(fact, float) else fact
             for name, fact in entry.get("ctx", {}).items()}  # fmt: skip
    if "expected" in facts:
        facts["expected"] = str(facts["expected"]).replace(" or ", ", ").replace("'", "")
    return facts


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    answer = plain_problem(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _data_error(request: Request, error: Exception) -> Response:
    log.warning("the database refused a value: %s", type(error.__cause__).__name__)
    return plain_problem(request, HTTPStatus.UNPROCESSABLE_ENTITY)


def _integrity_error(request: Request, error: Exception) -> Response:
    log.warning("the database refused a row: %s", type(error.__cause__).__name__)
    return plain_problem(request, HTTPStatus.CONFLICT)


def _operational_error(request: Request, error: Exception) -> Response:
    sqlstate = str(getattr(getattr(error, "orig", None), "sqlstate", ""))
    if sqlstate.startswith(PROGRAM_LIMITS):
        return _data_error(request, error)
    log.error("the database did not answer: %s", type(error.__cause__).__name__)
    answer = plain_problem(request, HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    return answer
