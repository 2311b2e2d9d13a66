/** What the API answers. The dashboard imports these types, and nothing else, from the collector. */
import type { Change, Condition, Text } from '@shirube/engine';
import type { MilestoneStatus } from '../metrics/milestone-status';
import type { Trend } from '../metrics/trend';

export type * from './figures';
export type { Gap } from '../metrics/gap-map';
export type { MilestoneStatus } from '../metrics/milestone-status';
export type { Nps } from '../metrics/nps';
export type { Ratio } from '../metrics/ratio';
export type { SurvivalStep, TimeToValue } from '../metrics/time-to-value';
export type { Trend } from '../metrics/trend';
export type { Uplift } from '../metrics/uplift';
export type { Validity } from '../metrics/validity';

export interface Named {
  id: string;
  label: Text | null;
}
/** Names of everything that the configuration declares, and how figures are made. */
export interface ConfigInfo {
  version: string;
  loaded: boolean;
  timeZone: string;
  currency: string;
  now: number;
  defaultLanguage: string;
  milestones: (Named & { required: boolean; value: boolean })[];
  segments: Named[];
  flows: Named[];
  contents: (Named & { kind: string })[];
  videos: (Named & { duration: number | null })[];
  mails: Named[];
  checklists: (Named & { items: Named[] })[];
  levels: (Named & { atLeast: number })[];
  stages: Named[];
  tiers: Named[];
  signals: Named[];
  caps: Named[];
  features: Named[];
  events: Named[];
  person: { name: string; role: string };
}

export interface AccountRow {
  id: string;
  name: string;
  plan: string | null;
  tier: string | null;
  stage: string | null;
  mrr: number | null;
  seats: number | null;
  users: number;
  /** Active people of the last 14 days. */
  active: number;
  score: number | null;
  level: string;
  trend: Trend | null;
  risk: boolean;
  expansion: boolean;
  status: MilestoneStatus;
  blocker: string | null;
  openItems: { checklist: string; open: string[]; done: number; all: number } | null;
  lateDays: number;
  tasks: number;
  first: number;
  last: number;
  start: number;
  end: number | null;
  churned: number | null;
  owner: string | null;
}
export interface Page<T> {
  rows: T[];
  total: number;
  offset: number;
  limit: number;
}

export interface HealthDetail {
  score: number | null;
  raw: number | null;
  level: string;
  coverage: number;
  parts: { id: string; value: number | null; score: number | null; weight: number; contribution: number }[];
  caps: { id: string; atMost: number; contribution: number }[];
  trend: Trend | null;
  risk: boolean;
  expansion: boolean;
}
export interface HealthPoint {
  at: number;
  score: number | null;
  level: string;
  cfg: string;
}

export interface MilestoneAt {
  id: string;
  at: number | null;
  user: string | null;
  status: MilestoneStatus;
  n: number;
}
export interface UserRow {
  account: string;
  accountName: string;
  user: string;
  first: number;
  last: number;
  logins: number;
  firstLogin: number | null;
  lastLogin: number | null;
  sessions: number;
  milestones: number;
  segments: string[];
  anonymous: boolean;
  locale: string | null;
}
export interface Task {
  id: string;
  account: string;
  accountName: string;
  user: string;
  title: Text;
  reason: Text | null;
  talk: Text | null;
  channel: string;
  owner: string | null;
  status: string;
  created: number;
  due: number | null;
  snoozedUntil: number | null;
  closed: number | null;
  closedBy: string | null;
  closeReason: string | null;
  note: string | null;
  flow: string;
  step: string;
}
/** What POST /facts took, and what it left out: the line of a CSV (from 1), or the place in a JSON list (from 0). */
export interface FactsTaken {
  accepted: number;
  refused: { at: number; message: string }[];
}
export interface MailRow {
  id: string;
  account: string;
  accountName: string;
  user: string;
  mail: string;
  flow: string;
  step: string;
  lang: string;
  recipient: string;
  subject: string;
  status: string;
  transport: string;
  requested: number;
  sent: number | null;
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
  bounced: number | null;
  machineOpens: number;
  error: string | null;
}
export interface MailDetail extends MailRow {
  text: string;
  events: { kind: string; at: number; detail: string | null }[];
}

export interface WatchedVideo {
  id: string;
  duration: number | null;
  pieces: [number, number][];
  coverage: number | null;
  position: number | null;
  started: number | null;
  completed: number | null;
  user: string;
}
export interface TimelineItem {
  at: number;
  kind: 'milestone' | 'segment' | 'content' | 'mail' | 'task' | 'video' | 'answer' | 'event' | 'login' | 'note' | 'health' | 'flow';
  name: string;
  user: string;
  detail: Record<string, string | number | boolean | null>;
}
export interface AccountDetail {
  account: AccountRow;
  traits: Record<string, string | number | boolean | null>;
  health: HealthDetail | null;
  history: HealthPoint[];
  milestones: MilestoneAt[];
  users: UserRow[];
  /** `users` are the latest 200. */
  usersTotal: number;
  segments: { id: string; users: number; since: number }[];
  videos: WatchedVideo[];
  tasks: Task[];
  notes: { at: number; who: string; body: string }[];
  days: { day: string; users: number }[];
}
export interface UserDetail {
  user: UserRow;
  traits: Record<string, string | number | boolean | null>;
  milestones: MilestoneAt[];
  segments: { id: string; entered: number; left: number | null }[];
  flows: {
    id: string;
    step: string;
    stepLabel: Text | null;
    since: number;
    started: number;
    ended: number | null;
    reason: string | null;
  }[];
  contents: {
    id: string;
    shown: number;
    last: number | null;
    completed: number | null;
    dismissed: number | null;
    clicked: number | null;
    gate: string | null;
  }[];
  videos: WatchedVideo[];
  answers: { survey: string; question: string; value: unknown; at: number }[];
  mails: MailRow[];
  tasks: Task[];
  checklists: { id: string; items: { id: string; done: number | null }[] }[];
}
/** Why content is shown to a person or not: every gate, in order. */
export interface WhyNot {
  content: string;
  at: number;
  status: 'open' | 'ready' | 'held' | 'unknown';
  gates: (VerdictTree & { name: string; asked: boolean })[];
  first?: string;
  reason?: string;
  next: number | null;
  /** The fewest facts that would have to be different for it to be shown. */
  change: (Change & { text: Spoken })[];
  /** The whole explanation in sentences; instants in the time zone of the configuration. */
  text: Spoken;
}
export interface Spoken {
  en: string;
  ja: string;
}
/** The same verdict tree that the inspector shows; `text` says what stands in the way. */
export interface VerdictTree {
  is: boolean | null;
  until: number | null;
  code: string;
  have?: unknown;
  need?: unknown;
  of?: Condition;
  text?: Spoken;
  parts?: VerdictTree[];
}

export interface TodayItem {
  account: AccountRow;
  urgency: number;
  value: number;
  riskShare: number;
  stuck: number;
  reasons: TodayReason[];
  tasks: Task[];
  last: TimelineItem[];
  videos: { id: string; coverage: number | null }[];
  contact: { user: string; last: number } | null;
}
export type TodayReason =
  | { kind: 'task'; title: Text }
  | { kind: 'stuck' | 'behind'; milestone: string; days: number; open: string[]; checklist: string | null; done: number; all: number }
  | { kind: 'risk' }
  | { kind: 'trend'; current: number; previous: number }
  | { kind: 'cap'; id: string }
  | { kind: 'never' }
  | { kind: 'renewal'; days: number };
export interface Today {
  at: number;
  capacity: number;
  list: TodayItem[];
  below: number;
  counts: { accounts: number; openTasks: number; tasksDoneToday: number; closedThemselves: number; contactsAvoided: number };
  levels: { id: string; n: number }[];
}
