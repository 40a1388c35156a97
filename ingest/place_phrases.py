"""Why the place of a row is not sure, in the words for an officer."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.text import Text
from geo.written_place import Problem


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with the code under which scripts know it."""

    code: str
    phrase: Text


NO_SYSTEM = Reason(
    "system_unknown",
    Text(
        "Координат жүйесі белгісіз; оны --crs арқылы атаңыз (мысалы, EPSG:28413)",
        "Система координат неизвестна; назовите её через --crs (например, EPSG:28413)",
        "The coordinate system is not known; name it with --crs (such as EPSG:28413)",
    ),
)
OTHER_SYSTEM = Reason(
    "system_contradicts",
    Text(
        "Мәтінде аталған координат жүйесі --crs жүйесінен өзге",
        "В тексте названа не та система координат, что указана в --crs",
        "The text names another coordinate system than --crs does",
    ),
)
NOT_OF_SYSTEM = Reason(
    "not_of_system",
    Text(
        "Бұл сандар көрсетілген координат жүйесінде Қазақстандағы орынды бермейді",
        "В указанной системе координат эти числа не дают места в Казахстане",
        "In the given coordinate system these numbers are no place in Kazakhstan",
    ),
)
OUTSIDE = Reason(
    Problem.OUTSIDE_KAZAKHSTAN.value,
    Text("Орын Қазақстаннан тыс", "Место вне Казахстана", "The place is outside Kazakhstan"),
)
BROKEN = Text(
    "Пішін бүлінген, түзетуге келмеді",
    "Фигура повреждена и не поддаётся исправлению",
    "The shape is broken and could not be repaired",
)
REPAIRED = Text(
    "Жарамсыз полигон түзетілді",
    "Недопустимый полигон исправлен",
    "The invalid polygon was repaired",
)

ODD: dict[Problem, Text] = {
    Problem.EMPTY: Text(
        "Координаттары жоқ", "Координаты не указаны", "There are no coordinates"
    ),
    Problem.UNREADABLE: Text(
        "Координаттарды оқу мүмкін болмады",
        "Координаты не удалось прочитать",
        "The coordinates could not be read",
    ),
    Problem.HALF_MISSING: Text(
        "Ендік пен бойлықтың тек біреуі бар",
        "Указана только широта или только долгота",
        "Only one of latitude and longitude is there",
    ),
    Problem.MINUTES_OUT_OF_RANGE: Text(
        "Минут 60-тан кем болуы керек",
        "Минут должно быть меньше 60",
        "Minutes must be less than 60",
    ),
    Problem.SECONDS_OUT_OF_RANGE: Text(
        "Секунд 60-тан кем болуы керек",
        "Секунд должно быть меньше 60",
        "Seconds must be less than 60",
    ),
    Problem.DEGREES_OUT_OF_RANGE: Text(
        "Ендік 90°-тан, бойлық 180°-тан аспауы керек",
        "Широта не может быть больше 90°, долгота больше 180°",
        "A latitude cannot exceed 90°, a longitude 180°",
    ),
    Problem.CONTRADICTORY_MARKS: Text(
        "Координат белгілері бір-біріне қайшы",
        "Обозначения координат противоречат друг другу",
        "The marks of the coordinates contradict each other",
    ),
    Problem.AMBIGUOUS: Text(
        "Координаттарды екі түрлі оқуға болады",
        "Координаты можно прочитать двояко",
        "The coordinates can be read in two ways",
    ),
    Problem.SWAPPED: Text(
        "Ендік пен бойлық орын ауысып кеткен сияқты",
        "Похоже, широта и долгота переставлены",
        "Latitude and longitude seem to be swapped",
    ),
    Problem.OUTSIDE_KAZAKHSTAN: OUTSIDE.phrase,
    Problem.WHOLE_DEGREES: Text(
        "Тек бүтін градус жазылған: орны тым шамамен алынған",
        "Указаны только целые градусы: место слишком приблизительно",
        "Only whole degrees are written: the place is too rough",
    ),
    Problem.ZERO: Text(
        "0, 0 — орын емес, бос мән",
        "0, 0 — это не место, а пустое значение",
        "0, 0 is no place but an empty value",
    ),
}  # fmt: skip


def wrong_shape(allowed: Iterable[str]) -> Text:
    """That the layer takes only these geometries."""
    names = ", ".join(allowed)
    return Text(
        f"Бұл қабат тек мыналарды алады: {names}",
        f"Этот слой принимает только: {names}",
        f"This layer takes only: {names}",
    )
