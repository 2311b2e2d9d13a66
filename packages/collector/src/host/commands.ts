/** What people and servers may make the collector do, beside sending events. Everything that a flow may depend on goes through the worker. */
import type { ApiDeps, Session } from '../http/api';
import { appendIn } from '../sinks/inbox';
import type { Store } from '../stores/port';
import type { Clock } from './clock';
import { erase } from './erase';
import { stableId } from './ids';
import { accepted, type Saying } from './say';

interface CommandDeps {
  store: Store;
  clock: Clock;
  appended(n: number): void;
  applied(): Promise<void>;
  /** Removes what was applied from the sink's own files. */ scrub(): Promise<void>;
}
interface TaskRow {
  id: string;
  tenant: number;
  account_id: string;
  user_id: string;
  effect_id: string;
  flow: string;
  step: string;
  status: string;
}
type Commands = Pick<ApiDeps, 'signal' | 'accountTraits' | 'task' | 'erase' | 'audit'>;

export function commands({ store, clock, appended, applied, scrub }: CommandDeps): Commands {
  const say = async (saying: Saying) => {
    await store.tx((tx) => appendIn(tx, [accepted(saying, clock.now())]));
    appended(1);
    await applied();
  };
  return {
    signal: (tenant, account, user, { id, ...signal }, source) => {
      const at = clock.now();
      return say({
        tenant,
        account,
        user,
        id: id ?? stableId('say', tenant, account, user, at, JSON.stringify(signal)),
        at,
        event: `$${signal.kind}`,
        properties: { ...signal },
        source,
        signal: signal as NonNullable<Saying['signal']>,
      });
    },

    async accountTraits(tenant, account, traits, by) {
      const at = clock.now();
      // A group event without a person: stored on the account's own line, stepped by everybody of the account.
      await say({
        tenant,
        account,
        user: `$${by}`.slice(0, 256),
        anonymous: true,
        id: stableId('traits', tenant, account, at, JSON.stringify(traits)),
        at,
        event: '$group',
        source: 'api',
        group: traits,
      });
    },

    async task(tenant, id, change, by) {
      const now = clock.now();
      const [row] = await store.query<TaskRow>(
        'SELECT id, tenant, account_id, user_id, effect_id, flow, step, status FROM tasks WHERE id = ? AND tenant = ?',
        [id, tenant],
      );
      if (!row) return false;
      if ('note' in change || 'owner' in change) {
        const [column, value] = 'note' in change ? ['note', change.note] : ['owner', change.owner];
        return (await store.tx((tx) => tx.run(`UPDATE tasks SET ${column} = ? WHERE id = ? AND tenant = ?`, [value, id, tenant]))) > 0;
      }
      if ('snoozeUntil' in change)
        return (
          (await store.tx((tx) =>
            tx.run(`UPDATE tasks SET snoozed_until = ? WHERE id = ? AND tenant = ? AND status = 'open'`, [change.snoozeUntil, id, tenant]),
          )) > 0
        );
      const { status } = change;
      const done = await store.tx(async (tx) => {
        const n = await tx.run(
          `UPDATE tasks SET status = ?, closed_at = ?, closed_by = ? WHERE id = ? AND tenant = ? AND status = 'open'`,
          [status, now, by, id, tenant],
        );
        if (n)
          await appendIn(tx, [
            accepted(
              {
                tenant,
                account: row.account_id,
                user: row.user_id,
                id: `task:${id}:${status}`,
                at: now,
                event: 'Task Closed',
                properties: { task: id, flow: row.flow, step: row.step, phase: status },
                source: 'task',
                signal: { kind: 'task', task: row.effect_id, phase: status },
              },
              now,
            ),
          ]);
        return n > 0;
      });
      if (done) {
        appended(1);
        await applied();
      }
      return done;
    },

    async erase(tenant, subject) {
      // What was acknowledged and not applied yet would come back.
      await applied();
      const rows = await erase(store, tenant, subject, clock.now());
      await scrub();
      await store.scrub?.();
      return rows;
    },

    async audit(session: Session, action, detail) {
      await store.tx((tx) =>
        tx.insert('audit', [], [{ tenant: session.tenant, at: clock.now(), who: session.name, action, detail: JSON.stringify(detail) }]),
      );
    },
  };
}
