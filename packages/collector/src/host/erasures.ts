/** What was erased stays erased: events from before the erasure that arrive late (an offline device, a retry) are not taken in again. */
import type { Tx } from '../stores/port';
import { stableId } from './ids';
import { accountOf, anonymousOf, userOf } from './people';
import type { Prepared } from './prepare';

/** Only a hash of the id is kept. */
export const subjectHash = (kind: 'user' | 'account' | 'anonymous', id: string): string => stableId('erased', kind, id);

const subjects = (p: Prepared): string[] => {
  const [user, anonymous, account] = [userOf(p), anonymousOf(p), accountOf(p)];
  return [
    ...(user ? [subjectHash('user', user)] : []),
    ...(anonymous ? [subjectHash('anonymous', anonymous)] : []),
    ...(account ? [subjectHash('account', account)] : []),
  ];
};

export async function refuseErased(tx: Tx, events: readonly Prepared[]): Promise<Prepared[]> {
  const [any] = await tx.query('SELECT 1 AS one FROM erasures LIMIT 1');
  if (!any) return [...events];
  const keys = new Map<string, [number, string]>();
  for (const p of events) for (const subject of subjects(p)) keys.set(`${p.tenant}|${subject}`, [p.tenant, subject]);
  const found = await tx.pick<{ tenant: number; subject: string; at: number }>(
    'erasures',
    ['tenant', 'subject', 'at'],
    ['tenant', 'subject'],
    [...keys.values()],
  );
  const erased = new Map(found.map((row) => [`${row.tenant}|${row.subject}`, row.at]));
  return events.filter((p) => subjects(p).every((subject) => p.at > (erased.get(`${p.tenant}|${subject}`) ?? -Infinity)));
}
