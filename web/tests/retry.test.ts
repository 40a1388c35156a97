import { describe, expect, it } from 'vitest';
import { withRetry, retryDelayS } from '../src/lib/api/retry';

function busy(retryAfter: string | null, status = 503): Response {
  return new Response('', { status, headers: retryAfter === null ? {} : { 'Retry-After': retryAfter } });
}

/** Asks for these answers, one after another. */
function asking(...answers: Response[]): { ask: () => Promise<Response>; left: Response[] } {
  return { ask: () => Promise.resolve(answers.shift() as Response), left: answers };
}

describe('a busy atlas', () => {
  it('is asked again until it answers', async () => {
    const { ask, left } = asking(busy('0'), busy('0', 429), new Response('here'));
    expect(await (await withRetry(ask, {})).text()).toBe('here');
    expect(left).toHaveLength(0);
  });

  it('is not asked for ever', async () => {
    const { ask, left } = asking(...Array.from({ length: 9 }, () => busy('0')));
    expect((await withRetry(ask, {})).status).toBe(503);
    expect(left).toHaveLength(5);
  });

  it('is told a change once only', async () => {
    const { ask, left } = asking(busy('0'), new Response('twice'));
    expect((await withRetry(ask, { method: 'POST' })).status).toBe(503);
    expect(left).toHaveLength(1);
  });

  it('is not waited for when it says that it takes long, or says nothing', () => {
    expect([busy('600'), busy(null), busy('soon'), busy('1', 500)].map((each) => retryDelayS(each, 1))).toEqual(
      [null, null, null, null],
    );
    expect(retryDelayS(busy('2'), 1)).toBe(2);
  });

  it('is left alone when nobody waits for it any more', async () => {
    const left = new AbortController();
    const answer = withRetry(asking(busy('5'), new Response('late')).ask, { signal: left.signal });
    left.abort();
    await expect(answer).rejects.toThrow();
  });
});
