"""Why a file could not be read to its end by the process that read it, and errors on their way."""

from collections.abc import Mapping
from typing import Any

from core.errors import AtlasError
from core.text import Language, Text
from ingest.checks.refused_file import RefusedFileError
from ingest.reading.osm.osm_mapping import UnusableOsmMappingError
from ingest.reading.other_formats import OtherFormatError
from ingest.rows.table import (
    ChooseSheetError,
    EmptyFileError,
    TooWideError,
    UnknownFormatError,
    UnreadableFileError,
)

TOO_MUCH_MEMORY = Text(
    "оқуға {mebibytes} МБ-тан көп жад керек; файлды бөліктерге бөліңіз немесе басқа түрде "
    "(CSV, GeoPackage) сақтаңыз",
    "для чтения нужно больше {mebibytes} МБ памяти; разделите файл на части или сохраните в другом "
    "виде (CSV, GeoPackage)",
    "reading it takes more than {mebibytes} MB of memory; split it or save it in another form "
    "(CSV, GeoPackage)",
)
TOO_LONG = Text(
    "оқу {seconds} с ішінде ілгерілемеді немесе тым ұзаққа созылды; файлды бөліктерге бөліңіз "
    "немесе қарапайым түрде (CSV, GeoPackage) қайта сақтаңыз",
    "чтение не продвинулось за {seconds} с или заняло слишком много времени; разделите файл на "
    "части или сохраните заново в простом виде (CSV, GeoPackage)",
    "reading it did not go on for {seconds} s, or took too long; split it or save it anew in a "
    "plain form (CSV, GeoPackage)",
)
READER_BROKE = Text(
    "оқитын бағдарлама бұл файлда құлады ({how}); файл бүлінген болуы мүмкін, басқа түрде қайта "
    "сақтаңыз",
    "программа чтения на этом файле оборвалась ({how}); вероятно, файл повреждён, сохраните его "
    "заново в другом виде",
    "the program that reads it broke down over it ({how}); the file may be damaged, save it anew "
    "in another form",
)
TOO_MANY_ROWS = Text(
    "онда {most} жолдан көп; файлды бөліктерге бөліңіз",
    "в нём больше {most} строк; разделите файл на части",
    "it has more than {most} rows; split it",
)


class ReadingFailedError(UnreadableFileError):
    """The reading of the file was ended: it took too much, or the reader broke down."""

    def __init__(self, name: str, reason: Text, **facts: object) -> None:
        filled = Text(*(reason.in_language(each, **facts) for each in Language))
        super().__init__(name, filled)


class ReaderBrokeError(ReadingFailedError):
    """The program that reads the file broke down over it: a fault of the program too."""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(name, READER_BROKE, how=how)


class ReadingStoppedError(AtlasError):
    """Somebody wanted the reading to stop."""

    phrase = Text(
        "«{value}» файлын оқу тоқтатылды.",
        "Чтение файла «{value}» остановлено.",
        "The reading of the file “{value}” was stopped.",
    )


CARRIED: Mapping[str, type[AtlasError]] = {
    kind.__name__: kind
    for kind in (
        ChooseSheetError, EmptyFileError, OtherFormatError, ReadingFailedError, RefusedFileError,
        TooWideError, UnknownFormatError, UnreadableFileError, UnusableOsmMappingError,
    )
}  # fmt: skip
"""The errors that a reader may tell, by name."""


def as_document(error: AtlasError) -> dict[str, Any]:
    """The error as JSON."""
    return {
        "error": type(error).__name__,
        "field": error.field,
        "value": str(error.value),
        "facts": {name: str(fact) for name, fact in error.facts.items()},
        **{language.value: error.message(language) for language in Language},
    }


def as_error(document: Mapping[str, Any]) -> AtlasError:
    """The error that a JSON document tells, of the same class and with the same phrases."""
    kind = CARRIED.get(str(document.get("error")), UnreadableFileError)
    phrases = {each: str(document.get(each.value, "")) for each in Language}
    facts = document.get("facts")
    error: AtlasError = _class_like(kind)(phrases)
    error.value, error.field = str(document.get("value", "")), str(document.get("field", ""))
    error.facts = dict(facts) if isinstance(facts, dict) else {}
    return error


def _class_like(kind: type[AtlasError]) -> Any:  # noqa: ANN401 - a class made here
    """A class like that one, and of its name, whose errors have their phrases from elsewhere."""

    def begin(self: Any, phrases: Mapping[Language, str]) -> None:  # noqa: ANN401 - of the class
        self.told = phrases
        Exception.__init__(self, phrases[Language.EN])

    def message(self: Any, language: Language) -> str:  # noqa: ANN401 - of the class
        told: str = self.told[language]
        return told

    return type(kind.__name__, (kind,), {"__init__": begin, "message": message})
