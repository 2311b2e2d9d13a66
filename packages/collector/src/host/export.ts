/** The stored events of a tenant as NDJSON in the wire's shape, oldest first: feeds `shirube simulate`, `diff`, and an import elsewhere. */
import type { Store } from '../stores/port';

interface ExportFilter {
  from?: number | undefined;
  to?: number | undefined;
  user?: string | undefined;
  account?: string | undefined;
  event?: string | undefined;
}
interface Row {
  id: number;
  message_id: string;
  type: string;
  event: string;
  account_id: string;
  user_id: string;
  anonymous: number;
  anonymous_id: string | null;
  at: number;
  client_at: number | null;
  received_at: number;
  source: string;
  props: string;
  context: string;
  path: string | null;
  session_id: string | null;
  tab_id: string | null;
  seq: number | null;
  cfg: string | null;
}
const PAGE = 1000;

export async function* exportEvents(store: Store, tenant: number, only: ExportFilter = {}): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const conditions = ['tenant = ?', 'id > ?'];
    const params: (string | number)[] = [tenant, after];
    const add = (sql: string, value: string | number | undefined) =>
      value !== undefined && !Number.isNaN(value) && (conditions.push(sql), params.push(value));
    add('at >= ?', only.from);
    add('at < ?', only.to);
    add('user_id = ?', only.user);
    add('account_id = ?', only.account);
    add('event = ?', only.event);
    const rows = await store.query<Row>(
      `SELECT id, message_id, type, event, account_id, user_id, anonymous, anonymous_id, at, client_at, received_at, source, props, context, path, session_id, tab_id, seq, cfg FROM events WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT ${PAGE}`,
      params,
    );
    if (!rows.length) return;
    after = rows.at(-1)?.id ?? after;
    yield rows.map(line).join('');
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function line(row: Row): string {
  const props = row.props;
  const body = row.type === 'identify' || row.type === 'group' ? `"traits":${props}` : `"properties":${props}`;
  const who = row.anonymous
    ? { anonymousId: row.user_id }
    : { userId: row.user_id, ...(row.anonymous_id && { anonymousId: row.anonymous_id }) };
  const rest = JSON.parse(row.context) as { page?: object };
  const context = {
    ...rest,
    ...((row.path !== null || rest.page) && { page: { ...rest.page, ...(row.path !== null && { path: row.path }) } }),
    ...(row.account_id && { accountId: row.account_id }),
    ...(row.session_id !== null && { sessionId: row.session_id }),
    ...(row.tab_id !== null && { tabId: row.tab_id }),
    ...(row.seq !== null && { seq: row.seq }),
    ...(row.cfg !== null && { configVersion: row.cfg }),
  };
  const head = JSON.stringify({
    messageId: row.message_id,
    type: row.type,
    ...(row.type === 'track' && { event: row.event }),
    ...(row.type === 'group' && { groupId: row.account_id }),
    ...who,
    timestamp: iso(row.at),
    ...(row.client_at !== null && row.client_at !== row.at && { originalTimestamp: iso(row.client_at) }),
    receivedAt: iso(row.received_at),
    context,
    ...(row.source !== 'wire' && { source: row.source }),
  });
  return `${head.slice(0, -1)},${body}}\n`;
}
