import { z } from 'zod';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';
import { factsOf, watch } from '../watches';

export const exitIntentSchema = () =>
  z.strictObject({ kind: z.literal('exitIntent') }).meta({
    id: 'exitIntent',
    title: 'Exit intent',
    description: 'The pointer left the page through the top: somebody is about to go. Holds until the next page.',
    why: 'The last moment to offer help.',
    examples: [{ kind: 'exitIntent' }],
  });
export type ExitIntent = z.infer<ReturnType<typeof exitIntentSchema>>;

export const exitIntent: ConditionKind<ExitIntent> = {
  keys: () => ['d:exit', 'page'],
  prepare: (_, program) => void watch(program, 'exit', {}, 'exit'),
  check: (_, world) => verdict(factsOf(world, 'exit').includes(true), 'exitIntent'),
};
