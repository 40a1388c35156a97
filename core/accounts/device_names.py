"""What a browser says of itself, in words that people know: «Chrome, Android».

Only known names are told: what a browser says is whatever a stranger likes to write.
"""

import re

BROWSERS = (
    (r"YaBrowser/", "Yandex"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"OPR/", "Opera"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"(Firefox|FxiOS)/", "Firefox"),
    (r"(Chrome|CriOS|HeadlessChrome)/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "macOS"),
    (r"Linux|X11", "Linux"),
)


def device_name(said: str) -> str | None:
    """The browser and the system; None where neither is known."""
    found = [
        next((name for mark, name in names if re.search(mark, said)), None)
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or None
