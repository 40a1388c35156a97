"""Administration in the browser: inviting, giving and ending roles, a list, the atlas's health."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.accounts.roles import give_role, role_named
from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from layers.registry import Catalogue
from tests.api.accounts.people import PASSWORD, person
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Reader, Readers, served, settings_with_page
from tests.web.test_access import forgive, settle
from tests.web.test_account_page import Atlas, sign_in
from tests.web.test_ingest_page import check_access

pytestmark = pytest.mark.browser

TURKISTAN, ARYS = "610000000", "611600000"
SECTIONS = ("roles", "organisations", "tasks", "audit", "storage", "health", "settings")
FEW = [
    pytest.param(section, (DESK, PHONE)[turn % 2], id=section)
    for turn, section in enumerate(SECTIONS)
]
OTHERS = [
    pytest.param(section, (PHONE, DESK)[turn % 2], id=f"{section}-other", marks=pytest.mark.grid)
    for turn, section in enumerate(SECTIONS)
]
"""Each section once; `make grid` takes the other width too."""
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Atlas]:
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        settings = settings_with_page(url, tmp_path_factory.mktemp("administration"))
        with served(settings, catalogue, url) as address:
            found = Atlas(address, make_sessions(engine))
            for name, role, at in (
                ("Серік Әкімов", "akimat_head", TURKISTAN),
                ("Дана Оператор", "administrator", "KZ"),
                ("Айгүл Серікова", "akimat_clerk", ARYS),
                ("Берік Мұрат", "heritage_officer", ARYS),
            ):
                employ(found, name, role, at)
            yield found
        engine.dispose()


def employ(atlas: Atlas, name: str, role: str, at: str) -> None:
    """Let somebody have a password and a role."""
    with atlas.sessions() as session:
        user = person(session, name=name, login=f"{role}@atlas.kz")
        give_role(session, user.id, role_named(session, role), at)
        session.commit()


@pytest.fixture
def people(browser: Browser, atlas: Atlas, tmp_path: Path) -> Iterator[Readers]:
    made = Readers(browser, atlas.address, tmp_path)
    yield made
    made.leave()


def come(people: Readers, size: dict[str, int], role: str, path: str, language: str) -> Reader:
    """Somebody who has signed in at a page of administration."""
    reader = people.come(size, is_phone=size is PHONE)
    reader.page.goto(f"{reader.address}/{path}?lang={language}")
    sign_in(reader.page, f"{role}@atlas.kz")
    reader.page.locator("#panel nav").wait_for()
    return reader


def keep_picture(page: Page, name: str) -> None:
    """Keep what is seen, where a folder for pictures is named."""
    settle(page)
    if folder := os.environ.get("GRID_PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@SIZES
def test_head_invites_a_clerk_and_ends_a_role(people: Readers, size: dict[str, int]) -> None:
    reader = come(people, size, "akimat_head", "admin", "ru")
    page = reader.page
    rows = page.locator(".people > li")
    expect(rows).to_contain_text(["Айгүл Серікова", "Берік Мұрат", "Серік Әкімов"])
    keep_picture(page, "people-ru")
    check_access(page)
    login = f"saule{size['width']}@atlas.kz"
    page.locator("#invite-email").fill(login)
    page.locator("#invite-name").fill(f"Сәуле {size['width']}")
    roles = page.locator("select.role")
    expect(roles.locator("option")).to_contain_text(["Выберите роль", "Сотрудник акимата"])
    assert "Администратор" not in roles.inner_text()
    roles.select_option("akimat_clerk")
    page.get_by_role("button", name="Пригласить", exact=True).click()
    link = page.locator(".notice code")
    expect(link).to_contain_text("/account#link=")
    keep_picture(page, "invited-ru")
    page.get_by_role("link", name=f"Сәуле {size['width']}").click()
    expect(page).to_have_url(re.compile(r"/admin/people/\d+"))
    expect(page.get_by_text("дал(а): Серік Әкімов")).to_be_visible()
    keep_picture(page, "person-ru")
    check_access(page)
    page.get_by_role("button", name="Прекратить: Сотрудник акимата").click()
    expect(page.get_by_text("без роли")).to_be_visible()
    page.get_by_role("button", name="Закрыть учётную запись").click()
    page.get_by_role("button", name="Да, закрыть").click()
    expect(page.get_by_text("закрыта").first).to_be_visible()


def test_account_of_an_officer_is_beyond_the_head(people: Readers) -> None:
    reader = come(people, DESK, "akimat_head", "admin", "ru")
    page = reader.page
    page.get_by_role("link", name="Берік Мұрат").click()
    expect(page.get_by_text("У этого человека больше прав, чем у вас")).to_be_visible()
    assert page.get_by_role("button", name="Закрыть учётную запись").count() == 0


@SIZES
def test_list_is_tried_before_it_invites(
    people: Readers, size: dict[str, int], tmp_path: Path
) -> None:
    reader = come(people, size, "akimat_head", "admin", "kk")
    page = reader.page
    listed = tmp_path / "people.csv"
    wide = size["width"]
    listed.write_text(
        f"email,role,at\nx{wide}@atlas.kz,akimat_clerk,{ARYS}\ny@atlas.kz,administrator,KZ\n"
    )
    page.locator("#people-file").set_input_files(listed)
    expect(page.get_by_text("қабылданбады")).to_be_visible()
    keep_picture(page, "list-kk")
    page.get_by_role("button", name="1 адамды шақыру").click()
    expect(page.get_by_text("Сілтемелерді көшіру")).to_be_visible()
    expect(page.locator("#panel code").filter(has_text="#link=")).to_have_count(1)


@pytest.mark.parametrize(("section", "size"), FEW + OTHERS)
def test_administrator_sees_every_section(
    people: Readers, section: str, size: dict[str, int]
) -> None:
    language = "kk" if size is PHONE else "en"
    reader = come(people, size, "administrator", f"admin/{section}", language)
    page = reader.page
    page.locator("#panel .part").first.wait_for()
    page.locator("#panel .loading").wait_for(state="detached")
    keep_picture(page, f"{section}-{language}")
    check_access(page)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


def test_organisation_is_added_and_role_changed(people: Readers) -> None:
    reader = come(people, DESK, "administrator", "admin/organisations", "en")
    page = reader.page
    page.get_by_role("button", name="Add an organisation").click()
    page.get_by_label("Title in Kazakh").fill("Мұражай")
    page.get_by_label("Title in Russian").fill("Музей")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".rows")).to_contain_text("Мұражай")
    page.get_by_role("link", name="Roles").click()
    page.get_by_role("button", name="Change: Researcher").click()
    page.locator("textarea").fill("monuments:read_exact")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("textarea")).to_have_count(0)
    researcher = page.locator(".part").filter(has_text="researcher")
    expect(researcher.locator(".allowed")).to_contain_text("see the exact place")


def test_who_administers_nobody_is_told_so(people: Readers) -> None:
    reader = people.come(DESK)
    page = reader.page
    page.goto(f"{reader.address}/admin?lang=en")
    sign_in(page, "akimat_clerk@atlas.kz")
    expect(page.get_by_text("open to those who administer people")).to_be_visible()


def test_wrong_password_leads_nowhere(people: Readers) -> None:
    reader = people.come(DESK)
    page = reader.page
    page.goto(f"{reader.address}/admin/settings?lang=en")
    sign_in(page, "administrator@atlas.kz", PASSWORD + "x")
    page.locator("#panel [role=alert]").first.wait_for()
    assert page.locator("#panel nav").count() == 0
    forgive(reader, "401")
