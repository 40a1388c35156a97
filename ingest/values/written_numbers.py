"""Numbers and truth values that a file has where a text belongs, such as a register number."""

import math

import numpy as np

from core.text import Text
from ingest.rows.outcome import Outcome
from ingest.rows.table import Cell
from ingest.values.clean import Remark

WITHOUT_GAPS = 2**53
"""Below it a float is exact for every whole number."""

NOT_AS_WRITTEN = Remark(
    "not_as_written",
    Text(
        "Мәтін орнында сан немесе иә/жоқ белгісі тұр, бастапқы жазылуы белгісіз; мәнді мәтін "
        "түрінде жазыңыз",
        "На месте текста число или признак да/нет, и неизвестно, как было записано; впишите "
        "значение текстом",
        "A number or a truth value stands where a text belongs, and how it was written is unknown; "
        "write the value as text",
    ),
    Outcome.WAITING,
)


def digits_of(cell: Cell) -> str | None:
    """The text that a cell stands for: of a number its digits, a whole one without a fraction.

    None where the digits are not sure to be those that were written: of a truth value, of infinity,
    and of a float so large that it stands for several whole numbers.
    """
    value = cell.item() if isinstance(cell, np.generic) else cell
    if isinstance(value, bool):
        return None
    if not isinstance(value, float):
        return str(value)
    if value.is_integer():
        return str(int(value)) if abs(value) < WITHOUT_GAPS else None
    text = repr(value)
    return text if math.isfinite(value) and "e" not in text else None
