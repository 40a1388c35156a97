/** By which codes the layers are limited, and how an address says it. */

/** Of this layer only objects whose field holds the code. */
export interface Condition {
  readonly layer: string;
  readonly field: string;
  readonly code: string;
}

/** Different fields of a layer all have to hold; a field is asked for one code. */
export type Where = readonly Condition[];

const CONDITION = /^(\w{1,63})\.(\w{1,63}):([\w-]{1,63})$/;
const MOST_CONDITIONS = 12;

/** The conditions that a text such as `citizen_reports.topic:roads;monuments.kind:tower` tells. */
export function whereFrom(text: string | null): Where {
  const told = (text ?? '').split(';', MOST_CONDITIONS).map(conditionFrom);
  return told.filter((each) => each !== null).reduce<Where>(limited, []);
}

export function whereText(where: Where): string {
  return where.map(({ layer, field, code }) => `${layer}.${field}:${code}`).join(';');
}

/** The conditions with one more, which takes the place of another code of its field. */
export function limited(where: Where, condition: Condition): Where {
  return [...without(where, condition), condition];
}

/** The conditions without that on the field of this one. */
export function without(where: Where, { layer, field }: Condition): Where {
  return where.filter((each) => each.layer !== layer || each.field !== field);
}

/** The wanted code of each field of a layer, as the API takes them. */
export function codesOf(where: Where, layer: string): Record<string, string> {
  const own = where.filter((each) => each.layer === layer);
  return Object.fromEntries(own.map(({ field, code }) => [field, code]));
}

function conditionFrom(text: string): Condition | null {
  const [, layer, field, code] = CONDITION.exec(text) ?? [];
  return layer && field && code ? { layer, field, code } : null;
}
