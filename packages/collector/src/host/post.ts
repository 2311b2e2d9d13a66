/** Sends mails that are due. What the SMTP server accepted is never sent again: a mail whose conversation was cut by a crash is left `uncertain`. */
import { addressHash } from '../mail/address';
import { mailSettings, type Template } from '../mail/compose';
import type { MailLinks } from '../mail/links';
import type { MailSender, SendResult } from '../senders/port';
import { appendIn } from '../sinks/inbox';
import type { Store, Tx } from '../stores/port';
import type { Clock } from './clock';
import type { Programs } from './programs';
import { allOf, Rounds } from './rounds';
import { accepted } from './say';

/** A mail, and who it is for. */
export interface Addressed {
  id: string;
  tenant: number;
  account_id: string;
  user_id: string;
  mail: string;
  recipient: string;
}
interface MailRow extends Addressed {
  subject: string;
  body_text: string;
  body_html: string;
  attempts: number;
  status: string;
  error: string | null;
}
interface PostOptions {
  store: Store;
  clock: Clock;
  programs: Programs;
  sender: MailSender;
  links: MailLinks;
  defaultFrom: string;
  appended(n: number): void;
  log(message: string, detail: Record<string, unknown>): void;
}

const BACKOFF_MIN = [1, 5, 30, 120, 360];
const COLUMNS = 'id, tenant, account_id, user_id, mail, recipient, subject, body_text, body_html, attempts, status, error';

/** Stores a phase of a mail and tells the flow worker, in the caller's transaction. Said twice, it counts once. */
export function tell(
  tx: Tx,
  row: Omit<Addressed, 'recipient'>,
  phase: 'Sent' | 'Delivered' | 'Opened' | 'Clicked' | 'Bounced',
  at: number,
  more: Record<string, unknown> = {},
): Promise<boolean[]> {
  const machine = more['machine'] === true ? ':machine' : '';
  return appendIn(tx, [
    accepted(
      {
        tenant: row.tenant,
        account: row.account_id,
        user: row.user_id,
        id: `mail:${row.id}:${phase.toLowerCase()}${machine}`,
        at,
        event: `Mail ${phase}`,
        properties: { mail: row.mail, mailId: row.id, ...more },
        source: 'mail',
      },
      at,
    ),
  ]);
}

type Write = (tx: Tx) => Promise<void>;

export class Post {
  readonly #rounds = new Rounds({ round: () => this.#round(), recover: () => this.recover() });
  #writes: { write: Write; resolve: () => void; reject: (error: unknown) => void }[] = [];
  constructor(private readonly o: PostOptions) {}

  /** At start: a conversation that a crash, or a database that was gone, cut off is not repeated. People see it on the dashboard, and an unanswered mail becomes a call. */
  async recover(): Promise<number> {
    return this.o.store.tx((tx) =>
      tx.run(
        `UPDATE mails SET status = 'uncertain', error = 'the process ended while this mail was being handed over' WHERE status = 'sending'`,
      ),
    );
  }

  /** Sends everything that is due; gives how many mails were dealt with. */
  deliver(): Promise<number> {
    return this.#rounds.run();
  }
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #round(): Promise<number> {
    const due = await this.#claim();
    await allOf(due.filter(({ stopped }) => !stopped).map(({ row }) => this.#one(row)));
    return due.length;
  }

  /** The next mails, marked as being sent. Who unsubscribed since the mail was written, and before it went out, does not get it. */
  #claim(): Promise<{ row: MailRow; stopped: boolean }[]> {
    const { store, clock, sender } = this.o;
    return store.tx(async (tx) => {
      const due = await tx.query<MailRow>(
        `SELECT ${COLUMNS} FROM mails WHERE status IN ('queued', 'failed') AND next_at <= ? ORDER BY next_at LIMIT ${sender.parallel}${store.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : ''}`,
        [clock.now()],
      );
      const open = due.filter((row) => !this.#template(row)?.transactional);
      const stops = await tx.pick<{ tenant: number; address: string; reason: string }>(
        'suppressions',
        ['tenant', 'address', 'reason'],
        ['tenant', 'address'],
        open.map((row) => [row.tenant, addressHash(row.recipient)]),
      );
      const reasons = new Map(stops.map((stop) => [`${stop.tenant}|${stop.address}`, stop.reason]));
      const claimed: { row: MailRow; stopped: boolean }[] = [];
      for (const row of due) {
        const reason =
          row.status === 'queued' && open.includes(row) ? reasons.get(`${row.tenant}|${addressHash(row.recipient)}`) : undefined;
        if (reason) await tx.run(`UPDATE mails SET status = 'suppressed', next_at = NULL, error = ? WHERE id = ?`, [reason, row.id]);
        else if (row.status === 'queued')
          await tx.run(`UPDATE mails SET status = 'sending', next_at = NULL, attempts = attempts + 1 WHERE id = ?`, [row.id]);
        claimed.push({ row, stopped: reason !== undefined });
      }
      return claimed;
    });
  }

  #template(row: MailRow): Template | undefined {
    return this.o.programs.of(row.tenant).config.mails?.find((m) => m.id === row.mail) as Template | undefined;
  }

  /** What became of mails that finish together is written together. */
  #record(write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#writes.push({ write, resolve, reject }) > 1) return;
      setImmediate(() => {
        const group = this.#writes;
        this.#writes = [];
        this.o.store
          .tx(async (tx) => {
            for (const one of group) await one.write(tx);
          })
          .then(
            () => group.forEach((one) => one.resolve()),
            (error: unknown) => group.forEach((one) => one.reject(error)),
          );
      });
    });
  }

  async #one(row: MailRow): Promise<void> {
    const { programs, sender, links, clock } = this.o;
    if (row.status === 'failed') return this.#gone(row, row.error ?? 'failed');
    const settings = mailSettings(programs.of(row.tenant));
    const template = this.#template(row);
    const replyTo = template?.replyTo ?? settings.replyTo;
    let result: SendResult;
    try {
      result = await sender.send({
        id: row.id,
        from: template?.from ?? settings.from ?? this.o.defaultFrom,
        to: row.recipient,
        subject: row.subject,
        text: row.body_text,
        html: row.body_html,
        ...(replyTo && { replyTo }),
        ...(!template?.transactional && { unsubscribe: links.unsubscribe(row.id) }),
      });
    } catch (error) {
      result = { ok: false, permanent: false, reason: String(error) };
    }
    const now = clock.now();
    if (result.ok) {
      await this.#record(async (tx) => {
        // Who was erased in the meantime does not come back with it.
        if (
          !(await tx.run(`UPDATE mails SET status = 'sent', sent_at = ?, delivered_at = ?, error = NULL WHERE id = ?`, [now, now, row.id]))
        )
          return;
        await tx.insert('mail_events', [], [{ tenant: row.tenant, mail_id: row.id, kind: 'sent', at: now, detail: sender.name }]);
        await tell(tx, row, 'Sent', now);
        await tell(tx, row, 'Delivered', now);
      });
      this.o.appended(2);
      return;
    }
    const wait = BACKOFF_MIN[row.attempts];
    this.o.log('mail not sent', { mail: row.id, template: row.mail, attempt: row.attempts + 1, permanent: result.permanent });
    if (!result.permanent && wait !== undefined) {
      const { reason } = result;
      await this.#record(
        async (tx) =>
          void (await tx.run(`UPDATE mails SET status = 'queued', next_at = ?, error = ? WHERE id = ?`, [
            now + wait * 60_000,
            reason,
            row.id,
          ])),
      );
      return;
    }
    await this.#gone(row, result.reason);
  }

  /** It will not arrive: refused for good, or there is no address. */
  async #gone(row: MailRow, reason: string): Promise<void> {
    const now = this.o.clock.now();
    await this.#record(async (tx) => {
      if (
        !(await tx.run(`UPDATE mails SET status = 'failed', bounced_at = ?, error = ?, next_at = NULL WHERE id = ?`, [now, reason, row.id]))
      )
        return;
      await tx.insert('mail_events', [], [{ tenant: row.tenant, mail_id: row.id, kind: 'bounce', at: now, detail: reason.slice(0, 200) }]);
      await tell(tx, row, 'Bounced', now, { reason: reason.slice(0, 100) });
    });
    this.o.appended(1);
  }
}
