"""Settlements: map context, and the places whose coverage is measured."""

from sqlalchemy.orm import Mapped

from core.text import Text
from layers.model.colours import INK
from layers.model.feature import Feature, described
from layers.model.layer import Access, GeometryKind, Layer, Matching, Role, Style, TileRule
from layers.model.shapes import Shape
from layers.model.vocabulary import Vocabulary, term

KIND = Vocabulary(
    "settlement_kind",
    Text("Түрі", "Вид", "Kind"),
    (
        term("city", "Қала", "Город", "City", aliases=("г.",)),
        term("town", "Кент", "Посёлок", "Town", aliases=("пос.", "поселок")),
        term("village", "Ауыл", "Село", "Village", aliases=("с.", "аул", "hamlet")),
        term(
            "other",
            "Басқа елді мекен",
            "Иной населённый пункт",
            "Other settlement",
            aliases=("isolated_dwelling",),
        ),
    ),
)


class Settlement(Feature):
    """A settlement of the KATO classifier with a known place."""

    __tablename__ = "settlements"

    kato: Mapped[str] = described(Text("КАТО коды", "Код КАТО", "KATO code"), unique=True)
    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=KIND)
    is_centre: Mapped[bool] = described(
        Text("Әкімшілік орталық", "Административный центр", "Administrative centre"),
        server_default="false",
    )
    residents: Mapped[int | None] = described(
        Text("Халқының саны", "Численность населения", "Population"), least=0
    )
    accuracy_m: Mapped[float | None] = described(
        Text("Орнының дәлдігі", "Точность места", "Accuracy of the place"), unit="m", least=0
    )


LAYER = Layer(
    id="settlements",
    title=Text("Елді мекендер", "Населённые пункты", "Settlements"),
    title_of_one=Text("Елді мекен", "Населённый пункт", "Settlement"),
    description=Text(
        "КАТО жіктеуішінің орны белгілі елді мекендері",
        "Населённые пункты классификатора КАТО с известным местом",
        "Settlements of the KATO classifier whose place is known",
    ),
    table=Settlement,
    geometry=GeometryKind.POINT,
    access=Access.of("settlements"),
    style=Style(colour=INK, shape=Shape.HOLLOW_CIRCLE, radius_px=3),
    tile=TileRule(fields=("name_kk", "name_ru", "name_en", "kind", "is_centre"), min_zoom=4),
    summary_fields=("kind",),
    import_names={
        "kato": ("kato", "като", "код като", "код по като", "kato code"),
        "name_kk": ("name_kk", "атауы", "елді мекен атауы", "елді мекен", "ауыл атауы"),
        "name_ru": (
            "name_ru",
            "название",
            "наименование",
            "населенный пункт",
            "населённый пункт",
            "наименование населенного пункта",
            "село",
        ),
        "name_en": ("name", "settlement"),
        "kind": ("тип", "статус", "place", "тип населенного пункта", "елді мекен түрі"),
        "residents": (
            "население",
            "численность",
            "жителей",
            "число жителей",
            "халық саны",
            "тұрғындар саны",
            "population",
        ),
    },
    matching=Matching(within_m=5_000, kind="kind", number="kato"),
    role=Role.CONTEXT,
    search_weight=0.9,
    search_boosts={"kind": {"city": 1.5, "town": 1.2, "other": 0.9}},
    inhabited=True,
    destination=True,
    order=200,
)
