"""Fields of records as people name them: at the terminal and in saved mappings."""

from pathlib import Path

from api.cli.ingest.ingest_file import told_terms
from api.cli.pairs import pairs_of
from ingest.proposal.mapping_file import SavedMapping, read_mapping, write_mapping
from layers.catalogue.monuments import LAYER
from layers.registry import load_catalogue


def test_the_terminal_takes_columns_and_terms_of_records() -> None:
    assert pairs_of("map", ["inspections.condition=Состояние"]) == {
        "inspections.condition": "Состояние"
    }
    assert told_terms(LAYER, ["inspections.condition:руины=very_bad"]) == {
        ("inspections.condition", "руины"): "very_bad"
    }


def test_a_saved_mapping_keeps_the_columns_of_records(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    saved = SavedMapping(
        "monuments",
        columns={"inspections.condition": "Состояние", "inspections.inspected_on": "Когда"},
        terms={"inspections.condition": {"руины": "very_bad"}},
        constants={"inspections.basis": "visit"},
    )
    write_mapping(path, saved)
    assert read_mapping(path, load_catalogue()) == saved
