"""Names that units and settlements bore in other years, for search and for what files claim."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Index, SmallInteger, delete, func, insert, select
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base
from core.text import Text
from layers.model.vocabulary import Vocabulary, term

FORMER_KIND = Vocabulary(
    "former_name_kind",
    Text("Ненің атауы", "Что так называлось", "What bore the name"),
    (
        term("oblast", "Облыс", "Область", "Oblast"),
        term("district", "Аудан", "Район", "District"),
        term("city", "Қала", "Город", "City"),
        term("village", "Ауыл не кент", "Село или посёлок", "Village or settlement"),
    ),
)
FORMERLY = Text(
    "{until} жылға дейін {name}", "до {until} года {name}", "formerly {name}, until {until}"
)
ALSO = Text("{name} деп те аталған", "называлось также {name}", "also called {name}")


class FormerName(Base):
    """One name of one unit or settlement, by its KATO code; a name of several has several rows.

    `from_year` and `until_year` are the years in which the name came and went, NULL where that is
    not known. `origin` tells which table brought the row: loading that again replaces its rows.
    """

    __tablename__ = "former_names"
    __table_args__ = (Index("former_names_code_idx", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    code: Mapped[str]
    kind: Mapped[str]
    name_kk: Mapped[str | None]
    name_ru: Mapped[str | None]
    name_en: Mapped[str | None]
    from_year: Mapped[int | None] = mapped_column(SmallInteger)
    until_year: Mapped[int | None] = mapped_column(SmallInteger)
    source: Mapped[str]
    origin: Mapped[str]
    folded: Mapped[str]
    """The names in the skeleton of `geo.names.fold`, also without the gaps between words."""
    words: Mapped[Any] = mapped_column(TSVECTOR)

    @property
    def names(self) -> dict[str, str | None]:
        """The name in each language in which it is known."""
        return {"kk": self.name_kk, "ru": self.name_ru, "en": self.name_en}

    @property
    def label(self) -> Text:
        """What a reader is told: how the unit was called, and until when."""
        known = next(filter(None, (self.name_ru, self.name_kk, self.name_en)), "")
        phrase = ALSO if self.until_year is None else FORMERLY
        written = {
            language: getattr(phrase, language).format(name=name or known, until=self.until_year)
            for language, name in self.names.items()
        }
        return Text(**written)


def replace_former_names(session: Session, origin: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """How many names stand in the place of those that the same origin brought before.

    A row has `codes`, `kind`, the names, the years and `source`.
    """
    session.execute(delete(FormerName).where(FormerName.origin == origin))
    values = [
        {**_told(row), "code": code, "origin": origin} for row in rows for code in row["codes"]
    ]
    for value in values:
        names = [value[f"name_{language}"] for language in ("kk", "ru", "en")]
        folded = func.atlas_folded_names(*names)
        joined = func.replace(func.substr(folded, 2), " ", "")
        words = func.atlas_words(*names)
        session.execute(
            insert(FormerName).values(**value, folded=func.concat(folded, joined), words=words)
        )
    return len(values)


def former_names(session: Session) -> list[FormerName]:
    """All of them, the newest first."""
    newest = FormerName.until_year.desc().nulls_first()
    return list(session.scalars(select(FormerName).order_by(newest, FormerName.id)))


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("kind", "name_kk", "name_ru", "name_en", "from_year", "until_year", "source")
    return {name: row[name] for name in names}
