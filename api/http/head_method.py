"""HEAD for every address that answers GET (RFC 9110 §9.3.2): the same headers, no body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WITHOUT_BODY = "atlas.without_body"
"""The key of a scope that tells an endpoint that the body of its answer is not wanted."""


class HeadLikeGet:
    """Has HEAD answered as GET and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET", WITHOUT_BODY: True}
        await self.app(asked, receive, send_head)
        if "route" in asked:
            scope["route"] = asked["route"]
