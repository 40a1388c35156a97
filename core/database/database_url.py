"""The address of the database as each driver reads it: several hosts, sockets, options of libpq."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL

ANY_DRIVER = ("postgresql", "postgres")
READ_BY_ASYNCPG = frozenset(
    {
        "host", "port", "dbname", "user", "password", "passfile", "service", "sslmode",
        "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslpassword", "sslnegotiation",
        "ssl_min_protocol_version", "ssl_max_protocol_version", "target_session_attrs",
        "krbsrvname", "gsslib", "application_name", "options",
    }
)  # fmt: skip
"""asyncpg sends every other parameter to the server, which refuses what it does not know."""


def libpq_parameters(database_url: str) -> dict[str, str]:
    """The parameters of an address as libpq names them, hosts and ports separated by commas.

    A driver of SQLAlchemy in the scheme is no matter. Raises psycopg.ProgrammingError for what is
    no address.
    """
    scheme, mark, rest = database_url.partition("://")
    name, plus, _ = scheme.partition("+")
    plain = f"{name}://{rest}" if mark and plus and name in ANY_DRIVER else database_url
    return {name: str(value) for name, value in conninfo_to_dict(plain).items()}


def sqlalchemy_url(parameters: Mapping[str, str]) -> URL:
    """The address as an engine shows it; libpq understands it too, with another scheme.

    Several hosts, and folders of sockets, stand in its query.
    """
    rest = dict(parameters)
    url = URL.create(
        "postgresql+psycopg",
        username=rest.pop("user", None),
        password=rest.pop("password", None),
        database=rest.pop("dbname", None),
    )
    host, port = rest.get("host", ""), rest.get("port", "")
    if host and not set(host) & set("/,") and "," not in port:
        del rest["host"]
        rest.pop("port", None)
        url = url.set(host=host, port=int(port) if port else None)
    return url.update_query_dict(rest)


def asyncpg_url(database_url: str) -> str:
    """The same address as asyncpg reads it, without what only libpq understands."""
    known = {
        name: value
        for name, value in libpq_parameters(database_url).items()
        if name in READ_BY_ASYNCPG
    }
    if "host" in known:
        known["host"] = ",".join(_bracketed(host) for host in known["host"].split(","))
        ports = known.get("port", "").split(",")
        if len(ports) == 1:
            known["port"] = ",".join([ports[0] or "5432"] * len(known["host"].split(",")))
        else:
            known["port"] = ",".join(port or "5432" for port in ports)
    return f"postgresql://?{urlencode(known, quote_via=quote)}"


def _bracketed(host: str) -> str:
    """An IPv6 address in brackets, as asyncpg takes a colon for the beginning of a port."""
    return f"[{host}]" if ":" in host and not host.startswith("/") else host
