/** The section `collector`: how mails go out and how long things are kept. Secrets are never in here, browsers can read the configuration. */
import { z } from 'zod';
import { duration, text } from '../shape';

const sender = () =>
  z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]@[^\s@<>][^\r\n]*$/)
    .meta({ title: 'Sender', description: 'An address, or "Name <address>".', examples: ['Haruiro <support@haruiro.example>'] });
const clock = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const mail = () =>
  z
    .strictObject({
      from: sender().optional().meta({ description: 'Sender of mails: "Name <address>".' }),
      replyTo: sender().optional(),
      addressTrait: z
        .string()
        .optional()
        .meta({ description: 'User trait with the address; default "email". Send it from your server, not from the page.' }),
      localeTrait: z
        .string()
        .optional()
        .meta({ description: 'User trait with the language; default "locale", then the browser\'s language.' }),
      appUrl: z
        .url({ protocol: /^https?$/ })
        .optional()
        .meta({ description: 'What {{link./path}} begins with.' }),
      footer: text().optional().meta({ description: 'Small print under each mail: who sends it and why.' }),
      hours: z
        .strictObject({
          from: clock(),
          to: clock(),
          days: z.array(z.number().int().min(0).max(6)).min(1).optional().meta({ description: '0 is Sunday; default Monday to Friday.' }),
        })
        .optional()
        .meta({
          description: "Mails go out within these hours in the account's time zone; default: at once.",
          examples: [{ from: '09:00', to: '18:00' }],
        }),
      holidays: z
        .array(z.iso.date())
        .optional()
        .meta({ description: 'Days on which no mail goes out when `hours` is set; default those of `calendar`.' }),
    })
    .meta({ title: 'Mail settings' });
const retention = () =>
  z
    .strictObject({
      events: duration().optional().meta({
        description:
          'Default 730d; at least 35d are kept, because a retry may take that long. Also what only tells of that time: daily totals, health scores, changes of accounts, ended stays in segments, the audit log.',
      }),
      anonymous: duration().optional().meta({ description: 'People who never identified; default 90d after their last activity.' }),
      mails: duration().optional().meta({ description: 'Texts of mails, their events, webhooks; default 365d.' }),
      deadLetters: duration().optional().meta({ description: 'Default 35d.' }),
    })
    .meta({ title: 'Retention' });

export const collectorSchema = () =>
  z.strictObject({ mail: mail().optional(), retention: retention().optional() }).meta({
    title: 'Collector',
    description: 'What the collector does beside the flows.',
    why: 'Mail at night and data kept for ever are both complaints.',
    examples: [
      { mail: { from: 'Haruiro <support@haruiro.example>', hours: { from: '09:00', to: '18:00' } }, retention: { events: '400d' } },
    ],
  });
export type CollectorSection = z.infer<ReturnType<typeof collectorSchema>>;
