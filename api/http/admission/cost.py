"""What a door costs the machine: every route declares its class."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

DECLARED = "atlas_cost"
DEAR = re.compile(rb"(?:^|&)(?:filter=|sortby=|(?:limit|offset)=\d{4})")
"""Queries that may look at every row, or answer with thousands."""


class Cost(StrEnum):
    """A class of doors; each has places, threads and connections of its own (ADR 0023)."""

    FREE = "free"
    """Asks no database: never waits."""
    HOT = "hot"
    """One object or place by its key: milliseconds."""
    QUERY = "query"
    """A page or a count that indexes answer."""
    SEARCH = "search"
    """A search or filter of the caller's own making, which may look at every row."""
    ANALYSIS = "analysis"
    """Coverage and trips: many rows and much arithmetic."""
    DOWNLOAD = "download"
    """Whole layers as files."""
    WRITE = "write"
    """Changes of single objects, and orders for the worker."""
    SIGN_IN = "sign_in"
    """What proves a password, which takes memory and time on purpose."""
    UPLOAD = "upload"
    """Large bodies that come in over minutes."""


def costs(cost: Cost) -> Callable[[Endpoint], Endpoint]:
    """The declaration of a door's class, below the decorator of its route."""

    def declared(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, DECLARED, cost)
        return endpoint

    return declared


def declared_cost(endpoint: Callable[..., Any]) -> Cost | None:
    """The class that an endpoint declares; None where it has forgotten to."""
    return getattr(endpoint, DECLARED, None)


class Door(APIRoute):
    """A route into which nobody comes before there is room for what it costs.

    A door without a class is a query. A query with a filter of CQL2, in an order, or for
    thousands of rows, is a search.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - FastAPI's
        super().__init__(path, endpoint, **options)
        self.cost = declared_cost(endpoint) or Cost.QUERY

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, once it is admitted."""
        cost = self.cost
        if cost is Cost.QUERY and DEAR.search(scope["query_string"]):
            cost = Cost.SEARCH
        await scope["app"].state.admission.admit(cost, super().handle, scope, receive, send)
