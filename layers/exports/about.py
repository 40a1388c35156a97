"""What a file says of itself: title, date of the snapshot, sources, licence, conditions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.text import Language, Text
from core.title import ATLAS
from layers.access import Readable
from layers.model.layer import Layer
from layers.reading.queries import Conditions

ODBL = Text(
    "© OpenStreetMap авторлары, Open Database Licence 1.0 "
    "(https://opendatacommons.org/licenses/odbl/1-0/)",
    "© Участники OpenStreetMap, Open Database Licence 1.0 "
    "(https://opendatacommons.org/licenses/odbl/1-0/)",
    "© OpenStreetMap contributors, Open Database Licence 1.0 "
    "(https://opendatacommons.org/licenses/odbl/1-0/)",
)
"""Holds for the whole file as soon as one row is taken from there (ODbL 4.4)."""
NO_LICENCE_STATED = Text(
    "Лицензиясы көрсетілмеген: дереккөздердің шарттары қолданылады.",
    "Лицензия не указана: действуют условия источников.",
    "No licence is stated: the terms of the sources hold.",
)
SOURCES = Text("Дереккөздер: {sources}.", "Источники: {sources}.", "Sources: {sources}.")
TAKEN = Text("Дерек алынған уақыт: {at}.", "Данные на {at}.", "Data as of {at}.")
SELECTED = Text("Таңдау шарты: {asked}.", "Условия выбора: {asked}.", "Selected by: {asked}.")


@dataclass(frozen=True, slots=True)
class ExportMetadata:
    """What is known of the rows of a file as a whole."""

    layer: Layer
    snapshot: datetime
    count: int
    sources: Mapping[str, int]
    """Rows by source."""
    licences: tuple[Text, ...]
    asked: Mapping[str, str]
    crs: str
    language: Language

    def as_json(self) -> dict[str, Any]:
        """All of it for programs."""
        return {
            "publisher": ATLAS.as_dict(),
            "layer": self.layer.id,
            "title": self.layer.title.as_dict(),
            "description": self.layer.description.as_dict(),
            "snapshot": self.at,
            "crs": self.crs,
            "selection": dict(self.asked),
            "count": self.count,
            "sources": dict(self.sources),
            "licence": [licence.as_dict() for licence in self.licences],
        }

    def as_texts(self) -> dict[str, str]:
        """All of it for formats that keep texts by name; what is not a text is JSON."""
        return {
            **{
                name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for name, value in self.as_json().items()
            },
            "licence": self.licence,
        }

    @property
    def at(self) -> str:
        """The time of the snapshot, RFC 3339."""
        return self.snapshot.isoformat(timespec="seconds").replace("+00:00", "Z")

    @property
    def title(self) -> str:
        """The layer's title in the reader's language."""
        return self.layer.title.in_language(self.language)

    @property
    def licence(self) -> str:
        """The licences in the reader's language."""
        return "; ".join(licence.in_language(self.language) for licence in self.licences)

    @property
    def sentence(self) -> str:
        """All that a person should know, in the reader's language."""
        asked = ", ".join(f"{name}={value}" for name, value in self.asked.items())
        said = [
            self.layer.description.in_language(self.language) + ".",
            TAKEN.in_language(self.language, at=self.at),
            *([SELECTED.in_language(self.language, asked=asked)] if asked else []),
            *(
                [SOURCES.in_language(self.language, sources=", ".join(self.sources))]
                if self.sources
                else []
            ),
            self.licence,
        ]
        return " ".join(said)


def about(  # noqa: PLR0913 - what was asked for, and how it is told
    session: Session,
    access: Readable,
    conditions: Conditions,
    *,
    asked: Mapping[str, str],
    crs: str,
    language: Language,
    licence: str | None,
) -> ExportMetadata:
    """What is known of the selected rows; `licence` is what the operator states for the rest."""
    source = access.column("source")
    from_osm = or_(source.like("%ODbL%"), access.column("citation").like("%ODbL%"))
    found = access.select(
        source.label("source"), func.count().label("many"), func.bool_or(from_osm).label("odbl")
    )
    rows = session.execute(found.where(*conditions).group_by(source).order_by(source)).all()
    stated = [Text(licence, licence, licence)] if licence else []
    taken_over = [ODBL] if any(row.odbl for row in rows) else []
    return ExportMetadata(
        layer=access.layer,
        snapshot=session.scalars(select(func.transaction_timestamp())).one().astimezone(UTC),
        count=sum(row.many for row in rows),
        sources={str(row.source): row.many for row in rows},
        licences=tuple(stated + taken_over) or (NO_LICENCE_STATED,),
        asked=asked,
        crs=crs,
        language=language,
    )
