"""What a feature rests on in three languages, and the day on which an inspection's page was read.

The citations of the monuments and routes that come with the atlas are known and are told in the
three languages; every other one stays as it was recorded, and only so.
"""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = (
    "monuments",
    "endangered_objects",
    "tourist_routes",
    "initiative_projects",
    "citizen_reports",
    "settlements",
)
LANGUAGES = ("kk", "ru", "en")
BETWEEN = "; "

type Told = tuple[str, str, str]

KNOWN: dict[str, Told] = {
    (
        "Государственный список памятников истории и культуры республиканского значения, "
        "приказ МКС РК № 88 от 14.04.2020 (запись не сверена)"
    ): (
        (
            "Республикалық маңызы бар тарих және мәдениет ескерткіштерінің мемлекеттік тізімі, "
            "ҚР Мәдениет және спорт министрінің 14.04.2020 № 88 бұйрығы (жазба "
            "салыстырылмаған)"
        ),
        (
            "Государственный список памятников истории и культуры республиканского значения, "
            "приказ МКС РК № 88 от 14.04.2020 (запись не сверена)"
        ),
        (
            "State list of monuments of history and culture of republican significance, order "
            "no. 88 of the Ministry of Culture and Sports of 14.04.2020 (entry not verified)"
        ),
    ),
    "Сакральная география Казахстана: реестр объектов (запись не сверена)": (
        ("Қазақстанның киелі жерлерінің географиясы: нысандар тізілімі (жазба салыстырылмаған)"),
        "Сакральная география Казахстана: реестр объектов (запись не сверена)",
        "Sacred geography of Kazakhstan: register of objects (entry not verified)",
    ),
    (
        "UNESCO World Heritage List, ref. 1442 (Silk Roads: the Routes Network of "
        "Chang’an-Tianshan Corridor)"
    ): (
        (
            "ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1442 («Жібек жолы: Чанъань – Тянь-Шань "
            "дәлізі бағыттарының желісі»)"
        ),
        (
            "Список всемирного наследия ЮНЕСКО, № 1442 («Шёлковый путь: сеть маршрутов "
            "Чанъань-Тянь-Шаньского коридора»)"
        ),
        (
            "UNESCO World Heritage List, ref. 1442 (Silk Roads: the Routes Network of "
            "Chang’an-Tianshan Corridor)"
        ),
    ),
    "UNESCO World Heritage List, ref. 1145": (
        "ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1145",
        "Список всемирного наследия ЮНЕСКО, № 1145",
        "UNESCO World Heritage List, ref. 1145",
    ),
    "UNESCO World Heritage List, ref. 1103": (
        "ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1103",
        "Список всемирного наследия ЮНЕСКО, № 1103",
        "UNESCO World Heritage List, ref. 1103",
    ),
    "position: placed by hand from general knowledge, not surveyed": (
        "орны: жалпы мәліметке сүйеніп қолмен белгіленген, жер бетінде өлшенбеген",
        "положение: поставлено вручную по общим сведениям, на местности не измерено",
        "position: placed by hand from general knowledge, not surveyed",
    ),
    "position: estimated from the OpenStreetMap settlement nearby, not surveyed": (
        ("орны: OpenStreetMap бойынша жақын елді мекенге қарап шамаланған, жер бетінде өлшенбеген"),
        (
            "положение: оценено по ближайшему населённому пункту OpenStreetMap, на местности "
            "не измерено"
        ),
        "position: estimated from the OpenStreetMap settlement nearby, not surveyed",
    ),
    "position: OpenStreetMap (Almaty extract of 2012)": (
        "орны: OpenStreetMap (Алматының 2012 жылғы үзіндісі)",
        "положение: OpenStreetMap (выгрузка по Алматы 2012 года)",
        "position: OpenStreetMap (Almaty extract of 2012)",
    ),
    "position: OpenStreetMap through a published list, not re-checked": (
        "орны: жарияланған тізімдегі OpenStreetMap деректері, қайта тексерілмеген",
        "положение: OpenStreetMap через опубликованный список, повторно не проверено",
        "position: OpenStreetMap through a published list, not re-checked",
    ),
    "position: crossing of streets in OpenStreetMap (Almaty extract of 2012)": (
        "орны: OpenStreetMap-тегі көшелердің қиылысы (Алматының 2012 жылғы үзіндісі)",
        "положение: пересечение улиц в OpenStreetMap (выгрузка по Алматы 2012 года)",
        "position: crossing of streets in OpenStreetMap (Almaty extract of 2012)",
    ),
    (
        "compiled for the atlas from OpenStreetMap settlements along the road and general "
        "knowledge; not driven or surveyed"
    ): (
        (
            "атлас үшін жол бойындағы OpenStreetMap елді мекендері мен жалпы мәлімет бойынша "
            "құрастырылған, жүріп көрілмеген, өлшенбеген"
        ),
        (
            "составлено для атласа по населённым пунктам OpenStreetMap вдоль дороги и общим "
            "сведениям, не проехано и не измерено"
        ),
        (
            "compiled for the atlas from OpenStreetMap settlements along the road and general "
            "knowledge, not driven or surveyed"
        ),
    ),
    "OpenStreetMap": (
        "OpenStreetMap",
        "OpenStreetMap",
        "OpenStreetMap",
    ),
}
"""What a source is called in Kazakh, Russian and English, by the words in which it was recorded."""

ARTICLE = re.compile(r"Wikipedia: ([^;]+)")
STATEMENT = re.compile(
    r"([^;]+?) / ([^;]+?) / ([^;]+?): (https?://\S+) \(as of ([\d-]+), seen ([\d-]+)\)"
)

CITED = """
SELECT DISTINCT citation FROM {table} WHERE source = 'atlas-starter' AND citation IS NOT NULL
"""
TELL = """
UPDATE {table} SET citation_kk = :kk, citation_ru = :ru, citation_en = :en
WHERE source = 'atlas-starter' AND citation = :citation
"""
PART_DAY = r"""
UPDATE monument_inspections
SET note = regexp_replace(note, ' \(seen \d{4}-\d{2}-\d{2}\)$', ''),
    source_seen_on = CAST(substring(note FROM '\(seen (\d{4}-\d{2}-\d{2})\)$') AS date)
WHERE note ~ '^«.*» — https?://\S+ \(seen \d{4}-\d{2}-\d{2}\)$'
"""
JOIN_DAY = """
UPDATE monument_inspections SET note = note || ' (seen ' || source_seen_on || ')'
WHERE source_seen_on IS NOT NULL
"""


def upgrade() -> None:
    for table in TABLES:
        for language in LANGUAGES:
            op.add_column(table, sa.Column(f"citation_{language}", sa.Text(), nullable=True))
    op.add_column("monument_inspections", sa.Column("source_seen_on", sa.Date(), nullable=True))
    for table in ("monuments", "tourist_routes"):
        _tell(table)
    op.execute(PART_DAY)


def downgrade() -> None:
    op.execute(JOIN_DAY)
    # Strangers' views read the columns; they are made anew after the migrations.
    op.execute("ALTER TABLE monument_inspections DROP COLUMN source_seen_on CASCADE")
    for table in TABLES:
        for language in LANGUAGES:
            op.execute(f"ALTER TABLE {table} DROP COLUMN citation_{language} CASCADE")


def _tell(table: str) -> None:
    connection = op.get_bind()
    for citation in connection.scalars(sa.text(CITED.format(table=table))).all():
        told = told_of(citation)
        if told is not None:
            values = {"citation": citation, **dict(zip(LANGUAGES, told, strict=True))}
            connection.execute(sa.text(TELL.format(table=table)), values)


def told_of(citation: str) -> Told | None:
    """The citation in each language; None where one of its sources is not known."""
    told: list[Told] = []
    rest = citation
    while rest:
        words = _source_at(rest)
        source = _told_source(words)
        if source is None:
            return None
        told.append(source)
        rest = rest[len(words) + len(BETWEEN) :]
    kk, ru, en = (BETWEEN.join(each) for each in zip(*told, strict=True))
    return kk, ru, en


def _source_at(text: str) -> str:
    """The words of the first source of a text; some hold a semicolon of their own."""
    known = (words for words in KNOWN if text == words or text.startswith(words + BETWEEN))
    return next(known, text.split(BETWEEN, maxsplit=1)[0])


def _told_source(words: str) -> Told | None:
    if words in KNOWN:
        return KNOWN[words]
    if article := ARTICLE.fullmatch(words):
        title = article[1]
        return f"Уикипедия: {title}", f"Википедия: {title}", words
    if stated := STATEMENT.fullmatch(words):
        return _statement(stated.groups())
    return None


def _statement(parts: Sequence[str]) -> Told:
    kk, ru, en, address, as_of, seen_on = parts
    since, seen = (".".join(reversed(day.split("-"))) for day in (as_of, seen_on))
    return (
        f"{kk}: {address} ({since} жағдайы бойынша, {seen} күні қаралған)",
        f"{ru}: {address} (по состоянию на {since}, просмотрено {seen})",
        f"{en}: {address} (as of {as_of}, seen {seen_on})",
    )
