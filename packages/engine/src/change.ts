/** The smallest change that would show it: the fewest facts that would have to be different, gate by gate. */
import type { Explanation } from './explain';
import type { Instant, Verdict } from './types';

export interface Change {
  gate: string;
  /** Reason code of the fact, as in a verdict. */
  code: string;
  /** What it would have to be: true, or false inside a "not". */
  to: boolean;
  have?: unknown;
  need?: unknown;
  /** The condition that would have to change its answer. */
  of?: Verdict['of'];
  /** It may change by itself then; null: only something happening can change it. */
  at: Instant | null;
}

type Leaf = [verdict: Verdict, to: boolean];

/** What waits for time alone is cheaper than what somebody has to do; among equals the first. */
const cost = (leaves: readonly Leaf[]): number => leaves.reduce((sum, [{ until }]) => sum + (Number.isFinite(until) ? 0.5 : 1), 0);

function leaves(verdict: Verdict, to: boolean): Leaf[] {
  if (verdict.is === to) return [];
  const { code, parts } = verdict;
  if (!parts?.length) return [[verdict, to]];
  const each = parts.map((part) => leaves(part, code === 'not' ? !to : to));
  // For "all" to hold every part has to; for it not to hold one is enough. "any" is the other way round; the rest has one part.
  const one = code === 'any' ? to : code === 'all' && !to;
  return one ? each.reduce((least, other) => (cost(other) < cost(least) ? other : least)) : each.flat();
}

export const smallestChange = ({ gates }: Explanation): Change[] =>
  gates.flatMap((gate) =>
    (gate.asked && !gate.is ? leaves(gate, true) : []).map(([{ code, have, need, of, until }, to]): Change => ({
      gate: gate.name,
      code,
      to,
      ...(have !== undefined && { have }),
      ...(need !== undefined && { need }),
      ...(of && { of }),
      at: Number.isFinite(until) ? until : null,
    })),
  );
