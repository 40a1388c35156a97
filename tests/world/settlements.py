"""The settlements of WEST and EAST."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from layers.catalogue.settlements import Settlement

SETTLEMENTS = (
    ("101010000", "Батыс қала", "Западный город", "West Town", "city", True, 67.0, 51.0),
    ("101330000", "Көлді", "Кольды", "Koldi", "village", True, 68.3, 50.9),
    ("102110000", "Қайыңды", "Каинды", "Kaindy", "village", True, 66.6, 49.0),
    ("102350000", "Шет", "Шет", "Shet", "village", False, 68.99, 48.5),
    ("201110000", "Сарыағаш", "Сарыагаш", "Saryagash", "town", True, 70.0, 51.2),
    ("201330000", "Теректі", "Теректы", "Terekti", "village", False, 71.2, 50.6),
    ("202110000", "Жарық", "Жарык", "Zharyk", "village", True, 69.8, 49.1),
    ("202330000", "Қоңыр", "Коныр", "Konyr", "other", False, 71.4, 48.3),
)
"""KATO, names, kind, whether it is a centre, longitude, latitude."""


def add_settlements(session: Session) -> None:
    """Put all of them into the database."""
    session.execute(
        insert(Settlement),
        [
            {
                "kato": kato, "name_kk": kk, "name_ru": ru, "name_en": en, "kind": kind,
                "is_centre": is_centre, "geom": f"SRID=4326;POINT({longitude} {latitude})",
                "source": "drawn", "source_key": kato,
            }
            for kato, kk, ru, en, kind, is_centre, longitude, latitude in SETTLEMENTS
        ],
    )  # fmt: skip
