/** What happened with a person or an account, newest first, told from the events that were stored. */
import { parse } from './raw';
import type { Context } from './route';
import type { TimelineItem } from './types';

interface EventRow {
  at: number;
  event: string;
  user_id: string;
  props: string;
  source: string;
  path: string | null;
  type: string;
}
const KINDS: Record<string, TimelineItem['kind']> = {
  'Milestone Reached': 'milestone',
  'Segment Entered': 'segment',
  'Segment Left': 'segment',
  'Survey Answered': 'answer',
  'Flow Entered': 'flow',
  'Flow Completed': 'flow',
  login: 'login',
};
const kindOf = (event: string): TimelineItem['kind'] =>
  KINDS[event] ??
  (/^(Content|Tour) /.test(event) || event === 'Target Missing'
    ? 'content'
    : event.startsWith('Video ')
      ? 'video'
      : event.startsWith('Mail ')
        ? 'mail'
        : event.startsWith('Task ')
          ? 'task'
          : 'event');
/** Too many and too small to tell one by one. */
const QUIET = [
  '$page',
  '$identify',
  '$group',
  'Video Progressed',
  'Content Suppressed',
  'Tour Step Viewed',
  'Mail Requested',
  'Mail Delivered',
];

export async function timeline(
  context: Context,
  account: string,
  user: string | undefined,
  limit: number,
  before: number,
  quiet = true,
): Promise<TimelineItem[]> {
  const rows = await context.query<EventRow>(
    `SELECT at, event, user_id, props, source, path, type FROM events WHERE tenant = ? AND account_id = ? ${user === undefined ? '' : 'AND user_id = ?'} AND at < ?
     ${quiet ? `AND event NOT IN (${QUIET.map(() => '?').join(', ')})` : ''} ORDER BY at DESC, id DESC LIMIT ?`,
    [context.tenant, account, ...(user === undefined ? [] : [user]), before, ...(quiet ? QUIET : []), limit * 3],
  );
  const seen = new Set<string>();
  const told: TimelineItem[] = [];
  for (const row of rows) {
    const props = parse<Record<string, unknown>>(row.props, {});
    const kind = kindOf(row.event);
    const detail: TimelineItem['detail'] = { ...(row.path ? { path: row.path } : {}) };
    for (const [name, value] of Object.entries(props))
      if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
        detail[name] = value as string | number | boolean | null;
    // The browser and the collector both conclude a milestone or segment; it is told once.
    const subject = props['milestone'] ?? props['segment'] ?? props['flow'];
    if (typeof subject === 'string' && (kind === 'milestone' || kind === 'segment' || kind === 'flow')) {
      const key = `${row.user_id}|${row.event}|${subject}|${kind === 'milestone' ? '' : Math.round(row.at / 60_000)}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    told.push({ at: row.at, kind, name: row.event, user: row.user_id, detail });
    if (told.length >= limit) break;
  }
  return told;
}
