"""The code at sign-in on the page: turned on by a QR code, asked for, turned off."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.clock import Clock
from core.database.engine import transaction
from tests.api.accounts.people import PASSWORD, person
from tests.api.accounts.second_factor import code_of
from tests.web.conftest import DESK, PHONE, Readers
from tests.web.test_access import forgive, settle
from tests.web.test_account_page import Atlas, atlas, people, sign_in
from tests.web.test_ingest_page import check_access

pytestmark = pytest.mark.browser
__all__ = ["atlas", "people"]


@pytest.mark.parametrize(
    ("size", "language", "turn_on"),
    [(DESK, "ru", "Включить"), (PHONE, "kk", "Қосу")],
    ids=["desk", "phone"],
)
def test_person_turns_the_code_on_and_is_asked_for_it(  # noqa: PLR0913, PLR0917 - fixtures
    people: Readers,
    atlas: Atlas,
    clock: Clock,
    size: dict[str, int],
    language: str,
    turn_on: str,
    tmp_path: Path,
) -> None:
    login = f"sara{size['width']}@gov.kz"
    with transaction(atlas.sessions) as session:
        person(session, "*:read_sealed", name=f"Сара {size['width']}", login=login)
    reader = people.come(size, is_phone=size is PHONE, locale=f"{language}-KZ")
    page = reader.page
    page.goto(f"{reader.address}/account?lang={language}")
    sign_in(page, login)
    page.get_by_role("button", name=turn_on, exact=True).click()
    expect(page.locator("svg.qr")).to_be_visible()
    check_access(page)
    page.screenshot(path=str(tmp_path / "enrolment.png"), full_page=True)
    secret = page.locator(".secret").inner_text()
    page.locator("#enrolment-code").fill(code_of(secret, clock, -1))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Закрытые сведения|Құпия мәліметтер"))).to_have_count(0)
    expect(page.locator(".codes li")).to_have_count(10)
    expect(page.locator("svg.qr")).to_have_count(0)
    recovery = page.locator(".codes code").first.inner_text()
    check_access(page)
    page.locator(".codes").scroll_into_view_if_needed()
    page.screenshot(path=str(tmp_path / "codes.png"))
    page.reload()
    expect(page.locator(".codes")).to_have_count(0)
    settle(page)  # what is still asked for as one leaves would be refused
    page.locator("button.out").click()
    sign_in(page, login, PASSWORD)
    expect(page.locator("#sign-in-code")).to_be_visible()
    check_access(page)
    page.locator("#sign-in-code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).not_to_be_empty()
    page.screenshot(path=str(tmp_path / "code.png"), full_page=True)
    page.locator("#sign-in-code").fill(recovery)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Сара {size['width']}")).to_be_visible()
    forgive(reader, "422")
