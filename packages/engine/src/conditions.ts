/** The kinds of conditions. Adding one: a file under conditions/ and two lines here. */
import { z } from 'zod';
import { accountTrait, accountTraitSchema, type AccountTraitCondition } from './conditions/account-trait';
import { all, allSchema, type All } from './conditions/all';
import { any, anySchema, type Any } from './conditions/any';
import { checklist, checklistSchema, type ChecklistCondition } from './conditions/checklist';
import { content, contentConditionSchema, type ContentCondition } from './conditions/content';
import { dwell, dwellSchema, type Dwell } from './conditions/dwell';
import { event, eventSchema, type EventCondition } from './conditions/event';
import { login, loginSchema, type LoginCondition } from './conditions/login';
import { mail, mailConditionSchema, type MailCondition } from './conditions/mail';
import { milestone, milestoneConditionSchema, type MilestoneCondition } from './conditions/milestone';
import { not, notSchema, type Not } from './conditions/not';
import { page, pageSchema, type PageCondition } from './conditions/page';
import { segment, segmentConditionSchema, type SegmentCondition } from './conditions/segment';
import { trait, traitSchema, type TraitCondition } from './conditions/trait';
import { video, videoSchema, type VideoCondition } from './conditions/video';
import type { ConditionKind, Verdict, World } from './types';
import { verdict } from './verdict';

export type Condition =
  | AccountTraitCondition | All | Any | ChecklistCondition | ContentCondition | Dwell | EventCondition | LoginCondition | MailCondition
  | MilestoneCondition | Not | PageCondition | SegmentCondition | TraitCondition | VideoCondition;

export const conditions: { [K in Condition['kind']]: ConditionKind<Extract<Condition, { kind: K }>> } = {
  accountTrait, all, any, checklist, content, dwell, event, login, mail, milestone, not, page, segment, trait, video,
};

/** The runtime of a condition; undefined for a kind that this version does not know. */
export const runtimeOf = (condition: Condition): ConditionKind<Condition> | undefined =>
  Object.hasOwn(conditions, condition.kind) ? (conditions[condition.kind] as ConditionKind<Condition>) : undefined;

/** A kind from a newer configuration is unknown, not an error: the page must go on. */
export const check = (condition: Condition, world: World): Verdict =>
  runtimeOf(condition)?.check(condition, world) ?? verdict(null, 'unknown.kind', undefined, condition.kind);

export const conditionSchema = (): z.ZodType<Condition> =>
  z.lazy(() => z.discriminatedUnion('kind', [
    accountTraitSchema(), allSchema(), anySchema(), checklistSchema(), contentConditionSchema(), dwellSchema(), eventSchema(), loginSchema(), mailConditionSchema(),
    milestoneConditionSchema(), notSchema(), pageSchema(), segmentConditionSchema(), traitSchema(), videoSchema(),
  ])) as unknown as z.ZodType<Condition>;
