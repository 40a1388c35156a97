"""Requests for tiles that cannot be answered."""

from core.errors import AtlasError, InvalidValueError, NotFoundError
from core.text import Text

RETRY_AFTER_S = 5
"""Short: a map asks for what it lacks, and the database answers again within seconds."""


class NoTileError(NotFoundError):
    """The tile matrix set has no such tile, or the layers end at a lower zoom."""

    phrase = Text(
        "Мұндай тайл жоқ: {value}", "Нет такого тайла: {value}", "There is no such tile: {value}"
    )


class NoTileResourceError(NotFoundError):
    """The path names neither a tile, nor a TileJSON, nor the style, nor a file of its icons."""

    phrase = Text(
        "Тайлдар арасында мұндай мекенжай жоқ: {value}",
        "Среди тайлов нет такого адреса: {value}",
        "Tiles have no such address: {value}",
    )


class UnknownTileParameterError(InvalidValueError):
    """A query parameter that none of the asked layers knows."""

    phrase = Text(
        "Бұл қабаттардың «{field}» параметрі жоқ: {value}",
        "У этих слоёв нет параметра «{field}»: {value}",
        "These layers have no parameter “{field}”: {value}",
    )


class MethodRefusedError(AtlasError):
    """Tiles are only read."""

    phrase = Text(
        "Тайлдарды тек оқуға болады, {value} әдісі жарамайды.",
        "Тайлы можно только читать, метод {value} не подходит.",
        "Tiles can only be read; the method {value} is not allowed.",
    )


class TilesUnavailableError(AtlasError):
    """The database did not answer."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Деректер қоры жауап бермеді. Сәл кейінірек қайталаңыз.",
        "База данных не ответила. Повторите чуть позже.",
        "The database did not answer. Try again a little later.",
    )
