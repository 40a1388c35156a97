"""What a file says, without what the database cannot hold."""

from typing import Any


def storable(value: str) -> str:
    """The text without zero characters, and with a question mark for half a pair of surrogates."""
    return value.replace("\x00", "").encode(errors="replace").decode()


def storable_json(document: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """The document with every text and name in it made storable."""
    match document:
        case str():
            return storable(document)
        case dict():
            return {storable(str(name)): storable_json(each) for name, each in document.items()}
        case list() | tuple():
            return [storable_json(each) for each in document]
        case _:
            return document
