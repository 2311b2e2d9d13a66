/** Wakes people whose time has come. The engine runs what became due in its own order, however late the sweep is. */
import type { LiveItem } from '../http/api';
import type { Store } from '../stores/port';
import { isDeadlock } from '../stores/sql';
import { AccountTraits } from './accounts';
import { takeTurns, USER_COLUMNS, type ApplyContext, type UserRow } from './turns';
import { PERSON, personColumns, personKey, type Person } from './person';
import type { DeadLetter } from './prepare';
import { Rollups } from './rollups';
import { Usage } from './usage';

/** People per transaction: in the embedded store everybody waits for it. */
const MOST = 20;
/** How long somebody sleeps on whose turn fails; the reason may lie in a configuration that is being mended. */
const PAUSE_MS = 3_600_000;
type Due = Pick<UserRow, 'tenant' | 'account_id' | 'user_id' | 'anonymous'>;
type Live = (items: LiveItem[]) => void;
const personOf = (row: Due): Person => ({ tenant: row.tenant, account: row.account_id, user: row.user_id, anonymous: row.anonymous === 1 });

/**
 * Steps everybody of these partitions (undefined: everybody) whose `wake_at` has passed; gives how many people and effects there were.
 * Two that sweep the same person, while a partition changes hands, do so one after the other and with the same effect ids. Somebody whose
 * turn fails on a healthy store stops nobody else: the reason goes to the dead letters, and the turn comes again later.
 */
export async function sweep(
  store: Store,
  ctx: ApplyContext,
  parts: readonly number[] | undefined,
  live: Live,
): Promise<{ people: number; effects: number }> {
  const total = { people: 0, effects: 0 };
  if (parts?.length === 0) return total;
  const whose = parts ? ` AND part IN (${parts.join(', ')})` : '';
  for (;;) {
    const due = await store.query<Due>(
      `SELECT tenant, account_id, user_id, anonymous FROM users WHERE wake_at <= ?${whose} ORDER BY wake_at LIMIT ?`,
      [ctx.clock.now(), MOST],
    );
    if (!due.length) return total;
    total.effects += await wakeAll(store, ctx, due.map(personOf), live);
    total.people += due.length;
    if (due.length < MOST) return total;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

async function wakeAll(store: Store, ctx: ApplyContext, people: readonly Person[], live: Live): Promise<number> {
  try {
    return await wake(store, ctx, people, live);
  } catch (error) {
    if (isDeadlock(error)) throw error;
    let effects = 0;
    for (const person of people)
      effects += await wake(store, ctx, [person], live).catch((reason: unknown) => putOff(store, ctx, person, reason));
    return effects;
  }
}

async function wake(store: Store, ctx: ApplyContext, people: readonly Person[], live: Live): Promise<number> {
  const now = ctx.clock.now();
  const items: LiveItem[] = [];
  const effects = await store.tx(async (tx) => {
    // Looked at again under lock: somebody may have been erased, moved or stepped in the meantime, and must not come back as they were.
    const rows = await tx.pick<UserRow>(
      'users',
      USER_COLUMNS,
      PERSON,
      people.map(({ tenant, account, user }) => [tenant, account, user]),
      true,
    );
    const due = new Map(rows.filter((row) => row.wake_at !== null && row.wake_at <= now).map((row) => [personKey(personOf(row)), row]));
    const turns = [...due].map(([key, row]) => ({
      person: personOf(row),
      key,
      signals: [{ signal: { kind: 'tick' as const, id: `tick:${now}`, at: now } }],
    }));
    const usage = new Usage();
    const dead: DeadLetter[] = [];
    const made = await takeTurns(
      tx,
      turns,
      ctx,
      { usage, traits: new AccountTraits(), rollups: new Rollups(tx, ctx.programs), dead, live: items },
      due,
    );
    await usage.write(tx);
    await tx.insert(
      'dead_letters',
      [],
      dead.map((letter) => ({ ...letter })),
    );
    return made;
  });
  live(items);
  return effects;
}

async function putOff(store: Store, ctx: ApplyContext, person: Person, error: unknown): Promise<number> {
  if (isDeadlock(error)) throw error;
  await store.check();
  const now = ctx.clock.now();
  await store.tx(async (tx) => {
    await tx.run('UPDATE users SET wake_at = ? WHERE tenant = ? AND account_id = ? AND user_id = ?', [
      now + PAUSE_MS,
      person.tenant,
      person.account,
      person.user,
    ]);
    await tx.insert(
      'dead_letters',
      [],
      [
        {
          tenant: person.tenant,
          key: '',
          received_at: now,
          stage: 'flow',
          reason: String(error),
          message_id: null,
          body: JSON.stringify(personColumns(person)),
        },
      ],
    );
  });
  return 0;
}
