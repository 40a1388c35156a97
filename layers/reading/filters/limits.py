"""How much a filter may ask for: each limit is named to the caller who goes beyond it."""

import re
from collections import Counter
from typing import Any

from core.errors import InvalidValueError
from core.text import Text

Json = Any  # a CQL2 JSON document as json.loads gives it

LIKE = "like"
MOST_CONDITIONS = 1_000
MOST_LIKES = 12
"""Each looks at every text of a column that no index answers."""
MOST_WILDCARDS = 12
"""In one pattern."""
LONGEST_PATTERN = 200
MOST_VALUES = 2_000
"""In one list."""
MOST_VERTICES = 5_000
"""Of all shapes together."""
WILDCARDS = "%_"
LIKE_WORD = re.compile(r"\blike\b", re.IGNORECASE)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")

CONDITIONS_HINT = Text(
    "Сүзгіде ең көбі {most} шарт болады. Сұрауды бірнешеге бөліңіз.",
    "В фильтре не больше {most} условий. Разделите запрос на несколько.",
    "A filter has at most {most} conditions. Split the request into several.",
)
LIKES_HINT = Text(
    "Сүзгіде ең көбі {most} LIKE болады. Қалғанын тең мәндермен (=, IN) жазыңыз немесе "
    "/api/search қолданыңыз.",
    "В фильтре не больше {most} LIKE. Остальное запишите равенствами (=, IN) или ищите через "
    "/api/search.",
    "A filter has at most {most} LIKE. Write the others as equalities (=, IN), or use /api/search.",
)
WILDCARDS_HINT = Text(
    "LIKE үлгісінде ең көбі {most} «%» мен «_» болады.",
    "В образце LIKE не больше {most} знаков «%» и «_».",
    "A pattern of LIKE has at most {most} of “%” and “_”.",
)
PATTERN_HINT = Text(
    "LIKE үлгісі {most} таңбадан аспайды.",
    "Образец LIKE не длиннее {most} знаков.",
    "A pattern of LIKE has at most {most} characters.",
)
VALUES_HINT = Text(
    "Тізімде ең көбі {most} мән болады. Сұрауды бірнешеге бөліңіз.",
    "В списке не больше {most} значений. Разделите запрос на несколько.",
    "A list has at most {most} values. Split the request into several.",
)
VERTICES_HINT = Text(
    "Сүзгінің пішіндерінде барлығы ең көбі {most} нүкте болады. Пішінді қарапайымдаңыз.",
    "Фигуры фильтра имеют вместе не больше {most} точек. Упростите фигуру.",
    "The shapes of a filter have at most {most} points together. Simplify the shape.",
)


class TooComplexFilterError(InvalidValueError):
    """A filter that asks for more of something than the atlas allows; `value` is how much."""

    def __init__(self, given: int, hint: Text, most: int) -> None:
        filled = Text(*(text.format(most=most) for text in (hint.kk, hint.ru, hint.en)))
        super().__init__(given, field="filter", hint=filled)


def check_likes_of_text(text: str) -> None:
    """Refuse a text with many LIKE unread: reading many costs more than refusing them.

    Raises TooComplexFilterError.
    """
    _require(len(LIKE_WORD.findall(QUOTED.sub("", text))), MOST_LIKES, LIKES_HINT)


def check_limits_of_filter(document: Json) -> None:
    """Check that the filter keeps every limit. Raises TooComplexFilterError.

    The document's parts have been checked before, and are not nested deeper than is read.
    """
    counts: Counter[str] = Counter()
    _count(document, counts)
    _require(counts["conditions"], MOST_CONDITIONS, CONDITIONS_HINT)
    _require(counts["likes"], MOST_LIKES, LIKES_HINT)
    _require(counts["vertices"], MOST_VERTICES, VERTICES_HINT)


def _count(part: Json, counts: Counter[str]) -> None:
    if isinstance(part, list):
        _require(len(part), MOST_VALUES, VALUES_HINT)
        for entry in part:
            _count(entry, counts)
    elif isinstance(part, dict) and "op" in part:
        counts["conditions"] += part["op"] not in {"and", "or", "not"}
        if part["op"] == LIKE:
            counts["likes"] += 1
            _check_pattern(part["args"][-1])
        for argument in part["args"]:
            _count(argument, counts)
    elif isinstance(part, dict) and "coordinates" in part:
        counts["vertices"] += _vertices(part["coordinates"])


def _check_pattern(pattern: Json) -> None:
    while isinstance(pattern, dict) and pattern.get("args"):
        pattern = pattern["args"][0]
    if isinstance(pattern, str):
        _require(len(pattern), LONGEST_PATTERN, PATTERN_HINT)
        _require(sum(map(pattern.count, WILDCARDS)), MOST_WILDCARDS, WILDCARDS_HINT)


def _vertices(coordinates: Json) -> int:
    """How many positions there are, without recursion: nobody has checked their depth."""
    found, open_parts = 0, [coordinates]
    while open_parts:
        part = open_parts.pop()
        if not isinstance(part, list):
            continue
        if part and not isinstance(part[0], list):
            found += 1
        else:
            open_parts.extend(part)
    return found


def _require(count: int, most: int, hint: Text) -> None:
    if count > most:
        raise TooComplexFilterError(count, hint, most)
