"""Families of reference systems under one name: each place's numbers tell its zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.coordinates.marks import NamedSystem
from geo.crs.detection import is_named
from geo.crs.reference_system import ReferenceSystem


@dataclass(frozen=True, slots=True)
class SystemFamily:
    """All systems of one name. `words` are read by `geo.crs.words`; `titles` under kk, ru, en."""

    named: NamedSystem
    words: str
    titles: Mapping[str, str] = field(hash=False)


def family_of(system: ReferenceSystem) -> SystemFamily | None:
    """The family of a system; None for one that is in no paper of the country."""
    return next((each for each in FAMILIES if is_named(system, each.named)), None)


def family_titles(words: str) -> Mapping[str, str]:
    """The titles of the family of these words; the words themselves where they are no family's."""
    named = next((each.titles for each in FAMILIES if each.words == words), None)
    return named or dict.fromkeys(("kk", "ru", "en"), words)


FAMILIES = (
    SystemFamily(
        NamedSystem.SK_63,
        "СК-63",
        {
            "kk": "СК-63, барлық аймақтары (аймақты координатаның алдындағы нөмірі көрсетеді)",
            "ru": "СК-63, все зоны (зону показывает номер перед координатой)",
            "en": "SK-63, all zones (the number before the easting tells the zone)",
        },
    ),
    SystemFamily(
        NamedSystem.SK_42,
        "СК-42",
        {
            "kk": "СК-42, барлық аймақтары (аймақты координатаның алдындағы нөмірі көрсетеді)",
            "ru": "СК-42, все зоны (зону показывает номер перед координатой)",
            "en": "SK-42, all zones (the number before the easting tells the zone)",
        },
    ),
    SystemFamily(
        NamedSystem.QAZTRF_23,
        "QazTRF-23",
        {
            "kk": "QazTRF-23, барлық аймақтары (аймақты координатаның алдындағы нөмірі көрсетеді)",
            "ru": "QazTRF-23, все зоны (зону показывает номер перед координатой)",
            "en": "QazTRF-23, all zones (the number before the easting tells the zone)",
        },
    ),
    SystemFamily(
        NamedSystem.WGS84,
        "WGS 84",
        {
            "kk": "WGS 84, ендік пен бойлық немесе UTM аймақтары",
            "ru": "WGS 84, широта и долгота или зоны UTM",
            "en": "WGS 84, latitude and longitude or zones of UTM",
        },
    ),
)
