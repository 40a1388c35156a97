"""The pages of the layers that are kept in the project say what the catalogue says."""

from pathlib import Path

from core.settings import PROJECT_ROOT
from layers.documentation import list_of, markdown_of
from layers.registry import Catalogue

FOLDER = PROJECT_ROOT / "docs" / "layers"


def test_kept_pages_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    made = {f"{layer.id}.md": markdown_of(layer) for layer in catalogue.layers}
    made["index.md"] = list_of(catalogue.layers)
    kept = {path.name: text_of(path) for path in FOLDER.glob("*.md")}
    assert sorted(kept) == sorted(made)
    assert [name for name in made if made[name] != kept[name]] == [], "run: make layer-pages"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
