"""The style sheets of the API's pages, of which the web page is built as well."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.html.rendering import STATIC

REVALIDATE = "no-cache"
"""A browser asks each time whether they are still the same, so a new atlas has its look at once."""


class StyleFiles(StaticFiles):
    """The files in the folder of style sheets."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 304. Raises HTTPException where there is none."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = REVALIDATE
        return response
