/** What the API answers about many people at once: milestones, flows, content, videos, segments, surveys and the figures of onboarding. */
import type { Text } from '@shirube/engine';
import type { Gap } from '../metrics/gap-map';
import type { Nps } from '../metrics/nps';
import type { Ratio } from '../metrics/ratio';
import type { TimeToValue } from '../metrics/time-to-value';
import type { Uplift } from '../metrics/uplift';
import type { Validity } from '../metrics/validity';

export interface FunnelStep {
  id: string;
  reached: Ratio;
  medianDays: number | null;
  onTrack: number;
  behind: number;
  stuck: number;
  timed: boolean;
  required: boolean;
  value: boolean;
}
export interface Milestones {
  steps: FunnelStep[];
  of: 'accounts' | 'users';
  onboarding: { within: Ratio; ever: Ratio; days: number };
  ttv: TimeToValue;
  activation: Ratio | null;
}

export interface FlowNode {
  id: string;
  do: string;
  label: Text | null;
  waiting: number;
  passed: number;
  detail: string | null;
}
export interface FlowEdge {
  from: string;
  to: string;
  n: number;
  share: number | null;
  kind: 'next' | 'branch' | 'timeout';
}
export interface FlowGraph {
  id: string;
  label: Text | null;
  entered: number;
  active: number;
  ended: { reason: string; n: number }[];
  nodes: FlowNode[];
  edges: FlowEdge[];
  note: Text | null;
}
export interface FlowSummary {
  id: string;
  label: Text | null;
  entered: number;
  active: number;
  completed: number;
  steps: number;
}
export interface FlowPerson {
  account: string;
  accountName: string;
  user: string;
  step: string;
  since: number;
  started: number;
  ended: number | null;
  reason: string | null;
}

export interface ContentRow {
  id: string;
  kind: string;
  label: Text | null;
  goal: string | null;
  shown: number;
  completed: Ratio;
  clicked: Ratio;
  dismissed: number;
  goalAfter: Ratio | null;
  uplift: Uplift | null;
  holdout: number | null;
  helped: Ratio;
  deflection: Ratio | null;
  suppressed: { gate: string; n: number }[];
  targetMissing: number;
  updated: string | null;
  stale: boolean;
}
export interface ContentDetail {
  content: ContentRow;
  daily: { day: string; shown: number; completed: number; clicked: number }[];
  missing: { path: string; target: string; cfg: string; n: number; last: number }[];
  steps: { id: string; n: number }[];
}

export interface VideoRow {
  id: string;
  title: Text | null;
  duration: number | null;
  starters: number;
  completion: Ratio;
  playRate: Ratio;
  averageCoverage: number | null;
  rewatch: number | null;
  dropOff: { from: number; to: number; lost: number } | null;
  curve: number[];
  notWatched: number;
  source: 'exact' | 'sampled' | 'none';
  updated: string | null;
  stale: boolean;
}
export interface VideoDetail {
  video: VideoRow;
  retention: number[];
  heat: number[];
  chapters: { at: number; title: string }[];
  viewers: {
    account: string;
    accountName: string;
    user: string;
    coverage: number | null;
    completed: number | null;
    pieces: [number, number][];
    /** More was reported than the time that was spent allows. */
    doubtful: boolean;
    last: number | null;
  }[];
  notWatched: { account: string; accountName: string; user: string; last: number }[];
  notWatchedTotal: number;
  /** Both groups had not reached the milestone `after` days after their first login. */
  helps: { milestone: string; after: number; uplift: Uplift } | null;
}

export interface SegmentRow {
  id: string;
  label: Text | null;
  now: number;
  entered30: number;
  left30: number;
  series: number[];
}
export interface Segments {
  days: string[];
  rows: SegmentRow[];
}

export interface NpsReport {
  nps: Nps;
  distribution: number[];
  monthly: { month: string; nps: Nps }[];
  comments: {
    account: string;
    accountName: string;
    user: string;
    score: number | null;
    comment: string;
    at: number;
    path: string | null;
  }[];
}

export interface Kpis {
  from: number;
  to: number;
  asOf: number;
  timeZone: string;
  currency: string;
  logos: { start: number; retained: number; retention: Ratio; churn: Ratio; lost: string[]; joined: string[]; churnPerYear: number | null };
  /** Of the accounts that came or left, by id. */
  names: Record<string, string>;
  revenue: { start: number; end: number; grr: Ratio; nrr: Ratio };
  upsell: Ratio;
  crossSell: Ratio;
  expansionEither: Ratio;
  nps: Nps;
  onboarding: { days: number; within: Ratio; ever: Ratio; completed: string[] };
  ttv: TimeToValue;
  activation: Ratio | null;
  stickiness: Ratio & { dau: number };
  adoption: { event: string; label: Text | null; adoption: Ratio }[];
  frequency: Record<'daily' | 'weekly' | 'occasionally' | 'inactive', number>;
  levels: { id: string; n: number }[];
  quality: number | null;
  /** Accounts that `arpa` is the mean of. */
  paying: number;
  arpa: number | null;
  ltv: number | null;
  validity: Validity;
}
export interface Cohorts {
  by: 'week' | 'month';
  columns: number[];
  unbounded: boolean;
  rows: { cohort: string; size: number; cells: (Ratio | null)[] }[];
}
export interface Gaps {
  pages: Gap[];
  searches: { query: string; n: number }[];
  stale: { kind: 'video' | 'content'; id: string; label: Text | null; updated: string; days: number }[];
  videoDropOffs: { id: string; title: Text | null; from: number; to: number; lost: number; starters: number }[];
  undated: number;
}
export interface LiveEvent {
  id: string;
  at: number;
  received: number;
  kind: 'event' | 'effect' | 'dead';
  name: string;
  account: string;
  user: string;
  source: string;
  detail: Record<string, unknown>;
  caused?: { kind: string; name: string; about?: string; at: number }[];
}
export interface SavedView {
  id: number;
  page: string;
  name: string;
  query: string;
  mine: boolean;
}
