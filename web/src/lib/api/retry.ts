/** Asking again where the atlas says that it is busy and for how long. */

const MOST_TIMES = 4;
const LONGEST_PAUSE_S = 10;
const BUSY = [429, 503];

/** How many seconds to wait before asking again; null where it makes no sense. */
export function retryDelayS(answer: Pick<Response, 'status' | 'headers'>, times: number): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const isWorth = BUSY.includes(answer.status) && times < MOST_TIMES;
  return isWorth && seconds >= 0 && seconds <= LONGEST_PAUSE_S ? seconds : null;
}

/** The answer to a question that only reads, asked again while the atlas is busy. */
export async function withRetry(ask: () => Promise<Response>, init: RequestInit): Promise<Response> {
  const isReading = (init.method ?? 'GET') === 'GET';
  for (let times = 1; ; times += 1) {
    const answer = await ask();
    const pause = isReading ? retryDelayS(answer, times) : null;
    if (pause === null) return answer;
    await waited(pause, init.signal ?? null);
  }
}

function waited(seconds: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = setTimeout(resolve, seconds * 1000);
    function leave(): void {
      clearTimeout(over);
      reject(signal?.reason as Error);
    }
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });
}
