"""Citizen-control reports: what is broken, who must answer, and whether it was put right."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import Computed, Index, func, select
from sqlalchemy.orm import Mapped, Session

from core.calendar import after_working_days
from core.text import Text
from layers.days import day_of, today
from layers.model.feature import NO_FILE, ChildRow, Feature, described, media_item
from layers.model.flow import BY_AUTHOR, REASON, Demand, Facts, Flow, Move
from layers.model.layer import (
    Access,
    Child,
    Deadline,
    Derivation,
    GeometryKind,
    Layer,
    Style,
    TileRule,
    Values,
)
from layers.model.shapes import Shape
from layers.model.vocabulary import Tone, Vocabulary, term
from layers.regions.region import Region, valid_on

TOPIC = Vocabulary(
    "report_topic",
    Text("Тақырыбы", "Тема", "Topic"),
    (
        term(
            "utilities",
            "ТКШ",
            "ЖКХ",
            "Utilities",
            aliases=("коммунальные услуги", "коммуналдық қызмет", "коммуналка"),
            words=(
                "жылу",
                "отопление",
                "heating",
                "кіреберіс",
                "подъезд",
                "лифт",
                "шатыр",
                "крыша",
            ),
        ),
        term(
            "roads",
            "Жол",
            "Дороги",
            "Roads",
            aliases=("дорога", "дорожное покрытие", "жолдар"),
            words=("шұңқыр", "яма", "выбоина", "pothole", "асфальт", "тротуар", "көпір", "мост"),
        ),
        term(
            "transport",
            "Көлік",
            "Транспорт",
            "Transport",
            aliases=("общественный транспорт", "қоғамдық көлік"),
            words=("автобус", "bus", "аялдама", "остановка", "такси", "taxi"),
        ),
        term(
            "lighting",
            "Жарық",
            "Освещение",
            "Lighting",
            aliases=("уличное освещение", "көше жарығы"),
            words=("шам", "фонарь", "lamp", "street light"),
        ),
        term(
            "waste",
            "Қоқыс",
            "Мусор",
            "Waste",
            aliases=("тбо", "тққ", "вывоз мусора"),
            words=("қалдық", "отходы", "свалка", "garbage", "rubbish", "litter", "dump"),
        ),
        term(
            "water",
            "Су",
            "Вода",
            "Water",
            aliases=("водоснабжение", "сумен жабдықтау"),
            words=("су құбыры", "водопровод", "water pipe", "кәріз", "канализация", "sewage"),
        ),
        term(
            "ecology",
            "Экология",
            "Экология",
            "Ecology",
            aliases=("окружающая среда", "қоршаған орта"),
            words=("түтін", "дым", "smoke", "ластану", "загрязнение", "pollution"),
        ),
        term(
            "safety",
            "Қауіпсіздік",
            "Безопасность",
            "Safety",
            words=("өрт", "пожар", "fire", "люк", "manhole"),
        ),
        term(
            "heritage", "Ескерткіш", "Памятник", "Heritage", aliases=("памятники", "ескерткіштер")
        ),
        term("other", "Басқа", "Другое", "Other", aliases=("прочее", "иное", "өзге")),
    ),
)

DEADLINE_DAYS = {
    "utilities": 5,
    "roads": 15,
    "transport": 10,
    "lighting": 5,
    "waste": 3,
    "water": 3,
    "ecology": 15,
    "safety": 3,
    "heritage": 10,
    "other": 15,
}
"""Working days within which a topic is to be answered; at most the 15 of the Administrative
Procedural Code of Kazakhstan (art. 76)."""

SOLVED_BY = Vocabulary(
    "solved_by",
    Text("Кім шешті", "Кто решил", "Solved by"),
    (
        term("state_body", "Мемлекеттік орган", "Государственный орган", "State body"),
        term("citizens", "Азаматтардың өздері", "Сами граждане", "Citizens themselves"),
    ),
)

EVIDENCE_KIND = Vocabulary(
    "evidence_kind",
    Text("Түрі", "Вид", "Kind"),
    (
        term("photo", "Фото", "Фото", "Photograph"),
        term("video", "Бейне", "Видео", "Video"),
        term("audio", "Дыбыс", "Аудио", "Audio"),
    ),
)

EVIDENCE_SHOWS = Vocabulary(
    "evidence_shows",
    Text("Нені көрсетеді", "Что показывает", "What it shows"),
    (
        term("problem", "Мәселені", "Проблему", "The problem"),
        term("repair", "Түзетілгенін", "Устранение", "The repair"),
    ),
)

REPORT_STATE = Vocabulary(
    "report_state",
    Text("Күйі", "Состояние", "State"),
    (
        term(
            "open",
            "Өтінім",
            "Открыта",
            "Open",
            tone=Tone.RED,
            aliases=(
                "new",
                "reported",
                "submitted",
                "received",
                "acknowledged",
                "confirmed",
                "reopened",
                "новая",
                "новое",
                "новый",
                "открыто",
                "открыт",
                "зарегистрирована",
                "зарегистрировано",
                "поступила",
                "принята",
                "принято",
                "подана",
                "жаңа",
                "ашық",
                "тіркелді",
                "түсті",
                "қабылданды",
            ),
        ),
        term(
            "assigned",
            "Тағайындалды",
            "Назначена",
            "Assigned",
            tone=Tone.RED,
            aliases=(
                "in progress",
                "in process",
                "investigating",
                "started",
                "в работе",
                "в процессе",
                "на исполнении",
                "исполняется",
                "выполняется",
                "на рассмотрении",
                "назначено",
                "жұмыста",
                "орындалуда",
                "қаралуда",
            ),
        ),
        term(
            "planned",
            "Жоспарланды",
            "Запланирована",
            "Planned",
            tone=Tone.RED,
            aliases=("scheduled", "action scheduled", "запланировано", "в плане", "жоспарда"),
        ),
        term(
            "waiting_for_author",
            "Авторды күтуде",
            "Ждёт автора",
            "Waiting for the author",
            tone=Tone.RED,
            aliases=("waiting", "on hold", "ожидает ответа", "ожидание", "күтуде"),
        ),
        term(
            "rerouted",
            "Қайта бағытталды",
            "Перенаправлена",
            "Rerouted",
            tone=Tone.RED,
            aliases=(
                "forwarded",
                "transferred",
                "internal referral",
                "перенаправлено",
                "передана",
                "передано",
            ),
        ),
        term(
            "duplicate",
            "Қайталанған",
            "Дубликат",
            "Duplicate",
            tone=Tone.RED,
            aliases=("повтор", "повторная", "қайталама"),
        ),
        term(
            "done",
            "Орындалды",
            "Выполнена",
            "Done",
            tone=Tone.GREEN,
            aliases=(
                "closed",
                "resolved",
                "fixed",
                "fixed - council",
                "fixed - user",
                "closed - fixed",
                "completed",
                "complete",
                "solved",
                "archived",
                "выполнено",
                "выполнен",
                "закрыта",
                "закрыто",
                "закрыт",
                "решена",
                "решено",
                "решён",
                "исполнена",
                "исполнено",
                "устранена",
                "устранено",
                "завершена",
                "завершено",
                "жабылды",
                "жабық",
                "шешілді",
                "орындалған",
                "аяқталды",
            ),
        ),
        term(
            "refused",
            "Қабылданбады",
            "Отказано",
            "Refused",
            tone=Tone.GREY,
            aliases=(
                "rejected",
                "declined",
                "denied",
                "invalid",
                "wontfix",
                "unable to fix",
                "not responsible",
                "отклонена",
                "отклонено",
                "отказ",
                "не принята",
                "бас тартылды",
                "қабылданбаған",
            ),
        ),
    ),
)

OBJECTION_DAYS = 15
NUMBER = re.compile(r"[0-9]{1,18}")


class CitizenReport(Feature):
    """A problem that a citizen reports at a place; who reported it is never public."""

    __tablename__ = "citizen_reports"

    topic: Mapped[str] = described(Text("Тақырыбы", "Тема", "Topic"), vocabulary=TOPIC)
    state: Mapped[str] = described(
        Text("Күйі", "Состояние", "State"),
        vocabulary=REPORT_STATE,
        written_by_atlas=True,
        server_default="open",
    )
    text: Mapped[str | None] = described(Text("Мәтіні", "Текст", "Text"))
    submitted_at: Mapped[datetime] = described(
        Text("Жіберілген уақыты", "Время подачи", "Submitted at"),
        sealed=True,
        past=True,
        server_default=func.now(),
    )
    submitted_on: Mapped[date] = described(
        Text("Жіберілген күні", "Дата подачи", "Submitted on"),
        written_by_atlas=True,
        constraints=(
            Computed("CAST(submitted_at AT TIME ZONE INTERVAL '5 hours' AS date)", persisted=True),
        ),
    )
    due_on: Mapped[date | None] = described(
        Text("Мерзімі", "Срок ответа", "Due on"), written_by_atlas=True
    )
    done_on: Mapped[date | None] = described(
        Text("Орындалған күні", "Дата выполнения", "Done on"), written_by_atlas=True
    )
    solved_by: Mapped[str | None] = described(
        Text("Кім шешті", "Кто решил", "Solved by"), vocabulary=SOLVED_BY
    )
    rerouted_to: Mapped[str | None] = described(
        Text("Қайда бағытталды (КАТО)", "Куда направлена (КАТО)", "Rerouted to (KATO)"),
        written_by_atlas=True,
    )
    responsible_code: Mapped[str | None] = described(
        Text("Жауапты әкімдік (КАТО)", "Ответственный акимат (КАТО)", "Responsible akimat (KATO)"),
        written_by_atlas=True,
    )
    """Whoever writes the row may set it; else the database takes it from the place, and follows
    the place as long as it does."""
    duplicate_of: Mapped[int | None] = described(
        Text("Қай өтінімнің қайталануы", "Дубликат заявки", "Duplicate of"), written_by_atlas=True
    )
    author_name: Mapped[str | None] = described(Text("Авторы", "Автор", "Author"), sealed=True)
    author_contact: Mapped[str | None] = described(
        Text("Автордың байланыс деректері", "Контакты автора", "Author's contact"), sealed=True
    )


Index(
    "citizen_reports_queue_idx",
    CitizenReport.responsible_code,
    CitizenReport.state,
    CitizenReport.due_on,
)
Index("citizen_reports_day_idx", CitizenReport.submitted_on)


class Evidence(ChildRow):
    """A photo, video or sound that shows the problem or its repair."""

    __tablename__ = "report_evidence"
    parent = "citizen_reports"

    media: Mapped[str | None] = media_item(Text("Файл", "Файл", "File"))
    media_key: Mapped[str | None] = described(NO_FILE)
    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=EVIDENCE_KIND)
    shows: Mapped[str] = described(
        Text("Нені көрсетеді", "Что показывает", "What it shows"), vocabulary=EVIDENCE_SHOWS
    )


class Comment(ChildRow):
    """A comment or suggestion by others; its writer is not public."""

    __tablename__ = "report_comments"
    parent = "citizen_reports"

    text: Mapped[str] = described(Text("Пікір", "Комментарий", "Comment"))
    writer_name: Mapped[str | None] = described(
        Text("Кім жазды", "Кто написал", "Written by"), sealed=True
    )


def deadline(values: Values, today: date) -> Values:
    """The day by which a new report is due: its topic's working days after its submission."""
    submitted_at = values.get("submitted_at")
    submitted_on = day_of(submitted_at) if submitted_at else today
    return {"due_on": after_working_days(submitted_on, DEADLINE_DAYS[values["topic"]])}


def shows_repair(session: Session, row: CitizenReport, _facts: Facts) -> bool:
    """Whether a file that shows the repair is on record; a text without a file shows nothing."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Evidence)
            .where(
                Evidence.feature_id == row.id,
                Evidence.shows == "repair",
                Evidence.media.is_not(None),
            )
        )
        != 0
    )


def is_within_objection_days(session: Session, row: CitizenReport, _facts: Facts) -> bool:
    """Whether the author may still object: 15 days from the day it was done."""
    return bool(row.done_on and today(session) <= row.done_on + timedelta(days=OBJECTION_DAYS))


def names_other_report(session: Session, row: CitizenReport, facts: Facts) -> bool:
    """Whether `duplicate_of` is the id of another report."""
    other = str(facts.get("duplicate_of") or "")
    return (
        bool(NUMBER.fullmatch(other))
        and int(other) != row.id
        and session.get(CitizenReport, int(other)) is not None
    )


def names_akimat(session: Session, _row: CitizenReport, facts: Facts) -> bool:
    """Whether `rerouted_to` is the KATO code of a unit of today: no other has an akimat."""
    code = str(facts.get("rerouted_to") or "")
    if not NUMBER.fullmatch(code):
        return False
    found = select(Region.id).where(Region.code == code, valid_on(Region, today(session)))
    return session.scalar(found) is not None


REPAIR_SHOWN = Demand(
    "evidence",
    Text(
        "Түзетілгенін көрсететін айғақ (сурет, бейне) қосыңыз.",
        "Приложите подтверждение устранения (фото, видео).",
        "Add evidence of the repair (photograph, video).",
    ),
    shows_repair,
)
WITHIN_DAYS = Demand(
    "objection_days",
    Text(
        "Қарсылық білдіру мерзімі (15 күн) өтіп кетті.",
        "Срок возражения (15 дней) истёк.",
        "The 15 days for an objection are over.",
    ),
    is_within_objection_days,
)
OTHER_REPORT = Demand(
    "duplicate_of",
    Text(
        "Қай өтінімді қайталайтынын көрсетіңіз.",
        "Укажите, какую заявку она повторяет.",
        "Name the report that it repeats.",
    ),
    names_other_report,
)
REROUTED_TO = Demand(
    "rerouted_to",
    Text(
        "Қай әкімдікке бағытталғанын көрсетіңіз: өңірдің КАТО кодын жазыңыз.",
        "Укажите, какому акимату она направлена: код КАТО его региона.",
        "Name the akimat to which it goes by the KATO code of its region.",
    ),
    names_akimat,
)

UNSOLVED = ("open", "assigned", "planned", "waiting_for_author", "rerouted", "duplicate")

FLOW = Flow(
    states=REPORT_STATE,
    initial="open",
    moves=(
        Move(
            "assign",
            Text("Тағайындау", "Назначить", "Assign"),
            ("open", "planned", "waiting_for_author", "rerouted"),
            "assigned",
        ),
        Move(
            "plan",
            Text("Жоспарлау", "Запланировать", "Plan"),
            ("open", "assigned", "rerouted"),
            "planned",
        ),
        Move(
            "ask_author",
            Text("Автордан сұрау", "Спросить автора", "Ask the author"),
            ("open", "assigned", "planned", "rerouted"),
            "waiting_for_author",
            (REASON,),
        ),
        Move(
            "answer",
            Text("Жауап беру", "Ответить", "Answer"),
            ("waiting_for_author",),
            "open",
            (REASON,),
            BY_AUTHOR,
        ),
        Move(
            "reroute",
            Text("Қайта бағыттау", "Перенаправить", "Reroute"),
            ("open", "assigned", "planned", "rerouted"),
            "rerouted",
            (REROUTED_TO, REASON),
            writes=("rerouted_to",),
        ),
        Move(
            "mark_duplicate",
            Text("Қайталанған деп белгілеу", "Отметить дубликатом", "Mark as a duplicate"),
            ("open", "assigned", "planned", "rerouted"),
            "duplicate",
            (OTHER_REPORT,),
            writes=("duplicate_of",),
        ),
        Move(
            "solve",
            Text("Орындалды деп жабу", "Закрыть как выполненную", "Close as done"),
            UNSOLVED,
            "done",
            (REPAIR_SHOWN,),
            writes=("solved_by",),
            stamps="done_on",
        ),
        Move(
            "object",
            Text("Қарсылық білдіру", "Возразить", "Object"),
            ("done",),
            "open",
            (REASON, WITHIN_DAYS),
            BY_AUTHOR,
            clears=("done_on", "solved_by"),
        ),
        Move(
            "refuse",
            Text("Қабылдамау", "Отказать", "Refuse"),
            UNSOLVED,
            "refused",
            (REASON,),
        ),
    ),
)

LAYER = Layer(
    id="citizen_reports",
    title=Text(
        "Азаматтық бақылау өтінімдері", "Заявки гражданского контроля", "Citizen-control reports"
    ),
    title_of_one=Text("Өтінім", "Заявка", "Report"),
    description=Text(
        "Азаматтар хабарлаған мәселелер және олардың шешілуі",
        "Проблемы, о которых сообщили граждане, и их решение",
        "Problems that citizens reported, and their solution",
    ),
    table=CitizenReport,
    geometry=GeometryKind.POINT,
    access=Access.of(
        "citizen_reports",
        territory="responsible_code",
        territory_from=("rerouted_to", "district_code", "oblast_code"),
    ),
    style=Style(colour="#c62828", colour_by="state", shape=Shape.CIRCLE, radius_px=5),
    tile=TileRule(fields=("topic", "state", "synthetic"), counts_below=12),
    flow=FLOW,
    children=(
        Child(
            "evidence", Text("Айғақтар", "Подтверждения", "Evidence"), Evidence, append_only=True
        ),
        Child("comments", Text("Пікірлер", "Комментарии", "Comments"), Comment),
    ),
    summary_fields=("state", "topic"),
    time_field="submitted_on",
    named_by="topic",
    derive=Derivation(columns=("due_on",), inputs=("submitted_at", "topic"), of=deadline),
    deadline=Deadline(
        due="due_on",
        solved_on="done_on",
        solved=("done",),
        unsolved=("open", "assigned", "planned", "waiting_for_author", "rerouted"),
        uncounted=("refused", "duplicate"),
    ),
    import_names={
        "topic": (
            "тема",
            "категория",
            "тақырып",
            "complaint_type",
            "service_name",
            "тема обращения",
            "категория обращения",
            "вид обращения",
            "өтініш тақырыбы",
            "өтінім тақырыбы",
            "санаты",
            "category",
            "мәселенің тақырыбы",
            "мәселе түрі",
            "тема проблемы",
        ),
        "text": (
            "текст",
            "описание",
            "сипаттамасы",
            "description",
            "текст обращения",
            "текст заявки",
            "суть обращения",
            "содержание",
            "өтініш мәтіні",
            "мазмұны",
            "descriptor",
            "описание проблемы",
            "опишите проблему",
            "опишите ситуацию",
            "мәселенің сипаттамасы",
            "мәселені сипаттаңыз",
            "describe the problem",
            "comment",
            "detail",
            "details",
        ),
        "submitted_at": (
            "дата",
            "дата подачи",
            "күні",
            "created_date",
            "requested_datetime",
            "дата обращения",
            "дата и время",
            "дата заявки",
            "дата регистрации",
            "өтініш күні",
            "тіркелген күні",
            "уақыты",
            "date",
            "submitted_on",
            "submission_time",
            "submitted",
            "reported_at",
            "reported_on",
            "report_date",
            "created_at",
            "created",
            "creation_date",
            "date_created",
            "incident_date_start",
            "incident_date",
            "received_at",
            "opened_at",
            "timestamp",
            "отметка времени",
            "уақыт белгісі",
            "дата создания",
            "дата и время создания",
            "дата поступления",
            "дата и время подачи",
            "дата и время обращения",
            "дата обращения заявителя",
            "поступило",
            "құрылған күні",
            "құрылған уақыты",
            "өтініш берілген күн",
            "өтініш түскен күн",
            "түскен күні",
            "жіберілген күні",
            "күні мен уақыты",
        ),
        "author_name": ("заявитель", "фио", "фио заявителя", "өтініш беруші", "аты-жөні"),
        "author_contact": (
            "контакты",
            "контакты заявителя",
            "телефон",
            "телефоны",
            "байланыс",
            "phone",
            "email",
        ),
        "name_ru": ("наименование",),
    },
    searched=False,
    order=50,
)
