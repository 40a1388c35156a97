"""What a reader says of a row that it could not read as it should be."""

from collections.abc import Sequence

from core.text import Text
from ingest.row_problem import RowProblem

LONGEST_VALUE = 200
"""Letters of a value that are shown with its fault."""

UNPAIRED_QUOTE = Text(
    "Жолда жұбы жоқ тырнақша бар, сондықтан ұяшықтардың шегі белгісіз. Тырнақшаны жабыңыз немесе "
    "өшіріңіз; ұяшықтың ішіндегі тырнақша екі рет жазылады",
    "В строке есть непарная кавычка, поэтому границы ячеек неясны. Закройте её или удалите; "
    "кавычка внутри ячейки пишется дважды",
    "The row has a quotation mark without its pair, so that it is not certain where its cells "
    "end. Close or delete it; a quotation mark within a cell is written twice",
)


def unpaired_quote(row: int, cells: Sequence[object]) -> RowProblem:
    """The row waits: a quote is opened in it and not closed, or closed and not opened."""
    with_quote = [str(cell) for cell in cells if '"' in str(cell)] or [str(cell) for cell in cells]
    return waiting(
        row, "row", with_quote[0] if with_quote else "", UNPAIRED_QUOTE, "unpaired_quote"
    )


def waiting(row: int, field: str, value: str, reason: Text, code: str) -> RowProblem:
    """The row waits for a person."""
    return RowProblem(
        row, field, value[:LONGEST_VALUE], reason, rejected=False, waiting=True, code=code
    )
