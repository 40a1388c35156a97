"""Where a page begins: an opaque token, good for one request only."""

import base64
import hashlib
import json
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from pydantic import AfterValidator

from api.http.negotiation import PRESENTATION
from core.errors import InvalidValueError
from core.text import Text
from layers.reading.sorting import SortKey

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 10_000
FARTHEST_OFFSET = 10_000
"""Features that are passed over have to be read all the same; a `next` link passes none."""
LONGEST_TOKEN = 4_000
MOST_DIGITS = 12
PAGED_BY = PRESENTATION | {"after", "limit", "offset"}
"""Parameters that may differ from page to page of one result."""

LIMIT_HINT = Text(
    "1-ден басталатын бүтін сан керек; бір бетте ең көбі 10 000 нысан болады.",
    "Нужно целое число от 1; на странице бывает не больше 10 000 объектов.",
    "A whole number from 1 is needed; a page holds 10,000 features at most.",
)
OFFSET_HINT = Text(
    "0 мен 10 000 арасындағы бүтін сан керек, «after» параметрінсіз; әрі қарай жауаптағы next"
    " сілтемесімен жүріңіз.",
    "Нужно целое число от 0 до 10 000, без параметра «after»; дальше идите по ссылке next из"
    " ответа.",
    "A whole number from 0 to 10,000 is needed, without “after”; to go on follow the link next of"
    " the answer.",
)
Keyset = tuple[object, ...]

AFTER_HINT = Text(
    "Бұл белгі осы сұрауға берілмеген. Бірінші беттен бастаңыз.",
    "Эта метка выдана не для этого запроса. Начните с первой страницы.",
    "This token was not given for this request. Start from the first page.",
)


def length_of_page(text: str | None) -> int:
    """The wanted features of a page: `limit`, at most the largest. Raises InvalidValueError.

    A larger one shall not be an error (OGC API - Features, 7.15.2).
    """
    if text is None:
        return DEFAULT_LIMIT
    return clamped_limit(whole_number(text, "limit", LIMIT_HINT, least=1), LARGEST_LIMIT)


def whole_number(text: str, field: str, hint: Text, *, least: int) -> int:
    """The number of a text of digits, at least so much. Raises InvalidValueError."""
    if not (text.isascii() and text.isdigit()) or (number := int(text[:MOST_DIGITS])) < least:
        raise InvalidValueError(text, field=field, hint=hint)
    return number


def offset_of(given: Mapping[str, str]) -> int:
    """How many features are passed over. Raises InvalidValueError where they are too many."""
    if "offset" not in given:
        return 0
    text = given["offset"]
    offset = whole_number(text, "offset", OFFSET_HINT, least=0)
    if offset > FARTHEST_OFFSET or "after" in given:
        raise InvalidValueError(text, field="offset", hint=OFFSET_HINT)
    return offset


def clamped_limit(limit: int, largest: int) -> int:
    """The limit, or the largest where it is above that."""
    return min(limit, largest)


def limited_to(largest: int) -> AfterValidator:
    """What makes of a larger `limit` the largest, for a route that lets FastAPI read it."""
    return AfterValidator(partial(clamped_limit, largest=largest))


def keyset_of(layer: str, given: Mapping[str, str], order: Sequence[SortKey] = ()) -> Keyset:
    """The sort values after which the page begins; an empty one for the first page.

    It is an id, or the values of the order's keys. Raises InvalidValueError for a token that was
    not given for this request.
    """
    if "after" not in given:
        return ()
    token = given["after"]
    try:
        told, _ = json.loads(base64.urlsafe_b64decode(token[:LONGEST_TOKEN].encode()))
        if _fits(told, order) and token_of(layer, given, told) == token:
            return tuple(_read(told, order))
    except (ValueError, TypeError, RecursionError, Base64Error, InvalidValueError):
        pass
    raise InvalidValueError(token, field="after", hint=AFTER_HINT)


def _fits(told: object, order: Sequence[SortKey]) -> bool:
    """Whether a token tells sort values: a value of each key, the last one an id."""
    return isinstance(told, list) and len(told) == max(len(order), 1) and type(told[-1]) is int


def _read(told: Sequence[object], order: Sequence[SortKey]) -> Iterator[object]:
    *values, last_id = told
    yield from (key.read(each) for key, each in zip(order, values, strict=False))
    yield last_id


def token_of(layer: str, parameters: Mapping[str, str], keyset: Sequence[object]) -> str:
    """The keyset and a check sum that ties it to the request."""
    kept = sorted(pair for pair in parameters.items() if pair[0] not in PAGED_BY)
    seen = json.dumps([layer, kept, keyset], default=_written)
    check = hashlib.sha256(seen.encode()).hexdigest()[:16]
    told = json.dumps([keyset, check], default=_written, ensure_ascii=False)
    return base64.urlsafe_b64encode(told.encode()).decode()


def _written(value: object) -> str:
    """A day or a time as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
