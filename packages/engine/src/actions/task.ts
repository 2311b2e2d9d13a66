import { z } from 'zod';
import type { ActionKind } from '../actions';
import { conditionSchema } from '../conditions';
import { after } from '../duration';
import { businessDuration, text } from '../shape';
import { stepFields } from './base';

export const taskSchema = () =>
  z
    .strictObject({
      do: z.literal('task'),
      ...stepFields(),
      title: text().meta({ description: 'What is to be done.' }),
      reason: text().optional().meta({ description: 'Why.' }),
      talk: text().optional().meta({ description: 'Suggested words.' }),
      due: businessDuration().optional().meta({ description: 'By when, from now.' }),
      owner: z.string().optional().meta({ description: "Who does it; default the account's owner." }),
      type: z.enum(['phone', 'mail', 'other']).optional().meta({ description: 'Default phone.' }),
      closeWhen: conditionSchema().optional().meta({ description: 'The reason is gone: the task closes itself.' }),
    })
    .meta({
      id: 'task',
      title: 'Task',
      description: 'Asks a human to act: a phone call. One per person and step; closes itself when the reason is gone.',
      why: 'Machines first, people where it counts.',
      examples: [{ do: 'task', id: 'call', title: 'Call: mail not opened', due: '1bd', closeWhen: { kind: 'login', nth: { atLeast: 2 } } }],
    });
export type Task = z.infer<ReturnType<typeof taskSchema>>;

export const task: ActionKind<Task> = {
  conditions: (s) => (s.closeWhen ? [s.closeWhen] : []),
  plan(s, { run, flow, key, timeZone, holidays }) {
    const { state } = run;
    // Nobody is asked twice for the same thing while it is still to be done.
    if (Object.values(state.tasks).some((open) => open.f === flow.id && open.s === s.id)) return { to: '' };
    state.tasks[key] = { f: flow.id, s: s.id, at: state.now };
    run.emit({
      id: key,
      at: state.now,
      kind: 'task',
      flow: flow.id,
      step: s.id,
      ...(s.due && { due: after(state.now, s.due, timeZone, holidays) }),
    });
    return { to: '' };
  },
};
