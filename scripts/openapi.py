"""The published description of the API, docs/openapi.json: kept true, and only added to.

`python scripts/openapi.py` writes it anew from the code, unless something published would go or
narrow; `--break-promises` writes it all the same. `--check` writes nothing and fails where it is
not what the code says.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from api.app import create_app
from api.openapi.additions import breaks
from api.openapi.parts import Json
from core.settings import Settings
from layers.registry import load_catalogue

PUBLISHED = Path(__file__).parents[1] / "docs" / "openapi.json"
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
"""The description asks no database."""


def current() -> Json:
    """The description that the code gives."""
    settings = Settings.from_environment({"DATABASE_URL": NOWHERE, "ATLAS_DATA": "nowhere"})
    return create_app(settings, load_catalogue(), NOWHERE).openapi()


def written(document: Json) -> str:
    """The document as text; the order of the code does not matter."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """The exit status: 0 where the published description is, or becomes, the current one."""
    parser = ArgumentParser(description="Write docs/openapi.json and see that it is only added to.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--break-promises", action="store_true", help="let go what was published")
    asked = parser.parse_args()
    document = current()
    text = written(document)
    before = PUBLISHED.read_text(encoding="utf-8") if PUBLISHED.exists() else text
    if broken := breaks(json.loads(before), document):
        print("The API would lose what is published:", *broken, sep="\n  ")
        if not asked.break_promises:
            print("Keep it, or say so to everybody and run: make openapi BREAK=yes")
            return 1
    if asked.check and before != text:
        print("docs/openapi.json is not what the code says. Run: make openapi")
        return 1
    if not asked.check:
        PUBLISHED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
