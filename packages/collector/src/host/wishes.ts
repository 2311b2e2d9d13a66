/**
 * Somebody wants to be forgotten (`shirube.forget()`). Nothing is erased by itself: what a law or a contract keeps is for people to know, and
 * an event without a proof may be anybody's. So it becomes a task, due within the month that Article 12(3) of the GDPR gives.
 */
import { DAY } from '../metrics/days';
import type { SqlValue } from '../stores/port';
import { stableId } from './ids';
import { personColumns, type Person } from './person';
import type { Prepared } from './prepare';

const MONTH = 30 * DAY;
const title = { en: 'Wants to be forgotten: erase the personal data', ja: 'データの削除を希望: 個人データを消去する' };
const proven = {
  en: 'Asked for in the app, signed in with a valid token. An administrator erases at the end of the person’s page.',
  ja: 'アプリから、有効なトークンで本人確認済みの状態での依頼です。管理者が利用者のページの末尾で消去します。',
};
const unproven = {
  en: 'Asked for in the app, without a token that proves who it was: ask the person before an administrator erases at the end of their page.',
  ja: 'アプリからの依頼ですが、本人であることを示すトークンがありません。本人に確認してから、管理者が利用者のページの末尾で消去します。',
};

/** Rows of `tasks`: one per person and day, however often they ask. Anonymous visitors go by themselves (`collector.retention`). */
export const wishes = (events: readonly { person: Person; event: Prepared }[]): Record<string, SqlValue>[] =>
  events.filter(({ person, event: { wire, source } }) => wire.event === 'Person Forgotten' && !person.anonymous && source === 'wire').map(({ person, event: { at, verified } }) => {
    const wish = `forgotten:${Math.floor(at / DAY)}`;
    return {
      id: stableId('task', person.tenant, person.account, person.user, wish), ...personColumns(person), effect_id: wish, flow: '', step: '', title: JSON.stringify(title), reason: JSON.stringify(verified ? proven : unproven),
      channel: 'other', status: 'open', created_at: at, due_at: at + MONTH,
    };
  });
