import type { Instant } from './types';

/** A date and time that says how far from UTC it is. */
export const OFFSET = /T.*(Z|[+-]\d\d:?\d\d)$/;
/** An ISO date or date and time; without an offset it is meant in UTC. NaN when it is none. */
export const utcOf = (text: string): Instant => Date.parse(text.includes('T') && !OFFSET.test(text) ? `${text}Z` : text);
