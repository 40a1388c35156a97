"""`--now MOMENT`: the application and its database live at another moment, and time goes on there.

The application is shifted at its clock (core.clock), in other processes by the same variable. In
the database, functions of the schema `public` that tell the shifted time stand before those of
`pg_catalog`: defaults of columns, triggers and statements all find them. Nothing of it exists
outside the tests.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

import procrastinate.utils
import psycopg
import pytest
from psycopg import sql

from core.clock import SHIFT, Clock
from core.embedded.cluster import EmbeddedCluster
from tests.clocks.moments import MOMENTS, moment

SHADOW = sql.SQL(
    "CREATE OR REPLACE FUNCTION public.{name}() RETURNS timestamptz LANGUAGE sql {kind}"
    " PARALLEL SAFE AS $$ SELECT pg_catalog.{name}() + INTERVAL {ahead} $$"
)
OUT_OF_DUMPS = sql.SQL("ALTER EXTENSION plpgsql ADD FUNCTION public.{name}()")
"""What belongs to an extension is in no dump, so that one can be restored beside the shadows."""
FUNCTIONS = {
    "now": "STABLE",
    "transaction_timestamp": "STABLE",
    "statement_timestamp": "STABLE",
    "clock_timestamp": "VOLATILE",
}
SHADOWS_FIRST = '"$user", public, pg_catalog'


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--now",
        metavar="MOMENT",
        help=f"live at another moment: one of {', '.join(MOMENTS)}, or an ISO time with its zone",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Shift the clock of the application and that of every cluster which is started."""
    name = config.getoption("--now")
    if name is None:
        return
    if not hasattr(config, "workerinput"):
        now = Clock().now()
        os.environ[SHIFT] = str((moment(name, now) - now).total_seconds())
    ahead = Clock.from_environment(os.environ).ahead
    _shift_application(ahead)
    _shift_clusters(ahead)


def pytest_report_header(config: pytest.Config) -> str:
    """The moment that is lived at."""
    lived = Clock.from_environment(os.environ).now()
    return f"now: {config.getoption('--now') or 'the present'}, {lived:%Y-%m-%d %H:%M} UTC"


def _shift_application(ahead: timedelta) -> None:
    """Let all settings have the shifted clock, also those that a test makes from a few words."""

    def shifted(environment: Mapping[str, str]) -> Clock:
        told = environment.get(SHIFT)
        return Clock(timedelta(seconds=float(told)) if told else ahead)

    Clock.from_environment = staticmethod(shifted)  # type: ignore[method-assign, assignment]
    # By its own clock the queue says when a job is tried again; the database would find that past.
    procrastinate.utils.utcnow = Clock(ahead).now


def _shift_clusters(ahead: timedelta) -> None:
    """Let every database that is made in a cluster of the tests find the shifted functions."""
    start: Callable[[EmbeddedCluster], None] = EmbeddedCluster._start_server  # noqa: SLF001

    shifted: set[str] = set()

    def start_shifted(cluster: EmbeddedCluster) -> None:
        cluster._options["search_path"] = SHADOWS_FIRST  # noqa: SLF001
        start(cluster)
        # A server that is started again may be killed again right away by its test.
        forgiven = [psycopg.OperationalError] if str(cluster.folder) in shifted else []
        with suppress(*forgiven):
            _make_shadows(cluster.url("template1"), ahead)
        shifted.add(str(cluster.folder))

    EmbeddedCluster._start_server = start_shifted  # type: ignore[method-assign]  # noqa: SLF001


def _make_shadows(template_url: str, ahead: timedelta) -> None:
    with psycopg.connect(template_url, autocommit=True) as connection:
        for name, kind in FUNCTIONS.items():
            known = "SELECT to_regprocedure(%s) IS NOT NULL"
            if connection.execute(known, [f"public.{name}()"]).fetchone() == (True,):
                continue  # the server is started again
            shadow = SHADOW.format(
                name=sql.Identifier(name),
                kind=sql.SQL(kind),
                ahead=sql.Literal(f"{ahead.total_seconds()} s"),
            )
            connection.execute(shadow)
            connection.execute(OUT_OF_DUMPS.format(name=sql.Identifier(name)))
