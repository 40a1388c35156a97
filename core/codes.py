"""Random codes that name things outside the atlas: nobody can count or guess them."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o and u, which are taken for other characters."""
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": "", "\0": ""})


def random_code(length: int) -> str:
    """A new code of so many characters, 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_as_meant(written: str) -> str:
    """The code that a person has written down or typed, in Crockford's reading of it."""
    return written.strip().lower().translate(MISREAD)
