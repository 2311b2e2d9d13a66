import { z } from 'zod';
import type { ActionKind } from '../actions';
import { stepFields } from './base';

export const exitSchema = () =>
  z
    .strictObject({
      do: z.literal('exit'),
      ...stepFields(),
      reason: z.string().optional().meta({ description: 'Reported as the reason of the end; default exit.' }),
    })
    .meta({
      id: 'exit',
      title: 'Exit',
      description: 'Ends the flow for this person.',
      why: 'Says that nothing more is needed.',
      examples: [{ do: 'exit', id: 'done' }],
    });
export type Exit = z.infer<ReturnType<typeof exitSchema>>;
export const exit: ActionKind<Exit> = { plan: (s) => ({ to: 'exit', reason: s.reason ?? 'exit' }) };
