"""Springs: a throw-away layer, written as a newcomer would write one."""

from sqlalchemy.orm import Mapped

from core.text import Text
from layers.model.feature import Feature, described
from layers.model.flow import REASON, Flow, Move
from layers.model.layer import Access, GeometryKind, Layer, Style, TileRule
from layers.model.vocabulary import Tone, Vocabulary, term

WATER = Vocabulary(
    "spring_water",
    Text("Суы", "Вода", "Water"),
    (
        term("fresh", "Тұщы", "Пресная", "Fresh"),
        term("mineral", "Минералды", "Минеральная", "Mineral"),
    ),
)

STATE = Vocabulary(
    "spring_state",
    Text("Күйі", "Состояние", "State"),
    (
        term("flowing", "Ағып тұр", "Течёт", "Flowing", tone=Tone.GREEN),
        term("dry", "Құрғаған", "Иссяк", "Dry", tone=Tone.RED),
    ),
)


class Spring(Feature):
    """A natural spring."""

    __tablename__ = "springs"

    water: Mapped[str] = described(Text("Суы", "Вода", "Water"), vocabulary=WATER)
    state: Mapped[str] = described(
        Text("Күйі", "Состояние", "State"),
        vocabulary=STATE,
        written_by_atlas=True,
        server_default="flowing",
    )


LAYER = Layer(
    id="springs",
    title=Text("Бұлақтар", "Родники", "Springs"),
    title_of_one=Text("Бұлақ", "Родник", "Spring"),
    description=Text("Табиғи бұлақтар", "Природные родники", "Natural springs"),
    table=Spring,
    geometry=GeometryKind.POINT,
    access=Access.of("springs"),
    style=Style(colour="#0277bd", colour_by="state"),
    tile=TileRule(fields=("name_kk", "name_ru", "name_en", "water", "state")),
    flow=Flow(
        states=STATE,
        initial="flowing",
        moves=(
            Move(
                "dry_up",
                Text("Құрғады", "Иссяк", "Dried up"),
                ("flowing",),
                "dry",
                (REASON,),
            ),
        ),
    ),
    summary_fields=("state", "water"),
    import_names={"name_kk": ("атауы",), "water": ("вода", "суы")},
    order=60,
)
