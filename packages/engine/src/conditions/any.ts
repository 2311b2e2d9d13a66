import { z } from 'zod';
import { conditionSchema, type Condition } from '../conditions';
import type { ConditionKind } from '../types';
import { NEVER, every, opposite, verdict } from '../verdict';

export interface Any {
  kind: 'any';
  of: Condition[];
}
export const anySchema = () =>
  z
    .strictObject({
      kind: z.literal('any'),
      get of() {
        return z.array(conditionSchema()).meta({ description: 'Conditions.' });
      },
    })
    .meta({
      id: 'any',
      title: 'Any',
      description: 'At least one holds. One that is true decides; otherwise one that is unknown does.',
      why: 'Offers alternatives.',
      examples: [
        {
          kind: 'any',
          of: [
            { kind: 'event', name: 'invoice_created' },
            { kind: 'event', name: 'csv_imported' },
          ],
        },
      ],
    });

export const any: ConditionKind<Any> = {
  keys: () => [],
  parts: (c) => c.of,
  check(c, world) {
    const parts = c.of.map((part) => world.check(part));
    return verdict(
      opposite(every(parts.map((p) => opposite(p.is)))),
      'any',
      Math.min(NEVER, ...parts.map((p) => p.until)),
      undefined,
      undefined,
      parts,
    );
  },
};
