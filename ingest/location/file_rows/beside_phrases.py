"""What is said of points that a file draws beside its lines."""

from core.text import Text
from ingest.rows.row_problem import RowProblem
from layers.model.imported_children import drawn_column
from layers.model.layer import Child
from layers.regions.country import OUTSIDE_COUNTRY

FIELD = "geometry"
LONGEST_ROWS = 200
"""Letters of the list of rows that is shown; the count is told beside it."""


def became(child: Child, line: int, rows: list[int]) -> RowProblem:
    """A note on the row of a line: the points of these rows, in order, are its records."""
    title, count = child.title, len(rows)
    reason = Text(
        f"Файлдың осы сызық бойындағы нүктелері ({count}) оның «{title.kk}» жазбалары болып оқылды",
        f"Точки файла у этой линии ({count}) прочитаны как её записи «{title.ru}»",
        f"Points of the file beside this line ({count}) were read as its “{title.en}”",
    )
    value = ", ".join(map(str, rows))
    shown = value if len(value) <= LONGEST_ROWS else f"{value[: LONGEST_ROWS - 1]}…"
    column = drawn_column(child)
    return RowProblem(line, column, shown, reason, rejected=False, code=f"became_{child.id}")


def far(child: Child, row: int, reach_m: float) -> RowProblem:
    """The row of a point is rejected: no line of the file is near."""
    title, km = child.title, f"{reach_m / 1_000:g}"
    reason = Text(
        f"Файлда бұл нүктеге {km} км-ден жақын сызық жоқ, сондықтан ол «{title.kk}» жазбасы "
        "болмады. Файлда нүктені не сызықты түзетіңіз немесе оны нүктелер қабатына жүктеңіз",
        f"В файле нет линии ближе {km} км от этой точки, поэтому она не вошла в «{title.ru}». "
        "Поправьте в файле точку или линию либо загрузите её в слой точек",
        f"No line of the file is within {km} km of this point, so that it is none of the "
        f"“{title.en}”. Correct the point or the line in the file, or load it into a layer of "
        "points",
    )
    return _rejected(row, reason, "far_from_lines")


def beyond_most(child: Child, row: int, most: int) -> RowProblem:
    """The row of a point is rejected: the file has more than are looked at."""
    title = child.title
    reason = Text(
        f"Файлда нүкте тым көп: «{title.kk}» үшін алғашқы {most} нүкте ғана қаралады. Файлды "
        "бірнешеге бөліңіз",
        f"В файле слишком много точек: для «{title.ru}» берутся первые {most}. Разделите файл на "
        "несколько",
        f"The file has too many points: for “{title.en}” the first {most} are looked at. Split "
        "the file",
    )
    return _rejected(row, reason, "too_many_points")


def nameless(child: Child, row: int) -> RowProblem:
    """The row of a point is rejected: it lies beside a line, but nobody knows what it is."""
    title = child.title
    reason = Text(
        f"Нүктенің атауы жоқ, сондықтан ол «{title.kk}» жазбасы болмады. Файлда атауын жазып, "
        "қайта жүктеңіз",
        f"У точки нет названия, поэтому она не вошла в «{title.ru}». Впишите его в файле и "
        "загрузите ещё раз",
        f"The point has no name, so that it is none of the “{title.en}”. Write one into the file "
        "and load it again",
    )
    return _rejected(row, reason, "no_name")


def abroad(row: int) -> RowProblem:
    """The row of a point is rejected: it lies outside the country."""
    return _rejected(row, OUTSIDE_COUNTRY, "outside_kazakhstan")


def _rejected(row: int, reason: Text, code: str) -> RowProblem:
    return RowProblem(row, FIELD, "Point", reason, code=code)
