"""The web application: every route, around them errors, limits, headers and metrics."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from anyio import to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES
from starlette.routing import BaseRoute

from analysis.travel.engines import travel_engines
from api.accounts import account, contacts, leaving, me, second_factor, sent_codes
from api.accounts import session as sign_in
from api.accounts import tokens as account_tokens
from api.administration import delegations as standing_in
from api.administration import importing, organisations, people, roles, system
from api.analysis import coverage, trips
from api.audit import routes as audit
from api.documentation import landing
from api.documentation import routes as documentation
from api.documentation.document import describe_in_openapi_30
from api.downloads import routes as downloads
from api.downloads.download_response import DownloadSlots
from api.downloads.finished_downloads import FinishedDownloads
from api.errors import handle_errors
from api.features import collections, editing, search
from api.features import moves as workflow
from api.features import reading as features
from api.html.rendering import STATIC_PATH
from api.html.style_files import StyleFiles
from api.http.admission.admission import Admission
from api.http.admission.cost import Cost
from api.http.admission.rooms import Pools, rooms, threads
from api.http.allowed_methods import AllowedMethods
from api.http.compression import Compressed
from api.http.dependencies import Resources
from api.http.head_method import HeadLikeGet
from api.http.other_origins import ApiOpenToOtherOrigins
from api.ingest import audit as ingest_audit
from api.ingest import routes as ingest
from api.media import items as media_items
from api.media import uploads as media_uploads
from api.media import variants as media_variants
from api.media.tus import PATH as MEDIA_PATH
from api.media.tus import TusAnnounced
from api.messages import preferences as message_preferences
from api.messages import templates as message_templates
from api.messages import unsubscribing
from api.operations import health
from api.operations.middleware import BodyLimit, Metrics, Observed
from api.operations.waiting_changes import WaitingChangesRead
from api.page.web_page import WebPage
from api.regions import counts as region_counts
from api.regions import units as regions
from api.tasks import routes as tasks
from api.tasks.event_stream import StreamSlots
from api.tiles import archives, ogc_tiles
from api.tiles import map_tiles as tiles
from api.tiles.archive_bodies import PMTILES
from api.tiles.tile_front import Application, TileFront
from core.database.database_watch import DatabaseWatch
from core.database.engine import SessionFactory
from core.settings import Settings
from core.tasks.news import TaskNews
from layers.materialized.count_texts import CountTexts
from layers.readiness import HAS_REGIONS
from layers.registry import Catalogue
from tiles.pmtiles.folder import ArchiveFolder
from tiles.pmtiles.reader import OpenedArchives
from tiles.pmtiles.withdrawal import Withdrawal

SMALLEST_ZIPPED_BYTES = 1024
PARQUET = "application/vnd.apache.parquet"
"""Compressed within."""
ZIP_LEVEL = 5
"""A page of 1,000 features takes 4 ms where the usual 9 takes 14, and has a tenth more bytes."""

READING_POSTS = ("/api/analysis/coverage", "/api/trips", "/api/trips.gpx")
"""Those that only read, and that strangers may ask."""

ROUTED = (
    archives, ogc_tiles, health, landing, documentation, collections, features, downloads, workflow,
    editing, regions, region_counts, coverage, trips, me, sign_in, account,
    contacts, sent_codes, message_preferences, message_templates, unsubscribing,
    account_tokens, second_factor, leaving, audit, standing_in, importing, people, roles,
    organisations, system, ingest, ingest_audit, tasks, media_items, media_uploads, media_variants,
)  # fmt: skip
"""The moves of `workflow` come before the child rows of `editing`, whose paths are wider, and all
before the tiles, which answer under every path of theirs."""


def create_app(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    *,
    sessions: SessionFactory | None = None,
    sessions_of_strangers: SessionFactory | None = None,
) -> FastAPI:
    """The application on one migrated database.

    `sessions` take the place of the application's own connections, for tests.
    """
    metrics = Metrics()
    news = TaskNews(database_url)
    pools = Pools(settings, database_url)
    watch = DatabaseWatch(database_url, HAS_REGIONS)
    tile_endpoint = tiles.tile_endpoint(
        settings, catalogue, database_url, pools.public_url, lambda: watch.is_gone
    )
    watch.lost = (pools.opened.cut, tile_endpoint.cut)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with watch.running(), tile_endpoint.running(), news.running():
            to_thread.current_default_thread_limiter().total_tokens = threads(settings)
            yield
        pools.dispose()

    app = Application(
        title="Tugan Zher Atlas",
        summary="One map of Kazakhstan's heritage and civic life.",
        version="0.1.0",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=_middleware(settings, metrics),
    )
    app.tile_front = TileFront(tile_endpoint, metrics)
    app.state.metrics = metrics
    app.state.tiles = tile_endpoint
    app.state.downloads = DownloadSlots(
        settings.downloads.at_once,
        folder=settings.export_folder,
        free_bytes=settings.uploads.free_bytes,
        sent=settings.load.downloads_sent,
        sent_to_one=settings.load.downloads_per_address,
    )
    by_cost = dict.fromkeys(Cost, sessions) if sessions else pools.sessions()
    of_strangers = (
        dict.fromkeys(Cost, sessions_of_strangers or sessions)
        if sessions
        else pools.sessions_of_strangers()
    )
    sessions = by_cost[Cost.HOT]
    app.state.admission = Admission(settings.load, rooms(settings), watch)
    app.state.database_watch = watch
    app.state.walls = pools.walls
    metrics.registry.register(WaitingChangesRead(sessions))
    app.state.task_news = news
    app.state.task_streams = StreamSlots(settings.tasks)
    app.state.finished_downloads = FinishedDownloads(
        settings, by_cost[Cost.DOWNLOAD], of_strangers[Cost.DOWNLOAD]
    )
    app.state.count_texts = CountTexts()
    app.state.resources = Resources(
        settings, catalogue, sessions, database_url, by_cost, of_strangers, travel_engines()
    )
    handle_errors(app)
    app.state.archives = OpenedArchives(ArchiveFolder(settings.archive_folder))
    app.state.withdrawal = Withdrawal(sessions, catalogue)
    app.router.routes.extend(routes())
    app.mount(tiles.PATH, tile_endpoint)
    app.mount(STATIC_PATH, StyleFiles())
    app.router.default = WebPage(settings.web_folder)
    describe_in_openapi_30(app, catalogue)
    return app


def _middleware(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """What every request goes through, the outermost first."""
    return [
        Middleware(Observed, metrics=metrics, hsts=settings.hsts),
        Middleware(HeadLikeGet),
        Middleware(ApiOpenToOtherOrigins, reading_posts=READING_POSTS),
        Middleware(TusAnnounced, largest_bytes=settings.media.sizes.largest),
        Middleware(AllowedMethods),
        Middleware(
            Compressed,
            minimum_size=SMALLEST_ZIPPED_BYTES,
            compresslevel=ZIP_LEVEL,
            exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, PMTILES, PARQUET),
        ),
        Middleware(
            BodyLimit,
            larger={
                ingest.UPLOAD: settings.uploads.request_bytes,
                ("POST", MEDIA_PATH): settings.media.sizes.largest,
            },
            larger_below={("PATCH", f"{MEDIA_PATH}/"): settings.media.sizes.largest},
        ),
    ]


@cache
def routes() -> tuple[BaseRoute, ...]:
    """The routes of every application, described once: they know no settings and no database."""
    table = APIRouter()
    for module in ROUTED:
        table.include_router(module.router)
    table.include_router(search.router, prefix="/api")
    return tuple(table.routes)
