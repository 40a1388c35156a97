/** The shapes in which the atlas answers about files that are loaded into a layer. */

import type * as atlas from './atlas';
import type { Place } from './types';

export type {
  ChosenSystem as ProposedSystem,
  ColumnBy as FoundBy,
  FieldTerms as ProposedTerms,
  LeftRow,
  MatchRule,
  Me,
  ObjectCandidate,
  Outcome,
  PlaceCandidate,
  Preview,
  ProblemsPage,
  Proposal,
  ProposedColumn,
  ProposedTerm,
  RowCandidate,
  Run,
  RunCounts as Counts,
  RunsPage,
  RunState,
  SystemCandidate,
  TargetField,
} from './atlas';

export type PointOutcome = atlas.PreviewRow['outcome'];
export type Candidate = atlas.PlaceCandidate | atlas.ObjectCandidate | atlas.RowCandidate;
/** A problem of a run, or of a proposal, which has no number and no label of its suggestion. */
export type RowProblem = atlas.ProposedProblem & {
  id?: number | string;
  suggestion_title?: atlas.RowProblem['suggestion_title'];
};

/** What a person says of a file; what is left out is proposed or taken from the file. */
export type RunOrder = atlas.ConfirmBody;

/** What a person decided on one waiting row. */
export type Decision = Omit<atlas.DecisionBody, 'place'> & { place?: Place };
