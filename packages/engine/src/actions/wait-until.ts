import { z } from 'zod';
import type { ActionKind } from '../actions';
import { conditionSchema } from '../conditions';
import { after } from '../duration';
import { businessDuration } from '../shape';
import { stepFields } from './base';

export const waitUntilSchema = () =>
  z
    .strictObject({
      do: z.literal('waitUntil'),
      ...stepFields(),
      paths: z
        .array(z.strictObject({ when: conditionSchema(), to: z.string().optional().meta({ description: 'Default: the next step.' }) }))
        .min(1)
        .meta({ description: 'The first that holds wins.' }),
      max: businessDuration().optional().meta({ description: 'Default: waits for ever.' }),
      timeout: z.string().optional().meta({ description: 'Step to go to when max is over; default the next.' }),
    })
    .meta({
      id: 'waitUntil',
      title: 'Wait until',
      description: 'Waits for the first of several conditions, or until the time is over. One that already holds passes at once.',
      why: 'Mail opened? Logged in? Or three days of silence?',
      examples: [
        { do: 'waitUntil', id: 'opened', paths: [{ when: { kind: 'mail', id: 'onboarding', is: 'opened' } }], max: '3bd', timeout: 'call' },
      ],
    });
export type WaitUntil = z.infer<ReturnType<typeof waitUntilSchema>>;

export const waitUntil: ActionKind<WaitUntil> = {
  conditions: (s) => s.paths.map((p) => p.when),
  targets: (s) => [...s.paths.flatMap((p) => (p.to ? [p.to] : [])), ...(s.timeout ? [s.timeout] : [])],
  plan(s, { run, at, world, timeZone, holidays }) {
    const end = s.max ? after(at.at, s.max, timeZone, holidays) : Infinity;
    let until = end;
    for (const path of s.paths) {
      const verdict = world.check(path.when);
      if (verdict.is) return { to: path.to ?? '' };
      until = Math.min(until, verdict.until);
    }
    return run.state.now >= end ? { to: s.timeout ?? '' } : { to: null, until };
  },
};
