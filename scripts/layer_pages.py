"""The pages of the documentation about the layers, `docs/layers`, made from the catalogue.

`python scripts/layer_pages.py` writes them anew; `--check` writes nothing and fails where they are
not what the catalogue says.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from layers.documentation import list_of, markdown_of
from layers.registry import load_catalogue

FOLDER = Path(__file__).parents[1] / "docs" / "layers"


def pages() -> dict[str, str]:
    """The text of each page by its file name: one a layer, and their list."""
    layers = load_catalogue().layers
    return {"index.md": list_of(layers), **{f"{each.id}.md": markdown_of(each) for each in layers}}


def kept(folder: Path) -> dict[str, str]:
    """The pages that lie in a folder, by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


def main(folder: Path = FOLDER) -> int:
    """The exit status: 0 where the pages are, or become, what the catalogue says."""
    parser = ArgumentParser(description="Write docs/layers from the catalogue.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    made, before = pages(), kept(folder)
    if parser.parse_args().check:
        if stale := sorted(name for name in made | before if made.get(name) != before.get(name)):
            print("Not what the catalogue says:", *stale, "Run: make layer-pages", sep="\n  ")
        return 1 if stale else 0
    folder.mkdir(exist_ok=True)
    for name in before.keys() - made.keys():
        (folder / name).unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
