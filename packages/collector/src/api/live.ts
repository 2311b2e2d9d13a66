import type { LiveItem } from '../http/api';
import { parse } from './raw';
import { whole, type Context, type Route } from './route';
import type { LiveEvent } from './types';

/** "Did my event arrive, and what did it cause": the last events, then whatever comes, as server-sent events. */
export const liveRoutes: Route[] = [
  {
    method: 'GET',
    path: '/events/recent',
    run: async (context) => {
      const json = await recent(context);
      return {
        json,
        table: {
          name: 'events',
          columns: ['at', 'received', 'event', 'account', 'user', 'source', 'detail'],
          rows: json.map((e) => [
            new Date(e.at).toISOString(),
            new Date(e.received).toISOString(),
            e.name,
            e.account,
            e.user,
            e.source,
            JSON.stringify(e.detail),
          ]),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/events/live',
    run: async (context) => ({ json: null, reply: { type: 'text/event-stream; charset=utf-8', stream: follow(context) } }),
  },
];

interface Stored {
  message_id: string;
  at: number;
  received_at: number;
  event: string;
  account_id: string;
  user_id: string;
  source: string;
  props: string;
  path: string | null;
  skew: number;
}
async function recent({ query, tenant, request }: Context): Promise<LiveEvent[]> {
  const limit = whole(request.query, 'limit', 100, 1, 500);
  const name = request.query.get('event');
  const user = request.query.get('user');
  const where = `tenant = ?${name ? ' AND event = ?' : ''}${user ? ' AND user_id = ?' : ''}`;
  const values = [tenant, ...(name ? [name] : []), ...(user ? [user] : [])];
  const [events, dead] = await Promise.all([
    query<Stored>(
      `SELECT message_id, at, received_at, event, account_id, user_id, source, props, path, skew FROM events WHERE ${where} ORDER BY id DESC LIMIT ?`,
      [...values, limit],
    ),
    name || user
      ? []
      : query<{ id: number; received_at: number; stage: string; reason: string; message_id: string | null; body: string }>(
          'SELECT id, received_at, stage, reason, message_id, body FROM dead_letters WHERE tenant = ? ORDER BY id DESC LIMIT ?',
          [tenant, Math.min(50, limit)],
        ),
  ]);
  // Of these people only, by the key: there are as many effects as people have ever caused.
  const told = events.filter((e) => e.source === 'wire');
  const [accounts, users] = [[...new Set(told.map((e) => e.account_id))], [...new Set(told.map((e) => e.user_id))]];
  const listed = (list: readonly string[]) => list.map(() => '?').join(', ');
  const effects = !told.length
    ? []
    : await query<{ at: number; kind: string; account_id: string; user_id: string; payload: string }>(
        `SELECT at, kind, account_id, user_id, payload FROM effects WHERE tenant = ? AND account_id IN (${listed(accounts)}) AND user_id IN (${listed(users)}) AND at >= ? AND at <= ? ORDER BY at DESC`,
        [tenant, ...accounts, ...users, Math.min(...told.map((e) => e.at)), Math.max(...told.map((e) => e.at))],
      );
  const causes = new Map<string, NonNullable<LiveEvent['caused']>>();
  for (const e of effects) {
    const key = `${e.account_id}\u0000${e.user_id}\u0000${e.at}`;
    const payload = parse<Record<string, unknown>>(e.payload, {});
    const about = parse<Record<string, unknown>>(JSON.stringify(payload['properties'] ?? {}), {});
    const subject = about['milestone'] ?? about['segment'] ?? about['flow'] ?? about['video'] ?? about['content'];
    causes.set(key, [
      ...(causes.get(key) ?? []),
      {
        kind: e.kind,
        name: String(payload['event'] ?? payload['mail'] ?? payload['step'] ?? payload['content'] ?? ''),
        ...(typeof subject === 'string' && { about: subject }),
        at: e.at,
      },
    ]);
  }
  return [
    ...events.map((e): LiveEvent => ({
      id: e.message_id,
      at: e.at,
      received: e.received_at,
      kind: 'event',
      name: e.event,
      account: e.account_id,
      user: e.user_id,
      source: e.source,
      detail: { ...parse<Record<string, unknown>>(e.props, {}), ...(e.path ? { path: e.path } : {}), ...(e.skew ? { skew: true } : {}) },
      caused: e.source === 'wire' ? (causes.get(`${e.account_id}\u0000${e.user_id}\u0000${e.at}`) ?? []) : [],
    })),
    ...dead.map((d): LiveEvent => ({
      id: `dead-${d.id}`,
      at: d.received_at,
      received: d.received_at,
      kind: 'dead',
      name: d.reason,
      account: '',
      user: '',
      source: d.stage,
      detail: { messageId: d.message_id, body: d.body.slice(0, 500) },
    })),
  ].sort((a, b) => b.received - a.received);
}

const BEAT = 15_000;

/** Ends when the client goes away. A comment every 15 s keeps proxies from closing it. */
async function* follow({ deps, tenant, request }: Context): AsyncGenerator<string> {
  const waiting: LiveItem[] = [];
  let wake: () => void = () => undefined;
  const off = deps.live(tenant, (item) => {
    if (waiting.length < 1000) waiting.push(item);
    wake();
  });
  const end = () => wake();
  request.signal.addEventListener('abort', end);
  try {
    yield 'retry: 3000\n\n';
    while (!request.signal.aborted) {
      const items = waiting.splice(0);
      for (const item of items) yield `data: ${JSON.stringify(tell(item))}\n\n`;
      if (waiting.length) continue;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const arrived = await new Promise<boolean>((resolve) => {
        wake = () => resolve(true);
        timer = setTimeout(() => resolve(false), BEAT);
      });
      clearTimeout(timer);
      if (!arrived) yield ': still here\n\n';
    }
  } finally {
    off();
    request.signal.removeEventListener('abort', end);
  }
}
const tell = (item: LiveItem): LiveEvent => ({
  id: item.id,
  at: item.at,
  received: item.at,
  kind: item.kind,
  name: item.name,
  account: item.account,
  user: item.user,
  source: item.kind,
  detail: item.detail,
});
