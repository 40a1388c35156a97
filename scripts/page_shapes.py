"""The shapes of the map as the page draws them, web/src/lib/catalogue/shapes.ts.

`python scripts/page_shapes.py` writes the file from `layers.model.shapes`; `--check` writes nothing
and fails where it is not what they say.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from layers.model.shapes import GRID, OUTLINES, SIGN_WIDTH, SIGNS

FILE = Path(__file__).parents[1] / "web" / "src" / "lib" / "catalogue" / "shapes.ts"
HEAD = """/** Written by `make shapes` from layers/model/shapes.py; do not edit. */

import type { Shape, Tone } from '../api/types';

/** An area by the even-odd rule, and where in it, how large, the sign of a tone stands. */
export interface Outline {
  readonly path: string;
  readonly sign_at: readonly [number, number];
  readonly sign_scale: number;
}
"""


def text() -> str:
    """The text of the file."""
    outlines = {
        shape: {"path": each.path, "sign_at": each.sign_at, "sign_scale": each.sign_scale}
        for shape, each in OUTLINES.items()
    }
    lines = [
        HEAD,
        f"export const GRID = {GRID};",
        f"export const SIGN_WIDTH = {SIGN_WIDTH};",
        f"export const OUTLINES: Readonly<Record<Shape, Outline>> = {_literal(outlines)};",
        f"export const SIGNS: Readonly<Record<Tone, string>> = {_literal(SIGNS)};",
    ]
    return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    return json.dumps(value, indent=2)


def main(file: Path = FILE) -> int:
    """The exit status: 0 where the file is, or becomes, what the shapes say."""
    parser = ArgumentParser(description="Write the page's shapes from those of the map.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    if not parser.parse_args().check:
        file.write_text(text(), encoding="utf-8")
    elif file.read_text(encoding="utf-8") != text():
        print(f"{file.name} is not what layers/model/shapes.py says. Run: make shapes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
