import type { Place } from '../api/types';

/** Whether the closed line through the places crosses itself, as a map in degrees draws it. */
export function crossesItself(places: readonly Place[]): boolean {
  const sides = places.map((place, index) => [place, places[(index + 1) % places.length] ?? place] as const);
  return sides.some((one, index) =>
    sides.slice(index + 2).some((other, apart) => {
      const areNeighbours = index === 0 && apart === sides.length - 3;
      return !areNeighbours && cross(one, other);
    }),
  );
}

type Side = readonly [Place, Place];

function cross([a, b]: Side, [c, d]: Side): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Positive where the way over three places turns left, negative where right, 0 straight on. */
function turn(a: Place, b: Place, c: Place): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
