"""Whether the atlas lives, is ready, and how it has been doing."""

from functools import cache

from alembic.script import ScriptDirectory
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.admission.cost import Cost, Door, costs
from api.dependencies import SessionsOfApp
from layers.install import alembic_configuration

router = APIRouter(route_class=Door, tags=["health"])


@router.get("/healthz", summary="Whether the program runs")
@costs(Cost.FREE)
def health() -> dict[str, str]:
    """Always `ok`: the program answers."""
    return {"status": "ok"}


@router.get("/readyz", summary="Whether the database answers and is migrated")
@costs(Cost.FREE)
def readiness(sessions: SessionsOfApp) -> JSONResponse:
    """The state of the database: 200 when it answers and is migrated, else 503."""
    try:
        with sessions() as session:
            found = session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except SQLAlchemyError:
        return JSONResponse({"status": "unavailable", "database": "no answer"}, 503)
    if found != [newest_migration()]:
        return JSONResponse({"status": "unavailable", "database": "not migrated"}, 503)
    return JSONResponse({"status": "ready", "database": "migrated"})


@router.get(
    "/metrics",
    summary="Counts and durations of requests, for Prometheus",
    response_class=PlainTextResponse,
)
@costs(Cost.FREE)
def metrics(request: Request) -> Response:
    """The metrics in Prometheus' text format."""
    registry = request.app.state.metrics.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


@cache
def newest_migration() -> str | None:
    """The revision that a migrated database has."""
    return ScriptDirectory.from_config(alembic_configuration()).get_current_head()
