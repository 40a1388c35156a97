"""Engine, sessions and transactions of the one PostGIS database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Date,
    DateTime,
    Double,
    Engine,
    MetaData,
    Text,
    create_engine,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from core.database.connections import notice_dead
from core.database.database_url import libpq_parameters, sqlalchemy_url
from core.database.pipelining import AwaitedCursor


class Base(DeclarativeBase):
    """The declarative base of every table: how Python types are stored."""

    type_annotation_map: ClassVar = {
        str: Text(),
        int: BigInteger(),
        float: Double(),
        date: Date(),
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(Text()),
        dict[str, Any]: JSONB(),
    }
    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        }
    )


SessionFactory = sessionmaker[Session]

POOL_TIMEOUT_S = 30


PATIENT: Mapping[str, str] = {
    "connect_timeout": "10",
    "tcp_user_timeout": "30000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "4",
}
"""Half a minute of silence in the network ends a connection; an address may say otherwise."""
IMPATIENT: Mapping[str, str] = {
    "connect_timeout": "2",
    "tcp_user_timeout": "2500",
    "keepalives_idle": "1",
    "keepalives_interval": "1",
    "keepalives_count": "2",
}
"""The same for those for whom somebody waits."""


def make_engine(
    database_url: str,
    *,
    statement_timeout_ms: int = 0,
    connections: int = 20,
    kept: int = 10,
    network: Mapping[str, str] = PATIENT,
) -> Engine:
    """A psycopg 3 engine; jit is off because it costs 10-20 % on map queries.

    `statement_timeout_ms` 0 means no limit. At most `connections` are open at a time, and `kept`
    while nobody needs them. Errors do not tell the parameters of a statement: they may be
    personal, and errors are logged.
    """
    asked = libpq_parameters(database_url)
    url = sqlalchemy_url(asked)
    options = f"-c jit=off -c timezone=UTC -c statement_timeout={statement_timeout_ms}"
    options = f"{asked.pop('options', '')} {options}".strip()
    pooled = min(connections, kept)
    conninfo = make_conninfo(**{**network, **asked, "options": options})
    engine = create_engine(
        url,
        creator=partial(psycopg.connect, conninfo, cursor_factory=AwaitedCursor),
        pool_size=pooled,
        max_overflow=connections - pooled,
        pool_timeout=POOL_TIMEOUT_S,
        hide_parameters=True,
    )
    notice_dead(engine)
    return engine


def make_sessions(engine: Engine) -> SessionFactory:
    """A factory of sessions whose objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(sessions: SessionFactory) -> Iterator[Session]:
    """One session in one transaction: committed at the end, rolled back on any error."""
    with sessions() as session, session.begin():
        yield session
