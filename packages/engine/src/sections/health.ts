/** The sections `health`, `lifecycle` and `kpis`: how the collector scores, stages and counts accounts. The browser never reads them. */
import { z } from 'zod';
import { duration, id, text } from '../shape';
import { accountRuleSchema, measureSchema } from './measure';

const point = () => z.tuple([z.number(), z.number().min(0).max(100)]);

const healthSignalSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional(),
      weight: z.number().positive().meta({
        description: 'Share of the score relative to the other weights. When a signal has no data its weight is shared out among the rest.',
      }),
      measure: measureSchema(),
      points: z
        .array(point())
        .min(1)
        .optional()
        .meta({
          description: 'Pairs of value and score (0–100), ascending; straight lines between, flat outside. Default: [[0, 0], [1, 100]].',
          examples: [
            [
              [0, 0],
              [10, 100],
            ],
          ],
        }),
    })
    .meta({
      title: 'Health signal',
      description: 'One part of the score.',
      why: 'A score that cannot be taken apart is not believed.',
      examples: [
        {
          id: 'login',
          weight: 30,
          measure: { kind: 'activeDays', window: '14d' },
          points: [
            [0, 0],
            [10, 100],
          ],
        },
      ],
    });

export const healthSchema = () =>
  z
    .strictObject({
      signals: z.array(healthSignalSchema()).min(1),
      caps: z
        .array(z.strictObject({ id: id(), label: text().optional(), when: accountRuleSchema(), atMost: z.number().min(0).max(100) }))
        .optional()
        .meta({
          title: 'Caps',
          description: 'While the rule holds the score is at most this. A cap is shown apart from the weighted mean, and acts at once.',
          examples: [[{ id: 'payment-overdue', when: { trait: 'payment_overdue', is: true }, atMost: 49 }]],
        }),
      levels: z
        .array(z.strictObject({ id: id(), label: text().optional(), atLeast: z.number().min(0).max(100) }))
        .optional()
        .meta({ title: 'Levels', description: 'From best to worst. Default: very_good from 80, good from 50, poor from 0.' }),
      minCoverage: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .meta({ description: 'Share of the weights that must have data; below it the level is "unknown". Default 0.5.' }),
      hysteresis: z
        .number()
        .min(0)
        .max(50)
        .optional()
        .meta({ description: 'Points by which a boundary must be passed before the level changes. Default 3.' }),
      trend: z
        .strictObject({
          measure: measureSchema(),
          share: z.number().positive().optional().meta({ description: 'Change that counts, as a share; default 0.25.' }),
          least: z.number().optional().meta({ description: 'Smaller previous values give no trend; default 3.' }),
        })
        .optional()
        .meta({ title: 'Trend', description: 'Compares the measure with the window before. Default: active days of 14 days.' }),
      expansion: accountRuleSchema()
        .optional()
        .meta({ description: 'When an account is ready for more. Default: logins high and not falling, and users many or rising.' }),
      risk: accountRuleSchema().optional().meta({ description: 'When an account may leave. Default: logins or users low or falling.' }),
    })
    .meta({
      title: 'Health',
      description: 'How well an account is doing: a weighted mean of signals, with caps, levels, trend and two flags.',
      why: "Replaces logging in to each customer's environment to look.",
      examples: [
        {
          signals: [
            {
              id: 'login',
              weight: 1,
              measure: { kind: 'activeDays', window: '14d' },
              points: [
                [0, 0],
                [10, 100],
              ],
            },
          ],
        },
      ],
    });

export const lifecycleSchema = () =>
  z
    .strictObject({
      stages: z
        .array(z.strictObject({ id: id(), label: text().optional(), when: accountRuleSchema() }))
        .optional()
        .meta({
          title: 'Stages',
          description:
            'The first rule that holds. Default: renewal (60 days before the contract ends), onboarding (required milestones open and under 90 days), adoption (under 180 days), retention.',
        }),
      tiers: z
        .array(z.strictObject({ id: id(), label: text().optional(), when: accountRuleSchema() }))
        .optional()
        .meta({
          title: 'Touch tiers',
          description:
            'Who is served by people and who by automation: the first rule that holds; an account trait "tier" wins. Larger accounts get the higher touch.',
          examples: [[{ id: 'high', when: { trait: 'mrr', atLeast: 100000 } }]],
        }),
    })
    .meta({
      title: 'Lifecycle',
      description: 'Stages and touch tiers of accounts, as rules.',
      examples: [{ tiers: [{ id: 'high', when: { trait: 'mrr', atLeast: 100000 } }] }],
    });

export const kpisSchema = () =>
  z
    .strictObject({
      activeEvents: z
        .array(z.string())
        .min(1)
        .optional()
        .meta({ description: 'Events that mean real use; page views do not. Default: every event that the app tracks.' }),
      features: z
        .array(z.strictObject({ event: z.string(), label: text().optional() }))
        .optional()
        .meta({ description: 'Core features, for adoption and breadth of use.' }),
      onboardingDays: z
        .number()
        .positive()
        .optional()
        .meta({ description: 'Days within which onboarding should be complete; default 30.' }),
      activation: z
        .strictObject({ milestone: z.string(), days: z.number().positive().optional() })
        .optional()
        .meta({ description: 'The activation moment and the days after sign-up within which it counts; default 7.' }),
      inquiryEvents: z
        .array(z.string())
        .optional()
        .meta({ description: 'Events that say someone asked a person for help; used for deflection. Default ["Inquiry Sent"].' }),
      searchEvents: z
        .array(z.string())
        .optional()
        .meta({ description: 'Help searches with the properties `query` and `results`. Default ["Help Searched"].' }),
      nps: z
        .strictObject({ survey: z.string(), question: z.string().optional(), window: duration().optional() })
        .optional()
        .meta({ description: 'The survey and question that ask 0–10; default survey "nps", question "score", no window.' }),
      currency: z.string().length(3).optional().meta({ description: 'ISO 4217; default JPY.' }),
      callsPerDay: z.number().int().positive().optional().meta({ description: 'How many accounts a day the team can contact; default 5.' }),
      staleAfter: duration().optional().meta({ description: 'Content that was not updated for so long is shown as stale; default 180d.' }),
      traits: z
        .strictObject({
          name: z.string().optional(),
          mrr: z.string().optional(),
          seats: z.string().optional(),
          plan: z.string().optional(),
          start: z.string().optional(),
          end: z.string().optional(),
          churned: z.string().optional(),
          tier: z.string().optional(),
          products: z.string().optional(),
          owner: z.string().optional(),
          timeZone: z.string().optional(),
        })
        .optional()
        .meta({
          description:
            'Names of the account traits that carry these facts. Defaults: name, mrr, seats, plan, contract_start, contract_end, churned_at, tier, products, owner, timezone.',
        }),
      plans: z
        .array(z.string())
        .optional()
        .meta({ description: 'Plans from small to large; a move to the right is an upsell.', examples: [['starter', 'standard', 'pro']] }),
    })
    .meta({
      title: 'KPIs',
      description: 'What the figures on the dashboard are made of.',
      examples: [{ activeEvents: ['Invoice Sent'], callsPerDay: 5 }],
    });

export type HealthSignal = z.infer<ReturnType<typeof healthSignalSchema>>;
export type Health = z.infer<ReturnType<typeof healthSchema>>;
export type Lifecycle = z.infer<ReturnType<typeof lifecycleSchema>>;
export type Kpis = z.infer<ReturnType<typeof kpisSchema>>;
export type { AccountRule, Measure } from './measure';
