import { z } from 'zod';
import type { ActionKind } from '../actions';
import { stepFields } from './base';

export const webhookSchema = () =>
  z
    .strictObject({
      do: z.literal('webhook'),
      ...stepFields(),
      url: z
        .string()
        .regex(/^https?:\/\//)
        .meta({ title: 'Address', description: 'https address; the collector signs and retries.', examples: ['https://crm.example/hook'] }),
      format: z.enum(['standard', 'slack']).optional().meta({ description: 'Default standard: signed JSON.' }),
      text: z.string().optional().meta({ description: 'For slack: the message.' }),
      properties: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
        .optional()
        .meta({ description: 'Sent along.' }),
    })
    .meta({
      id: 'webhook',
      title: 'Webhook',
      description: 'Tells another system, once.',
      why: 'The CRM should know too.',
      examples: [{ do: 'webhook', id: 'crm', url: 'https://crm.example/hook' }],
    });
export type Webhook = z.infer<ReturnType<typeof webhookSchema>>;

export const webhook: ActionKind<Webhook> = {
  plan(s, { run, flow, key }) {
    run.emit({ id: key, at: run.state.now, kind: 'webhook', flow: flow.id, step: s.id });
    return { to: '' };
  },
};
