import type { Candidate, PlaceCandidate, RowProblem } from '../api/ingest-types';
import type { Alternative } from '../map/points-map';

export function isPlace(candidate: Candidate): candidate is PlaceCandidate {
  return candidate.kind === 'place';
}

/** The places among which a person may choose for one row, each once, in the atlas's order. */
export function placesFor(problems: readonly RowProblem[], row: number | null): PlaceCandidate[] {
  const places: PlaceCandidate[] = [];
  for (const problem of problems) {
    if (problem.row !== row) continue;
    for (const candidate of problem.candidates.filter(isPlace)) {
      if (!places.some((other) => other.crs === candidate.crs)) places.push(candidate);
    }
  }
  return places;
}

/** The same places, numbered for the map; `chosen` is the system of the one that was chosen. */
export function alternativesOf(
  problems: readonly RowProblem[],
  row: number | null,
  chosen: string | null = null,
): Alternative[] {
  return placesFor(problems, row).map(({ crs, lon, lat }, index) => ({
    number: index + 1,
    place: [lon, lat],
    isChosen: crs === chosen,
  }));
}
