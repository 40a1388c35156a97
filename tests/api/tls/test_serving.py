"""HTTPS as it is served: a renewed certificate is taken without a restart; forged headers."""

import http.client
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from api.http.admission.addresses import TrustedProxies
from api.http.credentials import is_secure
from api.operations.middleware import Metrics, Observed
from api.tls.authority import LONGEST, LocalAuthority
from api.tls.serving import CertificateFiles, CertificateWatch, watched_context
from core.clock import Clock
from tests.waiting import wait_for

HOST = "127.0.0.1"
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
}


async def mirror(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell what the application knows of a request."""
    request = Request(scope)
    told = {
        "secure": is_secure(request),
        "base": str(request.base_url),
        "address": TrustedProxies.parsed(["10.0.0.0/8"]).address_of(scope),
    }
    await JSONResponse(told)(scope, receive, send)


@contextmanager
def serving(trusted: str, **options: Any) -> Iterator[int]:
    """The port of an application that tells what it knows."""
    app = Observed(mirror, Metrics(), timedelta(days=1))
    config = uvicorn.Config(
        app, host=HOST, port=0, lifespan="off", log_config=None, forwarded_allow_ips=trusted,
        **options,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def asked(connection: http.client.HTTPConnection, **headers: str) -> tuple[dict[str, Any], Any]:
    connection.request("GET", "/", headers=headers)
    answer = connection.getresponse()
    return json.loads(answer.read()), answer.headers


@pytest.fixture
def authority(tmp_path: Path, clock: Clock) -> LocalAuthority:
    made = LocalAuthority(tmp_path / "tls")
    made.renew([HOST], clock.now())
    return made


def test_certificate_is_believed_and_the_scheme_is_https(authority: LocalAuthority) -> None:
    options = {"ssl_certfile": authority.served, "ssl_context_factory": watched_context}
    trust = ssl.create_default_context(cafile=str(authority.certificate))
    with serving("", **options) as port:
        connection = http.client.HTTPSConnection(HOST, port, context=trust)
        told, headers = asked(connection)
        assert told["secure"]
        assert told["base"] == f"https://{HOST}:{port}/"
        assert headers["strict-transport-security"] == "max-age=86400"
        again, _ = asked(connection)  # on the same connection
        assert again == told
        connection.close()


def test_stranger_forges_neither_scheme_nor_host_nor_address() -> None:
    with serving("10.0.0.5") as port:
        connection = http.client.HTTPConnection(HOST, port)
        told, headers = asked(connection, **FORGED)
        connection.close()
    assert told == {"secure": False, "base": f"http://{HOST}:{port}/", "address": HOST}
    assert "strict-transport-security" not in headers


def test_trusted_proxy_tells_the_scheme_and_never_the_host() -> None:
    with serving(HOST) as port:
        connection = http.client.HTTPConnection(HOST, port)
        told, _ = asked(connection, **FORGED)
        connection.close()
    assert told["secure"]
    assert told["base"] == f"https://{HOST}:{port}/"


def test_renewed_certificate_is_served_without_a_restart(
    authority: LocalAuthority, clock: Clock
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.served)
    watch = CertificateWatch(context, CertificateFiles(authority.served, None))
    assert not watch.look()
    before = shown(context)
    authority.renew([HOST], clock.now() + LONGEST)
    assert watch.look()
    assert shown(context) != before
    assert not watch.look()


def test_unusable_certificate_leaves_the_old_one(authority: LocalAuthority) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.served)
    before = shown(context)
    watch = CertificateWatch(context, CertificateFiles(authority.served, None))
    authority.served.write_bytes(b"half a file")
    assert not watch.look()
    authority.served.unlink()
    assert not watch.look()
    assert shown(context) == before


def shown(context: ssl.SSLContext) -> bytes:
    """The certificate that a server with the context shows."""
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context.wrap_bio(to_server, to_client, server_side=True)
    client = asking.wrap_bio(to_client, to_server)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    found = client.getpeercert(binary_form=True)
    assert found is not None
    return found
