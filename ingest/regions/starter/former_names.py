"""Tables of former names: the project's own, and those that an operator adds."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from core.errors import AtlasError, InvalidValueError
from core.text import Text
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records
from layers.regions.former_names import FORMER_KIND, replace_former_names

STARTER = "starter"
"""The origin of the project's own names."""
COLUMNS = (
    "codes", "kind", "name_kk", "name_ru", "name_en", "from_year", "until_year", "source",
)  # fmt: skip
CODES_HINT = Text(
    "Бос орынмен бөлінген тоғыз таңбалы КАТО кодтары керек.",
    "Нужны девятизначные коды КАТО через пробел.",
    "KATO codes of nine digits are needed, separated by spaces.",
)
YEAR_HINT = Text(
    "Төрт таңбалы жыл не бос ұяшық керек.",
    "Нужен год из четырёх цифр или пустая ячейка.",
    "A year of four digits or an empty cell is needed.",
)
NAME_HINT = Text(
    "Кемінде бір тілдегі атау керек.",
    "Нужно название хотя бы на одном языке.",
    "A name in at least one language is needed.",
)
KIND_HINT = Text(
    "Мүмкін мәндер: oblast, district, city, village.",
    "Возможные значения: oblast, district, city, village.",
    "Possible values: oblast, district, city, village.",
)
CODE_LENGTH, YEAR_LENGTH = 9, 4


class MissingColumnsError(AtlasError):
    """A table of former names lacks columns."""

    phrase = Text(
        "«{field}» файлында мына бағандар жоқ: {value}.",
        "В файле «{field}» нет столбцов: {value}.",
        "The file “{field}” lacks the columns {value}.",
    )


def load_former_names(session: Session, table: Path | None = None) -> int:
    """How many names a table gave, by default the project's; those it gave before are replaced.

    Raises MissingColumnsError, InvalidValueError.
    """
    path = table or STARTER_FOLDER / "former_names.csv"
    rows = records(path)
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise MissingColumnsError(", ".join(missing), field=path.name)
    origin = STARTER if table is None else path.stem
    return replace_former_names(session, origin, _checked(rows))


def _checked(rows: list[dict[str, str]]) -> Iterator[Mapping[str, Any]]:
    for number, row in enumerate(rows, start=2):
        codes = row["codes"].split()
        if not codes or any(not code.isdigit() or len(code) != CODE_LENGTH for code in codes):
            raise _wrong(number, "codes", row, CODES_HINT)
        if row["kind"] not in FORMER_KIND.codes:
            raise _wrong(number, "kind", row, KIND_HINT)
        names = {name: row[name].strip() or None for name in ("name_kk", "name_ru", "name_en")}
        if not any(names.values()):
            raise _wrong(number, "name_ru", row, NAME_HINT)
        years = {name: _year(number, name, row) for name in ("from_year", "until_year")}
        yield {"codes": codes, "kind": row["kind"], **names, **years, "source": row["source"]}


def _year(number: int, name: str, row: Mapping[str, str]) -> int | None:
    text = row[name].strip()
    if text and not (text.isdigit() and len(text) == YEAR_LENGTH):
        raise _wrong(number, name, row, YEAR_HINT)
    return int(text) if text else None


def _wrong(number: int, name: str, row: Mapping[str, str], hint: Text) -> InvalidValueError:
    return InvalidValueError(row[name], field=f"{number}: {name}", hint=hint)
