"""A list of people: every row comes to something, in whatever words its columns are written."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.user import User
from tests.api.administration.offices import browsing, official
from tests.api.asking import ENGLISH
from tests.world.drawing import draw_country
from tests.world.units import EAST, WEST, WEST_SOUTH

IMPORT = "/api/people/import"


@pytest.fixture
def head(session: Session) -> User:
    draw_country(session)
    return official(session, "Head", "akimat_head", WEST)[0]


def imported(
    client: TestClient, content: bytes, name: str = "people.csv", *, dry_run: bool = False
) -> dict[str, Any]:
    answer = client.post(
        IMPORT, params={"dry_run": str(dry_run).lower()}, files={"file": (name, content)}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_each_row_is_invited_or_told_why_not(
    session: Session, head: User, client: TestClient
) -> None:
    rows = f"""email,name,role,at,until
a@atlas.kz,Aizhan,akimat_clerk,{WEST},
b@atlas.kz,Berik,Clerk of an akimat,{WEST_SOUTH},30.06.2090
nonsense,Nobody,akimat_clerk,{WEST},
c@atlas.kz,Cheat,administrator,KZ,
d@atlas.kz,Dana,akimat_clerk,{EAST},
e@atlas.kz,Erlan,akimat_clerk,{WEST},31.02.2090
,,,,
a@atlas.kz,Aizhan,akimat_clerk,{WEST},
"""
    with browsing(client, head):
        trial = imported(client, rows.encode(), dry_run=True)
        assert session.scalar(select(User.id).where(User.email == "a@atlas.kz")) is None
        told = imported(client, rows.encode())
    assert trial["counts"] == told["counts"] == {"invited": 2, "unchanged": 1, "refused": 4}
    assert not any(row["link"] for row in trial["rows"])
    outcomes = [(row["row"], row["email"], row["outcome"]) for row in told["rows"]]
    assert [outcome for _, _, outcome in outcomes] == [
        "invited", "invited", "refused", "refused", "refused", "refused", "unchanged",
    ]  # fmt: skip
    assert [row["problem"]["field"] for row in told["rows"] if row["problem"]] == [
        "email", "permission", "permission", "until",
    ]  # fmt: skip
    assert told["rows"][0]["link"].startswith("http")
    assert session.scalar(select(User.name).where(User.email == "b@atlas.kz")) == "Berik"
    assert session.scalar(select(User.id).where(User.email == "c@atlas.kz")) is None


def test_workbook_with_russian_headers_and_titles_of_roles(head: User, client: TestClient) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ФИО", "Эл. почта", "Роль", "Район"])
    sheet.append(["Айгүл", "aigul@atlas.kz", "Сотрудник акимата", WEST_SOUTH])
    into = BytesIO()
    book.save(into)
    with browsing(client, head):
        told = imported(client, into.getvalue(), "люди.xlsx")
    assert told["counts"] == {"invited": 1}


def test_list_without_its_columns_says_which(head: User, client: TestClient) -> None:
    with browsing(client, head):
        answer = client.post(
            IMPORT, params={"dry_run": "true"}, files={"file": ("x.csv", b"a,b\n1,2\n")}
        )
        nothing = client.post(IMPORT, params={"dry_run": "true"}, files={"other": ("x.csv", b"")})
    assert answer.status_code == 422
    assert "“email”" in answer.json()["errors"][0]["message"]
    assert nothing.status_code in {400, 422}


def test_only_those_who_administer_bring_lists(
    session: Session, head: User, client: TestClient
) -> None:
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST)
    file = {"file": ("x.csv", b"email,role,at\na@b.kz,administrator,KZ\n")}
    stranger = client.post(IMPORT, params={"dry_run": "false"}, files=file, headers=ENGLISH)
    assert stranger.status_code == 401
    with browsing(client, clerk):
        assert client.post(IMPORT, params={"dry_run": "false"}, files=file).status_code == 403
    del head
