"""A small client of tus, and files to upload."""

import base64
import io
import struct
from typing import Any

from PIL import Image
from starlette.testclient import TestClient

TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = {**TUS, "Content-Type": "application/offset+octet-stream"}


def photo(
    size: tuple[int, int] = (640, 400),
    form: str = "JPEG",
    colour: tuple[int, int, int] = (180, 90, 20),
    **options: Any,
) -> bytes:
    """A picture with a bright square in its upper left corner."""
    picture = Image.new("RGB", size, colour)
    picture.paste((250, 250, 240), (0, 0, size[0] // 3, size[1] // 3))
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def placed_photo(lon: float = 77.7777, lat: float = 43.2222, orientation: int = 1) -> bytes:
    """A photograph in which a camera wrote where, when and by whose camera it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETCAMERA"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (lat, 0.0, 0.0)
    place[3], place[4] = "E", (lon, 0.0, 0.0)
    exif.get_ifd(0x8769)[0x9003] = "2026:05:01 10:20:30"
    return photo(exif=exif)


def film(place: bytes = b"+43.2222+077.7777/", payload: bytes = b"\0" * 5000) -> bytes:
    """The boxes of a short film, with the place where it was made."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    header = struct.pack(">BxxxIIII", 0, 0, 0, 1000, 4500) + b"\0" * 80
    told = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0) + place))
    moov = box(b"moov", box(b"mvhd", header) + told)
    return box(b"ftyp", b"isom\0\0\2\0isommp41") + moov + box(b"mdat", payload)


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def begun(client: TestClient, headers: dict[str, str], length: int, name: str = "a.jpg") -> str:
    """The address of a new upload."""
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    told = {"Upload-Length": str(length), "Upload-Metadata": metadata}
    answer = client.post("/api/media", headers={**headers, **TUS, **told})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def sent(
    client: TestClient, headers: dict[str, str], address: str, piece: bytes, offset: int = 0
) -> Any:
    """The answer to one piece."""
    told = {**headers, **OCTETS, "Upload-Offset": str(offset)}
    return client.patch(address, content=piece, headers=told)


def uploaded(
    client: TestClient, headers: dict[str, str], content: bytes, name: str = "a.jpg"
) -> str:
    """The address of a file that was uploaded whole."""
    address = begun(client, headers, len(content), name)
    answer = sent(client, headers, address, content)
    assert answer.status_code == 204, answer.text
    return address


def linked(client: TestClient, headers: dict[str, str], address: str, layer: str, row: int) -> int:
    """The number of a new link of a file to an object."""
    body = {"layer": layer, "feature": row}
    answer = client.post(f"{address}/links", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def shown(client: TestClient, headers: dict[str, str], address: str, **more: Any) -> None:
    """Say that others may see the file."""
    body = {"may_be_shown": True, **more}
    answer = client.patch(f"{address}/about", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
