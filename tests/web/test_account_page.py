"""The account's page: an invitation, signing in and out, a device's password, other sessions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select, update

from core.accounts.inviting import Invitation, invite
from core.accounts.sign_in_sessions import SignInSession
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.api.accounts.people import PASSWORD, basic, person
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Readers, served, settings_with_page
from tests.web.test_access import forgive
from tests.web.test_ingest_page import check_access

pytestmark = pytest.mark.browser

ARYS = "611600000"
LOGIN = "aigul@turkistan.gov.kz"


@dataclass(frozen=True, slots=True)
class Atlas:
    """A served atlas in whose database people may be made."""

    address: str
    sessions: SessionFactory

    def invited(self, login: str = LOGIN, name: str = "Айгүл Серікова") -> str:
        """The secret of somebody's invitation."""
        with transaction(self.sessions) as session:
            _, secret = invite(session, Invitation(login, "heritage_officer", ARYS, name))
        assert secret is not None
        return secret


@pytest.fixture(scope="module")
def atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Atlas]:
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        settings = settings_with_page(url, tmp_path_factory.mktemp("accounts"))
        with served(settings, catalogue, url) as address:
            yield Atlas(address, make_sessions(engine))
        engine.dispose()


@pytest.fixture
def people(browser: Browser, atlas: Atlas, tmp_path: Path) -> Iterator[Readers]:
    made = Readers(browser, atlas.address, tmp_path)
    yield made
    made.leave()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.locator("#login").fill(login)
    page.locator("#password").fill(password)
    page.keyboard.press("Enter")


def end_sessions(atlas: Atlas) -> None:
    """End all sessions, as an operator or another device of theirs may."""
    with transaction(atlas.sessions) as session:
        session.execute(update(SignInSession).values(ended_at=func.now()))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_invited_person_chooses_a_password_and_finds_their_role(
    people: Readers, atlas: Atlas, size: dict[str, int]
) -> None:
    login = f"aigul{size['width']}@turkistan.gov.kz"
    secret = atlas.invited(login, f"Айгүл {size['width']}")
    reader = people.come(size, is_phone=size is PHONE, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/account?lang=ru#link={secret}")
    expect(page.get_by_role("heading", name="Выберите пароль")).to_be_visible()
    assert secret not in page.url
    expect(page.get_by_text(login)).to_be_visible()
    check_access(page)
    page.locator("#new-password").fill("password12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("легко угадать")
    page.locator("#new-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Специалист по охране наследия")).to_be_visible()
    expect(page.get_by_text("Арысь")).to_be_visible()
    check_access(page)
    assert PASSWORD not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.get_by_role("button", name="К карте").click()
    reader.wait_for_map()
    expect(page.get_by_title(f"Вы: Айгүл {size['width']}")).to_be_visible()
    forgive(reader, "422")


def test_person_signs_in_stays_and_signs_out(people: Readers, atlas: Atlas) -> None:
    with transaction(atlas.sessions) as session:
        person(session, name="Серік", login="serik@gov.kz")
    reader = people.come(DESK, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/map?lang=ru")
    page.get_by_title("Вход").click()
    expect(page).to_have_title(re.compile("Моя учётная запись"))
    sign_in(page, "serik@gov.kz", "something else")
    expect(page.get_by_role("alert").first).to_contain_text("Неверный логин или пароль")
    sign_in(page, "serik@gov.kz")
    expect(page.get_by_role("heading", name="Серік")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Серік")).to_be_visible()
    page.get_by_role("button", name="Выйти").click()
    expect(page.locator("#login")).to_be_visible()
    page.reload()
    expect(page.locator("#login")).to_be_visible()
    forgive(reader, "401")


def test_device_gets_a_password_that_is_shown_once(people: Readers, atlas: Atlas) -> None:
    with transaction(atlas.sessions) as session:
        person(session, "monuments:read_hidden", name="Дана", login="dana@gov.kz")
    reader = people.come(PHONE, is_phone=True, locale="kk-KZ")
    page = reader.page
    page.goto(f"{reader.address}/account?lang=kk")
    sign_in(page, "dana@gov.kz")
    page.locator("#token-label").fill("жұмыстағы QGIS")
    page.get_by_role("button", name="Жасау").click()
    secret = page.locator(".secret").inner_text()
    asked = f"{reader.address}/api/me"
    device = page.request.get(asked, headers=basic("dana@gov.kz", secret))
    assert device.json()["grants"] == ["monuments:read_hidden@KZ"]
    page.reload()
    expect(page.get_by_text("жұмыстағы QGIS")).to_be_visible()
    assert secret not in page.content()
    page.get_by_role("button", name="Жою").click()
    expect(page.get_by_text("Әзірге жоқ.")).to_be_visible()
    assert page.request.get(asked, headers=basic("dana@gov.kz", secret)).status == 401


def test_session_that_was_ended_elsewhere_is_told_and_the_map_goes_on(
    people: Readers, atlas: Atlas
) -> None:
    with transaction(atlas.sessions) as session:
        person(session, name="Ерлан", login="erlan@gov.kz")
    reader = people.come(DESK, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/account?lang=ru")
    sign_in(page, "erlan@gov.kz")
    expect(page.get_by_role("heading", name="Ерлан")).to_be_visible()
    end_sessions(atlas)
    page.get_by_role("button", name="К карте").click()
    reader.wait_for_map()
    page.get_by_title(re.compile("Вы: Ерлан|Вход")).click()
    expect(page.get_by_text("Сеанс закончился")).to_be_visible()
    forgive(reader, "401")


def test_what_is_computed_after_the_session_ended_is_asked_as_a_stranger(
    people: Readers, atlas: Atlas
) -> None:
    with transaction(atlas.sessions) as session:
        person(session, name="Дина", login="dina@gov.kz")
    reader = people.come(DESK)
    page = reader.page
    page.goto(f"{reader.address}/account?lang=en")
    sign_in(page, "dina@gov.kz")
    expect(page.get_by_role("heading", name="Дина")).to_be_visible()
    reader.open("?lang=en&region=610000000&panel=coverage")
    end_sessions(atlas)
    panel = page.locator("#panel")
    panel.get_by_role("button", name="Compute").click()
    expect(panel.get_by_role("table").first).to_be_visible()
    expect(panel.get_by_role("button", name="Try again")).to_have_count(0)
    forgive(reader, "401")


def test_opened_object_is_asked_for_anew_when_somebody_signs_in_or_the_session_ends(
    people: Readers, atlas: Atlas
) -> None:
    with transaction(atlas.sessions) as session:
        person(session, "monuments:read_hidden@KZ", name="Гүлнар", login="gulnar@gov.kz")
    with transaction(atlas.sessions) as session:
        hidden = session.scalars(select(Monument).where(Monument.name_ru.is_not(None))).first()
        assert hidden is not None
        hidden.visibility = "hidden"
        number, name = hidden.id, str(hidden.name_ru)
    reader = people.come(DESK)
    page, panel = reader.page, reader.page.locator("#panel")
    reader.open(f"?lang=ru&object=monuments:{number}")
    expect(panel.get_by_role("alert")).to_be_visible()
    page.get_by_title("Вход").click()
    sign_in(page, "gulnar@gov.kz")
    expect(page.get_by_role("heading", name="Гүлнар")).to_be_visible()
    page.go_back()
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    end_sessions(atlas)
    page.get_by_role("combobox", name="Поиск").fill("Тараз")
    expect(panel.get_by_role("heading", name=name)).to_have_count(0)
    forgive(reader, "401")
    forgive(reader, "404")
