import { z } from 'zod';
import type { ActionKind } from '../actions';
import { after } from '../duration';
import { businessDuration } from '../shape';
import { stepFields } from './base';

export const waitSchema = () =>
  z.strictObject({ do: z.literal('wait'), ...stepFields(), for: businessDuration() }).meta({
    id: 'wait',
    title: 'Wait',
    description: 'Goes on after this time.',
    why: 'Gives people time.',
    examples: [{ do: 'wait', id: 'three-days', for: '3d' }],
  });
export type Wait = z.infer<ReturnType<typeof waitSchema>>;

export const wait: ActionKind<Wait> = {
  plan(s, { run, at, timeZone, holidays }) {
    const end = after(at.at, s.for, timeZone, holidays);
    return run.state.now >= end ? { to: '' } : { to: null, until: end };
  },
};
