"""A row given from outside, checked whole: every error is found before anything is said."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from core.errors import AtlasError, InvalidValueError, MissingValueError
from core.text import Language, Text
from layers.model.field import Field
from layers.model.layer import UnknownFieldError
from layers.model.limits import check_limits
from layers.model.values import REQUIRED, checked_value

WRITTEN_BY_ATLAS = Text(
    "Бұл өрісті атластың өзі толтырады.",
    "Это поле заполняет сам атлас.",
    "The atlas itself fills in this field.",
)


class RefusedRowError(AtlasError):
    """A row that cannot be written; `errors` hold every reason at once."""

    phrase = Text(
        "Жазба қабылданбады. {reasons}",
        "Запись не принята. {reasons}",
        "The record was not accepted. {reasons}",
    )

    def __init__(self, errors: Iterable[AtlasError]) -> None:
        self.errors = tuple(errors)
        super().__init__(len(self.errors))

    def message(self, language: Language) -> str:
        """The phrase with every reason."""
        reasons = " ".join(error.message(language) for error in self.errors)
        return self.phrase.in_language(language, reasons=reasons)


class RowCheck:
    """Checks the values of one row of a table with these fields.

    `place` names the layer or series in messages; `today` is asked for the day at most once.
    """

    def __init__(self, place: str, fields: tuple[Field, ...], today: Callable[[], date]) -> None:
        self.place = place
        self.fields = {field.name: field for field in fields}
        self.errors: list[AtlasError] = []
        self.today = cache(today)

    def caught[T](self, attempt: Callable[[], T]) -> T | None:
        """What the attempt gives; None where it fails, and the error is kept."""
        try:
            return attempt()
        except InvalidValueError as error:
            self.errors.append(error)
            return None

    def given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as the columns store them; unknown and atlas-written fields are errors."""
        stored: dict[str, Any] = {}
        for name, value in values.items():
            field = self.fields.get(name)
            if field is None:
                self.errors.append(UnknownFieldError(name, layer=self.place))
            elif field.written_by_atlas:
                self.errors.append(InvalidValueError(value, field=name, hint=WRITTEN_BY_ATLAS))
            else:
                stored[name] = self.caught(partial(self._sound, field, value))
        return stored

    def _sound(self, field: Field, value: object) -> Any:  # noqa: ANN401 - as many types as fields
        checked = checked_value(field, value)
        check_limits(field, checked, self.today)
        return checked

    def new_row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a new row; every required field must be there, empty ones are left out."""
        stored = self.given(values)
        self.require(values, self.fields.values())
        return {name: value for name, value in stored.items() if value is not None}

    def left_out(self, values: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, None]:
        """None for each writable field that a replacement leaves out; no required one may be."""
        writable = [field for field in fields if not field.written_by_atlas]
        self.require(values, writable)
        return {field.name: None for field in writable if field.name not in values}

    def require(self, values: Mapping[str, Any], fields: Iterable[Field]) -> None:
        """Keep an error for each required field without a value."""
        for field in fields:
            if field.required and not field.written_by_atlas and field.name not in values:
                self.errors.append(MissingValueError("", field=field.name, hint=REQUIRED))

    def finish(self) -> None:
        """Require that the row is sound. Raises RefusedRowError with all that was found."""
        if self.errors:
            raise RefusedRowError(self.errors)
