/** POST /v1/hooks/mail: what the mail service reports back (delivered, bounced, complained, opened, clicked). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../host/clock';
import { tell, type Addressed } from '../host/post';
import { addressHash } from '../mail/address';
import type { Store } from '../stores/port';
import { HttpError, readBody, sendJson } from './reply';

export interface HookDeps {
  store: Store;
  clock: Clock;
  appended(n: number): void;
}
type Kind = 'delivered' | 'bounced' | 'complained' | 'opened' | 'clicked';
const kinds: Record<string, Kind> = {
  delivered: 'delivered',
  delivery: 'delivered',
  bounced: 'bounced',
  bounce: 'bounced',
  dropped: 'bounced',
  hardbounce: 'bounced',
  complained: 'complained',
  complaint: 'complained',
  spamreport: 'complained',
  spamcomplaint: 'complained',
  opened: 'opened',
  open: 'opened',
  clicked: 'clicked',
  click: 'clicked',
};
const field = (event: Record<string, unknown>, names: readonly string[]): string =>
  String(names.map((n) => event[n]).find((v) => typeof v === 'string' && v) ?? '');

/** One event in the words of Shirube or of the common mail services (event/RecordType/eventType, message-id in its several spellings). */
function readHook(event: Record<string, unknown>): { mail: string; kind: Kind; machine: boolean; soft: boolean } | undefined {
  const kind =
    kinds[
      field(event, ['kind', 'event', 'RecordType', 'eventType', 'type'])
        .toLowerCase()
        .replace(/^email[._]/, '')
    ];
  const id = /([\w-]{22})(?:@|$)/.exec(
    field(event, ['mailId', 'messageId', 'message-id', 'smtp-id', 'MessageID', 'Message-Id']).replace(/[<>]/g, ''),
  )?.[1];
  if (!kind || !id) return undefined;
  return {
    mail: id,
    kind,
    machine: event['machine'] === true || event['sg_machine_open'] === true,
    soft: event['soft'] === true || /soft|transient|blocked/i.test(field(event, ['bounceType', 'Type', 'bounce_classification'])),
  };
}

export async function mailHook(req: IncomingMessage, res: ServerResponse, tenant: number, deps: HookDeps): Promise<void> {
  let parsed: unknown;
  try {
    parsed = JSON.parse((await readBody(req, 1_048_576)).toString('utf8'));
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, 'json', 'The body is not valid JSON. Send { "events": [{ "mailId", "kind" }] }.');
  }
  const list = Array.isArray(parsed)
    ? parsed
    : Array.isArray((parsed as { events?: unknown })?.events)
      ? (parsed as { events: unknown[] }).events
      : [parsed];
  let taken = 0;
  for (const item of list.slice(0, 1000)) {
    const hook = typeof item === 'object' && item !== null ? readHook(item as Record<string, unknown>) : undefined;
    const [row] = hook
      ? await deps.store.query<Addressed>(
          'SELECT id, tenant, account_id, user_id, mail, recipient FROM mails WHERE id = ? AND tenant = ?',
          [hook.mail, tenant],
        )
      : [];
    if (!hook || !row) continue;
    taken++;
    await note(row, hook, deps);
  }
  sendJson(res, 200, { taken, ignored: list.length - taken });
}

const phases = { delivered: 'Delivered', opened: 'Opened', clicked: 'Clicked', bounced: 'Bounced', complained: undefined } as const;
async function note(
  row: Addressed,
  hook: { kind: Kind; machine: boolean; soft: boolean },
  { store, clock, appended }: HookDeps,
): Promise<void> {
  const now = clock.now();
  const hard = hook.kind === 'bounced' && !hook.soft;
  await store.tx(async (tx) => {
    await tx.insert(
      'mail_events',
      [],
      [
        {
          tenant: row.tenant,
          mail_id: row.id,
          kind:
            hook.machine && hook.kind === 'opened'
              ? 'machine_open'
              : ({ delivered: 'delivered', bounced: 'bounce', complained: 'complaint', opened: 'open', clicked: 'click' } as const)[
                  hook.kind
                ],
          at: now,
          detail: hook.soft ? 'soft' : 'webhook',
        },
      ],
    );
    if (hook.machine) return void (await tx.run('UPDATE mails SET machine_opens = machine_opens + 1 WHERE id = ?', [row.id]));
    if (hook.soft) return;
    if (hook.kind === 'delivered') await tx.run('UPDATE mails SET delivered_at = ? WHERE id = ?', [now, row.id]);
    if (hook.kind === 'opened' || hook.kind === 'clicked')
      await tx.run('UPDATE mails SET opened_at = COALESCE(opened_at, ?) WHERE id = ?', [now, row.id]);
    if (hook.kind === 'clicked') await tx.run('UPDATE mails SET clicked_at = COALESCE(clicked_at, ?) WHERE id = ?', [now, row.id]);
    if (hard) await tx.run('UPDATE mails SET bounced_at = COALESCE(bounced_at, ?) WHERE id = ?', [now, row.id]);
    if (hard || hook.kind === 'complained')
      await tx.insert(
        'suppressions',
        ['tenant', 'address'],
        [{ tenant: row.tenant, address: addressHash(row.recipient), reason: hard ? 'bounced' : 'complained', at: now }],
      );
    const phase = phases[hook.kind];
    if (phase) await tell(tx, row, phase, now);
  });
  appended(1);
}
