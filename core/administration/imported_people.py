"""What a row of a list of people says, whatever its columns are called."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.accounts.roles import UserRole
from core.errors import InvalidValueError
from core.text import Text

EMAIL, NAME, ROLE, AT, UNTIL = "email", "name", "role", "at", "until"
HEADERS: Mapping[str, frozenset[str]] = {
    EMAIL: frozenset({"email", "mail", "почта", "электроннаяпочта", "элпочта", "адресэлпочты",
                      "пошта", "электрондықпошта", "элпошта"}),
    NAME: frozenset({"name", "fullname", "имя", "фио", "фамилияимяотчество", "атыжөні", "аты",
                     "тегіатыәкесініңаты"}),
    ROLE: frozenset({"role", "роль", "рөл", "рөлі"}),
    AT: frozenset({"at", "kato", "region", "territory", "като", "кодкато", "регион", "район",
                   "территория", "өңір", "аудан", "аумақ"}),
    UNTIL: frozenset({"until", "validto", "до", "действуетдо", "срок", "дейін", "мерзімі"}),
}  # fmt: skip
"""The letters of headers, by what they stand for."""
NEEDED = (EMAIL, ROLE, AT)
DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", re.ASCII)
DAY_HINT = Text(
    "Күн керек, мысалы 2027-06-30 немесе 30.06.2027.",
    "Нужна дата, например 2027-06-30 или 30.06.2027.",
    "A day is needed, such as 2027-06-30 or 30.06.2027.",
)
COLUMNS_HINT = Text(
    "Бірінші жолда «email», «role» және «at» бағандары болуы керек (орысша да болады: почта, роль,"
    " КАТО); «name» мен «until» – қосымша.",
    "В первой строке нужны столбцы «email», «role» и «at» (можно по-русски: почта, роль, КАТО);"
    " «name» и «until» необязательны.",
    "The first row needs the columns “email”, “role” and “at”; “name” and “until” are optional.",
)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of a list, as it was written."""

    number: int
    email: str
    name: str
    role: str
    at: str
    until: str


def columns_of(headers: Sequence[str]) -> dict[str, str]:
    """The header of each thing that a list says. Raises InvalidValueError where one is missing."""
    found: dict[str, str] = {}
    for header in headers:
        for meant, words in HEADERS.items():
            if _letters(header) in words:
                found.setdefault(meant, header)
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise InvalidValueError(", ".join(headers), field=missing[0], hint=COLUMNS_HINT)
    return found


def listed_person(
    number: int, cells: Mapping[str, object], columns: Mapping[str, str]
) -> ListedPerson | None:
    """The row of a person; None where it is empty."""
    said = {name: _written(cells.get(columns.get(name, ""), "")) for name in HEADERS}
    return ListedPerson(number, **said) if any(said.values()) else None


def role_meant(roles: Iterable[UserRole], written: str) -> str:
    """The word of a role that is written as its word or its title; what is unknown stays."""
    wanted = _letters(written)
    for role in roles:
        titles = (role.id, role.title_kk, role.title_ru, role.title_en)
        if wanted in map(_letters, titles):
            return role.id
    return written


def day_meant(written: str) -> date | None:
    """The day, or None where none is written. Raises InvalidValueError."""
    if not written:
        return None
    numbers = DAY.fullmatch(written)
    try:
        if numbers:
            day, month, year = map(int, numbers.groups())
            return date(year, month, day)
        return date.fromisoformat(written[:10])
    except ValueError as error:
        raise InvalidValueError(written, field=UNTIL, hint=DAY_HINT) from error


def _written(cell: object) -> str:
    return str(cell).strip() if cell is not None else ""


def _letters(text: str) -> str:
    """The letters of a text alone: «Аты-жөні» is атыжөні."""
    return "".join(
        each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum()
    )
