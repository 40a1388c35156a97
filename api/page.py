"""The web page: its files, with index.html for every address that is not a file of its own."""

from pathlib import Path

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.http.negotiation import language_of
from api.problems import plain_problem
from core.text import Text

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
HASHED_FOLDER = "assets"
"""Vite names every file in it after its content."""

NOT_BUILT = Text(
    "Веб-бет әлі жиналмаған. «make demo» орындаңыз. API /api мекенжайында жұмыс істейді.",
    "Веб-страница ещё не собрана. Выполните «make demo». API работает по адресу /api.",
    "The web page has not been built yet. Run “make demo”. The API answers at /api.",
)


class WebPage(StaticFiles):
    """The built web page in a folder; the folder may appear after the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(directory=folder, check_dir=False)

    async def check_config(self) -> None:
        """Pass: a folder that is not there yet is answered for, not an error."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or index.html for an address without a file name; else a problem."""
        request = Request(scope)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or not _is_view(path):  # noqa: PLR2004 - Not Found
                return plain_problem(request, error.status_code)
            if not (self.folder / "index.html").is_file():
                return PlainTextResponse(NOT_BUILT.in_language(language_of(request)), 503)
            path = "index.html"
            response = await super().get_response(path, scope)
        hashed = path.startswith(f"{HASHED_FOLDER}/")
        response.headers["Cache-Control"] = FOREVER if hashed else ASK_AGAIN
        return response


def _is_view(path: str) -> bool:
    """Whether an address is one of the page's own views: not below /api and no file name."""
    first, _, _ = path.partition("/")
    return path == "." or (first != "api" and "." not in path.rpartition("/")[2])
