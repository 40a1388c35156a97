import type { RegionsAt } from '../api/types';

/**
 * The region that a press on the map chooses: one level below the chosen one where that holds the
 * place, else the oblast there; null outside the country and where nothing lies deeper.
 */
export function deeper(here: RegionsAt, chosen: string | null): string | null {
  const chain = [here.oblast, here.district, here.rural_district]
    .filter((region) => region !== null)
    .map((region) => region.code);
  const depth = chosen ? chain.indexOf(chosen) : -1;
  return chain[depth + 1] ?? null;
}
