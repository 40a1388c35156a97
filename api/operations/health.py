"""Whether the atlas lives, is ready, and how it has been doing."""

from hmac import compare_digest
from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import Field
from starlette.exceptions import HTTPException

from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Answer, json_response
from api.http.dependencies import ResourcesOfApp
from core.database.database_watch import DatabaseWatch
from layers.readiness import newest_migration

router = APIRouter(route_class=Door, tags=["health"])

FIRST_ANSWER_WITHIN_S = 0.8
"""Just after the start nothing is known of the database yet."""


class Health(Answer):
    """That the program runs."""

    status: Literal["ok"]


class Readiness(Answer):
    """The state of the database."""

    status: Literal["ready", "unavailable"]
    database: Literal["migrated", "not migrated", "no answer"]
    regions: Literal["loaded", "missing"] = Field(
        default="missing", description="Of a database that is migrated."
    )
    walls: Literal["one", "two"] = Field(
        default="one",
        description="How strangers are kept from what is not public: by the program's conditions "
        "alone, or by a role of the database as well.",
    )
    run: str = Field(default="", description="The command that brings what is missing.")


@router.get("/healthz", summary="Whether the program runs", response_model=Health)
@costs(Cost.FREE)
async def health() -> Response:
    """Always `ok`: the program answers."""
    return json_response(Health(status="ok"))


@router.get(
    "/readyz",
    summary="Whether the database answers and is migrated",
    response_model=Readiness,
    responses={503: {"model": Readiness}},
)
@costs(Cost.FREE)
async def readiness(request: Request) -> Response:
    """The state of the database: 200 when it answers and is migrated, else 503.

    It is known beforehand, so that nobody waits for the database here. An atlas without regions is
    ready to be filled: `regions` tells it. `run` is the command that brings what is missing.
    """
    watch = _watch_of(request)
    await watch.known(FIRST_ANSWER_WITHIN_S)
    if not watch.answers:
        return json_response(Readiness(status="unavailable", database="no answer"), 503)
    if list(watch.versions) != [newest_migration()]:
        command = "tuganzher database migrate"
        lacking = Readiness(status="unavailable", database="not migrated", run=command)
        return json_response(lacking, 503)
    missing = {"regions": "missing", "run": "tuganzher regions load"}
    told = {"regions": "loaded"} if watch.is_filled else missing
    walls: Literal["one", "two"] = request.app.state.walls
    return json_response(Readiness(status="ready", database="migrated", walls=walls, **told))


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
