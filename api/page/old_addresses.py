"""Addresses of the one page that the atlas once was, and the pages that show the same now.

The page itself makes its addresses by the same rules, in `web/src/lib/view/view.ts`.
"""

import re
from urllib.parse import parse_qsl, urlencode

PLAIN = ",:/;@"
"""Characters that stand in a query as they are, so that links stay short and can be read."""
PAGE_OF_PANEL = {"trip": "/trips", "coverage": "/analysis"}
OBJECT = re.compile(r"(\w+):(\d{1,15})", re.ASCII)
REGION = re.compile(r"\d{9}", re.ASCII)
RUN = re.compile(r"[1-9]\d{0,14}", re.ASCII)


def redirect_target(query: str) -> str:
    """The address, with its query, that shows what `/?query` showed; what it asks else is kept."""
    asked = dict(reversed(parse_qsl(query, keep_blank_values=True)))
    path, said = _page(asked)
    left = [(name, asked[name]) for name in reversed(asked) if name not in said]
    return f"{path}?{urlencode(left, safe=PLAIN)}" if left else path


def _page(asked: dict[str, str]) -> tuple[str, set[str]]:
    """The page, and the names of what its path says."""
    if "ingest" in asked:
        run = RUN.fullmatch(asked["ingest"])
        return (f"/files/{run[0]}" if run else "/files"), {"ingest"}
    if found := OBJECT.fullmatch(asked.get("object", "")):
        return f"/objects/{found[1]}/{found[2]}", {"object"}
    panel = asked.get("panel", "region")
    if page := PAGE_OF_PANEL.get(panel):
        return page, {"panel"}
    region = REGION.fullmatch(asked.get("region", ""))
    if region and panel not in {"layers", "list"}:
        return f"/regions/{region[0]}", {"region", "panel"}
    return "/map", set()
