import { z } from 'zod';
import type { ActionKind } from '../actions';
import { keep } from '../adopt';
import { stepFields } from './base';

export const emailSchema = () =>
  z.strictObject({ do: z.literal('email'), ...stepFields(), mail: z.string().meta({ description: 'Id of a mail template.' }) }).meta({
    id: 'email',
    title: 'E-mail',
    description: 'Requests a mail to the person. The collector sends it, once.',
    why: 'Reaches people who are not logged in.',
    examples: [{ do: 'email', id: 'welcome', mail: 'onboarding' }],
  });
export type Email = z.infer<ReturnType<typeof emailSchema>>;

export const email: ActionKind<Email> = {
  plan(s, { run, flow, key }) {
    const { state } = run;
    keep(state.mail, s.mail, { requested: state.now });
    run.touch(`mail:${s.mail}`);
    run.emit({ id: key, at: state.now, kind: 'email', mail: s.mail, flow: flow.id, step: s.id });
    return { to: '' };
  },
};
