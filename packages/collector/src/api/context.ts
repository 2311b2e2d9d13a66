/** What handlers share: names, rows of the book, and the labels that the configuration gives. */
import type { Text } from '@shirube/engine';
import { levelsOf } from '../metrics/health';
import { defaultStages } from '../metrics/stage';
import type { Entry } from './book';
import { parse } from './raw';
import type { Context } from './route';
import type { AccountRow, ConfigInfo, Task } from './types';

export function accountRow(entry: Entry): AccountRow {
  const { health, standing, raw } = entry;
  return {
    id: entry.id,
    name: entry.name,
    plan: entry.plan,
    tier: entry.tier,
    stage: entry.stage,
    mrr: entry.mrr,
    seats: entry.seats,
    users: raw.people.n,
    active: raw.active.get('14:-1') ?? 0,
    score: health?.score ?? null,
    level: entry.churned !== null ? 'churned' : (health?.level ?? 'unknown'),
    trend: health?.trend ?? null,
    risk: health?.risk ?? false,
    expansion: health?.expansion ?? false,
    status: standing.status,
    blocker: standing.blocker,
    openItems: standing.openItems,
    lateDays: standing.lateDays,
    tasks: raw.tasks.length,
    first: raw.first,
    last: Math.max(raw.last, raw.people.last),
    start: entry.start,
    end: entry.end,
    churned: entry.churned,
    owner: entry.owner,
  };
}

const named = (list: readonly { id: string; label?: Text | undefined }[] | undefined) =>
  (list ?? []).map(({ id, label }) => ({ id, label: label ?? null }));

export function configInfo({ settings: { config, ...settings }, now, request }: Context): ConfigInfo {
  return {
    version: settings.version,
    loaded: settings.program !== undefined,
    timeZone: settings.timeZone,
    currency: settings.currency,
    now,
    defaultLanguage: config.defaultLanguage ?? 'ja',
    milestones: (config.milestones ?? []).map((m) => ({
      id: m.id,
      label: m.label ?? null,
      required: m.required ?? false,
      value: m.value ?? false,
    })),
    segments: named(config.segments),
    flows: named(config.flows),
    contents: (config.content ?? []).map((c) => ({ id: c.id, label: labelOf(c), kind: c.kind })),
    videos: (config.videos ?? []).map((v) => ({ id: v.id, label: v.title, duration: v.duration ?? null })),
    mails: (config.mails ?? []).map((m) => ({ id: m.id, label: m.subject })),
    checklists: (config.checklists ?? []).map((c) => ({ id: c.id, label: c.label ?? null, items: named(c.items) })),
    levels: settings.health
      ? levelsOf(settings.health).map((level) => ({
          id: level.id,
          atLeast: level.atLeast,
          label: settings.health?.levels?.find((l) => l.id === level.id)?.label ?? null,
        }))
      : [],
    stages: named(settings.lifecycle?.stages ?? defaultStages),
    tiers: named(settings.lifecycle?.tiers),
    signals: named(settings.health?.signals),
    caps: named(settings.health?.caps),
    features: settings.features.map((f) => ({ id: f.event, label: isText(f.label) ? f.label : null })),
    events: Object.entries(config.events ?? {}).map(([id, event]) => ({ id, label: event.description ?? null })),
    person: { name: request.session.name, role: request.session.role },
  };
}

/** The label of content, or the title that people see. */
export function labelOf(content: object): Text | null {
  for (const key of ['label', 'title', 'text', 'body'] as const) {
    const value: unknown = Object.entries(content).find(([name]) => name === key)?.[1];
    if (isText(value)) return value;
  }
  return null;
}
export const isText = (value: unknown): value is Text =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string'));

export interface TaskRecord {
  id: string;
  account_id: string;
  user_id: string;
  title: string;
  reason: string | null;
  talk: string | null;
  channel: string;
  owner: string | null;
  status: string;
  created_at: number;
  due_at: number | null;
  snoozed_until: number | null;
  closed_at: number | null;
  closed_by: string | null;
  close_reason: string | null;
  note: string | null;
  flow: string;
  step: string;
}
export const TASK_COLUMNS =
  'id, account_id, user_id, title, reason, talk, channel, owner, status, created_at, due_at, snoozed_until, closed_at, closed_by, close_reason, note, flow, step';
const textOf = (json: string | null): Text | null => {
  if (json === null) return null;
  const value = parse<unknown>(json, json);
  return isText(value) ? value : json;
};
export const taskOf = (row: TaskRecord, accountName: string): Task => ({
  id: row.id,
  account: row.account_id,
  accountName,
  user: row.user_id,
  title: textOf(row.title) ?? '',
  reason: textOf(row.reason),
  talk: textOf(row.talk),
  channel: row.channel,
  owner: row.owner,
  status: row.status,
  created: row.created_at,
  due: row.due_at,
  snoozedUntil: row.snoozed_until,
  closed: row.closed_at,
  closedBy: row.closed_by,
  closeReason: row.close_reason,
  note: row.note,
  flow: row.flow,
  step: row.step,
});
