"""People of a list: each row is invited or told why not, and nobody is lost without a word."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api.administration.invitations import Administration, InvitationBody, invite_person
from api.http.answers import Answer
from core.accounts.roles import UserRole, all_roles, members_of
from core.accounts.users import find_user
from core.administration.imported_people import (
    AT,
    EMAIL,
    ListedPerson,
    columns_of,
    day_meant,
    listed_person,
    role_meant,
)
from core.errors import AtlasError, InvalidValueError
from core.settings import ReadingLimits
from core.text import Language, Text
from ingest.sandbox.sandboxed_table import sandboxed_table
from layers.model.layer import GeometryKind
from layers.regions.region import Region

MOST_PEOPLE = 2_000
LONGEST_CELL = 320
TOO_MANY = Text(
    f"Тізімде ең көбі {MOST_PEOPLE} адам болуы керек.",
    f"В списке может быть не больше {MOST_PEOPLE} человек.",
    f"A list holds {MOST_PEOPLE} people at most.",
)
TOO_LONG = Text("Тым ұзын.", "Слишком длинно.", "This is too long.")
SEVERAL_UNITS = Text(
    "Мұндай атау бірнеше өңірде бар. КАТО кодын жазыңыз: {codes}.",
    "Так называется несколько регионов. Укажите код КАТО: {codes}.",
    "Several units are called so. Write the KATO code: {codes}.",
)
Outcome = Literal["invited", "given", "unchanged", "refused"]


class ListedProblem(Answer):
    """Why a row was refused."""

    field: str
    value: str
    message: str


class ListedAnswer(Answer):
    """What came of one row."""

    row: int
    """Its number in the file, the header being 1."""
    email: str
    name: str
    role: str
    at: str
    outcome: Outcome
    link: str | None
    """By which they choose a password; null where they have one, and on trial."""
    problem: ListedProblem | None


class PeopleListAnswer(Answer):
    """What came of a list."""

    dry_run: bool
    """Whether it was only tried: nobody was invited."""
    counts: dict[str, int]
    rows: list[ListedAnswer]


def people_of_file(path: Path, limits: ReadingLimits, sheet: str | None) -> list[ListedPerson]:
    """The people of a table, such as a workbook or CSV, in the order of its rows.

    Raises the errors of `sandboxed_table`, and InvalidValueError for columns that are missing.
    """
    found: list[ListedPerson] = []
    with sandboxed_table(path, GeometryKind.POINT, _is_header, sheet, "", limits) as table:
        columns = columns_of(table.columns)
        for batch in table.batches():
            for position in range(len(batch)):
                row = batch.row(position)
                person = listed_person(row.number, row.cells, columns)
                if person:
                    found.append(person)
            if len(found) > MOST_PEOPLE:
                raise InvalidValueError(len(found), field="file", hint=TOO_MANY)
    return found


def list_answer(
    work: Administration,
    listed: list[ListedPerson],
    language: Language,
    address: Callable[[str], str],
    *,
    dry_run: bool,
) -> PeopleListAnswer:
    """What came of each row, with the addresses of links; on trial nothing has changed."""
    trial = work.session.begin_nested()
    rows = [
        row.model_copy(update={"link": address(secret) if secret and not dry_run else None})
        for row, secret in _invited_list(work, listed, language)
    ]
    if dry_run:
        trial.rollback()
    else:
        trial.commit()
    counts = Counter(row.outcome for row in rows)
    return PeopleListAnswer(dry_run=dry_run, counts=dict(counts), rows=rows)


def _invited_list(
    work: Administration, listed: list[ListedPerson], language: Language
) -> Iterator[tuple[ListedAnswer, str | None]]:
    """Each row with what came of it, and the secret of a link; none is in another's way."""
    roles = all_roles(work.session)
    for person in listed:
        try:
            with work.session.begin_nested():
                outcome, secret = _invited(work, person, roles)
        except AtlasError as error:
            yield _answer(person, "refused", error, language), None
        else:
            yield _answer(person, outcome), secret


def _is_header(name: str) -> bool:
    try:
        return bool(columns_of([name, EMAIL, "role", AT]))
    except InvalidValueError:
        return False


def _invited(
    work: Administration, person: ListedPerson, roles: list[UserRole]
) -> tuple[Outcome, str | None]:
    _require_short(person)
    body = InvitationBody(
        email=person.email,
        name=person.name or None,
        role=role_meant(roles, person.role),
        at=_unit_meant(work.session, person.at),
        until=day_meant(person.until),
    )
    known = find_user(work.session, person.email)
    if known and _has_already(work.session, known.id, body):
        return "unchanged", None
    _, link = invite_person(work, body)
    return ("given" if known else "invited"), link[0] if link else None


def _has_already(session: Session, user_id: int, body: InvitationBody) -> bool:
    wanted = (body.role, body.at, body.until)
    members = members_of(session, user_id)
    return any((each.role_id, each.scope, each.valid_to) == wanted for each in members)


def _require_short(person: ListedPerson) -> None:
    for field in ("email", "name", "role", "at", "until"):
        said = getattr(person, field)
        if len(said) > LONGEST_CELL:
            raise InvalidValueError(said, field=field, hint=TOO_LONG)


def _unit_meant(session: Session, written: str) -> str:
    """The code of a unit that is written as its code or by one of its names."""
    if not written or written.isdigit() or written == "KZ":
        return written
    names = (Region.name_kk, Region.name_ru, Region.name_en)
    called = or_(*(func.lower(name) == written.casefold() for name in names))
    codes = sorted(set(session.scalars(select(Region.code).where(called))))
    if len(codes) > 1:
        told = {language: SEVERAL_UNITS.in_language(language, codes=", ".join(codes[:9]))
                for language in Language}  # fmt: skip
        hint = Text(told[Language.KK], told[Language.RU], told[Language.EN])
        raise InvalidValueError(written, field=AT, hint=hint)
    return codes[0] if codes else written


def _answer(
    person: ListedPerson,
    outcome: Outcome,
    error: AtlasError | None = None,
    language: Language = Language.EN,
) -> ListedAnswer:
    problem = None
    if error is not None:
        value = str(error.value)[:LONGEST_CELL]
        problem = ListedProblem(field=error.field, value=value, message=error.message(language))
    return ListedAnswer(
        row=person.number,
        email=person.email[:LONGEST_CELL],
        name=person.name[:LONGEST_CELL],
        role=person.role[:LONGEST_CELL],
        at=person.at[:LONGEST_CELL],
        outcome=outcome,
        link=None,
        problem=problem,
    )
