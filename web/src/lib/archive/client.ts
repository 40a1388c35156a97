/** Which archives of tiles the atlas has. */

import { answerTo, json } from '../api/client';

export interface ListedArchive {
  readonly name: string;
  readonly title: string;
  readonly date: string | null;
}

/** The finished archives. */
export async function archives(signal: AbortSignal): Promise<ListedArchive[]> {
  type Told = ListedArchive & { state: string };
  const answer = await answerTo('/api/tiles/archives', { signal });
  const told = (await json<{ archives: Told[] }>(answer)).archives;
  return told.filter((archive) => archive.state === 'done');
}
