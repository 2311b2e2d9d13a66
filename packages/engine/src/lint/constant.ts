/** What a condition must always answer, as far as its own words tell. */
import type { Condition } from '../conditions';
import type { Range } from '../shape';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const opposes = (a: Condition, b: Condition): boolean => (a.kind === 'not' && same(a.of, b)) || (b.kind === 'not' && same(b.of, a));

/** Counts are whole numbers from 0. */
function ofRange(range: Range | undefined): boolean | undefined {
  if (!range) return undefined;
  const low = Math.max(0, range.atLeast ?? 0, range.exactly ?? 0, range.between?.[0] ?? 0);
  const high = Math.min(range.atMost ?? Infinity, range.exactly ?? Infinity, range.between?.[1] ?? Infinity);
  return low > high ? false : low === 0 && high === Infinity ? true : undefined;
}

function ofOperators(is: unknown): boolean | undefined {
  if (typeof is !== 'object' || is === null) return undefined;
  const {
    gt,
    gte,
    lt,
    lte,
    in: among,
    equals,
    not,
  } = is as { gt?: number; gte?: number; lt?: number; lte?: number; in?: unknown[]; equals?: unknown; not?: unknown };
  const low = Math.max(gt ?? -Infinity, gte ?? -Infinity);
  const high = Math.min(lt ?? Infinity, lte ?? Infinity);
  if (low > high || (low === high && (gt === low || lt === high))) return false;
  if (Array.isArray(among) && (!among.length || (equals !== undefined && !among.includes(equals)))) return false;
  return equals !== undefined && equals === not ? false : undefined;
}

export function constant(c: Condition): boolean | undefined {
  switch (c.kind) {
    case 'not': {
      const part = constant(c.of);
      return part === undefined ? undefined : !part;
    }
    case 'all':
    case 'any': {
      const stop = c.kind === 'any';
      const parts = c.of.map(constant);
      if (parts.includes(stop) || c.of.some((a, i) => c.of.slice(i + 1).some((b) => opposes(a, b)))) return stop;
      if (!stop && contradicts(c.of)) return false;
      return parts.every((part) => part === !stop) ? !stop : undefined;
    }
    case 'event':
      return ofRange(c.count);
    case 'sequence':
      return ofRange(c.count);
    case 'login':
      return ofRange(c.nth);
    case 'milestone':
      return c.ago ? undefined : ofRange(c.count);
    case 'page':
      return c.visits ? ofRange(c.visits) : undefined;
    case 'trait':
    case 'accountTrait':
      return ofOperators(c.is);
    case 'sample':
      return c.share === 0 ? false : c.share === 1 ? true : undefined;
    case 'scroll':
      return c.depth === 0 ? true : undefined;
    case 'video':
      return c.to !== undefined && (c.from ?? 0) >= c.to ? false : undefined;
    case 'time':
      return (c.from && c.to && c.from >= c.to) || (c.hours && c.hours[0] === c.hours[1]) ? false : undefined;
    default:
      return undefined;
  }
}

/** Two plain values of one trait, or two pages that exclude each other. */
function contradicts(parts: readonly Condition[]): boolean {
  return parts.some((a, i) =>
    parts.slice(i + 1).some((b) => {
      if ((a.kind === 'trait' && b.kind === 'trait') || (a.kind === 'accountTrait' && b.kind === 'accountTrait'))
        return a.name === b.name && typeof a.is !== 'object' && typeof b.is !== 'object' && a.is !== b.is;
      if (a.kind === 'page' && b.kind === 'page') return !a.visits && !b.visits && literal(a.path) && literal(b.path) && a.path !== b.path;
      if (a.kind === 'login' && b.kind === 'login' && !a.within && !b.within && !a.since && !b.since)
        return ofRange({ ...a.nth, ...b.nth }) === false;
      return false;
    }),
  );
}
const literal = (path: unknown): boolean => typeof path === 'string' && !/[*:!]/.test(path);
