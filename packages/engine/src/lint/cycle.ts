import type { Condition } from '../conditions';
import { both, type Path, type Rule } from './rule';

const PREFIX: Partial<Record<Condition['kind'], string>> = { milestone: 'm', segment: 's', checklist: 'k', flow: 'f' };

export const cycle: Rule = {
  code: 'lint.cycle',
  severity: 'error',
  title: { en: 'Rules that wait for each other', ja: '互いを待ち合う規則' },
  example: {
    shirube: 1,
    segments: [
      { id: 'a', when: { kind: 'not', of: { kind: 'segment', id: 'b' } } },
      { id: 'b', when: { kind: 'segment', id: 'a' } },
    ],
  },
  texts: ({ round }) =>
    both(
      {
        what: `These depend on each other in a circle: ${round}.`,
        why: 'None of them can be decided first: they stay undecided, or change for ever.',
        next: 'Let one of them look at events, traits or pages instead of at the others.',
      },
      {
        what: `循環しています:${round}。`,
        why: 'どれも先に決められないため、決まらないまま、または変わり続けます。',
        next: 'どれか一つを、ほかの規則ではなくイベント・属性・ページで決めてください。',
      },
    ),
  check({ config, conditions }, report) {
    const edges = new Map<string, string[]>();
    const places = new Map<string, Path>();
    const add = (from: string, to: string, path: Path) => {
      edges.set(from, [...(edges.get(from) ?? []), to]);
      places.set(from, path);
    };
    // Where a flow or content looks at itself, somebody acts in between; steps of a flow may look at anything.
    for (const { condition, owner } of conditions) {
      const prefix = PREFIX[condition.kind];
      if (prefix && 'id' in condition && owner.key[0] !== 'c' && !(owner.key[0] === 'f' && owner.field !== 'start'))
        add(owner.key, `${prefix}:${String(condition.id)}`, owner.path);
    }
    for (const [i, m] of (config.milestones ?? []).entries())
      for (const other of m.requires ?? []) add(`m:${m.id}`, `m:${other}`, ['milestones', i]);
    const told = new Set<string>();
    const visit = (key: string, way: readonly string[]): void => {
      const at = way.indexOf(key);
      if (at >= 0) {
        const round = way.slice(at);
        const name = [...round].sort().join();
        if (!told.has(name)) report(places.get(key) ?? [], { round: [...round, key].map((k) => k.slice(2)).join(' → ') });
        told.add(name);
      } else if (way.length < 200)
        for (const next of edges.get(key) ?? []) if (!done.has(next) || way.includes(next)) visit(next, [...way, key]);
      done.add(key);
    };
    const done = new Set<string>();
    for (const key of edges.keys()) visit(key, []);
  },
};
