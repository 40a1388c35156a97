"""Words in the names of objects that say less than the rest: what sort of thing it is, epithets."""

from functools import lru_cache

from geo.names import fold

SORTS: dict[str, tuple[str, ...]] = {
    "mausoleum": ("мавзоле", "кесене", "күмбез", "мазар", "mausoleum", "kesene", "mazar", "tomb"),
    "monument": ("памятник", "ескерткіш", "монумент", "бюст", "стела", "обелиск", "мүсін",
                 "скульптур", "мемориал", "тақта", "monument", "memorial", "statue", "bust",
                 "stele", "obelisk", "sculpture"),
    "mass_grave": ("братск", "бауырлас", "fraternal"),
    "cemetery": ("кладбищ", "зират", "қорым", "некропол", "могильник", "қауым", "cemetery",
                 "necropolis"),
    "grave": ("могил", "захоронен", "бейіт", "қабір", "погребен", "grave", "burial", "зират",
              "бауырлас", "tomb"),
    "kurgan": ("курган", "қорған", "оба", "kurgan", "barrow", "mound"),
    "mosque": ("мечет", "мешіт", "mosque", "meshit"),
    "church": ("церк", "собор", "храм", "шіркеу", "часовн", "church", "cathedral", "chapel"),
    "museum": ("музе", "мұражай", "museum"),
    "house": ("дом", "особняк", "үй", "здани", "ғимарат", "house", "building", "mansion"),
    "school": ("школ", "мектеп", "училищ", "гимнази", "school"),
    "settlement": ("поселен", "городищ", "қоныс", "қалашық", "қалашығ", "стоянк", "тұрақ", "тұрағ",
                   "мекен", "settlement", "hillfort"),
    "rock_art": ("петроглиф", "наскальн", "жартас", "petroglyph"),
    "stone_figure": ("балбал", "изваян", "сынтас", "балбалтас"),
    "fortress": ("крепост", "бекініс", "қамал", "fortress"),
    "caravanserai": ("караван", "керуен", "caravanserai"),
    "cave": ("пещер", "үңгір", "cave"),
    "spring": ("родник", "бұлақ", "бұлағ", "spring"),
    "lake": ("озер", "көл", "lake"),
    "bridge": ("мост", "көпір", "bridge"),
    "park": ("парк", "саябақ", "сквер", "park"),
    "route": ("маршрут", "троп", "соқпа", "экскурси", "тур", "route", "trail", "tour"),
    "minaret": ("минарет", "мұнара", "minaret"),
    "complex": ("комплекс", "кешен", "ансамбл", "complex", "ensemble"),
}  # fmt: skip
"""What sort of thing a name speaks of, by the beginnings of the words for it in kk, ru and en."""

COMMEMORATIVE = frozenset({"monument", "mass_grave"})
"""Sorts of which every town may have one to the same person or event."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split())) - {""}


EPITHETS = _folded(
    "батыр батыра батыру би бия хан хана ханы ата ана әулие әулиенің аулие баба сал сері ақын"
    " ақынның акын жырау имам шейх святой святого святых киелі қасиетті воин воинам воинов"
    " погибшим павшим жауынгер жауынгерлерге соғыс войны вов уақ древний көне ежелгі старый"
    " старая ескі новый новая жаңа большой большая малый малая үлкен кіші"
    " batyr khan ata saint old ancient great"
)
"""Words that many names share; they tell little apart."""

CONNECTIVES = _folded(
    "и мен және пен бен в во на у из с со к о об от для им имени атындағы атында маңындағы"
    " город города г с село сел ауыл ауылы ауылындағы аул улица ул көше көшесі область обл"
    " облысы район ауданы ауылдық округ округі объект нысан нысаны тарихи"
    " исторический историко мәдени культурный культуры архитектуры архитектурный сәулет"
    " the of and in at to near by city village"
    " жыл жылы жылдар ж г гг год года годы годов век века вв ғасыр ғасырлар ғ в century"
)
"""Words that say nothing of which object is meant."""

ENDINGS = _folded(
    "а у е ю я и ы ом ем ой ей ою ею ов ев ова ева ове ым им ых их ами ями ам ям"
    " ого его ому ему ый ий ая яя ое ее ской ский ская ское ского скому инский инская"
    " инское инского янский енский нский нская"
    " ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті дағы дегі тағы тегі ндағы"
    " ндегі сы сі лық лік дық дік тық тік да де та те дан ден тан тен s"
)
"""Endings of Russian and Kazakh declension and of adjectives made from names, folded."""

PLURALS = frozenset({"lar", "ler", "dar", "der", "tar", "ter", "es"})
SORT_ENDINGS = ENDINGS | PLURALS | {f"{plural}i" for plural in PLURALS}


def _sorts_by_beginning() -> tuple[tuple[str, str], ...]:
    pairs = {(fold(word), sort) for sort, words in SORTS.items() for word in words}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


SORT_BEGINNINGS = _sorts_by_beginning()
CACHED_WORDS = 100_000
SHORT_WORD = 4
"""Up to this length a word for a sort must stand alone or with an ending: «дом», not «домбыра»."""


@lru_cache(maxsize=CACHED_WORDS)
def sorts_of(token: str) -> frozenset[str]:
    """The sorts of thing that a folded word may stand for; none for any other word."""
    longest = 0
    found: set[str] = set()
    for beginning, sort in SORT_BEGINNINGS:
        if len(beginning) < longest:
            break
        rest = token.removeprefix(beginning) if token.startswith(beginning) else None
        if rest is None or (len(beginning) <= SHORT_WORD and rest and rest not in SORT_ENDINGS):
            continue
        longest = len(beginning)
        found.add(sort)
    return frozenset(found)
