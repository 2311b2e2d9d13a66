/** The kinds of conditions. Adding one: a file under conditions/, two lines here, and its runtime in the part (parts/) that it is loaded with. */
import { z } from 'zod';
import { accountTraitSchema, type AccountTraitCondition } from './conditions/account-trait';
import { allSchema, type All } from './conditions/all';
import { anySchema, type Any } from './conditions/any';
import { checklistSchema, type ChecklistCondition } from './conditions/checklist';
import { contentConditionSchema, type ContentCondition } from './conditions/content';
import { deviceSchema, type DeviceCondition } from './conditions/device';
import { dwellSchema, type Dwell } from './conditions/dwell';
import { elementSchema, type ElementCondition } from './conditions/element';
import { eventSchema, type EventCondition } from './conditions/event';
import { exitIntentSchema, type ExitIntent } from './conditions/exit-intent';
import { flowConditionSchema, type FlowCondition } from './conditions/flow';
import { formSchema, type FormCondition } from './conditions/form';
import { inactivitySchema, type Inactivity } from './conditions/inactivity';
import { localeSchema, type LocaleCondition } from './conditions/locale';
import { loginSchema, type LoginCondition } from './conditions/login';
import { mailConditionSchema, type MailCondition } from './conditions/mail';
import { milestoneConditionSchema, type MilestoneCondition } from './conditions/milestone';
import { notSchema, type Not } from './conditions/not';
import { pageSchema, type PageCondition } from './conditions/page';
import { sampleSchema, type Sample } from './conditions/sample';
import { scrollSchema, type ScrollCondition } from './conditions/scroll';
import { segmentConditionSchema, type SegmentCondition } from './conditions/segment';
import { sequenceSchema, type Sequence } from './conditions/sequence';
import { sessionSchema, type SessionCondition } from './conditions/session';
import { surveyConditionSchema, type SurveyCondition } from './conditions/survey';
import { timeSchema, type TimeCondition } from './conditions/time';
import { traitSchema, type TraitCondition } from './conditions/trait';
import { urlRegexSchema, type UrlRegex } from './conditions/url-regex';
import { videoSchema, type VideoCondition } from './conditions/video';
import type { ConditionKind, Program, Verdict, World } from './types';
import { verdict } from './verdict';

export type Condition =
  | AccountTraitCondition
  | All
  | Any
  | ChecklistCondition
  | ContentCondition
  | DeviceCondition
  | Dwell
  | ElementCondition
  | EventCondition
  | ExitIntent
  | FlowCondition
  | FormCondition
  | Inactivity
  | LocaleCondition
  | LoginCondition
  | MailCondition
  | MilestoneCondition
  | Not
  | PageCondition
  | Sample
  | ScrollCondition
  | SegmentCondition
  | Sequence
  | SessionCondition
  | SurveyCondition
  | TimeCondition
  | TraitCondition
  | UrlRegex
  | VideoCondition;

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
  (schema ??= z.lazy(() =>
    z.discriminatedUnion('kind', [
      accountTraitSchema(),
      allSchema(),
      anySchema(),
      checklistSchema(),
      contentConditionSchema(),
      deviceSchema(),
      dwellSchema(),
      elementSchema(),
      eventSchema(),
      exitIntentSchema(),
      flowConditionSchema(),
      formSchema(),
      inactivitySchema(),
      localeSchema(),
      loginSchema(),
      mailConditionSchema(),
      milestoneConditionSchema(),
      notSchema(),
      pageSchema(),
      sampleSchema(),
      scrollSchema(),
      segmentConditionSchema(),
      sequenceSchema(),
      sessionSchema(),
      surveyConditionSchema(),
      timeSchema(),
      traitSchema(),
      urlRegexSchema(),
      videoSchema(),
    ]),
  ) as unknown as z.ZodType<Condition>);
