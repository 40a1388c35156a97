"""What synthetic monuments are, and the ways through the register that they have gone."""

from core.text import Text

OBJECTS = (
    ("archaeology", Text("Қорған", "Курган", "Kurgan")),
    ("archaeology", Text("Көне қоныс орны", "Древнее поселение", "Ancient settlement")),
    ("urban_planning_architecture", Text("Күмбезді мазар", "Купольный мазар", "Domed tomb")),
    ("urban_planning_architecture", Text("Сауда үйі", "Торговый дом", "Trading house")),
    ("monumental_art", Text("Стела", "Стела", "Stele")),
    ("ensemble", Text("Ескі қорым", "Старый некрополь", "Old necropolis")),
)
"""Kinds of monuments, each with what stands for a name."""

PATHS: tuple[tuple[str, ...], ...] = (
    (),
    ("identify",),
    ("identify", "record"),
    ("identify", "record", "list_local"),
    ("identify", "record", "list_republican"),
    ("identify", "record", "list_local", "change_significance"),
    ("identify", "record", "list_local", "relocate"),
    ("identify", "record", "list_republican", "delist"),
    ("dismiss",),
)
"""The ways through the register: the monuments take them in turn, so that each is shown."""

CHANGED_TO = "republican"
"""The significance that `change_significance` gives."""

SUMMARY = Text(
    "Жасанды үлгі: мұндай ескерткіш жоқ, оның тізілімдегі жолы мен тексерулері ойдан шығарылған.",
    "Синтетический пример: такого памятника нет, его путь в реестре и осмотры вымышлены.",
    "A synthetic sample: there is no such monument; its way in the register and its inspections"
    " are made up.",
)
ACT = "0-{number} (жасанды үлгі, синтетический пример)"
REASON = "Жасанды үлгі. Синтетический пример."
NOTE = "Жасанды тексеру. Вымышленный осмотр."
DAMAGE_OF = {
    "good": "0",
    "fair": "1_10",
    "poor": "31_60",
    "very_bad": "61_90",
    "destroyed": "91_100",
    "unknown": None,
}
"""The share of damage that goes with each condition."""
