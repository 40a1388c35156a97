"""The one kind of reference system that a whole file is written in, by the vote of its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs.detection import DATUM_SPREAD_M, Certainty, Fit, fit_of
from geo.crs.reference_system import ReferenceSystem
from geo.distance.claims import Claims, Numbers
from geo.distance.measure import SPHEROID

NEEDED_SHARE = 0.5
"""A system that fits fewer of the rows than this says nothing about the file."""
RIVAL_SHARE = 0.5
"""Another one is a rival from this share of the winner's rows on."""

ASKED_ROWS = 5_000
"""Of a longer file so many rows, evenly spread, choose the winner; it is then tried on all."""

Party = tuple[ReferenceSystem, ...]
"""Systems that one file may mix: the zones whose number stands before the easting, or one alone."""


@dataclass(frozen=True, slots=True)
class PartyVote:
    """How many of the asked rows a party fits, in all and by system.

    The median distance to the claims is that of all asked rows which it puts into the country.
    """

    systems: Party
    rows: int
    share: float
    median_distance_m: float | None
    rows_by_system: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileVote:
    """The outcome. `ranking` has the winner first, and only parties that fit some row.

    `system_of_row`, shape (n,), is the place in `ranking[0].systems`, -1 for `dissenting` rows.
    `spread_m` is the largest distance between the winner's places and a rival's.
    """

    certainty: Certainty
    ranking: tuple[PartyVote, ...]
    system_of_row: NDArray[np.intp]
    dissenting: NDArray[np.intp]
    spread_m: float


@dataclass(frozen=True, slots=True)
class _Rows:
    east: Numbers
    north: Numbers
    claims: Claims | None
    tolerance_m: float

    def spread_out(self, count: int) -> "_Rows":
        """So many of the rows, evenly spread over the file; all of a shorter one."""
        if len(self.east) <= count:
            return self
        chosen = np.linspace(0, len(self.east) - 1, count).astype(np.intp)
        claims = self.claims
        if claims is not None and not isinstance(claims, BaseGeometry):
            claims = [claims[int(row)] for row in chosen]
        return _Rows(self.east[chosen], self.north[chosen], claims, self.tolerance_m)


@dataclass(frozen=True, slots=True)
class _Places:
    longitude: Numbers
    latitude: Numbers
    system_of_row: NDArray[np.intp]
    distance_m: Numbers

    @property
    def fits(self) -> NDArray[np.bool_]:
        return self.system_of_row >= 0


def vote(
    east: Numbers,
    north: Numbers,
    systems: Iterable[ReferenceSystem],
    claims: Claims | None = None,
    tolerance_m: float = 0.0,
) -> FileVote:
    """What the rows of a file agree on; `systems` are those of `candidate_systems`.

    Without rows, or where no party fits half of them, nobody wins: NOWHERE.
    """
    asked = _Rows(east, north, claims, tolerance_m).spread_out(ASKED_ROWS)
    votes = [_vote_of(party, asked) for party in _parties(systems)]
    ranking = tuple(sorted((one for one in votes if one.rows), key=lambda one: -one.rows))
    if not ranking or ranking[0].share < NEEDED_SHARE:
        nobody = np.full(east.shape, -1, dtype=np.intp)
        return FileVote(Certainty.NOWHERE, ranking, nobody, np.flatnonzero(nobody), 0.0)
    winner = ranking[0].systems
    rivals = [one.systems for one in ranking[1:] if one.rows >= RIVAL_SHARE * ranking[0].rows]
    preferred = _places_of(winner, asked)
    spread_m = max(
        (_spread_m(preferred, _places_of(rival, asked)) for rival in rivals), default=0.0
    )
    certainty = Certainty.DATUM_OPEN if spread_m <= DATUM_SPREAD_M else Certainty.AMBIGUOUS
    places = _places_of(winner, _Rows(east, north, claims, tolerance_m))
    return FileVote(
        certainty if rivals else Certainty.SURE,
        ranking,
        places.system_of_row,
        np.flatnonzero(~places.fits),
        spread_m,
    )


def systems_by_row(
    party: Party,
    east: Numbers,
    north: Numbers,
    claims: Claims | None = None,
    tolerance_m: float = 0.0,
) -> NDArray[np.intp]:
    """By row the place in the party of the first of its systems that fits, -1 where none does."""
    return _places_of(party, _Rows(east, north, claims, tolerance_m)).system_of_row


def _parties(systems: Iterable[ReferenceSystem]) -> list[Party]:
    parties: dict[object, list[ReferenceSystem]] = {}
    for system in systems:
        zone = system.zone
        key: object = system.uri
        if zone is not None and zone.prefixed:
            key = (system.datum, zone.half_width, zone.origin_latitude)
        parties.setdefault(key, []).append(system)
    return [tuple(party) for party in parties.values()]


def _vote_of(party: Party, asked: _Rows) -> PartyVote:
    places = _places_of(party, asked)
    rows = int(places.fits.sum())
    told = places.distance_m[np.isfinite(places.distance_m)]
    median = float(np.median(told)) if told.size else None
    by_system = np.bincount(places.system_of_row[places.fits], minlength=len(party))
    share = rows / len(asked.east) if rows else 0.0
    return PartyVote(party, rows, share, median, tuple(by_system.tolist()))


def _places_of(party: Party, rows: _Rows) -> _Places:
    """Where the party puts the rows: each by the first of its systems that fits."""
    shape = rows.east.shape
    places = _Places(
        np.full(shape, np.inf),
        np.full(shape, np.inf),
        np.full(shape, -1, dtype=np.intp),
        np.full(shape, np.nan),
    )
    for index, system in enumerate(party):
        fit = fit_of(system, rows.east, rows.north, rows.claims, rows.tolerance_m)
        _fill(places, index, fit)
    return places


def _fill(places: _Places, index: int, fit: Fit) -> None:
    new = fit.fits & ~places.fits
    places.longitude[new] = fit.longitude[new]
    places.latitude[new] = fit.latitude[new]
    places.system_of_row[new] = index
    np.fmin(places.distance_m, fit.distance_m, out=places.distance_m)


def _spread_m(winner: _Places, rival: _Places) -> float:
    both = winner.fits & rival.fits
    if not both.any():
        return float("inf")
    _, _, metres = SPHEROID.inv(
        winner.longitude[both], winner.latitude[both], rival.longitude[both], rival.latitude[both]
    )
    return float(np.max(metres))
