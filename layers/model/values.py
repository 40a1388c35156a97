"""Values as they come from outside, checked against the field that they are for."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from core.errors import InvalidValueError, MissingValueError
from core.text import Text
from layers.days import OutOfCalendarError, require_in_calendar
from layers.model.field import Field, FieldType
from layers.model.vocabulary import UnknownTermError

HINTS = {
    FieldType.TEXT: Text("Мәтін керек.", "Нужен текст.", "Text is needed."),
    FieldType.INTEGER: Text("Бүтін сан керек.", "Нужно целое число.", "A whole number is needed."),
    FieldType.NUMBER: Text("Сан керек.", "Нужно число.", "A number is needed."),
    FieldType.BOOLEAN: Text(
        "true немесе false керек.", "Нужно true или false.", "Either true or false is needed."
    ),
    FieldType.DATE: Text(
        "Күн керек, мысалы 2026-07-17.",
        "Нужна дата, например 2026-07-17.",
        "A date is needed, such as 2026-07-17.",
    ),
    FieldType.DATETIME: Text(
        "Уақыт керек, мысалы 2026-07-17T09:30:00+05:00.",
        "Нужно время, например 2026-07-17T09:30:00+05:00.",
        "A time is needed, such as 2026-07-17T09:30:00+05:00.",
    ),
    FieldType.CODES: Text(
        "Кодтар тізімі керек.", "Нужен список кодов.", "A list of codes is needed."
    ),
    FieldType.LIST: Text("Тізім керек.", "Нужен список.", "A list is needed."),
    FieldType.OBJECT: Text("JSON нысаны керек.", "Нужен объект JSON.", "A JSON object is needed."),
}

REQUIRED = Text("Бұл өріс міндетті.", "Это поле обязательно.", "This field is required.")


LONGEST_TEXT = 10_000
"""Characters; far beyond any field of the catalogue, and within what the search index takes."""
TOO_LONG = Text(
    "Мәтін тым ұзын: ең көбі 10 000 таңба.",
    "Слишком длинный текст: не больше 10 000 символов.",
    "The text is too long: at most 10,000 characters.",
)

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""Characters that a text may spell but PostgreSQL does not keep."""
UNSTORABLE_HINT = Text(
    "Мәтінде көрінбейтін жарамсыз таңба бар; мәтінді қайта теріңіз.",
    "В тексте есть невидимый недопустимый знак; наберите текст заново.",
    "The text has an unseen character that cannot be kept; type the text anew.",
)


OUT_OF_CALENDAR_HINT = Text(
    "Күні 0001-01-01 мен 9999-12-31 аралығында болуы керек.",
    "День должен быть между 0001-01-01 и 9999-12-31.",
    "The day must be between 0001-01-01 and 9999-12-31.",
)


class UnstorableError(ValueError):
    """A text with a character that PostgreSQL does not keep."""


def checked_value(field: Field, value: object) -> Any:  # noqa: ANN401 - as many types as fields
    """The value as its column stores it; None only where the field is not required.

    Text from a query string or a file is read as the field's type. Raises InvalidValueError or
    UnknownTermError with the field's name.
    """
    if value is None or value == "":
        if field.required:
            raise MissingValueError(value, field=field.name, hint=REQUIRED)
        return None
    if field.type in (FieldType.CODE, FieldType.CODES):
        return _codes(field, value)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise InvalidValueError(value, field=field.name, hint=TOO_LONG)
    return typed_value(field, value)


def typed_value(field: Field, value: object) -> Any:  # noqa: ANN401 - as many types as fields
    """The value as the type of its field, of any but a coded one; no rule is looked at.

    Raises InvalidValueError.
    """
    try:
        return READERS[field.type](value)
    except UnstorableError as error:
        raise InvalidValueError(value, field=field.name, hint=UNSTORABLE_HINT) from error
    except OutOfCalendarError as error:
        raise InvalidValueError(value, field=field.name, hint=OUT_OF_CALENDAR_HINT) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidValueError(value, field=field.name, hint=HINTS[field.type]) from error


def _codes(field: Field, value: object) -> str | list[str]:
    vocabulary = field.vocabulary
    if vocabulary is None:
        raise InvalidValueError(value, field=field.name)
    single = field.type is FieldType.CODE
    codes = [value] if single else value
    if not isinstance(codes, list | tuple):
        raise InvalidValueError(value, field=field.name, hint=HINTS[FieldType.CODES])
    for code in codes:
        if code not in vocabulary.codes:
            raise UnknownTermError(code, field=field.name, vocabulary=vocabulary)
    return str(codes[0]) if single else [str(code) for code in codes]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    if UNSTORABLE.search(value):
        raise UnstorableError
    return value


def _integer(value: object) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError
    number = int(value)  # type: ignore[call-overload]  # TypeError is what is wanted here
    if not -(2**63) <= number < 2**63:
        raise OverflowError
    return int(number)


def _number(value: object) -> float:
    if isinstance(value, bool):
        raise TypeError
    number = float(value)  # type: ignore[arg-type]  # TypeError is what is wanted here
    if not isfinite(number):
        raise ValueError
    return number


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in BOOLEANS:
        raise ValueError
    return BOOLEANS[str(value)]


BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def _date(value: object) -> date:
    return value if type(value) is date else date.fromisoformat(_text(value))


def _datetime(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(_text(value))
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    require_in_calendar(aware)
    return aware


def _list(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError
    if any(len(entry) > LONGEST_TEXT for entry in value if isinstance(entry, str)):
        raise ValueError
    return [_text(entry) for entry in value]


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


READERS: dict[FieldType, Callable[[object], Any]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
    FieldType.DATETIME: _datetime,
    FieldType.LIST: _list,
    FieldType.OBJECT: _object,
}
