"""What the atlas says about a request that it cannot fulfil."""

from collections.abc import Mapping
from http import HTTPStatus

from core.text import Language, Text
from layers.model.field import FieldType
from layers.model.values import HINTS, REQUIRED

STATUS_TITLES: Mapping[int, Text] = {
    HTTPStatus.BAD_REQUEST: Text("Сұрау қате", "Неверный запрос", "Bad request"),
    HTTPStatus.UNAUTHORIZED: Text("Кіру қажет", "Требуется вход", "Sign-in needed"),
    HTTPStatus.FORBIDDEN: Text("Рұқсат жоқ", "Нет разрешения", "Not permitted"),
    HTTPStatus.NOT_FOUND: Text("Табылмады", "Не найдено", "Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: Text(
        "Бұл әдіс қолданылмайды", "Метод не поддерживается", "Method not allowed"
    ),
    HTTPStatus.REQUEST_TIMEOUT: Text("Сұрау кешікті", "Запрос опоздал", "Request too slow"),
    HTTPStatus.NOT_ACCEPTABLE: Text(
        "Мұндай пішімде берілмейді", "Такой формат не отдаётся", "Format not offered"
    ),
    HTTPStatus.CONFLICT: Text("Қайшылық", "Конфликт", "Conflict"),
    HTTPStatus.PRECONDITION_FAILED: Text(
        "Нұсқасы ескірген", "Версия устарела", "The version is out of date"
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Text(
        "Сұрау тым үлкен", "Слишком большой запрос", "Request too large"
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Text(
        "Мазмұн түрі қолданылмайды",
        "Тип содержимого не поддерживается",
        "Content type not supported",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Text(
        "Деректерде қате бар", "Ошибка в данных", "The data has errors"
    ),
    HTTPStatus.GONE: Text("Енді жоқ", "Больше нет", "Gone"),
    HTTPStatus.LOCKED: Text("Бос емес", "Занято", "In use"),
    HTTPStatus.TOO_MANY_REQUESTS: Text(
        "Тым көп сұрау", "Слишком много запросов", "Too many requests"
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: Text(
        "Орын жеткіліксіз", "Недостаточно места", "Not enough space"
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Text("Сервердегі қате", "Ошибка на сервере", "Server error"),
    HTTPStatus.SERVICE_UNAVAILABLE: Text(
        "Қызмет уақытша қолжетімсіз", "Сервис временно недоступен", "Temporarily unavailable"
    ),
}

DETAILS: dict[HTTPStatus, Text] = {
    HTTPStatus.BAD_REQUEST: Text(
        "Сұраудың мазмұны оқылмады.",
        "Содержимое запроса не удалось прочитать.",
        "The content of the request could not be read.",
    ),
    HTTPStatus.NOT_FOUND: Text(
        "Бұл мекенжайда ештеңе жоқ.",
        "По этому адресу ничего нет.",
        "There is nothing at this address.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Text(
        "Бұл мекенжай мұндай әдісті қабылдамайды.",
        "Этот адрес не принимает такой метод.",
        "This address does not accept that method.",
    ),
    HTTPStatus.REQUEST_TIMEOUT: Text(
        "Сұраудың мазмұны тым баяу келді. Байланыс жақсарғанда қайталаңыз.",
        "Содержимое запроса приходило слишком медленно. Повторите, когда связь станет лучше.",
        "The content of the request came in too slowly. Try again over a better connection.",
    ),
    HTTPStatus.CONFLICT: Text(
        "Мұндай жазба бар немесе жазба басқасымен байланысты.",
        "Такая запись уже есть, либо она связана с другой.",
        "Such a record already exists, or it is tied to another one.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Text(
        "Сұраудың мазмұны рұқсат етілген көлемнен асады.",
        "Содержимое запроса превышает допустимый объём.",
        "The content of the request is larger than is allowed.",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Text(
        "Мәндердің бірін деректер қоры сақтай алмайды.",
        "Одно из значений база данных не может сохранить.",
        "The database cannot keep one of the values.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Text(
        "Сұрау орындалмады. Қате тіркелді.",
        "Запрос не выполнен. Ошибка записана.",
        "The request failed. The error has been recorded.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Text(
        "Деректер қоры уақытында жауап бермеді. Сұрауды тарылтыңыз немесе кейінірек қайталаңыз.",
        "База данных не ответила вовремя. Сузьте запрос или повторите позже.",
        "The database did not answer in time. Narrow the request, or try again later.",
    ),
}

NOT_VALID = Text("Мән жарамсыз.", "Недопустимое значение.", "The value is not valid.")
WHOLE_NUMBER = HINTS[FieldType.INTEGER]
NUMBER = HINTS[FieldType.NUMBER]
DATE = HINTS[FieldType.DATE]
POSSIBLE_VALUES = Text(
    "Мүмкін мәндер: {expected}.",
    "Возможные значения: {expected}.",
    "Possible values: {expected}.",
)

VALIDATION: dict[str, Text] = {
    "missing": REQUIRED,
    "extra_forbidden": Text("Мұндай өріс жоқ.", "Такого поля нет.", "There is no such field."),
    "json_invalid": Text("JSON оқылмады.", "JSON не читается.", "The JSON cannot be read."),
    "int_parsing": WHOLE_NUMBER,
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "float_parsing": NUMBER,
    "float_type": NUMBER,
    "finite_number": NUMBER,
    "date_from_datetime_parsing": DATE,
    "date_parsing": DATE,
    "date_type": DATE,
    "bool_parsing": HINTS[FieldType.BOOLEAN],
    "string_type": HINTS[FieldType.TEXT],
    "string_too_short": Text(
        "Кемінде {min_length} таңба керек.",
        "Нужно не меньше {min_length} символов.",
        "At least {min_length} characters are needed.",
    ),
    "string_too_long": Text(
        "Ең көбі {max_length} таңба.",
        "Не больше {max_length} символов.",
        "At most {max_length} characters.",
    ),
    "list_type": HINTS[FieldType.LIST],
    "too_short": Text(
        "Кемінде {min_length} мән керек.",
        "Нужно не меньше {min_length} значений.",
        "At least {min_length} values are needed.",
    ),
    "too_long": Text(
        "Ең көбі {max_length} мән.",
        "Не больше {max_length} значений.",
        "At most {max_length} values.",
    ),
    "greater_than": Text(
        "{gt} санынан үлкен болуы керек.", "Должно быть больше {gt}.", "Must be more than {gt}."
    ),
    "greater_than_equal": Text(
        "Кемінде {ge} болуы керек.", "Должно быть не меньше {ge}.", "Must be at least {ge}."
    ),
    "less_than": Text(
        "{lt} санынан кіші болуы керек.", "Должно быть меньше {lt}.", "Must be less than {lt}."
    ),
    "less_than_equal": Text(
        "Ең көбі {le} болуы керек.", "Должно быть не больше {le}.", "Must be at most {le}."
    ),
    "literal_error": POSSIBLE_VALUES,
    "enum": POSSIBLE_VALUES,
}


def validation_phrase(kind: str, facts: Mapping[str, object], language: Language) -> str:
    """What is wrong with a value, by the kind of error that pydantic names."""
    return VALIDATION.get(kind, NOT_VALID).in_language(language, **facts)


def status_title(status: int) -> Text:
    """The title of an HTTP status; a rarer one takes that of its kind."""
    rarer = HTTPStatus.BAD_REQUEST
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        rarer = HTTPStatus.INTERNAL_SERVER_ERROR
    return STATUS_TITLES.get(status, STATUS_TITLES[rarer])
