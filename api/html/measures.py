"""Numbers and what they measure, as each language writes them."""

from core.text import Language, Text

METRES = Text("{n} м", "{n} м", "{n} m")
KILOMETRES = Text("{n} км", "{n} км", "{n} km")
MINUTES = Text("{n} мин", "{n} мин", "{n} min")
HOURS = Text("{n} сағ", "{n} ч", "{n} h")
SIGNS = {"KZT": "₸"}
"""Units that have a sign of their own in every language."""

MONTHS = (
    Text("қаңтар", "январь", "January"),
    Text("ақпан", "февраль", "February"),
    Text("наурыз", "март", "March"),
    Text("сәуір", "апрель", "April"),
    Text("мамыр", "май", "May"),
    Text("маусым", "июнь", "June"),
    Text("шілде", "июль", "July"),
    Text("тамыз", "август", "August"),
    Text("қыркүйек", "сентябрь", "September"),
    Text("қазан", "октябрь", "October"),
    Text("қараша", "ноябрь", "November"),
    Text("желтоқсан", "декабрь", "December"),
)

M_IN_KM, MIN_IN_HOUR = 1000, 60
PRECISE_BELOW_KM = 100
PLACE_DIGITS = 4
"""About ten metres."""


def number_in_words(number: float, language: Language, digits: int = 2) -> str:
    """A number with its digits grouped, and rounded to so many of them behind the point."""
    text = f"{round(number, digits):,.{digits}f}" if isinstance(number, float) else f"{number:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language is Language.EN:
        return text
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def measure_in_words(number: float, unit: str | None, language: Language) -> str:
    """A number with the unit in which a field counts; kilometres and hours where it is large."""
    match unit:
        case "m":
            return _length(number, language)
        case "min":
            return _duration(round(number), language)
        case "year":
            return str(number)
        case "month":
            return MONTHS[round(number) - 1].in_language(language)
        case "°":
            return f"{number_in_words(number, language, PLACE_DIGITS)}°"
    shown = number_in_words(number, language)
    return f"{shown} {SIGNS.get(unit, unit)}" if unit else shown


def _length(metres: float, language: Language) -> str:
    if metres < M_IN_KM:
        return METRES.in_language(language, n=number_in_words(round(metres), language))
    kilometres = float(metres / M_IN_KM)
    digits = 1 if kilometres < PRECISE_BELOW_KM else 0
    return KILOMETRES.in_language(language, n=number_in_words(kilometres, language, digits))


def _duration(minutes: int, language: Language) -> str:
    hours, rest = divmod(minutes, MIN_IN_HOUR)
    parts = [HOURS.in_language(language, n=number_in_words(hours, language))] if hours else []
    if rest or not hours:
        parts.append(MINUTES.in_language(language, n=rest))
    return " ".join(parts)
