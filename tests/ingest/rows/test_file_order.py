"""Orders come back from the run that keeps them, also as earlier versions wrote them."""

from pathlib import Path

from ingest.rows.file_order import FileOrder
from layers.registry import Catalogue


def test_order_is_kept_and_read_again(catalogue: Catalogue) -> None:
    told = {"name_ru": "Название", "address": ""}
    order = FileOrder(Path("list.csv"), catalogue.layer("monuments"), column_overrides=told)
    kept = order.as_json()
    assert FileOrder.from_json(kept, catalogue).column_overrides == told
    kept["told_columns"] = kept.pop("column_overrides")
    assert FileOrder.from_json(kept, catalogue).column_overrides == told
