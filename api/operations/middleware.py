"""What happens around every request: its number, its log line, its metrics, its limits."""

import logging
import time
import uuid
from collections import Counter as Counts
from collections.abc import Iterable, Mapping
from datetime import timedelta
from threading import Lock
from typing import Any

from fastapi import Request
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric
from prometheus_client.registry import Collector
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.content_policy import content_policy
from api.problems import plain_problem

log = logging.getLogger("atlas.requests")

SECURITY_HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}

LARGEST_BODY_BYTES = 1024 * 1024
NOTHING_LARGER: Mapping[tuple[str, str], int] = {}


class Metrics:
    """Counts and durations of requests by route template, in a registry of their own.

    `ready` counts by method, route and status what was answered from memory, in a fraction of the
    time that a counter takes; those counts are added to `requests` whenever somebody reads them.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.ready: Counts[tuple[str, str, int]] = Counts()
        self.registry.register(Added(self))
        self.requests = Counter(
            "atlas_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "atlas_request_duration_seconds",
            "Time until a request was answered.",
            ("method", "route"),
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )


class Added(Collector):
    """Adds, before any metric is read, what was counted aside."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._added: Counts[tuple[str, str, int]] = Counts()
        self._adding = Lock()

    def collect(self) -> Iterable[Metric]:
        """No metric of its own."""
        with self._adding:
            for counted, number in list(self._metrics.ready.items()):
                method, route, status = counted
                more = number - self._added[counted]
                self._metrics.requests.labels(method, route, str(status)).inc(more)
                self._added[counted] = number
        return ()


class Observed:
    """Numbers, times and logs each request, and answers with a problem where the program fails.

    Neither query strings nor headers are logged: they may hold personal data or tokens.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, hsts: timedelta | None = None) -> None:
        self.app = app
        self.metrics = metrics
        self._headers = SECURITY_HEADERS
        self._headers_by_https = {**SECURITY_HEADERS, **_hsts_header(hsts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = uuid.uuid4().hex[:16]
        scope.setdefault("state", {})["request_id"] = number
        is_https = scope.get("scheme") == "https"
        answered: dict[str, int] = {}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                always = self._headers_by_https if is_https else self._headers
                for name, value in {**always, "X-Request-Id": number}.items():
                    headers.setdefault(name, value)
            await send(message)

        began = time.perf_counter()
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            log.exception("%s failed: %s %s", number, scope["method"], scope["path"])
            if answered:
                raise
            await plain_problem(Request(scope), 500)(scope, receive, send_with_headers)
        finally:
            self._record(scope, answered.get("status", 500), time.perf_counter() - began, number)

    def _record(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        route, method = route_template(scope), scope["method"]
        self.metrics.requests.labels(method, route, str(status)).inc()
        self.metrics.seconds.labels(method, route).observe(seconds)
        log.info("%s %s %s %d %.1f ms", number, method, scope["path"], status, seconds * 1000)


def _hsts_header(hsts: timedelta | None) -> dict[str, str]:
    """The header by which browsers come by HTTPS alone (RFC 6797), never told over HTTP."""
    if hsts is None:
        return {}
    return {"Strict-Transport-Security": f"max-age={int(hsts.total_seconds())}"}


def route_template(scope: Scope) -> str:
    """The path of the matched route with its parameters unfilled, so that labels stay few."""
    route: Any = scope.get("route")
    template = getattr(route, "path", None)
    if template:
        return str(template)
    return "/api/tiles" if scope["path"].startswith("/api/tiles/") else "other"


class BodyLimit:
    """Refuses a request body larger than `largest_bytes`, announced or not.

    `larger` gives the limit of single addresses, by method and path, `larger_below` that of all
    whose paths begin so and go on without another slash.
    """

    def __init__(
        self,
        app: ASGIApp,
        largest_bytes: int = LARGEST_BODY_BYTES,
        larger: Mapping[tuple[str, str], int] = NOTHING_LARGER,
        larger_below: Mapping[tuple[str, str], int] = NOTHING_LARGER,
    ) -> None:
        self.app = app
        self.largest_bytes = largest_bytes
        self.larger = larger
        self.larger_below = larger_below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, with 413 where its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        largest = self._largest(scope["method"], scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > largest:
            status = 413 if announced.isdecimal() else 400
            await plain_problem(Request(scope), status)(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_limited, send)

    def _largest(self, method: str, path: str) -> int:
        parent = path[: path.rfind("/") + 1]
        below = self.larger_below.get((method, parent), self.largest_bytes)
        return self.larger.get((method, path), below)
