import { z } from 'zod';
import type { ActionKind } from '../actions';
import { after } from '../duration';
import { businessDuration } from '../shape';
import { stepFields } from './base';

export const showSchema = () => z.strictObject({
  do: z.literal('show'), ...stepFields(), content: z.string(),
  until: z.enum(['shown', 'completed', 'ended']).optional().meta({ description: 'Waits for this before going on; default: goes on at once.' }),
  max: businessDuration().optional().meta({ description: 'Waits no longer than this.' }), timeout: z.string().optional().meta({ description: 'Step to go to when max is over; default the next.' }),
}).meta({ id: 'show', title: 'Show', description: 'Wants this content shown as soon as all its gates let it.', why: 'Puts the right hint after the right step.', examples: [{ do: 'show', id: 'tutorial', content: 'tutorial', until: 'completed', max: '7d' }] });
export type Show = z.infer<ReturnType<typeof showSchema>>;

export const show: ActionKind<Show> = {
  keys: (s) => [`c:${s.content}`],
  targets: (s) => (s.timeout ? [s.timeout] : []),
  plan(s, { run, flow, at, timeZone }) {
    const { state } = run;
    const record = state.ct[s.content];
    const since = (instant: number | undefined) => instant !== undefined && instant >= at.at;
    const completed = since(record?.completed);
    const ended = completed || since(record?.dismissed) || !!record?.never;
    if (s.until === 'shown' ? since(record?.last) : s.until === 'completed' ? completed : s.until === 'ended' ? ended : false) return { to: '' };
    if (!ended && !state.want[s.content]) {
      state.want[s.content] = { at: state.now, by: `flow:${flow.id}` };
      run.touch(`c:${s.content}`);
    }
    if (!s.until) return { to: '' };
    const end = s.max ? after(at.at, s.max, timeZone) : Infinity;
    return state.now >= end ? { to: s.timeout ?? '' } : { to: null, until: end };
  },
};
