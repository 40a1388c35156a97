"""What an officer does on the loading page, in a real browser, with a worker that really loads."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Request, expect

from core.embedded.cluster import EmbeddedCluster
from layers.registry import Catalogue
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Reader, Readers, served, settings_with_page
from tests.web.office import (
    WORK_TIMEOUT_MS,
    Listed,
    Office,
    confirm,
    counts,
    enter_key,
    key_of_officer,
    signed_in,
    upload,
    working,
    write_book,
    write_waypoints,
)
from tests.web.test_access import OFFENDERS, ROUNDING_PX, SMALLEST_TARGET_PX, forgive, violations

pytestmark = pytest.mark.browser

ALL_KEPT = "JSON.stringify([sessionStorage, localStorage])"
WIDEST = "(part) => part.scrollWidth - part.clientWidth"
GOOD = (
    Listed("Т-1", "Первый курган Тест", "43.3010, 68.2710", kind="Археология"),
    Listed("Т-2", "Второй курган Тест", "43.4020, 68.3720", kind="Археология"),
    Listed("Т-3", "Третий мавзолей Тест", "43.5030, 68.4730"),
)
ZERO = Listed("Т-4", "Четвёртый мавзолей Тест", "0, 0")
UNKNOWN = Listed("Т-5", "Пятый мавзолей Тест", "43.6050, 68.5750", significance="абракадабра")
NO_KIND = Listed("Т-6", "Шестой объект Тест", "43.7060, 68.6760", kind="прочее")
"""Rejected: a monument must be of a known kind."""


@pytest.fixture(scope="module")
def office(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    """A running atlas whose database the tests may write, with a worker in a thread."""
    with clone(cluster, atlas_template) as url:
        settings = settings_with_page(url, tmp_path_factory.mktemp("office"))
        with served(settings, catalogue, url) as address, working(settings, catalogue, url):
            yield Office(address, key_of_officer(url))


@pytest.fixture
def officers(browser: Browser, office: Office, tmp_path: Path) -> Iterator[Readers]:
    """A maker of officers; after the test none of them may have a complaint."""
    made = Readers(browser, office.address, tmp_path)
    yield made
    made.leave()


@pytest.fixture
def officer(officers: Readers, office: Office) -> Reader:
    """An officer at a desk who has signed in, in Russian."""
    return signed_in(officers.come(DESK, locale="ru-RU"), office)


def test_wrong_key_is_told_and_never_kept(officers: Readers) -> None:
    reader = officers.come(DESK, locale="ru-RU")
    reader.page.goto(f"{reader.address}/?lang=ru&ingest=start")
    enter_key(reader.page, "no-such-key")
    expect(reader.page.get_by_role("alert").first).to_contain_text("не знает этого ключа")
    expect(reader.page.locator("#token")).to_be_focused()
    assert "no-such-key" not in reader.page.evaluate(ALL_KEPT)
    assert "no-such-key" not in reader.page.url
    forgive(reader, "401")


def test_key_stays_in_the_tab_and_out_of_the_address(officer: Reader, office: Office) -> None:
    expect(officer.page.get_by_text("Вы: Айгүл Серікова")).to_be_visible()
    officer.page.reload()
    expect(officer.page.get_by_text("Вы: Айгүл Серікова")).to_be_visible()
    assert office.key not in officer.page.url
    assert office.key not in officer.page.evaluate("JSON.stringify(localStorage)")
    officer.page.get_by_role("button", name="Выйти").click()
    expect(officer.page.locator("#login")).to_be_visible()
    assert office.key not in officer.page.evaluate(ALL_KEPT)


def test_key_is_entered_once_for_a_device_and_known_on_every_page(
    officers: Readers, office: Office
) -> None:
    reader = officers.come(DESK, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/files?lang=ru")
    page.locator("#by-key").click()
    page.get_by_label("Запомнить на этом устройстве").check()
    enter_key(page, office.key)
    expect(page.get_by_text("Вы: Айгүл Серікова")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{reader.address}/map?lang=ru")
    expect(other.get_by_title("Вы: Айгүл Серікова")).to_be_visible()
    other.goto(f"{reader.address}/files?lang=ru")
    other.get_by_role("button", name="Выйти").click()
    other.locator("#login").wait_for()
    assert office.key not in other.evaluate(ALL_KEPT)


def test_file_is_proposed_confirmed_loaded_and_undone(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Тізім.xlsx", [*GOOD, ZERO, NO_KIND]))
    expect(page.get_by_label("Поле слоя для столбца «Рег. №»")).to_have_value("register_no")
    expect(page.get_by_label("Поле слоя для столбца «Координаты»")).to_have_value("coordinates")
    expect(page.locator(".maplibregl-canvas")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    run = page.url
    confirm(page)
    assert page.url == run
    assert counts(page) == {
        "прочитано": 5, "загружено": 3, "без изменений": 0, "ждут": 1, "отклонено": 1
    }  # fmt: skip
    problem = page.locator("li", has_text="Строка 5").last
    expect(problem).to_contain_text("0, 0")
    page.reload()
    expect(page.get_by_role("heading", name="Итог")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    page.get_by_role("button", name="Отменить загрузку").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("3 объекта")
    question.get_by_role("button", name="Да, отменить").click()
    expect(page.get_by_text("Эта загрузка отменена")).to_be_visible(timeout=WORK_TIMEOUT_MS)


def test_changed_column_and_term_are_loaded_as_told(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Мәндер.xlsx", [*GOOD, UNKNOWN]))
    first = page.get_by_label("Термин для значения «абракадабра»")
    expect(first).to_have_value("")
    first.select_option("local")
    page.get_by_label("Поле слоя для столбца «Атауы»").select_option("")
    confirm(page)
    assert counts(page)["загружено"] == len(GOOD) + 1
    page.get_by_role("button", name="Показать на карте").click()
    expect(page.locator(".buttons")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    assert "/files" not in page.url
    loaded = page.request.get(f"{officer.address}/api/collections/monuments").json()["count"]
    expect(page.locator(".strip button").first).to_contain_text(str(loaded))
    officer.page.goto(f"{officer.address}/?lang=kk&q=Пятый мавзолей Тест")
    page.get_by_role("combobox").first.focus()
    expect(page.get_by_role("option").first).to_contain_text("Пятый мавзолей Тест")


def test_kind_of_waypoints_is_chosen_once_for_all(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(
        page, write_waypoints(tmp_path / "Жорық.gpx", "Обо Тест", "Кулпытас Тест", "Сынтас Тест")
    )
    kind = page.get_by_role("region", name="Одно значение для всех строк").get_by_label("Вид")
    expect(kind).to_have_value("")
    expect(page.get_by_text("Обязательное поле останется пустым: Вид")).to_be_visible()
    kind.select_option(label="Археология")
    expect(page.get_by_text("Обязательное поле останется пустым")).to_have_count(0)
    confirm(page)
    assert (counts(page)["загружено"], counts(page)["отклонено"]) == (3, 0)


def test_columns_in_which_nothing_stands_are_shown_on_demand(
    officer: Reader, tmp_path: Path
) -> None:
    page = officer.page
    path = tmp_path / "Бос бағандар.csv"
    empty = [f"Графа {number}" for number in range(1, 7)]
    header = ["Наименование памятника", "Вид памятника", "Координаты", *empty]
    row = ["Шың Тест", "Археология", "43.3010, 68.2710", *("" for _ in empty)]
    path.write_text(f"{';'.join(header)}\n{';'.join(row)}\n", encoding="utf-8")
    upload(page, path)
    fields = page.get_by_label(re.compile("^Поле слоя для столбца"))
    button = page.get_by_role("button", name=re.compile(r"^Показать \d+ пуст"))
    expect(button).to_be_visible(timeout=WORK_TIMEOUT_MS)
    before = fields.count()
    button.click()
    expect(button).to_have_count(0)
    assert fields.count() > before + 3


def test_two_columns_for_one_field_cannot_be_confirmed(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Екі.xlsx", GOOD))
    page.get_by_label("Поле слоя для столбца «Прим.»").select_option("register_no")
    expect(page.get_by_role("alert").filter(has_text="несколько столбцов")).to_be_visible()
    expect(page.get_by_role("button", name="Подтвердить и загрузить")).to_be_disabled()


def test_checking_writes_nothing(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    unwritten = Listed("Ж-1", "Не записан Тест", "43.8010, 68.7710")
    upload(page, write_book(tmp_path / "Тек тексеру.xlsx", [unwritten]))
    page.get_by_label("Только проверить").check()
    page.get_by_role("button", name="Проверить все строки").click()
    expect(page.get_by_text("Это была только проверка")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    assert counts(page)["загружено"] == 1
    found = page.request.get(f"{officer.address}/api/search", params={"q": "Не записан Тест"})
    assert "Не записан" not in str(found.json()["results"])


def test_waiting_row_is_decided_and_followed(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    known = page.request.get(f"{officer.address}/api/collections/monuments/items/9").json()
    lon, lat = known["geometry"]["coordinates"]
    name = known["properties"]["name_ru"]
    same = Listed("Қ-1", name, f"{lat}, {lon}", name_kk=known["properties"]["name_kk"])
    upload(page, write_book(tmp_path / "Ұқсас.xlsx", [same]))
    confirm(page)
    assert counts(page)["ждут"] == 1
    card = page.get_by_role("group", name="Строка 2")
    card.get_by_label("Это новый объект").check()
    page.reload()
    expect(card.get_by_label("Это новый объект")).to_be_checked(timeout=WORK_TIMEOUT_MS)
    before = page.url
    page.get_by_role("button", name="Выполнить 1 решение").click()
    expect(page).not_to_have_url(before)
    expect(page.get_by_role("button", name="Ожидавшие строки загрузки")).to_be_visible()
    expect(page.get_by_role("heading", name="Итог")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    assert counts(page)["загружено"] == 1


def test_value_of_a_rejected_row_and_place_of_two_columns_are_written_anew(
    officer: Reader, tmp_path: Path
) -> None:
    page = officer.page
    path = tmp_path / "Екі баған.csv"
    path.write_text(
        "Рег. №;Наименование памятника;Вид памятника;Широта;Долгота\n"
        "Ж-1;Первый вал Тест;Археология;433;68,27\n"
        "Ж-2;Второй вал Тест;прочее;43,41;68,38\n",
        encoding="utf-8",
    )
    upload(page, path)
    confirm(page)
    assert (counts(page)["ждут"], counts(page)["отклонено"]) == (1, 1)
    misplaced = page.get_by_role("group", name="Первый вал Тест · Строка 2")
    misplaced.get_by_text("Строка как в файле").click()
    expect(misplaced).to_contain_text("68,27")
    misplaced.get_by_label("Исправлю значение").check()
    misplaced.get_by_role("textbox").first.fill("43,31 68,27")
    unknown = page.get_by_role("group", name="Второй вал Тест · Строка 3")
    unknown.get_by_label("Исправлю значение").check()
    unknown.get_by_role("combobox").select_option(label="Археология")
    page.reload()
    expect(unknown.get_by_label("Исправлю значение")).to_be_checked(timeout=WORK_TIMEOUT_MS)
    first = page.url
    page.get_by_role("button", name="Выполнить 2 решения").click()
    expect(page).not_to_have_url(first)
    expect(page.get_by_role("heading", name="Итог")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    assert counts(page)["загружено"] == 2
    page.goto(first)
    expect(page.get_by_text("выполнено в загрузке").first).to_be_visible(timeout=WORK_TIMEOUT_MS)
    expect(page.get_by_text("Пока ничего не решено")).to_be_visible()


def test_sheet_that_was_found_is_the_one_that_is_loaded(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Титул.xlsx", GOOD[:1], before="Пояснения"))
    expect(page.get_by_label("Лист")).to_have_value("")
    page.get_by_label("Только проверить").check()
    page.get_by_role("button", name="Проверить все строки").click()
    expect(page.get_by_text("Это была только проверка")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    assert counts(page)["прочитано"] == 1


def test_other_sheet_is_looked_at_again(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Парақтар.xlsx", GOOD, before="Пояснения"))
    first = page.url
    page.get_by_label("Лист").select_option("Список")
    page.get_by_role("button", name="Просмотреть заново").click()
    expect(page).not_to_have_url(first)
    expect(page.get_by_label("Поле слоя для столбца «Рег. №»")).to_have_value(
        "register_no", timeout=WORK_TIMEOUT_MS
    )
    expect(page.get_by_label("Лист")).to_have_value("Список")
    page.goto(first)
    expect(page.get_by_text("Загрузка остановлена")).to_be_visible(timeout=WORK_TIMEOUT_MS)


def test_report_is_a_workbook_that_holds_the_left_row(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Есеп.xlsx", [ZERO]))
    confirm(page)
    with page.expect_download() as asked:
        page.get_by_role("button", name="Скачать отчёт").click()
    report = tmp_path / "report.xlsx"
    asked.value.save_as(report)
    book = load_workbook(report)
    cells = [cell.value for row in book.worksheets[0] for cell in row]
    book.close()
    assert ZERO.name in cells


def test_several_files_become_several_runs_in_the_list(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    files = [write_book(tmp_path / f"Файл {n}.xlsx", GOOD) for n in (1, 2)]
    page.locator("input[type=file]").set_input_files(files)
    for file in files:
        expect(page.get_by_role("button", name=re.compile(f"Открыть.*{file.name}"))).to_be_visible()
    listed = page.locator("section").filter(has_text="Прежние загрузки")
    for file in files:
        expect(listed.get_by_role("button", name=file.name).first).to_be_visible()


def test_unreadable_file_says_why(officer: Reader, tmp_path: Path) -> None:
    broken = tmp_path / "Бүлінген.xlsx"
    broken.write_bytes(b"not a workbook")
    officer.page.locator("input[type=file]").set_input_files(broken)
    expect(officer.page.get_by_role("alert").filter(has_text=re.compile("[а-я]{4}"))).to_be_visible(
        timeout=WORK_TIMEOUT_MS
    )
    forgive(officer, "422")


def test_lost_connection_while_loading_is_waited_out(officer: Reader, tmp_path: Path) -> None:
    page = officer.page
    upload(page, write_book(tmp_path / "Байланыс.xlsx", GOOD))
    number = urlparse(page.url).path.rpartition("/")[2]
    page.route(f"**/api/ingest/{number}", lambda route: route.abort())
    page.get_by_role("button", name="Подтвердить и загрузить").click()
    expect(page.get_by_text("Связь прервалась")).to_be_visible()
    page.unroute(f"**/api/ingest/{number}")
    expect(page.get_by_role("heading", name="Итог")).to_be_visible(timeout=WORK_TIMEOUT_MS)
    forgive(officer, "ERR_FAILED")


def test_tourist_does_not_fetch_the_loading_page(officers: Readers) -> None:
    reader = officers.come(PHONE, is_phone=True)
    scripts: list[str] = []
    reader.page.on("request", lambda each: scripts.append(each.url) if is_script(each) else None)
    reader.open()
    assert not loading_pages(reader, scripts)
    reader.page.get_by_role("button", name="Деректерді жүктеу").tap()
    expect(reader.page.locator("#login")).to_be_visible()
    assert loading_pages(reader, scripts)


def is_script(request: Request) -> bool:
    return request.url.endswith(".js")


def loading_pages(reader: Reader, scripts: Iterable[str]) -> list[str]:
    """The scripts that send files to the atlas."""
    return [url for url in scripts if "/api/ingest" in reader.page.request.get(url).text()]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_can_use_the_page(
    officers: Readers, office: Office, tmp_path: Path, size: dict[str, int]
) -> None:
    reader = officers.come(size, is_phone=size is PHONE, locale="ru-RU")
    page = reader.page
    page.goto(f"{reader.address}/?lang=ru&ingest=start")
    page.locator("#login").wait_for()
    check_access(page)
    signed_in(reader, office)
    check_access(page)
    upload(page, write_book(tmp_path / "Барлығына.xlsx", [*GOOD, ZERO, UNKNOWN]))
    page.locator(".maplibregl-canvas").wait_for()
    check_access(page)
    confirm(page)
    page.locator(".loading").first.wait_for(state="detached")
    check_access(page)


def check_access(page: Page) -> None:
    """Require that axe finds nothing serious, nothing is too small for a finger or sticks out."""
    assert violations(page) == []
    small = [
        each
        for each in page.evaluate(OFFENDERS)
        if each["height"] < SMALLEST_TARGET_PX - ROUNDING_PX
    ]
    assert small == []
    for part in ("html", "#panel"):
        assert page.locator(part).evaluate(WIDEST) == 0
