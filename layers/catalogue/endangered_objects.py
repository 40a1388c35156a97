"""Endangered objects: what threatens them, how great the risk is, and what is being done."""

from datetime import date

from sqlalchemy import Computed, ForeignKey
from sqlalchemy.orm import Mapped

from core.text import Text
from layers.model.feature import (
    ChildRow,
    Feature,
    Provenance,
    Sensitive,
    Summarised,
    Tied,
    described,
)
from layers.model.layer import (
    Access,
    Child,
    GeometryKind,
    Latest,
    Layer,
    Matching,
    Style,
    TileRule,
)
from layers.model.links import Link
from layers.model.shapes import Shape
from layers.model.vocabulary import Tone, Vocabulary, term

THREAT_CAUSE = Vocabulary(
    "threat_cause",
    Text("Қауіп себебі", "Причина угрозы", "Cause of the threat"),
    (
        term("water", "Су, ылғал", "Вода и влага", "Water and damp"),
        term("wind_erosion", "Жел эрозиясы", "Ветровая эрозия", "Wind erosion"),
        term("earthquake", "Жер сілкінісі", "Землетрясение", "Earthquake"),
        term("fire", "Өрт", "Пожар", "Fire"),
        term("construction", "Құрылыс", "Строительство", "Construction"),
        term("farming", "Ауыл шаруашылығы", "Сельское хозяйство", "Farming"),
        term("looting", "Тонаушылық қазба", "Грабительские раскопки", "Looting"),
        term("vandalism", "Бүлдіру", "Вандализм", "Vandalism"),
        term("neglect", "Күтімсіздік", "Отсутствие ухода", "Neglect"),
        term("other", "Басқа", "Другое", "Other"),
    ),
)

THREAT_KIND = Vocabulary(
    "threat_kind",
    Text("Қауіп түрі", "Вид угрозы", "Kind of threat"),
    (
        term("collapse", "Құлау", "Обрушение", "Collapse"),
        term("decay", "Мүжілу", "Разрушение материала", "Decay of material"),
        term("flooding", "Су басу", "Затопление", "Flooding"),
        term("demolition", "Бұзу", "Снос", "Demolition"),
        term("alteration", "Бұрмалап өзгерту", "Искажающая перестройка", "Harmful alteration"),
        term(
            "loss_of_setting",
            "Тарихи ортасынан айырылу",
            "Утрата исторической среды",
            "Loss of setting",
        ),
    ),
)

PROBABILITY = Vocabulary(
    "threat_probability",
    Text("Ықтималдығы", "Вероятность", "Probability"),
    (
        term("planned", "Жоспарланған", "Запланировано", "Planned"),
        term("probable", "Ықтимал", "Вероятно", "Probable"),
        term("possible", "Мүмкін", "Возможно", "Possible"),
    ),
)

PRIORITY = Vocabulary(
    "priority",
    Text("Шұғылдығы", "Срочность", "Priority"),
    (
        term(
            "emergency",
            "Кезек күттірмейтін",
            "Безотлагательная",
            "Emergency",
            tone=Tone.RED,
            aliases=("аварийное", "аварийная", "апатты", "срочно", "шұғыл"),
        ),
        term("months_6_12", "6–12 ай", "6–12 месяцев", "6–12 months", tone=Tone.RED),
        term("years_1_2", "1–2 жыл", "1–2 года", "1–2 years", tone=Tone.AMBER),
        term("years_2_5", "2–5 жыл", "2–5 лет", "2–5 years", tone=Tone.AMBER),
        term(
            "over_5_years",
            "5 жылдан аса",
            "Более 5 лет",
            "Over 5 years",
            tone=Tone.GREEN,
            aliases=("свыше 5 лет", "5 жылдан астам"),
        ),
    ),
)

WORK_KIND = Vocabulary(
    "work_kind",
    Text("Жұмыс түрі", "Вид работ", "Kind of work"),
    (
        term("emergency_rescue", "Авариялық-құтқару", "Аварийно-спасательные", "Emergency rescue"),
        term("conservation", "Консервация", "Консервация", "Conservation"),
        term("restoration", "Қалпына келтіру", "Реставрация", "Restoration"),
    ),
)

WORK_STAGE = Vocabulary(
    "work_stage",
    Text("Жұмыс барысы", "Ход работ", "Stage of the work"),
    (
        term("planned", "Жоспарда", "Запланированы", "Planned", tone=Tone.AMBER),
        term("under_way", "Жүріп жатыр", "Ведутся", "Under way", tone=Tone.BLUE),
        term("done", "Аяқталды", "Завершены", "Done", tone=Tone.GREEN),
    ),
)


class EndangeredObject(Feature, Summarised, Sensitive, Tied, Provenance):
    """A heritage object in danger; it may be a monument of the register."""

    __tablename__ = "endangered_objects"

    monument_id: Mapped[int | None] = described(
        Text("Ескерткіш", "Памятник", "Monument"),
        constraints=(ForeignKey("monuments.id", ondelete="SET NULL"),),
        index=True,
    )
    priority: Mapped[str] = described(
        Text("Шұғылдығы", "Срочность", "Priority"), vocabulary=PRIORITY
    )
    risk_magnitude: Mapped[float | None] = described(
        Text("Қатер шамасы (A+B+C)", "Величина риска (A+B+C)", "Magnitude of risk (A+B+C)"),
        written_by_atlas=True,
    )
    assessed_on: Mapped[date | None] = described(
        Text("Соңғы бағаланған күні", "Дата последней оценки", "Last assessed"),
        written_by_atlas=True,
    )


class Threat(ChildRow):
    """One threat to an object."""

    __tablename__ = "endangered_threats"
    parent = "endangered_objects"

    cause: Mapped[str] = described(Text("Себебі", "Причина", "Cause"), vocabulary=THREAT_CAUSE)
    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=THREAT_KIND)
    probability: Mapped[str] = described(
        Text("Ықтималдығы", "Вероятность", "Probability"), vocabulary=PROBABILITY
    )
    priority: Mapped[str] = described(
        Text("Шұғылдығы", "Срочность", "Priority"), vocabulary=PRIORITY
    )
    note: Mapped[str | None] = described(Text("Ескертпе", "Примечание", "Note"))


class RiskAssessment(ChildRow):
    """One assessment on the ABC scale; the magnitude of risk is A + B + C.

    ABC method of risk management for cultural heritage (ICCROM and CCI, 2016); each of the
    three scores is between 0 and 5.
    """

    __tablename__ = "endangered_risk_assessments"
    parent = "endangered_objects"

    assessed_on: Mapped[date] = described(Text("Күні", "Дата", "Date"))
    a_when: Mapped[float] = described(
        Text("A: қашан немесе қаншалықты тез", "A: когда или как быстро", "A: when or how fast")
    )
    b_loss: Mapped[float] = described(
        Text(
            "B: зардап шегетін әр бөліктің шығыны",
            "B: потеря каждой затронутой части",
            "B: loss to each affected item",
        )
    )
    c_share: Mapped[float] = described(
        Text(
            "C: зардап шегетін құндылық үлесі",
            "C: доля затронутой ценности",
            "C: share of the value affected",
        )
    )
    magnitude: Mapped[float] = described(
        Text("Қатер шамасы", "Величина риска", "Magnitude of risk"),
        written_by_atlas=True,
        constraints=(Computed("a_when + b_loss + c_share", persisted=True),),
    )
    uncertainty: Mapped[float | None] = described(
        Text("Белгісіздігі", "Неопределённость", "Uncertainty")
    )
    method_version: Mapped[str] = described(
        Text("Әдіс нұсқасы", "Версия метода", "Method version"), server_default="ABC-2016"
    )


class Work(ChildRow):
    """Works on an object: kind, stage, cost and the year of funding."""

    __tablename__ = "endangered_works"
    parent = "endangered_objects"

    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=WORK_KIND)
    stage: Mapped[str] = described(Text("Барысы", "Ход", "Stage"), vocabulary=WORK_STAGE)
    cost_kzt: Mapped[int | None] = described(Text("Құны", "Стоимость", "Cost"), unit="KZT")
    funding_year: Mapped[int | None] = described(
        Text("Қаржыландыру жылы", "Год финансирования", "Year of funding"), unit="year"
    )


LAYER = Layer(
    id="endangered_objects",
    title=Text("Апатты нысандар", "Аварийные объекты", "Endangered objects"),
    title_of_one=Text("Апатты нысан", "Аварийный объект", "Endangered object"),
    description=Text(
        "Жойылу қаупі төнген мұра нысандары",
        "Объекты наследия, которым грозит утрата",
        "Heritage objects threatened with loss",
    ),
    table=EndangeredObject,
    geometry=GeometryKind.POINT_OR_POLYGON,
    access=Access.of("endangered_objects"),
    style=Style(colour="#b3261e", colour_by="priority", shape=Shape.TRIANGLE, radius_px=6),
    tile=TileRule(fields=("name_kk", "name_ru", "name_en", "priority", "synthetic")),
    children=(
        Child("threats", Text("Қауіптер", "Угрозы", "Threats"), Threat),
        Child(
            "risk_assessments",
            Text("Қатерді бағалау", "Оценки риска", "Risk assessments"),
            RiskAssessment,
            append_only=True,
            import_names={
                "assessed_on": (
                    "дата оценки",
                    "дата оценки риска",
                    "бағалау күні",
                    "бағаланған күні",
                    "assessment date",
                    "date of assessment",
                ),
                "a_when": ("a", "оценка a", "балл a", "a бағасы"),
                "b_loss": ("b", "оценка b", "балл b", "b бағасы"),
                "c_share": ("c", "оценка c", "балл c", "c бағасы"),
                "uncertainty": ("неопределенность", "неопределённость", "белгісіздігі"),
            },
        ),
        Child(
            "works",
            Text("Жұмыстар", "Работы", "Works"),
            Work,
            import_names={
                "kind": (
                    "вид работ",
                    "виды работ",
                    "жұмыс түрі",
                    "жұмыстың түрі",
                    "kind of work",
                    "type of work",
                    "works",
                ),
                "stage": (
                    "стадия",
                    "стадия работ",
                    "ход работ",
                    "этап работ",
                    "жұмыс барысы",
                    "жұмыстың барысы",
                    "stage of work",
                    "work stage",
                ),
                "cost_kzt": (
                    "стоимость",
                    "стоимость работ",
                    "стоимость, тенге",
                    "стоимость работ, тенге",
                    "сумма",
                    "құны",
                    "жұмыс құны",
                    "cost",
                    "cost of work",
                ),
                "funding_year": (
                    "год финансирования",
                    "год работ",
                    "қаржыландыру жылы",
                    "year of funding",
                    "funding year",
                ),
            },
        ),
    ),
    latest=(
        Latest(
            "risk_assessments",
            newest_by=("assessed_on", "id"),
            copies={"risk_magnitude": "magnitude", "assessed_on": "assessed_on"},
        ),
    ),
    links=(Link("monument_id", "monuments"),),
    summary_fields=("priority",),
    import_names={
        "name_kk": ("атауы", "нысан атауы", "нысанның атауы", "ескерткіш атауы"),
        "name_ru": (
            "название",
            "наименование объекта",
            "наименование",
            "название объекта",
            "наименование памятника",
            "объект",
        ),
        "name_en": ("name",),
        "priority": (
            "срочность",
            "приоритет",
            "шұғылдығы",
            "срочность работ",
            "очередность",
            "приоритетность",
            "шұғылдық",
            "кезектілігі",
            "басымдығы",
            "urgency",
        ),
        "monument_id": ("номер памятника", "id памятника", "monument id"),
        "summary_ru": ("описание", "краткое описание", "характеристика"),
        "summary_kk": ("сипаттамасы", "сипаттама", "қысқаша сипаттамасы"),
        "summary_en": ("description", "summary"),
        "citation": ("основание", "документ", "негізі", "негіздеме"),
        "accuracy_m": ("точность", "дәлдігі", "accuracy"),
    },
    matching=Matching(within_m=1_000),
    order=20,
)
