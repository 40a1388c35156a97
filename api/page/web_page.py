"""The web page: its files, a shell for every address that is one of its pages, 404 for others."""

from pathlib import Path

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.http.negotiation import language_of
from api.page.old_addresses import redirect_target
from api.page.shells import Shells
from api.problems import plain_problem
from core.text import Text

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
HASHED_FOLDERS = ("_app/immutable/", "small-map/")
"""Every file in them is named after its content."""
ONCE_THE_PAGE = (".", "index.html")

NOT_BUILT = Text(
    "Веб-бет әлі жиналмаған. «make demo» орындаңыз. API /api мекенжайында жұмыс істейді.",
    "Веб-страница ещё не собрана. Выполните «make demo». API работает по адресу /api.",
    "The web page has not been built yet. Run “make demo”. The API answers at /api.",
)


class WebPage(StaticFiles):
    """The built web page in a folder; the folder may appear after the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shells = Shells(folder)
        super().__init__(directory=folder, check_dir=False)

    async def check_config(self) -> None:
        """Pass: a folder that is not there yet is answered for, not an error."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, a shell, where the old address leads now; else 404."""
        request = Request(scope)
        if scope["method"] not in {"GET", "HEAD"}:
            return plain_problem(request, 405)
        if path in ONCE_THE_PAGE:
            redirect = RedirectResponse(redirect_target(request.url.query), 308)
            return self._with_headers(redirect, path)
        try:
            return self._with_headers(await super().get_response(path, scope), path)
        except HTTPException as error:
            if error.status_code != 404 or not _is_view(path):  # noqa: PLR2004 - Not Found
                return plain_problem(request, error.status_code)
            return await self._view(path, request)

    async def _view(self, path: str, request: Request) -> Response:
        if not self.shells.are_built:
            return PlainTextResponse(NOT_BUILT.in_language(language_of(request)), 503)
        name = self.shells.shell_of(path.strip("/"))
        if self.shells.is_page(f"/{path}"):
            return self._with_headers(await super().get_response(name, request.scope), name)
        return self._with_headers(HTMLResponse((self.folder / name).read_bytes(), 404), name)

    def _with_headers(self, response: Response, name: str) -> Response:
        """The response for a file, told how long it is kept and which scripts may run in it."""
        is_hashed = name.startswith(HASHED_FOLDERS)
        response.headers["Cache-Control"] = FOREVER if is_hashed else REVALIDATE
        if name.endswith(".html"):
            response.headers["Content-Security-Policy"] = self.shells.policy(name)
        return response


def _is_view(path: str) -> bool:
    """Whether an address may be one of a page: not below /api and no file name."""
    first, _, _ = path.partition("/")
    return first != "api" and "." not in path.rpartition("/")[2]
