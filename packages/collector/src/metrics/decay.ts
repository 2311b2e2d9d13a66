/** Σ 2^(−age/halfLife): what happened today counts 1, a half-life ago one half. Same unit for ages and half-life. */
export const decayed = (ages: readonly number[], halfLife: number): number => ages.reduce((sum, age) => sum + 2 ** (-age / halfLife), 0);
