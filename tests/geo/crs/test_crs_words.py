"""Reference systems as officers write them."""

import pytest

from geo.crs.words import systems_in_words


def codes(text: str) -> list[str]:
    return [system.code for system in systems_in_words(text)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UTM 42N", ["EPSG:32642"]),
        ("WGS 84 / UTM zone 42N", ["EPSG:32642"]),
        ("utm, зона 39", ["EPSG:32639"]),
        ("СК-42 зона 13", ["EPSG:28413", "EPSG:2503"]),
        ("СК-42, 13 зона", ["EPSG:28413", "EPSG:2503"]),
        ("СК-42 (6 градусная), 13-я зона", ["EPSG:28413", "EPSG:2503"]),
        ("СК-42 (13 зона, 6°)", ["EPSG:28413", "EPSG:2503"]),
        ("СК-42, 3° зона 22", ["EPSG:2538", "EPSG:2597"]),
        ("СК-42, 13-аймақ", ["EPSG:28413", "EPSG:2503"]),
        ("Пулково 1942, зона 22", ["EPSG:2538", "EPSG:2597"]),
        ("CK-63 К2", ["EPSG:2939"]),
        ("СК-63, зона K-3", ["EPSG:2940"]),
        ("СК63 зона 4", ["EPSG:2941"]),
    ],
)
def test_words_mean_these_systems(words: str, expected: list[str]) -> None:
    assert codes(words) == expected


def test_datum_alone_leaves_its_degrees_and_all_of_its_zones() -> None:
    found = codes("СК-42")
    assert found[0] == "EPSG:4284"
    assert {"EPSG:28413", "EPSG:2503", "EPSG:2538"} <= set(found)
    assert not {"EPSG:4326", "EPSG:32642", "EPSG:2939"} & set(found)
    assert codes("QazTRF-23")[0] == "EPSG:10941"
    assert codes("WGS-84") == ["EPSG:4326", *(f"EPSG:{32600 + zone}" for zone in range(39, 46))]


@pytest.mark.parametrize("words", ["", "условная", "МСК", "UTM 12N", "СК-63 К9", "СК-42 зона 60"])
def test_what_names_no_system_of_the_country_means_none(words: str) -> None:
    assert codes(words) == []
