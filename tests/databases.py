"""Databases made from templates, inside the run's private cluster."""

import fcntl
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, sessionmaker

from core.database.engine import SessionFactory
from core.database.public_role import PUBLIC_ROLE
from core.embedded.cluster import EmbeddedCluster
from tests.clocks.touches import TOUCHES


def template_made_once(
    cluster: EmbeddedCluster, name: str, origin: str, fill: Callable[[str], None]
) -> str:
    """The template's name; the first worker that asks makes it from `origin` and fills it.

    `fill` is called with the URL of the database and must close all of its connections.
    """
    with (cluster.home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _administration(cluster) as connection:
            known = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(known, [name]).rowcount == 0:
                unfinished = f"{name}_unfinished"
                _create(connection, unfinished, origin)
                with TOUCHES.paused():
                    fill(cluster.url(unfinished))
                rename = SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(Identifier(unfinished), Identifier(name)))
    return name


@contextmanager
def clone(cluster: EmbeddedCluster, template: str, name: str = "") -> Iterator[str]:
    """The URL of a copy of the template, which is dropped after the block."""
    name = name or f"clone_{secrets.token_hex(6)}"
    with _administration(cluster) as connection:
        _create(connection, name, template)
        try:
            yield cluster.url(name)
        finally:
            _drop(connection, name)


@contextmanager
def undone_sessions(engine: Engine) -> Iterator[SessionFactory]:
    """A factory of sessions that share one transaction, which is rolled back in the end."""
    with engine.connect() as connection, connection.begin() as outer:
        yield sessionmaker(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        outer.rollback()


class _PublicSession(Session):
    """A session in the role of strangers for as long as its transaction lasts."""


@event.listens_for(_PublicSession, "after_begin")
def _enter_role(_session: Session, _transaction: object, connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL ROLE {PUBLIC_ROLE}")


@event.listens_for(_PublicSession, "before_commit")
def _leave_role(session: Session) -> None:
    session.connection().exec_driver_sql("SET LOCAL ROLE NONE")


def sessions_of_strangers(sessions: SessionFactory) -> SessionFactory:
    """A factory of sessions on the same connection that see what strangers may."""
    return sessionmaker(**{**sessions.kw, "class_": _PublicSession})


@contextmanager
def _administration(cluster: EmbeddedCluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        yield connection


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    _drop(connection, name)
    create = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    connection.execute(create.format(Identifier(name), Identifier(template)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
