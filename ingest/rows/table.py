"""A file's rows as a table, whatever the format: numbered as a reader of the file counts them."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from core.errors import AtlasError, shown
from core.text import Language, Text

Cell = str | int | float | bool
"""What stands in a cell; an empty one is an empty text."""


class UnreadableFileError(AtlasError):
    """The file is not of the format that its name promises, or damaged."""

    phrase = Text(
        "«{value}» файлы оқылмады: {reason}.",
        "Не удалось прочитать файл «{value}»: {reason}.",
        "The file “{value}” could not be read: {reason}.",
    )

    def __init__(self, name: str, reason: Text | str) -> None:
        self.reason = reason
        super().__init__(name, field="file")

    def message(self, language: Language) -> str:
        """The phrase with the reason in the same language; what a library says stays as it is."""
        told = self.reason
        reason = told.in_language(language) if isinstance(told, Text) else told
        return self.phrase.in_language(language, value=shown(self.value), reason=reason)


class UnknownFormatError(AtlasError):
    """No reader knows files of this name."""

    phrase = Text(
        "«{value}» файлының түрі белгісіз. Оқылатын түрлері: {known}.",
        "Неизвестный вид файла «{value}». Читаются: {known}.",
        "The file “{value}” is of no known kind. Kinds that are read: {known}.",
    )


class EmptyFileError(AtlasError):
    """The file has no row with column names."""

    phrase = Text(
        "«{value}» файлында жол жоқ.",
        "В файле «{value}» нет строк.",
        "The file “{value}” has no rows.",
    )


class TooWideError(AtlasError):
    """The table has more columns than any list that people keep."""

    phrase = Text(
        "«{value}» файлында {count} баған бар, ең көбі {most} оқылады. Артық бағандарды өшіріңіз.",
        "В файле «{value}» столбцов: {count}, читается не больше {most}. Удалите лишние столбцы.",
        "The file “{value}” has {count} columns, at most {most} are read. Delete those not needed.",
    )


class ChooseSheetError(AtlasError):
    """The file has no such sheet or layer, or several that may be meant."""

    phrase = Text(
        "«{value}» файлының парағын (қабатын) таңдаңыз: {sheets}.",
        "Выберите лист (слой) файла «{value}»: {sheets}.",
        "Choose the sheet (layer) of the file “{value}”: {sheets}.",
    )


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its 1-based number in the file, its cells by column, its geometry as it stands."""

    number: int
    cells: Mapping[str, Cell]
    geometry: BaseGeometry | None = None
    surplus: tuple[Cell, ...] = ()
    """Cells beyond the last column: the row is shifted."""
