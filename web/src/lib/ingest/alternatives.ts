import type { Candidate, Decision, PlaceCandidate, RowProblem } from '../api/ingest-types';
import type { Alternative } from '../map/points-map';

/** The problems that the right system solves; the others are solved by the place itself. */
const ABOUT_SYSTEM = new Set([
  'system_unknown',
  'system_contradicts',
  'system_unconfirmed',
  'system_dissents',
  'not_of_system',
  'crs_unreadable',
]);

function isPlace(candidate: Candidate): candidate is PlaceCandidate {
  return candidate.kind === 'place';
}

/** The places among which a person may choose for one row, each once, in the atlas's order. */
export function placesFor(problems: readonly RowProblem[], row: number | null): PlaceCandidate[] {
  const places: PlaceCandidate[] = [];
  for (const candidate of problems.filter((each) => each.row === row).flatMap(placesOf)) {
    if (!places.some((other) => isSame(other, candidate))) places.push(candidate);
  }
  return places;
}

function placesOf(problem: RowProblem): PlaceCandidate[] {
  return problem.candidates.filter(isPlace);
}

function isSame(one: PlaceCandidate, other: PlaceCandidate): boolean {
  return one.crs === other.crs && one.lon === other.lon && one.lat === other.lat;
}

/**
 * The decision that one of a row's places is meant. Where the system was in question and only this
 * place is in it, the system is decided on, so that the transformation stays on record.
 */
export function decisionFor(
  problems: readonly RowProblem[],
  row: number,
  place: PlaceCandidate,
): Decision {
  const ofRow = problems.filter((each) => each.row === row);
  const inSystem = placesFor(problems, row).filter((other) => other.crs === place.crs);
  const isOfSystem = ofRow.some((each) => ABOUT_SYSTEM.has(each.code)) && inSystem.length === 1;
  return isOfSystem ? { row, crs: place.crs } : { row, place: [place.lon, place.lat] };
}

/** Whether a decision means this place. */
export function means(decision: Decision | undefined, place: PlaceCandidate): boolean {
  if (decision?.crs !== undefined) return decision.crs === place.crs;
  return decision?.place?.[0] === place.lon && decision.place[1] === place.lat;
}

/** The same places, numbered for the map, with the one that a decision means marked. */
export function alternativesOf(
  problems: readonly RowProblem[],
  row: number | null,
  decision?: Decision,
): Alternative[] {
  return placesFor(problems, row).map((place, index) => ({
    number: index + 1,
    place: [place.lon, place.lat],
    isChosen: means(decision, place),
  }));
}
