import { z } from 'zod';
import { conditionSchema, type Condition } from '../conditions';
import type { ConditionKind } from '../types';
import { NEVER, every, verdict } from '../verdict';

export interface All {
  kind: 'all';
  of: Condition[];
}
export const allSchema = () =>
  z
    .strictObject({
      kind: z.literal('all'),
      get of() {
        return z.array(conditionSchema()).meta({ description: 'Conditions.' });
      },
    })
    .meta({
      id: 'all',
      title: 'All',
      description: 'Every one holds. One that is false decides; otherwise one that is unknown does.',
      why: 'Combines conditions.',
      examples: [{ kind: 'all', of: [{ kind: 'login' }, { kind: 'page', path: '/settings/*' }] }],
    });

export const all: ConditionKind<All> = {
  keys: () => [],
  parts: (c) => c.of,
  check(c, world) {
    const parts = c.of.map((part) => world.check(part));
    return verdict(every(parts.map((p) => p.is)), 'all', Math.min(NEVER, ...parts.map((p) => p.until)), undefined, undefined, parts);
  },
};
