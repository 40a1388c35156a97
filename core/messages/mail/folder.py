"""Letters put into a folder, where no mail server is set: an operator sees what would go."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.messages.keys import OWNER_ONLY_FOLDER, write_private
from core.messages.mail.letter import letter_of
from core.messages.parcels import Parcel


@dataclass(frozen=True, slots=True)
class FolderCarrier:
    """Writes each letter into a file that only its owner reads."""

    folder: Path
    sender: str
    may_repeat: bool = True
    """The same letter has the same file."""

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Write the letter; see `MessageCarrier`."""
        letter = letter_of(parcel, self.sender)
        self.folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        about_to_send()
        fresh = self.folder / f".{parcel.code}"
        fresh.unlink(missing_ok=True)
        write_private(fresh, letter.as_bytes())
        fresh.replace(self.folder / f"{parcel.code}.eml")
