"""Nobody sees a file by any address who may not read what it belongs to."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.user import User
from core.media.media_item import MediaItem
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from tests.api.asking import ENGLISH, monument, regrant, report, signed_in
from tests.api.media.tus_client import (
    PDF,
    film,
    linked,
    photo,
    placed_photo,
    shown,
    uploaded,
)
from tests.world.drawing import draw_squares

VARIANTS = ("thumb.webp", "medium.webp", "large.webp", "original", "stream", "file", "nothing")
Headers = dict[str, str]


@pytest.fixture
def officer(session: Session) -> Headers:
    """The headers of somebody who may edit monuments and sees all of them."""
    return signed_in(session, "*:write", "*:read_hidden", "*:read_exact")


@pytest.fixture
def other(session: Session) -> Headers:
    """The headers of somebody who may nothing."""
    return signed_in(session, "tourist_routes:edit")


def doors(address: str) -> Iterator[tuple[str, Headers]]:
    """Every way in which bytes or facts of a file may be asked for."""
    yield address, {}
    for variant in VARIANTS:
        yield f"{address}/{variant}", {}
        yield f"{address}/{variant}", {"Range": "bytes=0-3"}
        yield f"{address}/{variant}", {"If-None-Match": "*"}
        yield f"{address}/{variant}?signed=1.99999999999.{'0' * 64}", {}


def assert_closed(client: TestClient, caller: Headers, address: str) -> None:
    """No door tells the caller anything but that there is nothing."""
    for path, more in doors(address):
        for ask in (client.get, client.head):
            answer = ask(path, headers={**caller, **more})
            assert answer.status_code == 404, path
            assert "ETag" not in answer.headers
            assert "Upload-Length" not in answer.headers


@pytest.fixture
def row(session: Session) -> Monument:
    """A public monument."""
    draw_squares(session)
    return monument(session)


def test_file_without_object_is_its_uploaders(
    client: TestClient, officer: Headers, other: Headers
) -> None:
    address = uploaded(client, officer, photo())
    shown(client, officer, address)
    for caller in ({}, other):
        assert_closed(client, caller, address)
    assert client.get(f"{address}/thumb.webp", headers=officer).status_code == 200


def test_file_of_public_object_is_seen_once_it_may_be_shown(
    client: TestClient, officer: Headers, other: Headers, row: Monument
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    for caller in ({}, other):
        assert_closed(client, caller, address)
    shown(client, officer, address, caption={"kk": "Кесене", "ru": "Мавзолей", "en": "Tomb"})
    for caller in ({}, other):
        for variant in ("thumb.webp", "medium.webp", "large.webp"):
            assert client.get(f"{address}/{variant}", headers=caller).status_code == 200
        assert client.get(f"{address}/original", headers=caller).status_code == 404
        [told] = client.get(
            "/api/media", params={"layer": "monuments", "feature": row.id}, headers=caller
        ).json()["media"]
        assert told["caption"]["ru"] == "Мавзолей"
        assert not {"file_name", "sha256", "taken_place", "alike"} & told.keys()
        assert "original" not in {each["name"] for each in told["variants"]}


@pytest.mark.parametrize("visibility", ["hidden", "pending"])
def test_file_of_hidden_object_is_hidden(  # noqa: PLR0913, PLR0917 - its fixtures
    client: TestClient,
    officer: Headers,
    other: Headers,
    row: Monument,
    session: Session,
    visibility: str,
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    tag = client.get(f"{address}/thumb.webp").headers["ETag"]
    row.visibility = visibility
    session.commit()
    for caller in ({}, other):
        assert_closed(client, caller, address)
        told = {**caller, "If-None-Match": tag}
        assert client.get(f"{address}/thumb.webp", headers=told).status_code == 404
        gallery = {"layer": "monuments", "feature": row.id}
        assert client.get("/api/media", params=gallery, headers=caller).status_code == 404
    assert client.get(f"{address}/thumb.webp", headers=officer).status_code == 200


def test_file_of_sensitive_object_tells_no_place(
    client: TestClient, officer: Headers, other: Headers, row: Monument, session: Session
) -> None:
    address = uploaded(client, officer, placed_photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    assert client.get(f"{address}/thumb.webp").status_code == 200
    open_one = monument(session, 61.6, 51.6)
    linked(client, officer, address, "monuments", open_one.id)
    row.sensitive = True
    session.commit()
    for caller in ({}, other):
        assert_closed(client, caller, address)
        for number in (row.id, open_one.id):
            gallery = {"layer": "monuments", "feature": number}
            answer = client.get("/api/media", params=gallery, headers=caller)
            assert answer.json()["media"] == []
    assert client.get(f"{address}/thumb.webp", headers=officer).status_code == 200


def test_place_and_camera_leave_no_trace_in_copies(
    client: TestClient, officer: Headers, row: Monument
) -> None:
    content = placed_photo(orientation=6)
    assert b"SECRETCAMERA" in content
    address = uploaded(client, officer, content)
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    told = client.get(address, headers=officer).json()
    assert told["taken_place"] == pytest.approx({"lon": 77.7777, "lat": 43.2222}, abs=1e-4)
    assert told["taken_at"].startswith("2026-05-01T05:20:30")
    assert (told["width"], told["height"]) == (400, 640)
    for name in ("thumb.webp", "medium.webp", "large.webp"):
        copy = client.get(f"{address}/{name}").content
        assert b"SECRETCAMERA" not in copy
        assert b"EXIF" not in copy
        assert b"Exif" not in copy
    assert "taken_place" not in client.get(address).json()


def test_place_of_a_film_is_blanked(client: TestClient, officer: Headers, row: Monument) -> None:
    content = film()
    address = uploaded(client, officer, content, "a.mp4")
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    whole = client.get(f"{address}/stream").content
    assert b"+43.2222" in content
    assert b"+43.2222" not in whole
    assert len(whole) == len(content)
    assert client.get(address).json()["duration_s"] == 4.5
    at = content.index(b"+43.2222")
    part = client.get(f"{address}/stream", headers={"Range": f"bytes={at}-{at + 7}"})
    assert (part.status_code, part.content) == (206, b"\0" * 8)
    assert client.get(f"{address}/original", headers=officer).content == content
    assert client.get(f"{address}/original").status_code == 404


def test_ranges_are_of_one_state_of_the_file(
    client: TestClient, officer: Headers, row: Monument
) -> None:
    content = film()
    address = uploaded(client, officer, content, "a.mp4")
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    tag = client.get(f"{address}/stream").headers["ETag"]
    asked = {"Range": "bytes=0-3"}
    same = client.get(f"{address}/stream", headers={**asked, "If-Range": tag})
    assert (same.status_code, same.headers["Content-Range"]) == (206, f"bytes 0-3/{len(content)}")
    changed = client.get(f"{address}/stream", headers={**asked, "If-Range": '"else"'})
    assert (changed.status_code, len(changed.content)) == (200, len(content))
    beyond = client.get(f"{address}/stream", headers={"Range": "bytes=9999999-"})
    assert beyond.status_code == 416
    had = client.get(f"{address}/stream", headers={"If-None-Match": tag})
    assert had.status_code == 304


def test_nothing_in_a_file_may_run(client: TestClient, officer: Headers, row: Monument) -> None:
    address = uploaded(client, officer, PDF, "a<script>.html")
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    answer = client.get(f"{address}/file")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "script" not in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    own = client.get(f"{address}/original", headers=officer)
    assert "<" not in own.headers["Content-Disposition"]


def test_who_may_edit_the_object_may_describe_its_files(
    client: TestClient, officer: Headers, other: Headers, row: Monument, session: Session
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    body = {"creator": "А. Ахметов", "licence": "CC-BY-4.0"}
    assert client.patch(f"{address}/about", json=body, headers=other).status_code == 403
    assert client.patch(f"{address}/about", json=body).status_code == 401
    editor = signed_in(session, "monuments:edit")
    answer = client.patch(f"{address}/about", json=body, headers=editor)
    assert answer.status_code == 200
    assert answer.json()["licence"]["title"]["en"].startswith("CC BY")
    assert client.patch(
        f"{address}/about", json={"licence": "MINE"}, headers=editor
    ).status_code == 422  # fmt: skip


def test_only_editors_of_the_object_link_and_order(
    client: TestClient, officer: Headers, other: Headers, row: Monument
) -> None:
    mine = uploaded(client, other, photo())
    body = {"layer": "monuments", "feature": row.id}
    assert client.post(f"{mine}/links", json=body, headers=other).status_code == 403
    foreign = uploaded(client, officer, photo(colour=(1, 2, 3)))
    assert client.post(f"{foreign}/links", json=body, headers=other).status_code == 404
    addresses = [foreign, uploaded(client, officer, photo(form="PNG"))]
    for each in addresses:
        linked(client, officer, each, "monuments", row.id)
        shown(client, officer, each)
    codes = [each.rpartition("/")[2] for each in addresses]
    turned = {**body, "order": codes[::-1]}
    assert client.put("/api/media/order", json=turned, headers=other).status_code == 403
    assert client.put("/api/media/order", json=turned, headers=officer).status_code == 204
    told = client.get("/api/media", params=body).json()["media"]
    assert [each["id"] for each in told] == codes[::-1]


def test_unlinked_file_is_seen_no_more(
    client: TestClient, officer: Headers, other: Headers, row: Monument
) -> None:
    address = uploaded(client, officer, photo())
    number = linked(client, officer, address, "monuments", row.id)
    assert linked(client, officer, address, "monuments", row.id) == number
    shown(client, officer, address)
    link = f"{address}/links/{number}"
    assert client.delete(link, headers=other).status_code == 403
    assert client.delete(link, headers=officer).status_code == 204
    assert_closed(client, {}, address)


def test_signed_link_opens_one_variant_for_a_while(
    client: TestClient, officer: Headers, row: Monument, session: Session
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    body = {"variant": "large.webp"}
    assert client.post(f"{address}/signed", json=body).status_code == 401
    href = client.post(f"{address}/signed", json=body, headers=officer).json()["href"]
    opened = client.get(href)
    assert opened.status_code == 200
    assert "no-store" in opened.headers["Cache-Control"]
    base, text = href.split("?signed=")
    user, until, signature = text.split(".")
    turned = ("0" if signature[0] != "0" else "1") + signature[1:]
    for forged in (
        f"{base}?signed={user}.{until}.{turned}",
        f"{base}?signed={int(user) + 1}.{until}.{signature}",
        f"{base}?signed={user}.{int(until) + 60}.{signature}",
        f"{base}?signed={user}.1.{signature}",
        f"{base.replace('large', 'thumb')}?signed={text}",
        f"{address}/original?signed={text}",
        f"{base}?signed=",
        f"{base}?signed={user}.{until}.",
        f"{base}?signed=²..{signature}",
    ):
        assert client.get(forged).status_code == 404, forged
    regrant(session, "tourist_routes:edit")
    session.execute(update(MediaItem).values(uploaded_by=_someone_else(session)))
    session.commit()
    assert client.get(href).status_code == 404


def _someone_else(session: Session) -> int:
    signed_in(session, "users:edit")
    return max(session.scalars(select(User.id)))


def test_original_has_no_signed_link_for_others(
    client: TestClient, officer: Headers, other: Headers, row: Monument
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    asked = {"variant": "original"}
    assert client.post(f"{address}/signed", json=asked, headers=other).status_code == 404
    assert client.post(f"{address}/signed", json=asked, headers=officer).status_code == 200


def test_photo_in_review_waits_for_a_person(
    client: TestClient, officer: Headers, other: Headers, row: Monument, session: Session
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    session.execute(update(MediaItem).values(in_review=True, faces=2))
    session.commit()
    assert_closed(client, {}, address)
    editor = signed_in(session, "monuments:edit")
    assert client.post(f"{address}/release", headers=editor).status_code == 403
    assert client.post(f"{address}/release", headers=other).status_code == 404
    moderator = signed_in(session, "monuments:moderate")
    assert client.post(f"{address}/release", headers=moderator).status_code == 200
    assert client.get(f"{address}/thumb.webp").status_code == 200


def test_removed_file_is_gone_by_every_variant(
    client: TestClient, officer: Headers, other: Headers, row: Monument
) -> None:
    address = uploaded(client, officer, photo())
    linked(client, officer, address, "monuments", row.id)
    shown(client, officer, address)
    assert client.delete(address, headers=other).status_code == 403
    assert client.delete(address, headers=officer).status_code == 204
    assert_closed(client, officer, address)


@pytest.fixture
def assigned(session: Session) -> CitizenReport:
    """A report on which somebody works."""
    draw_squares(session)
    return report(session, state="assigned")


def evidence(client: TestClient, headers: Headers, row: CitizenReport, **values: str) -> int:
    """The status of the answer to new evidence of a repair."""
    body = {"kind": "photo", "shows": "repair", **values}
    path = f"/api/collections/citizen_reports/items/{row.id}/evidence"
    return client.post(path, json=body, headers=headers).status_code


def test_made_up_name_closes_no_report(
    client: TestClient, officer: Headers, assigned: CitizenReport, session: Session
) -> None:
    clerk = signed_in(session, "citizen_reports:write", "citizen_reports:move.solve")
    moves = f"/api/collections/citizen_reports/items/{assigned.id}/moves"
    body = {"move": "solve", "facts": {"solved_by": "state_body"}}
    assert evidence(client, clerk, assigned, media_key="IMG_1.jpg") == 201
    assert client.post(moves, json=body, headers=clerk).status_code == 422
    assert evidence(client, clerk, assigned, media="0123456789abcdefghjkmnpqrs") == 422
    foreign = uploaded(client, officer, photo()).rpartition("/")[2]
    assert evidence(client, clerk, assigned, media=foreign) == 422
    assert client.post(moves, json=body, headers=clerk).status_code == 422
    address = uploaded(client, clerk, photo())
    assert evidence(client, clerk, assigned, media=address.rpartition("/")[2]) == 201
    solved = client.post(moves, json=body, headers=clerk)
    assert solved.status_code == 200, solved.text
    assert client.delete(address, headers=clerk).status_code == 409
    shown(client, clerk, address)
    assert client.get(f"{address}/thumb.webp", headers=ENGLISH).status_code == 200


def test_file_of_sealed_record_is_sealed(
    client: TestClient, officer: Headers, row: Monument, session: Session
) -> None:
    address = uploaded(client, officer, PDF)
    code = address.rpartition("/")[2]
    path = f"/api/collections/monuments/items/{row.id}/passports"
    assert client.post(path, json={"scan": code}, headers=officer).status_code == 201
    shown(client, officer, address)
    assert_closed(client, {}, address)
    assert_closed(client, signed_in(session, "monuments:edit"), address)
    reader = signed_in(session, "monuments:read_sealed")
    assert client.get(f"{address}/file", headers=reader).status_code == 200
