"""Why the place of a row is not sure, in the words for an officer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.text import Text
from geo.coordinates.written_place import CoordinateProblem


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with the code under which scripts know it."""

    code: str
    phrase: Text


NO_SYSTEM = Reason(
    "system_unknown",
    Text(
        "Координат жүйесі белгісіз; жүктегенде оны атаңыз (мысалы, «СК-42» не EPSG:28413)",
        "Система координат неизвестна; назовите её при загрузке (например, «СК-42» или EPSG:28413)",
        "The coordinate system is not known; name it when loading (such as “SK-42” or EPSG:28413)",
    ),
)
OTHER_SYSTEM = Reason(
    "system_contradicts",
    Text(
        "Мәтінде аталған координат жүйесі файл үшін аталғаннан өзге",
        "В тексте названа не та система координат, что указана для файла",
        "The text names another coordinate system than was told for the file",
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
    CoordinateProblem.OUTSIDE_KAZAKHSTAN.value,
    Text("Орын Қазақстаннан тыс", "Место вне Казахстана", "The place is outside Kazakhstan"),
)
UNCONFIRMED = Reason(
    "system_unconfirmed",
    Text(
        "Координат жүйесі тек нүктелердің орны бойынша анықталды; оны растаңыз немесе таңдаңыз",
        "Система координат лишь найдена по расположению точек; подтвердите её или выберите другую",
        "The coordinate system was only found out from where the points fall; confirm or choose it",
    ),
)
DISSENTS = Reason(
    "system_dissents",
    Text(
        "Файлдың қалған жолдары жазылған координат жүйесінде бұл сандар Қазақстандағы орынды "
        "бермейді; жолдың жүйесін немесе орнын таңдаңыз",
        "В системе координат остальных строк файла эти числа не дают места в Казахстане; "
        "выберите систему или место для строки",
        "In the coordinate system of the file's other rows these numbers are no place in "
        "Kazakhstan; choose the row's system or place",
    ),
)
CELL_UNREADABLE = Reason(
    "crs_unreadable",
    Text(
        "Жолда аталған координат жүйесі түсініксіз немесе қолданылмайды; кодын жазыңыз (мысалы, "
        "EPSG:28413)",
        "Названная в строке система координат не распознана или не поддерживается; укажите её код "
        "(например, EPSG:28413)",
        "The coordinate system that the row names is not known or not supported; write its code "
        "(such as EPSG:28413)",
    ),
)
SHAPE_UNREADABLE = Reason(
    "unreadable",
    Text(
        "Ұяшықтағы пішін (WKT, WKB не GeoJSON) оқылмады: мәтін бүлінген не үзіліп қалған",
        "Геометрия в ячейке (WKT, WKB или GeoJSON) не читается: текст испорчен или оборван",
        "The geometry in the cell (WKT, WKB or GeoJSON) cannot be read: it is damaged or cut off",
    ),
)
CHOSEN_SYSTEM = Text(
    "Жолдың координат жүйесін адам таңдады",
    "Систему координат строки выбрал человек",
    "A person chose the coordinate system of the row",
)
CHOSEN_PLACE = Text(
    "Жолдың орнын картадан адам таңдады",
    "Место строки выбрал на карте человек",
    "A person chose the place of the row on the map",
)
HEIGHTS = Text(
    "Файлдағы биіктіктер алынып тасталды: атлас тек жазық орынды сақтайды",
    "Высоты из файла отброшены: атлас хранит только положение на плоскости",
    "The heights in the file were left out: the atlas keeps flat places only",
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
REPAIRED_LINE = Text(
    "Жарамсыз сызық түзетілді: ұзындығы жоқ бөліктері алынып тасталды",
    "Недопустимая линия исправлена: части без длины отброшены",
    "The invalid line was repaired: its parts without length were left out",
)

ODD: dict[CoordinateProblem, Text] = {
    CoordinateProblem.EMPTY: Text(
        "Координаттары жоқ", "Координаты не указаны", "There are no coordinates"
    ),
    CoordinateProblem.UNREADABLE: Text(
        "Координаттарды оқу мүмкін болмады",
        "Координаты не удалось прочитать",
        "The coordinates could not be read",
    ),
    CoordinateProblem.HALF_MISSING: Text(
        "Ендік пен бойлықтың тек біреуі бар",
        "Указана только широта или только долгота",
        "Only one of latitude and longitude is there",
    ),
    CoordinateProblem.MINUTES_OUT_OF_RANGE: Text(
        "Минут 60-тан кем болуы керек",
        "Минут должно быть меньше 60",
        "Minutes must be less than 60",
    ),
    CoordinateProblem.SECONDS_OUT_OF_RANGE: Text(
        "Секунд 60-тан кем болуы керек",
        "Секунд должно быть меньше 60",
        "Seconds must be less than 60",
    ),
    CoordinateProblem.DEGREES_OUT_OF_RANGE: Text(
        "Ендік 90°-тан, бойлық 180°-тан аспауы керек",
        "Широта не может быть больше 90°, долгота больше 180°",
        "A latitude cannot exceed 90°, a longitude 180°",
    ),
    CoordinateProblem.CONTRADICTORY_MARKS: Text(
        "Координат белгілері бір-біріне қайшы",
        "Обозначения координат противоречат друг другу",
        "The marks of the coordinates contradict each other",
    ),
    CoordinateProblem.AMBIGUOUS: Text(
        "Координаттарды екі түрлі оқуға болады",
        "Координаты можно прочитать двояко",
        "The coordinates can be read in two ways",
    ),
    CoordinateProblem.SWAPPED: Text(
        "Ендік пен бойлық орын ауысып кеткен сияқты",
        "Похоже, широта и долгота переставлены",
        "Latitude and longitude seem to be swapped",
    ),
    CoordinateProblem.OUTSIDE_KAZAKHSTAN: OUTSIDE.phrase,
    CoordinateProblem.WHOLE_DEGREES: Text(
        "Тек бүтін градус жазылған: орны тым шамамен алынған",
        "Указаны только целые градусы: место слишком приблизительно",
        "Only whole degrees are written: the place is too rough",
    ),
    CoordinateProblem.ZERO: Text(
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


def detected(titles: Mapping[str, str]) -> Text:
    """That the file is read in a system that nobody named."""
    kk, ru, en = (titles[language] for language in ("kk", "ru", "en"))
    return Text(
        f"Файлдың координат жүйесі нүктелердің орны бойынша анықталды: {kk}. Дұрыс болмаса, "
        "дұрысын атап, файлды қайта жүктеңіз",
        f"Система координат файла найдена по расположению точек: {ru}. Если это не так, назовите "
        "верную и загрузите файл снова",
        f"The file's coordinate system was found out from where the points fall: {en}. If that is "
        "wrong, name the right one and load the file again",
    )


def order_by_claim(claimed: Text) -> Text:
    """That only one order of the two numbers puts the place into the unit that the row names."""
    return Text(
        "Ендік пен бойлықтың қайсысы бірінші жазылғаны белгісіз; орын жолда аталған аумақта "
        f"({claimed.kk}) жататын ретпен оқылды",
        "Не сказано, что записано первым, широта или долгота; взят порядок, при котором место "
        f"лежит в указанной в строке территории ({claimed.ru})",
        "Nothing says whether the latitude or the longitude comes first; the order was taken in "
        f"which the place lies in the unit that the row names ({claimed.en})",
    )


def outside_claim(claimed: Text, distance_m: float, here: Text | None) -> Text:
    """How far a place lies from the unit that the row names, and in which it lies instead."""
    km = f"{distance_m / 1000:.0f}" if distance_m >= TEN_KM else f"{distance_m / 1000:.1f}"
    comma = km.replace(".", ",")
    kk, ru, en = claimed.kk, claimed.ru, claimed.en
    if here is None:
        return Text(
            f"Орын жолда аталған аумақтан ({kk}) {comma} км қашық жатыр",
            f"Место лежит в {comma} км от указанной в строке территории ({ru})",
            f"The place lies {km} km from the unit that the row names ({en})",
        )
    return Text(
        f"Орын жолда аталған аумақтан ({kk}) {comma} км қашық, мына жерде жатыр: {here.kk}",
        f"Место лежит в {comma} км от указанной в строке территории ({ru}), здесь: {here.ru}",
        f"The place lies {km} km from the unit that the row names ({en}), in {here.en}",
    )


def near_claim(claimed: Text, distance_m: float) -> Text:
    """That a place lies just beyond the border of the unit that the row names."""
    metres = f"{distance_m:.0f}"
    return Text(
        f"Орын жолда аталған аумақтың ({claimed.kk}) шекарасынан {metres} м тыс",
        f"Место лежит в {metres} м за границей указанной в строке территории ({claimed.ru})",
        f"The place lies {metres} m beyond the border of the unit that the row names "
        f"({claimed.en})",
    )


def ambiguous_claim(claimed: Text) -> Text:
    """That several units have the name that stands in the row."""
    return Text(
        f"Бұл атау бірнеше аумақтікі, орын бәрімен салыстырылды: {claimed.kk}",
        f"Так называются несколько территорий, место сверено со всеми: {claimed.ru}",
        f"Several units have this name; the place was compared with all of them: {claimed.en}",
    )


UNKNOWN_CLAIM = Text(
    "Мұндай аумақ табылмады; орын онымен салыстырылмады",
    "Такая территория не найдена; место с ней не сверено",
    "No such unit was found; the place was not compared with it",
)
TEN_KM = 10_000
