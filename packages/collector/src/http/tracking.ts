/** /t/*: what happens with a mail after it was sent. Opens and clicks of machines are told apart and count for nothing. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../host/clock';
import { tell, type Addressed } from '../host/post';
import { addressHash } from '../mail/address';
import type { MailLinks } from '../mail/links';
import { looksLikeMachine } from '../mail/machine';
import type { Store } from '../stores/port';
import { pageLang } from './pages';
import { HttpError, send } from './reply';

export interface TrackingDeps {
  store: Store;
  clock: Clock;
  links: MailLinks;
  appended(n: number): void;
}
interface Row extends Addressed {
  links: string;
  transport: string;
  sent_at: number | null;
  requested_at: number;
  opened_at: number | null;
  clicked_at: number | null;
}

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const words = {
  ja: { ask: 'このサービスからのお知らせメールの配信を停止しますか?', button: '配信を停止する', done: '配信を停止しました。' },
  en: { ask: 'Stop receiving these mails?', button: 'Unsubscribe', done: 'You are unsubscribed.' },
};

export async function tracking(req: IncomingMessage, res: ServerResponse, path: string, deps: TrackingDeps): Promise<void> {
  const read = deps.links.read(path);
  if (!read) throw new HttpError(404, 'not_found', 'This link is not complete.');
  const [row] = await deps.store.query<Row>(
    'SELECT id, tenant, account_id, user_id, mail, recipient, links, transport, sent_at, requested_at, opened_at, clicked_at FROM mails WHERE id = ?',
    [read.mail],
  );
  if (read.kind === 'u') return unsubscribe(req, res, row, deps);
  const now = deps.clock.now();
  const machine = looksLikeMachine({
    method: req.method ?? '',
    agent: req.headers['user-agent'],
    purpose: req.headers['purpose'] ?? req.headers['sec-purpose'],
    sinceSent: row?.transport === 'mailbox' || !row?.sent_at ? undefined : now - row.sent_at,
    kind: read.kind === 'c' ? 'click' : 'open',
  });
  if (read.kind === 'o') {
    if (row) await (machine ? machineOpen(row, machine, now, deps) : happened(row, 'Opened', now, deps));
    return send(res, 200, 'image/gif', PIXEL, { 'cache-control': 'no-store, private' });
  }
  const target = row ? (JSON.parse(row.links) as string[])[read.index] : undefined;
  if (!row || !target) throw new HttpError(404, 'not_found', 'This link is no longer known.');
  if (!machine) await happened(row, 'Clicked', now, deps, target);
  res.writeHead(302, { location: target, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  res.end();
}

/** A click is an open too: many programs never load the pixel. */
async function happened(
  row: Row,
  phase: 'Opened' | 'Clicked',
  now: number,
  deps: TrackingDeps,
  detail: string | null = null,
): Promise<void> {
  const first = phase === 'Opened' ? row.opened_at === null : row.clicked_at === null;
  await deps.store.tx(async (tx) => {
    await tx.insert(
      'mail_events',
      [],
      [{ tenant: row.tenant, mail_id: row.id, kind: phase === 'Opened' ? 'open' : 'click', at: now, detail }],
    );
    if (!first) return;
    await tx.run(
      phase === 'Opened'
        ? 'UPDATE mails SET opened_at = COALESCE(opened_at, ?) WHERE id = ?'
        : 'UPDATE mails SET clicked_at = COALESCE(clicked_at, ?), opened_at = COALESCE(opened_at, ?) WHERE id = ?',
      phase === 'Opened' ? [now, row.id] : [now, now, row.id],
    );
    await tell(tx, row, phase, now);
  });
  if (first) deps.appended(1);
}

async function machineOpen(row: Row, why: string, now: number, deps: TrackingDeps): Promise<void> {
  await deps.store.tx(async (tx) => {
    await tx.run('UPDATE mails SET machine_opens = machine_opens + 1 WHERE id = ?', [row.id]);
    await tx.insert('mail_events', [], [{ tenant: row.tenant, mail_id: row.id, kind: 'machine_open', at: now, detail: why }]);
  });
}

/** GET asks (a scanner that follows every link must not unsubscribe anybody); POST does it, one click from the mail program included (RFC 8058). */
async function unsubscribe(req: IncomingMessage, res: ServerResponse, row: Row | undefined, { store, clock }: TrackingDeps): Promise<void> {
  const w = words[pageLang(req.headers['accept-language'])];
  const page = (inner: string) =>
    send(
      res,
      200,
      'text/html; charset=utf-8',
      `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${w.button}</title><main>${inner}</main>`,
      { 'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'" },
    );
  if (req.method !== 'POST') return page(`<p>${w.ask}</p><form method="post"><button>${w.button}</button></form>`);
  req.resume();
  if (row) {
    const now = clock.now();
    await store.tx(async (tx) => {
      await tx.insert(
        'suppressions',
        ['tenant', 'address'],
        [{ tenant: row.tenant, address: addressHash(row.recipient), reason: 'unsubscribed', at: now }],
      );
      await tx.insert('mail_events', [], [{ tenant: row.tenant, mail_id: row.id, kind: 'unsubscribe', at: now, detail: null }]);
    });
  }
  return page(`<p>${w.done}</p>`);
}
