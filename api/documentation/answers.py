"""What the entrance of the API answers."""

from pydantic import Field

from api.http.answers import Answer, Phrase, WebLink


class Landing(Answer):
    """The entrance: what the API is called, and where everything else is."""

    title: str
    """In the caller's language."""
    titles: Phrase
    description: str
    links: list[WebLink]


class Conformance(Answer):
    """The standards that the API keeps."""

    conforms_to: list[str] = Field(alias="conformsTo", description="URIs of conformance classes.")
