"""What an address can be asked: the answer to OPTIONS, and Allow where a method is refused."""

from http import HTTPMethod

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
ASKED = tuple(str(method) for method in (
    HTTPMethod.GET, HTTPMethod.POST, HTTPMethod.PUT, HTTPMethod.PATCH, HTTPMethod.DELETE
))  # fmt: skip
METHOD_NOT_ALLOWED = 405
NO_CONTENT = 204


class AllowedMethods:
    """Answers OPTIONS with the methods of all routes at the address (RFC 9110 §9.3.7, §15.5.6).

    A framework's own Allow names those of the first route that has the path.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            allow = {"Allow": ", ".join(methods_at(scope["app"].router, scope))}
            await Response(status_code=NO_CONTENT, headers=allow)(scope, receive, send)
            return

        async def send_allowed(message: Message) -> None:
            refused = message.get("status") == METHOD_NOT_ALLOWED
            if message["type"] == "http.response.start" and refused:
                allowed = methods_at(scope["app"].router, scope)
                MutableHeaders(scope=message)["Allow"] = ", ".join(allowed)
            await send(message)

        await self.app(scope, receive, send_allowed)


def methods_at(router: Router, scope: Scope) -> list[str]:
    """The methods that an address takes; a mounted application and the page are only read."""
    found = {
        method
        for method in ASKED
        for route in router.routes
        if not isinstance(route, Mount)
        and route.matches({**scope, "method": method})[0] is Match.FULL
    }
    known = found or {READING[0]}
    return [*(READING if READING[0] in known else ()), *sorted(known - {READING[0]}), "OPTIONS"]
