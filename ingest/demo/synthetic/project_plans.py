"""What synthetic projects propose: titles in three languages, type, direction and estimate."""

from dataclasses import dataclass

from core.text import Text


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of an estimate: its purpose in Kazakh and Russian, its resource and usual amount."""

    purpose: tuple[str, str]
    resource: str
    amount: int
    """KZT for money and material, hours for work."""


@dataclass(frozen=True, slots=True)
class ProjectTemplate:
    """One kind of project."""

    type: str
    direction: str
    title: Text
    lines: tuple[PlannedLine, ...]


def _line(kk: str, ru: str, resource: str, amount: int) -> PlannedLine:
    return PlannedLine((kk, ru), resource, amount)


VOLUNTEERS = _line("Еріктілердің жұмысы", "Труд волонтёров", "work_hours", 160)

PLANS = (
    ProjectTemplate("infrastructure", "improvement",
         Text("Көшеге жарық орнату", "Освещение улицы", "Street lighting"),
         (_line("Шамдар мен бағандар", "Фонари и опоры", "material", 4_200_000),
          _line("Орнату жұмыстары", "Монтаж", "money", 1_800_000))),
    ProjectTemplate("infrastructure", "improvement",
         Text("Балалар алаңы", "Детская площадка", "Children's playground"),
         (_line("Ойын жабдықтары", "Игровое оборудование", "money", 5_500_000),
          _line("Құм, резеңке төсем", "Песок, резиновое покрытие", "material", 1_300_000),
          VOLUNTEERS)),
    ProjectTemplate("infrastructure", "transport",
         Text("Мектепке апаратын жаяужол", "Тротуар к школе", "Pavement to the school"),
         (_line("Тақтатас", "Тротуарная плитка", "material", 3_100_000),
          _line("Төсеу жұмыстары", "Укладка", "money", 1_900_000))),
    ProjectTemplate("infrastructure", "transport",
         Text("Жылы аялдама", "Тёплая остановка", "Heated bus stop"),
         (_line("Павильон", "Павильон", "money", 2_700_000), VOLUNTEERS)),
    ProjectTemplate("social", "sport",
         Text("Воркаут алаңы", "Воркаут-площадка", "Outdoor gym"),
         (_line("Жаттығу құралдары", "Тренажёры", "money", 2_400_000), VOLUNTEERS)),
    ProjectTemplate("social", "culture",
         Text("Ауыл музейін ашу", "Сельский музей", "Village museum"),
         (_line("Бөлмені жөндеу", "Ремонт помещения", "money", 1_600_000),
          _line("Көрме сөрелері", "Витрины", "material", 700_000),
          _line("Жәдігерлерді жинау", "Сбор экспонатов", "work_hours", 220))),
    ProjectTemplate("social", "education",
         Text("Инклюзивті сыныпты жабдықтау", "Инклюзивный класс", "Inclusive classroom"),
         (_line("Арнайы жиһаз", "Специальная мебель", "money", 2_900_000),)),
    ProjectTemplate("supplies", "education",
         Text("Мектеп кітапханасына кітаптар", "Книги для школьной библиотеки",
              "Books for the school library"),
         (_line("Кітаптар", "Книги", "money", 900_000),
          _line("Сөрелер", "Стеллажи", "material", 350_000))),
    ProjectTemplate("supplies", "health",
         Text("Амбулаторияға құрал-жабдық", "Оборудование для амбулатории",
              "Equipment for the clinic"),
         (_line("ЭКГ аппараты", "Аппарат ЭКГ", "money", 1_700_000),)),
    ProjectTemplate("supplies", "culture",
         Text("Клубқа музыкалық аспаптар", "Музыкальные инструменты для клуба",
              "Instruments for the club"),
         (_line("Домбыралар, қобыздар", "Домбры и кобызы", "money", 1_100_000),)),
    ProjectTemplate("personal_aid", "improvement",
         Text("Көпбалалы отбасының үйін жөндеу", "Ремонт дома многодетной семьи",
              "Repair of a large family's home"),
         (_line("Құрылыс материалы", "Стройматериалы", "material", 1_500_000),
          _line("Жөндеу", "Ремонт", "work_hours", 300))),
    ProjectTemplate("personal_aid", "health",
         Text("Жалғызбасты қарттарға отын", "Топливо одиноким пожилым",
              "Fuel for elderly people who live alone"),
         (_line("Көмір", "Уголь", "material", 600_000),
          _line("Жеткізу", "Доставка", "work_hours", 60))),
    ProjectTemplate("event", "ecology",
         Text("Өзен жағасын тазалау", "Очистка берега реки", "Clean-up of the river bank"),
         (_line("Қап, қолғап", "Мешки и перчатки", "material", 80_000), VOLUNTEERS)),
    ProjectTemplate("event", "ecology",
         Text("Ағаш отырғызу", "Посадка деревьев", "Tree planting"),
         (_line("Көшеттер", "Саженцы", "money", 450_000), VOLUNTEERS)),
    ProjectTemplate("event", "culture",
         Text("Ұлттық ойындар мерекесі", "Праздник национальных игр",
              "Festival of national games"),
         (_line("Жүлделер", "Призы", "money", 700_000),
          _line("Ұйымдастыру", "Организация", "work_hours", 120))),
    ProjectTemplate("event", "sport",
         Text("Ауыл спартакиадасы", "Сельская спартакиада", "Village games"),
         (_line("Спорт құралдары", "Спортивный инвентарь", "money", 500_000),)),
)  # fmt: skip

SUMMARY = Text(
    "Жасанды үлгі: тұрғындар ұсынған жобаның мысалы, нақты жоба емес.",
    "Синтетический пример проекта жителей; это не настоящий проект.",
    "A synthetic example of what residents propose; not a real project.",
)
OUTCOMES = (
    "Жоба жоспарға сай аяқталды, нысан тұрғындарға тапсырылды (жасанды үлгі).",
    "Проект завершён по плану, объект передан жителям (синтетический пример).",
)
OFFICIALS = ("Әкімнің орынбасары (жасанды үлгі)", "Заместитель акима (синтетический пример)")
PARTICIPANTS = ("{number}-қатысушы (жасанды үлгі)", "Участник {number} (синтетический пример)")
REFUSED = ("Жер учаскесі басқа мақсатқа бөлінген.", "Участок выделен для других целей.")
WITHDRAWN = ("Авторлар жобаны қайта пысықтайды.", "Авторы доработают проект.")
"""In Kazakh and in Russian; no person is named."""
