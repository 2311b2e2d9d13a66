/**
 * Statements for a learning record store: written down in the transaction that stores their event, sent in order, and kept until the
 * store has them. Nothing is given up because a store is down; what it refuses for good goes to the dead letters with its words.
 */
import { outline, toStatements, type Statement, type StatementOptions } from '@shirube/engine';
import type { Metrics } from '../http/metrics';
import { lrsSender, lrsSettings, type LrsResult, type LrsSender, type LrsSettings } from '../senders/xapi';
import type { Store, Tx } from '../stores/port';
import type { Clock } from './clock';
import type { Log } from './log';
import { personColumns, type Person } from './person';
import type { Prepared } from './prepare';
import type { Programs } from './programs';

const BATCH = 50;
/** Pauses after failures in a row, in seconds; the last one stays. */
const PAUSES = [10, 60, 300, 1800, 3600];

interface LearningOptions {
  store: Store;
  clock: Clock;
  programs: Programs;
  metrics: Pick<Metrics, 'statements'>;
  log: Log;
  /** Under which user ids are unique, and videos have their address, unless the settings say otherwise. */
  appUrl: string;
}
interface Goal {
  sender: LrsSender;
  options: Omit<StatementOptions, 'names'>;
  failures: number;
  until: number;
}
interface Waiting {
  id: number;
  statement_id: string;
  body: string;
}

export class Learning {
  readonly #goals = new Map<number, Goal>();
  readonly #abort = new AbortController();
  #running: Promise<number> | undefined;
  constructor(private readonly o: LearningOptions) {}

  /** From now on what is watched in this tenant is reported there. */
  use(tenant: number, given: string | LrsSettings): void {
    const { endpoint, authorization, version, ...own } = lrsSettings(given);
    const app = this.o.appUrl.replace(/\/$/, '');
    const sender = lrsSender({ endpoint, authorization, signal: this.#abort.signal, ...(version && { version }) });
    this.#goals.set(tenant, { sender, options: { homePage: app, activities: `${app}/videos/`, ...own }, failures: 0, until: 0 });
  }

  /** Writes down what these events stand for. History that is imported was reported where it comes from. */
  async note(tx: Tx, events: readonly { person: Person; event: Prepared }[], now: number): Promise<void> {
    const rows = events.flatMap(({ person, event: { wire, at, source } }) => {
      const goal = this.#goals.get(person.tenant);
      if (!goal || source === 'import' || wire.type !== 'track' || !wire.event?.startsWith('Video ')) return [];
      const said = { ...wire, userId: person.user, timestamp: new Date(at).toISOString() };
      return toStatements([said], { ...goal.options, names: this.#names(person.tenant, wire.properties?.['video']) }).map((statement) => ({
        ...personColumns(person),
        statement_id: statement.id,
        created_at: now,
        body: JSON.stringify(statement),
      }));
    });
    if (rows.length) await tx.insert('statements', ['tenant', 'statement_id'], rows);
  }

  #names(tenant: number, id: unknown): Record<string, Record<string, string>> {
    const { config } = this.o.programs.of(tenant);
    const video = config.videos?.find((v) => v.id === id);
    if (!video) return {};
    // A record is about anybody: no title speaks to one person.
    const title = outline(video.title);
    return { [video.id]: typeof title === 'string' ? { [config.defaultLanguage ?? 'en']: title } : title };
  }

  /** Sends what waits, as far as the stores take it; gives how many were dealt with. Never throws. */
  deliver(): Promise<number> {
    this.#running ??= this.#deliver()
      .catch((error: unknown) => {
        this.o.log.warn({ reason: String(error) }, 'statements could not be read or noted as sent; they wait');
        return 0;
      })
      .finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #deliver(): Promise<number> {
    let total = 0;
    for (const [tenant, goal] of this.#goals) {
      while (goal.until <= this.o.clock.now() && !this.#abort.signal.aborted) {
        const rows = await this.o.store.query<Waiting>(
          `SELECT id, statement_id, body FROM statements WHERE tenant = ? ORDER BY id LIMIT ${BATCH}`,
          [tenant],
        );
        if (!rows.length) break;
        const result = await goal.sender.send(rows.map((row) => JSON.parse(row.body) as Statement));
        await this.#settle(tenant, rows, result);
        total += result.stored.length + result.refused.length;
        this.#pause(goal, result);
      }
    }
    return total;
  }

  async #settle(tenant: number, rows: readonly Waiting[], { stored, refused }: LrsResult): Promise<void> {
    const done = new Set([...stored, ...refused.map(({ id }) => id)]);
    const why = new Map(refused.map(({ id, reason }) => [id, reason]));
    if (!done.size) return;
    await this.o.store.tx(async (tx) => {
      const ids = rows.filter((row) => done.has(row.statement_id)).map((row) => row.id);
      // Who was erased meanwhile does not come back as a dead letter.
      const gone = await tx.query<Waiting>(
        `DELETE FROM statements WHERE id IN (${ids.map(() => '?').join(', ')}) RETURNING id, statement_id, body`,
        ids,
      );
      const dead = gone.filter((row) => why.has(row.statement_id));
      await tx.insert(
        'dead_letters',
        [],
        dead.map((row) => ({
          tenant,
          key: '',
          received_at: this.o.clock.now(),
          stage: 'lrs',
          reason: why.get(row.statement_id),
          message_id: row.statement_id,
          body: row.body,
        })),
      );
    });
    this.o.metrics.statements('stored', stored.length);
    this.o.metrics.statements('refused', refused.length);
    if (refused.length)
      this.o.log.warn(
        { count: refused.length, reason: refused[0]?.reason },
        'the learning record store refused statements; they are among the dead letters',
      );
  }

  #pause(goal: Goal, { later, trouble, retryAfterMs }: LrsResult): void {
    if (!later.length) {
      goal.failures = goal.until = 0;
      return;
    }
    const own = (PAUSES[Math.min(goal.failures, PAUSES.length - 1)] ?? 0) * 1000;
    goal.failures++;
    goal.until = this.o.clock.now() + (retryAfterMs ?? own);
    if (!this.#abort.signal.aborted)
      this.o.log.warn({ reason: trouble, failures: goal.failures }, 'the learning record store did not take the statements; they wait');
  }

  /** Ends what is under way; the rest waits for the next start. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }
}
