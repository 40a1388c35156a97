"""Passwords: argon2id by RFC 9106, and which ones nobody may choose (NIST SP 800-63B, 3.1.1)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from core.accounts.breached import is_in_hash_list
from core.errors import InvalidValueError
from core.text import Text

SHORTEST, LONGEST = 10, 128
"""Characters. No mixture of kinds is demanded: it makes passwords easier to guess, not harder."""
AT_ONCE = 2
"""Hashes that one process makes at a time; each takes 64 MiB and some 50 ms."""
FEWEST_GUESSES = 10**8
"""Fewer than these are made offline in hours, even of a slow hash."""
WORDS = re.compile(r"\w{3,}")

TOO_SHORT = Text(
    f"Кемінде {SHORTEST} таңба керек: бірнеше сөзден тұратын сөйлем жақсы.",
    f"Нужно не меньше {SHORTEST} знаков: хорошо подойдёт фраза из нескольких слов.",
    f"At least {SHORTEST} characters are needed: a phrase of several words is good.",
)
TOO_LONG = Text(
    f"{LONGEST} таңбадан аспауы керек.",
    f"Не больше {LONGEST} знаков.",
    f"At most {LONGEST} characters.",
)
GUESSABLE = Text(
    "Мұны табу оңай: ұрланған құпиясөздердің тізімінде бар, қайталанады немесе атыңызға ұқсайды."
    " Бір-біріне қатысы жоқ бірнеше сөз алыңыз.",
    "Такой пароль легко угадать: он есть в списках украденных, повторяется или похож на ваше имя."
    " Возьмите несколько слов, которые не связаны друг с другом.",
    "This is easily guessed: it stands in lists of stolen passwords, repeats itself or is like your"
    " name. Take several words that have nothing to do with one another.",
)

_hasher = PasswordHasher()
_room = BoundedSemaphore(AT_ONCE)
_NOBODYS = _hasher.hash("nobody's password")


class UnfitPasswordError(InvalidValueError):
    """A password that may not be chosen; the message does not repeat it."""

    phrase = Text("{hint}", "{hint}", "{hint}")

    def __init__(self, hint: Text) -> None:
        super().__init__("", field="password", hint=hint)


def require_fit(password: str, about: Iterable[str], breached: Path | None = None) -> None:
    """Require that a password may be chosen by who is called `about`. Raises UnfitPasswordError.

    How easily it is guessed is estimated by zxcvbn (Wheeler, USENIX Security 2016), which brings
    the usual stolen passwords. `breached` is a file of more of them; see `is_in_hash_list`.
    """
    meant = _meant(password)
    if len(meant) < SHORTEST:
        raise UnfitPasswordError(TOO_SHORT)
    if len(meant) > LONGEST:
        raise UnfitPasswordError(TOO_LONG)
    own = [part for text in about for part in _parts_of(text)]
    is_guessed = zxcvbn(meant, user_inputs=own, max_length=LONGEST)["guesses"] < FEWEST_GUESSES
    if is_guessed or (breached and is_in_hash_list(breached, meant)):
        raise UnfitPasswordError(GUESSABLE)


def hashed(password: str) -> str:
    """The hash of a password as a PHC string."""
    with _room:
        return _hasher.hash(_meant(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the hash is that of the password; it takes as long where there is no hash."""
    with _room:
        try:
            found = _hasher.verify(password_hash or _NOBODYS, _meant(password))
        except (VerificationError, InvalidHashError):
            return False
    return found and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether today a hash would be made at a higher cost."""
    return _hasher.check_needs_rehash(password_hash)


def _meant(password: str) -> str:
    """The password as every keyboard and device writes it."""
    return unicodedata.normalize("NFKC", password)


def _parts_of(name: str) -> Iterator[str]:
    """What a password may be made of: the name, its words, and the words run together."""
    yield name
    for whole in (name, name.partition("@")[0]):
        words = WORDS.findall(whole)
        yield from (*words, "".join(words))
