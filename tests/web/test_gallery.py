"""Photographs on a card: seen large by keys, sent through a lost connection, ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from sqlalchemy import select

from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.api.accounts.people import PASSWORD, person
from tests.api.media.tus_client import photo, placed_photo
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Readers, served, settings_with_page
from tests.web.test_ingest_page import check_access

pytestmark = pytest.mark.browser

LOGIN = "saule@gov.kz"


@dataclass(frozen=True, slots=True)
class Gallery:
    """A served atlas with a monument and somebody who may edit it."""

    address: str
    sessions: SessionFactory
    monument: int

    @property
    def card(self) -> str:
        """The address of the monument's card."""
        return f"{self.address}/objects/monuments/{self.monument}"


@pytest.fixture(scope="module")
def gallery(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Gallery]:
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            number = session.scalars(select(Monument.id).order_by(Monument.id).limit(1)).one()
        with sessions() as session:
            person(session, "monuments:write", name="Сәуле", login=LOGIN)
        settings = settings_with_page(url, tmp_path_factory.mktemp("gallery"))
        with served(settings, catalogue, url) as address:
            yield Gallery(address, sessions, number)
        engine.dispose()


@pytest.fixture
def people(browser: Browser, gallery: Gallery, tmp_path: Path) -> Iterator[Readers]:
    made = Readers(browser, gallery.address, tmp_path)
    yield made
    made.leave()


def signed_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account?lang=ru")
    page.locator("#login").fill(LOGIN)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("heading", name="Выйти").or_(page.get_by_text("Сәуле")).first
    ).to_be_visible()


def files(folder: Path) -> list[Path]:
    """A large photograph with a place in it, and another one."""
    first, second = folder / "кесене.jpg", folder / "b.png"
    first.write_bytes(placed_photo())
    second.write_bytes(photo((900, 700), "PNG", (30, 90, 150)))
    return [first, second]


def require_whole_picture(picture: Locator) -> None:
    """Require that a picture takes most of the screen once it is there, and nothing beyond."""
    expect(picture).to_have_js_property("complete", value=True)
    box = picture.bounding_box()
    assert box is not None
    assert DESK["width"] / 2 < box["width"] <= DESK["width"]
    assert DESK["height"] / 2 < box["height"] <= DESK["height"]


def test_photos_reach_the_card_and_everyone(
    people: Readers, gallery: Gallery, tmp_path: Path
) -> None:
    reader = people.come(PHONE, is_phone=True, locale="ru-RU")
    page = reader.page
    signed_in(page, reader.address)
    page.goto(f"{gallery.card}?lang=ru")
    page.get_by_label("После загрузки показать всем").check()
    lost: list[str] = []

    def lose(route: Route) -> None:
        """Break the first piece of a file."""
        if lost or route.request.method != "PATCH":
            route.continue_()
        else:
            lost.append(route.request.method)
            route.abort("connectionreset")

    page.route(
        "**/api/media/*",
        lambda route: lose(route) if route.request.method == "PATCH" else route.continue_(),
    )
    page.locator("input[type=file][multiple]").set_input_files(files(tmp_path))
    tiles = page.locator("section li figure img")
    expect(tiles).to_have_count(2)
    assert lost == ["PATCH"]
    reader.complaints.clear()
    check_access(page)
    page.get_by_role("button", name="Описать").first.click()
    page.get_by_label("Подпись на русском").fill("Вид с востока")
    page.get_by_label("Подпись на казахском").fill("Шығыстан көрініс")
    page.get_by_label("Что на снимке (для незрячих) на русском").fill("Купол над стеной")
    page.get_by_label("Автор", exact=True).fill("С. Ахметова")
    page.get_by_label("Лицензия").select_option("CC-BY-4.0")
    check_access(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Вид с востока")).to_be_visible()
    stranger = people.come(DESK, locale="kk-KZ")
    page = stranger.page
    page.goto(f"{gallery.card}?lang=kk")
    expect(page.locator("section li figure img")).to_have_count(2)
    expect(page.get_by_text("Шығыстан көрініс")).to_be_visible()
    expect(page.get_by_role("button", name="Сипаттау")).to_have_count(0)
    check_access(page)
    page.get_by_role("button", name="Үлкейтіп ашу").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1 / 2")).to_be_visible()
    expect(dialog.get_by_text("С. Ахметова")).to_be_visible()
    require_whole_picture(dialog.locator("img"))
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_text("2 / 2")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_text("1 / 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_order_is_changed_by_keys_and_kept(
    people: Readers, gallery: Gallery, tmp_path: Path
) -> None:
    reader = people.come(DESK, locale="ru-RU")
    page = reader.page
    signed_in(page, reader.address)
    page.goto(f"{gallery.card}?lang=ru")
    tiles = page.locator("section li figure img")
    page.locator("input[type=file][multiple]").set_input_files(files(tmp_path))
    expect(page.get_by_text("похожий файл").or_(tiles.nth(1)).first).to_be_visible()
    expect(tiles.nth(1)).to_be_visible()
    before = [tiles.nth(place).get_attribute("src") for place in (0, 1)]
    page.get_by_role("button", name="Передвинуть позже").first.focus()
    page.keyboard.press("Enter")
    expect(tiles.nth(0)).to_have_attribute("src", before[1] or "")
    page.reload()
    expect(tiles.nth(0)).to_have_attribute("src", before[1] or "")


def test_program_is_no_film_whatever_its_name(
    people: Readers, gallery: Gallery, tmp_path: Path
) -> None:
    reader = people.come(DESK, locale="ru-RU")
    page = reader.page
    signed_in(page, reader.address)
    page.goto(f"{gallery.card}?lang=ru")
    evil = tmp_path / "film.mp4"
    evil.write_bytes(b"MZ" + bytes(range(256)) * 8)
    page.locator("input[type=file][multiple]").set_input_files(evil)
    expect(page.get_by_role("alert").filter(has_text="Файл не принят")).to_be_visible()
    assert any("422" in each for each in reader.complaints)
    reader.complaints.clear()
