import type { RowProblem } from '../api/ingest-types';
import { say } from '../language/say.svelte';

/** What is suggested, a code by its label. */
export function suggestionText({ suggestion, suggestion_title: title }: RowProblem): string {
  return title ? say(title) : (suggestion ?? '');
}
