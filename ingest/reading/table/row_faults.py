"""What a reader says of a row that it could not read as it should be."""

from collections.abc import Mapping, Sequence

from core.text import Text
from ingest.rows.row_problem import RowProblem

PLACE = "coordinates"
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
UNREADABLE_SHAPE = Text(
    "Жолдың геометриясы бұзылған, оқылмайды. Файлда қайта салыңыз немесе орнын картада көрсетіңіз",
    "Геометрия строки испорчена и не читается. Нарисуйте её в файле заново или укажите место на "
    "карте",
    "The row's geometry is broken and cannot be read. Draw it anew in the file, or place the row "
    "on the map",
)
RING_CLOSED = Text(
    "Көпбұрыштың сақинасы жабылмаған еді, жабылды",
    "Кольцо многоугольника не было замкнуто; оно замкнуто",
    "A ring of the polygon was not closed; it has been closed",
)
CUT_TEXT = Text(
    "Мәтін файлдағы өріске сыймай, соңғы әрпінің ортасынан кесілген. Толық мәтінді тексеріңіз",
    "Текст не поместился в поле файла и обрезан посреди последней буквы. Проверьте полный текст",
    "The text did not fit into the file's field and was cut amid its last letter. Check the whole "
    "text",
)
NOT_A_RECORD = Text(
    "Тізімнің бұл орнында нысан жоқ, не оның жазбасы бұзылған. Оны файлда түзетіңіз",
    "На этом месте списка нет объекта, или его запись испорчена. Исправьте её в файле",
    "There is no object in this place of the list, or it is written brokenly. Correct it in the "
    "file",
)
SEGMENT_DROPPED = Text(
    "Бір нүктелі кесінді түсіріп қалдырылды: одан сызық шықпайды",
    "Отрезок из одной точки пропущен: линии из него не выходит",
    "A segment of a single point was left out: it makes no line",
)
OTHERS_UNREAD = Text(
    "Файлда оқылмаған өзге парақтар (қабаттар) да бар. Керек болса, бөлек жүктеңіз: парағын атаңыз",
    "В файле есть и другие листы (слои) со строками, они не прочитаны. Если нужны, загрузите их "
    "отдельно, назвав лист",
    "The file has other sheets (layers) with rows, which were not read. If they are wanted, load "
    "them by themselves and name the sheet",
)


def unpaired_quote(row: int, cells: Sequence[object]) -> RowProblem:
    """The row waits: a quote is opened in it and not closed, or closed and not opened."""
    with_quote = [str(cell) for cell in cells if '"' in str(cell)] or [str(cell) for cell in cells]
    return waiting(
        row, "row", with_quote[0] if with_quote else "", UNPAIRED_QUOTE, "unpaired_quote"
    )


def unreadable_shape(row: int, value: str) -> RowProblem:
    """The row waits: what stands for its place is no geometry."""
    return waiting(row, PLACE, value, UNREADABLE_SHAPE, "unreadable_shape")


def ring_closed(row: int) -> RowProblem:
    """The row is taken with a ring that was closed."""
    return noted(row, "geometry", "", RING_CLOSED, "repaired")


def cut_text(row: int, column: str, text: str) -> RowProblem:
    """The row is taken with a text that the file has no longer whole."""
    return noted(row, column, text, CUT_TEXT, "cut_text")


def not_a_record(row: int, value: str) -> RowProblem:
    """The row waits: what stands in the list is no object."""
    return waiting(row, "row", value, NOT_A_RECORD, "not_a_record")


def segment_dropped(row: int) -> RowProblem:
    """The row is taken without the segments of its line that have one point alone."""
    return noted(row, "geometry", "", SEGMENT_DROPPED, "repaired")


def others_unread(counts: Mapping[str, int | None]) -> tuple[RowProblem, ...]:
    """A note on the file where it has other sheets with so many rows; None where nobody counted."""
    named = (name if count is None else f"{name} ({count})" for name, count in counts.items())
    value = ", ".join(named)
    return (noted(0, "sheet", value, OTHERS_UNREAD, "others_unread"),) if value else ()


def noted(row: int, field: str, value: str, reason: Text, code: str) -> RowProblem:
    """The row is taken all the same."""
    return RowProblem(row, field, value[:LONGEST_VALUE], reason, rejected=False, code=code)


def waiting(row: int, field: str, value: str, reason: Text, code: str) -> RowProblem:
    """The row waits for a person."""
    return RowProblem(
        row, field, value[:LONGEST_VALUE], reason, rejected=False, waiting=True, code=code
    )
