"""Runs the migrations on the connection that the program gives, or on the settings' database."""

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection

from core.accounts import (  # noqa: F401 - their tables belong to the metadata
    attempts,
    known_devices,
    one_time_links,
    roles,
    sign_in_sessions,
    tokens,
    user,
)
from core.audit import entry  # noqa: F401 - likewise
from core.database.engine import Base, make_engine
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from core.tasks import task  # noqa: F401 - likewise
from ingest.proposal import remembered  # noqa: F401 - their tables likewise
from ingest.staging import runs  # noqa: F401 - their tables likewise
from layers import history  # noqa: F401 - their tables likewise
from layers.materialized import change_queue  # noqa: F401 - likewise
from layers.public_views import remove_public_views
from layers.readiness import revision_of
from layers.reading.search import search_index
from layers.regions import former_names, generalised, region  # noqa: F401 - likewise
from layers.registry import load_catalogue
from tiles.pmtiles import archives  # noqa: F401 - likewise

load_catalogue()

NOT_OURS = ("ingest_stage_", "procrastinate_", "kept_")
"""Tables that a run makes for itself, those of the queue of jobs, and those made from others."""


def is_declared(
    member: Any,  # noqa: ANN401 - any part of a schema
    name: str,
    kind: str,
    reflected: bool,  # noqa: FBT001 - as alembic calls it
    compared: Any,  # noqa: ANN401
) -> bool:
    """Whether the catalogue should know a part of the schema."""
    if kind == "table" and name.startswith(NOT_OURS):
        return False
    if kind == "index" and name.endswith(search_index.NUMBER_INDEX):  # made as triggers are
        return False
    return bool(alembic_helpers.include_object(member, name, kind, reflected, compared))


def run(connection: Connection) -> None:
    """Migrate within the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_declared,
        render_item=alembic_helpers.render_item,
        process_revision_directives=None,
        compare_type=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        if will_change(connection):
            remove_public_views(connection)
        context.run_migrations()


def will_change(connection: Connection) -> bool:
    """Whether the command takes the database to another revision than it has."""
    try:
        destination = context.get_revision_argument()
    except KeyError:  # of commands that only look
        return False
    return destination != revision_of(connection)


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    settings = Settings.from_environment()
    cluster = EmbeddedCluster(settings.data_folder)
    with make_engine(settings.database_url or cluster.start()).begin() as opened:
        run(opened)
