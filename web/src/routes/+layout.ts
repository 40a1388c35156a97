/** Pages are made in the browser; what is served are their shells. */
export const ssr = false;
export const prerender = true;
