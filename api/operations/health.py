"""Whether the atlas lives, is ready, and how it has been doing."""

from hmac import compare_digest
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException

from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import ResourcesOfApp
from core.database_watch import DatabaseWatch
from layers.readiness import newest_migration

router = APIRouter(route_class=Door, tags=["health"])

FIRST_ANSWER_WITHIN_S = 0.8
"""Just after the start nothing is known of the database yet."""


@router.get("/healthz", summary="Whether the program runs")
@costs(Cost.FREE)
async def health() -> dict[str, str]:
    """Always `ok`: the program answers."""
    return {"status": "ok"}


@router.get("/readyz", summary="Whether the database answers and is migrated")
@costs(Cost.FREE)
async def readiness(request: Request) -> JSONResponse:
    """The state of the database: 200 when it answers and is migrated, else 503.

    It is known beforehand, so that nobody waits for the database here. An atlas without regions is
    ready to be filled: `regions` tells it. `run` is the command that brings what is missing.
    """
    watch = _watch_of(request)
    await watch.known(FIRST_ANSWER_WITHIN_S)
    if not watch.answers:
        return JSONResponse({"status": "unavailable", "database": "no answer"}, 503)
    if list(watch.versions) != [newest_migration()]:
        lacks = {"database": "not migrated", "run": "tuganzher database migrate"}
        return JSONResponse({"status": "unavailable", **lacks}, 503)
    told = {"status": "ready", "database": "migrated", "regions": "loaded"}
    missing = {"regions": "missing", "run": "tuganzher regions load"}
    return JSONResponse(told if watch.is_filled else told | missing)


@router.get(
    "/metrics",
    summary="Counts and durations of requests, for Prometheus",
    response_class=PlainTextResponse,
)
@costs(Cost.FREE)
def metrics(request: Request, resources: ResourcesOfApp) -> Response:
    """The metrics in Prometheus' text format, for whoever holds the token of the operator."""
    _require_operator(request.headers.get("authorization", ""), resources.settings.metrics_token)
    registry = request.app.state.metrics.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _watch_of(request: Request) -> DatabaseWatch:
    watch: DatabaseWatch = request.app.state.database_watch
    return watch


def _require_operator(authorization: str, token: str | None) -> None:
    """Raise HTTPException: 404 where the atlas has no token for metrics, 401 for another one.

    What the metrics tell of load and data is the operator's affair.
    """
    if token is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    scheme, _, given = authorization.partition(" ")
    same = compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not same:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
