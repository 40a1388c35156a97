"""Pairs of descriptions as they stand in officers' lists, with what a person says of each.

`same` and `different` are what the pair is in truth; `open` ones cannot be told from what is
written. The names follow the usage of Kazakhstan's lists; places and numbers are made up.
"""

from functools import partial

from core.text import Language
from ingest.matching.match_score import Described, Pair

ARCHAEOLOGY, ARCHITECTURE, ART = "archaeology", "urban_planning_architecture", "monumental_art"
WITHIN_M = 1_000.0


def thing(  # noqa: PLR0913 - an object is all of this
    kk: str = "",
    ru: str = "",
    en: str = "",
    *,
    kind: str | None = ARCHITECTURE,
    no: str | None = None,
    accuracy_m: float = 0.0,
    oblast: str | None = None,
) -> Described:
    given = {Language.KK: kk, Language.RU: ru, Language.EN: en}
    names = {language: name for language, name in given.items() if name}
    return Described(names, kind, no, accuracy_m, oblast)


dig = partial(thing, kind=ARCHAEOLOGY)
statue = partial(thing, kind=ART)
shrine = partial(thing, kind=None)


def pair(one: Described, other: Described, distance_m: float) -> Pair:
    return Pair(one, other, distance_m, WITHIN_M)


Labelled = tuple[Described, Described, float]
"""Two descriptions and the metres between them."""

SAME: tuple[Labelled, ...] = (
    (thing("Айша бибі кесенесі"), thing(ru="Мавзолей Айша-Биби"), 40),
    (thing(ru="Мавзолей Айши-Биби (XII в.)"), thing(ru="мавзолей АЙША БИБИ"), 15),
    (thing(en="Aisha Bibi mausoleum"), thing("Айша Бибі кесенесі", "Мавзолей Айша-Биби"), 60),
    (thing("Қожа Ахмет Ясауи кесенесі"), thing(ru="Мавзолей Ходжи Ахмеда Ясави"), 80),
    (thing(en="Mausoleum of Khoja Ahmed Yasawi"), thing("Қожа Ахмет Ясауи кесенесі"), 120),
    (thing("Қозы Көрпеш – Баян сұлу кесенесі"), thing(ru="Мавзолей Козы-Корпеш и Баян-Сулу"), 200),
    (
        thing(ru="Мавзолей Козы Корпеша и Баян Слу"),
        thing(ru="Мавзолей Козы-Корпеш и Баян-Сулу"),
        90,
    ),
    (statue("Абай ескерткіші"), statue(ru="Памятник Абаю"), 20),
    (statue(ru="Памятник Абаю Кунанбаеву"), statue("Абай Құнанбаев ескерткіші"), 30),
    (statue(ru="Памятник А. Кунанбаеву"), statue(ru="Памятник Кунанбаеву А."), 25),
    (statue(ru="Памятник В.И. Ленину"), statue("В. И. Ленин ескерткіші"), 10),
    (statue(ru="Бюст Ж. Жабаева"), statue("Ж. Жабаев бюсті"), 12),
    (thing(ru="Воскресенский собор"), thing("Қайта тірілу соборы", "Воскресенский собор"), 70),
    (thing(ru="Васкресенский собор"), thing(ru="Воскресенский собор"), 70),
    (thing(ru="Дом купца Рафикова"), thing("Көпес Рафиков үйі", "Дом купца Рафикова"), 30),
    (shrine("Біржан сал кесенесі"), shrine(ru="Мавзолей Биржан-сала"), 55),
    (statue("Бөгенбай батыр ескерткіші"), statue(ru="Памятник Богенбай-батыру"), 30),
    (
        thing(ru="Карагандинский драматический театр"),
        thing(ru="Карагандинскии драматический театр"),
        45,
    ),
    (shrine("Жүніс ата кесенесі"), shrine("Жунус ата кесенеси"), 20),
    (shrine("Жүніс ата кесенесі"), thing(ru="Мавзолей Жунус-ата"), 15),
    (dig(ru="Городище Сауран"), dig("Сауран қалашығы"), 150),
    (dig(en="Sauran"), dig("Сауран қалашығы"), 150),
    (dig(ru="Стоянка Ботай"), dig("Ботай қонысы"), 200),
    (dig(ru="Петроглифы Тамгалы"), dig("Таңбалы петроглифтері", "Петроглифы Тамгалы"), 100),
    (shrine("Арыстан баб кесенесі"), shrine(ru="Мавзолей Арыстан-Баба"), 100),
    (dig(ru="Могильник Берель"), dig("Берел қорымы", "Могильник Берел"), 110),
    (dig("Қорған 1", no="245-1"), dig(ru="Курган 1", no="245/1"), 8),
    (statue(ru="Братская могила"), statue("Бауырластар зираты", "Братская могила"), 4),
    (thing(ru="Зенковский собор", no="17"), thing(ru="Вознесенский собор", no="17"), 10),
    (shrine("Шакпак ата"), shrine("Шақпақ-Ата жерасты мешіті"), 35),
    (thing(ru="Мавзолей Жошы хана"), thing("Жошы хан кесенесі"), 50),
    (thing(ru="Мавзолей Джучи-хана"), thing("Жошы хан кесенесі"), 50),
    (dig("Ақыртас сарай кешені"), dig(ru="Дворцовый комплекс Акыртас"), 90),
    (dig("Кескенкуйык қала"), dig(ru="Городище Кескен-Куйук-Кала"), 120),
    (
        statue(ru="Обелиск воинам, погибшим в ВОВ 1941–1945 гг., с. Аксу"),
        statue(ru="Обелиск погибшим воинам 1941–1945 с. Аксу"),
        5,
    ),
    (
        thing("Жидебай: Абай – Шәкәрім кесенесі", accuracy_m=12000),
        thing("Абай және Шәкәрім кесенесі"),
        9000,
    ),
)

DIFFERENT: tuple[Labelled, ...] = (
    (dig("Қорған 1"), dig("Қорған 2"), 20),
    (dig(ru="Курган №3"), dig(ru="Курган №4"), 5),
    (dig(ru="Могильник Карасу I"), dig(ru="Могильник Карасу II"), 150),
    (dig("Қорған"), dig("Қорған"), 250),
    (dig("Қорған", no="12"), dig("Қорған", no="13"), 6),
    (statue(ru="Братская могила"), statue(ru="Братская могила"), 300),
    (statue(ru="Братская могила 1918 г."), statue(ru="Братская могила 1943 г."), 3),
    (thing("Айша бибі кесенесі"), thing(ru="Мавзолей Бабаджи-Хатун"), 20),
    (thing(ru="Дом купца Рафикова"), thing(ru="Дом купца Иванова"), 25),
    (thing(ru="Дом по ул. Абая, 5"), thing(ru="Дом по ул. Абая, 7"), 30),
    (thing(ru="Жилой дом, 1905 г."), thing(ru="Жилой дом, 1911 г."), 15),
    (statue(ru="Памятник Абаю"), statue(ru="Памятник Ленину"), 10),
    (statue(ru="Бюст Ч. Валиханова"), statue(ru="Бюст С. Сейфуллина"), 5),
    (statue(ru="Памятник Ленину"), statue(ru="Памятник Ленину"), 990),
    (shrine("Жанай мазары"), shrine("Қарабай мазары"), 60),
    (shrine("Мазар"), shrine("Мазар"), 120),
    (dig(), dig("Қорған"), 60),
    (dig(), dig(), 40),
    (thing(ru="Мечеть"), thing(ru="Церковь"), 10),
    (thing(ru="Школа №1"), thing(ru="Школа №2"), 40),
    (dig("Сауран қалашығы"), dig("Сығанақ қалашығы"), 700),
    (dig("Ақтөбе қонысы"), dig("Көктөбе қонысы"), 300),
    (dig(ru="Петроглифы Кольсай"), dig(ru="Могильник Тузусай"), 200),
    (thing(ru="Мавзолей Макула"), thing(ru="Мавзолей Сырлытам"), 400),
    (thing(ru="Двухминаретная мечеть"), thing(ru="Одноминаретная мечеть", no="3"), 500),
    (statue("Ұлы Отан соғысы ескерткіші"), statue(ru="Стела покорителям целины"), 80),
)

OPEN: tuple[Labelled, ...] = (
    (statue("Абай ескерткіші"), statue(ru="Бюст Абая Кунанбаева"), 120),
    (thing(ru="Мечеть Айша-Биби"), thing(ru="Мавзолей Айша-Биби"), 60),
    (dig("Қорған 1"), dig("Қорған"), 4),
    (shrine(ru="Мазар"), shrine("Жанай мазары"), 3),
    (statue(ru="Памятник Ленину"), statue("Ленин ескерткіші"), 450),
    (thing("Айша бибі кесенесі", no="5"), thing(ru="Мавзолей Айша-Биби", no="77"), 10),
    (dig("Жүніс ата кесенесі"), thing(ru="Мавзолей Жунус-ата"), 15),
    (dig("Қорған"), dig(ru="Курган"), 14),
    (dig(), dig(), 1),
    (dig("Қорған", accuracy_m=500), dig("Қорған"), 300),
)
