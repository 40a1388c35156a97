"""Lists of monuments in the drawn country, of any length, made by the tests."""

from pathlib import Path

HEADER = "key;name_ru;kind;coordinates"


def monument_row(number: int, *, shift: float = 0.0) -> str:
    """A mound that lies a kilometre or more from the next one."""
    lat, lon = 48.1 + number // 200 * 0.015 + shift, 66.1 + number % 200 * 0.02
    return f"k{number};Курган № {number};археология;{lat:.5f} {lon:.5f}"


def write_reports(path: Path, count: int) -> Path:
    """A list of so many reports, all over the drawn country."""
    places = ((48.105 + number % 380 / 100, 66.105 + number % 580 / 100) for number in range(count))
    rows = (
        f"k{number};roads;Яма {number};2026-03-01;{lat:.3f};{lon:.3f}"
        for number, (lat, lon) in enumerate(places)
    )
    path.write_text(
        "\n".join(("key;topic;text;submitted_at;lat;lon", *rows)) + "\n", encoding="utf-8"
    )
    return path


def write_monuments(path: Path, count: int, *others: str) -> Path:
    """A list of so many mounds, after which come other rows."""
    rows = (monument_row(number) for number in range(count))
    path.write_text("\n".join((HEADER, *rows, *others)) + "\n", encoding="utf-8")
    return path
