import { z } from 'zod';
import { conditionSchema, type Condition } from '../conditions';
import type { ConditionKind } from '../types';
import { opposite, verdict } from '../verdict';

export interface Not {
  kind: 'not';
  of: Condition;
}
export const notSchema = () =>
  z
    .strictObject({
      kind: z.literal('not'),
      get of() {
        return conditionSchema().meta({ description: 'A condition.' });
      },
    })
    .meta({
      id: 'not',
      title: 'Not',
      description: 'The opposite; unknown stays unknown.',
      why: 'Excludes people.',
      examples: [{ kind: 'not', of: { kind: 'segment', id: 'churned' } }],
    });

export const not: ConditionKind<Not> = {
  keys: () => [],
  parts: (c) => [c.of],
  check(c, world) {
    const part = world.check(c.of);
    return verdict(opposite(part.is), 'not', part.until, undefined, undefined, [part]);
  },
};
