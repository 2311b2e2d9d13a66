import { MINIMUM } from './ratio';

export interface Nps {
  /** 100·(promoters − detractors)/n; null without answers. */
  score: number | null;
  n: number;
  promoters: number;
  passives: number;
  detractors: number;
  /** Half width of the 95 % interval, in points. */
  margin: number | null;
  /** False when the interval is so wide that the score says little (under 5 answers, or wider than ±50). */
  enough: boolean;
  excluded: Record<string, number>;
}

/** Net promoter score of whole numbers 0–10. Anything else is not an answer: it is excluded and counted. */
export function nps(answers: readonly unknown[], superseded = 0): Nps {
  const valid = answers.filter((a): a is number => typeof a === 'number' && Number.isInteger(a) && a >= 0 && a <= 10);
  const n = valid.length;
  const promoters = valid.filter((a) => a >= 9).length;
  const detractors = valid.filter((a) => a <= 6).length;
  const p = promoters / n;
  const d = detractors / n;
  const margin = n ? 196 * Math.sqrt((p + d - (p - d) ** 2) / n) : null;
  return {
    score: n ? 100 * (p - d) : null,
    n,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    margin,
    enough: n >= MINIMUM && margin !== null && margin <= 50,
    excluded: { invalid: answers.length - n, superseded },
  };
}

export interface Answer {
  user: string;
  at: number;
  value: unknown;
}

/** The latest answer of each user within [from, to); earlier ones are superseded. */
export function latestAnswers(answers: readonly Answer[], from: number, to: number): { latest: Answer[]; superseded: number } {
  const inside = answers.filter((a) => a.at >= from && a.at < to);
  const byUser = new Map<string, Answer>();
  for (const answer of inside) {
    const before = byUser.get(answer.user);
    if (!before || answer.at >= before.at) byUser.set(answer.user, answer);
  }
  return { latest: [...byUser.values()], superseded: inside.length - byUser.size };
}
