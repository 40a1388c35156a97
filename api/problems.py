"""One failure as RFC 9457 problem details in the caller's language."""

from collections.abc import Iterable
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from api.html.rendering import html_page
from api.http.answers import Answer
from api.http.negotiation import language_of, wants_html
from api.http.phrases import DETAILS, status_title

PROBLEM_TYPE = "application/problem+json"


class FieldError(Answer):
    """What is wrong with one value of a request."""

    field: str
    value: str
    message: str
    """In the caller's language."""


class Problem(Answer):
    """A failure (RFC 9457), in the caller's language."""

    type: str
    """`urn:tuganzher:problem:` and the kind, or `about:blank`."""
    title: str
    status: int
    detail: str
    instance: str
    """The path that was asked for."""
    errors: list[FieldError] = Field(default=[], description="Absent where no field is at fault.")


def problem(  # noqa: PLR0913 - each keyword is one member of a problem
    request: Request,
    status: int,
    detail: str,
    *,
    kind: str = "",
    errors: Iterable[dict[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """One problem as a response; `errors` name each field, its value and what is wrong.

    A reader's browser gets a page instead, where it asks for a page of the API.
    """
    language = language_of(request)
    if request.method == "GET" and request.url.path.startswith("/api") and wants_html(request):
        title = f"{status}. {status_title(status).in_language(language)}"
        page = html_page(
            request, language, "problem.html", status=status, title=title, detail=detail
        )
        page.headers.update(headers or {})
        return page
    listed = [FieldError(**each) for each in errors]
    body = Problem(
        type=f"urn:tuganzher:problem:{kind}" if kind else "about:blank",
        title=status_title(status).in_language(language),
        status=status,
        detail=detail,
        instance=request.url.path,
        **({"errors": listed} if listed else {}),
    )
    return JSONResponse(
        body.model_dump(exclude_unset=True),
        status,
        headers={"Content-Language": language, "Vary": "Accept-Language", **(headers or {})},
        media_type=PROBLEM_TYPE,
    )


def plain_problem(request: Request, status: int) -> Response:
    """The problem of a bare HTTP status, with its usual explanation."""
    detail = DETAILS.get(HTTPStatus(status), status_title(status))
    return problem(request, status, detail.in_language(language_of(request)))
