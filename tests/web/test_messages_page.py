"""Messages on the account's page, a forgotten password, and signing in by a code."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, update

from core.accounts.contacts.requests import answer_requests
from core.accounts.user import User
from core.clock import Clock
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.message_settings import MessageSettings, smtp_server
from core.messages.bouncing import mark_bounced
from core.messages.post_office import post_office
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.accounts.people import PASSWORD, person
from tests.core.messages.mail_server import Inbox, mail_server
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Readers, served, settings_with_page
from tests.web.test_access import forgive
from tests.web.test_account_page import sign_in
from tests.web.test_ingest_page import check_access

pytestmark = pytest.mark.browser

OTHER = "brisk heron velvet quarry"


@dataclass(frozen=True, slots=True)
class Office:
    """A served atlas with a mail server."""

    address: str
    sessions: SessionFactory
    settings: Settings
    inbox: Inbox

    def somebody(self, name: str, login: str) -> None:
        """A person with a password and a confirmed address."""
        with self.sessions() as session:
            user = person(session, name=name, login=login)
            confirmed = update(User).where(User.id == user.id)
            session.execute(confirmed.values(email_confirmed_at=func.now()))
            session.commit()

    def letter(self) -> str:
        """What the last letter says, after the worker's turn."""
        answer_requests(self.sessions)
        settings = self.settings
        post_office(
            self.sessions,
            settings.messages,
            data_folder=settings.data_folder,
            base=self.address,
            clock=Clock(),
        ).send_due()
        return str(self.inbox.letters[-1].get_content())


@pytest.fixture(scope="module")
def office(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    with clone(cluster, atlas_template) as url, mail_server(Inbox()) as inbox:
        engine = make_engine(url)
        plain = settings_with_page(url, tmp_path_factory.mktemp("messages"))
        messages = MessageSettings(
            smtp=smtp_server(inbox.url),
            sender="atlas@atlas.kz",
            sms_webhook="http://127.0.0.1:9/",
        )
        settings = replace(plain, messages=messages)
        with served(settings, catalogue, url) as address:
            yield Office(address, make_sessions(engine), settings, inbox)
        engine.dispose()


@pytest.fixture
def people(browser: Browser, office: Office, tmp_path: Path) -> Iterator[Readers]:
    made = Readers(browser, office.address, tmp_path)
    yield made
    made.leave()


def keep(page: Page, name: str) -> None:
    """Keep what is seen, where a folder for pictures is named."""
    if folder := os.environ.get("GRID_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_forgotten_password_is_chosen_anew_from_the_sign_in_page(
    people: Readers, office: Office, size: dict[str, int]
) -> None:
    login = f"saule{size['width']}@gov.kz"
    office.somebody(f"Сәуле {size['width']}", login)
    reader = people.come(size, is_phone=size is PHONE, locale="kk-KZ")
    page = reader.page
    page.goto(f"{reader.address}/account?lang=kk")
    page.locator("#forgotten").click()
    page.locator("#forgotten-login").fill(login)
    page.get_by_role("button", name="Сілтеме жіберу").click()
    expect(page.locator("p.notice")).to_contain_text("сілтеме поштаға кетті")
    check_access(page)
    keep(page, f"forgotten-{size['width']}-kk")
    found = re.search(r"/account#link=(\S+)", office.letter())
    assert found is not None
    page.goto(f"{reader.address}/account?lang=kk#link={found[1]}")
    page.reload()
    page.goto(f"{reader.address}/account?lang=kk#link={found[1]}")
    page.locator("#new-password").fill(OTHER)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Сәуле {size['width']}")).to_be_visible()


def test_code_from_a_letter_signs_one_in(people: Readers, office: Office) -> None:
    office.somebody("Данияр", "daniyar@gov.kz")
    reader = people.come(PHONE, is_phone=True, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/account?lang=ru")
    page.locator("#by-code").click()
    page.locator("#code-login").fill("daniyar@gov.kz")
    page.get_by_role("button", name="Прислать код").click()
    page.locator("#code").fill("00000000")
    page.get_by_role("button", name="Войти", exact=True).last.click()
    expect(page.get_by_role("alert").last).to_contain_text("Код неверен")
    check_access(page)
    keep(page, "code-390-ru")
    found = re.search(r"\b\d{8}\b", office.letter())
    assert found is not None
    page.locator("#code").fill(f"{found[0][:4]} {found[0][4:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Данияр")).to_be_visible()
    forgive(reader, "401")


@pytest.mark.parametrize(("size", "language"), [(DESK, "ru"), (PHONE, "kk")], ids=["desk", "phone"])
def test_person_chooses_when_and_by_what_they_are_told(
    people: Readers, office: Office, size: dict[str, int], language: str
) -> None:
    login = f"marat{size['width']}@gov.kz"
    office.somebody(f"Марат {size['width']}", login)
    with transaction(office.sessions) as session:
        mark_bounced(session, login, "550 5.1.1 mailbox is full")
    reader = people.come(size, is_phone=size is PHONE, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/account?lang={language}")
    sign_in(page, login, PASSWORD)
    expect(page.get_by_text("mailbox is full")).to_be_visible()
    page.locator("#message-digest").select_option("daily")
    page.locator("#quiet").check()
    check_access(page)
    part = page.locator("#messages")
    part.locator("form .button.main").click()
    expect(part.get_by_role("status")).to_be_visible()
    keep(page, f"messages-{size['width']}-{language}")
    if folder := os.environ.get("GRID_PICTURES"):
        part.screenshot(path=Path(folder) / f"part-{size['width']}-{language}.png")
        page.locator("section", has=page.locator("#new-email")).screenshot(
            path=Path(folder) / f"contacts-{size['width']}-{language}.png"
        )
    page.reload()
    expect(page.locator("#message-digest")).to_have_value("daily")
    expect(page.locator("#quiet")).to_be_checked()
    page.get_by_role("button", name=re.compile("^(Подтвердить|Растау)$")).first.click()
    expect(page.get_by_text(re.compile("откройте ссылку|сілтемені ашыңыз"))).to_be_visible()
    found = re.search(r"/account#link=(\S+)", office.letter())
    assert found is not None
    page.goto(f"{reader.address}/map?lang={language}")
    page.goto(f"{reader.address}/account?lang={language}#link={found[1]}")
    page.get_by_role("button", name=re.compile("^(Подтвердить|Растау)$")).click()
    expect(page.get_by_text(re.compile("Почта подтверждена|Пошта расталды"))).to_be_visible()
    page.get_by_role("button", name=re.compile("К учётной записи|Есептік жазбаға")).click()
    expect(page.get_by_text(re.compile("— (подтверждено|расталған)"))).to_be_visible()
    expect(page.get_by_text("mailbox is full")).to_be_hidden()
