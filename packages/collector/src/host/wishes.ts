/**
 * Somebody wants to be forgotten (`shirube.forget()`). Nothing is erased by itself: what a law or a contract keeps is for people to know, and
 * an event without a proof may be anybody's. So it becomes a task, due within the month that Article 12(3) of the GDPR gives. Whoever has the
 * write key can invent people and ask for each of them: beyond a number of open tasks without a proof, one task per day stands for all others.
 * None is lost: their events are stored, and the export names them.
 */
import { FORGOTTEN } from '@shirube/engine';
import { DAY } from '../metrics/days';
import type { SqlValue, Tx } from '../stores/port';
import { stableId } from './ids';
import { personColumns, type Person } from './person';
import type { Prepared } from './prepare';

const MONTH = 30 * DAY;
/** Open tasks without a proof, per tenant. */
const MOST = 50;
const title = { en: 'Wants to be forgotten: erase the personal data', ja: 'データの削除を希望: 個人データを消去する' };
const proven = {
  en: 'Asked for in the app, signed in with a valid token. An administrator erases at the end of the person’s page.',
  ja: 'アプリから、有効なトークンで本人確認済みの状態での依頼です。管理者が利用者のページの末尾で消去します。',
};
const unproven = {
  en: 'Asked for in the app, without a token that proves who it was: ask the person before an administrator erases at the end of their page.',
  ja: 'アプリからの依頼ですが、本人であることを示すトークンがありません。本人に確認してから、管理者が利用者のページの末尾で消去します。',
};
const others = { en: 'More people want to be forgotten: go through the list', ja: 'ほかにもデータの削除の希望があります: 一覧を確認する' };
const address = `GET /v1/export?event=${encodeURIComponent(FORGOTTEN)}`;
const list = {
  en: `More than ${MOST} requests without a token are open, so the others that came today are together here. An administrator gets them all with ${address}. So many at once may be somebody’s mischief: people without any other event were invented.`,
  ja: `本人確認のない依頼が ${MOST} 件を超えて未対応のため、本日届いたほかの依頼をまとめています。一覧は管理者が ${address} で取得できます。一度に多数届く場合はいたずらの可能性があります。ほかのイベントが一つもない利用者は実在しません。`,
};

/** Writes the tasks: one per person and day, however often they ask. Anonymous visitors go by themselves (`collector.retention`). */
export async function noteWishes(tx: Tx, events: readonly { person: Person; event: Prepared }[]): Promise<void> {
  const wishes = events.filter(({ person, event: { wire, source } }) => wire.event === FORGOTTEN && !person.anonymous && source === 'wire');
  if (!wishes.length) return;
  const rows = new Map<string, Record<string, SqlValue>>();
  for (const {
    person,
    event: { at, verified },
  } of wishes) {
    const wish = `forgotten:${Math.floor(at / DAY)}`;
    const id = stableId('task', person.tenant, person.account, person.user, wish);
    rows.set(id, {
      id,
      ...personColumns(person),
      effect_id: wish,
      flow: '',
      step: '',
      title: JSON.stringify(title),
      reason: JSON.stringify(verified ? proven : unproven),
      channel: 'other',
      status: 'open',
      created_at: at,
      due_at: at + MONTH,
    });
  }
  await tx.insert('tasks', ['id'], await bounded(tx, [...rows.values()], Math.max(...wishes.map(({ event }) => event.receivedAt))));
}

async function bounded(tx: Tx, rows: readonly Record<string, SqlValue>[], now: number): Promise<Record<string, SqlValue>[]> {
  const open = new Map<SqlValue, number>();
  const out: Record<string, SqlValue>[] = [];
  for (const row of rows) {
    const { tenant } = row;
    if (row['reason'] !== JSON.stringify(unproven)) {
      out.push(row);
      continue;
    }
    let n =
      open.get(tenant) ??
      Number(
        (
          await tx.query<{ n: number }>(
            `SELECT COUNT(*) AS n FROM tasks WHERE tenant = ? AND status = 'open' AND flow = '' AND reason = ?`,
            [tenant, JSON.stringify(unproven)],
          )
        )[0]?.n ?? 0,
      );
    const there = n >= MOST && (await tx.query('SELECT id FROM tasks WHERE id = ?', [row['id']])).length > 0;
    if (n < MOST || there) out.push(row);
    else {
      const day = Math.floor(now / DAY);
      const id = stableId('task', String(tenant), 'forgotten', day);
      if (!out.some((one) => one['id'] === id))
        out.push({
          ...row,
          id,
          account_id: '',
          user_id: '',
          effect_id: `forgotten-others:${day}`,
          title: JSON.stringify(others),
          reason: JSON.stringify(list),
          created_at: now,
          due_at: now + MONTH,
        });
    }
    open.set(tenant, ++n);
  }
  return out;
}
