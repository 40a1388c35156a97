"""The tree of units and settlements out of the official KATO classifier.

Level and parent follow from the structure of the nine digits, AB CD EF HIJ, and from which codes
exist: nineteen districts hang directly under a city of republican significance, twenty towns and
town districts directly under their district.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from core.text import Text
from ingest.regions.kato.kato_file import KatoRow, read_rows
from ingest.regions.kato.kato_names import KatoName, name_of_unit, tidy
from ingest.regions.kato.kato_settlements import SettlementName, name_of_settlement
from ingest.rows.row_problem import RowProblem
from layers.regions.region import Level

CODE = re.compile(r"[1-9]\d{8}")
SETTLEMENT_LEVEL = 4
URBAN_TYPE = "1"
CITIES_OF_REPUBLICAN_SIGNIFICANCE = ("71", "75", "79")

BAD_CODE = Text(
    "КАТО коды тоғыз цифрдан тұруы керек",
    "Код КАТО должен состоять из девяти цифр",
    "A KATO code has nine digits",
)
REPEATED_CODE = Text(
    "Бұл код алдыңғы жолда кездескен; алғашқысы алынды",
    "Этот код уже встречался в строке выше; взята первая",
    "The code stands in an earlier row; the first one was taken",
)
NO_PARENT = Text(
    "Жоғары тұрған бірлігі файлда жоқ",
    "Вышестоящей единицы нет в файле",
    "The unit above it is not in the file",
)
NO_NAME = Text("Атауы жазылмаған", "Не указано название", "The name is missing")
UNKNOWN_KIND = Text(
    "Бірліктің түрі атауынан анықталмады",
    "По названию не определить вид единицы",
    "The name does not tell the kind of unit",
)
LEGACY_FONT = Text(
    "Ескі қаріптің әріптері қазақ әріптеріне ауыстырылды",
    "Буквы старого шрифта заменены казахскими",
    "Letters of a legacy font were replaced by Kazakh ones",
)


@dataclass(frozen=True, slots=True)
class KatoUnit:
    """A unit of level 1-3 with its stored parent and its names."""

    code: str
    parent_code: str | None
    level: Level
    name: KatoName


@dataclass(frozen=True, slots=True)
class KatoSettlement:
    """A settlement and the unit on which it hangs: a level 3 unit, or directly a district."""

    code: str
    parent_code: str
    name: SettlementName
    is_centre: bool
    """Whether the code marks it as the centre of its level 3 unit."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """What a classifier file held, parents before children, and what was odd in it."""

    units: tuple[KatoUnit, ...]
    settlements: tuple[KatoSettlement, ...]
    problems: tuple[RowProblem, ...]


def read_classifier(path: Path) -> Classifier:
    """The tree in a classifier file; bad rows are reported and left out.

    Raises UnreadableClassifierError.
    """
    return classify(read_rows(path))


def classify(rows: Iterable[KatoRow]) -> Classifier:
    """The tree of the rows, in any order."""
    problems: list[RowProblem] = []
    by_code = _by_code(rows, problems)
    levels = {code: level_of(code) for code in by_code}
    units: dict[str, KatoUnit] = {}
    settlements = []
    for code in sorted(by_code, key=lambda code: (levels[code], code)):
        row, level = by_code[code], levels[code]
        parent = _parent(row, level, units)
        if parent is None and level > Level.OBLAST:
            problems.append(RowProblem(row.number, "code", code, NO_PARENT))
            continue
        name_kk, name_ru = _tidied(row, "name_kk", problems), _tidied(row, "name_ru", problems)
        if level == SETTLEMENT_LEVEL and parent is not None:
            name = name_of_settlement(name_kk, name_ru)
            is_centre = code == f"{parent[:6]}100"
            settlements.append(KatoSettlement(code, parent, name, is_centre))
            continue
        unit_name = name_of_unit(code, level, name_kk, name_ru)
        if unit_name is None:
            problems.append(RowProblem(row.number, "name_kk", row.name_kk, UNKNOWN_KIND))
            continue
        units[code] = KatoUnit(code, parent, Level(level), unit_name)
    ordered = tuple(sorted(problems, key=lambda problem: (problem.row, problem.field)))
    return Classifier(tuple(units.values()), tuple(settlements), ordered)


def level_of(code: str) -> int:
    """1 for an oblast, 2 for a district, 3 for what lies in one, 4 for a settlement."""
    if code[6:] != "000":
        return SETTLEMENT_LEVEL
    if code[4:6] != "00":
        return Level.RURAL_DISTRICT
    return Level.DISTRICT if code[2:4] != "00" else Level.OBLAST


def _by_code(rows: Iterable[KatoRow], problems: list[RowProblem]) -> dict[str, KatoRow]:
    by_code: dict[str, KatoRow] = {}
    for row in rows:
        code = row.code.strip()
        if not CODE.fullmatch(code):
            problems.append(RowProblem(row.number, "code", row.code, BAD_CODE))
        elif code in by_code:
            problems.append(RowProblem(row.number, "code", row.code, REPEATED_CODE))
        elif not (row.name_kk.strip() and row.name_ru.strip()):
            field = "name_ru" if row.name_kk.strip() else "name_kk"
            problems.append(RowProblem(row.number, field, "", NO_NAME))
        else:
            by_code[code] = row
    return by_code


def _parent(row: KatoRow, level: int, units: dict[str, KatoUnit]) -> str | None:
    """The code of the unit above, of those that exist; None where there is none."""
    code = row.code.strip()
    steps: Iterator[str] = iter(())
    if level == SETTLEMENT_LEVEL:
        may_skip = row.type_code.strip() == URBAN_TYPE if row.type_code else code.endswith("100")
        steps = chain([f"{code[:6]}000"], [f"{code[:4]}00000"] if may_skip else [])
    elif level == Level.RURAL_DISTRICT:
        is_in_city = code[:2] in CITIES_OF_REPUBLICAN_SIGNIFICANCE
        steps = iter([f"{code[:2]}0000000" if is_in_city else f"{code[:4]}00000"])
    elif level == Level.DISTRICT:
        steps = iter([f"{code[:2]}0000000"])
    return next((step for step in steps if step in units), None)


def _tidied(row: KatoRow, field: str, problems: list[RowProblem]) -> str:
    written: str = getattr(row, field)
    name, is_repaired = tidy(written)
    if is_repaired:
        problem = RowProblem(row.number, field, written, LEGACY_FONT, name, rejected=False)
        problems.append(problem)
    return name
