/** A role as a form has it: empty texts are what nobody has said. */
export interface RoleWish {
  role: string;
  at: string;
  from: string;
  until: string;
}

export const NO_WISH: RoleWish = { role: '', at: '', from: '', until: '' };

/** The body of the request. */
export function bodyOf(wish: RoleWish): Record<string, string> {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== ''));
}
