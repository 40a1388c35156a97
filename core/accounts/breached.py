"""A list of stolen passwords on disk: lines `SHA1` or `SHA1:count`, in the order of the hashes.

So «Have I Been Pwned» gives its list away. It is searched by halves and never read as a whole.
"""

import hashlib
from pathlib import Path

DIGITS = 40


def is_in_hash_list(file: Path, password: str) -> bool:
    """Whether the file has the SHA-1 of the password. Raises OSError where it cannot be read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, file.stat().st_size
    with file.open("rb") as lines:
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()  # the rest of a line that began before
            start = lines.tell()
            found = lines.readline()[:DIGITS].upper()
            if found == wanted:
                return True
            if not found or start >= high or found > wanted:
                high = middle
            else:
                low = start + 1
    return False
