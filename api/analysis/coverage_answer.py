"""What a coverage is answered with."""

from datetime import date

from analysis.coverage.coverage import METRES_IN_KM
from analysis.results import Coverage, Gap, Method, Row
from api.http.answers import Answer, KatoCode, LonLat, Name, Phrase


class CoverageCounts(Answer):
    """How many settlements there are, and how many of them are covered."""

    settlements: int
    covered: int
    share: float | None
    """0-1; null where there is no settlement."""

    @classmethod
    def of(cls, row: Row) -> "CoverageCounts":
        """The counts of a unit."""
        return cls(settlements=row.settlements, covered=row.covered, share=row.share)


class CoveredRegion(Answer):
    """The region that was asked about."""

    code: KatoCode | None
    name: Phrase
    level: int | None
    approximate: bool
    """Whether its polygon was built, not drawn by an authority."""


class CoverageRow(CoveredRegion):
    """The coverage of one unit."""

    settlements: int
    covered: int
    share: float | None
    """0-1; null where there is no settlement."""

    @classmethod
    def of(cls, row: Row) -> "CoverageRow":
        """The coverage of a child of the region."""
        return cls(
            code=row.code,
            name=Phrase.of(row.name),
            level=row.level,
            approximate=row.approximate,
            settlements=row.settlements,
            covered=row.covered,
            share=row.share,
        )


class CoverageMethod(Answer):
    """How a coverage was worked out: all that is needed to repeat and to judge it."""

    engine: str
    formula: Phrase
    distance_km: float
    on: date
    layer: str
    filter: str | None
    objects: int
    synthetic_objects: int
    """Of the objects, those drawn by chance, for demonstration."""
    objects_near_only: int
    """Of the objects, those whose exact place the caller may not know."""
    settlements: Phrase
    place_accuracy_m: float | None
    """The median accuracy of the settlements' places; null where it is not on record."""
    approximate_boundaries: bool

    @classmethod
    def of(cls, method: Method) -> "CoverageMethod":
        """The method of an analysis."""
        return cls(
            engine=method.engine,
            formula=Phrase.of(method.formula),
            distance_km=method.limit / METRES_IN_KM,
            on=method.on,
            layer=method.layer,
            filter=method.filter,
            objects=method.objects.count,
            synthetic_objects=method.objects.synthetic,
            objects_near_only=method.objects.near_only,
            settlements=Phrase.of(method.settlements),
            place_accuracy_m=method.place_accuracy_m,
            approximate_boundaries=method.approximate_boundaries,
        )


class CoverageGap(Answer):
    """A settlement that is not covered."""

    kato: str
    name: Name
    place: LonLat
    distance_km: float | None
    """To the nearest object; null where there is none at all."""
    oblast_code: str | None
    district_code: str | None
    rural_district_code: str | None

    @classmethod
    def of(cls, gap: Gap) -> "CoverageGap":
        """One gap of an analysis."""
        return cls(
            kato=gap.kato,
            name=Name(**{language.value: name for language, name in gap.names.items()}),
            place=[gap.longitude, gap.latitude],
            distance_km=None if gap.cost is None else round(gap.cost / METRES_IN_KM, 3),
            oblast_code=gap.oblast_code,
            district_code=gap.district_code,
            rural_district_code=gap.rural_district_code,
        )


class CoverageAnswer(Answer):
    """The coverage of a region, of its children and of what lies in none of them, and the gaps."""

    method: CoverageMethod
    region: CoveredRegion
    approximate: bool
    rows: list[CoverageRow]
    """The children, which with `unassigned` add up to `totals`."""
    unassigned: CoverageCounts | None
    totals: CoverageCounts
    gaps: list[CoverageGap]
    """The worst ones, of `gaps_total`."""
    gaps_total: int

    @classmethod
    def of(cls, found: Coverage) -> "CoverageAnswer":
        """The answer that tells a coverage."""
        total = found.total
        return cls(
            method=CoverageMethod.of(found.method),
            region=CoveredRegion(
                code=total.code,
                name=Phrase.of(total.name),
                level=total.level,
                approximate=total.approximate,
            ),
            approximate=found.method.approximate_boundaries,
            rows=[CoverageRow.of(row) for row in found.children],
            unassigned=CoverageCounts.of(found.unassigned) if found.unassigned else None,
            totals=CoverageCounts.of(total),
            gaps=[CoverageGap.of(gap) for gap in found.gaps],
            gaps_total=found.gaps_total,
        )
