"""Where a page begins: an opaque token, good for one request only."""

import base64
import hashlib
import json
from binascii import Error as Base64Error
from collections.abc import Mapping
from functools import partial

from pydantic import AfterValidator

from api.negotiation import PRESENTATION
from core.errors import InvalidValueError
from core.text import Text

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 10_000
FARTHEST_OFFSET = 10_000
"""Features that are passed over have to be read all the same; a `next` link passes none."""
LONGEST_TOKEN = 100
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


def place_of(layer: str, given: dict[str, str]) -> int | None:
    """The id after which the page begins. Raises InvalidValueError for any other token."""
    if "after" not in given:
        return None
    token = given["after"]
    if len(token) > LONGEST_TOKEN:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT)
    try:
        last_id, _ = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, Base64Error) as error:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT) from error
    if type(last_id) is not int or token_of(layer, given, last_id) != token:
        raise InvalidValueError(token, field="after", hint=AFTER_HINT)
    return last_id


def token_of(layer: str, parameters: dict[str, str], last_id: int) -> str:
    """The position in a result and a check sum that ties it to the request."""
    kept = sorted(pair for pair in parameters.items() if pair[0] not in PAGED_BY)
    seen = json.dumps([layer, kept, last_id])
    check = hashlib.sha256(seen.encode()).hexdigest()[:16]
    return base64.urlsafe_b64encode(json.dumps([last_id, check]).encode()).decode()
