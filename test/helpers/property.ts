/**
 * How long and from where property tests look. The everyday run takes the same way each time, so that what it finds is found again and
 * a retry cannot hide it; SHIRUBE_RUNS=2000 looks harder, from a seed of its own that is printed with a failure, and SHIRUBE_SEED=…
 * repeats a run.
 */
const { SHIRUBE_RUNS, SHIRUBE_SEED } = process.env;
const EVERYDAY = 20_260_401;

export const RUNS = Number(SHIRUBE_RUNS ?? 60);
// Drawn once for all tests of a file: a retry meets the same cases.
const seed = SHIRUBE_SEED ? Number(SHIRUBE_SEED) : SHIRUBE_RUNS ? Math.floor(Math.random() * 2 ** 31) : EVERYDAY;

/** For fc.assert: this many cases, not made smaller after a failure (that takes as long as the search for one). */
export const runs = (numRuns = RUNS) => ({ numRuns: Math.ceil(numRuns), seed, endOnFailure: true });
/** For quick properties, which are made smaller. */
export const quick = (numRuns: number) => ({ numRuns, seed });
