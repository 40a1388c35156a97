"""What a page of the atlas may load and run."""

from collections.abc import Iterable

RULES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "child-src": "blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
"""MapLibre runs its workers from blobs and sets inline styles; nothing comes from outside."""


def content_policy(script_hashes: Iterable[str] = ()) -> str:
    """The value of `Content-Security-Policy`.

    Of scripts that stand in a page only those run of which the SHA-256, in Base64, is given.
    """
    hashes = "".join(f" 'sha256-{each}'" for each in script_hashes)
    rules = {**RULES, "script-src": RULES["script-src"] + hashes}
    return "; ".join(f"{name} {value}" for name, value in rules.items())
