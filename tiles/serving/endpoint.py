"""The tile endpoint: a plain ASGI application for tiles, TileJSON, the map style and its icons.

Failures are raised as named errors; the application around it turns them into problem details.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlencode

from starlette.types import Receive, Scope, Send

from core.clock import Clock
from core.errors import InvalidValueError
from core.text import Language, Text, preferred_language
from layers.registry import Catalogue
from tiles.database import TileDatabase, tile_database
from tiles.errors import MethodRefusedError, NoTileResourceError, TilesUnavailableError
from tiles.metadata.tilejson import tile_address
from tiles.request import parse_filters, parse_request
from tiles.serving.asgi_request import AsgiRequest
from tiles.serving.cache import DEFAULT_LIMIT, TileCache
from tiles.serving.changes import listening
from tiles.serving.encoded_tile import EncodedTile
from tiles.serving.merging import merging
from tiles.serving.renderer import TileAnswers
from tiles.serving.sprites import FOLDER, SpriteFiles
from tiles.style.theme import Theme

READING = ("GET", "HEAD")
FAILURE = "atlas.tile_failure"
"""The key of a scope for what was raised when the request was tried before."""
LANG, THEME = "lang", "theme"
LANGUAGES = Text(
    "Мүмкін мәндер: kk, ru, en.", "Возможные значения: kk, ru, en.", "Use kk, ru or en."
)
THEMES = Text(
    "Мүмкін мәндер: light, dark.", "Возможные значения: light, dark.", "Use light or dark."
)


class TileEndpoint:
    """Answers below the path where it is mounted, while `running`.

    `public_url` takes the place of scheme and host in the addresses that it gives out; without
    it they are those by which the caller came. Regions are shown as they are on the clock's day.
    Tiles are read at the `reading_url` of the database, where one is given. While the database
    `is_gone` nobody waits for it.
    """

    def __init__(  # noqa: PLR0913 - what the door decides
        self,
        catalogue: Catalogue,
        database_url: str,
        *,
        reading_url: str | None = None,
        statement_timeout_ms: int = 0,
        cache_bytes: int = DEFAULT_LIMIT,
        public_url: str | None = None,
        clock: Clock,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> None:
        self.cache = TileCache(cache_bytes)
        self._catalogue = catalogue
        self._database_url = database_url
        self._reading_url = reading_url or database_url
        self._statement_timeout_ms = statement_timeout_ms
        self._public_url = public_url
        self._clock = clock
        self._is_gone = is_gone
        self._sprite = SpriteFiles(catalogue)
        self._answers: TileAnswers | None = None
        self._database: TileDatabase | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For as long as the block runs: connections to the database, news of its changes, and
        the merging of changes into what tiles are made from.
        """  # noqa: D205 - one sentence
        async with (
            tile_database(self._reading_url, self._statement_timeout_ms, self._is_gone) as database,
            merging(self._database_url, self._catalogue) as wake,
        ):
            self._answers = TileAnswers(self._catalogue, database, self.cache, wake, self._clock)
            self._database = database
            try:
                async with listening(self._database_url, self._answers.listeners):
                    yield
            finally:
                self._answers = self._database = None

    def cut(self) -> None:
        """End every connection that makes tiles, as the database is gone."""
        if self._database is not None:
            self._database.cut()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI gives it
        """Answer the request. Raises a named error where it cannot be answered."""
        if FAILURE in scope:
            raise scope[FAILURE]
        if scope["method"] not in READING:
            raise MethodRefusedError(scope["method"], field="method")
        answer = await self.answer(scope)
        await answer.send(scope, send)

    async def answer_tile(
        self, scope: Scope, send: Send, layer_ids: str, place: tuple[str, str, str]
    ) -> None:
        """Answer a request for a tile at any other path, headers and 304 included.

        `layer_ids` are separated by commas; `place` is zoom, column and row as the path has them;
        filters stand in the scope's query string. The same address asked again is answered ahead
        of the routes. Raises a named error where there is no such tile.
        """
        answer = await self._tile(AsgiRequest(scope), layer_ids, place)
        await answer.send(scope, send)

    async def answer(self, scope: Scope) -> EncodedTile:
        """The answer to a GET below the mounted path. Raises a named error where there is none."""
        asked = AsgiRequest(scope)
        match asked.path.removeprefix("/").split("/"):
            case [layers, z, x, y]:
                return await self._tile(asked, layers, (z, x, y))
            case [layers, "tilejson.json"]:
                return await self._tilejson(asked, layers)
            case ["style.json"]:
                language, _ = _language_and_rest(asked)
                return await self._running.style(language, _theme(asked), self._base_url(asked))
            case [folder, file] if folder == FOLDER:
                return await self._sprite.file(file)
            case _:
                raise NoTileResourceError(asked.path, field="path")

    @property
    def _running(self) -> TileAnswers:
        if self._answers is None:
            raise TilesUnavailableError
        return self._answers

    async def _tile(self, asked: AsgiRequest, layers: str, place: tuple[str, ...]) -> EncodedTile:
        answers = self._running
        request = parse_request(answers.tile_layers, layers, place, asked.query)
        answer = await answers.tile(request)
        self.cache.name(request.key, *asked.address)
        return answer

    async def _tilejson(self, asked: AsgiRequest, layers: str) -> EncodedTile:
        tile_layers = self._running.tile_layers.named(layers)
        language, filters = _language_and_rest(asked)
        parse_filters(tile_layers, filters)
        ids = ",".join(tile_layer.id for tile_layer in tile_layers)
        address = tile_address(self._base_url(asked), ids, filters)
        return await self._running.tilejson(tile_layers, language, address)

    def _base_url(self, asked: AsgiRequest) -> str:
        if self._public_url:
            return self._public_url.rstrip("/") + str(asked.scope.get("root_path", ""))
        return asked.base_url


def _language_and_rest(asked: AsgiRequest) -> tuple[Language, str]:
    """The wanted language, by `lang` or else by Accept-Language, and the query without it."""
    query = parse_qsl(asked.query, keep_blank_values=True)
    rest = urlencode([(name, value) for name, value in query if name != LANG], safe=",")
    wanted = dict(query).get(LANG)
    if wanted is None:
        return preferred_language(asked.header(b"accept-language")), rest
    if wanted not in set(Language):
        raise InvalidValueError(wanted, field=LANG, hint=LANGUAGES)
    return Language(wanted), rest


def _theme(asked: AsgiRequest) -> Theme:
    """The wanted theme of the map, the light one without a wish."""
    wanted = dict(parse_qsl(asked.query, keep_blank_values=True)).get(THEME, Theme.LIGHT)
    if wanted not in set(Theme):
        raise InvalidValueError(wanted, field=THEME, hint=THEMES)
    return Theme(wanted)
