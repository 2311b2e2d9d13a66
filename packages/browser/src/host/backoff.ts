export const DAY = 864e5;
/** The longest wait between two attempts, in milliseconds. */
export const CAP = 60_000;

/** "Full jitter": a random wait up to base × 2^attempt, so that a thousand clients do not come back together. */
export const backoff = (attempt: number, random: number): number => 200 + random * Math.min(CAP, 1000 * 2 ** attempt);
/** Seconds or an HTTP date → milliseconds from `now`. */
export const retryAfter = (value: string | null, now: number): number | undefined => {
  const seconds = Number(value);
  const ms = isNaN(seconds) ? Date.parse(String(value)) - now : seconds * 1000;
  return ms > 0 ? Math.min(ms, DAY) : undefined;
};
