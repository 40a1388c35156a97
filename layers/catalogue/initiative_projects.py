"""Initiative projects: what citizens propose, who pledges what, and what came of it."""

from datetime import date

from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped, Session

from core.text import Text
from layers.model.feature import ChildRow, Feature, Summarised, described
from layers.model.flow import BY_AUTHOR, REASON, Demand, Facts, Flow, Move, given
from layers.model.layer import Access, Child, GeometryKind, Layer, Matching, Style, TileRule
from layers.model.shapes import Shape
from layers.model.vocabulary import Tone, Vocabulary, term

TYPE = Vocabulary(
    "project_type",
    Text("Түрі", "Тип", "Type"),
    (
        term("social", "Әлеуметтік", "Социальный", "Social"),
        term("infrastructure", "Инфрақұрылымдық", "Инфраструктурный", "Infrastructure"),
        term(
            "supplies",
            "Материалдық-техникалық қамтамасыз ету",
            "Материально-техническое обеспечение",
            "Equipment and supplies",
            aliases=("мтқ", "мто", "материально-техническое"),
        ),
        term(
            "personal_aid",
            "Атаулы материалдық көмек",
            "Адресная материальная помощь",
            "Aid to persons in need",
            aliases=("адресная помощь", "атаулы көмек"),
        ),
        term(
            "event",
            "Акция, іс-шара",
            "Акция, мероприятие",
            "Campaign or event",
            aliases=("акция", "мероприятие", "іс-шара"),
        ),
    ),
)

DIRECTION = Vocabulary(
    "project_direction",
    Text("Бағыты", "Направление", "Direction"),
    (
        term("education", "Білім беру", "Образование", "Education", aliases=("білім",)),
        term("health", "Денсаулық сақтау", "Здравоохранение", "Health", aliases=("медицина",)),
        term("culture", "Мәдениет", "Культура", "Culture"),
        term("transport", "Көлік", "Транспорт", "Transport"),
        term(
            "ecology",
            "Экология",
            "Экология",
            "Ecology",
            aliases=("окружающая среда", "қоршаған орта"),
        ),
        term("sport", "Спорт", "Спорт", "Sport"),
        term(
            "improvement",
            "Абаттандыру",
            "Благоустройство",
            "Public amenities",
            aliases=("благоустройство территории", "көркейту"),
        ),
    ),
)

RESOURCE = Vocabulary(
    "project_resource",
    Text("Ресурс", "Ресурс", "Resource"),
    (
        term("money", "Ақша", "Деньги", "Money", unit="KZT"),
        term("material", "Материал", "Материалы", "Material", unit="KZT"),
        term("work_hours", "Жұмыс сағаты", "Часы работы", "Work hours", unit="h"),
    ),
)

PLEDGER_KIND = Vocabulary(
    "pledger_kind",
    Text("Кім қосады", "Кто вносит", "Who pledges"),
    (
        term("patron", "Меценат", "Меценат", "Patron"),
        term("ngo", "ҮЕҰ", "НПО", "NGO"),
        term("volunteer", "Ерікті", "Волонтёр", "Volunteer"),
        term("business", "Бизнес", "Бизнес", "Business"),
    ),
)

PROJECT_STATE = Vocabulary(
    "project_state",
    Text("Күйі", "Состояние", "State"),
    (
        term(
            "submitted",
            "Ұсынылған",
            "Подан",
            "Submitted",
            tone=Tone.GREY,
            aliases=("подана", "новый", "на рассмотрении", "ұсынылды", "қаралуда", "new"),
        ),
        term(
            "initiative",
            "Бастамашылық жоба",
            "Инициативный проект",
            "Initiative",
            tone=Tone.AMBER,
            aliases=("инициатива", "одобрен", "принят", "бастама", "мақұлданды", "approved"),
        ),
        term(
            "implementing",
            "Іске асырылатын жоба",
            "Реализуемый проект",
            "Being implemented",
            tone=Tone.BLUE,
            aliases=(
                "реализуется",
                "на реализации",
                "в реализации",
                "в процессе реализации",
                "в работе",
                "исполняется",
                "іске асырылуда",
                "іске асырылып жатыр",
                "жүзеге асырылуда",
                "implementing",
                "in progress",
            ),
        ),
        term(
            "implemented",
            "Жүзеге асырылған жоба",
            "Реализованный проект",
            "Implemented",
            tone=Tone.GREEN,
            aliases=(
                "реализован",
                "завершён",
                "завершен",
                "выполнен",
                "исполнен",
                "жүзеге асырылды",
                "іске асырылды",
                "аяқталды",
                "орындалды",
                "completed",
                "done",
            ),
        ),
        term(
            "refused",
            "Қабылданбаған",
            "Отклонён",
            "Refused",
            tone=Tone.GREY,
            aliases=("отклонен", "отказано", "отказ", "қабылданбады", "rejected", "declined"),
        ),
        term("withdrawn", "Қайтарып алынған", "Отозван", "Withdrawn", tone=Tone.GREY),
    ),
)


class InitiativeProject(Feature, Summarised):
    """A project that a citizen or an NGO proposes and keeps the authorship of."""

    __tablename__ = "initiative_projects"

    type: Mapped[str] = described(Text("Түрі", "Тип", "Type"), vocabulary=TYPE)
    direction: Mapped[str] = described(
        Text("Бағыты", "Направление", "Direction"), vocabulary=DIRECTION
    )
    state: Mapped[str] = described(
        Text("Күйі", "Состояние", "State"),
        vocabulary=PROJECT_STATE,
        written_by_atlas=True,
        server_default="submitted",
    )
    submitted_on: Mapped[date | None] = described(
        Text("Ұсынылған күні", "Дата подачи", "Submitted on"), past=True
    )
    author_name: Mapped[str | None] = described(Text("Авторы", "Автор", "Author"), sealed=True)
    author_contact: Mapped[str | None] = described(
        Text("Автордың байланыс деректері", "Контакты автора", "Author's contact"), sealed=True
    )
    responsible_official: Mapped[str | None] = described(
        Text("Жауапты тұлға", "Ответственное лицо", "Responsible official")
    )
    outcome: Mapped[str | None] = described(Text("Нәтижесі", "Результат", "Outcome"))
    users_reached: Mapped[int | None] = described(
        Text("Қамтылған адамдар", "Охвачено людей", "People reached"), least=0
    )


Index("initiative_projects_day_idx", InitiativeProject.submitted_on)


class EstimateLine(ChildRow):
    """One line of the estimate: KZT for money and material, hours for work."""

    __tablename__ = "project_estimate_lines"
    parent = "initiative_projects"

    purpose: Mapped[str] = described(Text("Мақсаты", "Назначение", "Purpose"))
    resource: Mapped[str] = described(Text("Ресурс", "Ресурс", "Resource"), vocabulary=RESOURCE)
    amount: Mapped[float] = described(
        Text("Мөлшері (теңге немесе сағат)", "Объём (тенге или часы)", "Amount (KZT or hours)"),
        unit_by="resource",
    )


class Pledge(ChildRow):
    """What one patron, NGO, volunteer or business pledges; several may join for one project."""

    __tablename__ = "project_pledges"
    parent = "initiative_projects"

    resource: Mapped[str] = described(Text("Ресурс", "Ресурс", "Resource"), vocabulary=RESOURCE)
    amount: Mapped[float] = described(
        Text("Мөлшері (теңге немесе сағат)", "Объём (тенге или часы)", "Amount (KZT or hours)"),
        unit_by="resource",
    )
    pledger_kind: Mapped[str] = described(
        Text("Кім қосады", "Кто вносит", "Who pledges"), vocabulary=PLEDGER_KIND
    )
    pledger_name: Mapped[str | None] = described(
        Text("Аты-жөні немесе атауы", "Имя или название", "Name"), sealed=True
    )


class Participant(ChildRow):
    """A person or organisation that took part in the implementation."""

    __tablename__ = "project_participants"
    parent = "initiative_projects"

    name: Mapped[str] = described(Text("Қатысушы", "Участник", "Participant"), sealed=True)
    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=PLEDGER_KIND)


class Rating(ChildRow):
    """A public rating of an implemented project, 1 to 5."""

    __tablename__ = "project_ratings"
    parent = "initiative_projects"

    score: Mapped[int] = described(Text("Баға (1–5)", "Оценка (1–5)", "Score (1–5)"))


def covers_estimate(session: Session, row: InitiativeProject, _facts: Facts) -> bool:
    """Whether, resource by resource, the pledges reach a non-empty estimate."""
    needed = _sums(session, EstimateLine, row.id)
    pledged = _sums(session, Pledge, row.id)
    return bool(needed) and all(
        pledged.get(resource, 0) >= amount for resource, amount in needed.items()
    )


def _sums(
    session: Session, table: type[EstimateLine | Pledge], project_id: int
) -> dict[str, float]:
    rows = session.execute(
        select(table.resource, func.sum(table.amount))
        .where(table.feature_id == project_id)
        .group_by(table.resource)
    )
    return {resource: float(amount) for resource, amount in rows}


def lists_participants(session: Session, row: InitiativeProject, _facts: Facts) -> bool:
    """Whether at least one participant is on record."""
    return (
        session.scalar(
            select(func.count()).select_from(Participant).where(Participant.feature_id == row.id)
        )
        != 0
    )


def names_official(_session: Session, row: InitiativeProject, facts: Facts) -> bool:
    """Whether the responsible official is named, now or before."""
    return bool(str(facts.get("responsible_official") or row.responsible_official or "").strip())


COVERED = Demand(
    "estimate_covered",
    Text(
        "Уәде етілген ақша, материал және жұмыс сағаты сметаны толық жаппайды.",
        "Обещанные деньги, материалы и часы работы не покрывают смету.",
        "The pledged money, material and work hours do not cover the estimate.",
    ),
    covers_estimate,
)
OFFICIAL = Demand(
    "responsible_official",
    Text(
        "Жауапты тұлғаны көрсетіңіз.",
        "Назовите ответственное лицо.",
        "Name the responsible official.",
    ),
    names_official,
)
PARTICIPANTS = Demand(
    "participants",
    Text(
        "Кімдер қатысқанын тізімдеп жазыңыз.",
        "Перечислите тех, кто участвовал.",
        "List those who took part.",
    ),
    lists_participants,
)
OUTCOME = given(
    "outcome", Text("Нәтижесін жазыңыз.", "Опишите результат.", "Describe the outcome.")
)
REACHED = given(
    "users_reached",
    Text(
        "Қамтылған адамдар санын жазыңыз.",
        "Укажите число охваченных людей.",
        "Give the number of people reached.",
    ),
)


FLOW = Flow(
    states=PROJECT_STATE,
    initial="submitted",
    moves=(
        Move(
            "accept",
            Text("Қабылдау", "Принять", "Accept"),
            ("submitted",),
            "initiative",
        ),
        Move(
            "refuse",
            Text("Қабылдамау", "Отклонить", "Refuse"),
            ("submitted", "initiative"),
            "refused",
            (REASON,),
        ),
        Move(
            "withdraw",
            Text("Қайтарып алу", "Отозвать", "Withdraw"),
            ("submitted", "initiative"),
            "withdrawn",
            (REASON,),
            BY_AUTHOR,
        ),
        Move(
            "start",
            Text("Іске асыруды бастау", "Начать реализацию", "Start the implementation"),
            ("initiative",),
            "implementing",
            (COVERED, OFFICIAL),
            writes=("responsible_official",),
        ),
        Move(
            "complete",
            Text("Аяқтау", "Завершить", "Complete"),
            ("implementing",),
            "implemented",
            (OUTCOME, REACHED, PARTICIPANTS),
            writes=("outcome", "users_reached"),
        ),
    ),
)

LAYER = Layer(
    id="initiative_projects",
    title=Text("Бастамашылық жобалар", "Инициативные проекты", "Initiative projects"),
    title_of_one=Text("Бастамашылық жоба", "Инициативный проект", "Initiative project"),
    description=Text(
        "Азаматтар мен ұйымдар ұсынған жобалар",
        "Проекты, предложенные гражданами и организациями",
        "Projects proposed by citizens and organisations",
    ),
    table=InitiativeProject,
    geometry=GeometryKind.POINT,
    access=Access.of("initiative_projects"),
    style=Style(colour="#5b3f9e", colour_by="state", shape=Shape.DIAMOND, radius_px=6),
    tile=TileRule(
        fields=("name_kk", "name_ru", "name_en", "type", "direction", "state", "synthetic")
    ),
    flow=FLOW,
    children=(
        Child("estimate_lines", Text("Смета", "Смета", "Estimate"), EstimateLine),
        Child("pledges", Text("Үлестер", "Вклады", "Pledges"), Pledge),
        Child("participants", Text("Қатысушылар", "Участники", "Participants"), Participant),
        Child("ratings", Text("Бағалар", "Оценки", "Ratings"), Rating, append_only=True),
    ),
    summary_fields=("state", "type", "direction"),
    time_field="submitted_on",
    import_names={
        "name_kk": ("атауы", "жоба атауы", "жобаның атауы"),
        "name_ru": (
            "название",
            "наименование проекта",
            "наименование",
            "название проекта",
            "проект",
        ),
        "name_en": ("name", "project", "project name"),
        "type": ("тип", "вид проекта", "түрі", "тип проекта", "жоба түрі", "жобаның түрі"),
        "direction": (
            "направление",
            "сфера",
            "бағыты",
            "направление проекта",
            "жоба бағыты",
            "отрасль",
            "сала",
            "саласы",
            "sector",
        ),
        "submitted_on": (
            "дата заявки",
            "дата регистрации",
            "өтінім күні",
            "тіркелген күні",
            "күні",
            "дата",
            "дата создания",
            "дата поступления",
            "submission date",
            "date submitted",
        ),
        "author_name": (
            "инициатор",
            "фио автора",
            "фио инициатора",
            "автор проекта",
            "жоба авторы",
            "бастамашы",
            "аты-жөні",
            "заявитель",
            "өтініш беруші",
            "author",
        ),
        "author_contact": (
            "контакты",
            "телефон",
            "телефоны",
            "байланыс",
            "контактные данные",
            "phone",
            "email",
        ),
        "responsible_official": (
            "ответственный",
            "ответственное должностное лицо",
            "жауапты",
            "жауапты адам",
        ),
        "outcome": ("итог", "итоги", "нәтиже"),
        "users_reached": ("охват", "охват населения", "охвачено", "қамту", "қамтылғаны"),
        "summary_ru": ("описание", "краткое описание", "характеристика"),
        "summary_kk": ("сипаттамасы", "сипаттама", "қысқаша сипаттамасы"),
        "summary_en": ("description", "summary"),
        "citation": ("основание", "документ", "негізі", "негіздеме"),
    },
    matching=Matching(within_m=2_000, kind="direction"),
    order=40,
)
