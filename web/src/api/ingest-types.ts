/** The shapes in which the atlas answers about files that are loaded into a layer. */

import type { FeatureCollection, Geometry } from 'geojson';
import type { Phrase } from '../language/phrase';
import type { Name } from './types';

/** Who the token belongs to, and the layers that they may write. */
export interface Me {
  name: string;
  permissions: string[];
  layers: string[];
}

export type RunState =
  | 'queued'
  | 'proposed'
  | 'reading'
  | 'writing'
  | 'stopped'
  | 'failed'
  | 'done'
  | 'undone';
export type Outcome = 'waiting' | 'rejected' | 'noted';
export type PointOutcome = 'good' | 'waiting' | 'rejected';
export type MatchRule = 'wait' | 'same' | 'different';

export interface PlaceCandidate {
  kind: 'place';
  /** The system in which the row's numbers mean this place. */
  crs: string;
  title: Phrase;
  lon: number;
  lat: number;
  region?: { code: string; name: Name } | null;
  distance_m?: number | null;
}
/** An object of the atlas that may be the same one. */
export interface ObjectCandidate {
  kind: 'feature';
  id: number;
  name: string | null;
  score?: number | null;
  distance_m?: number | null;
  verdict?: string | null;
}
/** Another row of the same file that may be the same object. */
export interface RowCandidate {
  kind: 'row';
  row: number;
  name: string | null;
  score?: number | null;
  distance_m?: number | null;
  verdict?: string | null;
}
export type Candidate = PlaceCandidate | ObjectCandidate | RowCandidate;

export interface RowProblem {
  id?: number | string;
  row: number;
  field: string;
  column: string | null;
  value: string;
  reason: Phrase;
  suggestion: string | null;
  /** The label of a suggested code; absent in proposals. */
  suggestion_title?: Phrase | null;
  code: string;
  outcome: Outcome;
  candidates: Candidate[];
}
/** A row that waits or was rejected, as it stands in the file. */
export interface LeftRow {
  row: number;
  names: Partial<Record<'name_kk' | 'name_ru' | 'name_en', string>>;
  cells: { column: string; value: string }[];
  /** The load that was done with what was decided on the row. */
  taken_up_by: number | null;
}

export type FoundBy = 'name' | 'near' | 'value' | 'saved' | 'told';
export interface ProposedColumn {
  column: string;
  sample: string[];
  filled: number;
  field: string | null;
  how: FoundBy | null;
  score: number | null;
  others: { field: string; score: number }[];
}
export interface TargetField {
  name: string;
  title: Phrase;
  required: boolean;
  type: string;
}
export interface ProposedTerm {
  value: string;
  rows: number;
  code: string | null;
  how: 'label' | 'alias' | 'near' | 'saved' | 'told' | null;
  suggestion: string | null;
}
export interface ProposedTerms {
  field: string;
  column: string | null;
  values: ProposedTerm[];
}
export interface SystemCandidate {
  code: string;
  title: Phrase;
  rows: number;
  share: number;
  median_distance_m: number | null;
}
export interface ProposedSystem {
  from: 'told' | 'file' | 'column' | 'detected' | 'assumed' | null;
  code: string | null;
  title: Phrase | null;
  certainty: 'sure' | 'datum_open' | 'ambiguous' | 'nowhere' | null;
  operation: string | null;
  accuracy_m: number | null;
  candidates: SystemCandidate[];
}
export type Preview = FeatureCollection<
  Geometry | null,
  { row: number; name: string | null; outcome: PointOutcome }
>;
export interface Proposal {
  layer: string;
  file: { name: string; bytes: number };
  sheet: string | null;
  sheets: string[];
  rows: number;
  /** Whether all rows were looked at, not just the first ones. */
  whole: boolean;
  columns: ProposedColumn[];
  fields: TargetField[];
  /** Values for all rows by field without a column; absent in proposals of before there were any. */
  constants?: Record<string, string>;
  terms: ProposedTerms[];
  crs: ProposedSystem;
  key: { column: string | null; proposed: string[] };
  counts: { good: number; waiting: number; rejected: number };
  problems: RowProblem[];
  preview: Preview;
}

export interface Counts {
  read: number;
  loaded: number;
  unchanged: number;
  waiting: number;
  rejected: number;
  created: number;
}
export interface Run {
  id: number;
  layer: string;
  source: string;
  file: { name: string; bytes: number; sha256: string };
  state: RunState;
  dry_run: boolean;
  by: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  undone_at: string | null;
  /** The run whose waiting rows this one takes up. */
  follows: number | null;
  progress: { done: number; total: number | null };
  counts: Counts | null;
  proposal?: Proposal | null;
  error: { code: string; message: string } | null;
  may: Record<'confirm' | 'stop' | 'resume' | 'undo' | 'decide', boolean>;
  links: { rel: string; href: string }[];
}
export interface Page {
  links: { rel: string; href: string }[];
}
export type RunsPage = Page & { runs: Run[] };
export type ProblemsPage = Page & { problems: RowProblem[]; rows: LeftRow[] };

/** What a person says of a file; what is left out is proposed or taken from the file. */
export interface RunOrder {
  source?: string;
  sheet?: string | null;
  crs?: string | null;
  key?: string | null;
  columns?: Record<string, string>;
  constants?: Record<string, string>;
  terms?: Record<string, Record<string, string>>;
  matches?: MatchRule;
  trust_detected?: boolean;
  dry_run?: boolean;
  erase_empty?: boolean;
  remember?: boolean;
}

/** What a person decided on one waiting row. */
export interface Decision {
  row: number;
  crs?: string;
  place?: readonly [lon: number, lat: number];
  same_as?: number;
  is_new?: boolean;
  values?: Record<string, string>;
}
