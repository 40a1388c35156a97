"""What a search is answered with."""

from collections.abc import Mapping
from typing import Literal

from api.http.answers import Answer, Box, KatoCode, LonLat, Name, Phrase
from core.text import Language
from layers.reading.search.search import REGION, SearchHit
from layers.regions.former_names import FormerName

NameByCode = Mapping[str, dict[str, str | None]]


class SearchedRegion(Answer):
    """The unit in which a result lies."""

    code: KatoCode
    name: Name


class FormerNameFound(Answer):
    """The former name by which a result was found, and not by a present one."""

    name: Name
    from_year: int | None
    until_year: int | None
    title: str
    """What a reader is told, in the caller's language."""
    titles: Phrase
    source: str

    @classmethod
    def of(cls, former: FormerName, language: Language) -> "FormerNameFound":
        """The former name for a reader of a language."""
        return cls(
            name=Name(**former.names),
            from_year=former.from_year,
            until_year=former.until_year,
            title=former.label.in_language(language),
            titles=Phrase.of(former.label),
            source=former.source,
        )


class SearchResult(Answer):
    """A feature or a region."""

    type: Literal["region", "feature"]
    layer: str | None
    """Null for a region."""
    id: int | str
    """The number of a feature, the KATO code of a region."""
    title: str | None
    """Its name in the caller's language, or in another where it has none."""
    name: Name
    kind: Phrase
    place: LonLat | None
    bbox: Box | None
    region: SearchedRegion | None
    score: float
    match: Literal["exact", "word", "similar"]
    former: FormerNameFound | None

    @classmethod
    def of(cls, found: SearchHit, language: Language, names: NameByCode) -> "SearchResult":
        """One result for a reader of a language; `names` are those of units by code."""
        subject, code = found.subject, found.subject.region_code
        is_region = subject.layer == REGION
        return cls(
            type="region" if is_region else "feature",
            layer=None if is_region else subject.layer,
            id=subject.ref if is_region else int(subject.ref),
            title=subject.name[language] or next(filter(None, subject.name.values()), None),
            name=Name(**subject.name),
            kind=Phrase.of(subject.kind),
            place=subject.place and list(subject.place),
            bbox=subject.bbox and list(subject.bbox),
            region=SearchedRegion(code=code, name=Name(**names[code]))
            if code and code in names
            else None,
            score=found.score,
            match=found.match,
            former=found.former and FormerNameFound.of(found.former, language),
        )


class SearchResults(Answer):
    """What bears a name, the best match first."""

    query: str
    results: list[SearchResult]
