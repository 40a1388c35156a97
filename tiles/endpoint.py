"""The tile endpoint: a plain ASGI application for tiles, TileJSON and the map style.

Failures are raised as named errors; the application around it turns them into problem details.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlencode

from starlette.types import Receive, Scope, Send

from core.errors import InvalidValueError
from core.text import Language, Text, preferred_language
from layers.registry import Catalogue
from tiles.answering import JSON, VECTOR_TILE, Asked, send_answer
from tiles.answers import TileAnswers
from tiles.cache import DEFAULT_LIMIT, TileCache
from tiles.changes import listening
from tiles.database import tile_database
from tiles.errors import MethodRefusedError, NoTileResourceError, TilesUnavailableError
from tiles.request import parse_filters, parse_request
from tiles.tilejson import tile_address

READING = ("GET", "HEAD")
LANG = "lang"
VARY_ENCODING = b"Accept-Encoding"
VARY_LANGUAGE = b"Accept-Encoding, Accept-Language"
LANGUAGES = Text(
    "Мүмкін мәндер: kk, ru, en.", "Возможные значения: kk, ru, en.", "Use kk, ru or en."
)


class TileEndpoint:
    """Answers below the path where it is mounted, while `running`.

    `public_url` takes the place of scheme and host in the addresses that it gives out; without
    it they are those by which the caller came.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        database_url: str,
        *,
        statement_timeout_ms: int = 0,
        cache_bytes: int = DEFAULT_LIMIT,
        public_url: str | None = None,
    ) -> None:
        self.cache = TileCache(cache_bytes)
        self._catalogue = catalogue
        self._database_url = database_url
        self._statement_timeout_ms = statement_timeout_ms
        self._public_url = public_url
        self._answers: TileAnswers | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Connections to the database and news of its changes for as long as the block runs."""
        async with tile_database(self._database_url, self._statement_timeout_ms) as database:
            self._answers = TileAnswers(self._catalogue, database, self.cache)
            try:
                async with listening(self._database_url, self._answers.listeners):
                    yield
            finally:
                self._answers = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI gives it
        """Nothing; the request is answered. Raises a named error where it cannot be."""
        if scope["method"] not in READING:
            raise MethodRefusedError(scope["method"], field="method")
        if self._answers is None:
            raise TilesUnavailableError
        asked = Asked(scope)
        match asked.path.removeprefix("/").split("/"):
            case [layers, z, x, y]:
                await self._tile(self._answers, asked, send, layers, (z, x, y))
            case [layers, "tilejson.json"]:
                await self._tilejson(self._answers, asked, send, layers)
            case ["style.json"]:
                await self._style(self._answers, asked, send)
            case _:
                raise NoTileResourceError(asked.path, field="path")

    async def _tile(
        self, answers: TileAnswers, asked: Asked, send: Send, layers: str, place: tuple[str, ...]
    ) -> None:
        request = parse_request(answers.sources, layers, place, asked.query)
        await send_answer(asked, send, await answers.tile(request), VECTOR_TILE, VARY_ENCODING)

    async def _tilejson(self, answers: TileAnswers, asked: Asked, send: Send, layers: str) -> None:
        sources = answers.sources.named(layers)
        language, filters = _language_and_rest(asked)
        parse_filters(sources, filters)
        ids = ",".join(source.id for source in sources)
        address = tile_address(self._base_url(asked), ids, filters)
        answer = await answers.tilejson(sources, language, address)
        await send_answer(asked, send, answer, JSON, VARY_LANGUAGE)

    async def _style(self, answers: TileAnswers, asked: Asked, send: Send) -> None:
        language, _ = _language_and_rest(asked)
        answer = await answers.style(language, self._base_url(asked))
        await send_answer(asked, send, answer, JSON, VARY_LANGUAGE)

    def _base_url(self, asked: Asked) -> str:
        if self._public_url:
            return self._public_url.rstrip("/") + str(asked.scope.get("root_path", ""))
        return asked.base_url


def _language_and_rest(asked: Asked) -> tuple[Language, str]:
    """The wanted language, by `lang` or else by Accept-Language, and the query without it."""
    query = parse_qsl(asked.query, keep_blank_values=True)
    rest = urlencode([(name, value) for name, value in query if name != LANG], safe=",")
    wanted = dict(query).get(LANG)
    if wanted is None:
        return preferred_language(asked.header(b"accept-language")), rest
    if wanted not in set(Language):
        raise InvalidValueError(wanted, field=LANG, hint=LANGUAGES)
    return Language(wanted), rest
