import { afterEach, describe, expect, it, vi } from 'vitest';
import { AnsweredProblem, NoAnswer } from '../src/lib/api/problem';
import { overArchive } from '../src/lib/archive/opened';

vi.mock('maplibre-gl', () => ({ addProtocol: () => undefined }));

const STYLE = { version: 8 as const, sources: {}, layers: [] };

function atlasAnswers(answer: () => Response): void {
  vi.stubGlobal('location', { origin: 'https://atlas.kz' });
  vi.stubGlobal('document', { documentElement: { lang: 'kk' }, cookie: '' });
  vi.stubGlobal('fetch', async () => answer());
}

afterEach(() => vi.unstubAllGlobals());

describe('an archive that is not served', () => {
  it('is told in the words of the atlas', async () => {
    const details = JSON.stringify({ detail: 'мұрағат енді берілмейді' });
    const headers = { 'Content-Type': 'application/problem+json' };
    atlasAnswers(() => new Response(details, { status: 410, headers }));
    const failure = await overArchive(STYLE, 'west').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AnsweredProblem);
    expect((failure as AnsweredProblem).message).toBe('мұрағат енді берілмейді');
  });

  it('is no answer where the file is none', async () => {
    atlasAnswers(() => new Response('<html>', { status: 200 }));
    await expect(overArchive(STYLE, 'east')).rejects.toBeInstanceOf(NoAnswer);
  });
});
