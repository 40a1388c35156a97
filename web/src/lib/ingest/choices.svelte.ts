import type { MatchRule, Proposal, ProposedTerm, RunOrder, TargetField } from '../api/ingest-types';

/** What the person says of a proposal: it begins as proposed, and every change is theirs. */
export class Choices {
  /** The field that each column is read into; «» is a column that is not read. */
  columns = $state<Record<string, string>>({});
  /** The code that each value stands for, by field and value; «» leaves the value unknown. */
  terms = $state<Record<string, Record<string, string>>>({});
  /** The value of all rows by field; «» leaves the field empty. */
  constants = $state<Record<string, string>>({});
  sheet = $state('');
  crs = $state('');
  key = $state('');
  matches = $state<MatchRule>('wait');
  dryRun = $state(false);
  eraseEmpty = $state(false);
  remember = $state(true);

  constructor(readonly proposal: Proposal) {
    for (const column of proposal.columns) this.columns[column.column] = column.field ?? '';
    for (const { field, values } of proposal.terms) {
      this.terms[field] = Object.fromEntries(values.map((each) => [each.value, codeOf(each)]));
    }
    for (const field of proposal.fields) {
      if (field.required) this.constants[field.name] = '';
    }
    Object.assign(this.constants, proposal.constants);
    this.sheet = proposal.sheet ?? '';
    this.key = proposal.key.column ?? '';
  }

  /** Fields into which more than one column is read. */
  get doubled(): string[] {
    const read = Object.values(this.columns).filter((field) => field !== '');
    return [...new Set(read.filter((field, index) => read.indexOf(field) !== index))];
  }

  /** The fields that may have one value for all rows: no column that holds anything fills them. */
  get unfilled(): TargetField[] {
    const holding = this.proposal.columns.filter((each) => each.filled > 0);
    const filled = new Set(holding.map((each) => this.columns[each.column]));
    return this.proposal.fields.filter(
      ({ name }) => name in this.constants && !filled.has(name),
    );
  }

  /** Required fields that stay empty. */
  get missing(): string[] {
    const empty = this.unfilled.filter((field) => field.required && !this.constants[field.name]);
    return empty.map((field) => field.name);
  }

  /** Whether the sheet or the system is another than that for which was proposed. */
  get needsAnotherProposal(): boolean {
    return this.sheet !== (this.proposal.sheet ?? '') || this.crs !== '';
  }

  /** The choices as the atlas takes them: every field that is read, and those given up. */
  order(): RunOrder {
    return {
      ...this.wishes(),
      key: this.key,
      columns: this.#toldColumns(),
      constants: this.#toldConstants(),
      terms: this.#toldTerms(),
      matches: this.matches,
      dry_run: this.dryRun,
      erase_empty: this.eraseEmpty,
      remember: this.remember,
    };
  }

  /** What another proposal starts from: another sheet has columns of its own. */
  wishes(): RunOrder {
    return {
      ...(this.sheet ? { sheet: this.sheet } : {}),
      ...(this.crs ? { crs: this.crs } : {}),
    };
  }

  #toldColumns(): Record<string, string> {
    const told: Record<string, string> = {};
    for (const { field } of this.proposal.columns) if (field) told[field] = '';
    for (const [column, field] of Object.entries(this.columns)) if (field) told[field] = column;
    for (const [field, value] of Object.entries(this.#toldConstants())) if (value) told[field] = '';
    return told;
  }

  /** The values for all rows, and those of the proposal that are taken back. */
  #toldConstants(): Record<string, string> {
    const proposed = this.proposal.constants ?? {};
    const told = this.unfilled
      .map(({ name }) => [name, this.constants[name] ?? ''] as const)
      .filter(([name, value]) => value !== '' || name in proposed);
    return Object.fromEntries(told);
  }

  #toldTerms(): Record<string, Record<string, string>> {
    const told: Record<string, Record<string, string>> = {};
    for (const { field } of this.proposal.terms) {
      const chosen = Object.entries(this.terms[field] ?? {}).filter(([, code]) => code !== '');
      if (chosen.length > 0) told[field] = Object.fromEntries(chosen);
    }
    return told;
  }
}

/** What is chosen for a value before anybody touches it: the found code, else the suggested one. */
export function codeOf(term: ProposedTerm): string {
  return term.code ?? term.suggestion ?? '';
}

/** Whether nothing but a suggestion stands behind a value. */
export function isOnlySuggested(term: ProposedTerm): boolean {
  return term.code === null;
}

/** Whether a value only resembles the term that was found for it. */
export function isDoubtful(term: ProposedTerm): boolean {
  return term.how === 'near';
}

/** The values of a field: the unknown, the doubtful, the sure; of each the most frequent first. */
export function unknownFirst(values: readonly ProposedTerm[]): ProposedTerm[] {
  const rank = (term: ProposedTerm): number =>
    isOnlySuggested(term) ? 0 : isDoubtful(term) ? 1 : 2;
  return [...values].sort((one, other) => rank(one) - rank(other) || other.rows - one.rows);
}
