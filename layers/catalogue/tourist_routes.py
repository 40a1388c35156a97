"""Tourist routes: a line with ordered stages and stops."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from core.text import Text
from layers.model.feature import (
    ChildPlaces,
    ChildRow,
    Feature,
    Passing,
    Sensitive,
    Summarised,
    Tied,
    TiedRow,
    described,
)
from layers.model.layer import Access, Child, GeometryKind, Layer, Matching, Style, TileRule
from layers.model.links import Link
from layers.model.vocabulary import Tone, Vocabulary, term

MODE = Vocabulary(
    "route_mode",
    Text("Жүру тәсілі", "Способ передвижения", "Mode"),
    (
        term("car", "Автомобиль", "Автомобиль", "Car", aliases=("авто", "на машине", "көлікпен")),
        term("camping", "Кемпинг", "Кемпинг", "Camping"),
        term("caravan", "Керуен", "Караванинг", "Caravan", aliases=("автодом",)),
        term("family", "Отбасылық", "Семейный", "Family"),
        term("foot", "Жаяу", "Пеший", "On foot", aliases=("пешком", "пешеходный")),
        term("bicycle", "Велосипед", "Велосипед", "Bicycle", aliases=("велосипедный", "вело")),
        term("eco", "Экологиялық", "Экологический", "Ecological", aliases=("экотуризм",)),
        term("school", "Оқушылар экскурсиясы", "Школьная экскурсия", "School excursion"),
    ),
)

DIFFICULTY = Vocabulary(
    "route_difficulty",
    Text("Күрделілігі", "Сложность", "Difficulty"),
    (
        term("easy", "Жеңіл", "Лёгкая", "Easy", tone=Tone.GREEN, aliases=("легкий", "низкая")),
        term("moderate", "Орташа", "Средняя", "Moderate", tone=Tone.AMBER, aliases=("средний",)),
        term("hard", "Қиын", "Сложная", "Hard", tone=Tone.RED, aliases=("сложный", "высокая")),
    ),
)

PART_ROLE = Vocabulary(
    "route_part_role",
    Text("Бөліктің рөлі", "Роль участка", "Role of the part"),
    (
        term("main", "Негізгі", "Основной", "Main"),
        term("alternative", "Балама", "Запасной", "Alternative"),
        term("excursion", "Экскурсия", "Экскурсия", "Excursion"),
        term("approach", "Жету жолы", "Подъезд к маршруту", "Approach"),
    ),
)


class TouristRoute(Feature, Summarised, Passing, Sensitive, Tied, ChildPlaces):
    """A route that a tourist can follow; its line joins the stops in their order."""

    __tablename__ = "tourist_routes"

    modes: Mapped[list[str]] = described(
        Text("Жүру тәсілдері", "Способы передвижения", "Modes"), vocabulary=MODE
    )
    difficulty: Mapped[str] = described(
        Text("Күрделілігі", "Сложность", "Difficulty"), vocabulary=DIFFICULTY
    )
    season_from_month: Mapped[int | None] = described(
        Text("Маусым басы (ай)", "Сезон с месяца", "Season from month"),
        unit="month",
        least=1,
        most=12,
    )
    season_to_month: Mapped[int | None] = described(
        Text("Маусым соңы (ай)", "Сезон по месяц", "Season to month"),
        unit="month",
        least=1,
        most=12,
    )
    length_m: Mapped[float | None] = described(
        Text("Ұзындығы", "Длина", "Length"), unit="m", least=0
    )
    duration_min: Mapped[int | None] = described(
        Text("Ұзақтығы", "Длительность", "Duration"), unit="min", least=0
    )
    ascent_m: Mapped[float | None] = described(
        Text("Көтерілу", "Набор высоты", "Ascent"), unit="m", least=0
    )
    opening_hours: Mapped[str | None] = described(
        Text("Жұмыс уақыты", "Часы работы", "Opening hours")
    )
    price_kzt: Mapped[int | None] = described(Text("Бағасы", "Цена", "Price"), unit="KZT", least=0)
    road_signs: Mapped[str | None] = described(
        Text("Жол белгілері", "Дорожные знаки", "Road signs")
    )
    organiser: Mapped[str | None] = described(Text("Ұйымдастырушы", "Организатор", "Organiser"))
    contact: Mapped[str | None] = described(Text("Байланыс", "Контакты", "Contact"))


class Stage(ChildRow):
    """One stage, such as a day; `position` orders the stages from 1."""

    __tablename__ = "route_stages"
    parent = "tourist_routes"

    position: Mapped[int] = described(Text("Реті", "Порядок", "Position"))
    role: Mapped[str] = described(
        Text("Рөлі", "Роль", "Role"), vocabulary=PART_ROLE, server_default="main"
    )
    name_kk: Mapped[str | None] = described(
        Text("Қазақша атауы", "Название на казахском", "Name in Kazakh")
    )
    name_ru: Mapped[str | None] = described(
        Text("Орысша атауы", "Название на русском", "Name in Russian")
    )
    name_en: Mapped[str | None] = described(
        Text("Ағылшынша атауы", "Название на английском", "Name in English")
    )
    length_m: Mapped[float | None] = described(Text("Ұзындығы", "Длина", "Length"), unit="m")


class Stop(ChildRow, TiedRow):
    """A place to stop at; it points to a feature of another layer or stands by itself."""

    __tablename__ = "route_stops"
    parent = "tourist_routes"
    __table_args__ = (Index("route_stops_linked_idx", "linked_layer", "linked_id"),)

    position: Mapped[int] = described(Text("Реті", "Порядок", "Position"))
    stage: Mapped[int] = described(Text("Кезең", "Этап", "Stage"))
    role: Mapped[str] = described(
        Text("Рөлі", "Роль", "Role"), vocabulary=PART_ROLE, server_default="main"
    )
    name_kk: Mapped[str] = described(
        Text("Қазақша атауы", "Название на казахском", "Name in Kazakh")
    )
    name_ru: Mapped[str] = described(Text("Орысша атауы", "Название на русском", "Name in Russian"))
    name_en: Mapped[str] = described(
        Text("Ағылшынша атауы", "Название на английском", "Name in English")
    )
    longitude: Mapped[float] = described(Text("Бойлық", "Долгота", "Longitude"), unit="°")
    latitude: Mapped[float] = described(Text("Ендік", "Широта", "Latitude"), unit="°")
    linked_layer: Mapped[str | None] = described(
        Text("Байланысты қабат", "Связанный слой", "Linked layer")
    )
    linked_id: Mapped[int | None] = described(
        Text("Байланысты нысан", "Связанный объект", "Linked object")
    )
    stay_min: Mapped[int | None] = described(
        Text("Аялдау уақыты", "Время стоянки", "Stay"), unit="min"
    )


LAYER = Layer(
    id="tourist_routes",
    title=Text("Туристік маршруттар", "Туристские маршруты", "Tourist routes"),
    title_of_one=Text("Туристік маршрут", "Туристский маршрут", "Tourist route"),
    description=Text(
        "Аялдамалары рет-ретімен берілген саяхат маршруттары",
        "Маршруты путешествий с остановками по порядку",
        "Journeys with their stops in order",
    ),
    table=TouristRoute,
    geometry=GeometryKind.LINE,
    access=Access.of("tourist_routes"),
    style=Style(colour="#00707a", width_px=3),
    tile=TileRule(fields=("name_kk", "name_ru", "name_en", "difficulty", "modes")),
    children=(
        Child("stages", Text("Кезеңдер", "Этапы", "Stages"), Stage),
        Child(
            "stops",
            Text("Аялдамалар", "Остановки", "Stops"),
            Stop,
            links=(Link("linked_id", layer_key="linked_layer"),),
            place=("longitude", "latitude"),
            import_names={
                "name_kk": ("атауы", "аты", "аялдама"),
                "name_ru": ("название", "наименование", "остановка"),
                "name_en": ("name", "title", "stop"),
            },
            import_defaults={"stage": "1"},
        ),
    ),
    summary_fields=("difficulty", "modes"),
    import_names={
        "name_kk": ("атауы", "маршрут атауы", "маршруттың атауы"),
        "name_ru": (
            "название",
            "наименование маршрута",
            "название маршрута",
            "наименование",
            "маршрут",
        ),
        "name_en": ("name", "route", "route name"),
        "modes": (
            "вид",
            "способ",
            "түрі",
            "вид туризма",
            "вид передвижения",
            "способ передвижения",
            "жүру түрі",
        ),
        "difficulty": (
            "сложность",
            "күрделілігі",
            "сложность маршрута",
            "категория сложности",
            "күрделілік деңгейі",
            "қиындығы",
        ),
        "length_m": ("протяженность", "протяжённость", "ұзындық", "длина маршрута"),
        "duration_min": ("продолжительность", "ұзақтық"),
        "ascent_m": ("подъем", "подъём", "биіктік айырмасы"),
        "opening_hours": ("режим работы", "график работы", "жұмыс кестесі"),
        "price_kzt": ("стоимость", "құны"),
        "organiser": ("туроператор", "organizer"),
        "contact": ("контакт", "телефон", "телефоны", "phone"),
        "summary_ru": ("описание", "краткое описание", "характеристика"),
        "summary_kk": ("сипаттамасы", "сипаттама", "қысқаша сипаттамасы"),
        "summary_en": ("description", "summary"),
        "citation": ("основание", "документ", "негізі", "негіздеме"),
    },
    matching=Matching(within_m=5_000),
    search_weight=1.1,
    destination=True,
    order=30,
)
