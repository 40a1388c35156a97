"""What is said of boundaries: that one is approximate, and where the atlas's own come from."""

from core.text import Text

APPROXIMATE_BOUNDARY = Text(
    "Шамамен алынған шекара", "Приблизительная граница", "Approximate boundary"
)
NATURAL_EARTH = Text(
    "Natural Earth, 1-деңгейлі бірліктер, 1:10 млн (қоғамдық игілік)",
    "Natural Earth, единицы 1-го уровня, 1:10 млн (общественное достояние)",
    "Natural Earth admin-1, 1:10m (public domain)",
)
NATURAL_EARTH_DIVIDED = Text(
    "Natural Earth (қоғамдық игілік), елді мекендердің Вороной ұяшықтарымен бөлінген",
    "Natural Earth (общественное достояние), разделено ячейками Вороного населённых пунктов",
    "Natural Earth admin-1 (public domain), divided by Voronoi cells of settlements",
)
CELLS_OF_SETTLEMENTS = Text(
    "Атлас салған Вороной ұяшықтары: елді мекендер мен атау нүктелері бойынша",
    "Ячейки Вороного, построенные атласом по населённым пунктам и точкам подписей",
    "Voronoi cells of settlements and label points, built by the atlas",
)
OWN_SOURCES = {
    text.en: text for text in (NATURAL_EARTH, NATURAL_EARTH_DIVIDED, CELLS_OF_SETTLEMENTS)
}


def source_in_languages(stored: str | None) -> dict[str, str] | None:
    """A stored source in the three languages; an operator's own words are the same in each."""
    if stored is None:
        return None
    if stored in OWN_SOURCES:
        return OWN_SOURCES[stored].as_dict()
    return dict.fromkeys(("kk", "ru", "en"), stored)


APPROXIMATE_ACCURACY_M, DRAWN_ACCURACY_M = 5_000.0, 1_000.0
"""How far off a border may be, by whether the atlas built it or somebody drew it."""
NATURAL_EARTH_ACCURACY_M = 4_000.0
"""Of the country's outline: 47 of 6,181 located settlements lie beyond it, none by more."""


def boundary_accuracy_m(stored: str | None, *, approximate: bool) -> float:
    """How far off the border of a first-level unit may be, by its source."""
    if stored in {NATURAL_EARTH.en, NATURAL_EARTH_DIVIDED.en}:
        return NATURAL_EARTH_ACCURACY_M
    return APPROXIMATE_ACCURACY_M if approximate else DRAWN_ACCURACY_M
