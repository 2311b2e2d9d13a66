/** The whole configuration format, with validation. Node and build time only: it brings the validator. */
import { z } from 'zod';
import { conditionSchema } from './conditions';
import { contentSchema } from './content';
import { flowSchema } from './flow';
import { collectorSchema } from './sections/collector';
import { healthSchema, kpisSchema, lifecycleSchema } from './sections/health';
import { mailSchema } from './sections/mail';
import { videoSchema, videoSettingsSchema } from './sections/video';
import { duration, id, text } from './shape';
import type { Config } from './types';

const traitType = () => z.enum(['string', 'number', 'boolean', 'datetime']);

export const milestoneSchema = () => z.strictObject({
  id: id(), label: text().optional(), when: conditionSchema(), repeat: z.boolean().optional(), requires: z.array(z.string()).optional(), required: z.boolean().optional(),
  weight: z.number().positive().optional(), target: duration().optional(), max: duration().optional(), value: z.boolean().optional(),
}).meta({ title: 'Milestone', description: 'Something that a person should reach; kept once reached.', examples: [{ id: 'second-login', when: { kind: 'login', nth: { atLeast: 2 } } }] });

export const segmentSchema = () => z.strictObject({
  id: id(), label: text().optional(), when: conditionSchema(), leave: conditionSchema().optional(), minStay: duration().optional(), group: z.string().optional(),
}).meta({ title: 'Segment', description: 'People for whom a condition holds now.', examples: [{ id: 'first-login', when: { kind: 'login', nth: { atLeast: 1 } } }] });

export const checklistSectionSchema = () => z.strictObject({
  id: id(), label: text().optional(),
  items: z.array(z.strictObject({
    id: id(), label: text().optional(), done: conditionSchema(), required: z.boolean().optional(), weight: z.number().positive().optional(), revocable: z.boolean().optional(), start: z.string().optional(), href: z.string().optional(),
  })),
}).meta({ title: 'Checklist', description: 'Items that complete themselves.' });

export const configSchema = () => z.strictObject({
  $schema: z.string().optional(), shirube: z.literal(1).meta({ description: 'Version of the format.' }), version: z.string().optional(),
  languages: z.array(z.string()).optional(), defaultLanguage: z.string().optional(), timeZone: z.string().optional(),
  traits: z.record(z.string(), traitType()).optional(), accountTraits: z.record(z.string(), traitType()).optional(),
  events: z.record(z.string(), z.strictObject({ description: text().optional(), properties: z.record(z.string(), z.enum(['string', 'number', 'boolean'])).optional() })).optional(),
  session: z.strictObject({ gap: duration().optional(), max: duration().optional() }).optional(),
  assumeExisting: z.strictObject({ firstSeenBefore: z.string().optional(), trait: z.string().optional(), logins: z.number().int().nonnegative().optional() }).optional(),
  caps: z.strictObject({ perSession: z.number().int().positive().optional(), perDay: z.number().int().positive().optional(), gap: duration().optional(), gapPages: z.number().int().nonnegative().optional() }).optional(),
  holdout: z.number().min(0).max(1).optional(),
  tiers: z.record(z.string(), z.strictObject({ suppress: z.array(z.string()), task: text().optional() })).optional(),
  milestones: z.array(milestoneSchema()).optional(), segments: z.array(segmentSchema()).optional(), checklists: z.array(checklistSectionSchema()).optional(),
  content: z.array(contentSchema()).optional(), flows: z.array(flowSchema()).optional(), videos: z.array(videoSchema()).optional(), videoSettings: videoSettingsSchema().optional(), mails: z.array(mailSchema()).optional(),
  health: healthSchema().optional(), lifecycle: lifecycleSchema().optional(), kpis: kpisSchema().optional(),
  theme: z.record(z.string(), z.unknown()).optional(), strings: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  endpoint: z.string().optional(), reporters: z.array(z.record(z.string(), z.unknown())).optional(), collector: collectorSchema().optional(),
}).meta({ title: 'Shirube configuration', description: 'Milestones, segments, content, flows, videos and mails of one app.' });

/** The configuration as TypeScript sees it. */
export type { Config };

export { lint, lintRules, type Issue, type Rule } from './lint';
