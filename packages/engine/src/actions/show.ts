import { z } from 'zod';
import type { ActionKind } from '../actions';
import { after } from '../duration';
import { businessDuration } from '../shape';
import { stepFields } from './base';

export const showSchema = () =>
  z
    .strictObject({
      do: z.literal('show'),
      ...stepFields(),
      content: z.string().meta({ description: 'Id of a piece of content.' }),
      until: z
        .enum(['shown', 'completed', 'ended'])
        .optional()
        .meta({ description: 'Waits for this before going on; default: goes on at once.' }),
      max: businessDuration().optional().meta({ description: 'Waits no longer than this.' }),
      timeout: z.string().optional().meta({ description: 'Step to go to when max is over; default the next.' }),
    })
    .meta({
      id: 'show',
      title: 'Show',
      description: 'Wants this content shown as soon as all its gates let it.',
      why: 'Puts the right hint after the right step.',
      examples: [{ do: 'show', id: 'tutorial', content: 'tutorial', until: 'completed', max: '7d' }],
    });
export type Show = z.infer<ReturnType<typeof showSchema>>;

export const show: ActionKind<Show> = {
  keys: (s) => [`c:${s.content}`],
  targets: (s) => (s.timeout ? [s.timeout] : []),
  plan(s, { run, flow, at, timeZone, holidays }) {
    const { state, program } = run;
    const { content, until } = s;
    const config = program.contents.get(content);
    // What was removed or is not published cannot be waited for.
    if (!config || config.off) return { to: '' };
    const record = state.ct[content];
    // What comes once, or until it is completed, was seen for good; what comes again has to come again.
    const { frequency = 'once' } = config;
    const since = frequency === 'once' || frequency === 'untilCompleted' ? -Infinity : at.at;
    const happened = (instant: number | undefined) => instant !== undefined && instant >= since;
    const completed = happened(record?.completed);
    const ended =
      completed || !!record?.never || (record?.dismissed !== undefined && record.dismissed >= (frequency === 'once' ? since : at.at));
    if (
      until === 'shown'
        ? happened(record?.last) || !!state.open[content]?.shown || !!record?.never
        : until === 'completed'
          ? completed || !!record?.never
          : until === 'ended' && ended
    )
      return { to: '' };
    if (!ended && !state.want[content]) {
      state.want[content] = { at: state.now, by: `flow:${flow.id}` };
      run.touch(`c:${content}`);
    }
    if (!until) return { to: '' };
    const end = s.max ? after(at.at, s.max, timeZone, holidays) : Infinity;
    return state.now >= end ? { to: s.timeout ?? '' } : { to: null, until: end };
  },
};
