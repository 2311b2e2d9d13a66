/** The kinds of conditions. Adding one: a file under conditions/ and two lines here. */
import { z } from 'zod';
import { accountTrait, accountTraitSchema, type AccountTraitCondition } from './conditions/account-trait';
import { all, allSchema, type All } from './conditions/all';
import { any, anySchema, type Any } from './conditions/any';
import { checklist, checklistSchema, type ChecklistCondition } from './conditions/checklist';
import { content, contentConditionSchema, type ContentCondition } from './conditions/content';
import { device, deviceSchema, type DeviceCondition } from './conditions/device';
import { dwell, dwellSchema, type Dwell } from './conditions/dwell';
import { element, elementSchema, type ElementCondition } from './conditions/element';
import { event, eventSchema, type EventCondition } from './conditions/event';
import { exitIntent, exitIntentSchema, type ExitIntent } from './conditions/exit-intent';
import { flow, flowConditionSchema, type FlowCondition } from './conditions/flow';
import { form, formSchema, type FormCondition } from './conditions/form';
import { inactivity, inactivitySchema, type Inactivity } from './conditions/inactivity';
import { locale, localeSchema, type LocaleCondition } from './conditions/locale';
import { login, loginSchema, type LoginCondition } from './conditions/login';
import { mail, mailConditionSchema, type MailCondition } from './conditions/mail';
import { milestone, milestoneConditionSchema, type MilestoneCondition } from './conditions/milestone';
import { not, notSchema, type Not } from './conditions/not';
import { page, pageSchema, type PageCondition } from './conditions/page';
import { sample, sampleSchema, type Sample } from './conditions/sample';
import { scroll, scrollSchema, type ScrollCondition } from './conditions/scroll';
import { segment, segmentConditionSchema, type SegmentCondition } from './conditions/segment';
import { sequence, sequenceSchema, type Sequence } from './conditions/sequence';
import { session, sessionSchema, type SessionCondition } from './conditions/session';
import { survey, surveyConditionSchema, type SurveyCondition } from './conditions/survey';
import { time, timeSchema, type TimeCondition } from './conditions/time';
import { trait, traitSchema, type TraitCondition } from './conditions/trait';
import { urlRegex, urlRegexSchema, type UrlRegex } from './conditions/url-regex';
import { video, videoSchema, type VideoCondition } from './conditions/video';
import type { ConditionKind, Program, Verdict, World } from './types';
import { verdict } from './verdict';

export type Condition =
  | AccountTraitCondition | All | Any | ChecklistCondition | ContentCondition | DeviceCondition | Dwell | ElementCondition | EventCondition | ExitIntent | FlowCondition
  | FormCondition | Inactivity | LocaleCondition | LoginCondition | MailCondition | MilestoneCondition | Not | PageCondition | Sample | ScrollCondition | SegmentCondition
  | Sequence | SessionCondition | SurveyCondition | TimeCondition | TraitCondition | UrlRegex | VideoCondition;

export const conditions: { [K in Condition['kind']]: ConditionKind<Extract<Condition, { kind: K }>> } = {
  accountTrait, all, any, checklist, content, device, dwell, element, event, exitIntent, flow, form, inactivity, locale, login, mail, milestone, not, page, sample, scroll,
  segment, sequence, session, survey, time, trait, urlRegex, video,
};

/** The runtime of a condition; undefined for a kind that this program does not know. */
export const runtimeOf = (condition: Condition, { kinds }: Pick<Program, 'kinds'>): ConditionKind<Condition> | undefined =>
  Object.hasOwn(kinds.conditions, condition.kind) ? (kinds.conditions[condition.kind] as ConditionKind<Condition>) : undefined;

/** The answer of a condition. A kind from a newer configuration, or one that makes no sense, is unknown and not an error: the page must go on. */
export function check(condition: Condition, world: World): Verdict {
  try {
    const v = runtimeOf(condition, world.program)?.check(condition, world) ?? verdict(null, 'unknown.kind', undefined, condition.kind);
    if (!v.parts) v.of = condition;
    return v;
  } catch {
    return verdict(null, 'unknown.broken');
  }
}

// Made once: thirty kinds at every place that takes a condition would be thousands of schemas.
let schema: z.ZodType<Condition> | undefined;
export const conditionSchema = (): z.ZodType<Condition> =>
  (schema ??= z.lazy(() => z.discriminatedUnion('kind', [
    accountTraitSchema(), allSchema(), anySchema(), checklistSchema(), contentConditionSchema(), deviceSchema(), dwellSchema(), elementSchema(), eventSchema(), exitIntentSchema(),
    flowConditionSchema(), formSchema(), inactivitySchema(), localeSchema(), loginSchema(), mailConditionSchema(), milestoneConditionSchema(), notSchema(), pageSchema(), sampleSchema(),
    scrollSchema(), segmentConditionSchema(), sequenceSchema(), sessionSchema(), surveyConditionSchema(), timeSchema(), traitSchema(), urlRegexSchema(), videoSchema(),
  ])) as unknown as z.ZodType<Condition>);
