"""Monuments: what stands where, how it is protected, and in what condition it is."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Mapped

from core.text import Text
from layers.model.feature import (
    NO_FILE,
    ChildRow,
    Feature,
    Provenance,
    Sensitive,
    Summarised,
    described,
    media_item,
)
from layers.model.flow import ACT_DATE, ACT_NUMBER, REASON, Flow, Move, given
from layers.model.layer import (
    Access,
    Child,
    GeometryKind,
    Latest,
    Layer,
    Matching,
    Ring,
    Style,
    TileRule,
)
from layers.model.shapes import Shape
from layers.model.vocabulary import Tone, Vocabulary, term

KIND = Vocabulary(
    "monument_kind",
    Text("Түрі", "Вид", "Kind"),
    (
        term(
            "archaeology",
            "Археология",
            "Археология",
            "Archaeology",
            aliases=(
                "археол.",
                "archaeological",
                "archeology",
                "archaeological site",
                "археологический",
                "археологиялық",
                "памятник археологии",
                "археология ескерткіші",
            ),
        ),
        term(
            "urban_planning_architecture",
            "Қала құрылысы және сәулет",
            "Градостроительство и архитектура",
            "Urban planning and architecture",
            aliases=(
                "архитектура",
                "сәулет",
                "архитектурный",
                "памятник архитектуры",
                "градостроительство",
                "сәулет өнері",
                "қала құрылысы",
                "сәулет ескерткіші",
                "градостроительства и архитектуры",
                "architecture",
                "architectural",
            ),
        ),
        term(
            "monumental_art",
            "Монументтік өнер құрылысы",
            "Сооружение монументального искусства",
            "Monumental art",
            aliases=(
                "монументальное искусство",
                "монументтік өнер",
                "монументальный",
                "монументального искусства",
                "памятник монументального искусства",
                "монументтік өнер ескерткіші",
            ),
        ),
        term(
            "ensemble",
            "Ансамбль",
            "Ансамбль",
            "Ensemble",
            aliases=("ансамбли", "ансамбльдер", "комплекс", "кешен"),
        ),
        term(
            "sacred_site",
            "Киелі нысан",
            "Сакральный объект",
            "Sacred site",
            aliases=("киелі", "сакральный", "сакральное место", "киелі жер", "священное место"),
            series="sacred_marks",
        ),
    ),
)

SIGNIFICANCE = Vocabulary(
    "monument_significance",
    Text("Маңызы", "Значение", "Significance"),
    (
        term(
            "international",
            "Халықаралық маңызы бар",
            "Международного значения",
            "International",
            aliases=(
                "юнеско",
                "unesco",
                "халықаралық",
                "всемирное наследие",
                "дүниежүзілік мұра",
                "world heritage",
                "международный",
            ),
        ),
        term(
            "republican",
            "Республикалық маңызы бар",
            "Республиканского значения",
            "Republican",
            aliases=(
                "респ. значения",
                "респ.",
                "мемл. маңызы бар",
                "республикалық",
                "республиканский",
                "республиканское",
                "мемлекеттік маңызы бар",
                "респ. маңызы бар",
            ),
        ),
        term(
            "local",
            "Жергілікті маңызы бар",
            "Местного значения",
            "Local",
            aliases=(
                "местн.",
                "жергілікті",
                "местный",
                "местное",
                "местн. значения",
                "жерг. маңызы бар",
            ),
        ),
    ),
)

CONDITION = Vocabulary(
    "condition",
    Text("Сақталу жағдайы", "Состояние сохранности", "Condition"),
    (
        term(
            "good",
            "Жақсы",
            "Хорошее",
            "Good",
            tone=Tone.GREEN,
            aliases=("хорошая", "хорошо сохранился", "в хорошем состоянии"),
        ),
        term(
            "fair",
            "Қанағаттанарлық",
            "Удовлетворительное",
            "Fair",
            tone=Tone.GREEN,
            aliases=("удовл.", "удовлетворительная", "удовлетворительно", "satisfactory"),
        ),
        term(
            "poor",
            "Нашар",
            "Плохое",
            "Poor",
            tone=Tone.AMBER,
            aliases=("плохая", "неудовлетворительное", "неудовл.", "қанағаттанарлықсыз"),
        ),
        term(
            "very_bad",
            "Өте нашар",
            "Очень плохое",
            "Very bad",
            tone=Tone.RED,
            aliases=("аварийное", "аварийная", "апатты", "руинированное"),
        ),
        term(
            "destroyed",
            "Жойылған",
            "Утрачен",
            "Destroyed",
            tone=Tone.GREY,
            aliases=("утрачено", "утрачена", "уничтожен", "снесён", "разрушен полностью"),
        ),
        term(
            "unknown",
            "Тексеруде анықталмаған",
            "Осмотром не установлено",
            "Not established by an inspection",
            tone=Tone.GREY,
            aliases=("белгісіз", "неизвестно", "не осмотрен", "не обследован", "тексерілмеген"),
        ),
    ),
)

DAMAGE_SHARE = Vocabulary(
    "damage_share",
    Text("Зақымдану үлесі", "Доля повреждений", "Share of damage"),
    tuple(
        term(code, f"{label} %", f"{label} %", f"{label} %")
        for code, label in (
            ("0", "0"),
            ("1_10", "1–10"),
            ("11_30", "11–30"),
            ("31_60", "31–60"),
            ("61_90", "61–90"),
            ("91_100", "91–100"),
        )
    ),
)

INSPECTION_BASIS = Vocabulary(
    "inspection_basis",
    Text("Тексеру негізі", "Основание осмотра", "Basis of the inspection"),
    (
        term("visit", "Орнына барып қарау", "Выезд на место", "Visit"),
        term("photo", "Фотосурет", "Фотография", "Photograph"),
        term("satellite", "Ғарыштық түсірілім", "Космический снимок", "Satellite image"),
        term("report", "Хабарлама", "Сообщение", "Report"),
    ),
)

DATING_PRECISION = Vocabulary(
    "dating_precision",
    Text("Мерзімдеу дәлдігі", "Точность датировки", "Precision of the dating"),
    (
        term("day", "Күн", "День", "Day"),
        term("month", "Ай", "Месяц", "Month"),
        term("year", "Жыл", "Год", "Year"),
        term("decade", "Онжылдық", "Десятилетие", "Decade"),
        term("century", "Ғасыр", "Век", "Century"),
        term("millennium", "Мыңжылдық", "Тысячелетие", "Millennium"),
    ),
)

SACRED_KIND = Vocabulary(
    "sacred_kind",
    Text("Киелілік түрі", "Вид сакральности", "Kind of sacredness"),
    (
        term("natural", "Табиғи", "Природный", "Natural"),
        term("archaeological", "Археологиялық", "Археологический", "Archaeological"),
        term("cult", "Діни-ғұрыптық", "Культовый", "Cult"),
        term(
            "historical_person",
            "Тарихи тұлғаға қатысты",
            "Связан с исторической личностью",
            "Historical person",
        ),
        term(
            "political_event",
            "Саяси оқиғаға қатысты",
            "Связан с политическим событием",
            "Political event",
        ),
    ),
)

SACRED_LEVEL = Vocabulary(
    "sacred_level",
    Text("Киелілік деңгейі", "Уровень сакральности", "Level of sacredness"),
    (
        term("national", "Жалпыұлттық", "Общенациональный", "National"),
        term("regional", "Өңірлік", "Региональный", "Regional"),
        term("unstated", "Деңгейі көрсетілмеген", "Уровень не указан", "Level not stated"),
    ),
)

REGISTER_STATE = Vocabulary(
    "register_state",
    Text("Тізілімдегі мәртебесі", "Статус в реестре", "Register status"),
    (
        term("signalled", "Хабарланған", "Поступил сигнал", "Signalled", tone=Tone.AMBER),
        term(
            "newly_identified",
            "Жаңадан анықталған",
            "Выявленный",
            "Newly identified",
            tone=Tone.AMBER,
        ),
        term(
            "preliminary",
            "Алдын ала есепке алынған",
            "На предварительном учёте",
            "Preliminary record",
            tone=Tone.BLUE,
        ),
        term(
            "listed",
            "Мемлекеттік тізімде",
            "В государственном списке",
            "Listed",
            tone=Tone.GREEN,
            aliases=(
                "в списке",
                "состоит на учёте",
                "под охраной",
                "на государственной охране",
                "включён в список",
                "тізімде",
                "тізімге енгізілген",
                "мемлекеттік қорғауда",
            ),
        ),
        term("relocated", "Көшірілген", "Перемещён", "Relocated", tone=Tone.BLUE),
        term("delisted", "Тізімнен шығарылған", "Исключён из списка", "Delisted", tone=Tone.GREY),
    ),
)


NEW_SIGNIFICANCE = given(
    "significance",
    Text("Жаңа маңызын көрсетіңіз.", "Укажите новое значение.", "Give the new significance."),
)

ON_REGISTER = ("listed", "relocated")

FLOW = Flow(
    states=REGISTER_STATE,
    initial="signalled",
    moves=(
        Move(
            "identify",
            Text("Анықталған деп тану", "Признать выявленным", "Recognise as newly identified"),
            ("signalled",),
            "newly_identified",
        ),
        Move(
            "record",
            Text(
                "Алдын ала есепке алу", "Поставить на предварительный учёт", "Record preliminarily"
            ),
            ("newly_identified",),
            "preliminary",
        ),
        Move(
            "list_local",
            Text(
                "Жергілікті тізімге енгізу",
                "Включить в список местного значения",
                "List as of local significance",
            ),
            ("preliminary",),
            "listed",
            (ACT_NUMBER, ACT_DATE),
            sets={"significance": "local"},
        ),
        Move(
            "list_republican",
            Text(
                "Республикалық тізімге енгізу",
                "Включить в список республиканского значения",
                "List as of republican significance",
            ),
            ("preliminary",),
            "listed",
            (ACT_NUMBER, ACT_DATE),
            sets={"significance": "republican"},
            writes=("significance",),
        ),
        Move(
            "change_significance",
            Text("Маңызын өзгерту", "Изменить значение", "Change the significance"),
            ("listed",),
            "listed",
            (NEW_SIGNIFICANCE, ACT_NUMBER, ACT_DATE),
            writes=("significance",),
        ),
        Move(
            "relocate",
            Text("Көшірілгенін тіркеу", "Отметить перемещение", "Record the relocation"),
            ("listed",),
            "relocated",
            (ACT_NUMBER, ACT_DATE),
        ),
        Move(
            "delist",
            Text("Тізімнен шығару", "Исключить из списка", "Delist"),
            ON_REGISTER,
            "delisted",
            (ACT_NUMBER, ACT_DATE, REASON),
        ),
        Move(
            "dismiss",
            Text("Хабарды қабылдамау", "Отклонить сигнал", "Dismiss the signal"),
            ("signalled", "newly_identified"),
            "delisted",
            (REASON,),
        ),
    ),
)


class Monument(Feature, Summarised, Sensitive, Provenance):
    """A monument of history and culture, or a sacred place, or both."""

    __tablename__ = "monuments"

    register_no: Mapped[str | None] = described(
        Text("Тізілімдегі нөмірі", "Номер в реестре", "Register number")
    )
    kind: Mapped[str | None] = described(Text("Түрі", "Вид", "Kind"), vocabulary=KIND)
    """Empty of a place that is sacred and no monument of any kind."""
    sacred_level: Mapped[str | None] = described(
        Text("Киелілік деңгейі", "Уровень сакральности", "Level of sacredness"),
        vocabulary=SACRED_LEVEL,
        written_by_atlas=True,
    )
    significance: Mapped[str | None] = described(
        Text("Маңызы", "Значение", "Significance"), vocabulary=SIGNIFICANCE
    )
    state: Mapped[str] = described(
        Text("Тізілімдегі мәртебесі", "Статус в реестре", "Register status"),
        vocabulary=REGISTER_STATE,
        written_by_atlas=True,
        server_default=FLOW.initial,
    )
    condition: Mapped[str] = described(
        Text("Сақталу жағдайы", "Состояние сохранности", "Condition"),
        vocabulary=CONDITION,
        written_by_atlas=True,
        server_default="unknown",
    )
    inspected_on: Mapped[date | None] = described(
        Text("Соңғы тексерілген күні", "Дата последнего осмотра", "Last inspected"),
        written_by_atlas=True,
    )
    protected_since: Mapped[date | None] = described(
        Text("Қорғауға алынған күні", "Дата постановки под охрану", "Under protection since"),
        past=True,
    )
    dating_begin_earliest: Mapped[int | None] = described(
        Text("Басталуы, ең ерте жыл", "Начало, не ранее года", "Begins, earliest year"),
        unit="year",
        past=True,
    )
    dating_begin_latest: Mapped[int | None] = described(
        Text("Басталуы, ең кеш жыл", "Начало, не позднее года", "Begins, latest year"),
        unit="year",
        past=True,
    )
    dating_end_earliest: Mapped[int | None] = described(
        Text("Аяқталуы, ең ерте жыл", "Конец, не ранее года", "Ends, earliest year"),
        unit="year",
        past=True,
    )
    dating_end_latest: Mapped[int | None] = described(
        Text("Аяқталуы, ең кеш жыл", "Конец, не позднее года", "Ends, latest year"),
        unit="year",
        past=True,
    )
    dating_precision: Mapped[str | None] = described(
        Text("Мерзімдеу дәлдігі", "Точность датировки", "Precision of the dating"),
        vocabulary=DATING_PRECISION,
    )
    dating_text_kk: Mapped[str | None] = described(
        Text("Мерзімделуі (қазақша)", "Датировка (на казахском)", "Dating (in Kazakh)")
    )
    dating_text_ru: Mapped[str | None] = described(
        Text("Мерзімделуі (орысша)", "Датировка (на русском)", "Dating (in Russian)")
    )
    dating_text_en: Mapped[str | None] = described(
        Text("Мерзімделуі (ағылшынша)", "Датировка (на английском)", "Dating (in English)")
    )
    address: Mapped[str | None] = described(Text("Мекенжайы", "Адрес", "Address"))
    source_url: Mapped[str | None] = described(
        Text("Дереккөз сілтемесі", "Ссылка на источник", "Link to the source")
    )


class Inspection(ChildRow):
    """What one inspection found; the monument's condition is its newest inspection's."""

    __tablename__ = "monument_inspections"
    parent = "monuments"

    inspected_on: Mapped[date] = described(Text("Күні", "Дата", "Date"))
    inspector: Mapped[str | None] = described(
        Text("Тексеруші", "Инспектор", "Inspector"), sealed=True
    )
    basis: Mapped[str] = described(
        Text("Негізі", "Основание", "Basis"), vocabulary=INSPECTION_BASIS
    )
    condition: Mapped[str] = described(
        Text("Жағдайы", "Состояние", "Condition"), vocabulary=CONDITION
    )
    damage_share: Mapped[str | None] = described(
        Text("Зақымдану үлесі", "Доля повреждений", "Share of damage"), vocabulary=DAMAGE_SHARE
    )
    note: Mapped[str | None] = described(Text("Ескертпе", "Примечание", "Note"))
    source_seen_on: Mapped[date | None] = described(
        Text("Дереккөз қаралған күн", "Источник просмотрен", "Source read on")
    )


class SacredMark(ChildRow):
    """One ground on which a monument is held sacred."""

    __tablename__ = "monument_sacred_marks"
    parent = "monuments"

    kind: Mapped[str | None] = described(Text("Түрі", "Вид", "Kind"), vocabulary=SACRED_KIND)
    level: Mapped[str] = described(
        Text("Деңгейі", "Уровень", "Level"), vocabulary=SACRED_LEVEL, server_default="unstated"
    )


class Ownership(ChildRow):
    """Who owned or used a monument, and from when to when."""

    __tablename__ = "monument_ownerships"
    parent = "monuments"

    owner: Mapped[str] = described(Text("Меншік иесі", "Собственник", "Owner"), sealed=True)
    is_user: Mapped[bool] = described(
        Text("Тек пайдаланушы", "Только пользователь", "User only"), server_default=text("false")
    )
    since: Mapped[date | None] = described(Text("Басталған күні", "С", "Since"))
    until: Mapped[date | None] = described(Text("Аяқталған күні", "По", "Until"))


class Passport(ChildRow):
    """A monument's passport: its date and its scan."""

    __tablename__ = "monument_passports"
    parent = "monuments"

    issued_on: Mapped[date | None] = described(Text("Берілген күні", "Дата выдачи", "Issued on"))
    scan: Mapped[str | None] = media_item(Text("Скан", "Скан", "Scan"), sealed=True)
    scan_key: Mapped[str | None] = described(NO_FILE, sealed=True)


class MonumentMedia(ChildRow):
    """A picture, film or sound with its rights; shown only where `may_be_shown`."""

    __tablename__ = "monument_media"
    parent = "monuments"

    media: Mapped[str | None] = media_item(Text("Файл", "Файл", "File"))
    media_key: Mapped[str | None] = described(NO_FILE)
    creator: Mapped[str | None] = described(Text("Авторы", "Автор", "Creator"))
    rights_holder: Mapped[str | None] = described(
        Text("Құқық иесі", "Правообладатель", "Rights holder")
    )
    licence: Mapped[str | None] = described(Text("Лицензиясы", "Лицензия", "Licence"))
    may_be_shown: Mapped[bool] = described(
        Text("Көрсетуге болады", "Можно показывать", "May be shown"), server_default=text("false")
    )


class Plate(ChildRow):
    """A QR plate: its short stable code, when it was put up and how often it was scanned."""

    __tablename__ = "monument_plates"
    parent = "monuments"

    code: Mapped[str] = described(Text("QR-коды", "QR-код", "QR code"), unique=True)
    installed_on: Mapped[date | None] = described(
        Text("Орнатылған күні", "Дата установки", "Installed on")
    )
    scans: Mapped[int] = described(
        Text("Сканерленген саны", "Число сканирований", "Scans"), server_default="0"
    )


class Visits(ChildRow):
    """Counted visitors of a period, with the source of the count."""

    __tablename__ = "monument_visits"
    parent = "monuments"

    since: Mapped[date] = described(Text("Кезең басы", "Начало периода", "Since"))
    until: Mapped[date] = described(Text("Кезең соңы", "Конец периода", "Until"))
    visitors: Mapped[int] = described(Text("Келушілер саны", "Число посетителей", "Visitors"))
    counted_by: Mapped[str] = described(Text("Санақ көзі", "Источник подсчёта", "Counted by"))


LAYER = Layer(
    id="monuments",
    title=Text("Ескерткіштер", "Памятники", "Monuments"),
    title_of_one=Text("Ескерткіш", "Памятник", "Monument"),
    description=Text(
        "Тарих және мәдениет ескерткіштері мен киелі нысандар",
        "Памятники истории и культуры и сакральные объекты",
        "Monuments of history and culture, and sacred sites",
    ),
    table=Monument,
    geometry=GeometryKind.POINT_OR_POLYGON,
    access=Access.of("monuments"),
    style=Style(
        colour="#472414",
        shape=Shape.DOME,
        radius_px=6,
        ring=Ring(
            "sacred_level", "#e0a800", Text("Киелі нысан", "Сакральный объект", "Sacred place")
        ),
    ),
    tile=TileRule(
        fields=(
            *("name_kk", "name_ru", "name_en"),
            *("kind", "sacred_level", "significance", "state", "condition"),
        )
    ),
    flow=FLOW,
    children=(
        Child(
            "inspections",
            Text("Тексерулер", "Осмотры", "Inspections"),
            Inspection,
            append_only=True,
            import_names={
                "condition": (
                    "состояние",
                    "состояние памятника",
                    "состояние объекта",
                    "техническое состояние",
                    "сохранность",
                    "степень сохранности",
                    "жағдайы",
                    "күйі мен сақталуы",
                    "сақталуы",
                    "ескерткіштің жағдайы",
                    "техникалық жағдайы",
                    "state of preservation",
                ),
                "inspected_on": (
                    "дата осмотра",
                    "дата обследования",
                    "дата проверки",
                    "осмотрен",
                    "последний осмотр",
                    "тексерілген күні",
                    "тексеру күні",
                    "қаралған күні",
                    "inspection date",
                    "date of inspection",
                    "inspected",
                ),
                "note": (
                    "примечание осмотра",
                    "примечание инспектора",
                    "примечание к осмотру",
                    "результат осмотра",
                    "результаты осмотра",
                    "тексеру ескертпесі",
                    "тексеру нәтижесі",
                    "inspection note",
                ),
                "inspector": (
                    "инспектор",
                    "кто осмотрел",
                    "осмотр провёл",
                    "тексеруші",
                    "тексерген",
                    "inspector",
                ),
                "basis": ("основание осмотра", "тексеру негізі", "inspection basis"),
                "damage_share": (
                    "доля повреждений",
                    "процент повреждений",
                    "зақымдану үлесі",
                    "share of damage",
                ),
            },
            import_defaults={"basis": "report"},
        ),
        Child(
            "sacred_marks",
            Text("Киелілік белгілері", "Признаки сакральности", "Sacred marks"),
            SacredMark,
            import_names={
                "kind": ("вид сакральности", "киелілік түрі", "kind of sacredness"),
            },
        ),
        Child(
            "ownerships", Text("Меншік иелері", "Собственники", "Owners"), Ownership, public=False
        ),
        Child("passports", Text("Паспорттар", "Паспорта", "Passports"), Passport, public=False),
        Child("media", Text("Медиа", "Медиа", "Media"), MonumentMedia, public=False),
        Child("plates", Text("QR-тақтайшалар", "QR-таблички", "QR plates"), Plate),
        Child("visits", Text("Келушілер", "Посещения", "Visits"), Visits),
    ),
    latest=(
        Latest(
            "inspections",
            newest_by=("inspected_on", "id"),
            copies={"condition": "condition", "inspected_on": "inspected_on"},
        ),
        Latest("sacred_marks", newest_by=("level",), copies={"sacred_level": "level"}),
    ),
    summary_fields=("state", "kind", "sacred_level", "significance", "condition"),
    in_order=(
        ("dating_begin_earliest", "dating_begin_latest"),
        ("dating_end_earliest", "dating_end_latest"),
        ("dating_begin_earliest", "dating_end_latest"),
    ),
    import_names={
        "name_kk": (
            "атауы",
            "ескерткіш атауы",
            "name_kk",
            "ескерткіштің атауы",
            "нысан атауы",
            "нысанның атауы",
            "тарих және мәдениет ескерткішінің атауы",
        ),
        "name_ru": (
            "название",
            "наименование",
            "наименование памятника",
            "name_ru",
            "название памятника",
            "наименование объекта",
            "название объекта",
            "наименование памятника истории и культуры",
            "наименование памятника истории, культуры",
            "объект",
        ),
        "name_en": (
            "name",
            "name_en",
            "name of monument",
            "monument name",
            "label",
            "item label",
        ),
        "protected_since": (
            "дата постановки на учет",
            "дата постановки на учёт",
            "дата принятия под охрану",
            "дата постановки на охрану",
            "есепке алынған күні",
            "қорғауға алынған күні",
            "тізімге енгізілген күні",
            "дата внесения в список",
            "protected since",
            "date of listing",
            "date listed",
        ),
        "register_no": (
            "рег. №",
            "тізілім №",
            "register no",
            "рег. номер",
            "регистрационный номер",
            "регистрационный №",
            "номер в реестре",
            "№ в реестре",
            "№ по реестру",
            "номер в списке",
            "№ в списке",
            "№ по списку",
            "учетный номер",
            "учётный номер",
            "учетный №",
            "тіркеу №",
            "тіркеу нөмірі",
            "тізілімдегі №",
            "тізімдегі №",
            "register number",
            "reg. no",
        ),
        "kind": (
            "вид",
            "вид памятника",
            "түрі",
            "kind",
            "вид объекта",
            "тип",
            "тип объекта",
            "типология",
            "тип памятника",
            "категория памятника",
            "ескерткіштің түрі",
            "ескерткіш түрі",
            "нысан түрі",
            "type",
            "type of monument",
        ),
        "significance": (
            "значение",
            "категория",
            "маңызы",
            "significance",
            "значимость",
            "категория охраны",
            "категория значимости",
            "категория историко-культурного значения",
            "уровень значимости",
            "маңыздылығы",
            "маңыздылық деңгейі",
            "санаты",
            "мәртебесі",
        ),
        "address": (
            "адрес",
            "местонахождение",
            "мекенжайы",
            "орналасқан жері",
            "address",
            "местонахождение памятника",
            "местоположение",
            "месторасположение",
            "место нахождения",
            "полный адрес",
            "адрес объекта",
            "адрес памятника",
            "мекен-жайы",
            "орналасқан мекенжайы",
            "ескерткіштің орналасқан жері",
        ),
        "dating_text_ru": (
            "датировка",
            "век",
            "датировка памятника",
            "период",
            "время постройки",
            "дата постройки",
            "дата сооружения",
            "время создания",
            "годы постройки",
        ),
        "dating_text_kk": (
            "мерзімі",
            "кезеңі",
            "ғасыры",
            "салынған уақыты",
            "салынған жылы",
            "мерзімделуі",
            "дәуірі",
        ),
        "dating_text_en": ("dating", "period", "date of construction"),
        "source_url": ("ссылка", "сілтеме", "url", "link", "сайт"),
        "summary_ru": ("описание", "краткое описание", "характеристика"),
        "summary_kk": ("сипаттамасы", "сипаттама", "қысқаша сипаттамасы"),
        "summary_en": ("description", "summary"),
        "citation": ("основание", "документ", "негізі", "негіздеме"),
        "accuracy_m": ("точность", "дәлдігі", "accuracy"),
    },
    matching=Matching(within_m=1_000, kind="kind", number="register_no"),
    search_weight=1.2,
    search_boosts={"significance": {"international": 1.3, "republican": 1.1}},
    destination=True,
    order=10,
)
