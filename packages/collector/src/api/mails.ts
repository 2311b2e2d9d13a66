import { ApiError } from '../http/api';
import { pageOf, type Route } from './route';
import type { MailDetail, MailRow, Page } from './types';

export interface MailRecord {
  id: string;
  account_id: string;
  user_id: string;
  mail: string;
  flow: string;
  step: string;
  lang: string;
  recipient: string;
  subject: string;
  status: string;
  transport: string;
  requested_at: number;
  sent_at: number | null;
  delivered_at: number | null;
  opened_at: number | null;
  clicked_at: number | null;
  bounced_at: number | null;
  machine_opens: number;
  error: string | null;
}
export const MAIL_COLUMNS =
  'id, account_id, user_id, mail, flow, step, lang, recipient, subject, status, transport, requested_at, sent_at, delivered_at, opened_at, clicked_at, bounced_at, machine_opens, error';
export const mailOf = (r: MailRecord, accountName = r.account_id): MailRow => ({
  id: r.id,
  account: r.account_id,
  accountName,
  user: r.user_id,
  mail: r.mail,
  flow: r.flow,
  step: r.step,
  lang: r.lang,
  recipient: r.recipient,
  subject: r.subject,
  status: r.status,
  transport: r.transport,
  requested: r.requested_at,
  sent: r.sent_at,
  delivered: r.delivered_at,
  opened: r.opened_at,
  clicked: r.clicked_at,
  bounced: r.bounced_at,
  machineOpens: r.machine_opens,
  error: r.error,
});

/** What was sent, and what became of it. Without a mail server this is the mailbox itself. */
export const mailsRoutes: Route[] = [
  {
    method: 'GET',
    path: '/mails',
    async run(context) {
      const { query, tenant, request } = context;
      const q = request.query;
      const where = ['tenant = ?'];
      const values: (string | number)[] = [tenant];
      for (const [name, column] of [
        ['account', 'account_id'],
        ['user', 'user_id'],
        ['mail', 'mail'],
        ['status', 'status'],
      ] as const) {
        const value = q.get(name);
        if (!value) continue;
        where.push(`${column} = ?`);
        values.push(value);
      }
      const { offset, limit } = pageOf(q, 50);
      const clause = where.join(' AND ');
      const [[count], rows, book] = await Promise.all([
        query<{ n: number }>(`SELECT COUNT(*) AS n FROM mails WHERE ${clause}`, values),
        query<MailRecord>(`SELECT ${MAIL_COLUMNS} FROM mails WHERE ${clause} ORDER BY requested_at DESC, id LIMIT ? OFFSET ?`, [
          ...values,
          limit,
          offset,
        ]),
        context.book(),
      ]);
      const json: Page<MailRow> = {
        rows: rows.map((r) => mailOf(r, book.entries.get(r.account_id)?.name)),
        total: Number(count?.n ?? 0),
        offset,
        limit,
      };
      const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
      return {
        json,
        table: {
          name: 'mails',
          columns: ['account', 'user', 'mail', 'subject', 'status', 'requested', 'sent', 'opened', 'clicked', 'bounced', 'machine_opens'],
          rows: json.rows.map((m) => [
            m.account,
            m.user,
            m.mail,
            m.subject,
            m.status,
            iso(m.requested),
            iso(m.sent),
            iso(m.opened),
            iso(m.clicked),
            iso(m.bounced),
            m.machineOpens,
          ]),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/mails/:id',
    async run(context) {
      const { query, tenant, params } = context;
      const [row] = await query<MailRecord & { body_text: string }>(
        `SELECT ${MAIL_COLUMNS}, body_text FROM mails WHERE tenant = ? AND id = ?`,
        [tenant, params.id ?? ''],
      );
      if (!row) throw new ApiError(404, 'no-mail', 'There is no such mail.');
      const events = await query<{ kind: string; at: number; detail: string | null }>(
        'SELECT kind, at, detail FROM mail_events WHERE tenant = ? AND mail_id = ? ORDER BY at, id',
        [tenant, row.id],
      );
      const json: MailDetail = { ...mailOf(row, (await context.book()).entries.get(row.account_id)?.name), text: row.body_text, events };
      return { json };
    },
  },
];
