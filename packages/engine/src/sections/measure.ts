/** What can be measured of an account: the raw material of health signals, caps, flags, stages and tiers. */
import { z } from 'zod';
import { duration, scalar } from '../shape';

const window = () =>
  duration()
    .optional()
    .meta({ title: 'Window', description: 'How far back to look; without it, ever.', examples: ['14d'] });

export const measureSchema = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('activeDays'), window: duration() }).meta({
      title: 'Active days',
      description: 'Distinct days in the window on which someone of the account did a core event.',
      examples: [{ kind: 'activeDays', window: '14d' }],
    }),
    z
      .strictObject({
        kind: z.literal('users'),
        window: window(),
        of: z
          .string()
          .optional()
          .meta({ description: 'Account trait with the number of seats: the measure is then the share of seats in use (0..1).' }),
      })
      .meta({ title: 'Users', description: 'Distinct users with activity.', examples: [{ kind: 'users', of: 'seats' }] }),
    z.strictObject({ kind: z.literal('features'), events: z.array(z.string()).min(1), window: window() }).meta({
      title: 'Breadth of use',
      description: 'Share (0..1) of these core features that someone of the account has used.',
      examples: [{ kind: 'features', events: ['Invoice Sent', 'Payment Recorded'] }],
    }),
    z
      .strictObject({
        kind: z.literal('events'),
        events: z.array(z.string()).min(1),
        window: window(),
        halfLife: duration()
          .optional()
          .meta({ description: 'Each event counts 2^(−age/halfLife); use a window or a half-life, not both.' }),
      })
      .meta({
        title: 'Events',
        description: 'How often these events happened.',
        examples: [{ kind: 'events', events: ['Invoice Sent'], halfLife: '7d' }],
      }),
    z.strictObject({ kind: z.literal('checklist'), checklist: z.string() }).meta({
      title: 'Checklist',
      description: 'Share (0..1) of the required items that someone of the account has done.',
      examples: [{ kind: 'checklist', checklist: 'setup' }],
    }),
    z.strictObject({ kind: z.literal('answer'), survey: z.string(), question: z.string(), window: window() }).meta({
      title: 'Answer',
      description: 'Mean of the latest answer of each user.',
      examples: [{ kind: 'answer', survey: 'nps', question: 'score' }],
    }),
    z.strictObject({ kind: z.literal('videos'), videos: z.array(z.string()).optional() }).meta({
      title: 'Videos',
      description: 'Share (0..1) of the videos that someone of the account has completed.',
      examples: [{ kind: 'videos' }],
    }),
    z.strictObject({ kind: z.literal('mailClicks'), window: window() }).meta({
      title: 'Mail clicks',
      description: 'Clicked mails / delivered mails (0..1).',
      examples: [{ kind: 'mailClicks', window: '90d' }],
    }),
    z.strictObject({ kind: z.literal('milestone'), milestone: z.string() }).meta({
      title: 'Milestone',
      description: '1 when someone of the account has reached it, else 0.',
      examples: [{ kind: 'milestone', milestone: 'first-login' }],
    }),
    z
      .strictObject({
        kind: z.literal('trait'),
        name: z.string(),
        map: z
          .record(z.string(), z.number())
          .optional()
          .meta({ description: 'A number for each value, for ratings such as very_good / good / poor.' }),
      })
      .meta({
        title: 'Account trait',
        description: 'What the vendor knows: a number, or a rating through `map`. Missing means unknown, not zero.',
        examples: [{ kind: 'trait', name: 'touchpoint', map: { very_good: 100, good: 60, poor: 20 } }],
      }),
    z
      .strictObject({ kind: z.literal('age') })
      .meta({ title: 'Age', description: 'Days since the contract began.', examples: [{ kind: 'age' }] }),
    z.strictObject({ kind: z.literal('renewal') }).meta({
      title: 'Days to renewal',
      description: 'Days until the contract ends; unknown without an end.',
      examples: [{ kind: 'renewal' }],
    }),
    z.strictObject({ kind: z.literal('onboarding') }).meta({
      title: 'Onboarding',
      description: 'Share (0..1) of the required milestones that are reached.',
      examples: [{ kind: 'onboarding' }],
    }),
  ]);
export type Measure = z.infer<ReturnType<typeof measureSchema>>;

/** Rules about an account. A missing fact makes a rule unknown, which is not true. */
export type AccountRule =
  | { all: AccountRule[] }
  | { any: AccountRule[] }
  | { not: AccountRule }
  | {
      trait: string;
      is?: string | number | boolean | null | undefined;
      in?: (string | number)[] | undefined;
      atLeast?: number | undefined;
      atMost?: number | undefined;
    }
  | { measure: Measure; atLeast?: number | undefined; atMost?: number | undefined }
  | { trend: Measure; is: ('up' | 'down' | 'flat')[] };

// Made once: a rule holds rules, and a JSON Schema must come to an end.
let schema: z.ZodType<AccountRule> | undefined;
export const accountRuleSchema = (): z.ZodType<AccountRule> =>
  (schema ??= z
    .lazy(() =>
      z.union([
        z.strictObject({ all: z.array(accountRuleSchema()) }),
        z.strictObject({ any: z.array(accountRuleSchema()) }),
        z.strictObject({ not: accountRuleSchema() }),
        z.strictObject({
          trait: z.string(),
          is: scalar().optional(),
          in: z.array(z.union([z.string(), z.number()])).optional(),
          atLeast: z.number().optional(),
          atMost: z.number().optional(),
        }),
        z.strictObject({ measure: measureSchema(), atLeast: z.number().optional(), atMost: z.number().optional() }),
        z.strictObject({ trend: measureSchema(), is: z.array(z.enum(['up', 'down', 'flat'])).min(1) }),
      ]),
    )
    .meta({
      id: 'AccountRule',
      title: 'Account rule',
      description: 'A rule about an account: a trait, a measure, a trend, or several of them.',
      examples: [
        { trait: 'payment_overdue', is: true },
        { measure: { kind: 'activeDays', window: '14d' }, atMost: 1 },
      ],
    }));
