"""Where a page begins: an opaque token, good for one request only."""

import base64
import hashlib
import json
from binascii import Error as Base64Error

from api.negotiation import PRESENTATION
from core.errors import InvalidValueError
from core.text import Text

LONGEST_TOKEN = 100
PAGED_BY = PRESENTATION | {"after", "limit"}
"""Parameters that may differ from page to page of one result."""

AFTER_HINT = Text(
    "Бұл белгі осы сұрауға берілмеген. Бірінші беттен бастаңыз.",
    "Эта метка выдана не для этого запроса. Начните с первой страницы.",
    "This token was not given for this request. Start from the first page.",
)


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
