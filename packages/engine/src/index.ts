/** @shirube/engine: the deterministic core. No DOM, no timers, no clock, no randomness. */
export { actions, compile, contents, gates, interrupts, kindOf, kinds, parts } from './kinds';
export { joinKinds, partsOf, type PartName } from './parts';
export { core } from './parts/core';
export { compileWith, type CompileOptions } from './compile';
export { step, worldOf } from './step';
export { next } from './settle';
export { explain, type Explanation } from './explain';
export { smallestChange, type Change } from './change';
export { explainText, reasonText, reasonTexts, type ExplainLanguage } from './explain-text';
export {
  initialState,
  type State,
  type ContentRecord,
  type FlowRun,
  type Membership,
  type OpenContent,
  type Reached,
  type TabState,
  type VideoState,
  type MailState,
} from './state';
export { loadState, type LoadReport } from './load';
export { check, type Condition } from './conditions';
export { checklistProgress, type ChecklistProgress } from './checklists';
export { judge, type Gate, type Judgement } from './gates';
export type { Content, ContentKind, ContentKindName } from './content';
export type { Act, Button, Target } from './content/base';
export type { TourStep } from './content/step';
export type { Question } from './content/survey';
export type { FlowStep } from './actions';
export { actionOf } from './action-of';
export type { Flow } from './flow';
export type { Signal, SignalBase, SignalInput, SignalKind } from './signals';
export { FORGOTTEN } from './forgotten';
export { signalsOf, wireOf, derivedId, type WireLike } from './wire';
export {
  complete,
  coverage,
  covered,
  formatPieces,
  maxSeek,
  merge,
  parsePieces,
  plausible,
  played,
  progress,
  rewatch,
  type Piece,
} from './watched';
export { dropOffs, heat, heatOf, reach, retention, rewatched, type Spot } from './retention';
export { thresholdOf, videoPolicy, type VideoPolicy } from './policy';
export { toStatements, type Statement, type StatementOptions } from './xapi';
export type { VideoSignal } from './signals/video';
export { pathMatcher, pathsMatcher } from './patterns';
export { milestoneStatus, type MilestoneStanding } from './milestones';
export type { ElementSpec, FormFact } from './watches';
export { after, ms } from './duration';
export { dateOf, instant, wall, weekday } from './zone';
export { share, hash } from './hash';
export { pickText } from './texts/pick';
export { fill, type Facts, type FillOptions } from './texts/fill';
export { outline } from './texts/outline';
export type { AccountRule, Health, HealthSignal, Kpis, Lifecycle, Measure } from './sections/health';
export type { CollectorSection } from './sections/collector';
export type { Video, VideoInteraction, VideoSettings } from './sections/video';
export type {
  Checklist,
  ChecklistItem,
  ConditionKind,
  Config,
  Counter,
  Kinds,
  Rollup,
  Duration,
  Effect,
  EffectKind,
  Instant,
  Mail,
  Milestone,
  Part,
  Program,
  Properties,
  Scalar,
  Segment,
  StepResult,
  Text,
  Verdict,
  Watch,
  World,
} from './types';
