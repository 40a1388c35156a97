"""The database for as long as one command runs: the settings' own, or the embedded cluster's."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from core.database.engine import SessionFactory, make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from core.embedded.embedded_watch import revived
from core.errors import AtlasError
from core.settings import Settings
from core.text import Text
from layers.materialized.merge import merge_changes
from layers.readiness import require_regions, require_tables
from layers.registry import Catalogue


class DatabaseUnreachableError(AtlasError):
    """The server named in DATABASE_URL does not answer; `value` is its address, no secret."""

    phrase = Text(
        "DATABASE_URL көрсеткен сервер жауап бермейді: {value}",
        "Сервер из DATABASE_URL не отвечает: {value}",
        "The server in DATABASE_URL does not answer: {value}",
    )


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URL of a database that answers; an embedded cluster that we started is stopped again.

    One that dies meanwhile is started again.
    """
    if settings.database_url is None:
        cluster = EmbeddedCluster(settings.data_folder)
        with cluster.running() as url, revived(cluster):
            yield url
        return
    engine = make_engine(settings.database_url)
    try:
        engine.connect().close()
    except OperationalError as error:
        raise DatabaseUnreachableError(engine.url.render_as_string()) from error
    finally:
        engine.dispose()
    yield settings.database_url


@contextmanager
def opened_engine(settings: Settings, *, with_tables: bool = True) -> Iterator[Engine]:
    """An engine of the database, without the time limit that web requests have.

    Raises TablesMissingError or TablesOutdatedError, but for a block that makes the tables itself.
    """
    with database(settings) as url:
        engine = make_engine(url)
        try:
            if with_tables:
                with engine.connect() as connection:
                    require_tables(connection)
            yield engine
        finally:
            engine.dispose()


@contextmanager
def opened_sessions(settings: Settings) -> Iterator[SessionFactory]:
    """A factory of sessions of the database. Raises the errors of `opened_engine`."""
    with opened_engine(settings) as engine:
        yield make_sessions(engine)


@contextmanager
def writing_sessions(
    settings: Settings, catalogue: Catalogue, *, with_regions: bool = True
) -> Iterator[SessionFactory]:
    """A factory of sessions of the database; maps and counts know what the block has written.

    Raises the errors of `opened_engine`, and RegionsMissingError, but for a block that loads them.
    """
    with opened_engine(settings) as engine:
        sessions = make_sessions(engine)
        if with_regions:
            with sessions() as session:
                require_regions(session)
        yield sessions
        merge_changes(engine, catalogue)
