import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import type { ConditionKind } from '../types';

export const mailConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('mail'),
      id: z.string().meta({ description: 'Id of a mail.' }),
      is: z
        .enum(['requested', 'sent', 'delivered', 'opened', 'clicked', 'bounced'])
        .meta({ description: 'What became of the latest one.' }),
      ago: agoSchema().optional().meta({ description: 'How long ago.' }),
    })
    .meta({
      id: 'mail',
      title: 'Mail',
      description: 'What became of a mail. Opens by machines do not count; a click is an open.',
      why: 'An unopened mail becomes a phone call.',
      examples: [{ kind: 'mail', id: 'onboarding', is: 'opened' }],
    });
export type MailCondition = z.infer<ReturnType<typeof mailConditionSchema>>;

export const mail: ConditionKind<MailCondition> = {
  keys: (c) => [`mail:${c.id}`],
  check: (c, { state, now }) => ago(`mail.${c.is}`, state.mail[c.id]?.[c.is], c.ago, now),
};
