/** Says, in an answer that was kept, when it was: milliseconds since 1970. */
export const CACHED_AT = 'x-cached-at';
