"""Errors that a person can act on: each carries its phrase, the field and the value."""

import json
import re

from core.text import Language, Text

LONGEST_SHOWN = 200
"""Characters of a given value that a message repeats."""


def shown(value: object) -> str:
    """The value as a message repeats it: text and numbers as they are, all else as JSON.

    Long ones are shortened. Characters that UTF-8 cannot write are spelt out by their numbers.
    """
    try:
        text = (
            str(value)
            if isinstance(value, str | float)
            else json.dumps(value, ensure_ascii=False, default=str)
        )
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


class AtlasError(Exception):
    """A named failure with a phrase in three languages.

    `field` names the input it is about, `value` is the offending value as given. The phrase may
    hold `{field}`, `{value}` and further placeholders filled from `facts`.
    """

    phrase = Text(
        "Күтпеген қате: {value}", "Непредвиденная ошибка: {value}", "Unexpected error: {value}"
    )
    retry_after_s: int | None = None
    """After how long it is worth trying again, where that alone may help."""

    def __init__(self, value: object = "", *, field: str = "", **facts: object) -> None:
        self.value = value
        self.field = field
        self.facts = facts
        super().__init__(self.message(Language.EN))

    def message(self, language: Language) -> str:
        """The phrase in one language, with the field, the value and the facts filled in."""
        told = {"value": shown(self.value), "field": shown(self.field)}
        return self.phrase.in_language(language, **{**told, **self.facts})


class NotFoundError(AtlasError):
    """What was asked for does not exist, or the caller may not know that it does."""

    phrase = Text("Табылмады: {value}", "Не найдено: {value}", "Not found: {value}")


class InvalidValueError(AtlasError):
    """A value that was given cannot be used."""

    phrase = Text(
        "«{field}» өрісінің мәні жарамсыз: {value}. {hint}",
        "Недопустимое значение поля «{field}»: {value}. {hint}",
        "Invalid value for “{field}”: {value}. {hint}",
    )

    def __init__(self, value: object, *, field: str, hint: Text | None = None) -> None:
        self.hint = hint
        super().__init__(value, field=field)

    def message(self, language: Language) -> str:
        """The phrase with the hint in the same language."""
        hint = self.hint.in_language(language) if self.hint else ""
        return self.phrase.in_language(
            language, value=shown(self.value), field=shown(self.field), hint=hint
        ).strip()


class MissingValueError(InvalidValueError):
    """A field that must be filled in has no value."""

    phrase = Text(
        "«{field}» өрісі толтырылмаған. {hint}",
        "Поле «{field}» не заполнено. {hint}",
        "“{field}” is not filled in. {hint}",
    )


class ForbiddenError(AtlasError):
    """The caller lacks a permission."""

    phrase = Text(
        "Бұл әрекетке «{value}» рұқсаты керек.",
        "Для этого действия нужно разрешение «{value}».",
        "This action needs the permission “{value}”.",
    )


class UnauthenticatedError(AtlasError):
    """The caller is not known and the action needs a known caller, or the token is not valid."""

    phrase = Text(
        "Кіру керек: жарамды токен көрсетіңіз.",
        "Нужен вход: укажите действующий токен.",
        "Sign in first: give a valid token.",
    )


class ConflictError(AtlasError):
    """The row changed since the caller read it."""

    phrase = Text(
        "Осы аралықта жазба өзгерген: қазіргі нұсқасы {value}. Қайта ашып, өзгерісті қайталаңыз.",
        "Запись тем временем изменилась: текущая версия {value}. Откройте её снова и повторите.",
        "The record changed meanwhile: its version is now {value}. Open it again and repeat.",
    )


def error_code(error: AtlasError) -> str:
    """The kind of an error as a word: UnreadableFileError is unreadable_file."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
