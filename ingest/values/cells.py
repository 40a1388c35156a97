"""What a single cell of an officer's file says, as its field's type."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from core.errors import InvalidValueError
from core.text import Text
from ingest.mapping.mapping_names import folded
from ingest.mapping.term_mapping import TermNames
from ingest.rows.file_order import ToldTerms
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell
from ingest.values.clean import Remark, cleaned
from ingest.values.date_order import LOCAL, DateStyle
from ingest.values.written_dates import DoubtfulDateError, written_day, written_moment
from ingest.values.written_numbers import NOT_AS_WRITTEN, digits_of
from layers.model.field import Field, FieldType
from layers.model.values import typed_value

YES_AND_NO = {
    **dict.fromkeys(("иә", "бар", "да", "есть", "yes", "true", "1", "+"), True),
    **dict.fromkeys(("жоқ", "нет", "no", "false", "0", "-"), False),
}
NOTHING = frozenset(
    (
        "-", "–", "—", "−", "--", "---", "жоқ", "мәлімет жоқ", "дерек жоқ", "деректер жоқ",
        "ақпарат жоқ", "көрсетілмеген", "нет", "нет данных", "нет сведений", "нет информации",
        "н/д", "н.д.", "нд", "б/д", "не указано", "не указана", "не указан", "не указаны",
        "n/a", "n.a.", "no data", "not available", "nan", "null", "<null>", "(null)", "none",
        "nil", "\\n", "#n/a", "#н/д", "#ref!", "#ссылка!", "#value!", "#знач!", "#name?", "#имя?",
        "#div/0!", "#дел/0!", "#num!", "#число!", "#null!", "#пусто!", "#n/a n/a", "########",
    )
)  # fmt: skip
"""What stands where there is nothing: officers' words, programs' marks, the errors of formulas."""
MARKS = frozenset(("NA", "<NA>", "NaT"))
"""Marks of R and pandas, which are so written and not in small letters."""
NO_DAYS = frozenset(("0000-00-00", "00.00.0000", "0000-00-00 00:00:00", "00.00.0000 00:00:00"))
"""What databases write for a day that there is not."""
FOLDED = frozenset(text.casefold() for text in ("", *NOTHING, *MARKS, *NO_DAYS))
"""All that may say nothing, in small letters."""
NAMES = ("name_kk", "name_ru", "name_en")
SPACES = re.compile(r"\s+")
WHOLE = re.compile(r"([+-]?\d+)\.0+")
BETWEEN_CODES = re.compile(r"[;,|]")
BAD_VALUE = Text("Мән жарамсыз", "Недопустимое значение", "The value is not valid")


@dataclass(frozen=True, slots=True)
class CellRead:
    """The value of a cell, None where it is empty or was not understood, and what is odd in it.

    The row of the problems is 0: a cell does not know where it stands.
    """

    value: object
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True)
class CellReader:
    """Reads cells for one field; whether the values keep its rules is not asked here.

    `told` has codes by field and folded value; `dates` says how the dates of its column are
    written.
    """

    field: Field
    told: ToldTerms
    verbatim: bool = False
    """Whether an atlas wrote the cells itself: nothing in them is to be cleaned or guessed."""
    dates: DateStyle = LOCAL

    def read(self, cell: Cell) -> CellRead:
        """The cell's value: cleaned, as the field's type; codes that are unknown as written."""
        if cell == "":
            return CellRead(None)
        text, remark = (str(cell), None) if self.verbatim else self._cleaned(cell)
        if not text.strip() or self._says_nothing(text):
            return CellRead(None)
        return self._read_filled(cell, text, remark)

    def _read_filled(self, cell: Cell, text: str, remark: Remark | None) -> CellRead:
        if self.field.type is FieldType.TEXT and not isinstance(cell, str):
            return self._digits(cell)
        if remark is not None and remark.outcome is Outcome.WAITING:
            return CellRead(None, (self._problem(cell, remark),))
        remarks = () if remark is None else (self._problem(cell, remark),)
        try:
            return CellRead(self._typed(self.as_written(cell, text)), remarks)
        except DoubtfulDateError as doubt:
            waits = Remark(doubt.code, doubt.reason, Outcome.WAITING, doubt.suggestion)
            return CellRead(None, (*remarks, self._problem(cell, waits)))
        except InvalidValueError as error:
            bad = Remark("invalid", error.hint or BAD_VALUE, Outcome.REJECTED)
            return CellRead(None, (*remarks, self._problem(cell, bad)))

    @property
    def may_say_nothing(self) -> bool:
        """Whether words for nothing mean it here: not in a text that an atlas wrote itself."""
        return not (self.verbatim and self.field.type is FieldType.TEXT)

    def _digits(self, cell: Cell) -> CellRead:
        """A number as a text, if it is sure how it was written."""
        digits = digits_of(cell)
        if digits is None:
            return CellRead(None, (self._problem(cell, NOT_AS_WRITTEN),))
        return CellRead(digits)

    def as_written(self, cell: Cell, text: str) -> object:
        """The cell in the writing of the field's type; what is not understood stays as it is.

        Numbers may have a decimal comma and grouped digits, days may be 17.07.2026. A time without
        a zone is Kazakhstan's. Raises DoubtfulDateError.
        """
        match self.field.type:
            case FieldType.CODE:
                return self._code(text)
            case FieldType.CODES | FieldType.LIST | FieldType.OBJECT if is_json(text):
                return json.loads(text)
            case FieldType.CODES:
                return [self._code(part.strip()) for part in BETWEEN_CODES.split(text)]
            case FieldType.INTEGER | FieldType.NUMBER if isinstance(cell, str):
                return self._number(text)
            case FieldType.DATE | FieldType.DATETIME:
                return self._time(cell, text)
        others = {
            FieldType.TEXT: text,
            FieldType.BOOLEAN: YES_AND_NO.get(text.casefold(), cell),
            FieldType.LIST: [part.strip() for part in text.split(";")],
        }
        return others.get(self.field.type, cell)

    def _cleaned(self, cell: Cell) -> tuple[str, Remark | None]:
        if not isinstance(cell, str):
            return str(cell), None
        return cleaned(cell, kazakh=self.field.name.endswith("_kk"))

    def _says_nothing(self, text: str) -> bool:
        """Whether the text stands for an empty cell; where it is a term or a «no», it is that."""
        if not self.may_say_nothing or not says_nothing(text):
            return False
        if self.field.type is FieldType.BOOLEAN:
            return text.casefold() not in YES_AND_NO
        return not self._is_told(text)

    def _is_told(self, text: str) -> bool:
        return (self.field.name, folded(text)) in self.told or (
            self._names is not None and self._names.code_of(text) is not None
        )

    def _typed(self, value: object) -> object:
        """The value as the field's type; that a time lies beyond the calendar is the schema's."""
        is_time = isinstance(value, datetime) and self.field.type is FieldType.DATETIME
        if is_time or self.field.vocabulary is not None:
            return value
        return typed_value(self.field, value)

    def _code(self, written: str) -> str:
        """The code of a term by code, label or alias, or as told; the text where it is unknown."""
        told = self.told.get((self.field.name, folded(written)))
        if told is not None:
            return told
        term = self._names.code_of(written) if self._names else None
        return term.code if term else written

    def _number(self, text: str) -> str:
        plain = SPACES.sub("", text).replace(",", ".")
        whole = WHOLE.fullmatch(plain) if self.field.type is FieldType.INTEGER else None
        return whole[1] if whole else plain

    def _time(self, cell: Cell, text: str) -> object:
        reader = written_day if self.field.type is FieldType.DATE else written_moment
        try:
            return reader(text, self.dates)
        except DoubtfulDateError:
            raise
        except (ValueError, OverflowError):
            return cell

    @cached_property
    def _names(self) -> TermNames | None:
        return TermNames(self.field.vocabulary) if self.field.vocabulary else None

    def _problem(self, cell: Cell, remark: Remark) -> RowProblem:
        return problem_of(0, self.field.name, str(cell), remark)


def is_json(text: str) -> bool:
    """Whether a text is a list or an object of JSON, as the atlas writes them into tables."""
    if not text.startswith(("[", "{")):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or all(isinstance(each, str) for each in value)


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or only fills a cell for which there is no value."""
    return not text or text in MARKS or text in NO_DAYS or text.casefold() in NOTHING


def that_say_nothing(texts: Sequence[str]) -> list[int]:
    """The positions of those texts that say nothing."""
    folded = "\n".join(texts).casefold().split("\n")
    if len(folded) != len(texts):
        folded = [text.casefold() for text in texts]
    return [at for at, text in enumerate(folded) if text in FOLDED and says_nothing(texts[at])]


def problem_of(row: int, name: str, value: str, remark: Remark) -> RowProblem:
    """The remark as a problem of a row's field."""
    return RowProblem(
        row,
        name,
        value,
        remark.reason,
        remark.suggestion,
        rejected=remark.outcome is Outcome.REJECTED,
        waiting=remark.outcome is Outcome.WAITING,
        code=remark.code,
    )


def of_row(problem: RowProblem, row: int) -> RowProblem:
    """The problem of a cell as that of the row in which it stands."""
    return replace(problem, row=row)
