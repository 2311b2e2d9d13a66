/** The whole configuration format, with validation. Node and build time only: it brings the validator. */
import { z } from 'zod';
import { conditionSchema } from './conditions';
import { contentSchema } from './content';
import { flowSchema } from './flow';
import { collectorSchema } from './sections/collector';
import { healthSchema, kpisSchema, lifecycleSchema } from './sections/health';
import { mailSchema } from './sections/mail';
import { videoSchema, videoSettingsSchema } from './sections/video';
import { duration, id, span, text, zone } from './shape';
import type { Config } from './types';

const traitType = () => z.enum(['string', 'number', 'boolean', 'datetime']);
const described = (text: string) => ({ description: text });

export const milestoneSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional().meta(described('Its name on the dashboard.')),
      when: conditionSchema().meta(described('Reached when this holds.')),
      repeat: z
        .boolean()
        .optional()
        .meta(
          described(
            'Counts every time the condition becomes true again. With `since: "step"` conditions look back to the last time. Default false: once.',
          ),
        ),
      requires: z.array(z.string()).optional().meta(described('Ids of milestones that must be reached before.')),
      required: z.boolean().optional().meta(described('Part of onboarding.')),
      weight: z.number().positive().optional().meta(described('Its part of the onboarding progress; default 1.')),
      target: duration().optional().meta(described('On track until so long after the first login.')),
      max: duration().optional().meta(described('Stuck after so long.')),
      value: z.boolean().optional().meta(described('The milestone that stands for value: time-to-value is measured to it.')),
    })
    .meta({
      title: 'Milestone',
      description: 'Something that a person should reach; kept once reached.',
      why: 'Says what success is, so that guidance can lead there.',
      examples: [{ id: 'second-login', when: { kind: 'login', nth: { atLeast: 2 } } }],
    });

export const segmentSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional().meta(described('Its name on the dashboard.')),
      when: conditionSchema().meta(described('Who is in. Unknown lets nobody in.')),
      leave: conditionSchema()
        .optional()
        .meta(described('Leaves when this holds; default: when `when` no longer does. While it holds nobody enters.')),
      minStay: duration().optional().meta(described('Shortest stay, against flapping.')),
      group: z
        .string()
        .optional()
        .meta(described('Of the segments of one group a person is in one at most: the first in order that holds.')),
    })
    .meta({
      title: 'Segment',
      description: 'People for whom a condition holds now.',
      why: 'Entering and leaving start flows.',
      examples: [{ id: 'first-login', when: { kind: 'login', nth: { atLeast: 1 } } }],
    });

export const checklistSectionSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional().meta(described('Its name.')),
      items: z
        .array(
          z.strictObject({
            id: id(),
            label: text().optional().meta(described('What is to be done.')),
            done: conditionSchema().meta(described('Done when this holds. False is known to be open; unknown is neither.')),
            required: z.boolean().optional().meta(described('Counts for completion and progress; default true.')),
            weight: z.number().positive().optional().meta(described('Its part of the progress; default 1.')),
            revocable: z.boolean().optional().meta(described('May become open again; default false.')),
            start: z.string().optional().meta(described('Content to start when it is picked.')),
            href: z.string().optional().meta(described('Path to open when it is picked.')),
          }),
        )
        .meta(described('In order.')),
    })
    .meta({
      title: 'Checklist',
      description: 'Items that complete themselves.',
      why: 'Shows what is left, and knows what is known.',
      examples: [
        { id: 'settings', items: [{ id: 'bank', done: { kind: 'trait', name: 'settings_bank', is: true }, href: '/settings/bank' }] },
      ],
    });

export const configSchema = () =>
  z
    .strictObject({
      $schema: z.string().optional().meta(described('Address of the JSON Schema, for completion in editors.')),
      shirube: z.literal(1).meta(described('Version of the format.')),
      version: z.string().optional().meta(described('Shown in the context of every event; default a hash of the configuration.')),
      languages: z
        .array(z.string())
        .optional()
        .meta({ ...described('Languages of the texts, as BCP 47 tags.'), examples: [['ja', 'en']] }),
      defaultLanguage: z.string().optional().meta(described('For people whose language is not among them; default the first.')),
      timeZone: zone()
        .optional()
        .meta({
          ...described('IANA zone for business days and calendar conditions, where the account has none. Default Asia/Tokyo.'),
          examples: ['Asia/Tokyo'],
        }),
      calendar: z
        .strictObject({
          holidays: z
            .array(z.iso.date().meta({ title: 'date', description: 'A date such as "2026-05-04".', examples: ['2026-05-04'] }))
            .optional()
            .meta({
              ...described('Dates that are no business days, in the time zone of each account.'),
              examples: [['2026-05-04', '2026-05-05', '2026-05-06']],
            }),
        })
        .optional()
        .meta(described('Days on which nobody works: "3bd" skips them, like Saturdays and Sundays.')),
      traits: z
        .record(z.string(), traitType())
        .optional()
        .meta({
          ...described('Traits of people and their types. What is not declared never leaves the page.'),
          examples: [{ plan: 'string' }],
        }),
      accountTraits: z
        .record(z.string(), traitType())
        .optional()
        .meta({ ...described('Traits of accounts and their types.'), examples: [{ tier: 'string' }] }),
      events: z
        .record(
          z.string(),
          z.strictObject({
            description: text().optional().meta(described('What it means.')),
            properties: z
              .record(z.string(), z.enum(['string', 'number', 'boolean']))
              .optional()
              .meta(described('Properties and their types.')),
          }),
        )
        .optional()
        .meta({
          ...described('Events that the app tracks: for typed track() and for lint.'),
          examples: [{ invoice_sent: { properties: { amount: 'number' } } }],
        }),
      session: z
        .strictObject({
          gap: span().optional().meta(described('A pause so long ends a session; default 30m.')),
          max: span().optional().meta(described('A session lasts no longer; default 24h.')),
        })
        .optional()
        .meta(described('What a session is.')),
      assumeExisting: z
        .strictObject({
          firstSeenBefore: z.string().optional().meta(described('ISO date: who signed up before it is no newcomer.')),
          trait: z.string().optional().meta(described('Trait with the date of sign-up, or with the number of logins; default created_at.')),
          logins: z
            .number()
            .int()
            .nonnegative()
            .optional()
            .meta(described('When the trait is a number: who has at least so many logins is no newcomer.')),
        })
        .optional()
        .meta({
          ...described(
            'People who were there before the installation. How often they logged in is unknown, so what is made for first and second logins does not reach them.',
          ),
          examples: [{ firstSeenBefore: '2026-04-01' }],
        }),
      caps: z
        .strictObject({
          perSession: z.number().int().positive().optional().meta(described('Most interruptions in a session; default 6.')),
          perDay: z.number().int().positive().optional().meta(described('Most within 24 hours; default 12.')),
          gap: duration().optional().meta(described('Shortest time between two; default 10s.')),
          gapPages: z
            .number()
            .int()
            .nonnegative()
            .optional()
            .meta(described('Fewest page views between two; default 0. Both must be met.')),
        })
        .optional()
        .meta(described('Limits for everything that interrupts.')),
      holdout: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .meta(described('Share (0..1) of people who do not see content that names a goal, to measure what it does. Default 0.1.')),
      tiers: z
        .record(
          z.string(),
          z.strictObject({
            suppress: z
              .array(z.string())
              .meta({ ...described('Kinds of content that this tier does not get by itself.'), examples: [['tour', 'nudge']] }),
            task: text().optional().meta(described('Instead a person of the team is asked to act, in these words.')),
          }),
        )
        .optional()
        .meta({
          ...described('What is not done for whom, by the account trait `tier`.'),
          examples: [{ high: { suppress: ['nudge'], task: 'Call them instead' } }],
        }),
      milestones: z.array(milestoneSchema()).optional().meta(described('What people should reach.')),
      segments: z.array(segmentSchema()).optional().meta(described('Who is where now.')),
      checklists: z.array(checklistSectionSchema()).optional().meta(described('What has to be set up.')),
      content: z.array(contentSchema()).optional().meta(described('What people see.')),
      flows: z.array(flowSchema()).optional().meta(described('What happens after what.')),
      videos: z.array(videoSchema()).optional().meta(described('What can be watched.')),
      videoSettings: videoSettingsSchema().optional(),
      mails: z.array(mailSchema()).optional().meta(described('Templates that flows send.')),
      health: healthSchema().optional(),
      lifecycle: lifecycleSchema().optional(),
      kpis: kpisSchema().optional(),
      theme: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({
          ...described('Theme tokens; `dark` holds those of the dark scheme.'),
          examples: [{ accent: '#0a6b52', dark: { accent: '#5fd6b0' } }],
        }),
      strings: z
        .record(z.string(), z.record(z.string(), z.string()))
        .optional()
        .meta({ ...described('Words of the interface, by language.'), examples: [{ ja: { close: '閉じる' } }] }),
      endpoint: z
        .string()
        .optional()
        .meta(described('Where progress goes: address of a collector, or of anything that takes Segment-shaped batches.')),
      reporters: z.array(z.record(z.string(), z.unknown())).optional().meta(described('Further places where progress goes.')),
      collector: collectorSchema().optional(),
    })
    .meta({
      title: 'Shirube configuration',
      description: 'Milestones, segments, content, flows, videos and mails of one app.',
      examples: [{ shirube: 1, milestones: [{ id: 'first-login', when: { kind: 'login' } }] }],
    });

/** The configuration as TypeScript sees it. */
export type { Config };

export { lint, lintRules, type Issue, type Rule } from './lint';
