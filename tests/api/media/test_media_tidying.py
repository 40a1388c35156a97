"""What the worker removes of media, and what it leaves."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.clock import Clock, file_time_s
from core.database.engine import SessionFactory
from core.media.media_folder import MediaFolder
from core.media.media_item import MediaItem, MediaState
from core.media.tidying import MediaTidying
from core.settings import Settings
from layers.media.tidying import tidy_links
from layers.registry import Catalogue
from tests.api.asking import monument, signed_in
from tests.api.media.tus_client import begun, linked, photo, sent, uploaded
from tests.world.drawing import draw_squares

LATER = timedelta(days=100)


@pytest.fixture
def officer(session: Session) -> dict[str, str]:
    """The headers of somebody who may edit monuments."""
    return signed_in(session, "monuments:write")


@pytest.fixture
def folder(settings: Settings) -> MediaFolder:
    """The folder of media of the application."""
    return MediaFolder(settings.media_folder, settings.media)


def stored(folder: MediaFolder) -> list[Path]:
    """The bytes that are kept."""
    return [each for each in (folder.root / "bytes").rglob("*") if each.is_file()]


def test_bytes_go_when_no_record_uses_them(  # noqa: PLR0913, PLR0917 - its fixtures
    client: TestClient,
    officer: dict[str, str],
    folder: MediaFolder,
    sessions: SessionFactory,
    clock: Clock,
    session: Session,
) -> None:
    first, second = (uploaded(client, officer, photo()) for _ in range(2))
    assert len(stored(folder)) == 3  # the larger copies of a small picture are one
    tidying = MediaTidying(sessions, folder)
    assert client.delete(first, headers=officer).status_code == 204
    assert tidying.remove_bytes(file_time_s() + 1) == 0
    assert client.get(f"{second}/thumb.webp", headers=officer).status_code == 200
    assert client.delete(second, headers=officer).status_code == 204
    assert tidying.remove_bytes(file_time_s() - 3600) == 0
    assert tidying.remove_bytes(file_time_s() + 1) == 3
    assert stored(folder) == []
    tidying.tidy(clock.now())
    assert session.scalars(select(MediaItem)).all() == []


def test_file_without_object_goes_in_time(  # noqa: PLR0913, PLR0917 - its fixtures
    client: TestClient,
    officer: dict[str, str],
    settings: Settings,
    sessions: SessionFactory,
    catalogue: Catalogue,
    clock: Clock,
    session: Session,
) -> None:
    draw_squares(session)
    row = monument(session)
    kept, loose = (uploaded(client, officer, photo()) for _ in range(2))
    linked(client, officer, kept, "monuments", row.id)
    assert tidy_links(sessions, catalogue, settings.media, clock.now()) == 0
    assert tidy_links(sessions, catalogue, settings.media, clock.now() + LATER) == 1
    assert client.get(kept, headers=officer).status_code == 200
    assert client.get(loose, headers=officer).status_code == 404
    session.delete(row)
    session.commit()
    assert tidy_links(sessions, catalogue, settings.media, clock.now() + LATER) == 1


def test_upload_that_nobody_goes_on_with_is_given_up(
    client: TestClient,
    officer: dict[str, str],
    folder: MediaFolder,
    sessions: SessionFactory,
    clock: Clock,
) -> None:
    address = begun(client, officer, 100)
    sent(client, officer, address, b"x")
    tidying = MediaTidying(sessions, folder)
    assert tidying.remove_given_up(clock.now()) == 0
    assert client.head(address, headers=officer).status_code == 200
    assert tidying.remove_given_up(clock.now() + LATER) == 1
    assert client.head(address, headers=officer).status_code == 404
    assert list((folder.root / "arriving").iterdir()) == []


def test_file_whose_process_was_killed_is_made_ready(  # noqa: PLR0913, PLR0917 - fixtures
    client: TestClient,
    officer: dict[str, str],
    folder: MediaFolder,
    sessions: SessionFactory,
    clock: Clock,
    session: Session,
) -> None:  # fmt: skip
    content = photo()
    address = begun(client, officer, len(content))
    code = address.rpartition("/")[2]
    folder.arriving(code).write_bytes(content)
    whole = {"state": MediaState.WHOLE, "received": len(content)}
    session.execute(update(MediaItem).values(whole))
    session.commit()
    assert MediaTidying(sessions, folder).finish_whole(clock.now() + LATER) == 1
    assert client.get(f"{address}/thumb.webp", headers=officer).status_code == 200


def test_whole_file_is_made_ready_when_its_owner_asks(
    client: TestClient, officer: dict[str, str], folder: MediaFolder, session: Session
) -> None:
    content = photo()
    address = begun(client, officer, len(content))
    folder.arriving(address.rpartition("/")[2]).write_bytes(content)
    whole = {"state": MediaState.WHOLE, "received": len(content)}
    session.execute(update(MediaItem).values(whole))
    session.commit()
    assert client.get(address, headers=officer).json()["state"] == "ready"


def test_leftovers_of_nobody_are_removed(folder: MediaFolder, sessions: SessionFactory) -> None:
    stray, making = folder.arriving("stray"), folder.making / "copies"
    stray.write_bytes(b"x")
    making.mkdir()
    long_ago = file_time_s() - 1e6
    for each in (stray, making):
        os.utime(each, (long_ago, long_ago))
    fresh = folder.arriving("fresh")
    fresh.write_bytes(b"x")
    assert MediaTidying(sessions, folder).remove_left_behind(file_time_s() - 86_400) == 2
    assert not stray.exists()
    assert not making.exists()
    assert fresh.exists()
