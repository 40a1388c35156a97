"""What a search is answered with."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from api.http.answers import Answer, Box, KatoCode, LonLat, Name, Phrase
from core.text import Language
from layers.reading.search.coordinates import NOTATION, WrittenPlace
from layers.reading.search.matches import REGION
from layers.reading.search.search import SearchHit
from layers.reading.search.terms import FoundTerm
from layers.regions.country import OUTSIDE_COUNTRY
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


class WrittenPlaceFound(Answer):
    """A place that the text means when it is read as coordinates."""

    type: Literal["coordinates"]
    title: str
    """Latitude and longitude in degrees, such as `43.29750° N, 68.27060° E`."""
    place: LonLat
    notation: Literal["decimal_degrees", "degrees_minutes", "degrees_minutes_seconds", "metres"]
    notation_title: Phrase
    order: Literal["north_first", "east_first"]
    system: str
    """The reference system as which the numbers were read, such as `EPSG:4326`."""
    system_title: Phrase
    in_country: bool
    note: Phrase | None
    """What a reader is told of a place outside the country."""
    regions: list[SearchedRegion]
    """The units there, from the oblast down; none abroad and on open waters."""
    approximate: bool
    """Whether any of the units has a boundary that is only approximate."""

    @classmethod
    def of(cls, place: WrittenPlace) -> "WrittenPlaceFound":
        """One reading of the text."""
        return cls(
            type="coordinates",
            title=_degrees(place.lat, "NS") + ", " + _degrees(place.lon, "EW"),
            place=[place.lon, place.lat],
            notation=place.notation.value,
            notation_title=Phrase.of(NOTATION.term(place.notation).title),
            order=place.order.value,
            system=place.system.code,
            system_title=Phrase(**place.system.titles),
            in_country=place.in_country,
            note=None if place.in_country else Phrase.of(OUTSIDE_COUNTRY),
            regions=[
                SearchedRegion(code=unit.code, name=Name(**unit.name.as_dict()))
                for unit in place.units.units
            ],
            approximate=place.units.approximate,
        )


def _degrees(degrees: float, letters: str) -> str:
    return f"{abs(degrees):.5f}° {letters[degrees < 0]}"


class TermFound(Answer):
    """A code of a layer's vocabulary, such as the topic of reports that «яма» belongs to."""

    type: Literal["term"]
    layer: str
    layer_title: Phrase
    field: str
    """The field that holds the code: `?{field}={code}` filters the layer's items and tiles."""
    field_title: Phrase
    code: str
    title: str
    """The code's title in the caller's language."""
    titles: Phrase
    match: Literal["exact", "word"]

    @classmethod
    def of(cls, found: FoundTerm, language: Language) -> "TermFound":
        """The term for a reader of a language."""
        return cls(
            type="term",
            layer=found.layer.id,
            layer_title=Phrase.of(found.layer.title),
            field=found.field.name,
            field_title=Phrase.of(found.field.title),
            code=found.term.code,
            title=found.term.title.in_language(language),
            titles=Phrase.of(found.term.title),
            match=found.match,
        )


class SearchResults(Answer):
    """What bears a name or number, the best match first, and what else the text can mean."""

    query: str
    results: list[SearchResult]
    places: list[WrittenPlaceFound] = Field(default_factory=list)
    """What the text means as coordinates, the likeliest first; at most 5."""
    terms: list[TermFound] = Field(default_factory=list)
    """Codes by which layers are filtered, the exact ones first; at most 10."""
