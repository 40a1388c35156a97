/** Its address names what nobody knows when the shells are made. */
export const prerender = false;
