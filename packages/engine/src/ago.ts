/** "how long ago": shared by the conditions that ask about something with an instant. */
import { z } from 'zod';
import { ms } from './duration';
import { duration } from './shape';
import type { Instant, Verdict } from './types';
import { NEVER, verdict } from './verdict';

export const agoSchema = () =>
  z
    .strictObject({
      atLeast: duration().optional().meta({ description: 'Not more recently than this.' }),
      atMost: duration().optional().meta({ description: 'Not longer ago than this.' }),
    })
    .meta({ title: 'How long ago', description: 'Measured to now; both bounds are inclusive.', examples: [{ atLeast: '3d' }] });
export type Ago = z.infer<ReturnType<typeof agoSchema>>;

export function ago(code: string, at: Instant | undefined, range: Ago | undefined, now: Instant): Verdict {
  if (at === undefined) return verdict(false, code, NEVER, null, range ?? true);
  const from = at + (range?.atLeast ? ms(range.atLeast) : 0);
  const to = range?.atMost ? at + ms(range.atMost) : NEVER;
  return verdict(
    now >= from && now <= to,
    code,
    now < from ? from : now <= to && to < NEVER ? to + 1 : NEVER,
    range ? now - at : at,
    range ?? true,
  );
}
