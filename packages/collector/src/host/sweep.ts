/** Wakes people whose time has come. The engine runs what became due in its own order, however late the sweep is. */
import type { LiveItem } from '../http/api';
import type { Store } from '../stores/port';
import { AccountTraits } from './accounts';
import { takeTurns, type ApplyContext } from './apply';
import { personKey } from './person';
import type { DeadLetter } from './prepare';
import { Usage } from './usage';

/** People per transaction: in the embedded store everybody waits for it. */
const MOST = 20;
interface Due { tenant: number; account_id: string; user_id: string; anonymous: number }

/**
 * Steps everybody of these partitions (undefined: everybody) whose `wake_at` has passed; gives how many people and effects there were.
 * Two that sweep the same person, while a partition changes hands, do so one after the other and with the same effect ids.
 */
export async function sweep(store: Store, ctx: ApplyContext, parts: readonly number[] | undefined, live: (items: LiveItem[]) => void): Promise<{ people: number; effects: number }> {
  const total = { people: 0, effects: 0 };
  if (parts?.length === 0) return total;
  const whose = parts ? ` AND part IN (${parts.join(', ')})` : '';
  for (;;) {
    const now = ctx.clock.now();
    const due = await store.query<Due>(`SELECT tenant, account_id, user_id, anonymous FROM users WHERE wake_at <= ?${whose} ORDER BY wake_at LIMIT ?`, [now, MOST]);
    if (!due.length) return total;
    const items: LiveItem[] = [];
    total.effects += await store.tx(async (tx) => {
      const usage = new Usage();
      const dead: DeadLetter[] = [];
      const turns = due.map((row) => {
        const person = { tenant: row.tenant, account: row.account_id, user: row.user_id, anonymous: row.anonymous === 1 };
        return { person, key: personKey(person), signals: [{ signal: { kind: 'tick' as const, id: `tick:${now}`, at: now } }] };
      });
      const effects = await takeTurns(tx, turns, ctx, { usage, traits: new AccountTraits(), dead, live: items });
      await usage.write(tx);
      await tx.insert('dead_letters', [], dead.map((letter) => ({ ...letter })));
      return effects;
    });
    total.people += due.length;
    live(items);
    if (due.length < MOST) return total;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
