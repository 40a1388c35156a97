/** What went wrong between the page and the atlas. */

export interface ProblemDetails {
  type?: string;
  title?: string;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** An answer that is a problem (RFC 9457), in the reader's language. */
export class AnsweredProblem extends Error {
  constructor(
    readonly status: number,
    readonly details: ProblemDetails,
  ) {
    super(details.detail ?? details.title ?? String(status));
  }
}

/** No answer came: no network, or the atlas does not run. */
export class NoAnswer extends Error {}

export type Problem = AnsweredProblem | NoAnswer;

/** The problem of an answer that was not a success. */
export async function problemOf(answer: Response): Promise<AnsweredProblem> {
  const type = answer.headers.get('content-type') ?? '';
  const details = type.includes('json') ? ((await answer.json()) as ProblemDetails) : {};
  return new AnsweredProblem(answer.status, details);
}
