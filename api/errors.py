"""Failures as RFC 9457 problem details in the caller's language: the only place that maps them."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException

from api.downloads.download_response import TooManyDownloadsError
from api.http.bodies import NotAFeatureError, UnsupportedMediaTypeError
from api.http.negotiation import UnofferedFormatError, language_of
from api.http.phrases import validation_phrase
from api.ingest.bodies import UnreadableOrderError
from api.ingest.upload_form import TooLongFieldError, TooManyFilesError
from api.problems import plain_problem, problem
from core.errors import (
    AtlasError,
    ConflictError,
    ForbiddenError,
    InvalidValueError,
    NotFoundError,
    UnauthenticatedError,
    shown,
)
from core.text import Language
from ingest.checks.refused_file import RefusedFileError
from ingest.checks.uploads import DiskFullError, EmptyUploadError, TooLargeFileError
from ingest.loading.run_moves import TooManyRunsError
from ingest.location.system_choice import UnusableReferenceSystemError
from ingest.rows.table import (
    EmptyFileError,
    TooWideError,
    UnknownFormatError,
    UnreadableFileError,
)
from layers.exports.files import NoRoomError
from layers.exports.reading import ReadingStoppedError
from layers.model.flow import ForbiddenMoveError, UnknownMoveError, UnmetDemandError
from layers.writing.features import StaleVersionError
from layers.writing.row_checks import RefusedRowError
from tiles.errors import RETRY_AFTER_S

log = logging.getLogger("atlas.api")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

VALUELESS = frozenset({"missing", "json_invalid"})
"""Kinds of validation errors that are not about a value."""

PROGRAM_LIMITS = "54"
"""The class of SQLSTATE for values and statements that are too large, however often one tries."""

STATUS_OF: dict[type[AtlasError], HTTPStatus] = {
    UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ForbiddenMoveError: HTTPStatus.CONFLICT,
    ConflictError: HTTPStatus.CONFLICT,
    StaleVersionError: HTTPStatus.PRECONDITION_FAILED,
    UnknownMoveError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnmetDemandError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusedRowError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAFeatureError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnsupportedMediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UnreadableOrderError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnusableReferenceSystemError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownFormatError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    RefusedFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnreadableFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooWideError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EmptyFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EmptyUploadError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooLargeFileError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyFilesError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooLongFieldError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyRunsError: HTTPStatus.TOO_MANY_REQUESTS,
    ReadingStoppedError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooManyDownloadsError: HTTPStatus.SERVICE_UNAVAILABLE,
    UnofferedFormatError: HTTPStatus.NOT_ACCEPTABLE,
    NoRoomError: HTTPStatus.INSUFFICIENT_STORAGE,
    DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
}
"""The status of an error is its own `status`, else that of its nearest class here."""


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
    status = _status_of(request, error)
    several = error.errors if isinstance(error, RefusedRowError) else (error,)
    return problem(
        request,
        status,
        error.message(language),
        kind=_kind_of(error),
        errors=[_entry(entry, language) for entry in several if entry.field],
        headers=_headers_of(error, status),
    )


def _headers_of(error: AtlasError, status: int) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    if (after_s := getattr(error, "retry_after_s", None)) is not None:
        return {"Retry-After": str(after_s)}
    return {}


def _status_of(request: Request, error: AtlasError) -> int:
    declared = getattr(error, "status", None)
    if isinstance(declared, int):
        return declared
    for ancestor in type(error).__mro__:
        if ancestor in STATUS_OF:
            return STATUS_OF[ancestor]
    if isinstance(error, InvalidValueError) and request.method not in SAFE_METHODS:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.BAD_REQUEST


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
