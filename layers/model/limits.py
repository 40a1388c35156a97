"""What a sound value of a field is, beyond its type: a range, and nothing that is still to come."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from core.errors import InvalidValueError
from core.text import Text
from layers.days import last_instant
from layers.model.field import Field

TO_COME = Text(
    "Бұл күн әлі келген жоқ; күнін түзетіңіз",
    "Эта дата ещё не наступила; исправьте её",
    "This date is still to come; correct it",
)


def check_limits(
    field: Field,
    value: Any,  # noqa: ANN401 - of any type
    today: Callable[[], date],
) -> None:
    """Check that the stored value of a field lies within its limits. Raises InvalidValueError."""
    if value is None:
        return
    below = field.least is not None and value < field.least
    above = field.most is not None and value > field.most
    if below or above:
        raise InvalidValueError(value, field=field.name, hint=range_of(field))
    if field.past and _is_to_come(value, today()):
        raise InvalidValueError(value, field=field.name, hint=TO_COME)


def range_of(field: Field) -> Text:
    """In which range the field's values lie."""
    least, most = (None if limit is None else f"{limit:g}" for limit in (field.least, field.most))
    if most is None:
        return Text(
            f"Мән {least} не одан көп болуы керек",
            f"Значение должно быть не меньше {least}",
            f"The value must be at least {least}",
        )
    if least is None:
        return Text(
            f"Мән {most} не одан аз болуы керек",
            f"Значение должно быть не больше {most}",
            f"The value must be at most {most}",
        )
    return Text(
        f"Мән {least} мен {most} аралығында болуы керек",
        f"Значение должно быть от {least} до {most}",
        f"The value must be between {least} and {most}",
    )


def _is_to_come(value: date | datetime | int, today: date) -> bool:
    """Whether a day, a time or a year is after today's."""
    match value:
        case datetime():
            return value > last_instant(today)
        case date():
            return value > today
        case _:
            return value > today.year
